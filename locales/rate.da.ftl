# How many have answered a wave, in Danish.

rate-title = Hvor mange har svaret?
rate-invited = Inviteret
rate-answered = Har svaret
rate-complete = Hele svar
rate-partial = Delvise svar (under halvdelen)
rate-1 = Svarprocent 1 (RR1, kun hele svar)
rate-2 = Svarprocent 2 (RR2)
rate-areas = Område for område
rate-area = Område
rate-nowhere = Område ikke kendt
rate-range = { $from }–{ $to }
rate-share = { $share } %
rate-shares = { $from }–{ $to } %
rate-none = Her kan der ikke siges en svarprocent: ingen ved, hvem der blev spurgt, det var færre end 20, eller der er flere svar end inviterede.
rate-almost-all = Målingen er slut, og alle eller næsten alle har svaret. Så vises det ikke på tal, hvor mange der blev inviteret, og områderne vises ikke: det kunne fortælle, hvem der ikke svarede.
rate-protected = Tal om områder og delvise svar vises i trin, og små områder vises sammen, så ingen kan se, om en enkelt nabo har svaret.
rate-least = Svarprocenterne følger AAPOR. Alle, der ikke har svaret, tæller med, så det er den laveste, den kan være.
