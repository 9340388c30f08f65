# What residents read about the receipt of an answer and about taking the answer back, in Danish.

receipt-yours = Din kvittering
receipt-what-for = Fortryder du, kan du slette dit svar igen med den her kode. Koden siger ikke, hvem du er, og vi har den ikke liggende.
receipt-once = Vi viser den kun denne ene gang. Skriv den ned, tag et billede af den, eller print siden.
receipt-where = Her kan du slette dit svar
receipt-title = Slet dit svar
receipt-text = Har du fortrudt, at du svarede? Skriv koden fra din kvittering, så sletter vi svaret. Du skal ikke sige, hvem du er.
receipt-label = Kode fra kvitteringen
receipt-hint = 13 bogstaver og tal. Mellemrum og store bogstaver betyder ikke noget.
receipt-final = Svaret bliver slettet for altid. Du kan ikke fortryde.
receipt-send = Slet mit svar
receipt-mistyped = Koden er ikke skrevet rigtigt. Den har 13 bogstaver og tal.
receipt-unknown = Der er ikke noget svar med den kode. Se efter, om den er skrevet rigtigt.
receipt-released = Tallene er gjort op, og svaret kan ikke tages ud mere.
receipt-too-many = Der er skrevet mange forkerte koder. Prøv igen om ti minutter.
receipt-failed = Noget gik galt hos os. Dit svar er ikke slettet. Prøv igen om lidt.
receipt-gone-title = Dit svar er slettet
receipt-gone-text = Det tæller ikke med mere. Du kan lukke siden nu.
