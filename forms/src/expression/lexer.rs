//! Cuts the source of an expression into tokens (`XPath` 1.0, section 3.7).

use super::{
    ast::Operator,
    error::{ParseError, ParseErrorKind},
    references::LAST_SAVED,
    span::Span,
};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Literal(String),
    /// A name, with its prefix; whether of a function, an axis or an element, the parser sees.
    Name(String),
    /// `prefix:*`
    AnyOf(String),
    /// `${name}` or `${last-saved#name}`
    Reference(String),
    Operator(Operator),
    /// `*` where a name could stand.
    Star,
    Slash,
    DoubleSlash,
    Open,
    Close,
    OpenPredicate,
    ClosePredicate,
    Comma,
    At,
    AxisMark,
    Dot,
    DotDot,
}

/// All tokens with their places.
pub(super) fn tokens(source: &str) -> Result<Vec<(Token, Span)>, ParseError> {
    let mut lexer = Lexer { source, position: 0, tokens: Vec::new() };
    while lexer.skip_blanks() {
        lexer.next_token()?;
    }
    Ok(lexer.tokens)
}

struct Lexer<'s> {
    source: &'s str,
    position: usize,
    tokens: Vec<(Token, Span)>,
}

impl<'s> Lexer<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.position..).unwrap_or("")
    }

    /// Goes to the next token; false at the end.
    fn skip_blanks(&mut self) -> bool {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start_matches(is_blank).len();
        self.position < self.source.len()
    }

    fn next_token(&mut self) -> Result<(), ParseError> {
        let rest = self.rest();
        let mut characters = rest.chars();
        let Some(first) = characters.next() else {
            return Ok(());
        };
        let second = characters.next();
        match first {
            '\'' | '"' => self.literal(first),
            '$' => self.reference(),
            '0'..='9' => self.number(),
            '.' if second.is_some_and(|digit| digit.is_ascii_digit()) => self.number(),
            _ if starts_name(first) => self.name(),
            _ => match symbol(rest, self.operator_may_come()) {
                Some((token, length)) => self.push(token, length),
                None => Err(self.error(ParseErrorKind::UnexpectedCharacter(first), first.len_utf8())),
            },
        }
    }

    /// `XPath` 1.0, section 3.7: after an operand, `*` multiplies and `and` is no element.
    fn operator_may_come(&self) -> bool {
        !matches!(
            self.tokens.last().map(|(token, _)| token),
            None | Some(
                Token::At
                    | Token::AxisMark
                    | Token::Open
                    | Token::OpenPredicate
                    | Token::Comma
                    | Token::Operator(_)
                    | Token::Slash
                    | Token::DoubleSlash
            )
        )
    }

    fn literal(&mut self, quote: char) -> Result<(), ParseError> {
        let rest = self.rest();
        match rest[1..].find(quote) {
            Some(length) => self.push(Token::Literal(rest[1..=length].to_owned()), length + 2),
            None => Err(self.error(ParseErrorKind::UnclosedText, rest.len())),
        }
    }

    /// Digits, a point, digits, and the exponent that a stored number may have.
    fn number(&mut self) -> Result<(), ParseError> {
        let rest = self.rest();
        let mut length = digits(rest);
        if rest[length..].starts_with('.') {
            length += 1 + digits(&rest[length + 1..]);
        }
        if let Some(exponent) = rest[length..].strip_prefix(['e', 'E']) {
            let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits(unsigned) > 0 {
                length += 1 + (exponent.len() - unsigned.len()) + digits(unsigned);
            }
        }
        let value = rest[..length].parse().unwrap_or(f64::NAN);
        self.push(Token::Number(value), length)
    }

    fn reference(&mut self) -> Result<(), ParseError> {
        let rest = self.rest();
        let Some(inner) = rest.strip_prefix("${") else {
            let name = &rest[1..=name_length(&rest[1..])];
            let kind = if name.is_empty() {
                ParseErrorKind::UnexpectedCharacter('$')
            } else {
                ParseErrorKind::Variable(name.to_owned())
            };
            return Err(self.error(kind, 1 + name.len()));
        };
        let Some(end) = inner.find('}') else {
            return Err(self.error(ParseErrorKind::UnclosedReference, rest.len()));
        };
        let name = inner[..end].trim();
        let length = end + 3;
        let question = name.strip_prefix(LAST_SAVED).unwrap_or(name);
        if question.is_empty() || name_length(question) != question.len() {
            return Err(self.error(ParseErrorKind::IllegalReference(inner[..end].to_owned()), length));
        }
        self.push(Token::Reference(name.to_owned()), length)
    }

    fn name(&mut self) -> Result<(), ParseError> {
        let rest = self.rest();
        if self.operator_may_come() {
            return self.operator_name();
        }
        let length = name_length(rest);
        let after = &rest[length..];
        if let Some(local) = after.strip_prefix(':')
            && !local.starts_with(':')
        {
            if local.starts_with('*') {
                return self.push(Token::AnyOf(rest[..length].to_owned()), length + 2);
            }
            if local.starts_with(starts_name) {
                let whole = length + 1 + name_length(local);
                return self.push(Token::Name(rest[..whole].to_owned()), whole);
            }
        }
        self.push(Token::Name(rest[..length].to_owned()), length)
    }

    /// `and`, `or`, `div`, `mod`; no element can stand here, so `1or1` and `4 div-2` are meant too.
    fn operator_name(&mut self) -> Result<(), ParseError> {
        let rest = self.rest();
        for (word, operator) in
            [("and", Operator::And), ("or", Operator::Or), ("div", Operator::Divide), ("mod", Operator::Modulo)]
        {
            if rest.strip_prefix(word).is_some_and(|after| !after.starts_with(starts_name)) {
                return self.push(Token::Operator(operator), word.len());
            }
        }
        self.push(Token::Name(rest[..name_length(rest)].to_owned()), name_length(rest))
    }

    #[expect(clippy::unnecessary_wraps, reason = "every branch of next_token ends here")]
    fn push(&mut self, token: Token, length: usize) -> Result<(), ParseError> {
        let span = Span::new(self.position, self.position + length);
        self.tokens.push((token, span));
        self.position += length;
        Ok(())
    }

    fn error(&self, kind: ParseErrorKind, length: usize) -> ParseError {
        ParseError { kind, span: Span::new(self.position, self.position + length) }
    }
}

