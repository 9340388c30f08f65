# What stands in and under pictures of figures, in English.

chart-description = { $count ->
    [one] One measurement, { $last }. The same numbers are in the table below the picture.
   *[other] { $count } measurements, from { $first } to { $last }. The same numbers are in the table below the picture.
}
chart-table = Numbers: { $title }
chart-column-period = When
chart-of-answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
chart-of-invited = { $count } invited
chart-of-sessions = { $count ->
    [one] { $count } registered session
   *[other] { $count } registered sessions
}
chart-of-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
chart-hidden = hidden
chart-hidden-why = Hidden: so few that somebody could be recognised
chart-unreliable = Unsure: rests on few answers
chart-nothing = not measured
chart-break = Break from { $from }: what is before cannot be held against what is after.
