# What the tablet in the community house says, in Arabic. A draft: not yet checked by a speaker.

kiosk-thanks = سيبدأ الجهاز اللوحي من جديد بعد دقيقة. لا يمكن لأحد أن يرى إجاباتك.
kiosk-done = تم
