# What residents are told of their data before they answer, in Arabic. A draft: not yet checked by a speaker.

notice-controller = من المسؤول عن الإجابات؟
notice-contact = من يمكنك أن تسأل؟
notice-basis = لماذا يحق لنا حفظها؟
notice-basis-consent = لأنك توافق. يمكنك أن تغيّر رأيك في أي وقت.
notice-basis-public_task = لأنها مهمة للمصلحة العامة.
notice-basis-legitimate_interest = لأن لدينا سببًا معقولًا للسؤال، ولا يضرّك ذلك.
notice-kept = كم من الوقت نحفظها؟
notice-kept-text = نحذف إجاباتك بعد { $date }.
