# An indicator in plain sentences, in Arabic. A draft: no speaker has checked it.

sentence-tenths = { $tenths ->
    [0] أقل من 1 من كل 10 سكان
    [10] جميع السكان تقريبًا
   *[other] حوالي { $tenths } من كل 10 سكان
}
sentence-between = تعطي الإجابات { $share }٪، ويقع الرقم الصحيح بثقة 95٪ بين { $low } و{ $high }٪.
sentence-hidden = هذا الرقم مخفي حتى لا يستطيع أحد معرفة ما أجاب به الأفراد.
sentence-unreliable = عدد الإجابات قليل، ولذلك فالرقم غير مؤكد.
sentence-last-up = منذ الاستطلاع حتى { $date } ارتفع الرقم بمقدار { $points } نقطة مئوية.
sentence-last-down = منذ الاستطلاع حتى { $date } انخفض الرقم بمقدار { $points } نقطة مئوية.
sentence-last-unsure = التغير منذ الاستطلاع حتى { $date } يقع ضمن هامش عدم اليقين.
sentence-baseline-up = منذ أول استطلاع قابل للمقارنة حتى { $date } ارتفع الرقم بمقدار { $points } نقطة مئوية.
sentence-baseline-down = منذ أول استطلاع قابل للمقارنة حتى { $date } انخفض الرقم بمقدار { $points } نقطة مئوية.
sentence-baseline-unsure = التغير منذ أول استطلاع قابل للمقارنة حتى { $date } يقع ضمن هامش عدم اليقين.
sentence-began-unsure = كانت نقطة البداية { $date } بنسبة { $share }٪. الفرق يقع ضمن هامش عدم اليقين.
sentence-began-unknown = كانت نقطة البداية { $date } بنسبة { $share }٪ في استطلاع آخر. لا أحد يعرف مدى عدم يقينها، ولذلك لا يمكن القول إن الرقم قد تغيّر.
sentence-broken = لا يمكن مقارنة الرقم بالاستطلاع حتى { $date } لأنه حُسب بطريقة أخرى.
sentence-municipality-unsure = كانت النسبة في البلدية { $share }٪ ({ $date }). الفرق يقع ضمن هامش عدم اليقين.
sentence-municipality-unknown = كانت النسبة في البلدية { $share }٪ ({ $date }) في استطلاع آخر. لا أحد يعرف مدى عدم يقينها، ولذلك قد يكون الفرق مصادفة.
sentence-target-reached = تم بلوغ الهدف { $target }٪.
sentence-target-missed = ينقص { $points } نقطة مئوية لبلوغ الهدف { $target }٪.
sentence-target-unsure = من غير المؤكد ما إذا كان الهدف { $target }٪ قد تحقق.
