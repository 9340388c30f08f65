# Words of the engine itself, in English.

choice-other = Other
other-please-specify = Specify other.

violation-required = This question must be answered.
violation-constraint = This answer does not fit here.
violation-integer = Enter a whole number, such as 3.
violation-decimal = Enter a number, such as 2.5.
violation-date = Enter a date, such as 24/12/2026.
violation-time = Enter a time, such as 14:30.
violation-date-time = Enter a date and a time.
violation-geopoint = Enter a place as latitude and longitude.
violation-image = Choose the picture again.
violation-text = Enter text.
violation-choice = Choose one of the answers.
violation-choices = Choose one or more of the answers.
violation-rank = Put the answers in order, each of them once.
violation-same-place = Two answers cannot have the same place.
violation-acknowledge = Tick the box.
violation-group = Several answers belong here.
violation-unknown-field = The form has no field of this name.
violation-unknown-choice = The answer { $choice } is not among the choices.
violation-out-of-range = The number must be from { $start } to { $end }.
violation-step = The number must be in steps of { $step } from { $start }.
violation-too-long = The text is too long. There is room for { $limit } characters.
violation-repeat-count = There must be { $count } here.
violation-too-many = There is no room for so many here.
violation-too-many-pictures = There is only room for { $limit } pictures in one answer.
violation-photo-type = The file is no picture that we can read. Take a new photo, or choose another one.
violation-photo-large = The photo is too large. It can be { $limit } MB at most.
violation-photo-damaged = The photo did not arrive whole, or it is damaged. Try again, or choose another one.
violation-photo-busy = No more photos can be taken in right now. Try again in a moment.
violation-read-only = This field cannot be changed.
violation-too-costly = The form cannot work this out, because the expression takes too long: { $expression }
violation-document = The answers cannot be read.

# Pages: what is on every page.

page-title = { $page } – { $form }
page-title-error = Error: { $title }
skip-to-content = Go to the content
demo-mark = Trial. This is not a real survey.
clear = Finish and clear this phone
attribution = Sources
unit-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
unit-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}

# Pages: choosing a language.

choose-language = Choose language
draft-mark = Draft
draft-translation = This translation is a draft. It has not been checked yet by a native speaker.
change-language = Change language

# Pages: before the first question.

intro-purpose = What are the answers used for?
intro-who = Who is asking?
intro-anonymous = You are anonymous
intro-anonymous-text = We do not ask for your name, and we do not keep the time of your answer. Nobody can see who has answered what.
intro-confidential = Your answers are confidential
intro-confidential-text = Only a few members of staff can see the answers. Others see only figures for many answers together.
intro-identified = We know who answers
intro-identified-text = The members of staff who ask can see what you have answered.
intro-voluntary = It is voluntary
intro-voluntary-text = You decide whether you want to answer. You can stop whenever you like.
intro-time = How long does it take?
intro-time-text = About { $time }.
intro-pause = You can take a break
intro-pause-text = We keep your answers on the way, with a cookie on this phone. Answers that you do not send are deleted after { $days }.
start = Start
continue = Go on where you stopped
begun = You have already begun on this phone.

# Pages: a question.

progress = Question { $current } of { $total }
back = Back
next = Next
skip = Skip
required = Must be answered
optional = Optional
choose-several = You can choose more than one answer.
nothing-chosen = Choose an answer
no-place = No place
acknowledge = Yes
listen = Listen to the question
watch = Watch the film about the question
listen-answer = Listen to the answer
watch-answer = Watch the film about the answer
more-about = More about the question
photo-not-here = You cannot send photos here. Just go on.
photo-sent = The photo was sent
photo-remove = Remove the photo
plan-not-here = There is no plan here. Just go on.
plan-tap = Put a mark on the plan
plan-marked = Marked on the plan
plan-remove = Remove the mark
plan-mark = Mark
plan-keys = Move the mark with the arrow keys
plan-put = Put a mark in the middle of the plan
plan-closer = Closer
plan-farther = Farther away
geopoint-hint = Write latitude and longitude. For example 55.403 11.354.
position-here = Use my position
position-unknown = The phone cannot say where you are. Write it, or go on.
rank-hint = Choose a place for each answer. 1 comes first.
date-hint = For example 24/12/2026.
time-hint = For example 14:30.
date-time-hint = For example 24/12/2026 14:30.
range-hint = Write a number from { $start } to { $end }.
problems = There is something to correct
turn = { $label } { $number }
turn-add = Would you like to add another one?
turn-add-first = Would you like to add something here?
turn-count = { $count ->
    [0] You have not added anything yet.
   *[other] You have added { $count }.
}
turn-yes = Yes, add another one
turn-yes-first = Yes, add
turn-no = No, go on
turn-remove = Remove { $label } { $number }

# Pages: looking through the answers.

review-title = Check your answers
review-text = Your answers have not been sent yet. You can change them here before you send them.
review-problems = There is something to correct before you can send
change = Change
change-what = Change the answer to: { $question }
not-answered = Not answered
send = Send answers

# Pages: afterwards.

thanks-title = Thank you for your answers
thanks-text = We have received your answers. They count now.
thanks-already = We had already received your answers. They count only once.
thanks-phone = The answers are no longer on this phone. You can close the page.
thanks-another-title = Will somebody else answer on the same phone?
thanks-another = Answer as a new person
clear-title = Do you want to delete your answers?
clear-text = The answers are deleted and not sent. You cannot undo this.
clear-nothing = There are no answers on this phone.
clear-yes = Yes, delete the answers
clear-no = No, go back
cleared-title = The phone is cleared
cleared-text = The answers are deleted. You can close the page now.

# Pages: a form that is only looked at.

preview-mark = Preview. Your answers are not kept, and nobody sees them.
preview-faults = The file has errors. The pages show the last version without any.
preview-who = Here it will say who asks.
preview-title = This is a preview
preview-text = You can try the form. What you write is deleted again and never sent.
preview-end-title = End of the preview
preview-end-text = What you wrote has been deleted. Nothing is kept, and nothing was sent.

# Pages: when something is in the way.

closed-title = This is closed for answers
closed-text = You cannot answer right now. Thank you for wanting to take part.
ended-title = The survey has ended
ended-text = You can no longer start it. Thank you for wanting to take part.
unknown-title = We cannot find the page
unknown-text = The link does not belong to a survey. Please check that it is written correctly.
gone-title = We cannot find your answers
gone-text = They were deleted, or the phone has forgotten them. You can begin again.
start-over = Begin again
failed-title = Something went wrong at our end
failed-text = It is not your fault. What you have answered is kept. Try again in a moment.
failed-number = The number of the error is { $number }.
try-again = Try again
offline = There is no connection. Your answers are still here. Try again in a moment.
sending = Sending …

# Dates.

date = { $day } { $month } { $year }
date-time = { $date } at { $time }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
months-short = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
weekdays-short = Mon Tue Wed Thu Fri Sat Sun
