# Other content under the identity of an answer, for staff, in Danish.

quarantine-title = Svar, der kom to gange
quarantine-lead = Her kom det samme svar igen med et andet indhold. Intet er gået tabt: vælg, hvad der skal gælde.
quarantine-none = Der er ingen svar at tage stilling til.
quarantine-more = Der er flere. De vises, når disse er afgjort.
quarantine-settled = Afgjort.
quarantine-one = Hvad skal gælde?
quarantine-differing = { $count ->
    [0] De to siger det samme på de spørgsmål, som skemaet stiller.
    [one] De to er forskellige på ét spørgsmål.
   *[other] De to er forskellige på { $count } spørgsmål.
}
quarantine-beside = De to indhold ved siden af hinanden
quarantine-question = Spørgsmål
quarantine-first = Det, der gælder nu
quarantine-second = Det, der kom senere
quarantine-differs = Forskelligt
quarantine-to-answer = Se svaret
quarantine-what-now = Hvad nu?
quarantine-keep_first = Behold det, der gælder nu
quarantine-keep_first-means = Det, der kom senere, bliver slettet for altid.
quarantine-take_second = Ret til det, der kom senere
quarantine-take_second-means = Svaret bliver rettet. Det, det sagde før, bliver gemt i historien.
quarantine-split = Gem begge som hvert sit svar
quarantine-split-means = Det, der kom senere, bliver et svar for sig og tæller med.
quarantine-was-settled = Det er afgjort.
quarantine-stale = Svaret er rettet, siden du så det. Se på de to igen.
quarantine-elsewhere = Det, der kom senere, hører til en anden version eller måling, så svaret kan ikke rettes til det.
