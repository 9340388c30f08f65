# What the pages about waves say, in Danish.

wave-title = Målinger
wave-hint = Sæt op, følg med, luk
wave-lead = En måling er én runde af et spørgeskema: hvor, hvornår og hvem der kan svare.
wave-none = Der er ingen målinger i dine områder endnu.
wave-new = Sæt en måling op
wave-new-text = Det tager et par minutter. Målingen bliver en kladde, som du kan prøve, før den åbner.
wave-edit = Ret målingen
wave-back = Tilbage
wave-choose = Vælg
wave-those-open = I gang nu
wave-those-waiting = Åbner snart
wave-those-draft = Kladder
wave-those-over = Slut
wave-those-archived = Arkiverede målinger
wave-is-open = I gang
wave-is-waiting = Åbner selv
wave-is-draft = Kladde
wave-is-over = Slut
wave-is-archived = Arkiveret
wave-answers = { $answers ->
    [one] 1 svar
   *[other] { $answers } svar
}
wave-answers-of = { $answers } af { $target } svar
wave-incomplete = { $count ->
    [one] 1 svar mangler et billede.
   *[other] { $count } svar mangler et billede.
}
wave-days-left = Der er { $days } tilbage.
wave-opens-itself = Målingen åbner af sig selv { $date }.
wave-draft-text = Målingen er en kladde. Ingen kan svare, før du åbner den.
wave-tested = Linket kan prøves nu. Svarene bliver ikke gemt.
wave-link = Link
wave-qr = Kode til telefonens kamera
wave-poster = Opslag til opgangen
wave-poster-print = Udskriv opslaget og hæng det op. Hvert sprog får sin egen side.
wave-poster-all = Alle sprog
wave-asks = Målingen
wave-everywhere = Hele helhedsplanen
wave-programme = Helhedsplan
wave-do = Hvad vil du gøre?
wave-copy = Tag en kopi til næste runde

wave-step-what = 1. Hvad og hvor
wave-step-when = 2. Hvornår
wave-step-who = 3. Hvem og hvordan
wave-name = Hvad hedder målingen?
wave-name-hint = Det er kun I, der ser navnet. For eksempel Tryghedsmåling 2026.
wave-form = Spørgeskema
wave-areas = Områder
wave-period = Periode
wave-starts-on = Første dag
wave-opens-at = Åbner kl.
wave-ends-on = Sidste dag
wave-closes-at = Lukker kl.
wave-access = Hvordan kommer man ind?
wave-access-open_link-choice = Åbent link: alle, der har linket eller scanner koden
wave-access-code-choice = Egen kode: én kode til hver husstand eller person
wave-access-kiosk-choice = Tablet i beboerhuset: begynder forfra efter hvert svar
wave-access-staff_only-choice = Kun medarbejdere, som skriver ned, hvad folk siger
wave-browser = Fra samme telefon eller computer
wave-browser-several = Flere må svare
wave-browser-one = Ét svar
wave-browser-hint = Gælder kun et åbent link. Ét svar er en hjælp til at holde orden, ikke en lås: den, der tager en anden telefon eller sletter cookies, kan svare igen. Skal det være sikkert, så brug egne koder.
wave-access-open_link = Åbent link
wave-access-open_link-text = Alle, der har linket eller scanner koden, kan svare.
wave-access-code = Egen kode
wave-access-code-text = Hver husstand eller person får sin egen kode, som giver ét svar.
wave-access-kiosk = Tablet
wave-access-kiosk-text = Åbn linket på tabletten, så er den klar. Den begynder forfra efter hvert svar.
wave-access-staff_only = Kun medarbejdere
wave-access-staff_only-text = Svarene kommer fra medarbejdere eller fra et andet program.
wave-identity = Hvem svarede?
wave-identity-anonymous-choice = Anonymt: ingen kan se, hvem der svarede
wave-identity-confidential-choice = Fortroligt: kun få ved det, og det vises aldrig
wave-identity-identified-choice = Med navn: I ved, hvem der svarede
wave-identity-anonymous = Anonymt
wave-identity-confidential = Fortroligt
wave-identity-identified = Med navn
wave-languages = Sprog
wave-languages-choose = Sprog (vælg ingen, hvis alle spørgeskemaets sprog skal bruges)
wave-target = Hvor mange svar håber I på?
wave-target-hint = Så kan I se, hvor langt I er, og hvor små ændringer målingen kan vise.

