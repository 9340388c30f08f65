//! The functions: one table, one file a family. An entry says all that the check and the evaluator need.

mod booleans;
mod dates;
mod geography;
mod nodes;
mod numbers;
mod repeats;
mod secrets;
mod selection;
mod shuffle;
mod strings;

use std::{
    borrow::Cow,
    fmt::{Display, Formatter},
};

use super::{
    ast::{Call, Expr},
    context::{Context, EvaluationError, EvaluationErrorKind},
    evaluator::{Evaluator, Focus},
    span::Span,
    value::{Node, Value, text_to_number},
};
use crate::tree::TEXT_STEP;

pub(crate) use shuffle::{seed_of, shuffled_by};
pub(crate) use strings::Pattern;

/// A function of the language.
pub(crate) struct Function {
    /// Its name, with prefix.
    pub(crate) name: &'static str,
    /// How many arguments it takes.
    pub(crate) arity: Arity,
    /// What the arguments are taken as; the last stands for all that follow.
    pub(crate) parameters: &'static [Type],
    /// What it gives.
    pub(crate) returns: Type,
    pub(crate) evaluate: Evaluate,
}

type Evaluate = for<'a, 'c, 't> fn(&Arguments<'a, 'c, 't>) -> Result<Value<'t>, EvaluationError>;

/// What an argument is taken as, or a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Any,
    Text,
    Number,
    Boolean,
    Nodes,
    /// A date or a moment, as such or as text.
    Date,
    /// A regular expression.
    Pattern,
}

/// How many arguments a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arity {
    least: usize,
    /// None: any number.
    most: Option<usize>,
    /// Beyond the least, arguments come in bundles of so many.
    bundle: usize,
}

/// The arguments of one call, not evaluated yet.
pub(crate) struct Arguments<'a, 'c, 't> {
    pub(super) evaluator: &'a Evaluator<'c, 't>,
    pub(super) call: &'a Call,
    pub(super) span: Span,
    pub(super) focus: Focus<'t>,
}

type Families = [&'static [Function]; 9];

const FAMILIES: Families = [
    booleans::FUNCTIONS,
    dates::FUNCTIONS,
    geography::FUNCTIONS,
    nodes::FUNCTIONS,
    numbers::FUNCTIONS,
    repeats::FUNCTIONS,
    secrets::FUNCTIONS,
    selection::FUNCTIONS,
    strings::FUNCTIONS,
];

/// The function of this name.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name == name)
}

/// Every function.
pub(crate) fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.into_iter().flatten()
}

const fn function(
    name: &'static str,
    arity: Arity,
    parameters: &'static [Type],
    returns: Type,
    evaluate: Evaluate,
) -> Function {
    Function { name, arity, parameters, returns, evaluate }
}

const fn exactly(count: usize) -> Arity {
    between(count, count)
}

const fn between(least: usize, most: usize) -> Arity {
    Arity { least, most: Some(most), bundle: 1 }
}

const fn at_least(least: usize) -> Arity {
    Arity { least, most: None, bundle: 1 }
}

impl Arity {
    /// Whether a call with `count` arguments is right.
    pub(crate) fn allows(self, count: usize) -> bool {
        count >= self.least
            && self.most.is_none_or(|most| count <= most)
            && (count - self.least).is_multiple_of(self.bundle)
    }
}

impl Display for Arity {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        let arguments = |count: usize| if count == 1 { "argument" } else { "arguments" };
        match (self.least, self.most, self.bundle) {
            (0, Some(0), _) => out.write_str("no arguments"),
            (least, Some(most), _) if least == most => write!(out, "{least} {}", arguments(least)),
            (least, Some(most), 1) => write!(out, "{least} to {most} arguments"),
            (least, Some(most), bundle) => {
                let allowed: Vec<String> = (least..=most).step_by(bundle).map(|count| count.to_string()).collect();
                write!(out, "{} arguments", allowed.join(" or "))
            }
            (least, None, 2) => write!(out, "an even number of arguments, at least {least}"),
            (least, None, _) => write!(out, "at least {least} {}", arguments(least)),
        }
    }
}

