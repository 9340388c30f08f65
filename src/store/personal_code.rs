//! The code of one household or person: what a [`LinkCode`](super::LinkCode) is, and a letter by which a mistake in typing is
//! found before anything is looked up.

use std::fmt::{self, Debug, Formatter};

use super::code::{ALPHABET, letters};

/// Thirteen letters of 65 bits, and the letter that checks them. Not shown by `Debug`: who knows a code can answer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonalCode(String);

/// What is wrong with a text that should be a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    /// It has too few or too many letters, or others than codes have.
    NoCode,
    /// It looks like one, and some letter is wrong or two have changed places.
    Mistyped,
}

/// Letters that say something.
const LENGTH: usize = 13;
/// Letters that are written together.
const GROUP: usize = 5;

impl PersonalCode {
    /// A code of 13 values, of which five bits each are used.
    pub fn of(values: [u8; LENGTH]) -> Self {
        let letter = |value: u8| char::from(ALPHABET[usize::from(value % 32)]);
        let mut code: String = values.into_iter().map(letter).collect();
        code.push(letter(times_two(sum(values.into_iter().map(|value| value % 32)))));
        Self(code)
    }

    /// What somebody typed: capitals, spaces and hyphens do not matter, and what looks alike is taken for what it must be.
    pub fn parse(text: &str) -> Result<Self, Misread> {
        let code = Self(letters(text, LENGTH + 1).ok_or(Misread::NoCode)?);
        if sum(code.values()) == 0 { Ok(code) } else { Err(Misread::Mistyped) }
    }

    /// The code as it stands in a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as it stands on paper, in capitals and in groups, for people who type it.
    pub fn on_paper(&self) -> String {
        let capitals = self.0.to_ascii_uppercase();
        let groups: Vec<_> = (0..capitals.len()).step_by(GROUP).filter_map(|at| group(&capitals, at)).collect();
        groups.join("-")
    }

    /// The values of the letters, with that of the letter that checks them.
    pub fn values(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().filter_map(|letter| ALPHABET.iter().position(|known| *known == letter)).map(low)
    }
}

impl Debug for PersonalCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalCode(secret)")
    }
}

fn group(letters: &str, at: usize) -> Option<&str> {
    letters.get(at..letters.len().min(at + GROUP))
}

fn low(position: usize) -> u8 {
    u8::try_from(position).unwrap_or_default()
}

/// The sum of letters over GF(32), the one before weighing twice as much. "Twice" runs through all 31 values that are not
/// zero before it comes back, so all weights of a code differ: no wrong letter and no exchange of two leaves the sum as it was.
fn sum(values: impl Iterator<Item = u8>) -> u8 {
    values.fold(0, |sum, value| times_two(sum) ^ value)
}

/// Multiplies with x modulo x⁵ + x² + 1.
fn times_two(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = PersonalCode::of([0, 1, 31, 32, 255, 17, 18, 19, 20, 21, 22, 23, 24]);
        assert!(code.as_str().starts_with("01z0zhjkmnpqr") && code.as_str().len() == 14, "{}", code.as_str());
        assert_eq!(PersonalCode::parse(code.as_str()).as_ref(), Ok(&code));
        assert_eq!(PersonalCode::parse(&code.on_paper()).as_ref(), Ok(&code));
        assert_eq!(PersonalCode::parse(&code.on_paper().replace(['0', '1'], "O").replacen("OO", "oL", 1)), Ok(code));
    }

    #[test]
    fn what_cannot_be_a_code_is_told_from_what_is_mistyped() {
        let code = PersonalCode::of([7; 13]);
        for text in ["", &code.as_str()[1..], &format!("{}0", code.as_str()), "' OR 1=1 --    ", "01z0zhjkmnpqru"] {
            assert_eq!(PersonalCode::parse(text), Err(Misread::NoCode), "{text}");
        }
        assert_eq!(PersonalCode::parse(&format!("8{}", &code.as_str()[1..])), Err(Misread::Mistyped));
    }

    #[test]
    fn a_code_is_not_printed() {
        assert_eq!(format!("{:?}", PersonalCode::of([7; 13])), "PersonalCode(secret)");
    }

    proptest! {
        #[test]
        fn every_wrong_letter_and_every_exchange_of_two_is_found(values in any::<[u8; 13]>()) {
            let code = PersonalCode::of(values);
            prop_assert_eq!(PersonalCode::parse(code.as_str()), Ok(code.clone()));
            let letters = code.as_str().as_bytes();
            for at in 0..letters.len() {
                for wrong in ALPHABET.iter().filter(|wrong| **wrong != letters[at]) {
                    let mut typed = letters.to_vec();
                    typed[at] = *wrong;
                    let typed = String::from_utf8(typed).unwrap();
                    prop_assert_eq!(PersonalCode::parse(&typed), Err(Misread::Mistyped));
                }
                for other in (0..at).filter(|other| letters[*other] != letters[at]) {
                    let mut typed = letters.to_vec();
                    typed.swap(at, other);
                    let typed = String::from_utf8(typed).unwrap();
                    prop_assert_eq!(PersonalCode::parse(&typed), Err(Misread::Mistyped));
                }
            }
        }
    }
}
