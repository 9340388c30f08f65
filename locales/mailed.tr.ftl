# Messages to residents who are invited, and the page on which they stop them, in Turkish. A draft: not yet checked by a speaker.

mailed-reminder-subject = Hatırlatma: Burada yaşamanın nasıl olduğunu bize anlatın
mailed-greeting = Sayın { $name }
mailed-reminder = Bu bir hatırlatmadır. Bu arada yanıt verdiyseniz teşekkür ederiz.
mailed-who = { $programme } yanıtınızı rica ediyor.
mailed-answer = Buradan yanıtlayın
mailed-type = Bağlantı çalışmazsa { $address } adresine gidip şu kodu yazın: { $code }
mailed-why = Bu mesajı, yanıt vermeye davet edildiğiniz için alıyorsunuz.
mailed-stop = Bu konuda başka mesaj almayın
mailed-stop-title = Başka mesaj istemiyor musunuz?
mailed-stop-text = Bu anket hakkında size bir daha yazmayız. Kodunuz, yanıt verilebildiği sürece geçerli kalır.
mailed-stop-go = Mesajları durdur
mailed-stopped-title = Artık mesaj almayacaksınız
mailed-stopped-text = Bu anket hakkında size bir daha yazmayacağız. Kodunuz, yanıt verilebildiği sürece geçerli kalır.
mailed-unknown-title = Bağlantı doğru değil
mailed-unknown-text = Mesajdaki bağlantıyı tekrar açın ya da tamamını kopyalayın.
mailed-failed-title = Olmadı
mailed-failed-text = Hata bizde. Lütfen biraz sonra tekrar deneyin.
