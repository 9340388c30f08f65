# DRAFT: this translation has not been checked by a speaker of the language.
# Words of the engine itself, in Somali.

choice-other = Wax kale
other-please-specify = Fadlan qor waxa ay tahay

violation-required = Su'aashan waa in laga jawaabo.
violation-constraint = Jawaabtani halkan kuma habboona.
violation-integer = Qor tiro dhan, tusaale ahaan 3.
violation-decimal = Qor tiro, tusaale ahaan 2.5.
violation-date = Qor taariikh, tusaale ahaan 24/12/2026.
violation-time = Qor saacad, tusaale ahaan 14:30.
violation-date-time = Qor taariikh iyo saacad.
violation-geopoint = Goobta u qor loolka iyo dhigaha.
violation-image = Mar kale dooro sawirka.
violation-text = Qor qoraal.
violation-choice = Dooro mid ka mid ah jawaabaha.
violation-choices = Dooro hal jawaab ama ka badan.
violation-rank = Jawaabaha u kala hormari, mid kasta hal mar.
violation-same-place = Laba jawaab isku meel ma noqon karaan.
violation-acknowledge = Calaamadee sanduuqa.
violation-group = Halkan waxaa ku habboon dhowr jawaabood.
violation-unknown-field = Foomku ma laha goob magacaas leh.
violation-unknown-choice = Jawaabta { $choice } kuma jirto doorashooyinka.
violation-out-of-range = Tiradu waa inay u dhexayso { $start } ilaa { $end }.
violation-step = Tiradu waa inay ku korodho { $step } laga bilaabo { $start }.
violation-too-long = Qoraalku aad buu u dheer yahay. Ugu badnaan waa { $limit } xaraf.
violation-repeat-count = Halkan waa inay ahaadaan { $count }.
violation-too-many = Halkan boos uguma filna inta intaas le'eg.
violation-too-many-pictures = Hal jawaab waxaa ku jiri kara ugu badnaan { $limit } sawir.
violation-photo-type = Faylku ma aha sawir aan akhrin karno. Sawir cusub qaad ama mid kale dooro.
violation-photo-large = Sawirku aad buu u weyn yahay. Ugu badnaan waa { $limit } MB.
violation-photo-damaged = Sawirku si buuxda uma iman ama wuu xumaaday. Mar kale isku day ama mid kale dooro.
violation-photo-busy = Hadda sawirro kale lama qaadi karo. Waxyar kaddib isku day.
violation-read-only = Goobtan lama beddeli karo.
violation-too-costly = Foomku ma xisaabin karo tan, sababtoo ah weedhu waqti dheer ayay qaadanaysaa: { $expression }
violation-document = Jawaabaha lama akhrin karo.

# Pages: what is on every page.

page-title = { $page } – { $form }
page-title-error = Khalad: { $title }
skip-to-content = U gudub nuxurka
demo-mark = Tijaabo. Kani ma aha sahan dhab ah.
clear = Dhammee oo ka tirtir taleefankan
attribution = Ilaha
unit-minutes = { $minutes ->
    [one] 1 daqiiqo
   *[other] { $minutes } daqiiqo
}
unit-days = { $days ->
    [one] 1 maalin
   *[other] { $days } maalmood
}

# Pages: choosing a language.

choose-language = Dooro luqadda
draft-mark = Qabyo
draft-translation = Turjumaaddani waa qabyo. Weli ma hubin qof luqadda ku hadla.
change-language = Beddel luqadda

# Pages: before the first question.

intro-purpose = Maxaa jawaabaha loo isticmaalaa?
intro-who = Yaa wax weydiinaya?
intro-anonymous = Lama garanayo qofka aad tahay
intro-anonymous-text = Magacaaga ma weydiinno, mana kaydinno goorta aad jawaabtay. Qofna ma arki karo qofka iyo waxa uu ku jawaabay.
intro-confidential = Jawaabahaagu waa sir
intro-confidential-text = Shaqaale yar oo keliya ayaa jawaabaha arki kara. Dadka kale waxay arkaan oo keliya tirooyin jawaabo badan la isugu daray.
intro-identified = Waan ognahay qofka jawaabaya
intro-identified-text = Shaqaalaha wax weydiinaya way arki karaan waxa aad ku jawaabtay.
intro-voluntary = Waa ikhtiyaari
intro-voluntary-text = Adigaa go'aansanaya haddii aad jawaabayso. Goor kasta waad joojin kartaa.
intro-time = Immisa ayay qaadanaysaa?
intro-time-text = Qiyaastii { $time }.
intro-pause = Waad nasan kartaa
intro-pause-text = Jawaabahaaga tallaabo kasta waan kaydinnaa, annagoo adeegsanayna cookie ku jira taleefankan. Jawaabaha aadan dirin waxaan tirtirnaa { $days } kaddib.
start = Bilow
continue = Ka sii wad halkii aad joogtay
begun = Horay ayaad uga bilowday taleefankan.

# Pages: a question.

