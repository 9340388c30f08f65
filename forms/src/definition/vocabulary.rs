//! Every word that means something in a definition. The chapter for authors (`docs/forms.md`) is held against it, so that
//! neither knows a word that the other does not.

use super::{compile, fault::Sheet, xlsform, yaml};
use crate::expression;

/// A word and the other ways in which a workbook may write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// The other ways.
    pub also: Vec<&'static str>,
}

/// The types of row.
pub fn types() -> Vec<Word> {
    let spellings: Vec<xlsform::Spelling> = xlsform::type_spellings().collect();
    words(compile::type_names(), &spellings)
}

/// Types that XLSForm has and this engine refuses by name, in every way of writing them.
pub fn refused_types() -> Vec<&'static str> {
    xlsform::refused_types().collect()
}

/// The parameters that each type takes; a type that is not among them takes none.
pub fn parameters() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    compile::PARAMETERS.into_iter()
}

/// The columns of a sheet.
pub fn columns(sheet: Sheet) -> Vec<Word> {
    let [known, ignored] = xlsform::headings(sheet);
    let is_used = |name: &str| ignored.iter().all(|(other, _)| *other != name);
    let own = known.iter().filter(|(written, name)| written == name && is_used(name)).map(|(name, _)| *name);
    words(own, &known)
}

/// Columns of a sheet that are known and not used.
pub fn ignored_columns(sheet: Sheet) -> Vec<&'static str> {
    let [_, ignored] = xlsform::headings(sheet);
    ignored.into_iter().map(|(name, _)| name).collect()
}

/// The keys of a form in YAML.
pub fn form_keys() -> &'static [&'static str] {
    yaml::KEYS
}

/// The keys of a row of the survey in YAML.
pub fn row_keys() -> &'static [&'static str] {
    yaml::ROW_KEYS
}

/// The functions of expressions.
pub fn functions() -> impl Iterator<Item = &'static str> {
    expression::function_names()
}

fn words(names: impl Iterator<Item = &'static str>, spellings: &[xlsform::Spelling]) -> Vec<Word> {
    let others = |name| spellings.iter().filter(move |(written, meant)| *meant == name && *written != name);
    names.map(|name| Word { name, also: others(name).map(|(written, _)| *written).collect() }).collect()
}
