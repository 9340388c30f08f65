//! What residents read of a finding, in their languages: what was raised, and what came of it. Danish is always there: it is
//! what everybody gets whose language is not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::{NoWords, Words};

/// The words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicText {
    /// What was raised.
    pub said: String,
    /// What came of it, if there is anything to tell yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
}

/// The words of every language that somebody wrote them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicTexts {
    danish: PublicText,
    others: BTreeMap<String, PublicText>,
}

/// One of the two things that residents read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What was raised.
    Said,
    /// What came of it.
    Done,
}

/// Where something is missing, or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadText {
    /// The language.
    pub language: &'static str,
    /// Which of its two texts.
    pub part: Part,
    /// Why.
    pub why: NoWords,
}

/// The languages that a text can be written in: those of the survey.
pub const LANGUAGES: [&str; 5] = [DANISH, "en", "ar", "tr", "so"];

const DANISH: &str = "da";

impl Part {
    /// Both, in the order in which they are read.
    pub const ALL: [Self; 2] = [Self::Said, Self::Done];

    /// Its name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Done => "done",
        }
    }
}

impl PublicTexts {
    /// Reads what was typed. Danish has to say what was raised; another language says as much as Danish does, or nothing.
    pub fn parse<'t>(typed: impl Fn(Part, &'static str) -> &'t str) -> Result<Self, Vec<BadText>> {
        let (mut texts, mut bad) = (BTreeMap::new(), Vec::new());
        let danish_tells = !typed(Part::Done, DANISH).trim().is_empty();
        for language in LANGUAGES {
            if language != DANISH && Part::ALL.into_iter().all(|part| typed(part, language).trim().is_empty()) {
                continue;
            }
            let mut read = |part, is_needed| match Words::parse_optional(typed(part, language)) {
                Ok(None) if is_needed => {
                    bad.push(BadText { language, part, why: NoWords::Empty });
                    None
                }
                Ok(words) => words.map(|words| words.as_str().to_owned()),
                Err(why) => {
                    bad.push(BadText { language, part, why });
                    None
                }
            };
            let (said, done) = (read(Part::Said, true), read(Part::Done, danish_tells));
            if let Some(said) = said {
                texts.insert(language.to_owned(), PublicText { said, done });
            }
        }
        match texts.remove(DANISH) {
            Some(danish) if bad.is_empty() => Ok(Self { danish, others: texts }),
            _ => Err(bad),
        }
    }

    /// Nothing but the Danish words.
    pub fn in_danish(said: &Words, done: &Words) -> Self {
        let danish = PublicText { said: said.to_string(), done: Some(done.to_string()) };
        Self { danish, others: BTreeMap::new() }
    }

    /// Reads what was stored.
    pub fn from_column(stored: &str) -> Option<Self> {
        let mut others: BTreeMap<String, PublicText> = serde_json::from_str(stored).ok()?;
        let danish = others.remove(DANISH)?;
        Some(Self { danish, others })
    }

    /// As it is stored.
    pub fn to_column(&self) -> String {
        // Text can always be written.
        serde_json::to_string(&self.by_language().collect::<BTreeMap<_, _>>()).unwrap_or_default()
    }

    /// The words of a language, if there are any.
    pub fn exactly(&self, language: &str) -> Option<&PublicText> {
        self.by_language().find(|(known, _)| *known == language).map(|(_, text)| text)
    }

    /// The words for who reads a language, and the language that they are in.
    pub fn for_reader(&self, language: &'static str) -> (&'static str, &PublicText) {
        self.others.get(language).map_or((DANISH, &self.danish), |text| (language, text))
    }

    fn by_language(&self) -> impl Iterator<Item = (&str, &PublicText)> {
        let others = self.others.iter().map(|(language, text)| (language.as_str(), text));
        std::iter::once((DANISH, &self.danish)).chain(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &[(Part, &'static str, &'static str)]) -> Result<PublicTexts, Vec<BadText>> {
        let text = |part, language| typed.iter().find(|typed| (typed.0, typed.1) == (part, language));
        PublicTexts::parse(|part, language| text(part, language).map_or("", |typed| typed.2))
    }

    fn text(said: &str, done: Option<&str>) -> PublicText {
        PublicText { said: said.to_owned(), done: done.map(str::to_owned) }
    }

    #[test]
    fn danish_is_always_there_and_what_is_missing_is_read_in_danish() {
        let typed = [
            (Part::Said, "da", "Lampen lyser ikke."),
            (Part::Done, "da", " Den lyser igen. "),
            (Part::Said, "ar", "المصباح لا يضيء"),
            (Part::Done, "ar", "المصباح مضاء"),
            (Part::Said, "tr", " \n "),
        ];
        let texts = parse(&typed).unwrap();
        assert_eq!(texts.for_reader("ar"), ("ar", &text("المصباح لا يضيء", Some("المصباح مضاء"))));
        assert_eq!(texts.for_reader("tr"), ("da", &text("Lampen lyser ikke.", Some("Den lyser igen."))));
        assert_eq!(PublicTexts::from_column(&texts.to_column()), Some(texts));
        for stored in ["", "{}", r#"{"en":{"said":"a"}}"#, r#"{"da":1}"#, r#"{"da":{"done":"a"}}"#] {
            assert_eq!(PublicTexts::from_column(stored), None, "{stored}");
        }
    }

    #[test]
    fn another_language_says_as_much_as_danish_or_nothing() {
        let empty = |language, part| BadText { language, part, why: NoWords::Empty };
        for (typed, expected) in [
            (&[(Part::Said, "en", "A lamp")][..], empty("da", Part::Said)),
            (&[(Part::Said, "da", "a"), (Part::Done, "da", "b"), (Part::Said, "en", "a")], empty("en", Part::Done)),
            (&[(Part::Said, "da", "a"), (Part::Done, "so", "b")], empty("so", Part::Said)),
        ] {
            assert_eq!(parse(typed), Err(vec![expected]));
        }
        let long: &str = Box::leak("ø".repeat(super::super::MOST_LETTERS + 1).into_boxed_str());
        let too_long = BadText { language: "da", part: Part::Done, why: NoWords::TooLong };
        assert_eq!(parse(&[(Part::Said, "da", "a"), (Part::Done, "da", long)]), Err(vec![too_long]));
        assert_eq!(parse(&[(Part::Said, "da", "a")]).unwrap().exactly("da"), Some(&text("a", None)));
    }
}
