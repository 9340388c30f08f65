# What the tablet in the community house says, in Danish.

kiosk-thanks = Tabletten begynder forfra om et minut. Ingen kan se, hvad du har svaret.
kiosk-done = Færdig
