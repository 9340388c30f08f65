# What staff read who write down what somebody says, in Danish.

interview-begin = Skriv et svar ned
interview-leave = Tilbage til målingen
interview-done = Svaret er gemt
interview-done-text = Det tæller med nu. Står der en kode herunder, er den til den, der svarede.
interview-next = Skriv et svar mere
