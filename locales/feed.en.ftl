# Who is sent indicators, for administrators, in English.

feed-title = Subscriptions to indicators
feed-link = Send the figures on to other systems
feed-lead = Each time there is a new figure, it can be sent to another system. Only what is published is sent.
feed-none = There are no subscriptions yet.
feed-new = Make a subscription
feed-name = Who is it for?
feed-name-hint = For example: the municipality's data warehouse.
feed-kind = How are the figures to be sent?
feed-kind-webhook = As messages to an address (webhook)
feed-kind-folder = As Parquet files among the installation's files
feed-kind-nats = As messages to a stream of the installation's NATS server
feed-target = Address
feed-target-hint = For messages only. Begins with https:// and can be reached from the internet.
feed-target-nats = Address, or what subjects begin with
feed-target-nats-hint = For messages to an address: begins with https:// and can be reached from the internet. For a stream: what the subjects begin with, such as “nabosvar.observations”.
feed-programme = Which programme?
feed-programme-all = All
feed-begin = What is it to begin with?
feed-begin-first = The figures that are there
feed-begin-next = New figures only
feed-make = Make it
feed-made = The subscription is made
feed-changed = The secret is new
feed-once = By this secret whoever receives the messages sees that they come from here. It is shown only now. Keep it in a safe place.
feed-to-one = On to the subscription
feed-no-way = The installation has no NATS server any more. Nothing is sent until it has one.
feed-waiting-count = { $count ->
    [0] Nothing is waiting to be sent.
    [one] { $count } figure is waiting to be sent.
   *[other] { $count } figures are waiting to be sent.
  }
feed-last-failure = What waits first could not be sent. It is tried again:
feed-dead = What could not be sent
feed-dead-none = Everything has arrived, or is being tried again.
feed-dead-count = { $count ->
    [one] { $count } figure could not be sent
   *[other] { $count } figures could not be sent
  }
feed-dead-text = { $count ->
    [one] A figure was tried for more than three days. What comes after it in its series waits for it. Put right what is wrong at the receiver, and send it again.
   *[other] { $count } figures were tried for more than three days. What comes after them in their series waits for them. Put right what is wrong at the receiver, and send them again.
  }
feed-column-number = Number
feed-column-tries = Tries
feed-column-failure = Last failure
feed-column-act = What now?
feed-replay-all = Send all again
feed-replay = Send again
feed-skip = Skip
feed-change = Change the subscription
feed-secret-text = Make a new secret if others may have seen the old one. For a day both count.
feed-secret-new = Make a new secret
feed-end-text = When the subscription has ended, nothing more is sent. Files that were written stay.
feed-end = End the subscription
feed-wrong-name = Write who the subscription is for. At most 120 letters.
feed-wrong-target = Write an address that begins with https:// and can be reached from the internet, without user name and password.
feed-wrong-subject = Write what the subjects begin with: letters from a to z, digits, - and _ with dots between them, such as “nabosvar.observations”.
feed-wrong-kind = The installation has no NATS server. Choose another way.
feed-wrong-many = There are as many subscriptions as there can be. End one that is not used.
