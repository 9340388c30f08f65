# Messages to residents who are invited, and the page on which they stop them, in Danish.

mailed-reminder-subject = Påmindelse: Fortæl os, hvordan det er at bo her
mailed-greeting = Kære { $name }
mailed-reminder = Det her er en påmindelse. Har du svaret i mellemtiden, så tak for det.
mailed-who = { $programme } beder om dit svar.
mailed-answer = Svar her
mailed-type = Virker linket ikke, så gå ind på { $address } og skriv koden { $code }
mailed-why = Du får denne besked, fordi du er inviteret til at svare.
mailed-stop = Få ikke flere beskeder om dette
mailed-stop-title = Vil du ikke have flere beskeder?
mailed-stop-text = Så skriver vi ikke til dig igen om denne undersøgelse. Din kode virker stadig, så længe man kan svare.
mailed-stop-go = Stop beskeder
mailed-stopped-title = Du får ikke flere beskeder
mailed-stopped-text = Vi skriver ikke til dig igen om denne undersøgelse. Din kode virker stadig, så længe man kan svare.
mailed-unknown-title = Linket er ikke rigtigt
mailed-unknown-text = Åbn linket i beskeden igen, eller kopiér hele linket.
mailed-failed-title = Det gik ikke
mailed-failed-text = Det er vores fejl. Prøv igen om lidt.
