//! The parser: `XPath` 1.0's grammar by recursive descent, with a limit to how deep it descends.

use super::{
    Expression,
    ast::{At, Axis, Call, Expr, ExprKind, NodeTest, Operator, Path, PathStart, Step},
    chain::{chained, grouped},
    error::{ParseError, ParseErrorKind},
    lexer::{self, Token},
    span::Span,
};

/// How long an expression may be, in bytes. The longest in forms that people write are some thousands.
pub const MAX_LENGTH: usize = 50_000;

/// How deep brackets, arguments and predicates may be nested; a chain of a hundred `if` within `if` is still read.
pub const MAX_DEPTH: usize = 120;

/// Reads an expression. Never panics, whatever the source.
///
/// # Errors
/// The first place at which the source cannot be the beginning of an expression, or a limit.
pub fn parse(source: &str) -> Result<Expression, ParseError> {
    let everything = Span::new(0, source.len());
    if source.len() > MAX_LENGTH {
        return Err(ParseError { kind: ParseErrorKind::TooLong { limit: MAX_LENGTH }, span: everything });
    }
    let tokens = lexer::tokens(source)?;
    if tokens.is_empty() {
        return Err(ParseError { kind: ParseErrorKind::Empty, span: everything });
    }
    Parser::new(source, tokens).whole()
}

/// Reads the path that stands for `${name}`; every part of it gets the place of the name.
pub(super) fn parse_at(source: &str, place: Span) -> Result<Expr, ParseError> {
    if let Some(path) = plain_path(source, place) {
        return Ok(path);
    }
    let tokens = lexer::tokens(source)?.into_iter().map(|(token, _)| (token, place)).collect();
    Parser::new(source, tokens).whole().map(|expression| expression.root)
}

/// `/data/group/name`, `../name` and the like, which is what nearly all names stand for.
fn plain_path(source: &str, place: Span) -> Option<Expr> {
    let (start, relative) = match source.strip_prefix('/') {
        Some(rest) => (PathStart::Root, rest),
        None => (PathStart::Context, source),
    };
    let step = |part: &str| {
        let (axis, test) = match part {
            "." => (Axis::SelfNode, NodeTest::Node),
            ".." => (Axis::Parent, NodeTest::Node),
            name if !name.is_empty() && lexer::name_length(name) == name.len() => (Axis::Child, name_test(name)),
            _ => return None,
        };
        Some(Step { axis, test, predicates: Vec::new(), at: At(place) })
    };
    let steps: Vec<Step> = relative.split('/').map(step).collect::<Option<_>>()?;
    Some(Expr { kind: ExprKind::Path(Path::new(start, steps)), span: place })
}

struct Parser<'s> {
    source: &'s str,
    tokens: Vec<(Token, Span)>,
    /// The index of the next token.
    position: usize,
    /// Where the token taken last ends.
    end: usize,
    depth: usize,
}

impl<'s> Parser<'s> {
    fn new(source: &'s str, tokens: Vec<(Token, Span)>) -> Self {
        Self { source, tokens, position: 0, end: 0, depth: 0 }
    }

    fn whole(mut self) -> Result<Expression, ParseError> {
        let root = self.expression()?;
        match self.peek() {
            None => Ok(Expression { root }),
            Some(_) => Err(self.unexpected("an operator or the end")),
        }
    }

