# Findings on plans, for staff, in English.

map-nothing-placed = Nothing of this has a place on the plan.
map-no-plan = The area has no plan.
map-elsewhere = Without a place on the plan:
map-show = Show the place on the plan
map-together = { $count } findings on the same spot
