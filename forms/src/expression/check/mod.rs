//! The static check: what can be known to be wrong with an expression before there is any answer.

mod types;

use super::{
    Expression,
    ast::{Axis, Call, Expr, ExprKind, NodeTest, Operator, Path, PathStart},
    functions::{self, Type},
    span::Span,
};
use crate::suggest;
use types::Static;

/// How many mistakes are told of one expression.
const MAX_MISTAKES: usize = 50;

/// Something in an expression that cannot work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What would be right, where that can be told.
    pub help: Option<String>,
}

/// What is known of an answer before it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerType {
    /// Nothing.
    Unknown,
    /// Text.
    Text,
    /// The code of a choice, or of several.
    Choice,
    /// A number.
    Number,
    /// `YYYY-MM-DD`, perhaps with a time.
    Date,
    /// `hh:mm:ss`, which is neither number nor date.
    Time,
    /// No answer: a group.
    Group,
    /// No answer: a repeat.
    Repeat,
}

/// What `${name}` stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// A question or a group.
    Known(AnswerType),
    /// Nothing. Perhaps another name was meant.
    Unknown {
        /// The name that was meant.
        nearest: Option<String>,
    },
}

impl Expression {
    /// Everything that can be known to be wrong. To be called before [`Expression::resolve`], as it looks at names.
    ///
    /// `own` is the type of the question that the expression belongs to, which `.` means; `lookup` tells what a name stands for.
    pub fn check(&self, own: AnswerType, lookup: impl Fn(&str) -> Lookup) -> Vec<Mistake> {
        self.check_counted(own, lookup).0
    }

    /// As [`Expression::check`], and how many bytes the compiled patterns of the expression take.
    pub(crate) fn check_counted(&self, own: AnswerType, lookup: impl Fn(&str) -> Lookup) -> (Vec<Mistake>, usize) {
        let mut checker = Checker { own, lookup: &lookup, patterns: 0, mistakes: Vec::new() };
        checker.expr(&self.root, own);
        checker.mistakes.sort_by_key(|mistake| mistake.span);
        (checker.mistakes, checker.patterns)
    }
}

struct Checker<'l> {
    own: AnswerType,
    lookup: &'l dyn Fn(&str) -> Lookup,
    /// How many bytes the compiled patterns take so far.
    patterns: usize,
    mistakes: Vec<Mistake>,
}

impl Checker<'_> {
    /// Checks a part and says what it gives. `context` is the type of what `.` means there.
    fn expr<'e>(&mut self, expr: &'e Expr, context: AnswerType) -> Static<'e> {
        match &expr.kind {
            ExprKind::Number(_) => Static::of(Type::Number),
            ExprKind::Literal(text) => Static { literal: Some(text), ..Static::of(Type::Text) },
            ExprKind::Negate(inner) => {
                let inner_type = self.expr(inner, context);
                self.number(&inner_type, inner.span);
                Static::of(Type::Number)
            }
            ExprKind::Chain { first, rest } => self.chain(first, rest, context),
            ExprKind::Call(call) => self.call(call, expr.span, context),
            ExprKind::Path(path) => self.path(path, context),
        }
    }

    fn chain<'e>(&mut self, first: &'e Expr, rest: &'e [(Operator, Expr)], context: AnswerType) -> Static<'e> {
        let mut left = self.expr(first, context);
        let mut left_span = first.span;
        for (operator, operand) in rest {
            let right = self.expr(operand, context);
            left = match operator {
                Operator::Or | Operator::And => Static::of(Type::Boolean),
                Operator::Union => {
                    self.nodes(&left, left_span, "`|`");
                    self.nodes(&right, operand.span, "`|`");
                    Static::of(Type::Nodes)
                }
                _ if operator.is_comparison() => {
                    self.comparison((&left, left_span), *operator, (&right, operand.span));
                    Static::of(Type::Boolean)
                }
                _ => {
                    self.number(&left, left_span);
                    self.number(&right, operand.span);
                    Static::of(Type::Number)
                }
            };
            left_span = left_span.to(operand.span);
        }
        left
    }

    fn call<'e>(&mut self, call: &'e Call, span: Span, context: AnswerType) -> Static<'e> {
        let given: Vec<Static<'e>> = call.arguments.iter().map(|argument| self.expr(argument, context)).collect();
        let Some(function) = call.known.function else {
            if self.has_enough() {
                return Static::of(Type::Any);
            }
            let nearest = suggest::closest(&call.name, functions::all().map(|function| function.name));
            let help = nearest.map(|nearest| format!("did you mean `{nearest}()`?"));
            self.add(call.name_span.0, format!("there is no function `{}`", call.name), help);
            return Static::of(Type::Any);
        };
        if !function.arity.allows(given.len()) {
            let message = format!("`{}()` takes {}, not {}", call.name, function.arity, given.len());
            self.add(span, message, None);
        }
        for (index, (argument, given)) in call.arguments.iter().zip(&given).enumerate() {
            let wanted = function.parameters.get(index).or(function.parameters.last());
            self.argument(call, *wanted.unwrap_or(&Type::Any), given, argument.span);
        }
        self.references_of(call, &given);
        match call.name.as_str() {
            // What these give is one of their arguments.
            "if" => given.get(1).zip(given.get(2)).map_or(Static::of(Type::Any), |(then, other)| then.joined(other)),
            "coalesce" => {
                given.first().zip(given.get(1)).map_or(Static::of(Type::Any), |(one, other)| one.joined(other))
            }
            "current" => Static { answer: self.own, ..Static::of(Type::Nodes) },
            _ => Static::of(function.returns),
        }
    }

    fn path<'e>(&mut self, path: &'e Path, context: AnswerType) -> Static<'e> {
        let start = match &path.start {
            PathStart::Root => AnswerType::Unknown,
            PathStart::Context => context,
            PathStart::Reference { name, at, predicates } => {
                let answer = self.reference(name, at.0);
                self.predicates(predicates, answer);
                answer
            }
            PathStart::Expression { inner, predicates } => {
                let given = self.expr(inner, context);
                let what = if predicates.is_empty() { "`/`" } else { "`[…]`" };
                self.nodes(&given, inner.span, what);
                self.predicates(predicates, given.answer);
                given.answer
            }
        };
        let mut answer = start;
        for step in &path.steps {
            if (step.axis, &step.test) != (Axis::SelfNode, &NodeTest::Node) {
                answer = AnswerType::Unknown;
            }
            self.predicates(&step.predicates, answer);
        }
        if matches!(path.start, PathStart::Root) && path.steps.is_empty() {
            answer = AnswerType::Group;
        }
        Static { answer, ..Static::of(Type::Nodes) }
    }

    fn reference(&mut self, name: &str, span: Span) -> AnswerType {
        match (self.lookup)(name) {
            _ if self.has_enough() => AnswerType::Unknown,
            Lookup::Known(answer) => answer,
            Lookup::Unknown { nearest } => {
                let help = nearest.map(|nearest| format!("did you mean `${{{nearest}}}`?"));
                self.add(span, format!("there is no question `{name}`"), help);
                AnswerType::Unknown
            }
        }
    }

    fn predicates(&mut self, predicates: &[Expr], context: AnswerType) {
        for predicate in predicates {
            self.expr(predicate, context);
        }
    }

    /// Whether there is more wrong than anybody wants to be told of one expression.
    fn has_enough(&self) -> bool {
        self.mistakes.len() >= MAX_MISTAKES
    }

    fn add(&mut self, span: Span, message: String, help: Option<String>) {
        if self.has_enough() {
            return;
        }
        self.mistakes.push(Mistake { span, message, help });
    }
}
