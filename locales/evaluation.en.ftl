# What the pages about the yearly self-evaluation say, in English.

evaluation-title = Self-evaluation
evaluation-hint = Once a year: how far is the activity, and what next?
evaluation-years = Years
evaluation-none = No activities were held in that year.
evaluation-missing = { $count ->
    [0] All activities have their self-evaluation.
    [one] One activity lacks its self-evaluation.
   *[other] { $count } activities lack their self-evaluation.
}
evaluation-lacking = Missing
evaluation-begun = Begun
evaluation-finished = Finished
evaluation-begin = Begin
evaluation-review-title = Read the self-evaluation
evaluation-review-text = When you finish it, everybody who follows the activity can read it. It can be corrected later.
evaluation-end = Finish it
evaluation-pause = Take a break
