# What residents read who are invited with a code of their own, in Arabic. A draft: not yet checked by a speaker.

invited-enter-title = اكتب الرمز الموجود في رسالتك
invited-enter-code = رمزك
invited-enter-hint = 14 حرفًا ورقمًا. لا فرق بين الأحرف الكبيرة والصغيرة، ولا أهمية للشرطات.
invited-enter-go = متابعة
invited-mistyped-title = أحد الأحرف غير صحيح
invited-mistyped-text = أحد أحرف الرمز غير صحيح، أو تبادل حرفان مكانيهما. يرجى النظر إلى الرسالة مرة أخرى.
invited-unknown-title = لا نعرف هذا الرمز
invited-unknown-text = لا نعرف هذا الرمز. يرجى النظر إلى الرسالة مرة أخرى.
invited-spent-title = تمت الإجابة بهذا الرمز من قبل
invited-spent-text = شكرًا لك إن كنت أنت من أجاب. إذا وصلتك رسالة جديدة، فالرمز الذي فيها هو الصالح.
invited-again = اكتب الرمز مرة أخرى
invited-letter-title = أخبرنا كيف هي الحياة هنا
invited-letter-text = نسألك لأنك تسكن هنا. الإجابة اختيارية. الرمز خاص بك ويمكن استخدامه مرة واحدة.
invited-letter-anonymous = إجابتك مجهولة الهوية: تُحفظ دون اسم أو عنوان أو رمز.
invited-letter-scan = اقرأ الرمز بهاتفك
invited-letter-type = أو ادخل إلى { $address } واكتب
invited-letter-until = يمكنك الإجابة حتى { $date }.
invited-letter-questions = هل لديك أسئلة؟ { $contact }
