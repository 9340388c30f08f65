# What the pages about the yearly self-evaluation say, in Danish.

evaluation-title = Selvevaluering
evaluation-hint = Én gang om året: Hvor langt er aktiviteten, og hvad nu?
evaluation-years = År
evaluation-none = Der blev ikke holdt aktiviteter i det år.
evaluation-missing = { $count ->
    [0] Alle aktiviteter har deres selvevaluering.
    [one] Én aktivitet mangler sin selvevaluering.
   *[other] { $count } aktiviteter mangler deres selvevaluering.
}
evaluation-lacking = Mangler
evaluation-begun = I gang
evaluation-finished = Færdig
evaluation-begin = Begynd
evaluation-review-title = Læs selvevalueringen igennem
evaluation-review-text = Når du gemmer den færdig, kan alle læse den, som følger aktiviteten. Den kan rettes senere.
evaluation-end = Gem den færdig
evaluation-pause = Hold pause
