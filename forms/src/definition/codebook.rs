//! The codebook: what every variable of a form means, for those who read the data later.

use std::collections::BTreeSet;

use serde::Serialize;

use super::form::{ChoiceList, Form, Item, ItemId, ItemKind, Question, QuestionKind};

/// Every variable of one form version, described in one language.
#[derive(Debug, Serialize)]
pub struct Codebook {
    /// The form.
    pub form_id: String,
    /// Its version.
    pub version: String,
    /// What the form is called.
    pub title: String,
    /// The language of the labels.
    pub language: String,
    /// The variables, in the order of the form.
    pub variables: Vec<Variable>,
}

/// One variable: a question, a calculated or a hidden value.
#[derive(Debug, Serialize)]
pub struct Variable {
    /// Names from the form downwards, such as `background/age_band`.
    pub path: String,
    /// The type as XLSForm names it, without its list.
    #[serde(rename = "type")]
    pub kind: String,
    /// The question in words, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The repeat whose instances each have a value of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// Whether nobody may be singled out by this variable.
    pub sensitive: bool,
    /// Whether everybody who is asked has to answer.
    pub required: bool,
    /// When the question is asked at all: its own condition and those of the groups around it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relevant: Vec<String>,
    /// The codes that a select takes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
}

/// One code of a select.
#[derive(Debug, Serialize)]
pub struct Code {
    /// What is stored.
    pub code: String,
    /// What it means.
    pub label: String,
    /// `dont_know` or `declined`, if it stands for no answer to the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<&'static str>,
}

impl Form {
    /// The codebook with labels in `language`; where a label is missing there, in the default language.
    pub fn codebook(&self, language: &str) -> Codebook {
        let questions = self.items.iter().enumerate().filter_map(|(index, item)| {
            let question = item.question().filter(|question| question.kind != QuestionKind::Note)?;
            Some(self.variable(ItemId(index), item, question, language))
        });
        Codebook {
            form_id: self.id.clone(),
            version: self.version.clone(),
            title: self.title.in_language(language).unwrap_or_default().to_owned(),
            language: language.to_owned(),
            variables: questions.collect(),
        }
    }

    fn variable(&self, id: ItemId, item: &Item, question: &Question, language: &str) -> Variable {
        let is_repeat = |id: &ItemId| matches!(self.item(*id).kind, ItemKind::Repeat { .. });
        let list = question.kind.list().and_then(|name| self.choice_list(name));
        let mut relevant: Vec<String> =
            self.lineage(id).filter_map(|id| Some(self.item(id).relevant.as_ref()?.source.clone())).collect();
        relevant.reverse();
        Variable {
            path: item.path.clone(),
            kind: question.kind.name().to_owned(),
            label: item.texts.label.in_language(language).map(str::to_owned),
            repeat: self.lineage(id).find(is_repeat).map(|id| self.item(id).path.clone()),
            sensitive: question.is_sensitive,
            required: matches!(question.required, super::form::Condition::Always),
            relevant,
            codes: list.map(|list| codes(list, language)).unwrap_or_default(),
        }
    }
}

fn codes(list: &ChoiceList, language: &str) -> Vec<Code> {
    let code = |choice: &super::form::Choice| Code {
        code: choice.name.clone(),
        label: choice.label.in_language(language).unwrap_or_default().to_owned(),
        missing: choice.missing.map(super::form::Missing::name),
    };
    // A code that stands for several choices is explained by the first.
    let mut seen = BTreeSet::new();
    list.choices.iter().filter(|choice| seen.insert(choice.name.as_str())).map(code).collect()
}
