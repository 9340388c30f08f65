//! What an author says of variables that kept their name and changed their meaning, so that whoever analyses both versions
//! knows what to do with the older answers. It is stored with the newer version.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{
    Change, Comparison, Meaning,
    pairs::{Pair, Pairs},
};
use crate::definition::form::Form;

/// What becomes of the older answers, variable by variable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The older version, if it is said.
    pub from: Option<String>,
    /// By path in the newer version; an author may also write the name alone where no other variable has it.
    pub variables: BTreeMap<String, Statement>,
}

/// What becomes of the older answers to one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// They mean what they say in the newer version, too.
    Same,
    /// They belong to another series.
    NotComparable,
    /// By code of the older version, the code of the newer one that means the same, or that none does. A code that is not
    /// named is the same in both.
    Codes(BTreeMap<String, Option<String>>),
}

/// Why a version cannot follow another with this mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// The changes of meaning of which it says nothing.
    pub changes: Vec<Change>,
    /// What it says that cannot be.
    pub mistakes: Vec<String>,
}

const SAME: &str = "same";
const NOT_COMPARABLE: &str = "not_comparable";
/// How many mistakes are told at once.
const MAX_MISTAKES: usize = 50;

impl Mapping {
    /// Reads a mapping: `{"variables": {"trust": {"codes": {"1": "5", "5": "1", "9": null}}, "age": "not_comparable"}}`.
    ///
    /// # Errors
    /// What cannot be read, in sentences.
    pub fn from_json(value: &Value) -> Result<Self, Vec<String>> {
        let mut mistakes = Vec::new();
        let mut mapping = Self::default();
        let Value::Object(object) = value else { return Err(vec!["A mapping is an object.".to_owned()]) };
        for (key, value) in object {
            match (key.as_str(), value) {
                ("from", Value::String(version)) => mapping.from = Some(version.clone()),
                ("from", _) => mistakes.push("`from` is the older version, a text.".to_owned()),
                ("variables", Value::Object(variables)) => {
                    for (name, value) in variables {
                        match statement(value) {
                            Some(statement) => drop(mapping.variables.insert(name.clone(), statement)),
                            None => mistakes.push(format!(
                                "`{name}` is `{SAME}`, `{NOT_COMPARABLE}` or {{\"codes\": {{older code: newer code or null}}}}."
                            )),
                        }
                    }
                }
                ("variables", _) => mistakes.push("`variables` is an object with a member a variable.".to_owned()),
                (other, _) => mistakes.push(format!("A mapping has `from` and `variables`, but no `{other}`.")),
            }
        }
        mistakes.truncate(MAX_MISTAKES);
        if mistakes.is_empty() { Ok(mapping) } else { Err(mistakes) }
    }

    /// The mapping as [`Mapping::from_json`] reads it.
    pub fn to_json(&self) -> Value {
        let variables: Map<String, Value> = self
            .variables
            .iter()
            .map(|(path, statement)| {
                let statement = match statement {
                    Statement::Same => SAME.into(),
                    Statement::NotComparable => NOT_COMPARABLE.into(),
                    Statement::Codes(codes) => json!({ "codes": codes }),
                };
                (path.clone(), statement)
            })
            .collect();
        match &self.from {
            Some(from) => json!({ "from": from, "variables": variables }),
            None => json!({ "variables": variables }),
        }
    }

