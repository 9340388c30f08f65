# Feltet, som ingen ser, på dansk.

trap-leave = Lad dette felt stå tomt.
