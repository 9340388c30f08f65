# What residents read who sign up for an activity, on pages and in mails, in Danish.

signup-what = Hvad
signup-when = Hvornår
signup-where = Hvor
signup-who = Hvem kommer
signup-people = Voksne: { $adults }. Børn: { $children }.

signup-mail-hello = Hej { $name }
signup-mail-placed-subject = Der er plads til jer: { $activity }
signup-mail-placed = Der er plads til jer. Vi glæder os til at se jer.
signup-mail-waiting-subject = I er på venteliste: { $activity }
signup-mail-waiting = Der er ikke plads lige nu. I er nummer { $number } på ventelisten. Vi skriver, hvis der bliver plads.
signup-mail-moved-subject = Nu er der plads til jer: { $activity }
signup-mail-moved = Nu er der blevet plads til jer. I er ikke længere på venteliste.
signup-mail-off-subject = Aflyst: { $activity }
signup-mail-off = Vi er kede af det: aktiviteten er aflyst den dag.
signup-mail-link = Sig, at I kommer, ret jeres tilmelding eller meld fra
signup-mail-forget = Linket er kun til jer. Vi sletter jeres oplysninger { $days } dage efter aktiviteten.
