# Words of the engine itself, in Danish.

choice-other = Andet
other-please-specify = Skriv gerne hvad

violation-required = Dette spørgsmål skal besvares.
violation-constraint = Svaret passer ikke her.
violation-integer = Skriv et helt tal, for eksempel 3.
violation-decimal = Skriv et tal, for eksempel 2,5.
violation-date = Skriv en dato, for eksempel 24-12-2026.
violation-time = Skriv et klokkeslæt, for eksempel 14:30.
violation-date-time = Skriv en dato og et klokkeslæt.
violation-geopoint = Skriv et sted som breddegrad og længdegrad.
violation-image = Vælg billedet igen.
violation-text = Skriv en tekst.
violation-choice = Vælg et af svarene.
violation-choices = Vælg et eller flere af svarene.
violation-rank = Angiv rækkefølgen, hvert svar én gang.
violation-same-place = To svar kan ikke have samme plads.
violation-acknowledge = Sæt kryds.
violation-group = Her hører flere svar til.
violation-unknown-field = Formularen har intet felt med dette navn.
violation-unknown-choice = Svaret { $choice } er ikke blandt mulighederne.
violation-out-of-range = Tallet skal være fra { $start } til { $end }.
violation-step = Tallet skal gå op i trin af { $step } fra { $start }.
violation-too-long = Teksten er for lang. Der er plads til { $limit } tegn.
violation-repeat-count = Der skal være { $count } her.
violation-too-many = Der er ikke plads til så mange her.
violation-too-many-pictures = Der er kun plads til { $limit } billeder i ét svar.
violation-photo-type = Filen er ikke et billede, vi kan læse. Tag et nyt billede, eller vælg et andet.
violation-photo-large = Billedet er for stort. Det må højst fylde { $limit } MB.
violation-photo-damaged = Billedet kom ikke helt frem, eller det er i stykker. Prøv igen, eller vælg et andet.
violation-photo-busy = Der kan ikke tages imod flere billeder lige nu. Prøv igen om lidt.
violation-read-only = Dette felt kan ikke ændres.
violation-too-costly = Formularen kan ikke regne dette ud, fordi udtrykket er for tungt: { $expression }
violation-document = Svarene kan ikke læses.

# Pages: what is on every page.

page-title = { $page } – { $form }
page-title-error = Fejl: { $title }
skip-to-content = Gå til indholdet
demo-mark = Prøve. Det her er ikke en rigtig undersøgelse.
clear = Afslut og ryd denne telefon
attribution = Kilder
unit-minutes = { $minutes ->
    [one] 1 minut
   *[other] { $minutes } minutter
}
unit-days = { $days ->
    [one] 1 dag
   *[other] { $days } dage
}

# Pages: choosing a language.

choose-language = Vælg sprog
draft-mark = Udkast
draft-translation = Oversættelsen er et udkast. Den er ikke tjekket endnu af en, der har sproget som modersmål.
change-language = Skift sprog

# Pages: before the first question.

intro-purpose = Hvad bruger vi svarene til?
intro-who = Hvem spørger?
intro-anonymous = Du er anonym
intro-anonymous-text = Vi spørger ikke om dit navn, og vi gemmer ikke, hvornår du svarer. Ingen kan se, hvem der har svaret hvad.
intro-confidential = Dine svar er fortrolige
intro-confidential-text = Kun få medarbejdere kan se svarene. Andre ser kun tal for mange svar sammen.
intro-identified = Vi ved, hvem der svarer
intro-identified-text = De medarbejdere, der spørger, kan se, hvad du har svaret.
intro-voluntary = Det er frivilligt
intro-voluntary-text = Du bestemmer selv, om du vil svare. Du kan stoppe, når du vil.
intro-time = Hvor lang tid tager det?
intro-time-text = Cirka { $time }.
intro-pause = Du kan holde pause
intro-pause-text = Vi gemmer dine svar undervejs med en cookie på denne telefon. Svar, du ikke sender, sletter vi efter { $days }.
start = Start
continue = Fortsæt, hvor du slap
begun = Du er allerede i gang på denne telefon.

# Pages: a question.

