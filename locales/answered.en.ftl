# What residents read where their browser has answered already, in English.

answered-title = This phone or computer has already answered
answered-text = Thank you! Here one answer counts from each phone or computer.
answered-others = If others at your place want to answer as well, they can open the link on a phone of their own.
