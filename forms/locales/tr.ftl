# DRAFT: this translation has not been checked by a speaker of the language.
# Words of the engine itself, in Turkish.

choice-other = Diğer
other-please-specify = Lütfen ne olduğunu yazın

violation-required = Bu soru cevaplanmalıdır.
violation-constraint = Bu cevap buraya uymuyor.
violation-integer = Tam bir sayı yazın, örneğin 3.
violation-decimal = Bir sayı yazın, örneğin 2,5.
violation-date = Bir tarih yazın, örneğin 24.12.2026.
violation-time = Bir saat yazın, örneğin 14:30.
violation-date-time = Bir tarih ve saat yazın.
violation-geopoint = Yeri enlem ve boylam olarak yazın.
violation-image = Resmi yeniden seçin.
violation-text = Bir metin yazın.
violation-choice = Cevaplardan birini seçin.
violation-choices = Bir veya birkaç cevap seçin.
violation-rank = Yanıtları sıraya koyun, her birini bir kez.
violation-same-place = İki yanıt aynı sırada olamaz.
violation-acknowledge = Kutuyu işaretleyin.
violation-group = Buraya birkaç cevap yazılmalıdır.
violation-unknown-field = Formda bu adda bir alan yok.
violation-unknown-choice = { $choice } cevabı seçenekler arasında yok.
violation-out-of-range = Sayı { $start } ile { $end } arasında olmalıdır.
violation-step = Sayı { $start } değerinden başlayarak { $step } adımlarla artmalıdır.
violation-too-long = Metin çok uzun. En fazla { $limit } karakter yazılabilir.
violation-repeat-count = Burada { $count } tane olmalıdır.
violation-too-many = Burada bu kadar çok kayıt için yer yok.
violation-too-many-pictures = Bir yanıtta en fazla { $limit } resim olabilir.
violation-photo-type = Dosya, okuyabildiğimiz bir resim değil. Yeni bir resim çekin veya başka bir resim seçin.
violation-photo-large = Resim çok büyük. En fazla { $limit } MB olabilir.
violation-photo-damaged = Resim tam ulaşmadı veya bozuk. Tekrar deneyin veya başka bir resim seçin.
violation-photo-busy = Şu anda daha fazla resim alınamıyor. Biraz sonra tekrar deneyin.
violation-read-only = Bu alan değiştirilemez.
violation-too-costly = Form bunu hesaplayamıyor, çünkü ifade çok uzun sürüyor: { $expression }
violation-document = Cevaplar okunamıyor.

# Pages: what is on every page.

page-title = { $page } – { $form }
page-title-error = Hata: { $title }
skip-to-content = İçeriğe git
demo-mark = Deneme. Bu gerçek bir anket değildir.
clear = Bitir ve bu telefonu temizle
attribution = Kaynaklar
unit-minutes = { $minutes ->
    [one] 1 dakika
   *[other] { $minutes } dakika
}
unit-days = { $days ->
    [one] 1 gün
   *[other] { $days } gün
}

# Pages: choosing a language.

choose-language = Dil seçin
draft-mark = Taslak
draft-translation = Bu çeviri bir taslaktır. Ana dili Türkçe olan biri tarafından henüz kontrol edilmedi.
change-language = Dili değiştir

# Pages: before the first question.

intro-purpose = Cevaplar ne için kullanılıyor?
intro-who = Kim soruyor?
intro-anonymous = Kimliğiniz bilinmez
intro-anonymous-text = Adınızı sormayız ve ne zaman cevap verdiğinizi kaydetmeyiz. Kimin ne cevap verdiğini kimse göremez.
intro-confidential = Cevaplarınız gizlidir
intro-confidential-text = Cevapları yalnızca birkaç çalışan görebilir. Diğerleri yalnızca birçok cevabın birlikte sayıldığı rakamları görür.
intro-identified = Kimin cevap verdiğini biliyoruz
intro-identified-text = Soruları soran çalışanlar ne cevap verdiğinizi görebilir.
intro-voluntary = Katılım isteğe bağlıdır
intro-voluntary-text = Cevap verip vermemek size kalmış. İstediğiniz zaman bırakabilirsiniz.
intro-time = Ne kadar sürer?
intro-time-text = Yaklaşık { $time }.
intro-pause = Ara verebilirsiniz
intro-pause-text = Cevaplarınızı bu telefondaki bir çerezle (cookie) adım adım saklarız. Göndermediğiniz cevapları { $days } sonra sileriz.
start = Başla
continue = Kaldığınız yerden devam edin
begun = Bu telefonda daha önce başladınız.

# Pages: a question.

