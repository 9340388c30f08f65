# Safety walks, on staff pages and in invitations, in English.

walk-list-title = Walks
walk-list-empty = The safety walks are listed here. Plan the first one.
walk-list-running = Under way
walk-list-planned = To come
walk-list-ended = Ended
walk-list-cancelled = Called off

walk-title = Safety walk in { $area }
walk-state = Status
walk-state-planned = Planned
walk-state-running = Under way
walk-state-ended = Ended
walk-state-cancelled = Called off
walk-when = When
walk-route = Meeting place and route
walk-purpose = Purpose
walk-reinspection = To look whether things were done
walk-field-reinspection = We go to look whether things were done
walk-start = Start the walk
walk-continue = Go on with the walk
walk-to-end = Check and end
walk-call-off = Call the walk off
walk-found = { $count ->
    [0] Nothing was written down
    [one] One finding
   *[other] { $count } findings
}
walk-again = Look whether it is done
walk-again-nothing = Nothing was reported done that nobody has looked at.
walk-again-how = This was reported done. Look at each place whether it is all right.
walk-again-later = This was reported done. When the walk is being held, you can write here whether it is all right.
walk-again-words = What do you see?
walk-again-words-hint = Can be left out if it is all right.
walk-again-done = All right
walk-again-open = Not all right
walk-again-say-why = Write what is missing.
walk-again-not-held = The walk is not being held.
walk-again-meanwhile = Somebody else has changed the finding meanwhile. The list shows how it is now.
walk-again-seen = Looked at on the walk
walk-again-verify = All right
walk-again-reopen = Opened again
walk-photo = Photo from the walk

walk-plan = Plan a walk
walk-change = Change the plan
walk-choose-area = Choose an area
walk-field-area = Which area?
walk-field-on = Which day?
walk-field-at = At
walk-hint-at = Optional. For example 16:30.
walk-field-route = Meeting place and route
walk-hint-route = Optional. Where do you meet, and where do you go?
walk-wrong-area = Choose an area.
walk-wrong-on = Write a date. For example 24-12-2026.
walk-wrong-far-away = The day is too far away. Check the year.
walk-wrong-at = Write a time. For example 16:30.
walk-wrong-route = The text is too long. Write at most 1000 characters.
walk-changed-title = Somebody else has changed the plan meanwhile
walk-changed-text = What you wrote still stands in the fields. It is saved only when you press Save. This is the plan now:

walk-no-form-title = There is no form for walks
walk-no-form-text = The form “tryghedsvandring” is not published. A coordinator can publish it.

walk-review-title = Check the walk
walk-review-text = Here is everything that you have written down. When you end the walk, every finding becomes a case that can be followed up.
walk-end = End the walk
walk-pause = Take a break
walk-meanwhile-title = Somebody else has written here meanwhile
walk-meanwhile-text = What stands below was saved by somebody else. What you wrote still stands in the fields. It is saved only when you press Next.

walk-mail-planned-subject = Join the safety walk in { $area } { $when }
walk-mail-planned-text = You are invited to a safety walk in { $area }. We walk together and write down what makes the place safe, and what has to be put right.
walk-mail-changed-subject = New plan: safety walk in { $area } { $when }
walk-mail-changed-text = The plan of the safety walk in { $area } has changed. Here is the new one.
walk-mail-off-subject = Called off: safety walk in { $area } { $when }
walk-mail-off-text = The safety walk in { $area } has been called off.
walk-mail-why = You get this mail because a coordinator has invited you. The file that is attached can be put into your calendar.

walk-guests = Invited
walk-guests-empty = Nobody is invited yet.
walk-guests-add = Add
walk-guests-remove = Remove { $name }
walk-guests-told = Has been told
walk-guests-untold = Has not been told yet
walk-guests-no-address = No e-mail
walk-guests-tell = { $count ->
    [one] Send a mail to one
   *[other] Send a mail to { $count }
}
walk-guests-no-mail = No mail server is set up, so nabosvar cannot send invitations.
walk-guests-full = There is no room for more on the list.
walk-field-name = Name
walk-hint-name = A person or a group. For example the department board.
walk-field-email = E-mail
walk-hint-email = Optional. The invitation is sent here, with a file for the calendar.
walk-field-language = Language of the mail
walk-wrong-name = Write a name on one line. At most 120 letters.
walk-wrong-email = Write an e-mail address. For example name@example.com.
