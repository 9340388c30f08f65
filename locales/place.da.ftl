# Programmes, areas, departments and how many live there, on staff pages, in Danish.

place-title = Steder
place-hint = Områder, afdelinger og antal beboere
place-none = Der er ikke oprettet nogen indsats endnu.
place-programme = Indsatsen
place-programme-more = Tilføj områder og beboertal
place-in-municipality = { $municipality } Kommune
place-departments = { $count ->
    [0] Ingen afdelinger
    [one] Én afdeling
   *[other] { $count } afdelinger
}
place-residents = { $count ->
    [one] Én beboer
   *[other] { $count } beboere
}
place-departments-title = Afdelinger og beboere
place-no-departments = Området har ingen afdelinger endnu.
place-department = Afdeling { $number }
place-whole-area = Hele området
place-no-figures = Antal beboere er ikke oplyst
place-source = { $source }, { $day }
place-ages = { $ages } år
place-gender-women = kvinder
place-gender-men = mænd
place-gender-unknown = køn ukendt

place-add = Tilføj
place-remove = Fjern
place-new-programme = Opret en indsats
place-programme-name = Indsatsens navn
place-programme-hint = Beboerne læser det øverst i skemaet. De skal kunne se, hvem der spørger.
place-new-area = Tilføj et område
place-area-name = Områdets navn
place-municipality = Kommune
place-new-department = Tilføj en afdeling
place-number = Afdelingens nummer
place-department-name = Afdelingens navn
place-organisation = Boligorganisation
place-rename = Ret navnet
place-rename-area-text = Svar, der er givet, hører stadig til området. Skemaerne kender det på de koder, som det har.

place-codes = Koder i skemaer
place-codes-hint = Et svar hører til området, når det nævner en af koderne. Hedder området noget andet i et nyt skema, tilføjes koden her.
place-new-code = Tilføj en kode
place-code = Kode
place-wrong-code = En kode består af bogstaver, tal og _ - . uden mellemrum.
place-wrong-name = Skriv et navn på højst 120 tegn.
place-stale = En anden har rettet det imens. Se, hvordan det er nu, og prøv igen, hvis det stadig passer.
place-taken = Noget andet hedder allerede det samme.

place-figures = Hent antal beboere fra en tabel
place-figures-text = Tabellen er en projektmappe (.xlsx), hvis første ark læses, eller den er gemt som CSV. Øverste linje siger, hvad der står i kolonnerne: område eller afdeling, alder, køn, antal, kilde og dato. Alder og køn kan udelades. Enten tages alle linjer med, eller ingen.
place-figures-example =
    område;afdeling;alder;køn;antal;kilde;dato
    Ringparken;24;;;512;Boligorganisationen;01-01-2026
    Ringparken;;18-29;kvinder;143;Danmarks Statistik;01-01-2026
place-figures-file = Tabel
place-figures-take = Hent tallene
place-figures-taken = Tallene er hentet: { $new } nye, { $changed } rettet, { $same } som før.
place-sheet-empty = Der står ingen linjer i filen.
place-sheet-long = Filen har mere end 20.000 linjer. Del den.
place-sheet-workbook = Projektmappen kan ikke læses. Gem den som .xlsx uden adgangskode.
place-sheet-column = Kolonnen "{ $column }" mangler i øverste linje.
place-column-residents = antal
place-column-indicator = række
place-column-value = værdi
place-column-source = kilde
place-column-on = dato
place-line-place = Linje { $line }: området eller afdelingen findes ikke i indsatsen.
place-line-places = Linje { $line }: flere afdelinger hedder sådan. Skriv også området eller boligorganisationen.
place-line-ages = Linje { $line }: alderen skrives som 18-29 eller 75+.
place-line-gender = Linje { $line }: køn er kvinder, mænd eller ukendt.
place-line-residents = Linje { $line }: antallet er ikke et helt tal.
place-line-source = Linje { $line }: skriv, hvor tallet kommer fra.
place-line-day = Linje { $line }: datoen skrives som 01-01-2026.
place-line-twice = Linje { $line }: de samme beboere er talt i en linje ovenfor.
