# One's own account, in Danish.

own-title = Min konto
own-done-password = Din nye adgangskode er gemt. Alle andre steder er du logget ud.
own-done-sessions = Der er du logget ud nu.
own-done-second-factor = Koden ved login er slået fra.
own-sessions = Her er du logget ind
own-sessions-text = Er der et sted, du ikke kender, så log ud der, og vælg en ny adgangskode.
own-this = Her
own-times = Logget ind { $begun }, sidst brugt { $used }
own-end = Log ud
own-end-others = Log ud alle andre steder
own-password-change = Skift adgangskode
own-password-text = Når den er skiftet, er du logget ud alle andre steder.
own-password-present = Din nuværende adgangskode
own-password-new = Ny adgangskode
own-password-wrong = Det er ikke din nuværende adgangskode. Prøv igen.
own-second-on = Du bliver bedt om en kode fra din telefon, når du logger ind.
own-second-off = Din adgangskode er nok til at logge ind. En kode fra din telefon gør det sikrere.
own-second-change = Vis
