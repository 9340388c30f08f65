# What residents are told of their data before they answer, in Somali. A draft: not yet checked by a speaker.

notice-controller = Yaa mas'uul ka ah jawaabaha?
notice-contact = Yaad weydiin kartaa?
notice-basis = Maxaa noo oggolaanaya inaan kaydinno?
notice-basis-consent = Sababtoo ah waad oggoshahay. Mar kasta waad beddeli kartaa go'aankaaga.
notice-basis-public_task = Sababtoo ah waa hawl dan guud ah.
notice-basis-legitimate_interest = Sababtoo ah waxaan haynaa sabab macquul ah oo aan ku weydiinno, mana ku dhibayso.
notice-kept = Ilaa goorma ayaan kaydinaynaa?
notice-kept-text = Jawaabahaaga waxaan tirtiraynaa { $date } ka dib.
