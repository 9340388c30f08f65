# How it goes in an area, as a follow-up group and residents read it, in Danish. Everybody may read it.

followed-title = Sådan går det i området
followed-lead = Det her svarede beboerne, da de blev spurgt. Prikken er tallet, og stregen gennem den viser, hvor usikkert det er.
followed-none = Her er ingen tal endnu. De kommer, når beboerne er blevet spurgt, og svarene er gjort op.
followed-whole-programme = Alle områder
followed-walk = Fra turen i området { $date }.
followed-all = Alt, hvad I sagde, og hvad vi gjorde
followed-of-basic-safety = Er vi trygge i området?
followed-of-voluntary-work = Laver vi frivilligt arbejde?
followed-of-experienced-safety = Hvor trygge føler vi os, også når det er mørkt?
followed-of-social-cohesion = Føler vi, at vi hører til her?
followed-of-collective-efficacy = Griber naboer ind, når noget ødelægges?
followed-of-trust = Stoler vi på hinanden, boligorganisationen og politiet?
followed-of-satisfaction = Er vi glade for at bo her, og er her rent?
followed-of-quality-of-life = Har vi det godt?
