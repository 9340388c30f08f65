# What every page for staff says, in English.

staff-product = Nabosvar
staff-skip = Skip to content
staff-start = Start
staff-log-in = Log in
staff-log-out = Log out
staff-language-da = Dansk
staff-language-en = English
staff-menu = Menu
staff-save = Save
staff-cancel = Cancel
staff-back = Back
staff-demo = A trial. Everything here is invented.
