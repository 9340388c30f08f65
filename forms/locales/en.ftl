# Words of the engine itself, in English.

choice-other = Other
other-please-specify = Please say what

violation-required = This question must be answered.
violation-constraint = This answer does not fit here.
violation-integer = Enter a whole number, such as 3.
violation-decimal = Enter a number, such as 2.5.
violation-date = Enter a date, such as 24/12/2026.
violation-time = Enter a time, such as 14:30.
violation-date-time = Enter a date and a time.
violation-geopoint = Enter a place as latitude and longitude.
violation-text = Enter text.
violation-choice = Choose one of the answers.
violation-choices = Choose one or more of the answers.
violation-acknowledge = Tick the box.
violation-group = Several answers belong here.
violation-unknown-field = The form has no field of this name.
violation-unknown-choice = The answer { $choice } is not among the choices.
violation-out-of-range = The number must be from { $start } to { $end }.
violation-step = The number must be in steps of { $step } from { $start }.
violation-too-long = The text is too long. There is room for { $limit } characters.
violation-repeat-count = There must be { $count } here.
violation-read-only = This field cannot be changed.
violation-document = The answers cannot be read.