wave-deed-test = Prøv målingen
wave-deed-test-text = Linket virker, så I kan prøve det på en telefon. Svarene bliver ikke gemt.
wave-deed-untest = Stop prøven
wave-deed-untest-text = Linket virker ikke mere, før målingen åbner.
wave-deed-open = Åbn til tiden
wave-deed-open-text = Målingen åbner af sig selv på sin første dag og lukker efter sin sidste. Du kan ikke rette den bagefter.
wave-deed-open-now = Åbn nu
wave-deed-open-now-text = Målingen åbner med det samme, og i dag bliver dens første dag. Du kan ikke rette den bagefter.
wave-deed-close = Luk målingen
wave-deed-close-text = Ingen kan svare mere. En lukket måling kan ikke åbnes igen.
wave-deed-archive = Arkivér målingen
wave-deed-archive-text = Målingen er færdig og flyttes ned under arkiverede målinger.

wave-changed-meanwhile = En anden har ændret målingen imens. Se den her, som den er nu.
wave-fault-name = Skriv, hvad målingen hedder: højst 120 tegn.
wave-fault-form = Vælg et spørgeskema.
wave-fault-retired = Spørgeskemaet er ikke længere i brug. Vælg et andet.
wave-fault-areas = Vælg mindst ét område.
wave-fault-two-programmes = Områderne skal høre til samme helhedsplan.
wave-fault-access = Vælg, hvordan man kommer ind.
wave-fault-identity = Vælg, om I ved, hvem der svarede.
wave-fault-records-time = Spørgeskemaet gemmer, hvornår man svarer, så det kan ikke være anonymt.
wave-fault-target = Skriv et tal, for eksempel 400, eller lad feltet stå tomt.
wave-fault-day = Skriv en dato.
wave-fault-hours = Skriv et klokkeslæt som 08:00, eller lad feltet stå tomt.
wave-fault-over = Målingen skal slutte, efter den er begyndt.
wave-fault-language = Spørgeskemaet findes ikke på alle de sprog, du har valgt.

wave-step-data = 4. Hvad beboerne får at vide
wave-step-data-text = Det står på siden før det første spørgsmål. Er målingen ikke anonym, skal alt udfyldes.
wave-controller = Hvem har ansvaret for svarene?
wave-contact = Hvem kan beboerne spørge?
wave-contact-hint = Et navn, en e-mail eller et telefonnummer.
wave-basis = Hvad giver jer lov?
wave-basis-consent = Samtykke (artikel 6, stk. 1, litra a)
wave-basis-public_task = Opgave i samfundets interesse (litra e)
wave-basis-legitimate_interest = Legitim interesse (litra f)
wave-kept-months = Hvor mange måneder gemmer I svarene?
wave-kept-months-hint = Efter målingens sidste dag. Så bliver de slettet. Det gælder ikke anonyme svar.
wave-kept = Svarene slettes efter
wave-fault-basis = Vælg, hvad der giver jer lov.
wave-fault-controller = Skriv, hvem der har ansvaret for svarene: højst 120 tegn.
wave-fault-contact = Skriv, hvem beboerne kan spørge: højst 120 tegn.
wave-fault-kept = Skriv et tal fra 1 til 120.

wave-end = Lad den slutte en anden dag
wave-end-text = Du kan flytte slutningen frem eller tilbage, mens målingen er i gang. Alt andet ligger fast, for det har beboerne allerede set og svaret på.
wave-end-kept = Beboerne har fået at vide, at deres svar slettes efter { $date }. Det bliver ikke senere.
wave-fault-end-over = Det tidspunkt er gået. Vælg et senere, eller luk målingen.
wave-fault-kept-too-long = Så ville svarene blive gemt længere, end beboerne har fået at vide. Vælg en tidligere dag.

wave-detectable = Hvor små ændringer kan målingen vise?
wave-detectable-text = Hvis der kommer { $target } svar, skal en ændring siden sidst være mindst så stor, for at målingen viser den fire gange ud af fem. Mindre ændringer drukner som regel i usikkerheden.
wave-detectable-before = Sidst: { $share } % af { $count } svar
wave-detectable-rise = Op:
wave-detectable-fall = Ned:
wave-detectable-points = { $points } procentpoint
wave-detectable-none = så få svar viser ingen ændring
