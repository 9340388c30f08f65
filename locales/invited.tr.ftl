# What residents read who are invited with a code of their own, in Turkish. A draft: not yet checked by a speaker.

invited-enter-title = Mektubunuzdaki kodu yazın
invited-enter-code = Kodunuz
invited-enter-hint = 14 harf ve rakam. Büyük ve küçük harfler aynıdır, tireler önemli değildir.
invited-enter-go = Devam
invited-mistyped-title = Bir harf yanlış
invited-mistyped-text = Koddaki bir harf yanlış ya da iki harf yer değiştirmiş. Lütfen mektuba tekrar bakın.
invited-unknown-title = Bu kodu tanımıyoruz
invited-unknown-text = Bu kodu tanımıyoruz. Lütfen mektuba tekrar bakın.
invited-spent-title = Bu kodla daha önce yanıt verildi
invited-spent-text = Yanıtlayan sizseniz teşekkür ederiz. Yeni bir mektup aldıysanız, ondaki kod geçerlidir.
invited-again = Kodu tekrar yazın
invited-letter-title = Burada yaşamanın nasıl olduğunu bize anlatın
invited-letter-text = Burada yaşadığınız için size soruyoruz. Yanıt vermek isteğe bağlıdır. Kod sizindir ve bir kez kullanılabilir.
invited-letter-anonymous = Yanıtınız anonimdir: ad, adres ve kod olmadan saklanır.
invited-letter-scan = Kodu telefonunuzla okutun
invited-letter-type = ya da { $address } adresine gidip şunu yazın
invited-letter-until = { $date } tarihine kadar yanıt verebilirsiniz.
invited-letter-questions = Sorularınız mı var? { $contact }
