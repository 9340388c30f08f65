# What the pages about the log book say, in English, and about all else that staff write down in the same way.

logbook-title = Log book
logbook-hint = Write briefly what happened and what is to happen next.
logbook-new = New note
logbook-areas = Areas
logbook-all = All areas
logbook-empty = There are no notes in this month. The first one takes a minute.
logbook-begun = A note that you have not finished
logbook-due = To be done by { $date }.
logbook-review-title = Read your note
logbook-review-text = When you save it, those whom you have chosen can read it. You can correct it later.
logbook-end = Save the note
logbook-pause = Take a break
logbook-not-finished = It is not finished.
logbook-correcting = It is being corrected. Until then what stands below counts.
logbook-being-written = It is being written.
logbook-go-on = Go on writing
logbook-correct = Correct
logbook-corrected = { $count ->
    [one] Corrected once. What it said before is kept.
   *[other] Corrected { $count } times. What it said before is kept.
}
logbook-discard = Don't you need it?
logbook-discard-text = What is not saved and finished is deleted.
logbook-discard-yes = Yes, delete it
logbook-no-form-title = There is no form
logbook-no-form-text = The form is not published. Ask an administrator to publish it.
