# The field that nobody sees, in Arabic.

trap-leave = اترك هذا الحقل فارغًا.
