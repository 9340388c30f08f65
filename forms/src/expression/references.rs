//! The questions an expression names by `${name}`, and putting their paths in place of the names.

use super::{
    Expression,
    ast::{Call, Expr, ExprKind, Path, PathStart},
    error::{ParseError, ParseErrorKind},
    lexer, parser,
    span::Span,
};

/// What stands before the name of a question whose answer in the document that was saved before this one is meant.
pub(crate) const LAST_SAVED: &str = "last-saved#";
/// What clients call that document.
pub(crate) const LAST_SAVED_INSTANCE: &str = "__last-saved";

/// One `${name}` of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The name of the question; with `last-saved#` before it, that question in the document saved before this one.
    pub name: String,
    /// Where it was written, with `${` and `}`.
    pub span: Span,
    /// In what surroundings it stands.
    pub place: Place,
}

/// The surroundings of a [`Reference`]; they decide which path can stand for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where a relative path starts at the question that the expression belongs to.
    Expression,
    /// Within `[…]`: a relative path would start at the node that is tested, so it has to begin with `current()`.
    Predicate,
    /// Within the quoted second argument of `jr:choice-name`; the path is put between the quotes.
    Quoted,
}

impl Expression {
    /// Every `${name}`, in the order written.
    pub fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        collect(&self.root, Place::Expression, &mut found);
        found
    }

    /// Puts a path in the place of every `${name}`.
    ///
    /// `replace` gives the path as `XPath` source, such as `../../x` or `/data/group/x`. Predicates and steps that follow
    /// the name then follow the path, as they would after replacing the text. All parts of the path take the place of the name.
    ///
    /// # Errors
    /// Every name for which `replace` has no path, and every path that cannot be parsed; the expression keeps those names.
    pub fn resolve(&mut self, mut replace: impl FnMut(&Reference) -> Option<String>) -> Result<(), Vec<ParseError>> {
        let mut resolver = Resolver { replace: &mut replace, errors: Vec::new() };
        resolver.expr(&mut self.root, Place::Expression);
        if resolver.errors.is_empty() { Ok(()) } else { Err(resolver.errors) }
    }
}

/// The argument of `jr:choice-name` that names a question between quotes.
pub(super) fn quoted_path(call: &Call) -> Option<(&str, Span)> {
    match call.arguments.get(1) {
        Some(Expr { kind: ExprKind::Literal(text), span }) if call.name == "jr:choice-name" => Some((text, *span)),
        _ => None,
    }
}

/// The `${name}` within a literal; `span` is that of the literal with its quotes.
pub(super) fn quoted_references(text: &str, span: Span) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut offset = 0;
    while let Some(begin) = text[offset..].find("${").map(|at| offset + at) {
        let Some(end) = text[begin..].find('}').map(|at| begin + at) else {
            break;
        };
        let name = text[begin + 2..end].trim();
        if !name.is_empty() && lexer::name_length(name) == name.len() {
            let written = Span::new(span.start + 1 + begin, span.start + 2 + end);
            found.push(Reference { name: name.to_owned(), span: written, place: Place::Quoted });
        }
        offset = end + 1;
    }
    found
}

fn collect(expr: &Expr, place: Place, found: &mut Vec<Reference>) {
    match &expr.kind {
        ExprKind::Path(path) => collect_path(path, place, found),
        ExprKind::Call(call) => {
            let quoted = quoted_path(call);
            for (index, argument) in call.arguments.iter().enumerate() {
                match quoted {
                    Some((text, span)) if index == 1 => found.extend(quoted_references(text, span)),
                    _ => collect(argument, place, found),
                }
            }
        }
        _ => expr.children().into_iter().for_each(|child| collect(child, place, found)),
    }
}

fn collect_path(path: &Path, place: Place, found: &mut Vec<Reference>) {
    match &path.start {
        PathStart::Root | PathStart::Context => {}
        PathStart::Reference { name, at, predicates } => {
            found.push(Reference { name: name.clone(), span: at.0, place });
            collect_all(predicates, found);
        }
        PathStart::Expression { inner, predicates } => {
            collect(inner, place, found);
            collect_all(predicates, found);
        }
    }
    for step in &path.steps {
        collect_all(&step.predicates, found);
    }
}

fn collect_all(predicates: &[Expr], found: &mut Vec<Reference>) {
    for predicate in predicates {
        collect(predicate, Place::Predicate, found);
    }
}

