# Tokens of programs, for administrators, in English.

token-title = API tokens
token-lead = With a token a program fetches or sends data without logging in. It counts for the whole installation.
token-none = There are no tokens yet.
token-new = Make a token
token-name = What is it for?
token-name-hint = For example: loading into the municipality’s data store.
token-role-hint = Give no more than the program needs.
token-role-administrator = May do everything
token-role-coordinator = Like a coordinator
token-role-analyst = Reads what was collected
token-role-researcher = Fetches pseudonymised answers, each time for a reason
token-role-reader = Reads what a board can read
token-role-collector = Only sends answers in
token-expires = Last day on which it counts
token-make = Make
token-made = The token is made
token-once = It is shown only now. Keep it somewhere safe: here only a fingerprint of it is kept.
token-since = Made { $date }.
token-until = Counts until { $date }.
token-revoked = Revoked { $date }
token-revoke = Revoke
token-wrong-name = Write what the token is for. At most 120 characters.
token-wrong-expires_on = Choose a day that is not over, or leave the field empty.
