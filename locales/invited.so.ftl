# What residents read who are invited with a code of their own, in Somali. A draft: not yet checked by a speaker.

invited-enter-title = Qor koodhka warqaddaada ku jira
invited-enter-code = Koodhkaaga
invited-enter-hint = 14 xaraf iyo tiro. Xarfaha waaweyn iyo kuwa yaryari waa isku mid, jiitintuna waxba ma aha.
invited-enter-go = Sii wad
invited-mistyped-title = Hal xaraf ayaa khaldan
invited-mistyped-text = Hal xaraf oo koodhka ka mid ah ayaa khaldan, ama laba ayaa isku beddelay. Fadlan warqadda mar kale eeg.
invited-unknown-title = Koodhkan ma naqaanno
invited-unknown-text = Koodhkan ma naqaanno. Fadlan warqadda mar kale eeg.
invited-spent-title = Koodhkan hore ayaa loogu jawaabay
invited-spent-text = Mahadsanid haddii adigu aad ahayd. Haddii warqad cusub kuu timid, koodhka ku jira ayaa shaqeeya.
invited-again = Koodhka mar kale qor
invited-letter-title = Noo sheeg sida ay tahay ku noolaanshaha halkan
invited-letter-text = Waxaan ku weydiinaynaa maxaa yeelay halkan ayaad ku nooshahay. Jawaabtu waa ikhtiyaari. Koodhka adigaa leh, hal marna waa la isticmaali karaa.
invited-letter-anonymous = Jawaabtaadu waa qarsoodi: waxaa la kaydiyaa iyada oo aan lahayn magac, ciwaan iyo koodh.
invited-letter-scan = Koodhka ku akhri taleefankaaga
invited-letter-type = ama tag { $address } oo qor
invited-letter-until = Waxaad ka jawaabi kartaa ilaa { $date }.
invited-letter-questions = Su’aalo ma qabtaa? { $contact }