progress = Soru { $current } / { $total }
back = Geri
next = İleri
skip = Atla
required = Cevap gerekli
optional = İsteğe bağlı
choose-several = Birden fazla cevap seçebilirsiniz.
nothing-chosen = Bir cevap seçin
no-place = Sıra yok
acknowledge = Evet
listen = Soruyu dinleyin
watch = Sorunun videosunu izleyin
listen-answer = Yanıtı dinleyin
watch-answer = Yanıtın videosunu izleyin
more-about = Soru hakkında daha fazla bilgi
photo-not-here = Buradan resim gönderilemez. Devam edebilirsiniz.
photo-sent = Resim gönderildi
photo-remove = Resmi kaldır
plan-not-here = Burada plan yok. Devam edebilirsiniz.
plan-tap = Plana bir işaret koyun
plan-marked = Planda işaretlendi
plan-remove = İşareti kaldır
plan-mark = İşaret
plan-keys = İşareti ok tuşlarıyla taşıyın
plan-put = Planın ortasına bir işaret koyun
plan-closer = Yakınlaştır
plan-farther = Uzaklaştır
geopoint-hint = Enlem ve boylamı yazın. Örneğin 55.403 11.354.
position-here = Konumumu kullan
position-unknown = Telefon nerede olduğunuzu bulamıyor. Yazın veya devam edin.
rank-hint = Her yanıt için bir sıra seçin. 1 en başta gelir.
date-hint = Örneğin 24.12.2026.
time-hint = Örneğin 14:30.
date-time-hint = Örneğin 24.12.2026 14:30.
range-hint = { $start } ile { $end } arasında bir sayı yazın.
problems = Düzeltmeniz gereken bir şey var
turn = { $label } { $number }
turn-add = Bir tane daha eklemek ister misiniz?
turn-add-first = Buraya bir şey eklemek ister misiniz?
turn-count = { $count ->
    [0] Henüz bir şey eklemediniz.
   *[other] { $count } tane eklediniz.
}
turn-yes = Evet, bir tane daha ekle
turn-yes-first = Evet, ekle
turn-no = Hayır, devam et
turn-remove = { $label } { $number } girdisini kaldır

# Pages: looking through the answers.

review-title = Cevaplarınızı kontrol edin
review-text = Cevaplarınız henüz gönderilmedi. Göndermeden önce burada değiştirebilirsiniz.
review-problems = Göndermeden önce düzeltmeniz gereken bir şey var
change = Değiştir
change-what = Şu sorunun cevabını değiştir: { $question }
not-answered = Cevaplanmadı
send = Cevapları gönder

# Pages: afterwards.

thanks-title = Cevaplarınız için teşekkürler
thanks-text = Cevaplarınız bize ulaştı ve sayıldı.
thanks-already = Cevaplarınız bize daha önce ulaşmıştı. Yalnızca bir kez sayılır.
thanks-phone = Cevaplar artık bu telefonda değil. Sayfayı kapatabilirsiniz.
thanks-another-title = Aynı telefonda başka biri cevap verecek mi?
thanks-another = Yeni bir kişi olarak cevap ver
clear-title = Cevaplarınızı silmek istiyor musunuz?
clear-text = Cevaplar silinir ve gönderilmez. Bu işlem geri alınamaz.
clear-nothing = Bu telefonda cevap yok.
clear-yes = Evet, cevapları sil
clear-no = Hayır, geri dön
cleared-title = Telefon temizlendi
cleared-text = Cevaplar silindi. Sayfayı şimdi kapatabilirsiniz.

# Pages: a form that is only looked at.

preview-mark = Ön izleme. Yanıtlarınız saklanmaz ve kimse onları görmez.
preview-faults = Dosyada hatalar var. Sayfalar hatasız son sürümü gösteriyor.
preview-who = Burada kimin sorduğu yazacak.
preview-title = Bu bir ön izlemedir
preview-text = Formu deneyebilirsiniz. Yazdıklarınız sonra silinir ve hiçbir zaman gönderilmez.
preview-end-title = Ön izleme bitti
preview-end-text = Yazdıklarınız silindi. Hiçbir şey saklanmadı ve hiçbir şey gönderilmedi.

# Pages: when something is in the way.

closed-title = Cevap verme süresi kapalı
closed-text = Şu anda cevap veremezsiniz. Katılmak istediğiniz için teşekkür ederiz.
ended-title = Anket sona erdi
ended-text = Artık başlayamazsınız. Katılmak istediğiniz için teşekkürler.
unknown-title = Sayfayı bulamıyoruz
unknown-text = Bağlantı bir ankete ait değil. Doğru yazılıp yazılmadığını kontrol edin.
gone-title = Cevaplarınızı bulamıyoruz
gone-text = Silinmiş olabilirler ya da telefon onları unutmuş olabilir. Yeniden başlayabilirsiniz.
start-over = Yeniden başla
failed-title = Bizde bir sorun oluştu
failed-text = Bu sizin hatanız değil. Verdiğiniz cevaplar saklandı. Biraz sonra tekrar deneyin.
failed-number = Hata numarası: { $number }.
try-again = Tekrar dene
offline = Bağlantı yok. Cevaplarınız hâlâ burada. Biraz sonra tekrar deneyin.
sending = Gönderiliyor …

# Dates.

date = { $day } { $month } { $year }
date-time = { $date }, saat { $time }
month-1 = Ocak
month-2 = Şubat
month-3 = Mart
month-4 = Nisan
month-5 = Mayıs
month-6 = Haziran
month-7 = Temmuz
month-8 = Ağustos
month-9 = Eylül
month-10 = Ekim
month-11 = Kasım
month-12 = Aralık
months-short = Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara
weekdays-short = Pzt Sal Çar Per Cum Cmt Paz
