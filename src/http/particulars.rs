//! What is wrong in detail: rules that answers break, faults of a form, changes of meaning.

use forms::{Change, ChangeKind, Column, Effect, Fault, Position, Severity, Sheet, Violation, ViolationCode};
use poem_openapi::types::{Any, Example};
use poem_openapi::{NewType, Object};
use serde_json::Value;

/// The particulars of a problem.
#[derive(Clone, Debug, Default)]
pub(crate) enum Particulars {
    /// The code says everything.
    #[default]
    None,
    /// Rules of a form that answers break.
    Violations(Vec<Violation>),
    /// What is wrong with a form.
    Faults(Vec<Fault>),
    /// What means something else than before.
    Changes(Vec<Change>),
    /// Lines of a table.
    Lines(Vec<WrongLine>),
}

/// A line of a table that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct WrongLine {
    /// Its number in the file.
    pub(crate) line: u64,
    /// What is wrong, as a name.
    pub(crate) code: &'static str,
    /// What stands there, where it is one thing.
    pub(crate) value: Option<String>,
}

/// A line of a table that is wrong.
#[derive(Debug, Object)]
#[oai(rename = "WrongLine", example, skip_serializing_if_is_none)]
pub(crate) struct LineDocument {
    /// Its number, as a spreadsheet shows it beside the line; the names of the columns are line 1.
    line: u64,
    /// What is wrong. Of figures: `place` (no area or department is called so), `places` (several are), `ages`, `gender`,
    /// `residents`, `source`, `day` or `twice`. Of register figures, beside these: `indicator`, `kind`, `value`, `percent` (it is
    /// not told whether it is a share or per cent), `range`, `people`, `few` (fewer than 10 people), `future` or `changed` (it was
    /// `value` before, and no reason is given). Of addresses: `empty`, `too_many`, `column` (no column is called so),
    /// `column_twice`, `no_names`, `fields` (more than there are columns), `name`, `nowhere` (no way to reach somebody), `long`,
    /// `area`, `email`, `phone`, `language` or `again` (the same as the line in `value`).
    code: String,
    /// What stands there, where it is one thing.
    value: Option<String>,
}

/// A rule of the form that an answer breaks.
#[derive(Debug, Object)]
#[oai(rename = "Violation", example)]
pub(crate) struct ViolationDocument {
    /// Where: names from the form downwards, and the number of the repetition, from 1: `findings[2]/theme`.
    path: String,
    /// Which rule: `required`, `constraint`, `type`, `unknown_field`, `unknown_choice`, `out_of_range`, `repeat_count`,
    /// `too_long`, `too_many` or `read_only`.
    code: String,
    /// What to tell the person, in the language of the request.
    message: String,
}

/// Something that is wrong with a form, or could be better: `severity` (`error` or `warning`), `where`, `message` and `help`.
/// `where` has a `line` and a `column`, or the `sheet`, the `row` and the letters of the `column` of a cell; it is null where
/// the file as a whole is meant. `help` is null where there is nothing to say.
#[derive(Debug, NewType)]
#[oai(rename = "Fault", example, from_parameter = false, from_multipart = false, to_header = false)]
pub(crate) struct FaultDocument(Any<Value>);

/// Something that differs between two versions of a form.
#[derive(Debug, Object)]
#[oai(rename = "Change", example, skip_serializing_if_is_none)]
pub(crate) struct ChangeDocument {
    /// Where: the path in the newer version, in the older one of what is gone, and nothing for the form as a whole.
    path: String,
    /// What has changed: `variable_added`, `variable_removed`, `variable_moved`, `type_changed`, `repeat_changed`,
    /// `range_changed`, `code_added`, `code_removed`, `code_changed`, `missing_changed`, `order_changed`, `required_changed`,
    /// `constraint_changed`, `relevance_changed`, `calculation_changed`, `filter_changed`, `default_changed`,
    /// `sensitive_changed`, `wording`, `language_added`, `language_removed` or `audience_changed`.
    kind: String,
    /// What that does to the data: `none`, `comparable_with_care`, `loses_data` or `breaks_series`.
    effect: String,
    /// The name or the code stayed and its meaning did not: the newer version is published only with a `mapping` that speaks
    /// of it.
    needs_mapping: bool,
    /// The code that it is about, as the older version has it, or the newer one if it is new.
    code: Option<String>,
    /// A sentence about it.
    message: String,
    /// How it was.
    old: Option<String>,
    /// How it is.
    new: Option<String>,
}

