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
sentence-baseline-up = Laga soo bilaabo sahankii ugu horreeyay ee la barbardhigi karo ilaa { $date } tiradu waxay korodhay { $points } dhibcood.
sentence-baseline-down = Laga soo bilaabo sahankii ugu horreeyay ee la barbardhigi karo ilaa { $date } tiradu waxay hoos u dhacday { $points } dhibcood.
sentence-baseline-unsure = Isbeddelka ka dib sahankii ugu horreeyay ee la barbardhigi karo ilaa { $date } wuxuu ku dhex jiraa hubanti la'aanta.
sentence-began-unsure = Bilowgii { $date } wuxuu ahaa { $share }%. Farqigu wuxuu ku dhex jiraa hubanti la'aanta.
sentence-began-unknown = Bilowgii { $date } wuxuu sahan kale ku ahaa { $share }%. Lama oga sida loo hubo, sidaas darteed lama odhan karo in tiradu isbeddeshay.
sentence-broken = Tirada lama barbardhigi karo sahankii ilaa { $date }, sababtoo ah si kale ayaa loo xisaabiyey.
sentence-municipality-unsure = Degmada waxay ka ahayd { $share }% ({ $date }). Farqigu wuxuu ku dhex jiraa hubanti la'aanta.
sentence-municipality-unknown = Degmada waxay sahan kale ka ahayd { $share }% ({ $date }). Lama oga sida loo hubo, sidaas darteed farqigu wuxuu noqon karaa nasiib.
sentence-target-reached = Yoolka { $target }% waa la gaaray.
sentence-target-missed = { $points } dhibcood ayaa ka dhiman yoolka { $target }%.
sentence-target-unsure = Ma hubna in la gaaray yoolka { $target }%.
