# What an SMS says to residents who are invited, in Turkish. A draft: not yet checked by a speaker.

texted-first = { $programme } burada yaşamanın nasıl olduğunu soruyor. Yanıtlamak isteğe bağlıdır.
texted-reminder = { $programme } hatırlatıyor: Burada yaşamak nasıl? Yanıt verdiyseniz teşekkür ederiz.
texted-anonymous = Yanıt anonimdir.
texted-answer = Son gün { $date }, buradan yanıtlayın:
texted-stop = Başka mesaj istemiyorum:
