# Messages to residents who are invited, and the page on which they stop them, in Arabic. A draft: not yet checked by a speaker.

mailed-reminder-subject = تذكير: أخبرنا كيف هي الحياة هنا
mailed-greeting = مرحبًا { $name }
mailed-reminder = هذه رسالة تذكير. إذا كنت قد أجبت في هذه الأثناء فشكرًا لك.
mailed-who = تطلب منك { $programme } الإجابة.
mailed-answer = أجب هنا
mailed-type = إذا لم يعمل الرابط، فادخل إلى { $address } واكتب الرمز { $code }
mailed-why = تصلك هذه الرسالة لأنك مدعو إلى الإجابة.
mailed-stop = إيقاف الرسائل حول هذا الموضوع
mailed-stop-title = ألا تريد مزيدًا من الرسائل؟
mailed-stop-text = عندها لن نكتب إليك مرة أخرى حول هذا الاستطلاع. يبقى رمزك صالحًا ما دامت الإجابة ممكنة.
mailed-stop-go = أوقف الرسائل
mailed-stopped-title = لن تصلك رسائل أخرى
mailed-stopped-text = لن نكتب إليك مرة أخرى حول هذا الاستطلاع. يبقى رمزك صالحًا ما دامت الإجابة ممكنة.
mailed-unknown-title = الرابط غير صحيح
mailed-unknown-text = افتح الرابط الموجود في الرسالة مرة أخرى، أو انسخه كاملًا.
mailed-failed-title = لم ينجح ذلك
mailed-failed-text = الخطأ منا. يرجى المحاولة مرة أخرى بعد قليل.
