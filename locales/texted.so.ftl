# What an SMS says to residents who are invited, in Somali. A draft: not yet checked by a speaker.

texted-first = { $programme } waxay ku weydiinaysaa sida ay tahay ku noolaanshaha halkan. Jawaabtu waa ikhtiyaari.
texted-reminder = Xusuusin ka timid { $programme }: Sidee tahay ku noolaanshaha halkan? Haddii aad jawaabtay, waad mahadsan tahay.
texted-anonymous = Jawaabtu waa qarsoodi.
texted-answer = Ka jawaab ilaa { $date }:
texted-stop = Fariimo dambe ha ii soo dirin:
