//! What somebody gives to be found by: an address of mail or of a home, a name as it was written, a personal code, the receipt or
//! the number of an answer.

use std::fmt::{self, Debug, Formatter};

use serde_json::Value;
use uuid::Uuid;

use crate::service::answers::receipt::ReceiptCode;
use crate::store::PersonalCode;

/// What is looked for. `Debug` does not show it.
pub struct Sought {
    words: String,
    pub(super) code: Option<PersonalCode>,
    pub(super) answers: Vec<Uuid>,
}

/// Why nothing is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// It would be found in too much.
    #[error("at least {LEAST_LETTERS} letters are needed")]
    Short,
    /// It is no name and no address.
    #[error("at most {MOST_LETTERS} letters are looked for")]
    Long,
}

/// Fewer letters are in everything.
const LEAST_LETTERS: usize = 3;
/// No name or address has more.
const MOST_LETTERS: usize = 200;

impl Sought {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Result<Self, Unclear> {
        let words = plain(text);
        match words.chars().count() {
            0..LEAST_LETTERS => return Err(Unclear::Short),
            LEAST_LETTERS..=MOST_LETTERS => {}
            _ => return Err(Unclear::Long),
        }
        let by_receipt = ReceiptCode::parse(&words).map(|receipt| receipt.response_id());
        let answers = by_receipt.into_iter().chain(Uuid::try_parse(&words)).collect();
        Ok(Self { code: PersonalCode::parse(&words).ok(), answers, words })
    }

    /// Whether a text says it, in whole words and however its letters are written.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let text = plain(text);
        let is_inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        text.match_indices(&self.words).any(|(at, found)| {
            !is_inside(text[..at].chars().next_back()) && !is_inside(text[at + found.len()..].chars().next())
        })
    }

    /// The same of texts that may not be there.
    pub(super) fn is_in_one_of(&self, texts: &[Option<&str>]) -> bool {
        texts.iter().flatten().any(|text| self.is_in(text))
    }

    /// Whether something in an answer document says it.
    pub(super) fn is_said(&self, document: &Value) -> bool {
        match document {
            Value::String(text) => self.is_in(text),
            Value::Array(values) => values.iter().any(|value| self.is_said(value)),
            Value::Object(members) => members.values().any(|value| self.is_said(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

impl Debug for Sought {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Sought")
    }
}

/// Small letters, and one blank between words: lines of an address are written with commas as well.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter == ',');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_found_by_whole_words_however_they_are_written() {
        let anna = Sought::parse("  Anna   ANDERSEN ").unwrap();
        assert!(anna.is_in("anna andersen") && anna.is_in("Fru Anna\nAndersen, 2. tv."));
        assert!(!anna.is_in("Hanna Andersen") && !anna.is_in("Anna Andersens"));
        let mail = Sought::parse("anna@example.dk").unwrap();
        assert!(mail.is_in("Anna@Example.dk") && !mail.is_in("hanna@example.dk"));
        assert!(mail.is_said(&serde_json::json!({ "a": [{ "b": "Skriv til anna@example.dk." }] })));
        assert!(!mail.is_said(&serde_json::json!({ "anna@example.dk": 3 })));
    }

    #[test]
    fn what_would_be_found_everywhere_is_not_looked_for() {
        assert_eq!(Sought::parse(" A. ").unwrap_err(), Unclear::Short);
        assert_eq!(Sought::parse(&"a".repeat(201)).unwrap_err(), Unclear::Long);
    }

    #[test]
    fn a_receipt_and_a_number_lead_to_an_answer() {
        let by_receipt = Sought::parse("0123 4567 89ABC").unwrap();
        assert_eq!(by_receipt.answers[0].to_string(), "d233df40-cccb-404b-91b8-c8dee8fcea97");
        assert_eq!(Sought::parse("d233df40-cccb-404b-91b8-c8dee8fcea97").unwrap().answers, by_receipt.answers);
    }
}
