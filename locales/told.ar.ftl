# What residents read about what came of the safety walks, in Arabic. A draft: no speaker has checked it.

told-title = قلتم – وفعلنا
told-lead = هذا ما أشار إليه السكان عندما تجولنا معًا في المنطقة، وما حدث منذ ذلك الحين.
told-empty = لا يوجد شيء للقراءة هنا بعد. بعد أن نتجول معًا في المنطقة سنكتب هنا ما أشرتم إليه وما حدث بشأنه.
told-demo = تجربة. كل ما هنا غير حقيقي.
told-said = قلتم
told-done = فعلنا
told-outcome-heard = سمعناكم
told-outcome-under-way = قيد التنفيذ
told-outcome-done = تم
told-outcome-declined = لن يتم تنفيذه
told-outcome-good = مكان جيد
told-photo = صورة للمكان
told-found-on = لوحظ خلال الجولة بتاريخ { $date }
told-unknown = لا توجد صفحة هنا. يرجى التأكد من أن الرابط مكتوب بشكل صحيح.
told-failed = هذا ليس خطأك. يرجى المحاولة مرة أخرى بعد قليل.
