# What residents read on a poster in the stairwell, in Arabic. A draft: not yet checked by a speaker.

poster-read = وجّه كاميرا هاتفك نحو الرمز، أو اكتب العنوان.
poster-until = يمكنك الإجابة حتى { $date }.
