# What the pages about waves say, in English.

wave-title = Waves
wave-hint = Set up, follow, close
wave-lead = A wave is one round of a form: where, when and who can answer.
wave-none = There are no waves in your areas yet.
wave-new = Set up a wave
wave-new-text = It takes a few minutes. The wave becomes a draft that you can try before it opens.
wave-edit = Change the wave
wave-back = Back
wave-choose = Choose
wave-those-open = Open now
wave-those-waiting = Opening soon
wave-those-draft = Drafts
wave-those-over = Over
wave-those-archived = Archived waves
wave-is-open = Open
wave-is-waiting = Opens by itself
wave-is-draft = Draft
wave-is-over = Over
wave-is-archived = Archived
wave-answers = { $answers ->
    [one] 1 answer
   *[other] { $answers } answers
}
wave-answers-of = { $answers } of { $target } answers
wave-incomplete = { $count ->
    [one] 1 answer lacks a picture.
   *[other] { $count } answers lack a picture.
}
wave-days-left = There are { $days } left.
wave-opens-itself = The wave opens by itself on { $date }.
wave-draft-text = The wave is a draft. Nobody can answer before you open it.
wave-tested = The link can be tried now. The answers are not kept.
wave-link = Link
wave-qr = Code for the camera of a phone
wave-poster = Poster for the stairwell
wave-poster-print = Print the poster and put it up. Each language gets its own page.
wave-poster-all = All languages
wave-asks = The wave
wave-everywhere = The whole programme
wave-programme = Programme
wave-do = What do you want to do?
wave-copy = Copy for the next round

wave-step-what = 1. What and where
wave-step-when = 2. When
wave-step-who = 3. Who and how
wave-name = What is the wave called?
wave-name-hint = Only you see the name. For example Safety survey 2026.
wave-form = Form
wave-areas = Areas
wave-period = Period
wave-starts-on = First day
wave-opens-at = Opens at
wave-ends-on = Last day
wave-closes-at = Closes at
wave-access = How do people get in?
wave-access-open_link-choice = Open link: everybody who has the link or scans the code
wave-access-code-choice = A code of their own: one for each household or person
wave-access-kiosk-choice = Tablet in the community house: begins anew after each answer
wave-access-staff_only-choice = Staff only, who write down what people say
wave-browser = From the same phone or computer
wave-browser-several = Several people may answer
wave-browser-one = One answer
wave-browser-hint = Only for an open link. One answer keeps things in order and is no lock: whoever takes another phone or deletes cookies can answer again. If it has to be certain, use codes of their own.
wave-access-open_link = Open link
wave-access-open_link-text = Everybody who has the link or scans the code can answer.
wave-access-code = A code of their own
wave-access-code-text = Each household or person gets a code of their own, which gives one answer.
wave-access-kiosk = Tablet
wave-access-kiosk-text = Open the link on the tablet, and it is ready. It begins anew after each answer.
wave-access-staff_only = Staff only
wave-access-staff_only-text = The answers come from staff or from another program.
wave-identity = Who answered?
wave-identity-anonymous-choice = Anonymous: nobody can see who answered
wave-identity-confidential-choice = Confidential: only a few know, and it is never shown
wave-identity-identified-choice = By name: you know who answered
wave-identity-anonymous = Anonymous
wave-identity-confidential = Confidential
wave-identity-identified = By name
wave-languages = Languages
wave-languages-choose = Languages (choose none to use all that the form has)
wave-target = How many answers do you hope for?
wave-target-hint = So that you can see how far you are, and how small a change the survey can show.

wave-deed-test = Try the wave
wave-deed-test-text = The link works, so that you can try it on a phone. The answers are not kept.
wave-deed-untest = End the try
wave-deed-untest-text = The link does not work any more until the wave opens.
wave-deed-open = Open on time
wave-deed-open-text = The wave opens by itself on its first day and closes after its last. You cannot change it afterwards.
wave-deed-open-now = Open now
wave-deed-open-now-text = The wave opens at once, and today becomes its first day. You cannot change it afterwards.
wave-deed-close = Close the wave
wave-deed-close-text = Nobody can answer any more. A wave that was closed cannot be opened again.
wave-deed-archive = Archive the wave
wave-deed-archive-text = The wave is done with, and moves down to the archived waves.

wave-changed-meanwhile = Somebody else has changed the wave meanwhile. Here it is as it is now.
wave-fault-name = Write what the wave is called: at most 120 letters.
wave-fault-form = Choose a form.
wave-fault-retired = The form is not in use any more. Choose another.
wave-fault-areas = Choose at least one area.
wave-fault-two-programmes = The areas have to belong to one programme.
wave-fault-access = Choose how people get in.
wave-fault-identity = Choose whether you know who answered.
wave-fault-records-time = The form keeps when one answers, so it cannot be anonymous.
wave-fault-target = Write a number, for example 400, or leave the field empty.
wave-fault-day = Write a date.
wave-fault-hours = Write a time such as 08:00, or leave the field empty.
wave-fault-over = The wave has to end after it has begun.
wave-fault-language = The form does not have all the languages that you chose.

wave-step-data = 4. What residents are told
wave-step-data-text = It stands on the page before the first question. If the wave is not anonymous, fill in all of it.
wave-controller = Who is responsible for the answers?
wave-contact = Whom can residents ask?
wave-contact-hint = A name, an e-mail address or a telephone number.
wave-basis = What allows you to?
wave-basis-consent = Consent (article 6(1)(a))
wave-basis-public_task = A task in the public interest (article 6(1)(e))
wave-basis-legitimate_interest = Legitimate interest (article 6(1)(f))
wave-kept-months = For how many months do you keep the answers?
wave-kept-months-hint = After the last day of the wave. Then they are deleted. It does not concern anonymous answers.
wave-kept = Answers are deleted after
wave-fault-basis = Choose what allows you to.
wave-fault-controller = Write who is responsible for the answers: at most 120 letters.
wave-fault-contact = Write whom residents can ask: at most 120 letters.
wave-fault-kept = Write a number from 1 to 120.

wave-end = Let it end on another day
wave-end-text = You can move the end to later or earlier while the wave is open. Everything else stands, because residents have seen it and answered it.
wave-end-kept = Residents were told that their answers are deleted after { $date }. It does not become later.
wave-fault-end-over = That moment is over. Choose a later one, or close the wave.
wave-fault-kept-too-long = Answers would be kept for longer than residents were told. Choose an earlier day.

wave-detectable = How small a change can this survey show?
wave-detectable-text = With { $target } answers, a change since the last time has to be at least this large for the survey to show it four times in five. Smaller ones mostly drown in the uncertainty.
wave-detectable-before = Last time: { $share } % of { $count } answers
wave-detectable-rise = Up:
wave-detectable-fall = Down:
wave-detectable-points = { $points } percentage points
wave-detectable-none = so few answers show no change
