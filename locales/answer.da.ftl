# Answers of staff and of residents who are known, in Danish.

answer-title = Svar
answer-hint = Se, ret og gennemgå det, der er skrevet ind
answer-lead = Svar fra medarbejdere og fra dem, der har sagt, hvem de er. Svar i anonyme målinger vises aldrig ét for ét.
answer-cases = { $more ->
    [yes] Mere end { $count } svar er kommet to gange med forskelligt indhold
   *[other] { $count ->
        [one] Ét svar er kommet to gange med forskelligt indhold
       *[other] { $count } svar er kommet to gange med forskelligt indhold
    }
}
answer-filter = Vælg, hvad du vil se
answer-form = Skema
answer-area = Område
answer-from = Fra og med
answer-until = Til og med
answer-all = Alle
answer-only-review = Kun dem, der skal gennemgås
answer-show = Vis
answer-clear = Vis alle
answer-none-yet = Der er ingen svar endnu, som du kan se.
answer-none = Ingen svar her passer til det, du har valgt.
answer-older = Ældre svar
answer-needs-review = Skal gennemgås
answer-on = Dato
answer-place = Sted
answer-changed = Rettet
answer-times = { $count ->
    [one] én gang
   *[other] { $count } gange
}
answer-number = Nummer
answer-saved = Gemt.
answer-says = Svaret
answer-empty = Ikke besvaret
answer-photo = Foto
answer-open-cases = { $count ->
    [one] Der er kommet andet indhold med samme nummer
   *[other] Der er kommet andet indhold med samme nummer { $count } gange
}
answer-history = Historie
answer-history-empty = Svaret er, som det kom.
answer-did-revise = Rettet
answer-did-take_second = Rettet til det, der kom senere
answer-did-write_down = Skrevet ned for den, der svarede
answer-did-accept = Gennemgået og godkendt, som det er
answer-review = Gennemgang
answer-review-text = Svaret er gemt, men passer ikke med skemaets regler. Ret det nedenfor, eller godkend det, som det er.
answer-accept = Godkend, som det er
answer-accept-now = Godkend svaret
answer-reason = Hvorfor er det rigtigt?
answer-reason-hint = Skriv ingen navne.
answer-no-reason = Skriv, hvorfor svaret er rigtigt.
answer-long-reason = Det er for langt. Skriv højst 1.000 tegn.
answer-stale = Svaret er rettet, siden du åbnede siden. Se på det igen.
answer-conflict-title = En anden var først
answer-conflict-text = Svaret er rettet, siden du åbnede siden, og dit er ikke gemt. Det, du skrev, står stadig nedenfor. Tryk Gem, hvis det stadig passer. Det her er ændret:
answer-kept = Det, svaret sagde før, bliver gemt i historien.
answer-anyway = Gem alligevel til gennemgang
answer-way = Se svaret med dets historie og rettelser
answer-mark = Mærke
answer-mark-trapped = Et felt, som mennesker ikke ser, er udfyldt. Det gør maskiner.
answer-mark-too_fast = Det kom hurtigere, end spørgsmålene kan læses.
