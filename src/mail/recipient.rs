//! Where messages go that are no mails: a phone, or somebody whom only those know who carry Digital Post.

use std::fmt::{self, Debug, Display, Formatter};
use std::str::FromStr;

/// The number of a phone, as the whole world dials it (E.164). `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

/// A text that cannot be the number of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a phone number has eight digits, or + and the number of its country before it")]
pub struct NotAPhone;

/// What those who carry Digital Post call somebody. It says nothing to anybody else, so it is no CPR number. `Debug` does not
/// show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostReference(String);

/// Why a text is not taken as a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReference {
    /// It has letters that references do not have, too many, or none.
    #[error("a reference has letters, digits and . _ : @ / + = -, and at most {MOST_OF_REFERENCE}")]
    Letters,
    /// It looks like what names a person everywhere.
    #[error("it looks like a CPR number")]
    PersonNumber,
}

/// What stands before numbers of eight digits.
const DENMARK: &str = "45";
/// Digits of a number with its country.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
const MOST_OF_REFERENCE: usize = 100;

impl FromStr for Phone {
    type Err = NotAPhone;

    fn from_str(text: &str) -> Result<Self, NotAPhone> {
        let is_between = |letter: &char| matches!(letter, ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/');
        let bare: String = text.chars().filter(|letter| !is_between(letter)).collect();
        let (has_country, digits) = match bare.strip_prefix('+').or_else(|| bare.strip_prefix("00")) {
            Some(rest) => (true, rest),
            None => (bare.len() == 10 && bare.starts_with(DENMARK), bare.as_str()),
        };
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) || digits.starts_with('0') {
            return Err(NotAPhone);
        }
        // Ten digits without a country may be a CPR number, and no country may be guessed but one's own.
        match digits.strip_prefix(DENMARK) {
            Some(own) if has_country && own.len() == 8 => Ok(Self(format!("+{digits}"))),
            None if has_country && DIGITS.contains(&digits.len()) => Ok(Self(format!("+{digits}"))),
            _ if !has_country && digits.len() == 8 => Ok(Self(format!("+{DENMARK}{digits}"))),
            _ => Err(NotAPhone),
        }
    }
}

impl FromStr for PostReference {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let text = text.trim();
        if is_person_number(text) {
            return Err(NotAReference::PersonNumber);
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._:@/+=-".contains(&byte);
        if text.is_empty() || text.len() > MOST_OF_REFERENCE || !text.bytes().all(is_plain) {
            return Err(NotAReference::Letters);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether a text is a day of birth and four digits more, however it is written: with what spreadsheets make of a zero at its
/// beginning, and also one that is given to people without a CPR number, whose day is 60 too high.
fn is_person_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches("cpr");
    if bare.chars().any(char::is_alphabetic) {
        return false;
    }
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let digits = if digits.len() == 9 { format!("0{digits}") } else { digits };
    let number = |from: usize| digits.get(from..from + 2).and_then(|two| two.parse::<u8>().ok()).unwrap_or(0);
    digits.len() == 10 && matches!(number(0), 1..=31 | 61..=91) && matches!(number(2), 1..=12)
}

impl Display for Phone {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Debug for Phone {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(not shown)")
    }
}

impl Display for PostReference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Debug for PostReference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("PostReference(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let same = ["20 12 34 56", "20123456", "+45 20123456", "0045 20-12-34-56", "(+45) 2012 3456", "45 20 12 34 56"];
        for text in same {
            assert_eq!(text.parse::<Phone>().unwrap().to_string(), "+4520123456", "{text}");
        }
        assert_eq!("+46 70 123 45 67".parse::<Phone>().unwrap().to_string(), "+46701234567");
        assert_eq!("00354 123 4567".parse::<Phone>().unwrap().to_string(), "+3541234567");
    }

    #[test]
    fn what_no_phone_has_is_none_and_no_cpr_number_is_one() {
        let wrong =
            ["", "12", "2012345", "201234567", "010190-1234", "0101901234", "+", "+45", "+45 2012345", "+45 201234567"];
        let more =
            ["+4520123456x", "20+123456", "+0123456789", "00000000", "+1234567890123456", "٢٠١٢٣٤٥٦", "20123456,112"];
        for text in wrong.into_iter().chain(more) {
            assert_eq!(text.parse::<Phone>(), Err(NotAPhone), "{text}");
        }
    }

    #[test]
    fn a_reference_says_nothing_and_so_is_no_cpr_number() {
        for text in
            ["8e03978e-40d5-43e8-bc93-6894a57f9324", "M-000123", "1234567890123456", "4510101234", "a1010101234"]
        {
            assert_eq!(text.parse::<PostReference>().unwrap().to_string(), text);
        }
        for text in [
            "010190-1234",
            "0101901234",
            "010190 1234",
            "101901234",
            "CPR: 311299-4321",
            "710190-1234",
            "31.12.99/4321",
        ] {
            assert_eq!(text.parse::<PostReference>(), Err(NotAReference::PersonNumber), "{text}");
        }
        for text in ["", "a b", "æ", "<x>", "a\nb", &"x".repeat(101)] {
            assert_eq!(text.parse::<PostReference>(), Err(NotAReference::Letters), "{text}");
        }
    }

    #[test]
    fn nobody_reads_them_in_a_log() {
        let shown = format!("{:?} {:?}", "20123456".parse::<Phone>(), "M-1".parse::<PostReference>());
        assert!(!shown.contains("20123456") && !shown.contains("M-1"), "{shown}");
    }
}
