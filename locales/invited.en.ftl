# What residents read who are invited with a code of their own, in English.

invited-enter-title = Type the code in your letter
invited-enter-code = Your code
invited-enter-hint = 14 letters and digits. Capitals and small letters are the same, and hyphens do not matter.
invited-enter-go = Continue
invited-mistyped-title = One letter is wrong
invited-mistyped-text = One letter of the code is wrong, or two have changed places. Look at the letter again.
invited-unknown-title = We do not know this code
invited-unknown-text = We do not know this code. Look at the letter again.
invited-spent-title = This code has been answered with already
invited-spent-text = Thank you, if that was you. If you got a new letter, the code in that one counts.
invited-again = Type the code again
invited-letter-title = Tell us what it is like to live here
invited-letter-text = We ask you because you live here. Answering is voluntary. The code is yours, and it can be used once.
invited-letter-anonymous = Your answer is anonymous: it is kept without name, address and code.
invited-letter-scan = Read the code with your phone
invited-letter-type = or go to { $address } and type
invited-letter-until = You can answer until { $date }.
invited-letter-questions = Questions? { $contact }
