# What residents read about what came of the safety walks, in English. Everybody may read it.

told-title = You said – we did
told-lead = This is what residents pointed out when we walked through the area together, and what has happened since.
told-empty = There is nothing to read here yet. Once we have walked through the area together, we will write here what you pointed out and what came of it.
told-demo = Trial. Everything here is invented.
told-said = You said
told-done = We did
told-outcome-heard = Heard
told-outcome-under-way = Under way
told-outcome-done = Done
told-outcome-declined = Will not be done
told-outcome-good = A good place
told-photo = Photo of the place
told-found-on = Seen on the walk on { $date }
told-unknown = There is no page here. Please check that the link is written correctly.
told-failed = It is not your fault. Try again in a moment.
