# What residents read who sign up for an activity, on pages and in mails, in Turkish. A draft: not yet checked by a speaker.

signup-what = Ne
signup-when = Ne zaman
signup-where = Nerede
signup-who = Kimler geliyor
signup-people = Yetişkin: { $adults }. Çocuk: { $children }.

signup-mail-hello = Merhaba { $name }
signup-mail-placed-subject = Size yer var: { $activity }
signup-mail-placed = Size yer var. Sizi görmeyi dört gözle bekliyoruz.
signup-mail-waiting-subject = Bekleme listesindesiniz: { $activity }
signup-mail-waiting = Şu anda yer yok. Bekleme listesinde { $number } numaradasınız. Yer açılırsa size yazacağız.
signup-mail-moved-subject = Artık size yer var: { $activity }
signup-mail-moved = Artık size yer var. Bekleme listesinde değilsiniz.
signup-mail-off-subject = İptal edildi: { $activity }
signup-mail-off = Üzgünüz, etkinlik o gün için iptal edildi.
signup-mail-link = Geleceğinizi bildirin, kaydınızı değiştirin veya iptal edin
signup-mail-forget = Bu bağlantı yalnızca sizin içindir. Bilgilerinizi etkinlikten { $days } gün sonra sileriz.
