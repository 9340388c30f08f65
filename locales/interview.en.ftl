# What staff read who write down what somebody says, in English.

interview-begin = Write down an answer
interview-leave = Back to the wave
interview-done = The answer is stored
interview-done-text = It counts now. A code below is for the one who answered.
interview-next = Write down another answer
