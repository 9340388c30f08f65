# What an SMS says to residents who are invited, in English.

texted-first = { $programme } asks what it is like to live here. Answering is voluntary.
texted-reminder = Reminder from { $programme }: What is it like to live here? If you have answered, thank you.
texted-anonymous = The answer is anonymous.
texted-answer = Answer until { $date }:
texted-stop = No more messages:
