# Answers of staff and of residents who are known, in English.

answer-title = Answers
answer-hint = See, correct and review what was written down
answer-lead = Answers of staff, and of those who have said who they are. Answers in anonymous waves are never shown one by one.
answer-cases = { $more ->
    [yes] More than { $count } answers came twice with different content
   *[other] { $count ->
        [one] One answer came twice with different content
       *[other] { $count } answers came twice with different content
    }
}
answer-filter = Choose what to see
answer-form = Form
answer-area = Area
answer-from = From
answer-until = Until
answer-all = All
answer-only-review = Only those to be reviewed
answer-show = Show
answer-clear = Show all
answer-none-yet = There are no answers yet that you can see.
answer-none = No answer here meets what you have chosen.
answer-older = Older answers
answer-needs-review = To be reviewed
answer-on = Date
answer-place = Place
answer-changed = Changed
answer-times = { $count ->
    [one] once
   *[other] { $count } times
}
answer-number = Number
answer-saved = Saved.
answer-says = The answer
answer-empty = Not answered
answer-photo = Photo
answer-open-cases = { $count ->
    [one] Other content has come with the same number
   *[other] Other content has come with the same number { $count } times
}
answer-history = History
answer-history-empty = The answer is as it came.
answer-did-revise = Changed
answer-did-take_second = Changed to what came later
answer-did-write_down = Written down for the one who answered
answer-did-accept = Reviewed and found right as it is
answer-review = Review
answer-review-text = The answer is kept but breaks rules of the form. Correct it below, or accept it as it is.
answer-accept = Accept as it is
answer-accept-now = Accept the answer
answer-reason = Why is it right?
answer-reason-hint = Write no names.
answer-no-reason = Write why the answer is right.
answer-long-reason = This is too long. Write at most 1,000 characters.
answer-stale = The answer was changed since you opened the page. Look at it again.
answer-conflict-title = Somebody else was first
answer-conflict-text = The answer was changed since you opened the page, and yours is not saved. What you wrote still stands below. Press Save if it is still right. This was changed:
answer-kept = What the answer said before is kept in its history.
answer-anyway = Save all the same, to be reviewed
answer-way = See the answer with its history and changes
answer-mark = Mark
answer-mark-trapped = A field that people do not see is filled. Machines do that.
answer-mark-too_fast = It came faster than its questions can be read.
