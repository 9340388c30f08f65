# How it goes in an area, as a follow-up group and residents read it, in Arabic. A draft: no speaker has checked it.

followed-title = كيف تسير الأمور في المنطقة
followed-lead = هذا ما أجاب به السكان عندما سُئلوا. النقطة هي الرقم، والخط الذي يمر بها يبيّن مدى عدم التأكد منه.
followed-none = لا توجد أرقام هنا بعد. ستأتي بعد سؤال السكان وإحصاء الإجابات.
followed-whole-programme = جميع المناطق
followed-walk = من الجولة في المنطقة بتاريخ { $date }.
followed-all = كل ما قلتموه وما فعلناه
followed-of-basic-safety = هل نشعر بالأمان في المنطقة؟
followed-of-voluntary-work = هل نقوم بعمل تطوعي؟
followed-of-experienced-safety = ما مدى شعورنا بالأمان، حتى في الظلام؟
followed-of-social-cohesion = هل نشعر بأننا ننتمي إلى هنا؟
followed-of-collective-efficacy = هل يتدخل الجيران عندما يُخرَّب شيء؟
followed-of-trust = هل نثق ببعضنا وبجمعية السكن وبالشرطة؟
followed-of-satisfaction = هل نحن سعداء بالسكن هنا، وهل المكان نظيف؟
followed-of-quality-of-life = هل نحن بخير؟
