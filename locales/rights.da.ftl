# Hvad nogen har ret til, hvis oplysninger er her, på dansk.

rights-title = Indsigt og sletning
rights-hint = Find, udlever og slet, hvad der er gemt om nogen
rights-lead = Spørger nogen, hvad I har gemt om dem, finder du det her, i de områder, hvor du har lov at se det. Vær sikker på, at det er den rigtige, før du udleverer eller sletter noget.
rights-text = Hvem?
rights-text-hint = Mailadresse, adresse, navn som det er skrevet, personlig kode, eller kvittering for eller nummer på et svar.
rights-find = Find
rights-wrong-short = Skriv mindst tre bogstaver.
rights-wrong-long = Skriv højst 200 bogstaver.
rights-wrong-none = Vælg, hvad der skal slettes.
rights-count = { $count ->
    [0] Der er ikke fundet noget
    [one] Der er fundet 1 ting
   *[other] Der er fundet { $count } ting
}
rights-more = Der er mere, end der vises. Skriv noget, der passer på færre.
rights-choose = Sæt kryds ved det, der er om personen. Andre kan hedde det samme eller bo samme sted.
rights-take = Hent det valgte (JSON)
rights-file = indsigt
rights-erase = Slet det valgte …
rights-sure = Skal det slettes?
rights-sure-count = { $count ->
    [one] Du har valgt 1 ting.
   *[other] Du har valgt { $count } ting.
}
rights-goes = Det forsvinder
rights-goes-text = Navne, adresser og koder, der ikke har svaret, tilmeldinger med samtykker, og svar med alt, hvad de har sagt før. Pladser, som nogen venter på, gives videre. Ingen får en mail om det.
rights-stays = Det bliver
rights-stays-text = Anonyme svar: ingen ved, hvilke der er personens. Et tomt nummer efter hvert svar, så en forsinket kopi ikke bringer det tilbage. I loggen, at du har slettet noget, og dets nummer. Sikkerhedskopier, til de er for gamle.
rights-erase-now = Slet nu
rights-leave = Fortryd
rights-erased = { $count ->
    [0] Der var ikke noget at slette.
    [one] 1 ting er slettet.
   *[other] { $count } ting er slettet.
}
rights-answer = Se svaret
rights-not = Hvad findes ikke her?
rights-not-text = Anonyme svar kan ingen finde. Den, der har kvitteringen, kan selv trække svaret tilbage. Halve svar er forseglet og slettes af sig selv. Noter, som kun forfatteren må læse, kender forfatteren. Det, der er skrevet ned på en tryghedsvandring, og medarbejderes brugere har deres egne sider.
rights-yes = Ja
rights-no = Nej
rights-kind-invitation = Invitation til en måling
rights-kind-sign_up = Tilmelding til en aktivitet
rights-kind-guest = Inviteret til en tryghedsvandring
rights-kind-answer = Svar
rights-kind-mail = Mail, der venter eller blev afvist
rights-fact-wave = Måling
rights-fact-activity = Aktivitet
rights-fact-form = Skema
rights-fact-place = Sted
rights-fact-on = Dag
rights-fact-name = Navn
rights-fact-address = Adresse
rights-fact-department = Afdeling
rights-fact-email = Mail
rights-fact-phone = Telefon
rights-fact-language = Sprog
rights-fact-stopped_on = Vil ikke have flere breve siden
rights-fact-refusal = Mailserveren sagde
rights-fact-adults = Voksne
rights-fact-children = Børn
rights-fact-guardian = Ansvarlig
rights-fact-state = Plads
rights-fact-confirmed_on = Bekræftet
rights-fact-attended = Kom
rights-fact-created_on = Tilmeldt
rights-fact-consents = Samtykker
rights-fact-subject = Emne
rights-fact-marks = Mærke