impl Particulars {
    pub(crate) fn violations(&self) -> Option<Vec<ViolationDocument>> {
        let Self::Violations(violations) = self else { return None };
        (!violations.is_empty()).then(|| violations.iter().map(Into::into).collect())
    }

    pub(crate) fn faults(&self) -> Option<Vec<FaultDocument>> {
        let Self::Faults(faults) = self else { return None };
        Some(faults.iter().map(Into::into).collect())
    }

    pub(crate) fn lines(&self) -> Option<Vec<LineDocument>> {
        let Self::Lines(lines) = self else { return None };
        Some(lines.iter().map(Into::into).collect())
    }

    pub(crate) fn changes(&self) -> Option<Vec<ChangeDocument>> {
        let Self::Changes(changes) = self else { return None };
        Some(changes.iter().map(Into::into).collect())
    }
}

impl From<&Violation> for ViolationDocument {
    fn from(violation: &Violation) -> Self {
        Self {
            path: violation.path.clone(),
            code: violation.code.name().to_owned(),
            message: violation.message.clone(),
        }
    }
}

impl From<&Fault> for FaultDocument {
    fn from(fault: &Fault) -> Self {
        Self(Any(fault.to_json()))
    }
}

impl From<&Change> for ChangeDocument {
    fn from(change: &Change) -> Self {
        Self {
            path: change.path.clone(),
            kind: change.kind.name().to_owned(),
            effect: change.effect.name().to_owned(),
            needs_mapping: change.needs_mapping,
            code: change.code.clone(),
            message: change.message.clone(),
            old: change.old.clone(),
            new: change.new.clone(),
        }
    }
}

impl From<&WrongLine> for LineDocument {
    fn from(WrongLine { line, code, value }: &WrongLine) -> Self {
        Self { line: *line, code: (*code).to_owned(), value: value.clone() }
    }
}

impl Example for LineDocument {
    fn example() -> Self {
        Self::from(&line())
    }
}

impl Example for ViolationDocument {
    fn example() -> Self {
        Self::from(&violation())
    }
}

impl Example for FaultDocument {
    fn example() -> Self {
        Self::from(&fault())
    }
}

impl Example for ChangeDocument {
    fn example() -> Self {
        Self::from(&change())
    }
}

/// An example.
pub(crate) fn violation() -> Violation {
    Violation {
        path: "glad".to_owned(),
        code: ViolationCode::Required,
        message: "This question needs an answer.".to_owned(),
    }
}

/// An example.
pub(crate) fn fault() -> Fault {
    Fault {
        severity: Severity::Error,
        position: Position::Cell { sheet: Sheet::Survey, row: 12, column: Column(0) },
        message: "`txt` is not a type".to_owned(),
        help: Some("did you mean `text`?".to_owned()),
    }
}

/// An example.
pub(crate) fn line() -> WrongLine {
    WrongLine { line: 7, code: "area", value: Some("Nowhere".to_owned()) }
}

/// An example.
pub(crate) fn change() -> Change {
    Change {
        path: "glad".to_owned(),
        kind: ChangeKind::CodeChanged,
        effect: Effect::BreaksSeries,
        needs_mapping: true,
        code: Some("yes".to_owned()),
        message: "`glad`: “Yes” was the code `yes` and is `no`; `yes` now means “No”.".to_owned(),
        old: Some("Yes".to_owned()),
        new: Some("No".to_owned()),
    }
}
