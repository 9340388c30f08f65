//! Words for people, in every language a form is written in.

use serde::Serialize;

/// A text per language, in the order of the form's languages. Empty where a form has no such text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<(String, String)>);

/// A language of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Language {
    /// BCP 47 code, such as `da`.
    pub code: String,
    /// The translation has not been checked by a speaker of the language.
    #[serde(rename = "draft")]
    pub is_draft: bool,
}

impl Text {
    pub(crate) fn new(translations: Vec<(String, String)>) -> Self {
        Self(translations)
    }

    /// Whether the form has no such text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in `language`; where it is missing there, the first one written, which is the default language's.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let wanted = self.0.iter().find(|(code, _)| code == language);
        wanted.or(self.0.first()).map(|(_, text)| text.as_str())
    }

    /// Every language with its text.
    pub fn translations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}
