//! How much an SMS costs: who carries it takes it apart into segments, and each is paid for.

/// How long a text is as an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmsLength {
    /// The alphabet that it takes.
    pub alphabet: Alphabet,
    /// Letters as they are counted in it: some count twice.
    pub letters: usize,
    /// Into how many segments it is taken apart.
    pub segments: usize,
}

/// In what an SMS is written (3GPP TS 23.038).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The small one of 128 letters, and some more that count twice.
    Gsm7,
    /// The one for all languages, in which less fits.
    Ucs2,
}

/// The small alphabet, without what stands in ASCII as well.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// What it has beside that, at the price of two.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

impl SmsLength {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let plain: Option<Vec<usize>> = text.chars().map(septets).collect();
        let (alphabet, sizes) = match plain {
            Some(sizes) => (Alphabet::Gsm7, sizes),
            None => (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect()),
        };
        let letters = sizes.iter().sum();
        Self { alphabet, letters, segments: segments(&sizes, letters, alphabet.fits()) }
    }
}

impl Alphabet {
    /// What fits into one that is alone, and into one of several.
    fn fits(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }
}

fn septets(letter: char) -> Option<usize> {
    if letter.is_ascii_alphanumeric() || BASIC.contains(letter) {
        Some(1)
    } else {
        EXTENDED.contains(letter).then_some(2)
    }
}

/// No letter is taken apart, so a segment may end one short.
fn segments(sizes: &[usize], all: usize, (alone, among): (usize, usize)) -> usize {
    if all <= alone {
        return 1;
    }
    let (mut segments, mut filled) = (1, 0);
    for size in sizes {
        if filled + size > among {
            (segments, filled) = (segments + 1, 0);
        }
        filled += size;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Alphabet, usize, usize) {
        let SmsLength { alphabet, letters, segments } = SmsLength::of(text);
        (alphabet, letters, segments)
    }

    #[test]
    fn danish_is_small_and_arabic_is_not() {
        assert_eq!(of("Blåbærgrød @ 5 £"), (Alphabet::Gsm7, 16, 1));
        assert_eq!(of("[€]"), (Alphabet::Gsm7, 6, 1));
        assert_eq!(of("Yanıt"), (Alphabet::Ucs2, 5, 1));
        assert_eq!(of("مرحبا"), (Alphabet::Ucs2, 5, 1));
        assert_eq!(of("🏠"), (Alphabet::Ucs2, 2, 1));
        assert_eq!(of(""), (Alphabet::Gsm7, 0, 1));
    }

    #[test]
    fn segments_are_counted_as_they_are_paid() {
        for (count, segments) in [(160, 1), (161, 2), (306, 2), (307, 3)] {
            assert_eq!(of(&"a".repeat(count)), (Alphabet::Gsm7, count, segments));
        }
        for (count, segments) in [(70, 1), (71, 2), (134, 2), (135, 3)] {
            assert_eq!(of(&"ş".repeat(count)), (Alphabet::Ucs2, count, segments));
        }
        // What counts twice is not taken apart: 152 and a half would fit.
        assert_eq!(of(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), (Alphabet::Gsm7, 306, 3));
        assert_eq!(of(&format!("{}🏠{}", "ş".repeat(66), "ş".repeat(66))), (Alphabet::Ucs2, 134, 3));
    }
}
