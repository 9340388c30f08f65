//! One thing that differs between two versions, in words and in a form that programs can act on.

use std::fmt;

/// One thing that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where: the path in the newer version, in the older one of what is gone, and nothing for the form as a whole.
    pub path: String,
    /// What has changed.
    pub kind: ChangeKind,
    /// What that does to the data.
    pub effect: Effect,
    /// The name or the code stayed and its meaning did not: the author has to say what becomes of the older answers.
    pub needs_mapping: bool,
    /// The code that it is about, as the older version has it, or the newer one if it is new.
    pub code: Option<String>,
    /// A sentence about it.
    pub message: String,
    /// How it was.
    pub old: Option<String>,
    /// How it is.
    pub new: Option<String>,
}

/// What a change does to the data, from nothing to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Older and newer answers are of one series.
    None,
    /// They can be counted together by somebody who knows of the change.
    ComparableWithCare,
    /// The newer version no longer collects something.
    LosesData,
    /// They must not be counted together as they are.
    BreaksSeries,
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A variable that the older version does not have.
    VariableAdded,
    /// A variable that the newer version does not have.
    VariableRemoved,
    /// A variable that stands in another group.
    VariableMoved,
    /// A variable of another type.
    TypeChanged,
    /// A variable that is asked in another repeat, or no longer in one.
    RepeatChanged,
    /// A scale with other ends or other steps.
    RangeChanged,
    /// A code that the older version does not have.
    CodeAdded,
    /// A code that the newer version does not have.
    CodeRemoved,
    /// A code whose meaning another code has, or had.
    CodeChanged,
    /// A code that has become an answer, or no longer is one.
    MissingChanged,
    /// Choices in another order.
    OrderChanged,
    /// Who has to answer.
    RequiredChanged,
    /// Which answers are taken.
    ConstraintChanged,
    /// Who is asked.
    RelevanceChanged,
    /// How the value is computed.
    CalculationChanged,
    /// Which choices are offered.
    FilterChanged,
    /// What the question holds before it is answered.
    DefaultChanged,
    /// Whether nobody may be singled out by it.
    SensitiveChanged,
    /// The words of a question, of a choice or of the form.
    Wording,
    /// A language that the older version does not have.
    LanguageAdded,
    /// A language that the newer version does not have.
    LanguageRemoved,
    /// Who fills the form.
    AudienceChanged,
}

impl Change {
    pub(super) fn new(path: &str, kind: ChangeKind, effect: Effect, message: String) -> Self {
        let path = path.to_owned();
        Self { path, kind, effect, needs_mapping: false, code: None, message, old: None, new: None }
    }

    /// With how it was and how it is.
    pub(super) fn between(self, old: impl Into<Option<String>>, new: impl Into<Option<String>>) -> Self {
        Self { old: old.into(), new: new.into(), ..self }
    }

    /// One that the author has to explain.
    pub(super) fn of_meaning(self) -> Self {
        Self { needs_mapping: true, ..self }
    }
}

impl Effect {
    /// How the API and the command line say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ComparableWithCare => "comparable_with_care",
            Self::LosesData => "loses_data",
            Self::BreaksSeries => "breaks_series",
        }
    }
}

impl ChangeKind {
    /// How the API and the command line say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::VariableAdded => "variable_added",
            Self::VariableRemoved => "variable_removed",
            Self::VariableMoved => "variable_moved",
            Self::TypeChanged => "type_changed",
            Self::RepeatChanged => "repeat_changed",
            Self::RangeChanged => "range_changed",
            Self::CodeAdded => "code_added",
            Self::CodeRemoved => "code_removed",
            Self::CodeChanged => "code_changed",
            Self::MissingChanged => "missing_changed",
            Self::OrderChanged => "order_changed",
            Self::RequiredChanged => "required_changed",
            Self::ConstraintChanged => "constraint_changed",
            Self::RelevanceChanged => "relevance_changed",
            Self::CalculationChanged => "calculation_changed",
            Self::FilterChanged => "filter_changed",
            Self::DefaultChanged => "default_changed",
            Self::SensitiveChanged => "sensitive_changed",
            Self::Wording => "wording",
            Self::LanguageAdded => "language_added",
            Self::LanguageRemoved => "language_removed",
            Self::AudienceChanged => "audience_changed",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
