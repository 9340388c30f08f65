# What residents read about what came of the safety walks, in Danish. Everybody may read it.

told-title = I sagde – vi gjorde
told-lead = Det har beboere peget på, når vi gik tur i området sammen. Her står, hvad der er sket siden.
told-empty = Her er ikke noget at læse endnu. Når vi har gået en tur i området sammen, skriver vi her, hvad I pegede på, og hvad der skete.
told-demo = Prøve. Alt her er opdigtet.
told-said = I sagde
told-done = Vi gjorde
told-outcome-heard = Hørt
told-outcome-under-way = I gang
told-outcome-done = Udført
told-outcome-declined = Bliver ikke til noget
told-outcome-good = Et godt sted
told-photo = Foto af stedet
told-found-on = Set på turen { $date }
told-unknown = Her er ikke nogen side. Se efter, om linket er skrevet rigtigt.
told-failed = Det er ikke din skyld. Prøv igen om lidt.
