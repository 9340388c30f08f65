# One's own account, in English.

own-title = My account
own-done-password = Your new password is saved. You are logged out everywhere else.
own-done-sessions = You are logged out there now.
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
