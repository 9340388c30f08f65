//! Which types go together, and what to say of those that do not.

use jiff::tz::TimeZone;

use super::{AnswerType, Checker, Lookup};
use crate::expression::{
    ast::{Call, Operator},
    datetime::DateTime,
    functions::Type,
    parser,
    references::{quoted_path, quoted_references},
    span::Span,
    value::text_to_number,
};

/// What is known of the value of a part of an expression.
#[derive(Clone, Copy)]
pub(super) struct Static<'e> {
    pub(super) kind: Type,
    /// Of nodes, what answer they hold.
    pub(super) answer: AnswerType,
    /// The text itself, where it is written out.
    pub(super) literal: Option<&'e str>,
}

/// How many bytes the compiled patterns of one expression may take.
const MAX_PATTERNS: usize = 512 << 10;

const DATE_HELP: &str = "a date is written '2026-11-21'";

impl<'e> Static<'e> {
    pub(super) fn of(kind: Type) -> Self {
        Self { kind, answer: AnswerType::Unknown, literal: None }
    }

    /// What is known of a value that is one of two.
    pub(super) fn joined(&self, other: &Self) -> Self {
        if self.kind == other.kind && self.answer == other.answer && self.literal == other.literal {
            *self
        } else {
            Self::of(Type::Any)
        }
    }

    fn is_date(&self) -> bool {
        self.kind == Type::Date || self.answer == AnswerType::Date
    }

    fn is_group(&self) -> bool {
        matches!(self.answer, AnswerType::Group | AnswerType::Repeat)
    }

    fn is_number(&self) -> bool {
        self.kind == Type::Number || self.answer == AnswerType::Number
    }

    /// A text written out that is neither a number nor a date.
    fn plain_text(&self) -> Option<&'e str> {
        self.literal.filter(|text| text_to_number(text, &TimeZone::UTC).is_nan())
    }
}

impl Checker<'_> {
    /// A part that is taken as a number.
    pub(super) fn number(&mut self, given: &Static<'_>, span: Span) {
        if let Some(text) = given.plain_text() {
            self.add(span, format!("`'{text}'` is no number"), None);
        }
        match given.answer {
            AnswerType::Group | AnswerType::Repeat => self.group(span),
            AnswerType::Time => {
                let help = Some("`decimal-time()` makes a number of it".to_owned());
                self.add(span, "a time of day is no number".to_owned(), help);
            }
            _ => {}
        }
    }

    /// A part that has to give nodes.
    pub(super) fn nodes(&mut self, given: &Static<'_>, span: Span, what: &str) {
        let found = match given.kind {
            Type::Any | Type::Nodes => return,
            Type::Text | Type::Pattern => "text",
            Type::Number => "a number",
            Type::Boolean => "true or false",
            Type::Date => "a date",
        };
        let help = Some("write a path or `${name}`".to_owned());
        self.add(span, format!("{what} needs questions, not {found}"), help);
    }

    pub(super) fn comparison(&mut self, left: (&Static<'_>, Span), operator: Operator, right: (&Static<'_>, Span)) {
        for (this, span) in [left, right] {
            if this.is_group() {
                self.group(span);
            }
        }
        let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        if let Some((_, span)) =
            [left, right].into_iter().find(|(this, _)| !is_equality && this.answer == AnswerType::Time)
        {
            let message = format!("`{}` cannot compare times of day as they are", operator.symbol());
            self.add(span, message, Some("compare `decimal-time(…)`; noon is 0.5".to_owned()));
            return;
        }
        for ((this, this_span), (other, _)) in [(left, right), (right, left)] {
            let text = this.plain_text().filter(|text| !(is_equality && text.trim().is_empty()));
            match text {
                // Whether an answer is empty can be asked of every type.
                Some(text) if other.is_date() => {
                    let message = format!("a date is compared with `'{text}'`, which is none");
                    self.add(this_span, message, Some(DATE_HELP.to_owned()));
                }
                Some(text) if other.is_number() => {
                    self.add(this_span, format!("a number is compared with `'{text}'`, which is none"), None);
                }
                Some(_) if !is_equality => {
                    let message = format!("`{}` compares numbers and dates, not text", operator.symbol());
                    self.add(this_span, message, None);
                }
                _ => {}
            }
        }
    }

    pub(super) fn argument(&mut self, call: &Call, wanted: Type, given: &Static<'_>, span: Span) {
        let what = format!("`{}()`", call.name);
        match wanted {
            Type::Number => self.number(given, span),
            Type::Nodes => self.nodes(given, span, &what),
            Type::Date => {
                let is_date = |text: &str| text.trim().is_empty() || DateTime::parse(text, &TimeZone::UTC).is_some();
                if let Some(text) = given.plain_text().filter(|text| !is_date(text)) {
                    self.add(span, format!("`'{text}'` is no date"), Some(DATE_HELP.to_owned()));
                }
            }
            Type::Pattern => {
                if let Some(pattern) = given.literal {
                    self.pattern(call, pattern, span);
                }
            }
            Type::Text if given.is_group() && call.name != "string" => self.group(span),
            Type::Any | Type::Text | Type::Boolean => {}
        }
    }

    /// What must be a question with choices, or a repeat, and is known to be something else.
    pub(super) fn references_of(&mut self, call: &Call, given: &[Static<'_>]) {
        if let Some((path, at)) = quoted_path(call) {
            if !path.contains("${") && parser::parse_at(path, at).is_err() {
                self.add(at, format!("`{path}` is no path to a question"), Some("write '${name}'".to_owned()));
            }
            for reference in quoted_references(path, at) {
                if let Lookup::Known(answer) = (self.lookup)(&reference.name)
                    && !matches!(answer, AnswerType::Choice | AnswerType::Unknown)
                {
                    self.add(reference.span, format!("`{}` has no choices", reference.name), None);
                }
            }
        }
        if call.name == "indexed-repeat" {
            let repeats = call.arguments.iter().zip(given).skip(1).step_by(2);
            for (argument, _) in
                repeats.filter(|(_, given)| !matches!(given.answer, AnswerType::Repeat | AnswerType::Unknown))
            {
                self.add(argument.span, "`indexed-repeat()` needs a repeat here".to_owned(), None);
            }
        }
    }

    fn pattern(&mut self, call: &Call, pattern: &str, span: Span) {
        if self.patterns > MAX_PATTERNS {
            return self.add(span, "the patterns of this expression are too large together".to_owned(), None);
        }
        if let Err(reason) = call.known.pattern.compile(pattern) {
            self.add(span, format!("the pattern cannot be read: {reason}"), None);
        }
        self.patterns += call.known.pattern.size();
    }

    fn group(&mut self, span: Span) {
        self.add(span, "a group has no answer of its own".to_owned(), Some("name a question in it".to_owned()));
    }
}
