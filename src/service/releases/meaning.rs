//! What the codes of a release mean, in words: those of the form, of the plan and of the places as they were when it was made. They
//! are kept with it, so that its files stay the same whatever is called otherwise later.

use std::collections::BTreeMap;

use forms::{Code, Codebook, Form, Variable as Asked};
use serde::{Deserialize, Serialize};

use super::breakdown::{Breakdown, Source};
use super::cube::{AREA, DEPARTMENT};
use super::plan::{Answer, Label, Merged, MissingAnswers, ReleasePlan};
use super::spoken;
use super::territory::Territory;
use super::variable::{DECLINED, DONT_KNOW, NO_ANSWER, NOT_ASKED, OTHER, UNKNOWN, are_told_apart, not_chosen};
use crate::store::wave::Wave;
use crate::words::{STAFF_LANGUAGES, Value, say, say_with};

/// What a release is about, and what its variables and their codes mean. Of a release from before this was kept it says nothing,
/// and codes stand for themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Meaning {
    /// Who asked.
    pub(super) programme: String,
    pub(super) wave: String,
    pub(super) first_day: String,
    pub(super) last_day: String,
    pub(super) form_id: String,
    pub(super) form_version: String,
    /// What the form is called.
    pub(super) title: Words,
    /// Whose answers count; nothing, if everybody's do.
    pub(super) population: Words,
    /// By name.
    pub(super) variables: BTreeMap<String, Described>,
}

/// A variable in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Described {
    pub(super) label: Words,
    pub(super) codes: BTreeMap<String, Words>,
}

/// The same in one or several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Words(BTreeMap<String, String>);

/// What stands for no answer, with what it is called: where it is not told why, and where it is.
const TOGETHER: [(&str, &str); 2] = [(NO_ANSWER, "tables-no-answer"), (NOT_ASKED, "tables-not-asked")];
const APART: [(&str, &str); 4] = [
    (NO_ANSWER, "tables-no-answer-in-all"),
    (DONT_KNOW, "tables-dont-know"),
    (DECLINED, "tables-declined"),
    (NOT_ASKED, "tables-not-asked"),
];

/// The language of files for Danish programs, and of whatever another one lacks.
pub(super) const DANISH: &str = "da";

impl Words {
    /// What the program calls something.
    pub(super) fn own(key: &str) -> Self {
        Self::own_with(key, &[])
    }

