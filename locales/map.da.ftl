# Findings on plans, for staff, in Danish.

map-nothing-placed = Intet af det har et sted på planen.
map-no-plan = Området har ingen plan.
map-elsewhere = Uden sted på planen:
map-show = Vis stedet på planen
map-together = { $count } fund på samme sted
