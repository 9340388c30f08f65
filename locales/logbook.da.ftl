# What the pages about the log book say, in Danish, and about all else that staff write down in the same way.

logbook-title = Logbog
logbook-hint = Skriv kort, hvad der skete, og hvad der skal ske nu.
logbook-new = Nyt notat
logbook-areas = Områder
logbook-all = Alle områder
logbook-empty = Der er ingen notater i denne måned. Det første tager et minut.
logbook-begun = Et notat, du ikke er færdig med
logbook-due = Skal være gjort { $date }.
logbook-review-title = Læs dit notat igennem
logbook-review-text = Når du gemmer, kan de læse det, som du har valgt. Du kan rette det senere.
logbook-end = Gem notatet
logbook-pause = Hold pause
logbook-not-finished = Det er ikke færdigt.
logbook-correcting = Det er ved at blive rettet. Indtil da gælder det, der står herunder.
logbook-being-written = Det er ved at blive skrevet.
logbook-go-on = Skriv videre
logbook-correct = Ret
logbook-corrected = { $count ->
    [one] Rettet én gang. Det, der stod før, er gemt.
   *[other] Rettet { $count } gange. Det, der stod før, er gemt.
}
logbook-discard = Vil du ikke bruge det?
logbook-discard-text = Det, der ikke er gemt færdigt, slettes.
logbook-discard-yes = Ja, slet det
logbook-no-form-title = Der er intet skema
logbook-no-form-text = Skemaet er ikke udgivet. Bed en administrator om at udgive det.
