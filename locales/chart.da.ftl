# What stands in and under pictures of figures, in Danish.

chart-description = { $count ->
    [one] En måling, { $last }. De samme tal står i tabellen under billedet.
   *[other] { $count } målinger, fra { $first } til { $last }. De samme tal står i tabellen under billedet.
}
chart-table = Tal: { $title }
chart-column-period = Hvornår
chart-of-answers = { $count } svar
chart-of-invited = { $count } inviterede
chart-of-sessions = { $count ->
    [one] { $count } registreret gang
   *[other] { $count } registrerede gange
}
chart-of-findings = { $count } fund
chart-hidden = skjult
chart-hidden-why = Skjult: så få, at nogen kunne kendes
chart-unreliable = Usikkert: bygger på få svar
chart-nothing = ikke målt
chart-break = Brud fra { $from }: det, der er før, kan ikke holdes op mod det, der er efter.
