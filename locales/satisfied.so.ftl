# What residents read at the door of an activity, in Somali. A draft: not yet checked by a speaker.

satisfied-question = Maanta sidee kula ahayd?
satisfied-read = Koodhka ku akhri taleefankaaga. Saddex su'aalood oo gaagaaban. Cidna ma ogaanayso cidda aad tahay.
satisfied-busy-title = Dad badan ayaa hadda jawaabaya
satisfied-busy-text = { $time } ka dib mar kale isku day.
