# What residents read about the receipt of an answer and about taking the answer back, in English.

receipt-yours = Your receipt
receipt-what-for = If you change your mind, you can delete your answer with this code. It does not say who you are, and we do not keep it.
receipt-once = We show it only this once. Write it down, take a picture of it or print this page.
receipt-where = Here you can delete your answer
receipt-title = Delete your answer
receipt-text = Do you regret that you answered? Type the code from your receipt, and we delete the answer. You need not say who you are.
receipt-label = Code from the receipt
receipt-hint = 13 letters and digits. Spaces and capital letters make no difference.
receipt-final = The answer is deleted for good. This cannot be undone.
receipt-send = Delete my answer
receipt-mistyped = The code is not typed correctly. It has 13 letters and digits.
receipt-unknown = There is no answer with this code. Please check that it is typed correctly.
receipt-released = The figures are out, and the answer can no longer be taken out of them.
receipt-too-many = Many wrong codes were typed. Try again in ten minutes.
receipt-failed = Something went wrong on our side. Your answer is not deleted. Try again in a moment.
receipt-gone-title = Your answer is deleted
receipt-gone-text = It does not count any more. You can close the page now.
