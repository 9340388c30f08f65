//! What spreadsheet programs put into cells unasked, taken out again where it would change what a form means.

/// What is done to the text of the cells of a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cleaning {
    /// The author says that every blank and every quote is meant.
    Nothing,
    /// Quotes that were made "smart" are made plain again, and blanks that do not break become plain ones.
    Quotes,
    /// Blanks that follow each other become one, too.
    QuotesAndBlanks,
}

impl Cleaning {
    /// The text that a cell with a name, a code or an expression means.
    pub(super) fn code(self, text: &str) -> String {
        if self == Self::Nothing {
            return text.to_owned();
        }
        let plain = text.replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"");
        self.blanks(&plain.replace('\u{a0}', " "))
    }

    /// The text that people read: well set quotes, and blanks that do not break, are right there.
    pub(super) fn words(self, text: &str) -> String {
        self.blanks(text)
    }

    fn blanks(self, text: &str) -> String {
        if self != Self::QuotesAndBlanks {
            return text.to_owned();
        }
        let mut cleaned = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter != ' ' || !cleaned.ends_with(' ') {
                cleaned.push(letter);
            }
        }
        cleaned
    }
}

#[cfg(test)]
mod tests {
    use super::Cleaning;

    #[test]
    fn what_is_for_people_keeps_its_quotes() {
        let text = "\u{201c}ja\u{201d}\u{a0}  nej";
        let cleaned = |cleaning: Cleaning| (cleaning.code(text), cleaning.words(text));
        assert_eq!(cleaned(Cleaning::Nothing), (text.to_owned(), text.to_owned()));
        assert_eq!(cleaned(Cleaning::Quotes), ("\"ja\"   nej".to_owned(), text.to_owned()));
        assert_eq!(
            cleaned(Cleaning::QuotesAndBlanks),
            ("\"ja\" nej".to_owned(), "\u{201c}ja\u{201d}\u{a0} nej".to_owned())
        );
    }
}
