# What residents read on a poster in the stairwell, in Turkish. A draft: not yet checked by a speaker.

poster-read = Telefonunuzun kamerasını koda tutun ya da adresi yazın.
poster-until = { $date } tarihine kadar cevap verebilirsiniz.
