# Findings after a walk, for staff, in Danish.

finding-title = Fund
finding-area = Område
finding-place = Sted
finding-theme = Emne
finding-severity = Hvor stort
finding-observation = Det så vi
finding-proposal = Forslag
finding-party = Ansvarlig
finding-status = Status
finding-assignee = Person
finding-address = E-mail
finding-deadline = Frist
finding-reason = Begrundelse
finding-found-on = Set den

finding-status-open = Åben
finding-status-assigned = Fordelt
finding-status-in_progress = I gang
finding-status-done = Udført
finding-status-refused = Afvist
finding-status-verified = Kontrolleret
finding-kind-problem = Problem
finding-kind-good = Godt sted

finding-mail-near-subject = Frist { $date }: et fund i { $area }
finding-mail-near-text = Du har lovet at tage dig af noget, der blev set på en tryghedsvandring. Fristen er snart.
finding-mail-over-subject = Fristen er gået: et fund i { $area } ({ $date })
finding-mail-over-text = Du har lovet at tage dig af noget, der blev set på en tryghedsvandring. Fristen er gået. Er det udført, eller kan det ikke lade sig gøre, så skriv det på siden, eller sig det til koordinatoren.
finding-mail-link = Se fundet (kræver login)
finding-mail-why = Du får denne mail, fordi fundet er fordelt til dig.
