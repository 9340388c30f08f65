# What an SMS says to residents who are invited, in Danish.

texted-first = { $programme } spørger, hvordan det er at bo her. Det er frivilligt at svare.
texted-reminder = Påmindelse fra { $programme }: Hvordan er det at bo her? Har du svaret, så tak for det.
texted-anonymous = Svaret er anonymt.
texted-answer = Svar til og med { $date }:
texted-stop = Ikke flere beskeder:
