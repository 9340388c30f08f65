# What residents read who sign up for an activity, on pages and in mails, in Somali. A draft: not yet checked by a speaker.

signup-what = Maxay
signup-when = Goorma
signup-where = Xaggee
signup-who = Yaa imanaya
signup-people = Dadka waaweyn: { $adults }. Carruurta: { $children }.

signup-mail-hello = Salaan { $name }
signup-mail-placed-subject = Boos baad haysataan: { $activity }
signup-mail-placed = Boos baad haysataan. Waxaan sugaynaa inaan idin aragno.
signup-mail-waiting-subject = Liiska sugitaanka ayaad ku jirtaan: { $activity }
signup-mail-waiting = Hadda boos ma jiro. Lambarkiinna liiska sugitaanka waa { $number }. Waan idiin soo qori doonnaa haddii boos helmo.
signup-mail-moved-subject = Hadda boos baad haysataan: { $activity }
signup-mail-moved = Hadda boos ayaa idiin bannaanaaday. Liiska sugitaanka kuma jirtaan mar dambe.
signup-mail-off-subject = Waa la baajiyay: { $activity }
signup-mail-off = Waan ka xunnahay: hawsha maalintaas waa la baajiyay.
signup-mail-link = Sheeg inaad imanaysaan, beddel isdiiwaangelinta ama ka noqo
signup-mail-forget = Linkigan idinka oo keliya ayuu idiin yahay. Xogtiinna waxaan tirtirnaa { $days } maalmood hawsha kaddib.
