//! The types of question, and how the `type` column names them.

use super::{Form, ListSource};

/// The types of question, with what belongs to one type alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum QuestionKind {
    Text,
    Integer,
    Decimal,
    SelectOne {
        list: String,
        or_other: bool,
    },
    SelectMultiple {
        list: String,
        or_other: bool,
    },
    Range(Range),
    Date,
    Time,
    DateTime,
    Note,
    Acknowledge,
    Calculate,
    Hidden,
    Image,
    Geopoint,
    /// All choices of a list, put in an order.
    Rank {
        list: String,
    },
    Metadata(Metadata),
}

/// What a client notes without asking anybody. It says when an answer was given, which an anonymous one must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Metadata {
    /// When the answer document was begun.
    Start,
    /// When it was finished.
    End,
    /// The day on which it was begun.
    Today,
}

/// The numbers that a `range` offers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) step: f64,
}

impl QuestionKind {
    /// The list of a select.
    pub(crate) fn list(&self) -> Option<&str> {
        match self {
            Self::SelectOne { list, .. } | Self::SelectMultiple { list, .. } | Self::Rank { list } => Some(list),
            _ => None,
        }
    }

    /// Whether a person answers it on a page.
    pub(crate) fn is_asked(&self) -> bool {
        !matches!(self, Self::Calculate | Self::Hidden | Self::Note | Self::Metadata(_))
    }
}

impl Metadata {
    /// The type as XLSForm names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Today => "today",
        }
    }
}

impl Form {
    /// The `type` column of XLSForm for a question of this kind.
    pub(crate) fn type_cell(&self, kind: &QuestionKind) -> String {
        match kind {
            QuestionKind::SelectOne { list, or_other } => self.select_cell("select_one", list, *or_other),
            QuestionKind::SelectMultiple { list, or_other } => self.select_cell("select_multiple", list, *or_other),
            QuestionKind::Rank { list } => self.select_cell("rank", list, false),
            plain => plain.name().to_owned(),
        }
    }

    fn select_cell(&self, name: &str, list: &str, or_other: bool) -> String {
        let other = if or_other { " or_other" } else { "" };
        match self.choice_list(list).map(|list| &list.source) {
            Some(ListSource::Columns { file, .. }) => format!("{name}_from_file {file}"),
            _ => format!("{name} {list}{other}"),
        }
    }
}

impl QuestionKind {
    /// The type as XLSForm names it, without its list.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::SelectOne { .. } => "select_one",
            Self::SelectMultiple { .. } => "select_multiple",
            Self::Rank { .. } => "rank",
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Range(_) => "range",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "dateTime",
            Self::Note => "note",
            Self::Acknowledge => "acknowledge",
            Self::Calculate => "calculate",
            Self::Hidden => "hidden",
            Self::Image => "image",
            Self::Geopoint => "geopoint",
            Self::Metadata(metadata) => metadata.name(),
        }
    }
}
