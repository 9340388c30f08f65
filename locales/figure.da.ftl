# The official table of the strategic agreement and what indicators are held against, in Danish.

figure-table = Den officielle tabel
figure-table-of = Strategisk aftale: indikatorer for { $place }
figure-table-link = Den officielle tabel
figure-all-areas = hele helhedsplanen
figure-sheet = Indikatorer
figure-lead = Hver række viser, hvor området begyndte, hvor det er nu, og hvad kommunen ligger på.
figure-choose = Vis for
figure-fetch = Tag tabellen med
figure-empty = Der er ingen tal endnu. Hent dem fra et regneark, eller skriv dem ind.
figure-column-number = Nr.
figure-column-indicator = Indikator
figure-column-baseline = Basistal
figure-column-municipality-baseline = Basistal, kommunen
figure-column-latest = Nu
figure-column-municipality = Kommunen nu
figure-column-target = Mål
figure-column-change = Siden basistallet
figure-column-source = Kilde
figure-nothing = intet tal
figure-hidden = skjult
figure-unreliable = usikkert
figure-percent = { $number } %
figure-interval = { $low }–{ $high } %
figure-people = { $count ->
    [one] én person
   *[other] { $count } personer
}
figure-points = { $number } procentpoint
figure-change-none = uændret
figure-change-better = bedre
figure-change-worse = dårligere
figure-change-within = inden for usikkerheden
figure-change-unknown = usikkerheden kendes ikke
figure-note-estimate = Tal med et interval er fra tryghedsmålinger: Det rigtige tal ligger med 95 % sikkerhed inden for intervallet. En ændring kaldes kun bedre eller dårligere, når den er større end det, tilfældigheder kan forklare.
figure-note-counted = Tal uden interval er fra registre, hvor alle er talt med, eller er skrevet af fra andre undersøgelser.
figure-note-hidden = Skjulte tal kunne røbe enkelte beboeres svar.
figure-sources = Kilder
figure-source-own = Tryghedsmålinger i Nabosvar
figure-source-rows = { $source } (række { $rows })

figure-title = Registertal, basistal og mål
figure-text = Her står alt, som indikatorerne holdes op mod. Et tal, der rettes, bliver stående i historikken med begrundelsen. Alle, der kan se indikatorer i helhedsplanen, kan læse tallene for alle dens områder.
figure-none = Der er ingen tal endnu.
figure-of-programme = Hele helhedsplanen
figure-of-municipality = { $municipality } Kommune
figure-kind-figure = Tal
figure-kind-baseline = Basistal
figure-kind-target = Mål
figure-by = senest { $day }
figure-withdrawn = trukket tilbage
figure-history = Historik
figure-entered = indskrevet { $day }
figure-take = Hent tal fra et regneark
figure-take-text = Regnearket er en projektmappe (.xlsx), hvis første ark læses, eller det er gemt som CSV. Øverste linje siger, hvad der står i kolonnerne: række (1–9 eller indikatorens navn), art (basistal, tal eller mål), område eller kommune, værdi, dato og kilde. Er hverken område eller kommune nævnt, gælder tallet hele helhedsplanen. Kolonnerne enhed (procent eller andel) og grundlag (antal personer) kan udelades. Enten tages alle linjer med, eller ingen.
figure-take-example =
    række;art;område;kommune;værdi;dato;kilde
    3;basistal;Ringparken;;36 %;01-01-2021;LBF, Boligsociale Data
    3;basistal;;Slagelse;21 %;01-01-2021;LBF, Boligsociale Data
    7;mål;;;85 %;31-12-2025;Den strategiske aftale
figure-file = Regneark
figure-fetch-figures = Hent tallene
figure-taken = Tallene er hentet: { $new } nye, { $changed } rettet, { $same } som før.
figure-add = Skriv et tal
figure-indicator = Indikator
figure-kind = Art
figure-whose = Gælder
figure-value = Værdi
figure-value-hint = Procenttal skrives som 36,5 %.
figure-people-of = Grundlag (antal personer)
figure-on = Dato
figure-on-hint = Den dag, tallet gælder for; for et mål den dag, det skal være nået.
figure-source = Kilde
figure-reason = Begrundelse, hvis tal rettes
figure-reason-needed = Begrundelse
figure-save = Gem tallet
figure-take-back = Træk tallet tilbage
figure-gone = Nogen har ændret tallet imens. Se, hvordan det er nu.

figure-line = Linje { $line }: { $what }
figure-wrong-indicator = ingen indikator har det nummer eller navn.
figure-wrong-kind = arten er tal, basistal eller mål.
figure-wrong-place = området eller kommunen findes ikke i helhedsplanen, eller begge er nævnt.
figure-wrong-value = værdien er ikke et tal.
figure-wrong-percent = skriv 36 % med procenttegn, eller 0,36 med »andel« i kolonnen enhed. 0,36 alene kan være både 36 % og 0,36 %.
figure-wrong-percent-typed = Skriv 36 % med procenttegn. 0,36 alene kan være både 36 % og 0,36 %.
figure-wrong-range = værdien kan ikke være så stor eller lille.
figure-wrong-people = grundlaget er et antal personer.
figure-wrong-few = et tal for færre end 10 personer kunne røbe noget om en af dem og gemmes ikke.
figure-wrong-day = datoen skrives som 01-01-2026.
figure-wrong-future = datoen ligger i fremtiden; det gør den kun for et mål.
figure-wrong-source = skriv på højst 120 tegn, hvor tallet kommer fra.
figure-wrong-twice = en linje ovenfor siger noget om det samme.
figure-wrong-changed = tallet var { $value } ({ $source }). Skriv, hvorfor det rettes, og send det igen.
figure-wrong-reason = Skriv begrundelsen, på højst 120 tegn.
