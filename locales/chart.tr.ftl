# What stands in and under pictures of figures, in Turkish. A draft: no speaker has checked it.

chart-description = { $count ->
    [one] Bir ölçüm, { $last }. Aynı sayılar resmin altındaki tabloda da var.
   *[other] { $count } ölçüm, { $first } – { $last }. Aynı sayılar resmin altındaki tabloda da var.
}
chart-table = Sayılar: { $title }
chart-column-period = Ne zaman
chart-of-answers = { $count } yanıt
chart-of-invited = { $count } davetli
chart-of-sessions = { $count } kayıtlı etkinlik
chart-of-findings = { $count } bulgu
chart-hidden = gizli
chart-hidden-why = Gizli: o kadar az kişi ki biri tanınabilirdi
chart-unreliable = Belirsiz: az sayıda yanıta dayanıyor
chart-nothing = ölçülmedi
chart-break = { $from } itibarıyla kesinti: öncesi sonrasıyla karşılaştırılamaz.