    pub(super) fn own_with(key: &str, arguments: &[(&str, &Self)]) -> Self {
        let text = |language: &str| {
            let arguments: Vec<(&str, Value<'_>)> =
                arguments.iter().map(|(name, words)| (*name, words.get(language).unwrap_or_default().into())).collect();
            if arguments.is_empty() { say(language, key) } else { say_with(language, key, &arguments) }
        };
        Self(STAFF_LANGUAGES.iter().map(|language| ((*language).to_owned(), text(language))).collect())
    }

    /// A name, which is the same in all languages.
    pub(super) fn name(name: &str) -> Self {
        Self(STAFF_LANGUAGES.iter().map(|language| ((*language).to_owned(), name.to_owned())).collect())
    }

    /// In a language; in Danish or whichever there is, where that one is missing.
    pub(super) fn get(&self, language: &str) -> Option<&str> {
        let found = self.0.get(language).or_else(|| self.0.get(DANISH)).or_else(|| self.0.values().next());
        found.map(String::as_str)
    }

    /// Each language with its text.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

impl Meaning {
    /// That of a plan over a form and its places.
    pub(super) fn of(wave: &Wave, programme: &str, plan: &ReleasePlan, form: &Form, territory: &Territory) -> Self {
        let book = Book::of(form);
        let mut variables = BTreeMap::new();
        if plan.place.is_some() {
            variables.insert(DEPARTMENT.to_owned(), places(territory));
        }
        variables.extend(plan.breakdowns.iter().map(|one| (one.name.clone(), book.breakdown(form, one))));
        variables.extend(plan.answers.iter().flat_map(|answer| book.answer(answer, plan.missing)));
        let population = plan.population.as_ref().map(|one| {
            let (question, answer) = (book.question(&one.question), book.code(&one.question, &one.is));
            let both = || Words::own_with("tables-population-of", &[("question", &question), ("answer", &answer)]);
            one.label.as_ref().map_or_else(both, |label| book.said(label))
        });
        Self {
            programme: programme.to_owned(),
            wave: wave.name.clone(),
            first_day: wave.starts_on.to_string(),
            last_day: wave.ends_on.to_string(),
            form_id: form.id().to_owned(),
            form_version: form.version().to_owned(),
            title: book.words(|book| Some(book.title.as_str())),
            population: population.unwrap_or_default(),
            variables,
        }
    }

    /// What a variable is called in a language; its name, where nothing is known.
    pub(super) fn variable<'a>(&'a self, name: &'a str, language: &str) -> &'a str {
        self.variables.get(name).and_then(|variable| variable.label.get(language)).unwrap_or(name)
    }

    /// What a code of it is called.
    pub(super) fn code<'a>(&'a self, name: &str, code: &'a str, language: &str) -> &'a str {
        self.words_of(name, code).and_then(|words| words.get(language)).unwrap_or(code)
    }

    /// The same in all languages.
    pub(super) fn words_of(&self, name: &str, code: &str) -> Option<&Words> {
        self.variables.get(name)?.codes.get(code)
    }
}

/// The codebook of a form in each of its languages that somebody who speaks it has checked.
struct Book(Vec<Codebook>);

impl Book {
    fn of(form: &Form) -> Self {
        let checked = form.languages().iter().filter(|language| !language.is_draft);
        let mut languages: Vec<&str> = checked.map(|language| language.code.as_str()).collect();
        if languages.is_empty() {
            languages.push(form.default_language());
        }
        Self(languages.into_iter().map(|language| form.codebook(language)).collect())
    }

    /// What somebody finds in the codebook of each language.
    fn words<'a>(&'a self, find: impl Fn(&'a Codebook) -> Option<&'a str>) -> Words {
        let found = self.0.iter().filter_map(|book| Some((book.language.clone(), find(book)?.to_owned())));
        Words(found.filter(|(_, text)| !text.is_empty()).collect())
    }

    /// A question; its path, where it has no words because the form calculates it.
    fn question(&self, path: &str) -> Words {
        let words = self.words(|book| asked(book, path)?.label.as_deref());
        if words.0.is_empty() { Words::name(path) } else { words }
    }

    fn code(&self, path: &str, code: &str) -> Words {
        let label = |book| coded(asked(book, path)?, code).map(|known: &Code| known.label.as_str());
        let words = self.words(label);
        if words.0.is_empty() { Words::name(code) } else { words }
    }

    fn breakdown(&self, form: &Form, breakdown: &Breakdown) -> Described {
        let label = breakdown.label.as_ref().map(|label| self.said(label));
        let merged = &breakdown.categories;
        let (own, mut codes, rest) = match &breakdown.source {
            Source::Question(question) => {
                (self.question(question), self.codes(question, merged), (UNKNOWN, "tables-unknown"))
            }
            Source::Language(told) => {
                let name = |code: &str| spoken::name(form, code);
                let codes = match merged[..] {
                    [] => told.iter().map(|code| (code.clone(), name(code))).collect(),
                    _ => merged.iter().map(|one| (one.code.clone(), self.merged(one, name))).collect(),
                };
                (Words::own("language-of-answer"), codes, (OTHER, "language-other"))
            }
        };
        codes.insert(rest.0.to_owned(), Words::own(rest.1));
        Described { label: label.unwrap_or(own), codes }
    }

    /// One variable; of a question with several answers one for each that is counted.
    fn answer(&self, answer: &Answer, missing: MissingAnswers) -> Vec<(String, Described)> {
        let path = &answer.question;
        let label = answer.label.as_ref().map_or_else(|| self.question(path), |label| self.said(label));
        let several = self.0.first().and_then(|book| asked(book, path)).filter(|one| one.kind == "select_multiple");
        let Some(several) = several else {
            let bands = answer.bands.iter().filter_map(|one| Some((one.code.clone(), self.said(one.label.as_ref()?))));
            let mut codes = self.codes(path, &answer.categories);
            codes.extend(self.missing(path, missing));
            codes.extend(bands);
            return vec![(path.clone(), Described { label, codes })];
        };
        let one = |code: &Code| {
            let words = self.code(path, &code.code);
            let of = [("question", &label), ("answer", &words)];
            let not = (not_chosen(&code.code), Words::own_with("tables-not-chosen", &of[1..]));
            let mut codes: BTreeMap<String, Words> = [(code.code.clone(), words.clone()), not].into();
            codes.extend(self.missing(path, missing));
            (format!("{path}:{}", code.code), Described { label: Words::own_with("tables-one-of-several", &of), codes })
        };
        answer.counted(&several.codes).map(one).collect()
    }

    /// What stands for no answer to a question.
    fn missing(&self, path: &str, how: MissingAnswers) -> impl Iterator<Item = (String, Words)> {
        let codes = self.0.first().and_then(|book| asked(book, path)).map(|one| one.codes.as_slice());
        let words: &[(&str, &str)] = match how {
            MissingAnswers::Apart if codes.is_some_and(are_told_apart) => &APART,
            MissingAnswers::Apart | MissingAnswers::Together => &TOGETHER,
        };
        words.iter().map(|(code, key)| ((*code).to_owned(), Words::own(key)))
    }

    fn codes(&self, path: &str, merged: &[Merged]) -> BTreeMap<String, Words> {
        if merged.is_empty() {
            let question = self.0.first().and_then(|book| asked(book, path));
            let codes = question.map(|one| one.codes.as_slice()).unwrap_or_default();
            return codes.iter().map(|code| (code.code.clone(), self.code(path, &code.code))).collect();
        }
        merged.iter().map(|one| (one.code.clone(), self.merged(one, |code| self.code(path, code)))).collect()
    }

    /// What the plan calls them, or all of them after each other.
    fn merged(&self, merged: &Merged, word: impl Fn(&str) -> Words) -> Words {
        if let Some(label) = &merged.label {
            return self.said(label);
        }
        let all: Vec<Words> = merged.of.iter().map(|code| word(code)).collect();
        let joined = |language: &str| all.iter().filter_map(|one| one.get(language)).collect::<Vec<_>>().join(" / ");
        Words(self.0.iter().map(|book| (book.language.clone(), joined(&book.language))).collect())
    }

    fn said(&self, label: &Label) -> Words {
        match label {
            Label::Same(text) => Words(self.0.iter().map(|book| (book.language.clone(), text.clone())).collect()),
            Label::ByLanguage(texts) => Words(texts.clone()),
        }
    }
}

fn asked<'a>(book: &'a Codebook, path: &str) -> Option<&'a Asked> {
    book.variables.iter().find(|variable| variable.path == path)
}

fn coded<'a>(asked: &'a Asked, code: &str) -> Option<&'a Code> {
    asked.codes.iter().find(|known| known.code == code)
}

/// Departments and areas by their names.
fn places(territory: &Territory) -> Described {
    let mut codes = BTreeMap::new();
    codes.insert(UNKNOWN.to_owned(), Words::own("tables-place-unknown"));
    codes.insert(format!("{AREA}.{UNKNOWN}"), Words::own("tables-area-unknown"));
    for area in &territory.areas {
        let name = Words::name(&area.name);
        for department in &area.departments {
            let label = match &department.name {
                Some(name) => Words::name(name),
                None => Words::own_with("tables-department-of", &[("number", &Words::name(&department.number))]),
            };
            codes.insert(department.code.clone(), label);
        }
        let rest = Words::own_with("tables-department-unknown", &[("area", &name)]);
        codes.insert(format!("{}.{UNKNOWN}", area.code), rest);
        codes.insert(area.code.clone(), name);
    }
    Described { label: Words::own("tables-place"), codes }
}

#[cfg(test)]
#[path = "meaning_tests.rs"]
mod tests;
