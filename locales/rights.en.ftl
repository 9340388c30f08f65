# What somebody has a right to whose data is here, in English.

rights-title = Access and erasure
rights-hint = Find, hand over and erase what is kept of somebody
rights-lead = When somebody asks what you keep of them, find it here, in the areas where you may see it. Be sure that it is the right person before you hand over or erase anything.
rights-text = Who?
rights-text-hint = E-mail address, postal address, name as it is written, personal code, or receipt or number of an answer.
rights-find = Find
rights-wrong-short = Write at least three letters.
rights-wrong-long = Write at most 200 letters.
rights-wrong-none = Choose what is to be erased.
rights-count = { $count ->
    [0] Nothing was found
    [one] 1 thing was found
   *[other] { $count } things were found
}
rights-more = There is more than is shown. Write something that fits fewer.
rights-choose = Tick what is about the person. Others may have the same name or live at the same place.
rights-take = Fetch what is ticked (JSON)
rights-file = access
rights-erase = Erase what is ticked …
rights-sure = Is it to be erased?
rights-sure-count = { $count ->
    [one] You have ticked 1 thing.
   *[other] You have ticked { $count } things.
}
rights-goes = What goes
rights-goes-text = Names, addresses and codes that have given no answer, sign-ups with consents, and answers with all that they said before. Places that somebody waits for are given on. Nobody gets a mail about it.
rights-stays = What stays
rights-stays-text = Anonymous answers: nobody knows which are the person's. An empty number for each answer, so that a late copy does not bring it back. In the log, that you have erased something, and its number. Backups, until they are too old.
rights-erase-now = Erase now
rights-leave = Do not
rights-erased = { $count ->
    [0] There was nothing to erase.
    [one] 1 thing was erased.
   *[other] { $count } things were erased.
}
rights-answer = Look at the answer
rights-not = What is not found here?
rights-not-text = Nobody can find anonymous answers. Whoever has the receipt can take the answer back. Half-filled answers are sealed, and go by themselves. Notes that only their author may read are known to the author. What was written down on a safety walk, and the accounts of staff, have pages of their own.
rights-yes = Yes
rights-no = No
rights-kind-invitation = Invitation to a wave
rights-kind-sign_up = Sign-up for an activity
rights-kind-guest = Asked along on a safety walk
rights-kind-answer = Answer
rights-kind-mail = Mail that waits or was refused
rights-fact-wave = Wave
rights-fact-activity = Activity
rights-fact-form = Form
rights-fact-place = Place
rights-fact-on = Day
rights-fact-name = Name
rights-fact-address = Address
rights-fact-department = Department
rights-fact-email = Mail
rights-fact-phone = Phone
rights-fact-language = Language
rights-fact-stopped_on = Wants no more letters since
rights-fact-refusal = The mail server said
rights-fact-adults = Adults
rights-fact-children = Children
rights-fact-guardian = Guardian
rights-fact-state = Place in the activity
rights-fact-confirmed_on = Confirmed
rights-fact-attended = Came
rights-fact-created_on = Signed up
rights-fact-consents = Consents
rights-fact-subject = Subject
rights-fact-marks = Mark
