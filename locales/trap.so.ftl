# The field that nobody sees, in Somali.

trap-leave = Meeshan bannaan ka tag.
