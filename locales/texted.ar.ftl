# What an SMS says to residents who are invited, in Arabic. A draft: not yet checked by a speaker.

texted-first = تسألك { $programme } كيف هي الحياة هنا. الإجابة طوعية.
texted-reminder = تذكير من { $programme }: كيف هي الحياة هنا؟ إذا كنت قد أجبت فشكرًا لك.
texted-anonymous = الإجابة مجهولة الهوية.
texted-answer = أجب حتى { $date }:
texted-stop = إيقاف الرسائل:
