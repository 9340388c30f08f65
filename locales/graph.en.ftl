# The pages with pictures of indicators, in English.

graph-areas = Areas
graph-whole-programme = All areas
graph-area-lead = What residents answered, round by round, with all areas beside.
graph-dimensions = The six dimensions
graph-others = Other figures
graph-how-to-read = The line through each dot shows how unsure it is: it covers the true figure with 95 % confidence. Where two lines overlap a lot, the difference may be chance.
graph-all-series = All figures and definitions
graph-series-lead = Each series with its definition, its history and what it rests on. Nothing is hidden here that is not hidden everywhere. What is counted in a month is summed up on the 10th of the next one; what is registered later does not change it.
graph-series-points = { $count ->
    [one] one measurement, { $last }
   *[other] { $count } measurements, most recently { $last }
}
graph-file-xlsx = All figures as a workbook (XLSX)
graph-file-csv = All figures for programs (CSV)
graph-releases = Releases with tables and code books
graph-observed = Measurements
graph-observation = No. { $number } in the sequence of all, made { $date }, revision { $revision }, by version { $definition } of the definition
graph-release = Release
graph-codebook = Code book
graph-definition = Definition
graph-definition-version = { $id }, version { $version }. A definition never changes; another one gets a new version.
graph-level-municipality = { $name } { $year } ({ $source })
graph-level-target = Target for { $year } ({ $source })
graph-level-target-of-all = Target for all areas, { $year } ({ $source })
