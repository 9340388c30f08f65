# Forms, as staff set them up, in Danish.

form-title = Skemaer
form-hint = Tjek, prøv og udgiv det, der bliver spurgt om
form-upload = Tilføj et skema
form-upload-lead = Et skema skrives i et regneark (XLSForm) eller som YAML. Her bliver filen læst, og alt, hvad der ikke passer, bliver vist celle for celle. Intet bliver brugt, før det er udgivet.
form-file = Fil med skemaet
form-file-again = Vælg den rettede fil
form-file-hint = Regneark (.xlsx, .csv), YAML eller JSON. Højst 4 MB.
form-check = Tjek filen
form-no-file = Vælg en fil.
form-too-large = Filen er for stor. Den må højst fylde 4 MB.
form-version-taken = Den version er allerede udgivet med et andet indhold, og en udgivet version bliver aldrig ændret. Skriv en ny version i filen, og prøv igen.
form-refused = Skemaet kan ikke bruges endnu
form-refused-text = Der er fejl i { $file }. Ret dem, gem filen, og vælg den igen nedenfor. Her er intet gemt.
form-errors = { $count ->
    [one] Én fejl
   *[other] { $count } fejl
}
form-warnings = { $count ->
    [one] Ét sted, du bør se på
   *[other] { $count } steder, du bør se på
}
form-sheet = Arket { $sheet }
form-whole-file = Hele filen
form-more-faults = Der er { $count } mere. De bliver vist, når disse er rettet.
form-in-english = Forklaringerne er på engelsk. De er ikke oversat endnu.
form-warned = Kladden er gemt, og der er noget, du bør se på
form-warned-text = Skemaet kan bruges, som det er.
form-to-draft = Gå til kladden

form-drafts = Kladder
form-uploaded-on = tilføjet { $date }
form-published-ones = Udgivne skemaer
form-none = Der er ingen skemaer endnu. Tilføj det første.
form-deleted = Kladden er slettet.
form-newest = Nyeste version
form-versions = Versioner
form-version = Version
form-version-of = Version { $version }
form-published-on = Udgivet
form-retired-on = Taget ud af brug
form-answers = Svar
form-languages = Sprog
form-unchecked = kladde
form-id = Navn i systemet
form-audience = Udfyldes af
form-audience-resident = Beboere
form-audience-staff = Medarbejdere
form-state-draft = Kladde
form-state-published = I brug
form-state-retired = Ude af brug
form-last-upload = Sidst tilføjet
form-forgotten-on = Bliver slettet
form-try = Prøv skemaet

form-uploaded = Filen er læst uden fejl og gemt som kladde.
form-draft-changed = Kladden er ændret, siden du så den. Se på den igen, før du udgiver den.
form-unsettled = Sig for hvert spørgsmål nedenfor, hvad der bliver af de gamle svar.
form-first = Det er den første version af skemaet.
form-what-now = Hvad nu?
form-may-not-publish = Skemaer er fælles for alle indsatser. Den, der er koordinator for dem alle, kan udgive kladden.
form-publish = Udgiv
form-publish-means = Version { $version } kan bruges med det samme og bliver aldrig ændret mere. Er der noget at rette bagefter, bliver det en ny version.
form-publish-now = Udgiv versionen
form-settle = Disse spørgsmål har beholdt deres navn, men betyder noget andet end før.
form-settle-codes = Er koderne byttet om, kan API’et tage imod en liste over, hvilken ny kode hver gammel svarer til.
form-means-same = De gamle svar betyder det samme
form-means-not_comparable = De gamle svar kan ikke tælles sammen med de nye
form-delete = Slet kladden
form-delete-means = Kladden og linket til den forsvinder. Det kan ikke fortrydes, men filen kan tilføjes igen.
form-delete-now = Slet kladden
form-done-published = Versionen er udgivet.
form-done-known = Versionen er udgivet i forvejen med det samme indhold.
form-done-retired = Versionen er taget ud af brug.
form-done-reinstated = Versionen er i brug igen.
form-retire = Tag ud af brug
form-retire-means = Ingen kan begynde på nye svar. De, der er i gang, kan gøre færdigt, og alt, hvad der er svaret, bliver stående. Det kan fortrydes.
form-retire-now = Tag versionen ud af brug
form-reinstate = Tag i brug igen
form-reinstate-means = Der kan igen svares på versionen, hvor der blev spurgt før.
form-reinstate-now = Tag versionen i brug igen
form-asking = Disse målinger spørger med versionen:
form-file-xlsx = Excel (XLSForm)
form-file-yaml = YAML
form-file-xml = XForm

form-changes = Hvad er ændret?
form-changes-between = Fra version { $from } til { $to }
form-changes-since = Ændret siden version { $version }
form-no-changes = Intet er ændret.
form-left-off = Og { $count } ændringer mere.
form-effect-breaks_series = Kan ikke tælles sammen med før
form-effect-loses_data = Noget bliver ikke længere spurgt
form-effect-comparable_with_care = Kan tælles sammen, når man kender ændringen
form-effect-none = Betyder intet for tallene
form-change-variable_added = Nyt spørgsmål
form-change-variable_removed = Spørgsmål fjernet
form-change-variable_moved = Spørgsmål flyttet
form-change-type_changed = Anden type
form-change-repeat_changed = Anden gentagelse
form-change-range_changed = Anden skala
form-change-code_added = Nyt valg
form-change-code_removed = Valg fjernet
form-change-code_changed = Kode med anden betydning
form-change-missing_changed = Andet »ved ikke«
form-change-order_changed = Anden rækkefølge
form-change-required_changed = Andet krav om svar
form-change-constraint_changed = Andre grænser for svaret
form-change-relevance_changed = Spørges til andre
form-change-calculation_changed = Beregnes på en anden måde
form-change-filter_changed = Andre valg tilbydes
form-change-default_changed = Andet svar på forhånd
form-change-sensitive_changed = Følsomhed ændret
form-change-wording = Anden ordlyd
form-change-language_added = Nyt sprog
form-change-language_removed = Sprog fjernet
form-change-audience_changed = Udfyldes af andre
