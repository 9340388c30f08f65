# What residents read at the door of an activity, in Turkish. A draft: not yet checked by a speaker.

satisfied-question = Bugünü nasıl buldunuz?
satisfied-read = Kodu telefonunuzla okutun. Üç kısa soru. Kimliğiniz bilinmez.
satisfied-busy-title = Şu anda çok kişi cevap veriyor
satisfied-busy-text = { $time } sonra tekrar deneyin.
