# The first page of those who work here: what waits for them, in English.

start-waiting = Waiting for you
start-nothing-waits = Nothing right now.
start-overdue = { $count ->
    [one] The deadline of one finding is over
   *[other] The deadlines of { $count } findings are over
}
start-open = { $count ->
    [one] One new finding has nobody to see to it
   *[other] { $count } new findings have nobody to see to them
}
start-done = { $count ->
    [one] One finding is done and has to be checked
   *[other] { $count } findings are done and have to be checked
}
start-untold = { $count ->
    [one] Residents have not heard what came of one finding
   *[other] Residents have not heard what came of { $count } findings
}
start-to-tell = { $count ->
    [one] You have to tell one person who has signed up
   *[other] You have to tell { $count } people who have signed up
}
start-reviews = { $more ->
    [yes] At least { $count } answers have to be looked at
   *[other] { $count ->
        [one] One answer has to be looked at
       *[other] { $count } answers have to be looked at
    }
}
start-cases = { $more ->
    [yes] More than { $count } answers came twice: choose what counts
   *[other] { $count ->
        [one] One answer came twice: choose what counts
       *[other] { $count } answers came twice: choose what counts
    }
}
start-more-sessions = { $count ->
    [one] One more session has to be registered
   *[other] { $count } more sessions have to be registered
}
start-coming = The next two weeks
start-standing = How far the findings are
start-all = Go to
start-hint-walks = Plan, walk, end
start-hint-activities = Register, see the month, sign-ups
start-hint-findings = Assign, follow up, tell the residents
start-hint-accounts = Add colleagues and give them roles
start-hint-log = Who changed what and when
