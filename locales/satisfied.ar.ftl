# What residents read at the door of an activity, in Arabic. A draft: not yet checked by a speaker.

satisfied-question = ما رأيك فيما حدث اليوم؟
satisfied-read = يرجى قراءة الرمز بهاتفك. ثلاثة أسئلة قصيرة. لن يعرف أحد من أجاب.
satisfied-busy-title = هناك الكثير من الإجابات الآن
satisfied-busy-text = يرجى المحاولة مرة أخرى بعد { $time }.
