# Sprog, som nogen har svaret på, på dansk.

language-of-answer = Sprog, der er svaret på
language-other = Andre sprog

language-name-am = Amharisk
language-name-ar = Arabisk
language-name-bs = Bosnisk
language-name-da = Dansk
language-name-de = Tysk
language-name-en = Engelsk
language-name-es = Spansk
language-name-fa = Persisk (farsi)
language-name-fr = Fransk
language-name-hr = Kroatisk
language-name-it = Italiensk
language-name-ku = Kurdisk
language-name-lt = Litauisk
language-name-pl = Polsk
language-name-ps = Pashto
language-name-pt = Portugisisk
language-name-ro = Rumænsk
language-name-ru = Russisk
language-name-so = Somali
language-name-sr = Serbisk
language-name-sv = Svensk
language-name-ti = Tigrinya
language-name-tr = Tyrkisk
language-name-uk = Ukrainsk
language-name-ur = Urdu
language-name-vi = Vietnamesisk
