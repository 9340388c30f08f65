# The field that nobody sees, in English.

trap-leave = Leave this field empty.
