# Tokens of programs, for administrators, in Danish.

token-title = API-nøgler
token-lead = Med en nøgle kan et program hente eller sende data uden at logge ind. Den gælder for hele installationen.
token-none = Der er ingen nøgler endnu.
token-new = Opret en nøgle
token-name = Hvad er den til?
token-name-hint = For eksempel: Indlæsning til kommunens datalager.
token-role-hint = Giv ikke mere, end programmet skal bruge.
token-role-administrator = Må alt
token-role-coordinator = Som en koordinator
token-role-analyst = Læser det, der er indsamlet
token-role-researcher = Henter pseudonymiserede svar, hver gang med en begrundelse
token-role-reader = Læser det, en bestyrelse kan læse
token-role-collector = Sender kun svar ind
token-expires = Sidste dag, den gælder
token-make = Opret
token-made = Nøglen er oprettet
token-once = Den vises kun nu. Gem den et sikkert sted, for her bliver kun et fingeraftryk af den gemt.
token-since = Oprettet { $date }.
token-until = Gælder til og med { $date }.
token-revoked = Tilbagekaldt { $date }
token-revoke = Tilbagekald
token-wrong-name = Skriv, hvad nøglen er til. Højst 120 tegn.
token-wrong-expires_on = Vælg en dag, der ikke er gået, eller lad feltet stå tomt.
