# An indicator in plain sentences, in Turkish. A draft: no speaker has checked it.

sentence-tenths = { $tenths ->
    [0] Her 10 sakinden 1 kişiden azı
    [10] Sakinlerin neredeyse tamamı
   *[other] Her 10 sakinden yaklaşık { $tenths } kişi
}
sentence-between = Yanıtlara göre oran %{ $share }; gerçek değer %95 güvenle %{ $low } ile %{ $high } arasındadır.
sentence-hidden = Tek tek kişilerin ne yanıt verdiği okunmasın diye bu rakam gizlendi.
sentence-unreliable = Yanıt sayısı az olduğu için rakam kesin değildir.
sentence-last-up = { $date } tarihine kadar süren anketten bu yana oran { $points } puan arttı.
sentence-last-down = { $date } tarihine kadar süren anketten bu yana oran { $points } puan düştü.
sentence-last-unsure = { $date } tarihine kadar süren anketten bu yana olan değişim belirsizlik sınırları içinde.
sentence-baseline-up = Karşılaştırılabilen ve { $date } tarihine kadar süren ilk anketten bu yana oran { $points } puan arttı.
sentence-baseline-down = Karşılaştırılabilen ve { $date } tarihine kadar süren ilk anketten bu yana oran { $points } puan düştü.
sentence-baseline-unsure = Karşılaştırılabilen ve { $date } tarihine kadar süren ilk anketten bu yana olan değişim belirsizlik sınırları içinde.
sentence-began-unsure = Başlangıç noktası ({ $date }) %{ $share } idi. Fark belirsizlik sınırları içinde.
sentence-began-unknown = Başlangıç noktası ({ $date }) başka bir ankette %{ $share } idi. Ne kadar kesin olduğu bilinmiyor, bu yüzden oranın değişip değişmediği söylenemez.
sentence-broken = Rakam başka bir şekilde hesaplandığı için { $date } tarihine kadar süren anketle karşılaştırılamaz.
sentence-municipality-unsure = Belediyede oran %{ $share } idi ({ $date }). Fark belirsizlik sınırları içinde.
sentence-municipality-unknown = Belediyede oran başka bir ankette %{ $share } idi ({ $date }). Ne kadar kesin olduğu bilinmiyor, bu yüzden fark tesadüf olabilir.
sentence-target-reached = %{ $target } hedefine ulaşıldı.
sentence-target-missed = %{ $target } hedefine { $points } puan eksik.
sentence-target-unsure = %{ $target } hedefine ulaşılıp ulaşılmadığı kesin değil.
