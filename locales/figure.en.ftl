# The official table of the strategic agreement and what indicators are held against, in English.

figure-table = The official table
figure-table-of = Strategic agreement: indicators of { $place }
figure-table-link = The official table
figure-all-areas = the whole programme
figure-sheet = Indicators
figure-lead = Each row shows where the area began, where it is now, and where the municipality is.
figure-choose = Show for
figure-fetch = Take the table along
figure-empty = There are no figures yet. Take them from a spreadsheet, or type them in.
figure-column-number = No.
figure-column-indicator = Indicator
figure-column-baseline = Baseline
figure-column-municipality-baseline = Baseline, municipality
figure-column-latest = Now
figure-column-municipality = Municipality now
figure-column-target = Target
figure-column-change = Since the baseline
figure-column-source = Source
figure-nothing = no figure
figure-hidden = hidden
figure-unreliable = uncertain
figure-percent = { $number }%
figure-interval = { $low }–{ $high }%
figure-people = { $count ->
    [one] one person
   *[other] { $count } people
}
figure-points = { $number } percentage points
figure-change-none = unchanged
figure-change-better = better
figure-change-worse = worse
figure-change-within = within the uncertainty
figure-change-unknown = how uncertain it is, is not known
figure-note-estimate = Figures with an interval are from safety surveys: the true figure lies within the interval with 95% certainty. A change is called better or worse only where it is larger than what chance can explain.
figure-note-counted = Figures without an interval are from registers, which count everybody, or were copied from other surveys.
figure-note-hidden = Hidden figures could give away the answers of single residents.
figure-sources = Sources
figure-source-own = Safety surveys in Nabosvar
figure-source-rows = { $source } (row { $rows })

figure-title = Register figures, baselines and targets
figure-text = Everything that indicators are held against. A figure that is put right stays in the history, with the reason. Whoever may see indicators of the programme can read the figures of all its areas.
figure-none = There are no figures yet.
figure-of-programme = The whole programme
figure-of-municipality = { $municipality } municipality
figure-kind-figure = Figure
figure-kind-baseline = Baseline
figure-kind-target = Target
figure-by = by { $day }
figure-withdrawn = taken back
figure-history = History
figure-entered = entered { $day }
figure-take = Take figures from a spreadsheet
figure-take-text = The spreadsheet is a workbook (.xlsx), of which the first sheet is read, or saved as CSV. The first line says what stands in the columns: row (1–9 or the name of the indicator), kind (baseline, figure or target), area or municipality, value, date and source. If neither area nor municipality is named, the figure is of the whole programme. The columns unit (percent or share) and people (how many it rests on) may be left out. Either all lines are taken or none is.
figure-take-example =
    row;kind;area;municipality;value;date;source
    3;baseline;Ringparken;;36%;01-01-2021;LBF, Boligsociale Data
    3;baseline;;Slagelse;21%;01-01-2021;LBF, Boligsociale Data
    7;target;;;85%;31-12-2025;The strategic agreement
figure-file = Spreadsheet
figure-fetch-figures = Take the figures
figure-taken = The figures are taken: { $new } new, { $changed } changed, { $same } as before.
figure-add = Type a figure in
figure-indicator = Indicator
figure-kind = Kind
figure-whose = Is of
figure-value = Value
figure-value-hint = Per cent are written as 36.5%.
figure-people-of = Number of people that it rests on
figure-on = Date
figure-on-hint = The day that the figure holds for; of a target the day by which it is to be reached.
figure-source = Source
figure-reason = Reason, if figures are changed
figure-reason-needed = Reason
figure-save = Save the figure
figure-take-back = Take the figure back
figure-gone = Somebody has changed the figure meanwhile. See how it is now.

figure-line = Line { $line }: { $what }
figure-wrong-indicator = no indicator has this number or name.
figure-wrong-kind = the kind is figure, baseline or target.
figure-wrong-place = the area or the municipality is not in the programme, or both are named.
figure-wrong-value = the value is no number.
figure-wrong-percent = write 36 % with its sign, or 0.36 with “share” in the column unit. 0.36 alone may be both 36 % and 0.36 %.
figure-wrong-percent-typed = Write 36 % with its sign. 0.36 alone may be both 36 % and 0.36 %.
figure-wrong-range = the value cannot be so large or so small.
figure-wrong-people = it rests on a number of people.
figure-wrong-few = a figure of fewer than 10 people could tell of one of them, and is not kept.
figure-wrong-day = the date is written as 01-01-2026.
figure-wrong-future = the date has not come; only that of a target is in the future.
figure-wrong-source = write in at most 120 letters where the figure comes from.
figure-wrong-twice = a line above says something of the same.
figure-wrong-changed = the figure was { $value } ({ $source }). Write why it is changed, and send it again.
figure-wrong-reason = Write the reason, in at most 120 characters.
