//! Reads answers from JSON: a whole submission, judged, or a half-filled document, taken as far as it goes.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    Attached, Instance, Surroundings, Violation, ViolationCode,
    build::Defaults,
    cells::{CellId, CellKind},
    check::MAX_VIOLATIONS,
    document::{Given, Members},
    lexical,
    refusal::Refusal,
};
use crate::{
    definition::{
        Form,
        form::{Condition, DefaultValue, ItemKind, Question, QuestionKind},
    },
    locale,
};

/// Whoever sends more unknown fields has sent the answers of another form, and needs no longer list of them.
const MAX_UNKNOWN_FIELDS: usize = 100;

/// Answers that the form accepts.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// What is relevant and answered, calculated values among it, as the text of JSON: keys in the order of the form, sets in
    /// that of their list.
    pub answers: String,
    /// What the form calls this one answer, for people who look through many: its `instance_name`.
    pub instance_name: Option<String>,
    /// The files that the answers refer to, in the order of the form.
    pub attachments: Vec<Attached>,
}

impl<'f> Instance<'f> {
    /// Judges a whole submission.
    ///
    /// Answers to questions that are not relevant are dropped, calculated values are computed anew whatever was sent.
    ///
    /// # Errors
    /// Every violation, in the order of the form.
    pub fn read(form: &'f Form, body: &[u8], surroundings: &Surroundings) -> Result<Accepted, Vec<Violation>> {
        Self::given(form, body, surroundings)?.accept()
    }

    /// The same for a person to look at afterwards: what only breaks rules of the author is accepted, with all that it breaks.
    ///
    /// # Errors
    /// Every violation, if one of them is of another kind.
    pub fn read_in_doubt(
        form: &'f Form,
        body: &[u8],
        surroundings: &Surroundings,
    ) -> Result<(Accepted, Vec<Violation>), Vec<Violation>> {
        let instance = Self::given(form, body, surroundings)?;
        let violations = instance.violations();
        // Of so many not all are told, and among the others could be any kind.
        let are_doubts = violations.len() < MAX_VIOLATIONS && violations.iter().all(|one| one.code.leaves_doubt());
        if are_doubts { Ok((instance.accepted()?, violations)) } else { Err(violations) }
    }

    fn given(form: &'f Form, body: &[u8], surroundings: &Surroundings) -> Result<Self, Vec<Violation>> {
        let Some(Given::Members(document)) = Given::read(body) else {
            return Err(vec![unreadable(surroundings)]);
        };
        let mut instance = Self::blank(form, surroundings, Defaults::Unasked);
        instance.read_group(CellId::ROOT, document);
        instance.recalculate_all();
        instance.set_dynamic_defaults(CellId::ROOT);
        instance.check_counts(CellId::ROOT);
        Ok(instance)
    }

    /// The answers as they would be stored.
    ///
    /// # Errors
    /// Every violation, in the order of the form.
    pub fn accept(&self) -> Result<Accepted, Vec<Violation>> {
        let violations = self.violations();
        if violations.is_empty() { self.accepted() } else { Err(violations) }
    }

    fn accepted(&self) -> Result<Accepted, Vec<Violation>> {
        let attachments = self.attached();
        if let Some(violation) = self.too_many(&attachments) {
            return Err(vec![violation]);
        }
        let name = self.form.instance_name.as_ref();
        let name = name.and_then(|name| self.evaluate(name, CellId::ROOT, |value| value.to_text().trim().to_owned()));
        Ok(Accepted { answers: self.answers_text(), instance_name: name.filter(|name| !name.is_empty()), attachments })
    }

    /// Takes up a half-filled document, as [`Instance::all_answers`] wrote it or a client sends it. What cannot be taken is
    /// left out, and the violations say what that was.
    pub fn resume(form: &'f Form, document: &Value, surroundings: &Surroundings) -> (Self, Vec<Violation>) {
        let mut instance = Self::blank(form, surroundings, Defaults::Unasked);
        match Given::from(document) {
            Given::Members(document) => instance.read_group(CellId::ROOT, document),
            Given::Nothing => {}
            _ => return (instance, vec![unreadable(surroundings)]),
        }
        // From here on it is a person who goes on filling.
        instance.defaults = Defaults::All;
        instance.note_time(CellId::ROOT);
        instance.recalculate_all();
        let refused = instance.cells_below(CellId::ROOT).into_iter();
        let refused = refused.filter(|cell| !instance.cells.get(*cell).refusals.is_empty());
        let violations = refused.flat_map(|cell| instance.violations_of(cell)).collect();
        (instance, violations)
    }

    /// Takes one answer as JSON and computes what follows from it.
    ///
    /// # Errors
    /// Why it could not be taken: there is no such question, or the answer is not of its type. The question then counts as
    /// not answered; what is calculated stays as it is. Whether the answer is also allowed is for [`Instance::violations`] to say.
    pub fn set(&mut self, path: &str, answer: &Value) -> Result<(), Vec<Violation>> {
        let found = self.find(path).and_then(|cell| Some((cell, self.item(cell).question()?)));
        let Some((cell, question)) = found else {
            let message = locale::message(&self.surroundings.language, "violation-unknown-field", &[]);
            return Err(vec![Violation { path: path.to_owned(), code: ViolationCode::UnknownField, message }]);
        };
        let is_noted = matches!(question.kind, QuestionKind::Metadata(_));
        if is_noted || question.is_calculated() || matches!(question.read_only, Condition::Always) {
            return Err(vec![self.refused(cell, &Refusal::ReadOnly)]);
        }
        let list = self.list(cell);
        let answer = Given::from(answer);
        let lexical = lexical::from_json(&question.kind, list, &answer);
        let is_incomplete = self.work.begin();
        self.take(cell, lexical);
        if is_incomplete {
            self.recalculate_all();
        }
        let violations = self.violations_of(cell);
        if self.cells.get(cell).refusals.is_empty() { Ok(()) } else { Err(violations) }
    }

