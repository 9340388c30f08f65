//! What can be wrong with the form of an expression, in words for the person who wrote it.

use super::span::Span;

/// The first place at which an expression stops making sense.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct ParseError {
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// Where.
    pub span: Span,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseErrorKind {
    /// Nothing but blanks.
    #[error("the expression is empty")]
    Empty,
    /// More bytes than [`super::MAX_LENGTH`].
    #[error("the expression is longer than {limit} bytes")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// More brackets within brackets than [`super::MAX_DEPTH`].
    #[error("the expression is nested deeper than {limit} levels")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// A character that no expression has at this place.
    #[error("unexpected character `{0}`")]
    UnexpectedCharacter(char),
    /// A text without closing quote.
    #[error("the text has no closing quote")]
    UnclosedText,
    /// `${` without `}`.
    #[error("`${{` has no closing `}}`")]
    UnclosedReference,
    /// `${…}` around something that is no name.
    #[error("`{0}` is not the name of a question")]
    IllegalReference(String),
    /// `${name}` for which there is no question.
    #[error("there is no question `{0}`")]
    UnknownReference(String),
    /// `$name`
    #[error("`${0}` is a variable, and there are none")]
    Variable(String),
    /// A direction that is none.
    #[error("`{0}` is not an axis")]
    UnknownAxis(String),
    /// Something else than what had to come.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What had to come.
        expected: &'static str,
        /// What came.
        found: String,
    },
}

impl ParseErrorKind {
    /// What would be right, where that can be told.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnexpectedCharacter('\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}') => {
                Some("write straight quotes: ' or \"".to_owned())
            }
            Self::UnexpectedCharacter('&') => Some("write `and`".to_owned()),
            Self::UnexpectedCharacter('!') => Some("write `!=` for unequal, `not(…)` for the opposite".to_owned()),
            Self::UnexpectedCharacter('$' | '{' | '}') => Some("a question is written `${name}`".to_owned()),
            Self::UnexpectedCharacter('%') => Some("write `mod` for the remainder".to_owned()),
            Self::Variable(name) => Some(format!("a question is written `${{{name}}}`")),
            Self::Expected { found, .. } if found == "`=`" => Some("equality is one `=`".to_owned()),
            Self::Expected { found, .. } if found == "`|`" => Some("write `or`; `|` unites sets of nodes".to_owned()),
            Self::UnclosedText => Some("a text begins and ends with the same quote, ' or \"".to_owned()),
            _ => None,
        }
    }
}
