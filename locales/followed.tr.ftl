# How it goes in an area, as a follow-up group and residents read it, in Turkish. A draft: no speaker has checked it.

followed-title = Mahallede durum nasıl
followed-lead = Sakinler sorulduğunda böyle yanıt verdi. Nokta sayıyı, içinden geçen çizgi ne kadar belirsiz olduğunu gösterir.
followed-none = Burada henüz sayı yok. Sakinlere sorulup yanıtlar sayıldıktan sonra gelecek.
followed-whole-programme = Tüm mahalleler
followed-walk = { $date } tarihli mahalle yürüyüşünden.
followed-all = Söylediğiniz her şey ve yaptıklarımız
followed-of-basic-safety = Mahallede güvende miyiz?
followed-of-voluntary-work = Gönüllü çalışıyor muyuz?
followed-of-experienced-safety = Karanlıkta da kendimizi ne kadar güvende hissediyoruz?
followed-of-social-cohesion = Buraya ait olduğumuzu hissediyor muyuz?
followed-of-collective-efficacy = Bir şeye zarar verildiğinde komşular müdahale ediyor mu?
followed-of-trust = Birbirimize, konut kuruluşuna ve polise güveniyor muyuz?
followed-of-satisfaction = Burada yaşamaktan memnun muyuz, burası temiz mi?
followed-of-quality-of-life = İyi miyiz?
