# What residents read about what came of the safety walks, in Turkish. A draft: no speaker has checked it.

told-title = Siz söylediniz – biz yaptık
told-lead = Mahallede birlikte yürürken sakinlerin gösterdikleri ve o zamandan beri yapılanlar burada yazıyor.
told-empty = Burada henüz okunacak bir şey yok. Mahallede birlikte yürüdükten sonra neleri gösterdiğinizi ve neler yapıldığını buraya yazacağız.
told-demo = Deneme. Buradaki her şey uydurmadır.
told-said = Siz söylediniz
told-done = Biz yaptık
told-outcome-heard = Duyduk
told-outcome-under-way = Yapılıyor
told-outcome-done = Yapıldı
told-outcome-declined = Yapılmayacak
told-outcome-good = Güzel bir yer
told-photo = Yerin fotoğrafı
told-found-on = { $date } tarihli yürüyüşte görüldü
told-unknown = Burada bir sayfa yok. Bağlantının doğru yazılıp yazılmadığını kontrol edin.
told-failed = Bu sizin hatanız değil. Biraz sonra tekrar deneyin.