fn symbol(rest: &str, operator_may_come: bool) -> Option<(Token, usize)> {
    let mut bytes = rest.bytes();
    Some(match (bytes.next()?, bytes.next()) {
        (b':', Some(b':')) => (Token::AxisMark, 2),
        (b'.', Some(b'.')) => (Token::DotDot, 2),
        (b'/', Some(b'/')) => (Token::DoubleSlash, 2),
        (b'!', Some(b'=')) => (Token::Operator(Operator::NotEqual), 2),
        (b'<', Some(b'=')) => (Token::Operator(Operator::LessOrEqual), 2),
        (b'>', Some(b'=')) => (Token::Operator(Operator::GreaterOrEqual), 2),
        (b'/', _) => (Token::Slash, 1),
        (b'.', _) => (Token::Dot, 1),
        (b'(', _) => (Token::Open, 1),
        (b')', _) => (Token::Close, 1),
        (b'[', _) => (Token::OpenPredicate, 1),
        (b']', _) => (Token::ClosePredicate, 1),
        (b',', _) => (Token::Comma, 1),
        (b'@', _) => (Token::At, 1),
        (b'=', _) => (Token::Operator(Operator::Equal), 1),
        (b'<', _) => (Token::Operator(Operator::Less), 1),
        (b'>', _) => (Token::Operator(Operator::Greater), 1),
        (b'+', _) => (Token::Operator(Operator::Add), 1),
        (b'-', _) => (Token::Operator(Operator::Subtract), 1),
        (b'|', _) => (Token::Operator(Operator::Union), 1),
        (b'*', _) if operator_may_come => (Token::Operator(Operator::Multiply), 1),
        (b'*', _) => (Token::Star, 1),
        _ => return None,
    })
}

/// The blanks of XML, and the hard space that spreadsheets like to put in.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{a0}')
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How many bytes of a name without prefix `text` begins with.
pub(super) fn name_length(text: &str) -> usize {
    if !text.starts_with(starts_name) {
        return 0;
    }
    text.find(|next| !continues_name(next)).unwrap_or(text.len())
}

fn starts_name(character: char) -> bool {
    character == '_' || character.is_alphabetic()
}

fn continues_name(character: char) -> bool {
    starts_name(character)
        || character.is_numeric()
        || matches!(character, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}')
}
