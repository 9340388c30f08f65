# What residents read about the receipt of an answer and about taking the answer back, in Somali. A draft: not yet checked by a speaker.

receipt-yours = Rasiidhkaaga
receipt-what-for = Haddii aad ra'yigaaga beddesho, jawaabtaada waxaad ku tirtiri kartaa koodhkan. Koodhku ma sheego cidda aad tahay, annaguna ma hayno.
receipt-once = Hal mar oo keliya ayaan ku tusaynaa. Qor, sawir ka qaad, ama bogga daabac.
receipt-where = Halkan ayaad jawaabtaada ka tirtiri kartaa
receipt-title = Tirtir jawaabtaada
receipt-text = Ma ka qoomamaysaa inaad jawaabtay? Qor koodhka rasiidhkaaga, jawaabta waan tirtiraynaa. Uma baahnid inaad sheegto cidda aad tahay.
receipt-label = Koodhka rasiidhka
receipt-hint = 13 xaraf iyo lambar. Meelaha bannaan iyo xarfaha waaweyn wax ma beddelaan.
receipt-final = Jawaabta weligeed waa la tirtirayaa. Lama soo celin karo.
receipt-send = Tirtir jawaabtayda
receipt-mistyped = Koodhku si sax ah uma qorna. Wuxuu leeyahay 13 xaraf iyo lambar.
receipt-unknown = Ma jirto jawaab leh koodhkan. Fadlan hubi in uu si sax ah u qoran yahay.
receipt-released = Tirooyinka waa la soo saaray, jawaabtana lagama saari karo mar dambe.
receipt-too-many = Koodhadh badan oo khaldan ayaa la qoray. Toban daqiiqo ka dib mar kale isku day.
receipt-failed = Wax baa naga qaldamay. Jawaabtaada lama tirtirin. Wax yar ka dib mar kale isku day.
receipt-gone-title = Jawaabtaada waa la tirtiray
receipt-gone-text = Mar dambe lama tirinayo. Bogga hadda waad xiri kartaa.
