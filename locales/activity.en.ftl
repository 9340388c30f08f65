# What the pages about activities say, in English.

activity-title = Activities
activity-months = Months
activity-all = All activities
activity-none = There are no activities in your areas.
activity-none-yet = There are no activities yet. Add the first one, and its days show up here.
activity-empty-month = There are no activities in this month.
activity-missing = { $count ->
    [one] One session has not been registered.
   *[other] { $count } sessions have not been registered.
}
activity-new = Add an activity
activity-edit = Change the activity
activity-to-come = To come
activity-called-off = Called off
activity-register = Register
activity-not-registered = Not registered
activity-people = { $count ->
    [one] 1 took part
   *[other] { $count } took part
}
activity-saved = Saved: { $activity } on { $date }. Participants: { $count }.
activity-undo = Undo the registration
activity-undone = The registration is undone.
activity-ended = The activity was ended on { $date }.

activity-focus-area = Focus area
activity-focus-employment = Employment
activity-focus-education = Education and life chances
activity-focus-crime_prevention = Crime prevention
activity-focus-cohesion = Cohesion and active citizenship
activity-sub-goal = Sub-goal
activity-sub-goal-hint = The sub-goal of the agreement that the activity supports. May be left empty.
activity-areas = Which areas is it for?
activity-name = What is the activity called?
activity-place = Where do people meet?
activity-hours = Time
activity-every = How often?
activity-every-once = Once only
activity-every-week = Every week
activity-every-fortnight = Every other week
activity-every-month = Every month, on the same weekday
activity-first-on = First day
activity-last-on = Last day
activity-last-on-hint = No day comes after this one. Leave it if the activity is held once only.
activity-starts-at = Begins at
activity-ends-at = Ends at
activity-places = Number of places
activity-places-hint = Leave it empty if there is room for everybody.
activity-sign-ups = Sign-up
activity-takes-sign-ups = Residents sign up by a link
activity-link = Link to sign up
activity-consent = Consent to pass knowledge on
activity-consent-party = Who gets the knowledge?
activity-consent-party-hint = For example Jobcenter Slagelse. Leave both fields empty if you pass nothing on.
activity-consent-purpose = What do they use it for?
activity-consent-purpose-hint = For example: so that they can call you about a course.
activity-do = What would you like to do?
activity-add-day = Add a day
activity-add = Add
activity-end = End the activity
activity-end-text = The days that have not been held yet are called off. Everybody who has signed up is told by mail.
activity-end-yes = Yes, end it

activity-fault-name = Write what the activity is called. At most 120 characters.
activity-fault-focus-area = Choose a focus area.
activity-fault-line = Write at most 120 characters on one line.
activity-fault-areas = Choose at least one area.
activity-fault-place = Write where people meet. At most 120 characters.
activity-fault-hours = Write times like 16:00. The activity has to begin before it ends.
activity-fault-days = Choose days between the years 2000 and 2099, and how often it is held.
activity-fault-series = The last day has to come after the first day, and there can be at most 120 days.
activity-fault-places = Write a number from 1 to 1000, or leave the field empty.
activity-fault-consent = Write both who gets the knowledge and what they use it for.
activity-two-programmes = The areas do not belong to the same programme. Choose areas of one of them.
activity-no-mail = No mails can be sent from here yet. So residents cannot sign up.
activity-changed-meanwhile = Somebody else has changed the activity meanwhile. This is how it is now. Change it again if that is still needed.

activity-register-title = Register: { $activity }
activity-as-last-time = The numbers are from last time. Change what is different.
activity-who-came = Participants in all:
activity-age-0-5 = 0–5 years
activity-age-6-12 = 6–12 years
activity-age-13-17 = 13–17 years
activity-age-18-29 = 18–29 years
activity-age-30-59 = 30–59 years
activity-age-60 = 60 years or older
activity-age-unknown = Age unknown
activity-women = Women and girls
activity-men = Men and boys
activity-unknown = Gender unknown
activity-not-known = When age or gender is not known
activity-also = Of them and beside them
activity-first-timers = There for the first time
activity-volunteers = Volunteers
activity-note = Note
activity-note-hint = Do not write names.
activity-less = Fewer
activity-more = More
activity-fault-people = Write whole numbers from 0. There can be at most 1000 participants.
activity-fault-volunteers = Write a number from 0 to 200.
activity-fault-first-timers = There cannot be more newcomers than participants.
activity-fault-note = The note can have at most 1000 characters.
activity-still-to-come = The activity has not been held yet. Register it on the day or afterwards.
activity-was-called-off = The activity is called off on that day.
activity-registered-meanwhile = Somebody else has registered it meanwhile. This is what it says now. Change it if it is wrong.
activity-call-off = Was it not held?
activity-call-off-text = The day is called off. If anybody has signed up, they are told by mail.
activity-call-off-yes = Call the day off

activity-who-comes = Who is coming?
activity-coming = Signed up: { $count }.
activity-free = Free places: { $count }.
activity-nobody-yet = Nobody has signed up yet. Share the link that is on the page of the activity.
activity-waiting = Waiting list
activity-party = Adults: { $adults }. Children: { $children }.
activity-guardian = The adult who is responsible:
activity-confirmed = Has confirmed by mail.
activity-agrees = Consent: { $party } may get knowledge. Purpose: { $purpose }.
activity-take-off = Take somebody off
activity-take-off-text = When somebody calls to say they are not coming. Their details are deleted at once, and the next on the waiting list get the place.
activity-remove = Take off
activity-forget = Names and addresses are deleted { $days } days after the activity.