impl<'a, 'c, 't> Arguments<'a, 'c, 't> {
    fn context(&self) -> &'a Context<'c, 't> {
        &self.evaluator.context
    }

    fn len(&self) -> usize {
        self.call.arguments.len()
    }

    fn expr(&self, index: usize) -> &'a Expr {
        &self.call.arguments[index]
    }

    fn value(&self, index: usize) -> Result<Value<'t>, EvaluationError> {
        self.evaluator.value(self.expr(index), self.focus)
    }

    fn text(&self, index: usize) -> Result<String, EvaluationError> {
        self.evaluator.text(self.value(index)?, self.span)
    }

    fn number(&self, index: usize) -> Result<f64, EvaluationError> {
        self.evaluator.number(self.expr(index), self.focus)
    }

    fn boolean(&self, index: usize) -> Result<bool, EvaluationError> {
        self.evaluator.boolean(self.expr(index), self.focus)
    }

    fn nodes(&self, index: usize) -> Result<Vec<Node<'t>>, EvaluationError> {
        self.evaluator.nodes(self.expr(index), self.focus)
    }

    /// Text of the argument, or of the context node where there is none.
    fn text_or_context(&self) -> Result<String, EvaluationError> {
        if self.len() == 0 { self.own_text() } else { self.text(0) }
    }

    /// Text of the context node.
    fn own_text(&self) -> Result<String, EvaluationError> {
        self.evaluator.text(Value::NodeSet(vec![self.focus.node]), self.span)
    }

    /// The argument's first node, or the context node where there is no argument.
    fn node_or_context(&self) -> Result<Option<Node<'t>>, EvaluationError> {
        if self.len() == 0 { Ok(Some(self.focus.node)) } else { Ok(self.nodes(0)?.first().copied()) }
    }

    /// The text of every argument from `first` on, of nodes that of each.
    fn texts(&self, first: usize) -> Result<Vec<String>, EvaluationError> {
        let mut texts = Vec::new();
        for index in first..self.len() {
            match self.value(index)? {
                Value::NodeSet(nodes) => {
                    texts.extend(self.node_texts(&nodes)?.into_iter().map(Cow::into_owned));
                }
                value => texts.push(self.evaluator.text(value, self.span)?),
            }
        }
        Ok(texts)
    }

    /// The text of each of the nodes.
    fn node_texts(&self, nodes: &[Node<'t>]) -> Result<Vec<Cow<'t, str>>, EvaluationError> {
        self.evaluator.texts(nodes, self.span)
    }

    /// The number that each of the nodes holds.
    fn node_numbers(&self, nodes: &[Node<'t>]) -> Result<impl Iterator<Item = f64>, EvaluationError> {
        let zone = self.context().zone();
        Ok(self.node_texts(nodes)?.into_iter().map(move |text| text_to_number(&text, zone)))
    }

    /// Counts the making or reading of so many bytes of text against the limit.
    fn spend_text(&self, bytes: usize) -> Result<(), EvaluationError> {
        self.evaluator.spend((bytes / TEXT_STEP) as u64, self.span)
    }

    /// Every argument from `first` on as numbers, of nodes each.
    fn numbers(&self, first: usize) -> Result<Vec<f64>, EvaluationError> {
        let zone = self.context().zone();
        let mut numbers = Vec::new();
        for index in first..self.len() {
            match self.value(index)? {
                Value::NodeSet(nodes) => numbers.extend(self.node_numbers(&nodes)?),
                value => numbers.push(value.to_number(zone)),
            }
        }
        Ok(numbers)
    }

    fn error(&self, kind: EvaluationErrorKind) -> EvaluationError {
        EvaluationError { kind, span: self.span }
    }
}
