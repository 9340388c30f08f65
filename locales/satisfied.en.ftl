# What residents read at the door of an activity, in English.

satisfied-question = What do you think of it today?
satisfied-read = Read the code with your phone. Three short questions. You are anonymous.
satisfied-busy-title = Many people are answering right now
satisfied-busy-text = Try again in { $time }.
