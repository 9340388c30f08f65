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
sentence-baseline-up = Başlangıç noktasından ({ $date }) bu yana oran { $points } puan arttı.
sentence-baseline-down = Başlangıç noktasından ({ $date }) bu yana oran { $points } puan düştü.
sentence-baseline-unsure = Başlangıç noktasından ({ $date }) bu yana olan değişim belirsizlik sınırları içinde.
sentence-broken = Rakam başka bir şekilde hesaplandığı için { $date } tarihine kadar süren anketle karşılaştırılamaz.
sentence-municipality-up = Belediyedeki orandan { $points } puan yüksek.
sentence-municipality-down = Belediyedeki orandan { $points } puan düşük.
sentence-municipality-unsure = Belediye ile fark belirsizlik sınırları içinde.
sentence-target-reached = %{ $target } hedefine ulaşıldı.
sentence-target-missed = %{ $target } hedefine { $points } puan eksik.
sentence-target-unsure = %{ $target } hedefine ulaşılıp ulaşılmadığı kesin değil.
