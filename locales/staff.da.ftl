# What every page for staff says, in Danish.

staff-product = Nabosvar
staff-skip = Gå til indholdet
staff-start = Forside
staff-log-in = Log ind
staff-log-out = Log ud
staff-language-da = Dansk
staff-language-en = English
staff-menu = Menu
staff-save = Gem
staff-cancel = Fortryd
staff-back = Tilbage
staff-demo = Prøve. Alt her er opdigtet.
