# DRAFT: this translation has not been checked by a speaker of the language.
# Words of the engine itself, in Arabic. Requests are worded without gender.

choice-other = غير ذلك
other-please-specify = يرجى التوضيح

violation-required = يجب الإجابة عن هذا السؤال.
violation-constraint = هذه الإجابة غير مناسبة هنا.
violation-integer = يرجى كتابة عدد صحيح، مثلًا 3.
violation-decimal = يرجى كتابة رقم، مثلًا 2.5.
violation-date = يرجى كتابة تاريخ، مثلًا 24/12/2026.
violation-time = يرجى كتابة وقت، مثلًا 14:30.
violation-date-time = يرجى كتابة تاريخ ووقت.
violation-geopoint = يرجى كتابة المكان بخط العرض وخط الطول.
violation-image = يرجى اختيار الصورة مرة أخرى.
violation-text = يرجى كتابة نص.
violation-choice = يرجى اختيار إحدى الإجابات.
violation-choices = يرجى اختيار إجابة واحدة أو أكثر.
violation-rank = رتّب الإجابات، كل إجابة مرة واحدة.
violation-same-place = لا يمكن أن يأخذ جوابان المرتبة نفسها.
violation-acknowledge = يرجى وضع علامة في المربع.
violation-group = هنا مكان لعدة إجابات.
violation-unknown-field = لا يوجد في الاستمارة حقل بهذا الاسم.
violation-unknown-choice = الإجابة { $choice } ليست من بين الخيارات.
violation-out-of-range = يجب أن يكون الرقم من { $start } إلى { $end }.
violation-step = يجب أن يكون الرقم بخطوات مقدارها { $step } ابتداءً من { $start }.
violation-too-long = النص طويل جدًا. الحد الأقصى هو { $limit } حرفًا.
violation-repeat-count = يجب أن يكون العدد هنا { $count }.
violation-too-many = لا يوجد مكان لهذا العدد هنا.
violation-too-many-pictures = لا يتسع الجواب الواحد لأكثر من { $limit } صورة.
violation-photo-type = الملف ليس صورة يمكن قراءتها. يرجى التقاط صورة جديدة أو اختيار صورة أخرى.
violation-photo-large = الصورة كبيرة جدًا. الحد الأقصى { $limit } ميغابايت.
violation-photo-damaged = لم تصل الصورة كاملة أو أنها تالفة. يرجى المحاولة مرة أخرى أو اختيار صورة أخرى.
violation-photo-busy = لا يمكن استقبال المزيد من الصور الآن. يرجى المحاولة بعد قليل.
violation-read-only = لا يمكن تغيير هذا الحقل.
violation-too-costly = لا يستطيع النموذج حساب هذا لأن التعبير يستغرق وقتًا طويلًا: { $expression }
violation-document = لا يمكن قراءة الإجابات.

# Pages: what is on every page.

page-title = { $page } – { $form }
page-title-error = خطأ: { $title }
skip-to-content = الانتقال إلى المحتوى
demo-mark = تجربة. هذا ليس استطلاعًا حقيقيًا.
clear = إنهاء ومسح الإجابات من هذا الهاتف
attribution = المصادر
unit-minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
unit-days = { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يومًا
}

# Pages: choosing a language.

choose-language = اختيار اللغة
draft-mark = مسودة
draft-translation = هذه الترجمة مسودة. لم يراجعها بعد أحد الناطقين باللغة.
change-language = تغيير اللغة

# Pages: before the first question.

intro-purpose = فيمَ تُستخدم الإجابات؟
intro-who = من الذي يسأل؟
intro-anonymous = هويتك غير معروفة
intro-anonymous-text = لا نسأل عن اسمك ولا نحفظ وقت الإجابة. لا يمكن لأحد أن يعرف من أجاب بماذا.
intro-confidential = إجاباتك سرية
intro-confidential-text = عدد قليل من الموظفين فقط يمكنهم رؤية الإجابات. أما الآخرون فيرون فقط أرقامًا تجمع إجابات كثيرة معًا.
intro-identified = نعرف من يجيب
intro-identified-text = الموظفون الذين يسألون يمكنهم رؤية إجاباتك.
intro-voluntary = المشاركة اختيارية
intro-voluntary-text = القرار لك: الإجابة أو عدم الإجابة. ويمكن التوقف في أي وقت.
intro-time = كم يستغرق ذلك؟
intro-time-text = حوالي { $time }.
intro-pause = يمكن أخذ استراحة
intro-pause-text = نحفظ إجاباتك خطوة بخطوة بواسطة ملف تعريف ارتباط (cookie) على هذا الهاتف. الإجابات التي لا تُرسل نحذفها بعد { $days }.
start = ابدأ
continue = المتابعة من حيث توقفت
begun = لديك إجابات غير مكتملة على هذا الهاتف.

# Pages: a question.

