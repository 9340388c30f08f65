//! What is wrong with an answer document, in words for the person who filled it.

use fluent_bundle::FluentValue;
use serde::Serialize;

use super::{
    Instance,
    cells::{CellId, CellKind},
    lexical::MAX_TEXT,
    refusal::Refusal,
    work::Overrun,
};
use crate::{
    definition::{
        Text,
        form::{Condition, Item, ItemKind, Question, QuestionKind, Range},
    },
    expression::number_to_text,
    locale,
};

/// Whoever gets so many has sent something else than answers, and needs no longer list.
pub(super) const MAX_VIOLATIONS: usize = 1_000;

/// How many characters of an expression are quoted.
const MAX_QUOTED: usize = 200;

/// One thing that keeps an answer from being accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Which answer, such as `findings[2]/theme`; empty for the document as a whole.
    pub path: String,
    /// What kind of violation; stable, for programs.
    pub code: ViolationCode,
    /// What to do about it, in the language asked for.
    pub message: String,
}

/// The kinds of violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationCode {
    /// A question that has to be answered is not.
    Required,
    /// The answer breaks the question's own rule.
    Constraint,
    /// The answer is not of the question's type.
    Type,
    /// The form has no such question.
    UnknownField,
    /// The answer is not among those that are offered.
    UnknownChoice,
    /// The number is outside the question's range.
    OutOfRange,
    /// There are more or fewer instances of a repeat than the form asks for.
    RepeatCount,
    /// The answer is longer than can be stored.
    TooLong,
    /// The answer differs from one that nobody may change.
    ReadOnly,
    /// There are more files than one answer may have.
    TooMany,
    /// An expression of the form takes more steps than it may; the fault is the form's.
    TooCostly,
}

impl ViolationCode {
    /// Whether a person can judge the answer afterwards: it is of its type, and only a rule of the author speaks against it. All
    /// else could not be counted, whoever looks at it.
    pub fn leaves_doubt(self) -> bool {
        matches!(self, Self::Required | Self::Constraint)
    }

    /// The stable name that programs see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Constraint => "constraint",
            Self::Type => "type",
            Self::UnknownField => "unknown_field",
            Self::UnknownChoice => "unknown_choice",
            Self::OutOfRange => "out_of_range",
            Self::RepeatCount => "repeat_count",
            Self::TooLong => "too_long",
            Self::ReadOnly => "read_only",
            Self::TooMany => "too_many",
            Self::TooCostly => "too_costly",
        }
    }
}

