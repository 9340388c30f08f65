# Indicators, in Danish.

indicator-title = Indikatorer
indicator-hint = Hvordan det går, holdt op mod før og mod kommunen
indicator-lead = Tallene bygger på offentliggjorte målinger. Det, der er skjult dér, er også skjult her.
indicator-no-programme = Der er ingen helhedsplan, som du kan se tal for.
indicator-none = Der er ingen tal endnu. De kommer, når en måling er offentliggjort.
indicator-column-indicator = Indikator
indicator-column-value = Værdi
indicator-column-respondents = Bygger på
indicator-column-until = Til og med
indicator-share = { $share } %
indicator-count = { $count }
indicator-days = { $days ->
    [one] { $days } dag
   *[other] { $days } dage
}
