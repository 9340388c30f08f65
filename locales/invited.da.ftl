# What residents read who are invited with a code of their own, in Danish.

invited-enter-title = Skriv koden fra dit brev
invited-enter-code = Din kode
invited-enter-hint = 14 bogstaver og tal. Store og små bogstaver er lige gode, og bindestreger er uden betydning.
invited-enter-go = Videre
invited-mistyped-title = Et bogstav er forkert
invited-mistyped-text = Der er et forkert bogstav i koden, eller to har byttet plads. Se på brevet igen.
invited-unknown-title = Vi kender ikke koden
invited-unknown-text = Vi kender ikke denne kode. Se på brevet igen.
invited-spent-title = Der er allerede svaret med denne kode
invited-spent-text = Tak, hvis det var dig. Har I fået et nyt brev, er det koden i det, der gælder.
invited-again = Skriv koden igen
invited-letter-title = Fortæl os, hvordan det er at bo her
invited-letter-text = Vi spørger dig, fordi du bor her. Det er frivilligt at svare. Koden er din, og den kan bruges én gang.
invited-letter-anonymous = Dit svar er anonymt: det gemmes uden navn, adresse og kode.
invited-letter-scan = Læs koden med din telefon
invited-letter-type = eller gå ind på { $address } og skriv
invited-letter-until = Du kan svare til og med { $date }.
invited-letter-questions = Spørgsmål? { $contact }