progress = السؤال { $current } من { $total }
back = رجوع
next = التالي
skip = تخطّي
required = الإجابة ضرورية
optional = اختياري
choose-several = يمكن اختيار أكثر من إجابة.
nothing-chosen = اختيار إجابة
no-place = بلا مرتبة
acknowledge = نعم
listen = الاستماع إلى السؤال
watch = شاهد الفيديو الخاص بالسؤال
listen-answer = استمع إلى الإجابة
watch-answer = شاهد الفيديو الخاص بالإجابة
more-about = المزيد عن السؤال
photo-not-here = لا يمكن إرسال صور هنا. يمكن المتابعة.
photo-sent = أُرسلت الصورة
photo-remove = إزالة الصورة
plan-not-here = لا يوجد مخطط هنا. يمكن المتابعة.
plan-tap = وضع علامة على المخطط
plan-marked = وُضعت علامة على المخطط
plan-remove = إزالة العلامة
plan-mark = علامة
plan-keys = يمكن تحريك العلامة بمفاتيح الأسهم
plan-put = وضع علامة في وسط المخطط
plan-closer = تقريب
plan-farther = إبعاد
geopoint-hint = يرجى كتابة خط العرض وخط الطول. مثلًا 55.403 11.354.
position-here = استخدام موقعي
position-unknown = لا يستطيع الهاتف تحديد مكانك. يرجى كتابته أو المتابعة.
rank-hint = اختر مرتبة لكل إجابة. الرقم 1 هو الأول.
date-hint = مثلًا 24/12/2026.
time-hint = مثلًا 14:30.
date-time-hint = مثلًا 24/12/2026 14:30.
range-hint = يرجى كتابة رقم من { $start } إلى { $end }.
problems = هناك شيء يحتاج إلى تصحيح
turn = { $label } { $number }
turn-add = هل تريد إضافة المزيد؟
turn-add-first = هل تريد إضافة شيء هنا؟
turn-count = { $count ->
    [0] لم تتم إضافة أي شيء بعد.
   *[other] عدد ما أُضيف: { $count }.
}
turn-yes = نعم، إضافة المزيد
turn-yes-first = نعم، إضافة
turn-no = لا، المتابعة
turn-remove = حذف { $label } { $number }

# Pages: looking through the answers.

review-title = مراجعة إجاباتك
review-text = لم تُرسل إجاباتك بعد. يمكن تعديلها هنا قبل الإرسال.
review-problems = هناك شيء يحتاج إلى تصحيح قبل الإرسال
change = تعديل
change-what = تعديل الإجابة عن: { $question }
not-answered = بدون إجابة
send = إرسال الإجابات

# Pages: afterwards.

thanks-title = شكرًا على إجاباتك
thanks-text = لقد وصلتنا إجاباتك، وهي محسوبة الآن.
thanks-already = كانت إجاباتك قد وصلتنا من قبل. وهي تُحسب مرة واحدة فقط.
thanks-phone = لم تعد الإجابات موجودة على هذا الهاتف. يمكن إغلاق الصفحة.
thanks-another-title = هل سيجيب شخص آخر على الهاتف نفسه؟
thanks-another = الإجابة كشخص جديد
clear-title = هل تريد حذف إجاباتك؟
clear-text = ستُحذف الإجابات ولن تُرسل. لا يمكن التراجع عن ذلك.
clear-nothing = لا توجد إجابات على هذا الهاتف.
clear-yes = نعم، حذف الإجابات
clear-no = لا، رجوع
cleared-title = تم مسح الهاتف
cleared-text = حُذفت الإجابات. يمكن إغلاق الصفحة الآن.

# Pages: a form that is only looked at.

preview-mark = معاينة. لا يتم حفظ إجاباتك ولا يراها أحد.
preview-faults = في الملف أخطاء. تعرض الصفحات آخر نسخة خالية من الأخطاء.
preview-who = سيظهر هنا اسم الجهة التي تسأل.
preview-title = هذه معاينة
preview-text = يمكنك تجربة الاستمارة. ما تكتبه يُحذف بعد ذلك ولا يُرسل أبدًا.
preview-end-title = انتهت المعاينة
preview-end-text = تم حذف ما كتبته. لم يتم حفظ أي شيء ولم يتم إرسال أي شيء.

# Pages: when something is in the way.

closed-title = استقبال الإجابات مغلق
closed-text = لا يمكن الإجابة في الوقت الحالي. شكرًا على رغبتك في المشاركة.
ended-title = انتهى الاستطلاع
ended-text = لم يعد بإمكانك البدء. شكرًا لرغبتك في المشاركة.
unknown-title = لا يمكننا العثور على الصفحة
unknown-text = هذا الرابط لا يتبع أي استطلاع. يرجى التأكد من أنه مكتوب بشكل صحيح.
gone-title = لا يمكننا العثور على إجاباتك
gone-text = إما أنها حُذفت، أو أن الهاتف لم يعد يتذكرها. يمكن البدء من جديد.
start-over = البدء من جديد
failed-title = حدث خطأ لدينا
failed-text = هذا ليس خطأك. ما أجبت عنه محفوظ. يرجى المحاولة مرة أخرى بعد قليل.
failed-number = رقم الخطأ هو { $number }.
try-again = المحاولة مرة أخرى
offline = لا يوجد اتصال. إجاباتك ما زالت هنا. يرجى المحاولة مرة أخرى بعد قليل.
sending = جارٍ الإرسال …

# Dates.

date = { $day } { $month } { $year }
date-time = { $date }، الساعة { $time }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
months-short = يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
weekdays-short = إثنين ثلاثاء أربعاء خميس جمعة سبت أحد
