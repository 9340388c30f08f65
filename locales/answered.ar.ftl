# What residents read where their browser has answered already, in Arabic. A draft: not yet checked by a speaker.

answered-title = تم الإرسال من هذا الهاتف أو الحاسوب من قبل
answered-text = شكرًا! تُحتسب هنا إجابة واحدة من كل هاتف أو حاسوب.
answered-others = إذا أراد آخرون في المنزل الإجابة أيضًا، فيمكنهم فتح الرابط على هواتفهم.
