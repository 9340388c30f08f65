# Messages to residents who are invited, and the page on which they stop them, in Somali. A draft: not yet checked by a speaker.

mailed-reminder-subject = Xusuusin: Noo sheeg sida ay tahay ku noolaanshaha halkan
mailed-greeting = Mudane/Marwo { $name }
mailed-reminder = Tani waa xusuusin. Haddii aad intaa ka dib jawaabtay, waad mahadsan tahay.
mailed-who = { $programme } ayaa kaa codsanaysa jawaabtaada.
mailed-answer = Halkan ka jawaab
mailed-type = Haddii xiriirku shaqayn waayo, tag { $address } oo qor koodhka { $code }
mailed-why = Fariintan waxaad u heshay maxaa yeelay waxaa lagugu casuumay inaad jawaabto.
mailed-stop = Fariin dambe ha iigu soo dirin arrintan
mailed-stop-title = Fariimo dambe ma rabtid?
mailed-stop-text = Markaas mar dambe kuuguma soo qori doonno sahankan. Koodhkaagu wuu shaqaynayaa inta la jawaabi karo.
mailed-stop-go = Jooji fariimaha
mailed-stopped-title = Fariimo dambe ma heli doontid
mailed-stopped-text = Mar dambe kuuguma soo qori doonno sahankan. Koodhkaagu wuu shaqaynayaa inta la jawaabi karo.
mailed-unknown-title = Xiriirku ma saxna
mailed-unknown-text = Mar kale fur xiriirka fariinta ku jira, ama koobi garee dhammaantiis.
mailed-failed-title = Way shaqayn wayday
mailed-failed-text = Khaladku waa kayaga. Fadlan waxyar ka dib isku day.
