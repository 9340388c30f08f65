# What residents read on a poster in the stairwell, in English.

poster-read = Point the camera of your phone at the code, or type the address.
poster-until = You can answer until { $date }.