    /// Takes an answer as a person types it or XForms writes it, and computes what follows from it.
    /// An answer of the wrong type is remembered as a violation and counts as none.
    pub(crate) fn set_text(&mut self, cell: CellId, text: &str) {
        let asked = self.item(cell).question().filter(|question| !question.is_calculated());
        let Some(question) = asked else { return };
        let list = self.list(cell);
        self.take(cell, lexical::from_text(&question.kind, list, text));
    }

    /// Remembers that what was typed could not be taken; `key` names the words that say why.
    pub(crate) fn refuse_typed(&mut self, cell: CellId, key: &'static str) {
        self.take(cell, Err(Refusal::Type(key)));
    }

    fn take(&mut self, cell: CellId, lexical: lexical::Lexical<'_>) {
        self.cells.get_mut(cell).refusals.clear();
        let text = lexical.unwrap_or_else(|refusal| {
            self.cells.get_mut(cell).refusals.push(refusal);
            Cow::default()
        });
        if self.store(cell, &text) {
            self.fire_triggers(cell);
        }
    }

    fn read_group(&mut self, cell: CellId, mut document: Members<'_>) {
        for child in self.children(cell).to_vec() {
            let item = self.item(child);
            // A note has no answer: one that is given is left in the document and reported with what else is unknown.
            if item.question().is_some_and(|question| question.kind == QuestionKind::Note) {
                continue;
            }
            // What is taken leaves nothing behind in its place, as removing it would move others.
            let Some(value) = document.get_mut(item.name.as_str()).map(std::mem::take) else { continue };
            match &item.kind {
                ItemKind::Group { .. } => match value {
                    Given::Members(members) => self.read_group(child, members),
                    Given::Nothing => {}
                    _ => self.refuse(child, Refusal::Type("violation-group")),
                },
                ItemKind::Repeat { .. } => self.read_repeat(child, value),
                ItemKind::Question(question) => self.read_question(child, question, &value),
            }
        }
        for (name, _) in document.into_iter().filter(|(_, value)| !matches!(value, Given::Nothing)) {
            if self.unknown_fields == MAX_UNKNOWN_FIELDS {
                break;
            }
            self.unknown_fields += 1;
            self.refuse(cell, Refusal::UnknownField(name.into_owned()));
        }
    }

    fn read_repeat(&mut self, anchor: CellId, value: Given<'_>) {
        let members = match value {
            Given::List(members) => members,
            Given::Nothing => return,
            _ => return self.refuse(anchor, Refusal::Type("violation-group")),
        };
        for member in members {
            let Some(occurrence) = self.append_occurrence(anchor) else {
                return self.refuse(anchor, Refusal::TooMany);
            };
            match member {
                Given::Members(members) => self.read_group(occurrence, members),
                _ => self.refuse(occurrence, Refusal::Type("violation-group")),
            }
        }
        let given = self.children(anchor).len();
        self.cells.get_mut(anchor).given = given;
    }

    fn read_question(&mut self, cell: CellId, question: &Question, value: &Given<'_>) {
        if question.is_calculated() {
            // Calculated anew in any case; what was there before matters to `once()` alone.
            let before = lexical::from_json(&QuestionKind::Calculate, None, value).unwrap_or_default();
            self.tree.set_text(self.cells.get(cell).node, &before);
            return;
        }
        let list = self.list(cell);
        match lexical::from_json(&question.kind, list, value) {
            Ok(text) => {
                if self.fixed_answer(cell, question).is_some_and(|fixed| text != fixed) {
                    self.refuse(cell, Refusal::ReadOnly);
                }
                let data = self.cells.get_mut(cell);
                data.is_number = matches!(value, Given::Number(_));
                let node = data.node;
                self.tree.set_text(node, &text);
            }
            Err(refusal) => self.refuse(cell, refusal),
        }
    }

    /// What a question that nobody may change holds.
    fn fixed_answer(&self, cell: CellId, question: &Question) -> Option<String> {
        match (&question.default, &question.read_only) {
            (Some(DefaultValue::Literal(fixed)), Condition::Always) => Some(self.cast(cell, fixed)),
            _ => None,
        }
    }

    /// A repeat with a count has been brought to it; what was given has to have been as many.
    fn check_counts(&mut self, cell: CellId) {
        for child in self.children(cell).to_vec() {
            let count = self.children(child).len();
            let given = self.cells.get(child).given;
            if self.kind(child) == CellKind::Anchor && self.has_fixed_count(child) && given != count {
                self.refuse(child, Refusal::RepeatCount(count));
            }
            self.check_counts(child);
        }
    }

    fn refuse(&mut self, cell: CellId, refusal: Refusal) {
        self.cells.get_mut(cell).refusals.push(refusal);
    }
}

fn unreadable(surroundings: &Surroundings) -> Violation {
    let message = locale::message(&surroundings.language, "violation-document", &[]);
    Violation { path: String::new(), code: ViolationCode::Type, message }
}
