# What residents read about the receipt of an answer and about taking the answer back, in Turkish. A draft: not yet checked by a speaker.

receipt-yours = Makbuzunuz
receipt-what-for = Fikrinizi değiştirirseniz cevabınızı bu kodla silebilirsiniz. Kod kim olduğunuzu söylemez ve biz onu saklamayız.
receipt-once = Kodu yalnızca bir kez gösteriyoruz. Bir yere yazın, fotoğrafını çekin ya da bu sayfayı yazdırın.
receipt-where = Cevabınızı burada silebilirsiniz
receipt-title = Cevabınızı silin
receipt-text = Cevap verdiğinize pişman mısınız? Makbuzunuzdaki kodu yazın, cevabı silelim. Kim olduğunuzu söylemeniz gerekmez.
receipt-label = Makbuzdaki kod
receipt-hint = 13 harf ve rakam. Boşluklar ve büyük harfler fark etmez.
receipt-final = Cevap kalıcı olarak silinir. Bu geri alınamaz.
receipt-send = Cevabımı sil
receipt-mistyped = Kod doğru yazılmamış. 13 harf ve rakamdan oluşur.
receipt-unknown = Bu kodla bir cevap yok. Lütfen doğru yazıldığını kontrol edin.
receipt-released = Sonuçlar hesaplandı, cevap artık çıkarılamaz.
receipt-too-many = Çok sayıda yanlış kod yazıldı. On dakika sonra tekrar deneyin.
receipt-failed = Bizde bir sorun oluştu. Cevabınız silinmedi. Biraz sonra tekrar deneyin.
receipt-gone-title = Cevabınız silindi
receipt-gone-text = Artık sayılmıyor. Sayfayı kapatabilirsiniz.