progress = Su'aasha { $current } ee { $total }
back = Dib u noqo
next = Xiga
skip = Ka bood
required = Waa in laga jawaabo
optional = Ikhtiyaari
choose-several = Waxaad dooran kartaa jawaabo badan.
nothing-chosen = Dooro jawaab
no-place = Meel la'aan
acknowledge = Haa
listen = Dhageyso su'aasha
watch = Daawo muuqaalka su'aasha
listen-answer = Dhagayso jawaabta
watch-answer = Daawo muuqaalka jawaabta
more-about = Wax badan oo ku saabsan su'aasha
photo-not-here = Sawirro halkan lagama diri karo. Iska sii wad.
photo-sent = Sawirka waa la diray
photo-remove = Ka saar sawirka
plan-not-here = Halkan qorshe kuma yaal. Iska sii wad.
plan-tap = Calaamad saar qorshaha
plan-marked = Qorshaha ayaa lagu calaamadeeyay
plan-remove = Ka saar calaamadda
plan-mark = Calaamad
plan-keys = Calaamadda ku dhaqaaji furayaasha fallaaraha
plan-put = Calaamad saar bartamaha qorshaha
plan-closer = U soo dhowee
plan-farther = Ka fogee
geopoint-hint = Qor loolka iyo dhigaha. Tusaale ahaan 55.403 11.354.
position-here = Isticmaal goobtayda
position-unknown = Taleefanku ma garan karo meesha aad joogto. Qor ama iska sii wad.
rank-hint = Jawaab kasta meel u dooro. 1 waa kan ugu horreeya.
date-hint = Tusaale ahaan 24/12/2026.
time-hint = Tusaale ahaan 14:30.
date-time-hint = Tusaale ahaan 24/12/2026 14:30.
range-hint = Qor tiro u dhexaysa { $start } ilaa { $end }.
problems = Waxaa jira wax aad saxdo
turn = { $label } { $number }
turn-add = Ma rabtaa inaad mid kale ku darto?
turn-add-first = Ma rabtaa inaad wax halkan ku darto?
turn-count = { $count ->
    [0] Weli waxba kuma aadan darin.
   *[other] Waxaad ku dartay { $count }.
}
turn-yes = Haa, mid kale ku dar
turn-yes-first = Haa, ku dar
turn-no = Maya, sii wad
turn-remove = Ka saar { $label } { $number }

# Pages: looking through the answers.

review-title = Hubi jawaabahaaga
review-text = Jawaabahaaga weli lama dirin. Halkan waad ku beddeli kartaa ka hor intaadan dirin.
review-problems = Waxaa jira wax aad saxdo ka hor intaadan dirin
change = Beddel
change-what = Beddel jawaabta su'aasha: { $question }
not-answered = Lagama jawaabin
send = Dir jawaabaha

# Pages: afterwards.

thanks-title = Waad ku mahadsan tahay jawaabahaaga
thanks-text = Jawaabahaagii way na soo gaareen, waana la tiriyay.
thanks-already = Jawaabahaagu horay ayay noo soo gaareen. Hal mar oo keliya ayaa la tiriyaa.
thanks-phone = Jawaabuhu kuma jiraan taleefankan mar dambe. Bogga waad xiri kartaa.
thanks-another-title = Qof kale ma kaga jawaabayaa isla taleefankan?
thanks-another = U jawaab sidii qof cusub
clear-title = Ma rabtaa inaad tirtirto jawaabahaaga?
clear-text = Jawaabaha waa la tirtirayaa lamana dirayo. Dib looma soo celin karo.
clear-nothing = Jawaabo kuma jiraan taleefankan.
clear-yes = Haa, tirtir jawaabaha
clear-no = Maya, dib u noqo
cleared-title = Taleefanka waa la nadiifiyay
cleared-text = Jawaabaha waa la tirtiray. Bogga hadda waad xiri kartaa.

# Pages: a form that is only looked at.

preview-mark = Horudhac. Jawaabahaaga lama kaydinayo, cidna ma arki doonto.
preview-faults = Faylka khaladaad baa ku jira. Boggagu waxay muujinayaan nuqulkii u dambeeyay ee aan khaladka lahayn.
preview-who = Halkan waxaa ku qornaan doonta cidda wax weydiinaysa.
preview-title = Kani waa horudhac
preview-text = Foomka waad tijaabin kartaa. Waxaad qorto waa la tirtiraa, weligeedna lama diro.
preview-end-title = Horudhicii waa dhammaaday
preview-end-text = Waxaad qortay waa la tirtiray. Waxba lama kaydin, waxbana lama dirin.

# Pages: when something is in the way.

closed-title = Jawaabaha waa la xiray
closed-text = Hadda ma jawaabi kartid. Waad ku mahadsan tahay inaad rabtay inaad ka qayb qaadato.
ended-title = Sahanku waa dhammaaday
ended-text = Hadda ma bilaabi kartid. Waad ku mahadsan tahay inaad rabtay inaad ka qayb qaadato.
unknown-title = Bogga ma heli karno
unknown-text = Xiriirkani sahan kuma xirna. Fadlan hubi inuu si sax ah u qoran yahay.
gone-title = Jawaabahaaga ma heli karno
gone-text = Way tirtirmeen ama taleefanku wuu illoobay. Waad dib u bilaabi kartaa.
start-over = Dib u bilow
failed-title = Khalad ayaa naga dhacay
failed-text = Adigu khalad ma lihid. Waxa aad ka jawaabtay waa la kaydiyay. Waxyar kaddib isku day mar kale.
failed-number = Nambarka khaladku waa { $number }.
try-again = Isku day mar kale
offline = Internet ma jiro. Jawaabahaagu weli halkan bay ku jiraan. Waxyar kaddib isku day mar kale.
sending = Waa la dirayaa …

# Dates.

date = { $day } { $month } { $year }
date-time = { $date }, saacadda { $time }
month-1 = Janaayo
month-2 = Febraayo
month-3 = Maarso
month-4 = Abriil
month-5 = Maajo
month-6 = Juun
month-7 = Luulyo
month-8 = Agoosto
month-9 = Sebtembar
month-10 = Oktoobar
month-11 = Nofembar
month-12 = Disembar
months-short = Jan Feb Maa Abr May Jun Lul Ogo Seb Okt Nof Dis
weekdays-short = Isn Tal Arb Kha Jim Sab Axd
