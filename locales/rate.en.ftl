# How many have answered a wave, in English.

rate-title = How many have answered?
rate-invited = Invited
rate-answered = Have answered
rate-complete = Complete answers
rate-partial = Partial answers (less than half)
rate-1 = Response rate 1 (RR1, complete answers only)
rate-2 = Response rate 2 (RR2)
rate-areas = Area by area
rate-area = Area
rate-nowhere = Area not known
rate-range = { $from }–{ $to }
rate-share = { $share } %
rate-shares = { $from }–{ $to } %
rate-none = No response rate can be told here: nobody knows who was asked, it was fewer than 20, or there are more answers than people who were invited.
rate-almost-all = The survey is over, and all or nearly all have answered. So it is not told to the number how many were invited, nor area by area: it could tell who did not answer.
rate-protected = Figures of areas and of partial answers are told in steps, and small areas together, so that nobody can see whether a single neighbour has answered.
rate-least = The response rates follow AAPOR. Everybody who has not answered counts, so it is the least that it can be.
