# The first page of those who work here: what waits for them, in Danish.

start-waiting = Det venter på dig
start-nothing-waits = Ikke noget lige nu.
start-overdue = { $count ->
    [one] Fristen er gået for ét fund
   *[other] Fristen er gået for { $count } fund
}
start-open = { $count ->
    [one] Ét nyt fund har ingen ansvarlig
   *[other] { $count } nye fund har ingen ansvarlig
}
start-done = { $count ->
    [one] Ét fund er løst og skal efterses
   *[other] { $count } fund er løst og skal efterses
}
start-untold = { $count ->
    [one] Beboerne har ikke hørt, hvad der kom ud af ét fund
   *[other] Beboerne har ikke hørt, hvad der kom ud af { $count } fund
}
start-to-tell = { $count ->
    [one] Én tilmeldt skal have besked af jer
   *[other] { $count } tilmeldte skal have besked af jer
}
start-reviews = { $more ->
    [yes] Mindst { $count } svar skal ses efter
   *[other] { $count ->
        [one] Ét svar skal ses efter
       *[other] { $count } svar skal ses efter
    }
}
start-cases = { $more ->
    [yes] Mere end { $count } svar er kommet to gange: vælg, hvad der gælder
   *[other] { $count ->
        [one] Ét svar er kommet to gange: vælg, hvad der gælder
       *[other] { $count } svar er kommet to gange: vælg, hvad der gælder
    }
}
start-more-sessions = { $count ->
    [one] Én gang mere mangler at blive registreret
   *[other] { $count } gange mere mangler at blive registreret
}
start-coming = De næste to uger
start-standing = Så langt er fundene
start-all = Gå til
start-hint-walks = Planlæg, gå turen, afslut
start-hint-activities = Registrér, se måneden, tilmeldinger
start-hint-findings = Fordel, følg op, fortæl beboerne
start-hint-accounts = Opret kolleger og giv dem roller
start-hint-log = Hvem har ændret hvad og hvornår
