# Other content under the identity of an answer, for staff, in English.

quarantine-title = Answers that came twice
quarantine-lead = Here the same answer came again with other content. Nothing was lost: choose what is to count.
quarantine-none = There is nothing to decide about.
quarantine-more = There are more. They are shown once these are settled.
quarantine-settled = Settled.
quarantine-one = What is to count?
quarantine-differing = { $count ->
    [0] Both say the same to the questions of the form.
    [one] The two differ in one question.
   *[other] The two differ in { $count } questions.
}
quarantine-beside = Both contents side by side
quarantine-question = Question
quarantine-first = What counts now
quarantine-second = What came later
quarantine-differs = Different
quarantine-to-answer = See the answer
quarantine-what-now = What now?
quarantine-keep_first = Keep what counts now
quarantine-keep_first-means = What came later is deleted for good.
quarantine-take_second = Change to what came later
quarantine-take_second-means = The answer is changed. What it said before is kept in its history.
quarantine-split = Keep both as answers of their own
quarantine-split-means = What came later becomes an answer of its own and counts.
quarantine-was-settled = It is settled.
quarantine-stale = The answer was changed since you saw it. Look at both again.
quarantine-elsewhere = What came later is of another version or wave, so the answer cannot be changed to it.
