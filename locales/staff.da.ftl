# What every page for staff says, and the pages by which they come in, in Danish.

staff-product = Nabosvar
staff-skip = Gå til indholdet
staff-start = Forside
staff-to-start = Til forsiden
staff-log-in = Log ind
staff-log-out = Log ud
staff-language-da = Dansk
staff-language-en = English
staff-menu = Menu
staff-save = Gem
staff-cancel = Fortryd
staff-back = Tilbage
staff-choose = Vælg
staff-optional = (kan springes over)
staff-demo = Prøve. Alt her er opdigtet.
staff-hello = Hej { $name }
staff-nothing-yet = Du har endnu ikke fået adgang til et område. Bed den, der har oprettet dig, om at give dig en rolle.

staff-email = E-mail
staff-password = Adgangskode
staff-log-in-wrong = E-mail og adgangskode passer ikke sammen. Prøv igen.
staff-log-in-wait = { $minutes ->
    [one] Der er skrevet forkert for mange gange. Prøv igen om et minut.
   *[other] Der er skrevet forkert for mange gange. Prøv igen om { $minutes } minutter.
}
staff-no-password = Har du glemt din adgangskode, så bed din administrator om et nyt link.
staff-password-set = Din adgangskode er gemt. Log ind med den.
staff-choose-password = Vælg en adgangskode
staff-choose-password-text = Den hører til { $email }. Linket virker kun én gang.
staff-password-hint = Mindst { $letters } tegn. En kort sætning er god: let at huske og svær at gætte.
staff-password-too-short = Adgangskoden er for kort. Den skal have mindst { $letters } tegn.
staff-password-too-long = Adgangskoden er for lang. Vælg en kortere sætning.
staff-password-too-easy = Den adgangskode er for let at gætte. Tag et par ord mere, som ikke hører sammen.
staff-link-over-title = Linket virker ikke længere
staff-link-over-text = Det er brugt, eller det er blevet for gammelt. Bed din administrator om et nyt.

staff-not-found-title = Siden findes ikke
staff-not-found-text = Den er flyttet eller slettet, eller du har ikke adgang til den.
staff-forbidden-title = Det har du ikke adgang til
staff-forbidden-text = Ingen af dine roller giver adgang. Spørg din administrator, hvis du har brug for det.
staff-from-elsewhere-title = Det blev ikke sendt
staff-from-elsewhere-text = Formularen kom fra en anden hjemmeside, og derfor blev intet gemt. Gå til forsiden, og prøv igen her.
staff-no-form-title = Det kunne ikke læses
staff-no-form-text = Det, der blev sendt, var ikke en udfyldt formular. Intet blev gemt. Gå tilbage, og prøv igen.
staff-failed-title = Noget gik galt hos os
staff-failed-text = Intet blev gemt. Prøv igen om lidt.
staff-failed-number = Bliver det ved, så skriv til os, og nævn nummeret { $number }.
