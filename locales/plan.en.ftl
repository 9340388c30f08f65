# The plan of an area, on staff pages, in English.

plan-title = Plan of { $area }
plan-link = Plan of the area
plan-none = The area has no plan yet. Add a picture, so that you can show on it where something is.
plan-alt = Plan of the area

plan-hang = Add a plan
plan-replace = Replace the plan
plan-replace-hint = On a new plan the points have to be set again. Findings that have only a mark on the old one are not shown on the new one.
plan-picture = Picture of the plan
plan-picture-hint = JPEG, PNG or WebP. Save a PDF as a picture first.
plan-send = Add
plan-picture-missing = Choose a picture.
plan-picture-type = The file is no picture that can be used. Use JPEG, PNG or WebP.
plan-picture-damaged = The picture cannot be read. Try to save it again.
plan-picture-large = The picture is too large. It can be { $limit } MB and have 50 million dots at most.
plan-picture-busy = Many pictures are being sent right now. Try again in a moment.
plan-changed = Somebody else has changed the plan meanwhile. Look at how it is now, and try again if it still fits.
plan-in-use = A walk is being held in the area. Replace or remove the plan when the walk has ended.

plan-points = Points whose place is known
plan-points-why = Choose two or three places that you can find both on the plan and on a map. Then the plan can show where you are, and a tap on it gets a position. This can be left out.
plan-points-known = The plan knows where it lies. Empty the fields if it is not to.
plan-point = Point { $number }
plan-on-plan = On the plan
plan-on-plan-hint = Tap on the plan, or write two numbers from 0 to 1: how far from the left and how far from the top. For example 0.25 0.5.
plan-on-earth = Latitude and longitude
plan-on-earth-hint = From a map on the web. For example 55.4028 11.3546.
plan-wrong-point = Write two numbers from 0 to 1 for the place on the plan.
plan-wrong-earth = Write latitude and longitude. For example 55.4028 11.3546.
plan-wrong-number = There must be two or three points, or none.
plan-wrong-place = A point lies outside of the plan, or there is no such position. Latitude comes first.
plan-wrong-close = Two of the points are too close to each other. Choose places far from each other.
plan-wrong-far = There are more than 20 kilometres between two of the points. Check the numbers.
plan-wrong-line = The three points lie on one line. Choose one that lies to the side of the others, or make do with two.
plan-wrong-distorted = The points do not fit each other. Are two of them swapped?

plan-take-down = Remove the plan
plan-take-down-title = Remove the plan of { $area }?
plan-take-down-marks = { $count ->
    [0] No finding is marked on it.
    [one] One finding is marked on it.
   *[other] { $count } findings are marked on it.
}
plan-take-down-text = The picture is deleted, and the map of findings no longer shows the marks. The findings stay, with their place from the list and their position. If you hang the same picture up again, the marks are there again, but the known points have to be set anew.
plan-take-down-yes = Yes, remove the plan
plan-take-down-no = Keep it
