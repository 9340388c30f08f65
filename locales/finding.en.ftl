# Findings after a walk, for staff, in English.

finding-title = Findings
finding-area = Area
finding-place = Place
finding-theme = Theme
finding-severity = How large
finding-observation = What we saw
finding-proposal = Proposal
finding-party = Responsible
finding-status = Status
finding-assignee = Person
finding-address = E-mail
finding-deadline = Deadline
finding-reason = Reason
finding-found-on = Seen on

finding-status-open = Open
finding-status-assigned = Assigned
finding-status-in_progress = In progress
finding-status-done = Done
finding-status-refused = Refused
finding-status-verified = Verified
finding-kind-problem = Problem
finding-kind-good = Good place

finding-mail-near-subject = Deadline { $date }: a finding in { $area }
finding-mail-near-text = You have promised to see to something that was seen on a safety walk. The deadline is near.
finding-mail-over-subject = The deadline is over: a finding in { $area } ({ $date })
finding-mail-over-text = You have promised to see to something that was seen on a safety walk. The deadline is over. If it is done, or cannot be done, write so on the page, or tell the coordinator.
finding-mail-link = See the finding (needs a login)
finding-mail-why = You get this mail because the finding is assigned to you.
