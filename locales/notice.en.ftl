# What residents are told of their data before they answer, in English.

notice-controller = Who is responsible for the answers?
notice-contact = Whom can you ask?
notice-basis = Why may we keep them?
notice-basis-consent = Because you agree. You can change your mind at any time.
notice-basis-public_task = Because it is a task in the public interest.
notice-basis-legitimate_interest = Because we have a fair reason to ask, and it does you no harm.
notice-kept = How long do we keep them?
notice-kept-text = We delete your answers after { $date }.
