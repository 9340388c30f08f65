//! What somebody writes about a finding: a comment, a reason, a word to the residents.

use std::fmt::{self, Display, Formatter};

/// Text that says something and has an end. Line breaks stay, other control characters do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWords {
    /// There is nothing in it.
    #[error("nothing was written")]
    Empty,
    /// There is too much in it.
    #[error("more than {MOST_LETTERS} characters were written")]
    TooLong,
}

/// More than this nobody reads on a board; the form of a walk has the same limit.
pub const MOST_LETTERS: usize = 1_000;

impl Words {
    /// Reads what somebody typed.
    pub fn parse(typed: &str) -> Result<Self, NoWords> {
        let kept: String =
            typed.replace("\r\n", "\n").chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
        let kept = kept.trim();
        match kept.chars().count() {
            0 => Err(NoWords::Empty),
            count if count > MOST_LETTERS => Err(NoWords::TooLong),
            _ => Ok(Self(kept.to_owned())),
        }
    }

    /// The same where nothing may be written as well.
    pub fn parse_optional(typed: &str) -> Result<Option<Self>, NoWords> {
        match Self::parse(typed) {
            Ok(words) => Ok(Some(words)),
            Err(NoWords::Empty) => Ok(None),
            Err(too_long) => Err(too_long),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_or_too_much_is_no_text() {
        for typed in ["", "  ", "\r\n \t", "\0\u{7}"] {
            assert_eq!(Words::parse(typed), Err(NoWords::Empty), "{typed:?}");
            assert_eq!(Words::parse_optional(typed), Ok(None));
        }
        let long = "ø".repeat(MOST_LETTERS);
        assert!(Words::parse(&long).is_ok());
        assert_eq!(Words::parse_optional(&(long + "ø")), Err(NoWords::TooLong));
    }

    #[test]
    fn lines_stay_and_what_nobody_sees_goes() {
        assert_eq!(Words::parse(" Lampen\r\nlyser\0 nu. ").unwrap().as_str(), "Lampen\nlyser nu.");
    }
}