    /// One expression, one level deeper than where it stands.
    fn expression(&mut self) -> Result<Expr, ParseError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ParseError { kind: ParseErrorKind::TooDeep { limit: MAX_DEPTH }, span: self.here() });
        }
        let first = self.unary()?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(|operator| operator != Operator::Union) {
            rest.push((operator, self.unary()?));
        }
        self.depth -= 1;
        Ok(grouped(first, rest))
    }

    fn operator(&mut self, wanted: impl Fn(Operator) -> bool) -> Option<Operator> {
        match self.peek() {
            Some(Token::Operator(operator)) if wanted(*operator) => {
                let operator = *operator;
                self.next();
                Some(operator)
            }
            _ => None,
        }
    }

    /// Any number of minus signs; of three, the last two change nothing.
    fn unary(&mut self) -> Result<Expr, ParseError> {
        let start = self.here().start;
        let mut signs = 0_usize;
        while self.take(&Token::Operator(Operator::Subtract)) {
            signs += 1;
        }
        let first = self.path()?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(|operator| operator == Operator::Union) {
            rest.push((operator, self.path()?));
        }
        let mut operand = chained(first, rest);
        let kept = if signs > 2 { 2 - signs % 2 } else { signs };
        for _ in 0..kept {
            let span = Span::new(start, self.end);
            operand = Expr { kind: ExprKind::Negate(Box::new(operand)), span };
        }
        Ok(operand)
    }

    fn path(&mut self) -> Result<Expr, ParseError> {
        let begin = self.here();
        let mut steps = Vec::new();
        let start = match self.peek() {
            Some(Token::Slash) => {
                self.next();
                if self.step_may_come() {
                    steps.push(self.step()?);
                }
                PathStart::Root
            }
            Some(Token::DoubleSlash) => {
                self.double_slash(&mut steps)?;
                PathStart::Root
            }
            Some(Token::Reference(name)) => {
                let name = name.clone();
                self.next();
                PathStart::Reference { name, at: At(begin), predicates: self.predicates()? }
            }
            Some(Token::Number(_) | Token::Literal(_) | Token::Open) => self.filter()?,
            Some(Token::Name(name)) if !is_node_type(name) && self.call_comes() => self.filter()?,
            _ if self.step_may_come() => {
                steps.push(self.step()?);
                PathStart::Context
            }
            _ => return Err(self.unexpected("a value")),
        };
        self.steps(&mut steps, &start)?;
        Ok(bare(start, steps, Span::new(begin.start, self.end.max(begin.start))))
    }

    /// `/step` and `//step` as often as they come.
    fn steps(&mut self, steps: &mut Vec<Step>, start: &PathStart) -> Result<(), ParseError> {
        if matches!(start, PathStart::Root) && steps.is_empty() {
            return Ok(());
        }
        loop {
            if self.take(&Token::Slash) {
                steps.push(self.step()?);
            } else if self.peek() == Some(&Token::DoubleSlash) {
                self.double_slash(steps)?;
            } else {
                return Ok(());
            }
        }
    }

    /// `//` is short for `/descendant-or-self::node()/`.
    fn double_slash(&mut self, steps: &mut Vec<Step>) -> Result<(), ParseError> {
        let at = At(self.here());
        self.next();
        steps.push(Step { axis: Axis::DescendantOrSelf, test: NodeTest::Node, predicates: Vec::new(), at });
        steps.push(self.step()?);
        Ok(())
    }

    fn step(&mut self) -> Result<Step, ParseError> {
        let begin = self.here();
        let (axis, test) = if self.take(&Token::Dot) {
            (Axis::SelfNode, NodeTest::Node)
        } else if self.take(&Token::DotDot) {
            (Axis::Parent, NodeTest::Node)
        } else if self.take(&Token::At) {
            (Axis::Attribute, self.node_test()?)
        } else {
            self.axis_and_test()?
        };
        // Strictly no predicate may follow `.` or `..`, but JavaRosa and every browser's engine take it for what it means.
        let predicates = self.predicates()?;
        Ok(Step { axis, test, predicates, at: At(Span::new(begin.start, self.end)) })
    }

    fn axis_and_test(&mut self) -> Result<(Axis, NodeTest), ParseError> {
        if let Some([(Token::Name(name), span), (Token::AxisMark, _)]) =
            self.tokens.get(self.position..self.position + 2)
        {
            let Some(axis) = Axis::named(name) else {
                return Err(ParseError { kind: ParseErrorKind::UnknownAxis(name.clone()), span: *span });
            };
            self.next();
            self.next();
            return Ok((axis, self.node_test()?));
        }
        Ok((Axis::Child, self.node_test()?))
    }

    fn node_test(&mut self) -> Result<NodeTest, ParseError> {
        match self.peek().cloned() {
            Some(Token::Star) => {
                self.next();
                Ok(NodeTest::Any)
            }
            Some(Token::AnyOf(prefix)) => {
                self.next();
                Ok(NodeTest::AnyOf { prefix })
            }
            Some(Token::Name(name)) => {
                self.next();
                if is_node_type(&name) && self.take(&Token::Open) {
                    self.node_type(&name)
                } else {
                    Ok(name_test(&name))
                }
            }
            _ => Err(self.unexpected("the name of an element")),
        }
    }

    fn node_type(&mut self, name: &str) -> Result<NodeTest, ParseError> {
        let test = match (name, self.peek()) {
            ("node", _) => NodeTest::Node,
            ("text", _) => NodeTest::Text,
            ("comment", _) => NodeTest::Comment,
            (_, Some(Token::Literal(target))) => {
                let target = target.clone();
                self.next();
                NodeTest::ProcessingInstruction(Some(target))
            }
            _ => NodeTest::ProcessingInstruction(None),
        };
        self.expect(&Token::Close, "`)`")?;
        Ok(test)
    }

    /// A literal, a number, brackets or a call, narrowed by predicates.
    fn filter(&mut self) -> Result<PathStart, ParseError> {
        let inner = self.primary()?;
        Ok(PathStart::Expression { inner: Box::new(inner), predicates: self.predicates()? })
    }

    fn primary(&mut self) -> Result<Expr, ParseError> {
        let span = self.here();
        let kind = match self.next() {
            Some(Token::Number(value)) => ExprKind::Number(value),
            Some(Token::Literal(text)) => ExprKind::Literal(text),
            Some(Token::Open) => {
                let mut inner = self.expression()?;
                self.expect(&Token::Close, "`)`")?;
                inner.span = Span::new(span.start, self.end);
                return Ok(inner);
            }
            Some(Token::Name(name)) => ExprKind::Call(self.call(name, span)?),
            _ => {
                return Err(ParseError { kind: ParseErrorKind::Empty, span });
            }
        };
        Ok(Expr { kind, span: Span::new(span.start, self.end.max(span.start)) })
    }

    fn call(&mut self, name: String, span: Span) -> Result<Call, ParseError> {
        self.expect(&Token::Open, "`(`")?;
        let mut arguments = Vec::new();
        if !self.take(&Token::Close) {
            loop {
                arguments.push(self.expression()?);
                if self.take(&Token::Close) {
                    break;
                }
                self.expect(&Token::Comma, "`,` or `)`")?;
            }
        }
        Ok(Call::new(name, span, arguments))
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, ParseError> {
        let mut predicates = Vec::new();
        while self.take(&Token::OpenPredicate) {
            predicates.push(self.expression()?);
            self.expect(&Token::ClosePredicate, "`]`")?;
        }
        Ok(predicates)
    }

    fn step_may_come(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::AnyOf(_) | Token::Star | Token::At | Token::Dot | Token::DotDot)
        )
    }

    fn call_comes(&self) -> bool {
        matches!(self.tokens.get(self.position + 1), Some((Token::Open, _)))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.position).map(|(token, _)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let (token, span) = self.tokens.get(self.position)?.clone();
        self.end = span.end;
        self.position += 1;
        Some(token)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let comes = self.peek() == Some(wanted);
        if comes {
            self.next();
        }
        comes
    }

    fn expect(&mut self, wanted: &Token, expected: &'static str) -> Result<(), ParseError> {
        if self.take(wanted) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    /// Where the next token is, or the end of the source.
    fn here(&self) -> Span {
        let end = Span::new(self.source.len(), self.source.len());
        self.tokens.get(self.position).map_or(end, |(_, span)| *span)
    }

    fn unexpected(&self, expected: &'static str) -> ParseError {
        let span = self.here();
        let found = match self.source.get(span.start..span.end) {
            None | Some("") => "the end".to_owned(),
            Some(written) => format!("`{written}`"),
        };
        ParseError { kind: ParseErrorKind::Expected { expected, found }, span }
    }
}

/// A path that is only its start is what it starts with.
fn bare(start: PathStart, steps: Vec<Step>, span: Span) -> Expr {
    match start {
        PathStart::Expression { inner, predicates } if steps.is_empty() && predicates.is_empty() => *inner,
        start => Expr { kind: ExprKind::Path(Path::new(start, steps)), span },
    }
}

fn name_test(name: &str) -> NodeTest {
    match name.split_once(':') {
        Some((prefix, local)) => NodeTest::Name { prefix: Some(prefix.to_owned()), local: local.to_owned() },
        None => NodeTest::Name { prefix: None, local: name.to_owned() },
    }
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_path_is_what_the_parser_makes_of_it() {
        let place = Span::new(3, 7);
        for source in ["/data/a", "../../a/b", "./x", "..", ".", "a", "and", "/data/div/mod", "/Ærø/a-1.b"] {
            let plain = plain_path(source, place).map(|expr| expr.kind);
            assert_eq!(plain, parse(source).ok().map(|parsed| parsed.root.kind), "{source}");
        }
        for source in ["", "/", "//a", "/a/", "a[1]", "a/b()", "a:b", "*", "@a", "a b", "current()/a", "1"] {
            assert!(plain_path(source, place).is_none(), "{source}");
        }
    }
}
