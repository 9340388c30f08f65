# What residents are told of their data before they answer, in Turkish. A draft: not yet checked by a speaker.

notice-controller = Cevaplardan kim sorumlu?
notice-contact = Kime sorabilirsiniz?
notice-basis = Onları neden saklayabiliriz?
notice-basis-consent = Siz kabul ettiğiniz için. İstediğiniz zaman vazgeçebilirsiniz.
notice-basis-public_task = Kamu yararına bir görev olduğu için.
notice-basis-legitimate_interest = Sormak için makul bir nedenimiz olduğu ve size zarar vermediği için.
notice-kept = Onları ne kadar saklıyoruz?
notice-kept-text = Cevaplarınızı { $date } tarihinden sonra sileriz.
