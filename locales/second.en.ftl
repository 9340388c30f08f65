# The second factor of an account, in English.

second-title = Code at login
second-text = Beside your password you are asked for a code from your phone when you log in. Then nobody gets in, even if they get hold of your password.
second-app = You need an app that makes one-time codes, such as Google Authenticator, Microsoft Authenticator or the one built into your phone.
second-owed = Your role needs a code at login. Set it up now, and you can go on.
second-begin = Set up
second-scan = Scan the code with your app
second-scan-text = Open the app on your phone, add an account, and scan the picture.
second-open = Are you on the phone now? Open the app from here
second-type = If you cannot scan, type this key into the app:
second-code = Code from the app
second-code-hint = 6 digits. It changes every half minute.
second-code-wrong = The code does not fit, or it has been used. Wait for the next one in the app and try again.
second-confirm = Confirm
second-codes-title = Keep your recovery codes
second-codes-once = If you lose your phone, you can log in with one of these codes. Each works once. Write them down or print them. They are shown only now.
second-codes-kept = I have kept them
second-is-on = The code at login has been on since { $day }.
second-codes-left = { $codes ->
    [0] You have no recovery codes left. Make new ones.
    [one] You have 1 recovery code left.
   *[other] You have { $codes } recovery codes left.
}
second-codes = Make new recovery codes
second-codes-text = The old ones no longer work.
second-off = Turn the code off
second-off-text = After that your password is enough to log in. If you have a new phone, turn the code off here and set it up again.
second-log-in = Type the code
second-log-in-text = Open the app on your phone and type the code for Nabosvar.
second-no-phone = I do not have my phone
second-paper = Recovery code
second-paper-hint = One of the codes that you kept when you set it up.
second-no-paper = If you have no recovery codes either, ask your administrator to reset the code.
second-over-title = It took too long
second-over-text = Log in again. There are five minutes to type the code.
second-reset-text = The code at login is on. Reset it if the phone and the recovery codes are gone. Make sure that it really is this person who asks for it.
second-reset = Reset the code at login
