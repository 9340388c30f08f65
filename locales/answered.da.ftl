# What residents read where their browser has answered already, in Danish.

answered-title = Der er allerede svaret herfra
answered-text = Tak for det! Her tæller ét svar fra hver telefon eller computer.
answered-others = Vil andre hos dig også svare, kan de åbne linket på deres egen telefon.
