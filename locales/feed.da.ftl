# Who is sent indicators, for administrators, in Danish.

feed-title = Abonnementer på indikatorer
feed-link = Send tallene videre til andre systemer
feed-lead = Hver gang der er et nyt tal, kan det sendes til et andet system. Der sendes kun det, der er offentliggjort.
feed-none = Der er ingen abonnementer endnu.
feed-new = Opret et abonnement
feed-name = Hvem er det til?
feed-name-hint = For eksempel: Kommunens datalager.
feed-kind = Hvordan skal tallene sendes?
feed-kind-webhook = Som beskeder til en adresse (webhook)
feed-kind-folder = Som Parquet-filer i installationens filer
feed-kind-nats = Som beskeder til en strøm på installationens NATS-server
feed-target = Adresse
feed-target-hint = Kun til beskeder. Begynder med https:// og kan nås fra internettet.
feed-target-nats = Adresse, eller hvad emnerne begynder med
feed-target-nats-hint = Til beskeder til en adresse: begynder med https:// og kan nås fra internettet. Til en strøm: det, emnerne begynder med, som »nabosvar.observations«.
feed-programme = Hvilken helhedsplan?
feed-programme-all = Alle
feed-begin = Hvad skal der begyndes med?
feed-begin-first = De tal, der allerede er
feed-begin-next = Kun nye tal
feed-make = Opret
feed-made = Abonnementet er oprettet
feed-changed = Hemmeligheden er ny
feed-once = Modtageren skal bruge denne hemmelighed til at se, at beskederne kommer herfra. Den vises kun nu. Gem den et sikkert sted.
feed-to-one = Videre til abonnementet
feed-no-way = Installationen har ikke længere nogen NATS-server. Intet sendes, før den har en igen.
feed-waiting-count = { $count ->
    [0] Der er ikke noget, der venter på at blive sendt.
    [one] { $count } tal venter på at blive sendt.
   *[other] { $count } tal venter på at blive sendt.
  }
feed-last-failure = Det, der venter først, kunne ikke sendes. Det bliver prøvet igen:
feed-dead = Det, der ikke kunne sendes
feed-dead-none = Alt er kommet frem, eller bliver prøvet igen.
feed-dead-count = { $count ->
    [one] { $count } tal kunne ikke sendes
   *[other] { $count } tal kunne ikke sendes
  }
feed-dead-text = { $count ->
    [one] Et tal er prøvet i mere end tre dage. Det, der kommer efter i samme serie, venter på det. Ret fejlen hos modtageren, og send igen.
   *[other] { $count } tal er prøvet i mere end tre dage. Det, der kommer efter i de samme serier, venter på dem. Ret fejlen hos modtageren, og send igen.
  }
feed-column-number = Nummer
feed-column-tries = Forsøg
feed-column-failure = Sidste fejl
feed-column-act = Hvad nu?
feed-replay-all = Send alle igen
feed-replay = Send igen
feed-skip = Spring over
feed-change = Ændr abonnementet
feed-secret-text = Lav en ny hemmelighed, hvis andre kan have set den gamle. I et døgn gælder begge.
feed-secret-new = Lav en ny hemmelighed
feed-end-text = Når abonnementet er afsluttet, sendes der ikke mere. Filer, der er skrevet, bliver liggende.
feed-end = Afslut abonnementet
feed-wrong-name = Skriv, hvem abonnementet er til. Højst 120 tegn.
feed-wrong-target = Skriv en adresse, der begynder med https:// og kan nås fra internettet, uden brugernavn og adgangskode.
feed-wrong-subject = Skriv, hvad emnerne begynder med: bogstaver fra a til z, tal, - og _ med punktummer imellem, som »nabosvar.observations«.
feed-wrong-kind = Installationen har ingen NATS-server. Vælg en anden måde.
feed-wrong-many = Der er allerede så mange abonnementer, som der kan være. Afslut et, der ikke bruges.
