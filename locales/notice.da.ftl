# What residents are told of their data before they answer, in Danish.

notice-controller = Hvem har ansvaret for svarene?
notice-contact = Hvem kan du spørge?
notice-basis = Hvorfor må vi gemme dem?
notice-basis-consent = Fordi du siger ja. Du kan sige nej igen, når du vil.
notice-basis-public_task = Fordi det er en opgave i samfundets interesse.
notice-basis-legitimate_interest = Fordi vi har en rimelig grund til at spørge, og det ikke går ud over dig.
notice-kept = Hvor længe gemmer vi dem?
notice-kept-text = Vi sletter dine svar efter { $date }.
