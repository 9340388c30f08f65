# An indicator in plain sentences, in Somali. A draft: no speaker has checked it.

sentence-tenths = { $tenths ->
    [0] In ka yar 1 ka mid ah 10kii qof
    [10] Ku dhowaad dhammaan dadka deggan
   *[other] Qiyaastii { $tenths } ka mid ah 10kii qof
}
sentence-between = Jawaabuhu waxay muujinayaan { $share }%; tirada dhabta ah waxay 95% hubaal ku dhex jirtaa { $low } iyo { $high }%.
sentence-hidden = Tiradan waa la qariyey si aan qofna u akhrin karin waxa dad gaar ah ay ku jawaabeen.
sentence-unreliable = Jawaabuhu aad bay u yar yihiin, sidaas darteed tiradu ma hubna.
sentence-last-up = Laga soo bilaabo sahankii ilaa { $date } tiradu waxay korodhay { $points } dhibcood.
sentence-last-down = Laga soo bilaabo sahankii ilaa { $date } tiradu waxay hoos u dhacday { $points } dhibcood.
sentence-last-unsure = Isbeddelka ka dib sahankii ilaa { $date } wuxuu ku dhex jiraa hubanti la'aanta.
sentence-baseline-up = Laga soo bilaabo bilowgii { $date } tiradu waxay korodhay { $points } dhibcood.
sentence-baseline-down = Laga soo bilaabo bilowgii { $date } tiradu waxay hoos u dhacday { $points } dhibcood.
sentence-baseline-unsure = Isbeddelka ka dib bilowgii { $date } wuxuu ku dhex jiraa hubanti la'aanta.
sentence-broken = Tirada lama barbardhigi karo sahankii ilaa { $date }, sababtoo ah si kale ayaa loo xisaabiyey.
sentence-municipality-up = Waxay ka sarreysaa tan degmada { $points } dhibcood.
sentence-municipality-down = Waxay ka hooseysaa tan degmada { $points } dhibcood.
sentence-municipality-unsure = Farqiga u dhexeeya degmada wuxuu ku dhex jiraa hubanti la'aanta.
sentence-target-reached = Yoolka { $target }% waa la gaaray.
sentence-target-missed = { $points } dhibcood ayaa ka dhiman yoolka { $target }%.
sentence-target-unsure = Ma hubna in la gaaray yoolka { $target }%.
