# What the pages about activities say, in Danish.

activity-title = Aktiviteter
activity-months = Måneder
activity-all = Alle aktiviteter
activity-none = Der er ingen aktiviteter i dine områder.
activity-none-yet = Der er ingen aktiviteter endnu. Opret den første, så kommer dens dage frem her.
activity-empty-month = Der er ingen aktiviteter i denne måned.
activity-missing = { $count ->
    [one] En gang mangler at blive registreret.
   *[other] { $count } gange mangler at blive registreret.
}
activity-new = Opret en aktivitet
activity-edit = Ret aktiviteten
activity-to-come = Kommer
activity-called-off = Aflyst
activity-register = Registrér
activity-not-registered = Ikke registreret
activity-people = { $count ->
    [one] 1 deltog
   *[other] { $count } deltog
}
activity-saved = Gemt: { $activity } den { $date }. Antal deltagere: { $count }.
activity-undo = Fortryd registreringen
activity-undone = Registreringen er fortrudt.
activity-ended = Aktiviteten blev afsluttet { $date }.

activity-focus-area = Indsatsområde
activity-focus-employment = Beskæftigelse
activity-focus-education = Uddannelse og livschancer
activity-focus-crime_prevention = Kriminalitetsforebyggelse
activity-focus-cohesion = Sammenhængskraft og medborgerskab
activity-sub-goal = Delmål
activity-sub-goal-hint = Det delmål i aftalen, som aktiviteten støtter. Kan stå tomt.
activity-areas = Hvilke områder er den for?
activity-name = Hvad hedder aktiviteten?
activity-place = Hvor mødes man?
activity-hours = Tid
activity-every = Hvor ofte?
activity-every-once = Kun én gang
activity-every-week = Hver uge
activity-every-fortnight = Hver anden uge
activity-every-month = Hver måned, samme ugedag
activity-first-on = Første dag
activity-last-on = Sidste dag
activity-last-on-hint = Ingen dage kommer efter denne. Skal ikke udfyldes, hvis den kun holdes én gang.
activity-starts-at = Begynder kl.
activity-ends-at = Slutter kl.
activity-places = Antal pladser
activity-places-hint = Lad stå tomt, hvis der er plads til alle.
activity-sign-ups = Tilmelding
activity-takes-sign-ups = Beboere tilmelder sig med et link
activity-link = Link til tilmelding
activity-consent = Samtykke til at give viden videre
activity-consent-party = Hvem får viden?
activity-consent-party-hint = For eksempel Jobcenter Slagelse. Lad begge felter stå tomme, hvis I ikke giver noget videre.
activity-consent-purpose = Hvad skal de bruge den til?
activity-consent-purpose-hint = For eksempel: så de kan ringe til dig om et kursus.
activity-do = Hvad vil du gøre?
activity-add-day = Tilføj en dag
activity-add = Tilføj
activity-end = Afslut aktiviteten
activity-end-text = De dage, der ikke er holdt endnu, bliver aflyst. Alle, der er tilmeldt, får besked på mail.
activity-end-yes = Ja, afslut

activity-fault-name = Skriv, hvad aktiviteten hedder. Højst 120 tegn.
activity-fault-focus-area = Vælg et indsatsområde.
activity-fault-line = Skriv højst 120 tegn på én linje.
activity-fault-areas = Vælg mindst et område.
activity-fault-place = Skriv, hvor man mødes. Højst 120 tegn.
activity-fault-hours = Skriv tider som 16:00. Aktiviteten skal begynde, før den slutter.
activity-fault-days = Vælg dage mellem år 2000 og 2099, og hvor ofte den holdes.
activity-fault-series = Sidste dag skal ligge efter første dag, og der kan højst være 120 dage.
activity-fault-places = Skriv et tal fra 1 til 1000, eller lad feltet stå tomt.
activity-fault-consent = Skriv både hvem der får viden, og hvad de skal bruge den til.
activity-two-programmes = Områderne hører ikke til samme helhedsplan. Vælg områder fra én af dem.
activity-no-mail = Der kan ikke sendes mails herfra endnu. Derfor kan beboere ikke tilmelde sig.
activity-changed-meanwhile = En anden har rettet aktiviteten imens. Her er den, som den er nu. Ret igen, hvis det stadig er nødvendigt.

activity-register-title = Registrér: { $activity }
activity-as-last-time = Tallene er fra sidste gang. Ret det, der er anderledes.
activity-who-came = Deltagere i alt:
activity-age-0-5 = 0–5 år
activity-age-6-12 = 6–12 år
activity-age-13-17 = 13–17 år
activity-age-18-29 = 18–29 år
activity-age-30-59 = 30–59 år
activity-age-60 = 60 år eller ældre
activity-age-unknown = Alder ukendt
activity-women = Kvinder og piger
activity-men = Mænd og drenge
activity-unknown = Køn ukendt
activity-not-known = Når alder eller køn ikke er kendt
activity-also = Af dem og ud over dem
activity-first-timers = Med første gang
activity-volunteers = Frivillige
activity-note = Note
activity-note-hint = Skriv ikke navne.
activity-less = Færre
activity-more = Flere
activity-fault-people = Skriv hele tal fra 0. Der kan højst være 1000 deltagere.
activity-fault-volunteers = Skriv et tal fra 0 til 200.
activity-fault-first-timers = Der kan ikke være flere nye, end der var deltagere.
activity-fault-note = Noten kan højst være 1000 tegn.
activity-still-to-come = Aktiviteten er ikke holdt endnu. Registrér den på dagen eller bagefter.
activity-was-called-off = Aktiviteten er aflyst den dag.
activity-registered-meanwhile = En anden har registreret imens. Her er, hvad der står nu. Ret det, hvis det er forkert.
activity-call-off = Blev den ikke holdt?
activity-call-off-text = Dagen bliver aflyst. Er nogen tilmeldt, får de besked på mail.
activity-call-off-yes = Aflys dagen

activity-who-comes = Hvem kommer?
activity-coming = Tilmeldte: { $count }.
activity-free = Ledige pladser: { $count }.
activity-nobody-yet = Ingen er tilmeldt endnu. Del linket, som står på aktivitetens side.
activity-waiting = Venteliste
activity-party = Voksne: { $adults }. Børn: { $children }.
activity-guardian = Voksen, der har ansvaret:
activity-confirmed = Har bekræftet på mail.
activity-agrees = Samtykke: { $party } må få viden. Formål: { $purpose }.
activity-take-off = Meld nogen fra
activity-take-off-text = Når nogen ringer og melder fra. Deres oplysninger bliver slettet med det samme, og de næste på ventelisten får pladsen.
activity-remove = Meld fra
activity-forget = Navne og mailadresser bliver slettet { $days } dage efter aktiviteten.
