# What residents read about what came of the safety walks, in Somali. A draft: no speaker has checked it.

told-title = Waad sheegteen – waan qabannay
told-lead = Kani waa waxa ay dadka deggani tilmaameen markii aan xaafadda wada soconnay, iyo waxa tan iyo markaas dhacay.
told-empty = Weli halkan wax la akhriyo ma yaal. Marka aan xaafadda wada soconno ka dib, waxaan halkan ku qori doonnaa waxa aad tilmaamteen iyo wixii ka dhashay.
told-demo = Tijaabo. Wax kasta oo halkan ku qoran waa mala-awaal.
told-said = Waad sheegteen
told-done = Waan qabannay
told-outcome-heard = Waan maqalnay
told-outcome-under-way = Way socotaa
told-outcome-done = Waa la qabtay
told-outcome-declined = Lama qaban doono
told-outcome-good = Meel fiican
told-photo = Sawirka goobta
told-found-on = Waxaa lagu arkay socodkii { $date }
told-unknown = Halkan bog ma jiro. Fadlan hubi in xiriirka si sax ah loo qoray.
told-failed = Adigu khalad ma lihid. Waxyar kaddib isku day mar kale.
