# What residents read who sign up for an activity, on pages and in mails, in Arabic. A draft: not yet checked by a speaker.

signup-what = ماذا
signup-when = متى
signup-where = أين
signup-who = من سيأتي
signup-people = البالغون: { $adults }. الأطفال: { $children }.

signup-mail-hello = مرحبًا { $name }
signup-mail-placed-subject = لديكم مكان: { $activity }
signup-mail-placed = لديكم مكان. نتطلع إلى رؤيتكم.
signup-mail-waiting-subject = أنتم على قائمة الانتظار: { $activity }
signup-mail-waiting = لا يوجد مكان الآن. رقمكم في قائمة الانتظار هو { $number }. سنكتب إليكم إذا توفّر مكان.
signup-mail-moved-subject = أصبح لديكم مكان الآن: { $activity }
signup-mail-moved = أصبح لديكم مكان الآن. لم تعودوا على قائمة الانتظار.
signup-mail-off-subject = أُلغي النشاط: { $activity }
signup-mail-off = نأسف، أُلغي النشاط في ذلك اليوم.
signup-mail-link = أكّدوا حضوركم أو عدّلوا التسجيل أو ألغوه
signup-mail-forget = هذا الرابط لكم وحدكم. نحذف بياناتكم بعد النشاط بعدد من الأيام: { $days }.
