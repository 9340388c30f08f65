# The plan of an area, on staff pages, in Danish.

plan-title = Plan over { $area }
plan-link = Områdets plan
plan-none = Området har ingen plan endnu. Læg et billede op, så kan I vise på det, hvor noget er.
plan-alt = Plan over området

plan-hang = Læg en plan op
plan-replace = Skift planen ud
plan-replace-hint = På en ny plan skal punkterne sættes igen. Fund, der kun har et mærke på den gamle, vises ikke på den nye.
plan-picture = Billede af planen
plan-picture-hint = JPEG, PNG eller WebP. En PDF kan gemmes som billede først.
plan-send = Læg op
plan-picture-missing = Vælg et billede.
plan-picture-type = Filen er ikke et billede, der kan bruges. Brug JPEG, PNG eller WebP.
plan-picture-damaged = Billedet kan ikke læses. Prøv at gemme det igen.
plan-picture-large = Billedet er for stort. Det må højst fylde { $limit } MB og have 50 millioner punkter.
plan-picture-busy = Der sendes mange billeder lige nu. Prøv igen om lidt.
plan-changed = En anden har ændret planen imens. Se, hvordan den er nu, og prøv igen, hvis det stadig passer.
plan-in-use = En vandring er i gang i området. Skift planen ud eller fjern den, når vandringen er afsluttet.

plan-points = Punkter, hvis sted er kendt
plan-points-why = Vælg to eller tre steder, som du kan finde både på planen og på et kort. Så kan planen vise, hvor man står, og et tryk på den får en position. Det kan springes over.
plan-points-known = Planen ved, hvor den ligger. Tøm felterne, hvis den ikke skal.
plan-point = Punkt { $number }
plan-on-plan = På planen
plan-on-plan-hint = Tryk på planen, eller skriv to tal fra 0 til 1: hvor langt fra venstre og hvor langt fra oven. For eksempel 0,25 0,5.
plan-on-earth = Bredde- og længdegrad
plan-on-earth-hint = Fra et kort på nettet. For eksempel 55,4028 11,3546.
plan-wrong-point = Skriv to tal fra 0 til 1 for stedet på planen.
plan-wrong-earth = Skriv breddegrad og længdegrad. For eksempel 55,4028 11,3546.
plan-wrong-number = Der skal være to eller tre punkter, eller ingen.
plan-wrong-place = Et punkt ligger uden for planen, eller positionen findes ikke. Breddegraden kommer først.
plan-wrong-close = To af punkterne ligger for tæt på hinanden. Vælg steder langt fra hinanden.
plan-wrong-far = Der er mere end 20 kilometer mellem to af punkterne. Tjek tallene.
plan-wrong-line = De tre punkter ligger på én linje. Vælg et, der ligger til siden for de andre, eller nøjes med to.
plan-wrong-distorted = Punkterne passer ikke sammen. Er to af dem byttet om?

plan-take-down = Fjern planen
plan-take-down-title = Fjern planen over { $area }?
plan-take-down-marks = { $count ->
    [0] Ingen fund har et mærke på den.
    [one] Ét fund har et mærke på den.
   *[other] { $count } fund har et mærke på den.
}
plan-take-down-text = Billedet bliver slettet, og kortet over fund viser ikke mærkerne mere. Fundene bliver, og det gør deres sted fra listen og deres position også. Lægger du det samme billede op igen, er mærkerne der igen, men de kendte punkter skal sættes på ny.
plan-take-down-yes = Ja, fjern planen
plan-take-down-no = Behold den
