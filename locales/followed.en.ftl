# How it goes in an area, as a follow-up group and residents read it, in English. Everybody may read it.

followed-title = How it goes in the area
followed-lead = This is what residents answered when they were asked. The dot is the figure, and the line through it shows how unsure it is.
followed-none = There are no figures here yet. They come when residents have been asked and the answers have been counted.
followed-whole-programme = All areas
followed-walk = From the walk through the area on { $date }.
followed-all = Everything you said, and what we did
followed-of-basic-safety = Are we safe in the area?
followed-of-voluntary-work = Do we do voluntary work?
followed-of-experienced-safety = How safe do we feel, also when it is dark?
followed-of-social-cohesion = Do we feel that we belong here?
followed-of-collective-efficacy = Do neighbours act when something is vandalised?
followed-of-trust = Do we trust each other, the housing organisation and the police?
followed-of-satisfaction = Are we glad to live here, and is it clean?
followed-of-quality-of-life = Are we doing well?
