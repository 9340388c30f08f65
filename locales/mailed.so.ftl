# Mails to residents who are invited, and the page on which they stop them, in Somali. A draft: not yet checked by a speaker.

mailed-reminder-subject = Xusuusin: Noo sheeg sida ay tahay ku noolaanshaha halkan
mailed-greeting = Mudane/Marwo { $name }
mailed-reminder = Tani waa xusuusin. Haddii aad intaa ka dib jawaabtay, waad mahadsan tahay.
mailed-who = { $programme } ayaa kaa codsanaysa jawaabtaada.
mailed-answer = Halkan ka jawaab
mailed-type = Haddii xiriirku shaqayn waayo, tag { $address } oo qor koodhka { $code }
mailed-why = Iimaylkan waxaad u heshay maxaa yeelay waxaa lagugu casuumay inaad jawaabto.
mailed-stop = Iimayl dambe ha iigu soo dirin arrintan
mailed-stop-title = Iimaylo dambe ma rabtid?
mailed-stop-text = Markaas mar dambe kuuguma soo qori doonno sahankan. Koodhkaagu wuu shaqaynayaa inta la jawaabi karo.
mailed-stop-go = Jooji iimaylada
mailed-stopped-title = Iimaylo dambe ma heli doontid
mailed-stopped-text = Mar dambe kuuguma soo qori doonno sahankan. Koodhkaagu wuu shaqaynayaa inta la jawaabi karo.
mailed-unknown-title = Xiriirku ma saxna
mailed-unknown-text = Mar kale fur xiriirka iimaylka ku jira, ama koobi garee dhammaantiis.
mailed-failed-title = Way shaqayn wayday
mailed-failed-text = Khaladku waa kayaga. Fadlan waxyar ka dib isku day.
