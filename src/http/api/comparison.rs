//! What a version does to the data of an earlier one, as the document describes it.

use ::forms::Comparison;
use poem_openapi::Object;
use poem_openapi::types::Example;

use crate::http::particulars::ChangeDocument;

/// What differs between an older and a newer version of a form.
#[derive(Debug, Object)]
#[oai(rename = "Comparison", example)]
pub(super) struct ComparisonDocument {
    /// The older version.
    from: String,
    /// The newer version.
    to: String,
    /// The gravest that the newer version does to the data: `none`, `comparable_with_care`, `loses_data` or `breaks_series`.
    effect: String,
    /// Whether the newer version is published only with a `mapping`.
    needs_mapping: bool,
    /// What has changed, the gravest first.
    changes: Vec<ChangeDocument>,
    /// How many changes beyond these there are.
    left_off: u64,
}

impl From<&Comparison> for ComparisonDocument {
    fn from(comparison: &Comparison) -> Self {
        Self {
            from: comparison.from.clone(),
            to: comparison.to.clone(),
            effect: comparison.effect().name().to_owned(),
            needs_mapping: comparison.needs_mapping(),
            changes: comparison.changes.iter().map(Into::into).collect(),
            left_off: comparison.left_off as u64,
        }
    }
}

impl Example for ComparisonDocument {
    fn example() -> Self {
        Self {
            from: "2026-1".to_owned(),
            to: "2026-2".to_owned(),
            effect: "breaks_series".to_owned(),
            needs_mapping: true,
            changes: vec![ChangeDocument::example()],
            left_off: 0,
        }
    }
}
