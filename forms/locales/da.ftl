# Words of the engine itself, in Danish.

choice-other = Andet
other-please-specify = Skriv gerne hvad

violation-required = Dette spørgsmål skal besvares.
violation-constraint = Svaret passer ikke her.
violation-integer = Skriv et helt tal, for eksempel 3.
violation-decimal = Skriv et tal, for eksempel 2,5.
violation-date = Skriv en dato, for eksempel 24-12-2026.
violation-time = Skriv et klokkeslæt, for eksempel 14:30.
violation-date-time = Skriv en dato og et klokkeslæt.
violation-geopoint = Skriv et sted som breddegrad og længdegrad.
violation-text = Skriv en tekst.
violation-choice = Vælg et af svarene.
violation-choices = Vælg et eller flere af svarene.
violation-acknowledge = Sæt kryds.
violation-group = Her hører flere svar til.
violation-unknown-field = Formularen har intet felt med dette navn.
violation-unknown-choice = Svaret { $choice } er ikke blandt mulighederne.
violation-out-of-range = Tallet skal være fra { $start } til { $end }.
violation-step = Tallet skal gå op i trin af { $step } fra { $start }.
violation-too-long = Teksten er for lang. Der er plads til { $limit } tegn.
violation-repeat-count = Der skal være { $count } her.
violation-read-only = Dette felt kan ikke ændres.
violation-document = Svarene kan ikke læses.
