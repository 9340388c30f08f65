# The second factor of an account, in Danish.

second-title = Kode ved login
second-text = Ud over din adgangskode bliver du bedt om en kode fra din telefon, når du logger ind. Så kommer ingen ind, selv om de får fat i din adgangskode.
second-app = Du skal bruge en app, der laver engangskoder, for eksempel Google Authenticator, Microsoft Authenticator eller den, der er indbygget i din telefon.
second-owed = Din rolle kræver en kode ved login. Sæt den op nu, så kommer du videre.
second-begin = Sæt op
second-scan = Skan koden med din app
second-scan-text = Åbn appen på din telefon, tilføj en konto, og skan billedet.
second-open = Er du på telefonen nu? Åbn appen herfra
second-type = Kan du ikke skanne, så skriv denne nøgle i appen:
second-code = Kode fra appen
second-code-hint = 6 cifre. Den skifter hvert halve minut.
second-code-wrong = Koden passer ikke, eller den er brugt. Vent på den næste i appen, og prøv igen.
second-confirm = Bekræft
second-codes-title = Gem dine nødkoder
second-codes-once = Mister du din telefon, kan du logge ind med en af disse koder. Hver virker én gang. Skriv dem ned eller print dem. De vises kun nu.
second-codes-kept = Jeg har gemt dem
second-is-on = Koden ved login er slået til siden { $day }.
second-codes-left = { $codes ->
    [0] Du har ingen nødkoder tilbage. Lav nye.
    [one] Du har 1 nødkode tilbage.
   *[other] Du har { $codes } nødkoder tilbage.
}
second-codes = Lav nye nødkoder
second-codes-text = De gamle virker ikke længere.
second-off = Slå koden fra
second-off-text = Derefter er din adgangskode nok til at logge ind. Har du fået ny telefon, så slå koden fra her, og sæt den op igen.
second-log-in = Skriv koden
second-log-in-text = Åbn appen på din telefon, og skriv koden til Nabosvar.
second-no-phone = Jeg har ikke min telefon
second-paper = Nødkode
second-paper-hint = En af de koder, du gemte, da du satte det op.
second-no-paper = Har du heller ingen nødkoder, så bed din administrator om at nulstille koden.
second-over-title = Det tog for lang tid
second-over-text = Log ind igen. Der er fem minutter til at skrive koden.
second-reset-text = Koden ved login er slået til. Nulstil den, hvis telefonen og nødkoderne er væk. Sørg for, at det virkelig er personen selv, der beder om det.
second-reset = Nulstil koden ved login
