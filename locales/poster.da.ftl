# What residents read on a poster in the stairwell, in Danish.

poster-read = Hold telefonens kamera hen over koden, eller skriv adressen.
poster-until = Du kan svare til og med { $date }.
