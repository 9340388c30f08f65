# The pages with pictures of indicators, in Danish.

graph-areas = Områder
graph-whole-programme = Alle områder
graph-area-lead = Sådan svarede beboerne, runde for runde, med alle områder ved siden af.
graph-dimensions = De seks dimensioner
graph-others = Andre tal
graph-how-to-read = Stregen gennem hver prik viser usikkerheden: med 95 % sikkerhed dækker den det rigtige tal. Når to streger overlapper hinanden meget, kan forskellen være tilfældig.
graph-all-series = Alle tal og definitioner
graph-series-lead = Hver serie med sin definition, sin historie og det, den bygger på. Intet er skjult her, som ikke er skjult overalt. Det, der tælles i en måned, gøres op den 10. i den næste; det, der registreres senere, ændrer det ikke.
graph-series-points = { $count ->
    [one] en måling, { $last }
   *[other] { $count } målinger, senest { $last }
}
graph-file-xlsx = Alle tal som regneark (XLSX)
graph-file-csv = Alle tal til programmer (CSV)
graph-releases = Udgivelser med tabeller og kodebøger
graph-observed = Målinger
graph-observation = Nr. { $number } i rækken af alle, gjort { $date }, udgave { $revision }, efter version { $definition } af definitionen
graph-release = Udgivelse
graph-codebook = Kodebog
graph-definition = Definition
graph-definition-version = { $id }, version { $version }. En definition ændres aldrig; en anden får et nyt versionsnummer.
graph-level-municipality = { $name } { $year } ({ $source })
graph-level-target = Mål for { $year } ({ $source })
graph-level-target-of-all = Mål for alle områder, { $year } ({ $source })
