//! What an expression reads: its paths, in a shape that can be followed through a form's definition without any answer.

use super::{
    Expression,
    ast::{Axis, Expr, ExprKind, NodeTest, Path, PathStart, Step},
    parser,
    references::quoted_path,
    span::Span,
};

/// One path of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct PathUse {
    /// Where the path begins.
    pub start: Start,
    /// What [`Start::Context`] means for this path.
    pub base: Base,
    /// The steps from there, without their predicates; what these read is in paths of their own.
    pub steps: Vec<PathStep>,
    /// Where it was written.
    pub span: Span,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// At the root of the form's answers: `/…`
    Root,
    /// At the context node, which is told by [`PathUse::base`].
    Context,
    /// At the question that the whole expression belongs to: `current()/…`
    Current,
    /// At the root of the secondary document of this name: `instance('name')/…`
    Instance(String),
    /// At the question of this name: `${name}/…`, before [`Expression::resolve`].
    Reference(String),
    /// At the nodes that an expression gives, such as `(a | b)/…`: where these other paths of the list lead,
    /// if the expression passes them on.
    Computed(Vec<usize>),
}

/// What the context node of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The context node of the whole expression.
    Expression,
    /// The path stands in a predicate: its context is where the path at index `path` of the list is after `steps` steps.
    Predicate {
        /// The index of the other path in the list.
        path: usize,
        /// How many of its steps are taken.
        steps: usize,
    },
}

/// One step of a [`PathUse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep {
    /// In which direction.
    pub axis: Axis,
    /// To which nodes.
    pub test: NodeTest,
}

impl Expression {
    /// Every path of the expression, also those in predicates and in the quoted argument of `jr:choice-name`.
    /// A function that reads the context node when it has no argument counts as the path `.`.
    pub fn paths(&self) -> Vec<PathUse> {
        let mut found = Vec::new();
        collect(&self.root, Base::Expression, &mut found);
        found
    }
}

impl Expression {
    /// The lists that it looks things up in, by name: `instance('name')` and `pulldata('name', …)`.
    pub(crate) fn lists(&self) -> Vec<(&str, Span)> {
        let mut found = Vec::new();
        let mut waiting = vec![&self.root];
        while let Some(expr) = waiting.pop() {
            if let ExprKind::Call(call) = &expr.kind
                && let ("instance" | "pulldata", Some(first)) = (call.name.as_str(), call.arguments.first())
                && let ExprKind::Literal(name) = &first.kind
            {
                found.push((name.as_str(), first.span));
            }
            waiting.extend(expr.parts());
        }
        found
    }
}

/// Functions that take the context node where they have no argument.
const IMPLICIT: [&str; 7] =
    ["string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri"];

/// Adds the paths of `expr` and returns the indices of those whose nodes it may pass on.
fn collect(expr: &Expr, base: Base, found: &mut Vec<PathUse>) -> Vec<usize> {
    match &expr.kind {
        ExprKind::Path(path) => vec![collect_path(path, expr.span, base, found)],
        ExprKind::Call(call) => {
            if call.arguments.is_empty() && IMPLICIT.contains(&call.name.as_str()) {
                found.push(PathUse { start: Start::Context, base, steps: Vec::new(), span: expr.span });
            }
            let quoted = quoted_path(call).and_then(|(text, span)| parser::parse_at(text, span).ok());
            let arguments = call.arguments.iter().chain(&quoted);
            let passed = arguments.flat_map(|argument| collect(argument, base, found)).collect();
            if call.name == "current" && call.arguments.is_empty() {
                found.push(PathUse { start: Start::Current, base, steps: Vec::new(), span: expr.span });
                return vec![found.len() - 1];
            }
            passed
        }
        _ => expr.children().into_iter().flat_map(|child| collect(child, base, found)).collect(),
    }
}

fn collect_path(path: &Path, span: Span, base: Base, found: &mut Vec<PathUse>) -> usize {
    let (start, predicates): (Start, &[Expr]) = match &path.start {
        PathStart::Root => (Start::Root, &[]),
        PathStart::Context => (Start::Context, &[]),
        PathStart::Reference { name, predicates, .. } => (Start::Reference(name.clone()), predicates),
        PathStart::Expression { inner, predicates } => match named_start(inner) {
            Some(start) => (start, predicates),
            None => (Start::Computed(collect(inner, base, found)), predicates),
        },
    };
    let index = found.len();
    let steps = path.steps.iter().map(PathStep::from).collect();
    found.push(PathUse { start, base, steps, span });
    let within_start = predicates.iter().map(|predicate| (predicate, 0));
    let within_steps = path
        .steps
        .iter()
        .zip(1..)
        .flat_map(|(step, taken)| step.predicates.iter().map(move |predicate| (predicate, taken)));
    for (predicate, steps) in within_start.chain(within_steps) {
        collect(predicate, Base::Predicate { path: index, steps }, found);
    }
    index
}

/// `current()` and `instance('name')`.
fn named_start(expr: &Expr) -> Option<Start> {
    let ExprKind::Call(call) = &expr.kind else {
        return None;
    };
    match (call.name.as_str(), call.arguments.first().map(|argument| &argument.kind)) {
        ("current", None) => Some(Start::Current),
        ("instance", Some(ExprKind::Literal(name))) => Some(Start::Instance(name.clone())),
        _ => None,
    }
}

impl From<&Step> for PathStep {
    fn from(step: &Step) -> Self {
        Self { axis: step.axis, test: step.test.clone() }
    }
}
