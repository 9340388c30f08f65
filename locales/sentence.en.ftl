# An indicator in plain sentences, in English. Residents and boards read them.

sentence-tenths = { $tenths ->
    [0] Fewer than 1 in 10 residents
    [10] Nearly all residents
   *[other] About { $tenths } in 10 residents
}
sentence-between = The answers give { $share }%; with 95% certainty the true figure lies between { $low } and { $high }%.
sentence-hidden = The figure is hidden, so that nobody can read what single people answered.
sentence-unreliable = There are so few answers that the figure is uncertain.
sentence-last-up = Since the survey until { $date } the figure has risen, by { $points } in a hundred.
sentence-last-down = Since the survey until { $date } the figure has fallen, by { $points } in a hundred.
sentence-last-unsure = The change since the survey until { $date } lies within the uncertainty.
sentence-baseline-up = Since the first survey that it can be held against, until { $date }, the figure has risen, by { $points } in a hundred.
sentence-baseline-down = Since the first survey that it can be held against, until { $date }, the figure has fallen, by { $points } in a hundred.
sentence-baseline-unsure = The change since the first survey that it can be held against, until { $date }, lies within the uncertainty.
sentence-began-unsure = The baseline of { $date } was { $share }%. The difference lies within the uncertainty.
sentence-began-unknown = The baseline of { $date } was { $share }% in another survey. How uncertain that is, nobody knows, so it cannot be said whether the figure has changed.
sentence-broken = The figure cannot be held against the survey until { $date }, because it is made in another way.
sentence-municipality-unsure = In the municipality it was { $share }% ({ $date }). The difference lies within the uncertainty.
sentence-municipality-unknown = In the municipality it was { $share }% ({ $date }) in another survey. How uncertain that is, nobody knows, so the difference may be chance.
sentence-target-reached = The target of { $target }% is reached.
sentence-target-missed = The target of { $target }% is missed by { $points } in a hundred.
sentence-target-unsure = It is uncertain whether the target of { $target }% is reached.
