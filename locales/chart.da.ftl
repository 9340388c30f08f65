# What stands in and under pictures of figures, in Danish.

chart-description = { $count ->
    [one] En måling, { $last }. De samme tal står i tabellen under billedet.
   *[other] { $count } målinger, fra { $first } til { $last }. De samme tal står i tabellen under billedet.
}
chart-table = Tal: { $title }
chart-column-period = Hvornår
chart-respondents = { $count } svar
chart-hidden = skjult
chart-hidden-why = Skjult: så få, at nogen kunne kendes
chart-unreliable = Usikkert: bygger på få svar
chart-nothing = ikke målt
