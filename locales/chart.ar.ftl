# What stands in and under pictures of figures, in Arabic. A draft: no speaker has checked it.

chart-description = { $count ->
    [one] قياس واحد، { $last }. الأرقام نفسها في الجدول أسفل الصورة.
   *[other] عدد القياسات { $count }، من { $first } إلى { $last }. الأرقام نفسها في الجدول أسفل الصورة.
}
chart-table = الأرقام: { $title }
chart-column-period = متى
chart-of-answers = عدد الإجابات: { $count }
chart-of-invited = عدد المدعوين: { $count }
chart-of-sessions = عدد اللقاءات المسجلة: { $count }
chart-of-findings = عدد الملاحظات: { $count }
chart-hidden = مخفي
chart-hidden-why = مخفي: العدد قليل وقد يُعرف شخص ما
chart-unreliable = غير مؤكد: يستند إلى إجابات قليلة
chart-nothing = لم يُقَس
chart-break = انقطاع من { $from }: لا يمكن مقارنة ما قبله بما بعده.
