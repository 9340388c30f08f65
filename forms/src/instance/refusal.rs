//! Answers that could not even be put into the document, remembered until somebody asks what is wrong.

/// What was given and could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not of the right type; the key of the message that says what would be.
    Type(&'static str),
    TooLong,
    /// More or fewer instances than this many.
    RepeatCount(usize),
    /// More instances than there is room for.
    TooMany,
    ReadOnly,
    UnknownField(String),
}