struct Resolver<'r> {
    replace: &'r mut dyn FnMut(&Reference) -> Option<String>,
    errors: Vec<ParseError>,
}

impl Resolver<'_> {
    fn expr(&mut self, expr: &mut Expr, place: Place) {
        match &mut expr.kind {
            ExprKind::Number(_) | ExprKind::Literal(_) => {}
            ExprKind::Negate(inner) => self.expr(inner, place),
            ExprKind::Chain { first, rest } => {
                self.expr(first, place);
                for (_, operand) in rest {
                    self.expr(operand, place);
                }
            }
            ExprKind::Call(call) => {
                let quoted = quoted_path(call).map(|(text, span)| self.text(text, span));
                for (index, argument) in call.arguments.iter_mut().enumerate() {
                    match &quoted {
                        Some(text) if index == 1 => argument.kind = ExprKind::Literal(text.clone()),
                        _ => self.expr(argument, place),
                    }
                }
            }
            ExprKind::Path(_) => self.path(expr, place),
        }
    }

    fn path(&mut self, expr: &mut Expr, place: Place) {
        let ExprKind::Path(path) = &mut expr.kind else {
            return;
        };
        for step in &mut path.steps {
            self.predicates(&mut step.predicates);
        }
        match &mut path.start {
            PathStart::Root | PathStart::Context => {}
            PathStart::Expression { inner, predicates } => {
                self.expr(inner, place);
                self.predicates(predicates);
            }
            PathStart::Reference { name, at, predicates } => {
                self.predicates(predicates);
                let reference = Reference { name: name.clone(), span: at.0, place };
                if let Some(target) = self.target(&reference) {
                    let (predicates, steps) = (std::mem::take(predicates), std::mem::take(&mut path.steps));
                    let joined = Path::new(target, steps).narrowed(predicates);
                    expr.kind = joined.into_kind();
                }
            }
        }
    }

    fn predicates(&mut self, predicates: &mut [Expr]) {
        for predicate in predicates {
            self.expr(predicate, Place::Predicate);
        }
    }

    /// The path for one name, as the start of a longer path.
    fn target(&mut self, reference: &Reference) -> Option<PathStart> {
        let source = self.found(reference)?;
        match parser::parse_at(&source, reference.span) {
            Ok(inner) => Some(PathStart::Expression { inner: Box::new(inner), predicates: Vec::new() }),
            Err(error) => {
                self.errors.push(ParseError { span: reference.span, ..error });
                None
            }
        }
    }

    fn found(&mut self, reference: &Reference) -> Option<String> {
        let source = (self.replace)(reference);
        if source.is_none() {
            let kind = ParseErrorKind::UnknownReference(reference.name.clone());
            self.errors.push(ParseError { kind, span: reference.span });
        }
        source
    }

    fn text(&mut self, text: &str, span: Span) -> String {
        let mut written = String::new();
        let mut copied = 0;
        for reference in quoted_references(text, span) {
            let begin = reference.span.start - span.start - 1;
            let end = reference.span.end - span.start - 1;
            let Some(path) = self.found(&reference) else {
                continue;
            };
            written.push_str(&text[copied..begin]);
            written.push_str(&path);
            copied = end;
        }
        written.push_str(&text[copied..]);
        written
    }
}

impl Path {
    /// Gives `predicates` to what the path starts with, and joins a path that starts with a path into one.
    fn narrowed(self, predicates: Vec<Expr>) -> Self {
        match self.start {
            PathStart::Expression { inner, predicates: none } if none.is_empty() => match inner.kind {
                ExprKind::Path(mut path) if !path.steps.is_empty() || predicates.is_empty() => {
                    if let Some(last) = path.steps.last_mut() {
                        last.predicates.extend(predicates);
                    }
                    path.steps.extend(self.steps);
                    path
                }
                kind => {
                    let inner = Box::new(Expr { kind, span: inner.span });
                    Self::new(PathStart::Expression { inner, predicates }, self.steps)
                }
            },
            start => Self::new(start, self.steps),
        }
    }

    /// A path that is only its start is what it starts with.
    fn into_kind(self) -> ExprKind {
        match self.start {
            PathStart::Expression { inner, predicates } if self.steps.is_empty() && predicates.is_empty() => inner.kind,
            start => ExprKind::Path(Self::new(start, self.steps)),
        }
    }
}
