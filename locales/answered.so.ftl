# What residents read where their browser has answered already, in Somali. A draft: not yet checked by a speaker.

answered-title = Taleefankan ama kombiyuutarkan hore ayaa looga jawaabay
answered-text = Mahadsanid! Halkan taleefan ama kombiyuutar kasta hal jawaab ayaa laga tiriyaa.
answered-others = Haddii dad kale oo gurigaaga jooga ay rabaan inay jawaabaan, waxay linkiga ka furi karaan taleefankooda.
