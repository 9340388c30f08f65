# One's own account, in English.

own-title = My account
own-done-password = Your new password is saved. You are logged out everywhere else.
own-done-sessions = You are logged out there now.
own-done-second-factor = The code at login is turned off.
own-sessions = Where you are logged in
own-sessions-text = If there is a place that you do not know, log out there and choose a new password.
own-this = Here
own-times = Logged in { $begun }, last used { $used }
own-end = Log out
own-end-others = Log out everywhere else
own-password-change = Change password
own-password-text = When it is changed, you are logged out everywhere else.
own-password-present = Your present password
own-password-new = New password
own-password-wrong = This is not your present password. Try again.
own-second-on = You are asked for a code from your phone when you log in.
own-second-off = Your password is enough to log in. A code from your phone makes it safer.
own-second-change = Show
