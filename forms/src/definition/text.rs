//! Words for people, in every language a form is written in.

use serde::Serialize;

use crate::locale::Locale;

/// A text per language, in the order of the form's languages. Empty where a form has no such text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    translations: Vec<(String, String)>,
    is_plain: bool,
    /// The text in the default language is not the author's.
    stands_in: bool,
}

/// A language of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Language {
    /// BCP 47 code, such as `da`.
    pub code: String,
    /// What the author calls it in a heading, such as `Dansk (da)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The translation has not been checked by a speaker of the language.
    #[serde(rename = "draft")]
    pub is_draft: bool,
}

impl Language {
    /// What the language is called where people choose it: what the author calls it, or `Dansk (da)`.
    pub fn heading(&self) -> String {
        self.name.clone().unwrap_or_else(|| Self::usual_heading(&self.code))
    }

    /// What a language is called where the author says nothing.
    pub(crate) fn usual_heading(code: &str) -> String {
        let known = Locale::of(code);
        if known.code() == code { format!("{} ({code})", known.name()) } else { code.to_owned() }
    }
}

impl Text {
    pub(crate) fn new(translations: Vec<(String, String)>) -> Self {
        Self { translations, is_plain: false, stands_in: false }
    }

    /// A text that was written without saying in which language, and so is shown in all of them.
    pub(crate) fn plain(default_language: String, text: String) -> Self {
        Self { translations: vec![(default_language, text)], is_plain: true, stands_in: false }
    }

    /// The same text; a reader put in what it says in the default language.
    pub(crate) fn standing_in(self) -> Self {
        Self { stands_in: true, ..self }
    }

    /// Every language that the author wrote it in.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        self.translations().skip(usize::from(self.stands_in))
    }

    /// Whether it was written without saying in which language.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Whether the form has no such text in any language.
    pub fn is_empty(&self) -> bool {
        self.translations.is_empty()
    }

    /// The text in `language`; where it is missing there, the first one written, which is the default language's.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let wanted = self.translations.iter().find(|(code, _)| code == language);
        wanted.or(self.translations.first()).map(|(_, text)| text.as_str())
    }

    /// Every language with its text.
    pub fn translations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.translations.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}
