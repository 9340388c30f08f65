# What residents read on a poster in the stairwell, in Somali. A draft: not yet checked by a speaker.

poster-read = Kaamirada taleefankaaga ku beeg koodhka, ama ciwaanka qor.
poster-until = Waxaad ka jawaabi kartaa ilaa { $date }.
