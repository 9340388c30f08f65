//! The secret part of a link: to a wave, whose code people also type from a poster, or to a look at a form.

use std::fmt::{self, Debug, Formatter};

/// Thirteen letters and digits, 65 bits of chance. Not shown by `Debug`: who knows a code can go in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LinkCode(String);

/// No i, l, o or u: the first three look like digits, the last makes words. (Crockford's base 32.)
pub(super) const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 13;

impl LinkCode {
    /// A code from chance: one random byte a letter, of which five bits are used.
    pub fn from_random(bytes: [u8; LENGTH]) -> Self {
        Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// What somebody typed: capitals, spaces and hyphens do not matter, and what looks alike is taken for what it must be.
    /// `None` if it cannot be a code.
    pub fn parse(text: &str) -> Option<Self> {
        letters(text, LENGTH).map(Self)
    }

    /// The code as it stands in a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So many letters of the alphabet, however somebody typed them; `None` if it is anything else.
pub(super) fn letters(text: &str, length: usize) -> Option<String> {
    let mut letters = String::with_capacity(length);
    for typed in text.chars().filter(|typed| !matches!(typed, ' ' | '-')) {
        let letter = match typed.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        if letters.len() == length || !letter.is_ascii() || !ALPHABET.contains(&(letter as u8)) {
            return None;
        }
        letters.push(letter);
    }
    (letters.len() == length).then_some(letters)
}

impl Debug for LinkCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("LinkCode(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_made() {
        let code = LinkCode::from_random([0, 1, 31, 32, 255, 17, 18, 19, 20, 21, 22, 23, 24]);
        assert_eq!(code.as_str(), "01z0zhjkmnpqr");
        assert_eq!(LinkCode::parse(code.as_str()), Some(code));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(LinkCode::parse(" O1Z0-zhjk MNPQR "), LinkCode::parse("0lz0zhjkmnpqr"));
        assert!(LinkCode::parse("01z0zhjkmnpqr").is_some());
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for text in ["", "01z0zhjkmnpq", "01z0zhjkmnpqrs", "01z0zhjkmnpqu", "01z0zhjkmnpqø", "' OR 1=1 --    "] {
            assert_eq!(LinkCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_is_not_printed() {
        assert_eq!(format!("{:?}", LinkCode::from_random([7; 13])), "LinkCode(secret)");
    }
}