progress = Spørgsmål { $current } af { $total }
back = Tilbage
next = Næste
skip = Spring over
required = Skal besvares
optional = Valgfrit
choose-several = Du kan vælge flere svar.
nothing-chosen = Vælg et svar
no-place = Ingen plads
acknowledge = Ja
listen = Hør spørgsmålet
watch = Se filmen til spørgsmålet
listen-answer = Hør svaret
watch-answer = Se filmen til svaret
more-about = Mere om spørgsmålet
photo-not-here = Du kan ikke sende billeder her. Gå bare videre.
photo-sent = Billedet er sendt
photo-remove = Fjern billedet
plan-not-here = Her er ingen plan. Gå bare videre.
plan-tap = Sæt et mærke på planen
plan-marked = Sat på planen
plan-remove = Fjern mærket
plan-mark = Mærke
plan-keys = Flyt mærket med piletasterne
plan-put = Sæt et mærke midt på planen
plan-closer = Tættere på
plan-farther = Længere væk
geopoint-hint = Skriv breddegrad og længdegrad. For eksempel 55.403 11.354.
position-here = Brug min position
position-unknown = Telefonen kan ikke sige, hvor du er. Skriv det, eller gå videre.
rank-hint = Vælg en plads til hvert svar. 1 er først.
date-hint = For eksempel 24-12-2026.
time-hint = For eksempel 14:30.
date-time-hint = For eksempel 24-12-2026 14:30.
range-hint = Skriv et tal fra { $start } til { $end }.
problems = Der er noget, du skal rette
turn = { $label } { $number }
turn-add = Vil du tilføje en mere?
turn-add-first = Vil du tilføje noget her?
turn-count = { $count ->
    [0] Du har ikke tilføjet noget endnu.
   *[other] Du har tilføjet { $count }.
}
turn-yes = Ja, tilføj en mere
turn-yes-first = Ja, tilføj
turn-no = Nej, gå videre
turn-remove = Fjern { $label } { $number }

# Pages: looking through the answers.

review-title = Tjek dine svar
review-text = Dine svar er ikke sendt endnu. Du kan rette dem her, før du sender dem.
review-problems = Før du kan sende, er der noget, du skal rette
change = Ret
change-what = Ret svaret på: { $question }
not-answered = Ikke besvaret
send = Send svar

# Pages: afterwards.

thanks-title = Tak for dine svar
thanks-text = Vi har modtaget dine svar. De tæller med nu.
thanks-already = Vi havde allerede modtaget dine svar. De tæller kun med én gang.
thanks-phone = Svarene ligger ikke længere på denne telefon. Du kan lukke siden.
thanks-another-title = Skal en anden svare på den samme telefon?
thanks-another = Svar som en ny person
clear-title = Vil du slette dine svar?
clear-text = Svarene bliver slettet og ikke sendt. Du kan ikke fortryde.
clear-nothing = Der ligger ingen svar på denne telefon.
clear-yes = Ja, slet svarene
clear-no = Nej, gå tilbage
cleared-title = Telefonen er ryddet
cleared-text = Svarene er slettet. Du kan lukke siden nu.

# Pages: a form that is only looked at.

preview-mark = Forhåndsvisning. Dine svar bliver ikke gemt, og ingen får dem at se.
preview-faults = Filen har fejl. Siderne viser den sidste udgave uden fejl.
preview-who = Her kommer der til at stå, hvem der spørger.
preview-title = Det her er en forhåndsvisning
preview-text = Du kan prøve formularen. Det, du skriver, bliver slettet igen og aldrig sendt.
preview-end-title = Slut på forhåndsvisningen
preview-end-text = Det, du har skrevet, er slettet. Intet er gemt, og intet er sendt.

# Pages: when something is in the way.

closed-title = Der er lukket for svar
closed-text = Du kan ikke svare lige nu. Tak, fordi du ville være med.
ended-title = Undersøgelsen er slut
ended-text = Du kan ikke begynde på den mere. Tak, fordi du ville være med.
unknown-title = Vi kan ikke finde siden
unknown-text = Linket passer ikke til en undersøgelse. Se efter, om det er skrevet rigtigt.
gone-title = Vi kan ikke finde dine svar
gone-text = De er slettet, eller telefonen har glemt dem. Du kan begynde forfra.
start-over = Begynd forfra
failed-title = Noget gik galt hos os
failed-text = Det er ikke din skyld. Det, du har svaret, er gemt. Prøv igen om lidt.
failed-number = Fejlens nummer er { $number }.
try-again = Prøv igen
offline = Der er ingen forbindelse. Dine svar står her stadig. Prøv igen om lidt.
sending = Sender …

# Dates.

date = { $day }. { $month } { $year }
date-time = { $date } kl. { $time }
month-1 = januar
month-2 = februar
month-3 = marts
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
months-short = jan feb mar apr maj jun jul aug sep okt nov dec
weekdays-short = man tir ons tor fre lør søn