    /// Holds what is said against what has changed between `older` and `newer`, and gives it in full: with the older version
    /// and whole paths.
    ///
    /// # Errors
    /// If something that has changed its meaning is not spoken of, or something is said that cannot be.
    pub fn settle(&self, comparison: &Comparison, older: &Form, newer: &Form) -> Result<Self, Unsettled> {
        let mut told = Self { from: Some(comparison.from.clone()), variables: BTreeMap::new() };
        let mut mistakes = Vec::new();
        if let Some(from) = self.from.as_ref().filter(|from| **from != comparison.from) {
            let right = &comparison.from;
            mistakes.push(format!("The mapping starts from version `{from}`, but the newest published is `{right}`."));
        }
        let names = Names::of(older, newer);
        for (name, statement) in &self.variables {
            let Some(pair) = names.find(name) else {
                mistakes.push(format!("There is no variable `{name}` that both versions have."));
                continue;
            };
            if let Statement::Codes(codes) = statement {
                mistakes.extend(wrong_codes(name, codes, &names.pairs, pair));
            }
            if told.variables.insert(newer.item(pair.new).path.clone(), statement.clone()).is_some() {
                mistakes.push(format!("`{name}` is spoken of twice."));
            }
        }
        mistakes.truncate(MAX_MISTAKES);
        let open: BTreeSet<&str> = comparison
            .meanings
            .iter()
            .filter(|meaning| !is_settled(meaning, told.variables.get(&meaning.path)))
            .map(|meaning| meaning.path.as_str())
            .collect();
        if mistakes.is_empty() && open.is_empty() {
            return Ok(told);
        }
        let is_open = |change: &&Change| {
            let codes = told.variables.get(&change.path);
            change.needs_mapping && open.contains(change.path.as_str()) && !speaks_of(codes, change.code.as_deref())
        };
        Err(Unsettled { changes: comparison.changes.iter().filter(is_open).cloned().collect(), mistakes })
    }
}

fn statement(value: &Value) -> Option<Statement> {
    match value {
        Value::String(word) if word == SAME => Some(Statement::Same),
        Value::String(word) if word == NOT_COMPARABLE => Some(Statement::NotComparable),
        Value::Object(object) if object.len() == 1 => {
            let codes = object.get("codes")?.as_object()?;
            let code = |value: &Value| match value {
                Value::Null => Some(None),
                Value::String(code) => Some(Some(code.clone())),
                _ => None,
            };
            let read = codes.iter().map(|(old, new)| Some((old.clone(), code(new)?)));
            read.collect::<Option<_>>().map(Statement::Codes)
        }
        _ => None,
    }
}

fn is_settled(meaning: &Meaning, statement: Option<&Statement>) -> bool {
    match statement {
        None => false,
        Some(Statement::Same | Statement::NotComparable) => true,
        Some(Statement::Codes(codes)) => meaning.codes.iter().all(|code| codes.contains_key(code)),
    }
}

fn speaks_of(statement: Option<&Statement>, code: Option<&str>) -> bool {
    match (statement, code) {
        (Some(Statement::Codes(codes)), Some(code)) => codes.contains_key(code),
        _ => false,
    }
}

/// Codes that are none.
fn wrong_codes(name: &str, codes: &BTreeMap<String, Option<String>>, pairs: &Pairs<'_>, pair: Pair) -> Vec<String> {
    let list = |form: &'_ Form, id| -> Option<BTreeSet<String>> {
        let list = form.choice_list(form.item(id).question()?.kind.list()?)?;
        Some(list.choices.iter().map(|choice| choice.name.clone()).collect())
    };
    let (Some(old), Some(new)) = (list(pairs.older, pair.old), list(pairs.newer, pair.new)) else {
        return vec![format!("`{name}` has no codes in both versions: say `{SAME}` or `{NOT_COMPARABLE}`.")];
    };
    let unknown_old = codes.keys().filter(|code| !old.contains(*code));
    let unknown_new = codes.values().flatten().filter(|code| !new.contains(*code));
    let told_old = unknown_old.map(|code| format!("`{name}` has no code `{code}` in the older version."));
    told_old.chain(unknown_new.map(|code| format!("`{name}` has no code `{code}` in the newer version."))).collect()
}

/// Variables of both versions, by what an author may call them.
struct Names<'f> {
    pairs: Pairs<'f>,
    paths: BTreeMap<&'f str, Pair>,
    /// None where several variables have the name.
    by_name: BTreeMap<&'f str, Option<Pair>>,
}

impl<'f> Names<'f> {
    fn of(older: &'f Form, newer: &'f Form) -> Self {
        let pairs = Pairs::of(older, newer);
        let mut names = BTreeMap::new();
        for pair in &pairs.variables {
            let name = newer.item(pair.new).name.as_str();
            names.entry(name).and_modify(|found| *found = None).or_insert(Some(*pair));
        }
        let paths = pairs.variables.iter().map(|pair| (newer.item(pair.new).path.as_str(), *pair)).collect();
        Self { pairs, paths, by_name: names }
    }

    fn find(&self, name: &str) -> Option<Pair> {
        self.paths.get(name).copied().or_else(|| self.by_name.get(name).copied().flatten())
    }
}
