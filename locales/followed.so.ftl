# How it goes in an area, as a follow-up group and residents read it, in Somali. A draft: no speaker has checked it.

followed-title = Sida ay xaafaddu tahay
followed-lead = Sidaas ayay dadka deggani uga jawaabeen markii la weydiiyey. Dhibicdu waa tirada, xarriiqda dhex martana waxay muujisaa inta aan la hubin.
followed-none = Weli halkan tirooyin ma yaallaan. Way iman doonaan marka dadka deggan la weydiiyo oo jawaabaha la tiriyo.
followed-whole-programme = Dhammaan xaafadaha
followed-walk = Socodkii xaafadda ee { $date }.
followed-all = Wax kasta oo aad sheegteen iyo waxa aan qabannay
followed-of-basic-safety = Ma nabad baan ku nahay xaafadda?
followed-of-voluntary-work = Ma samaynaa shaqo iskaa wax u qabso ah?
followed-of-experienced-safety = Intee ayaan ammaan dareemaynaa, xitaa marka ay mugdi tahay?
followed-of-social-cohesion = Ma dareemaynaa inaan halkan ka tirsan nahay?
followed-of-collective-efficacy = Dariskeennu ma soo dhexgalaan marka wax la burburiyo?
followed-of-trust = Ma isku kalsoonahay, ururka guriyaha iyo booliskana?
followed-of-satisfaction = Ma ku faraxsanahay inaan halkan deggan nahay, mase nadiif baa?
followed-of-quality-of-life = Ma fiican nahay?
