# Safety walks, on staff pages and in invitations, in Danish.

walk-list-title = Vandringer
walk-list-empty = Her kommer tryghedsvandringerne. Planlæg den første.
walk-list-running = I gang
walk-list-planned = Kommende
walk-list-ended = Afsluttede
walk-list-cancelled = Aflyste

walk-title = Tryghedsvandring i { $area }
walk-state = Status
walk-state-planned = Planlagt
walk-state-running = I gang
walk-state-ended = Afsluttet
walk-state-cancelled = Aflyst
walk-when = Hvornår
walk-route = Mødested og rute
walk-purpose = Formål
walk-reinspection = Vi ser efter, om noget er gjort
walk-field-reinspection = Vi går for at se efter, om noget er gjort
walk-start = Start turen
walk-continue = Fortsæt turen
walk-to-end = Tjek og afslut
walk-call-off = Aflys vandringen
walk-found = { $count ->
    [0] Der blev ikke skrevet noget ned
    [one] Ét fund
   *[other] { $count } fund
}
walk-again = Se efter, om det er gjort
walk-again-nothing = Der er ikke meldt noget udført, som nogen mangler at se.
walk-again-how = Det her er meldt udført. Se på hvert sted, om det er i orden.
walk-again-later = Det her er meldt udført. Når vandringen er i gang, kan I skrive her, om det er i orden.
walk-again-words = Hvad ser I?
walk-again-words-hint = Kan springes over, hvis det er i orden.
walk-again-done = Er i orden
walk-again-open = Ikke i orden
walk-again-say-why = Skriv, hvad der mangler.
walk-again-not-held = Vandringen er ikke i gang.
walk-again-meanwhile = En anden har ændret fundet imens. Se på listen, hvordan det står nu.
walk-again-seen = Set efter på turen
walk-again-verify = Er i orden
walk-again-reopen = Åbnet igen
walk-photo = Billede fra turen

walk-plan = Planlæg en vandring
walk-change = Ret planen
walk-choose-area = Vælg et område
walk-field-area = Hvilket område?
walk-field-on = Hvilken dag?
walk-field-at = Klokken
walk-hint-at = Valgfrit. For eksempel 16:30.
walk-field-route = Mødested og rute
walk-hint-route = Valgfrit. Hvor mødes I, og hvor går I hen?
walk-wrong-area = Vælg et område.
walk-wrong-on = Skriv en dato. For eksempel 24-12-2026.
walk-wrong-far-away = Dagen ligger for langt væk. Tjek årstallet.
walk-wrong-at = Skriv et klokkeslæt. For eksempel 16:30.
walk-wrong-route = Teksten er for lang. Skriv højst 1000 tegn.
walk-changed-title = En anden har rettet planen imens
walk-changed-text = Det, du skrev, står stadig i felterne. Det bliver først gemt, når du trykker Gem. Sådan ser planen ud nu:

walk-no-form-title = Der er intet skema til vandringer
walk-no-form-text = Skemaet »tryghedsvandring« er ikke udgivet. En koordinator kan udgive det.

walk-review-title = Tjek turen
walk-review-text = Her er alt, hvad I har skrevet ned. Når du afslutter turen, bliver hvert fund til en sag, der kan følges op på.
walk-end = Afslut turen
walk-pause = Hold pause
walk-meanwhile-title = En anden har skrevet her imens
walk-meanwhile-text = Det, der står herunder nu, er gemt af en anden. Det, du skrev, står stadig i felterne. Det bliver først gemt, når du trykker Næste.

walk-mail-planned-subject = Kom med på tryghedsvandring i { $area } { $when }
walk-mail-planned-text = Du er inviteret med på en tryghedsvandring i { $area }. Vi går en tur sammen og skriver ned, hvad der gør stedet trygt, og hvad der skal ordnes.
walk-mail-changed-subject = Ny plan: tryghedsvandring i { $area } { $when }
walk-mail-changed-text = Planen for tryghedsvandringen i { $area } er lavet om. Her er den nye plan.
walk-mail-off-subject = Aflyst: tryghedsvandring i { $area } { $when }
walk-mail-off-text = Tryghedsvandringen i { $area } er aflyst.
walk-mail-why = Du får denne mail, fordi en koordinator har inviteret dig med. Den vedhæftede fil kan lægges i din kalender.

walk-guests = Inviterede
walk-guests-empty = Ingen er inviteret endnu.
walk-guests-add = Tilføj
walk-guests-remove = Fjern { $name }
walk-guests-told = Har fået besked
walk-guests-untold = Har ikke fået besked endnu
walk-guests-no-address = Ingen e-mail
walk-guests-tell = { $count ->
    [one] Send mail til én
   *[other] Send mail til { $count }
}
walk-guests-no-mail = Der er ikke sat en mailserver op, så nabosvar kan ikke sende indbydelser.
walk-guests-full = Der er ikke plads til flere på listen.
walk-field-name = Navn
walk-hint-name = En person eller en gruppe. For eksempel afdelingsbestyrelsen.
walk-field-email = E-mail
walk-hint-email = Valgfrit. Her sendes indbydelsen hen, med en fil til kalenderen.
walk-field-language = Sprog i mailen
walk-wrong-name = Skriv et navn på én linje. Højst 120 tegn.
walk-wrong-email = Skriv en e-mail. For eksempel navn@eksempel.dk.
