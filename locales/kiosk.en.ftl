# What the tablet in the community house says, in English.

kiosk-thanks = The tablet begins anew in a minute. Nobody can see what you have answered.
kiosk-done = Done
