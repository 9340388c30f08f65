# The field that nobody sees, in Turkish.

trap-leave = Bu alanı boş bırakın.
