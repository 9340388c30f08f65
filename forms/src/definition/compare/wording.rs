//! Whether two texts say the same: case, punctuation and blanks do not change what a question asks.

use super::{Change, ChangeKind, Changes, Effect};
use crate::definition::text::Text;

/// Reports a text that says something else. `what` names it in a sentence.
pub(super) fn compare(path: &str, what: &str, language: Option<&str>, [old, new]: [&Text; 2], changes: &mut Changes) {
    let Some(language) = language else { return };
    let (old, new) = (old.in_language(language), new.in_language(language));
    if old.map(meaning) == new.map(meaning) {
        return;
    }
    let message = match (old, new) {
        (Some(old), Some(new)) => format!("{what} was “{old}” and is “{new}”."),
        (None, Some(new)) => format!("{what} is new: “{new}”."),
        (old, _) => format!("{what} is gone: “{}”.", old.unwrap_or_default()),
    };
    let change = Change::new(path, ChangeKind::Wording, Effect::ComparableWithCare, message);
    changes.push(change.between(old.map(str::to_owned), new.map(str::to_owned)));
}

/// A text without what does not matter.
pub(super) fn meaning(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        // A hyphen is punctuation; a minus makes another number.
        let is_minus = matches!(letter, '-' | '−')
            && !before.is_alphanumeric()
            && letters.peek().is_some_and(char::is_ascii_digit);
        if is_minus {
            kept.push('-');
        } else if !is_punctuation(letter) {
            kept.extend(letter.to_lowercase());
        }
        before = letter;
    }
    // Nothing but punctuation says what it says.
    if kept.is_empty() { text.trim().to_owned() } else { kept }
}

fn is_punctuation(letter: char) -> bool {
    match letter {
        '+' | '<' | '=' | '>' | '%' => false,
        '\u{a1}'..='\u{bf}' => !letter.is_alphanumeric() && !matches!(letter, '±' | '°'),
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '−' | '،' | '؛' | '؟' | '٪'..='٭' | '۔' => true,
        _ => letter.is_ascii_punctuation() || letter.is_whitespace() || letter.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn case_punctuation_and_blanks_do_not_matter() {
        for (one, other) in [
            ("Are you glad?", "are you  glad"),
            ("“E-mail”", "email."),
            ("Ved ikke…", "VED IKKE"),
            ("18–24 år", "18-24 år"),
            ("1 - Meget tryg", "1: meget tryg"),
            ("هل أنت سعيد؟", "هل أنت سعيد"),
        ] {
            assert_eq!(meaning(one), meaning(other), "{one}");
        }
    }

    #[test]
    fn numbers_and_signs_do() {
        for (one, other) in
            [("-2", "2"), ("−1", "1"), ("18+", "18"), ("<18", ">18"), ("10 %", "10"), ("?", "!"), ("ja", "nej")]
        {
            assert_ne!(meaning(one), meaning(other), "{one}");
        }
    }
}
