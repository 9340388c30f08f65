# What residents read where their browser has answered already, in Turkish. A draft: not yet checked by a speaker.

answered-title = Bu telefondan veya bilgisayardan zaten cevap verildi
answered-text = Teşekkürler! Burada her telefondan veya bilgisayardan bir cevap sayılır.
answered-others = Evinizdeki başkaları da cevap vermek isterse bağlantıyı kendi telefonlarında açabilir.
