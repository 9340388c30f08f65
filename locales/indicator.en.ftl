# Indicators, in English.

indicator-title = Indicators
indicator-hint = How things are going, held against before and the municipality
indicator-lead = The figures rest on released surveys. What is hidden there is hidden here as well.
indicator-no-programme = There is no programme whose figures you can see.
indicator-none = There are no figures yet. They come when a survey has been released.
indicator-column-indicator = Indicator
indicator-column-value = Value
indicator-column-respondents = Rests on
indicator-column-until = Until
indicator-share = { $share } %
indicator-count = { $count }
indicator-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
