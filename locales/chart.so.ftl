# What stands in and under pictures of figures, in Somali. A draft: no speaker has checked it.

chart-description = { $count ->
    [one] Hal cabbir, { $last }. Isla tirooyinku waxay ku jiraan jadwalka sawirka hoostiisa.
   *[other] { $count } cabbir, laga bilaabo { $first } ilaa { $last }. Isla tirooyinku waxay ku jiraan jadwalka sawirka hoostiisa.
}
chart-table = Tirooyin: { $title }
chart-column-period = Goorma
chart-of-answers = { $count } jawaabood
chart-of-invited = { $count } la casuumay
chart-of-sessions = { $count } kulan oo la diiwaangeliyey
chart-of-findings = { $count } waxyaabood oo la arkay
chart-hidden = qarsoon
chart-hidden-why = Qarsoon: aad bay u yar yihiin oo qof baa la garan karaa
chart-unreliable = Aan la hubin: jawaabo yar ayay ku salaysan tahay
chart-nothing = lama cabbirin
chart-break = Kala go' laga bilaabo { $from }: wixii ka horreeyay lama barbardhigi karo wixii ka dambeeyay.
