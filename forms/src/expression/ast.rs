//! The syntax tree of an expression. Operators of one precedence stand in a flat chain, so that the
//! depth of the tree is the depth of the brackets and a long sum cannot exhaust the stack.

use super::{
    functions::{self, Function, Pattern},
    span::Span,
};

/// A part of an expression and where it was written.
#[derive(Debug, Clone)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExprKind {
    /// `first op second op third …`, all operators of one precedence, taken from the left.
    Chain {
        first: Box<Expr>,
        rest: Vec<(Operator, Expr)>,
    },
    Negate(Box<Expr>),
    Number(f64),
    Literal(String),
    Call(Call),
    /// A call, a literal or brackets, narrowed by predicates, and steps from there.
    Path(Path),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    /// As written, with its prefix.
    pub(crate) name: String,
    pub(crate) name_span: At,
    pub(crate) arguments: Vec<Expr>,
    pub(crate) known: Known,
}

/// What is found out about a call once, not at each evaluation; it follows from the call and takes no part in comparisons.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) function: Option<&'static Function>,
    pub(crate) pattern: Pattern,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) start: PathStart,
    pub(crate) steps: Vec<Step>,
    pub(crate) fixed: Fixed,
}

/// Which row of the form a path always leads to, if there is one; it follows from the path and takes no part in comparisons.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fixed(pub(crate) Option<usize>);

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PathStart {
    /// `/…`
    Root,
    /// A relative path: from the context node.
    Context,
    /// `${name}` with its predicates; gone once the expression is resolved.
    Reference { name: String, at: At, predicates: Vec<Expr> },
    /// Any other expression that gives nodes, with its predicates.
    Expression { inner: Box<Expr>, predicates: Vec<Expr> },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) axis: Axis,
    pub(crate) test: NodeTest,
    pub(crate) predicates: Vec<Expr>,
    pub(crate) at: At,
}

/// A span that does not take part in comparisons.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At(pub(crate) Span);

/// The direction of a step (`XPath` 1.0, section 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Namespace,
    Parent,
    Preceding,
    PrecedingSibling,
    SelfNode,
}

/// Which nodes of an axis a step keeps (`XPath` 1.0, section 2.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NodeTest {
    /// `*`: every element, or on the attribute axis every attribute.
    Any,
    /// `prefix:*`
    AnyOf {
        /// The prefix.
        prefix: String,
    },
    /// `name` or `prefix:name`
    Name {
        /// The prefix, if written.
        prefix: Option<String>,
        /// The name without prefix.
        local: String,
    },
    /// `node()`
    Node,
    /// `text()`
    Text,
    /// `comment()`
    Comment,
    /// `processing-instruction()`, perhaps of one target
    ProcessingInstruction(Option<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl PartialEq for Fixed {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for Known {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(if self.function.is_some() { "known" } else { "unknown" })
    }
}

impl Call {
    pub(crate) fn new(name: String, name_span: Span, arguments: Vec<Expr>) -> Self {
        let known = Known { function: functions::find(&name), pattern: Pattern::default() };
        Self { name, name_span: At(name_span), arguments, known }
    }
}

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Path {
    pub(crate) fn new(start: PathStart, steps: Vec<Step>) -> Self {
        Self { start, steps, fixed: Fixed::default() }
    }
}

impl Expr {
    /// The parts that this part is made of, without those inside predicates of steps.
    pub(crate) fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Chain { first, rest } => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, operand)| operand)).collect()
            }
            ExprKind::Negate(inner) => vec![inner],
            ExprKind::Call(call) => call.arguments.iter().collect(),
            ExprKind::Number(_) | ExprKind::Literal(_) | ExprKind::Path(_) => Vec::new(),
        }
    }

    /// The parts right below, those of a path among them: what it starts with, and its predicates.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        let ExprKind::Path(path) = &self.kind else { return self.children() };
        let mut parts: Vec<&Self> = match &path.start {
            PathStart::Root | PathStart::Context => Vec::new(),
            PathStart::Reference { predicates, .. } => predicates.iter().collect(),
            PathStart::Expression { inner, predicates } => std::iter::once(&**inner).chain(predicates).collect(),
        };
        parts.extend(path.steps.iter().flat_map(|step| &step.predicates));
        parts
    }
}

impl Operator {
    /// How tightly it binds; the smallest number is the loosest.
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::And => 1,
            Self::Equal | Self::NotEqual => 2,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 3,
            Self::Add | Self::Subtract => 4,
            Self::Multiply | Self::Divide | Self::Modulo => 5,
            Self::Union => 7,
        }
    }

    /// Whether it gives true or false by comparing.
    pub(crate) fn is_comparison(self) -> bool {
        matches!(self.precedence(), 2 | 3)
    }

    /// As it is written.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Modulo => "mod",
            Self::Union => "|",
        }
    }
}

impl Axis {
    /// The axes by the names they have in a path.
    pub(crate) const NAMES: [(&'static str, Self); 13] = [
        ("ancestor", Self::Ancestor),
        ("ancestor-or-self", Self::AncestorOrSelf),
        ("attribute", Self::Attribute),
        ("child", Self::Child),
        ("descendant", Self::Descendant),
        ("descendant-or-self", Self::DescendantOrSelf),
        ("following", Self::Following),
        ("following-sibling", Self::FollowingSibling),
        ("namespace", Self::Namespace),
        ("parent", Self::Parent),
        ("preceding", Self::Preceding),
        ("preceding-sibling", Self::PrecedingSibling),
        ("self", Self::SelfNode),
    ];

    /// The axis of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, axis)| *axis)
    }

    /// As it is written before `::`.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, axis)| *axis == self).map_or("", |(name, _)| name)
    }
}
