# An indicator in plain sentences, in Danish. Residents and boards read them.

sentence-tenths = { $tenths ->
    [0] Færre end 1 af 10 beboere
    [10] Næsten alle beboere
   *[other] Omkring { $tenths } af 10 beboere
}
sentence-between = Svarene giver { $share } %; det rigtige tal ligger med 95 % sikkerhed mellem { $low } og { $high } %.
sentence-hidden = Tallet er skjult, så ingen kan læse, hvad enkelte har svaret.
sentence-unreliable = Der er så få svar, at tallet er usikkert.
sentence-last-up = Siden målingen til og med { $date } er tallet steget med { $points } procentpoint.
sentence-last-down = Siden målingen til og med { $date } er tallet faldet med { $points } procentpoint.
sentence-last-unsure = Ændringen siden målingen til og med { $date } ligger inden for usikkerheden.
sentence-baseline-up = Siden den første sammenlignelige måling, til og med { $date }, er tallet steget med { $points } procentpoint.
sentence-baseline-down = Siden den første sammenlignelige måling, til og med { $date }, er tallet faldet med { $points } procentpoint.
sentence-baseline-unsure = Ændringen siden den første sammenlignelige måling, til og med { $date }, ligger inden for usikkerheden.
sentence-began-unsure = Udgangspunktet { $date } var { $share } %. Forskellen ligger inden for usikkerheden.
sentence-began-unknown = Udgangspunktet { $date } var { $share } % i en anden undersøgelse. Hvor usikkert det er, vides ikke, så det kan ikke siges, om tallet har ændret sig.
sentence-broken = Tallet kan ikke holdes op mod målingen til og med { $date }, for det er gjort op på en anden måde.
sentence-municipality-unsure = I kommunen var det { $share } % ({ $date }). Forskellen ligger inden for usikkerheden.
sentence-municipality-unknown = I kommunen var det { $share } % ({ $date }) i en anden undersøgelse. Hvor usikkert det er, vides ikke, så forskellen kan være tilfældig.
sentence-target-reached = Målet på { $target } % er nået.
sentence-target-missed = Der mangler { $points } procentpoint til målet på { $target } %.
sentence-target-unsure = Det er usikkert, om målet på { $target } % er nået.
