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
sentence-baseline-up = منذ نقطة البداية { $date } ارتفع الرقم بمقدار { $points } نقطة مئوية.
sentence-baseline-down = منذ نقطة البداية { $date } انخفض الرقم بمقدار { $points } نقطة مئوية.
sentence-baseline-unsure = التغير منذ نقطة البداية { $date } يقع ضمن هامش عدم اليقين.
sentence-broken = لا يمكن مقارنة الرقم بالاستطلاع حتى { $date } لأنه حُسب بطريقة أخرى.
sentence-municipality-up = هو أعلى من الرقم في البلدية بمقدار { $points } نقطة مئوية.
sentence-municipality-down = هو أقل من الرقم في البلدية بمقدار { $points } نقطة مئوية.
sentence-municipality-unsure = الفرق مع البلدية يقع ضمن هامش عدم اليقين.
sentence-target-reached = تم بلوغ الهدف { $target }٪.
sentence-target-missed = ينقص { $points } نقطة مئوية لبلوغ الهدف { $target }٪.
sentence-target-unsure = من غير المؤكد ما إذا كان الهدف { $target }٪ قد تحقق.
