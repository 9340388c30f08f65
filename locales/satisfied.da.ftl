# What residents read at the door of an activity, in Danish.

satisfied-question = Hvad synes du om det i dag?
satisfied-read = Læs koden med din telefon. Tre korte spørgsmål. Du er anonym.
satisfied-busy-title = Der er mange, der svarer lige nu
satisfied-busy-text = Prøv igen om { $time }.
