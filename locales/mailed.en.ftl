# Messages to residents who are invited, and the page on which they stop them, in English.

mailed-reminder-subject = Reminder: Tell us what it is like to live here
mailed-greeting = Dear { $name }
mailed-reminder = This is a reminder. If you have answered in the meantime, thank you.
mailed-who = { $programme } asks for your answer.
mailed-answer = Answer here
mailed-type = If the link does not work, go to { $address } and type the code { $code }
mailed-why = You get this message because you are invited to answer.
mailed-stop = Get no more messages about this
mailed-stop-title = No more messages?
mailed-stop-text = Then we do not write to you again about this survey. Your code still works for as long as people can answer.
mailed-stop-go = Stop messages
mailed-stopped-title = You get no more messages
mailed-stopped-text = We do not write to you again about this survey. Your code still works for as long as people can answer.
mailed-unknown-title = The link is not right
mailed-unknown-text = Open the link in the message again, or copy all of it.
mailed-failed-title = That did not work
mailed-failed-text = It is our fault. Try again in a moment.
