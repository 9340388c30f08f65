# What residents read who sign up for an activity, on pages and in mails, in English.

signup-what = What
signup-when = When
signup-where = Where
signup-who = Who is coming
signup-people = Adults: { $adults }. Children: { $children }.

signup-mail-hello = Hello { $name }
signup-mail-placed-subject = You have a place: { $activity }
signup-mail-placed = There is room for you. We look forward to seeing you.
signup-mail-waiting-subject = You are on the waiting list: { $activity }
signup-mail-waiting = There is no room right now. You are number { $number } on the waiting list. We will write to you if there is room.
signup-mail-moved-subject = Now there is room for you: { $activity }
signup-mail-moved = Now there is room for you. You are no longer on the waiting list.
signup-mail-off-subject = Called off: { $activity }
signup-mail-off = We are sorry: the activity is called off on that day.
signup-mail-link = Say that you are coming, change your sign-up or cancel it
signup-mail-forget = The link is for you only. We delete your details { $days } days after the activity.
