# What residents read about the receipt of an answer and about taking the answer back, in Arabic. A draft: not yet checked by a speaker.

receipt-yours = إيصالك
receipt-what-for = إذا غيّرت رأيك، يمكنك حذف إجاباتك بهذا الرمز. الرمز لا يقول من أنت، ونحن لا نحتفظ به.
receipt-once = نعرضه هذه المرة فقط. يرجى كتابته أو تصويره أو طباعة هذه الصفحة.
receipt-where = هنا يمكنك حذف إجاباتك
receipt-title = حذف إجاباتك
receipt-text = هل ندمت على الإجابة؟ اكتب الرمز من الإيصال وسنحذف الإجابات. لا حاجة لأن تقول من أنت.
receipt-label = الرمز من الإيصال
receipt-hint = 13 حرفًا ورقمًا. المسافات والأحرف الكبيرة لا تهم.
receipt-final = ستُحذف الإجابات نهائيًا. لا يمكن التراجع عن ذلك.
receipt-send = احذف إجاباتي
receipt-mistyped = الرمز غير مكتوب بشكل صحيح. يتكون من 13 حرفًا ورقمًا.
receipt-unknown = لا توجد إجابات بهذا الرمز. يرجى التأكد من كتابته بشكل صحيح.
receipt-released = تم حساب النتائج، ولا يمكن إخراج الإجابات منها بعد الآن.
receipt-too-many = كُتبت رموز خاطئة كثيرة. يرجى المحاولة مرة أخرى بعد عشر دقائق.
receipt-failed = حدث خطأ لدينا. لم تُحذف إجاباتك. يرجى المحاولة مرة أخرى بعد قليل.
receipt-gone-title = تم حذف إجاباتك
receipt-gone-text = لم تعد محسوبة. يمكن إغلاق الصفحة الآن.
