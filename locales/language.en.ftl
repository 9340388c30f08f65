# Languages in which somebody answered, in English.

language-of-answer = Language of the answer
language-other = Other languages

language-name-am = Amharic
language-name-ar = Arabic
language-name-bs = Bosnian
language-name-da = Danish
language-name-de = German
language-name-en = English
language-name-es = Spanish
language-name-fa = Persian (Farsi)
language-name-fr = French
language-name-hr = Croatian
language-name-it = Italian
language-name-ku = Kurdish
language-name-lt = Lithuanian
language-name-pl = Polish
language-name-ps = Pashto
language-name-pt = Portuguese
language-name-ro = Romanian
language-name-ru = Russian
language-name-so = Somali
language-name-sr = Serbian
language-name-sv = Swedish
language-name-ti = Tigrinya
language-name-tr = Turkish
language-name-uk = Ukrainian
language-name-ur = Urdu
language-name-vi = Vietnamese
