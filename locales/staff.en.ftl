# What every page for staff says, and the pages by which they come in, in English.

staff-product = Nabosvar
staff-skip = Go to the content
staff-start = Start
staff-to-start = To the start
staff-log-in = Log in
staff-log-out = Log out
staff-language-da = Dansk
staff-language-en = English
staff-menu = Menu
staff-save = Save
staff-cancel = Cancel
staff-back = Back
staff-choose = Choose
staff-optional = (may be left out)
staff-demo = Trial. Everything here is invented.
staff-hello = Hello { $name }
staff-nothing-yet = You have not been given access to an area yet. Ask whoever made your account to give you a role.

staff-email = Email
staff-password = Password
staff-log-in-wrong = Email and password do not belong together. Try again.
staff-log-in-wait = { $minutes ->
    [one] There were too many wrong attempts. Try again in a minute.
   *[other] There were too many wrong attempts. Try again in { $minutes } minutes.
}
staff-no-password = If you have forgotten your password, ask your administrator for a new link.
staff-password-set = Your password is saved. Log in with it.
staff-choose-password = Choose a password
staff-choose-password-text = It belongs to { $email }. The link works only once.
staff-password-hint = At least { $letters } characters. A short sentence is good: easy to remember and hard to guess.
staff-password-too-short = The password is too short. It needs at least { $letters } characters.
staff-password-too-long = The password is too long. Choose a shorter sentence.
staff-password-too-easy = This password is too easy to guess. Add a few words that do not belong together.
staff-link-over-title = The link no longer works
staff-link-over-text = It has been used, or it is too old. Ask your administrator for a new one.

staff-not-found-title = There is no such page
staff-not-found-text = It was moved or deleted, or you have no access to it.
staff-forbidden-title = You have no access to this
staff-forbidden-text = None of your roles gives access. Ask your administrator if you need it.
staff-from-elsewhere-title = It was not sent
staff-from-elsewhere-text = The form came from another website, so nothing was saved. Go to the start and try again here.
staff-no-form-title = It could not be read
staff-no-form-text = What was sent was not a filled-in form. Nothing was saved. Go back and try again.
staff-failed-title = Something went wrong on our side
staff-failed-text = Nothing was saved. Try again in a moment.
staff-failed-number = If it goes on, write to us and give the number { $number }.