impl Instance<'_> {
    /// Everything that is wrong with what is relevant, in the order of the form; fields that the form does not have come last,
    /// in each group by their names. No more than a thousand things are told.
    pub fn violations(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        self.check_below(CellId::ROOT, &mut found);
        found.extend(self.work.overruns().iter().map(|overrun| self.overrun(overrun)));
        found.sort_by_key(|violation: &Violation| violation.code == ViolationCode::UnknownField);
        found
    }

    /// What is wrong with one cell, leaving out what is in it.
    pub(crate) fn violations_of(&self, cell: CellId) -> Vec<Violation> {
        let refusals = &self.cells.get(cell).refusals;
        let mut found: Vec<Violation> = refusals.iter().map(|refusal| self.refused(cell, refusal)).collect();
        let item = self.item(cell);
        if let (true, Some(question)) = (found.is_empty(), item.question()) {
            found.extend(self.check(cell, item, question));
        }
        found
    }

    fn check_below(&self, cell: CellId, found: &mut Vec<Violation>) {
        if !self.cells.get(cell).is_wanted || found.len() >= MAX_VIOLATIONS {
            return;
        }
        found.extend(self.violations_of(cell));
        for child in self.children(cell) {
            self.check_below(*child, found);
        }
    }

    /// A constraint is not asked about an empty answer (ODK XForms, "Bind Attributes").
    fn check(&self, cell: CellId, item: &Item, question: &Question) -> Option<Violation> {
        let answer = self.tree.text(self.cells.get(cell).node);
        if answer.is_empty() {
            let is_missing = question.kind != QuestionKind::Note && self.applies(&question.required, cell);
            return is_missing.then(|| {
                self.violation(
                    cell,
                    ViolationCode::Required,
                    Some(&item.texts.required_message),
                    "violation-required",
                    &[],
                )
            });
        }
        if let Some(violation) = self.check_offered(cell, question, &answer) {
            return Some(violation);
        }
        let constraint = question.constraint.as_ref()?;
        let message = Some(&item.texts.constraint_message);
        let is_broken = !self.holds(constraint, cell, true);
        is_broken.then(|| self.violation(cell, ViolationCode::Constraint, message, "violation-constraint", &[]))
    }

    fn check_offered(&self, cell: CellId, question: &Question, answer: &str) -> Option<Violation> {
        if let QuestionKind::Range(range) = &question.kind {
            return self.check_range(cell, range, answer);
        }
        question.kind.list()?;
        let is_unknown = |name: &&str| self.offered(cell, name).is_none();
        let unknown = match question.kind {
            QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. } => {
                answer.split_whitespace().find(is_unknown)
            }
            _ => Some(answer).filter(is_unknown),
        }?;
        let arguments = [("choice", FluentValue::from(unknown))];
        Some(self.violation(cell, ViolationCode::UnknownChoice, None, "violation-unknown-choice", &arguments))
    }

    fn check_range(&self, cell: CellId, range: &Range, answer: &str) -> Option<Violation> {
        let number: f64 = answer.parse().ok()?;
        let (low, high) = (range.start.min(range.end), range.start.max(range.end));
        let numbers = [("start", low), ("end", high), ("step", range.step.abs())];
        let numbers = numbers.map(|(name, number)| (name, FluentValue::from(number_to_text(number))));
        if !(low..=high).contains(&number) {
            return Some(self.violation(cell, ViolationCode::OutOfRange, None, "violation-out-of-range", &numbers));
        }
        let steps = (number - range.start) / range.step;
        let is_between = (steps - steps.round()).abs() > 1e-9;
        is_between.then(|| self.violation(cell, ViolationCode::OutOfRange, None, "violation-step", &numbers))
    }

    pub(super) fn refused(&self, cell: CellId, refusal: &Refusal) -> Violation {
        let number = |name: &'static str, number: usize| [(name, FluentValue::from(number))];
        match refusal {
            Refusal::Type(key) => self.violation(cell, ViolationCode::Type, None, key, &[]),
            Refusal::TooLong => {
                self.violation(cell, ViolationCode::TooLong, None, "violation-too-long", &number("limit", MAX_TEXT))
            }
            Refusal::RepeatCount(count) => self.violation(
                cell,
                ViolationCode::RepeatCount,
                None,
                "violation-repeat-count",
                &number("count", *count),
            ),
            Refusal::TooMany => self.violation(cell, ViolationCode::RepeatCount, None, "violation-too-many", &[]),
            Refusal::ReadOnly => self.violation(cell, ViolationCode::ReadOnly, None, "violation-read-only", &[]),
            Refusal::UnknownField(name) => {
                let violation = self.violation(cell, ViolationCode::UnknownField, None, "violation-unknown-field", &[]);
                let separator = if violation.path.is_empty() { "" } else { "/" };
                Violation { path: format!("{}{separator}{name}", violation.path), ..violation }
            }
        }
    }

    fn overrun(&self, overrun: &Overrun) -> Violation {
        let expression =
            [("expression", FluentValue::from(overrun.source.chars().take(MAX_QUOTED).collect::<String>()))];
        self.violation(overrun.cell, ViolationCode::TooCostly, None, "violation-too-costly", &expression)
    }

    /// `own` is what the form's author says in this case; `key` is what we say where the author says nothing.
    fn violation(
        &self,
        cell: CellId,
        code: ViolationCode,
        own: Option<&Text>,
        key: &str,
        arguments: &[(&str, FluentValue<'_>)],
    ) -> Violation {
        let own = own.and_then(|text| self.words(cell, text));
        let message = own.unwrap_or_else(|| locale::message(&self.surroundings.language, key, arguments));
        Violation { path: self.path(cell), code, message }
    }

    /// Whether a question may go unanswered.
    pub(crate) fn is_optional(&self, cell: CellId) -> bool {
        match &self.item(cell).kind {
            ItemKind::Question(question) => match &question.required {
                Condition::Never => true,
                condition => !self.applies(condition, cell),
            },
            ItemKind::Group { .. } | ItemKind::Repeat { .. } => {
                self.kind(cell) != CellKind::Question
                    && self.children(cell).iter().all(|child| self.is_optional(*child))
            }
        }
    }
}
