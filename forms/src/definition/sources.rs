//! What each row of a form follows from, for who has to know which answers tell on each other.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{DefaultValue, Form, Formula, Item, ItemId, ItemKind};

/// What one row follows from: the paths of the rows that its expressions read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources<'f> {
    /// What has to hold for it to be asked: its own condition and those of the groups around it, the outermost first.
    pub conditions: Vec<Asking<'f>>,
    /// What its value follows from, or which values it can have: by a calculation, a default or a filter of its choices, and for a
    /// repeat by what says how often it is there.
    pub value: BTreeSet<&'f str>,
}

/// A condition under which something is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asking<'f> {
    /// As it is written.
    pub source: &'f str,
    /// What it reads.
    pub reads: BTreeSet<&'f str>,
}

impl Form {
    /// What every row follows from directly, by its path.
    pub fn sources(&self) -> BTreeMap<&str, Sources<'_>> {
        let rows = self.items.iter().enumerate().skip(1);
        rows.map(|(index, item)| (item.path.as_str(), self.sources_of(ItemId(index), item))).collect()
    }

    fn sources_of<'f>(&'f self, id: ItemId, item: &'f Item) -> Sources<'f> {
        let reads = |formula: &'f Formula| self.paths(&formula.reads, id);
        let conditions = self.lineage(id).filter_map(|id| self.item(id).relevant.as_ref());
        let mut conditions: Vec<Asking<'f>> =
            conditions.map(|formula| Asking { source: &formula.source, reads: reads(formula) }).collect();
        conditions.reverse();
        let value = match &item.kind {
            ItemKind::Group { .. } => BTreeSet::new(),
            ItemKind::Repeat { count, .. } => count.iter().flat_map(reads).collect(),
            ItemKind::Question(question) => {
                let default = match &question.default {
                    Some(DefaultValue::Dynamic(formula)) => Some(formula),
                    _ => None,
                };
                let formulas = question.calculation.iter().chain(&question.choice_filter).chain(default);
                formulas.flat_map(reads).chain(self.paths(&question.triggers, id)).collect()
            }
        };
        Sources { conditions, value }
    }

    /// The paths of rows, without the one that reads them and without the form itself.
    fn paths(&self, rows: &[ItemId], reader: ItemId) -> BTreeSet<&str> {
        let others = rows.iter().filter(|row| ![ItemId::ROOT, reader].contains(row));
        others.map(|row| self.item(*row).path.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = r#"
form_id: invented
version: "1"
default_language: en
title: Invented
choices:
  towns:
    - { name: a, label: A, region: north }
  yes_no:
    - { name: "yes", label: Yes }
survey:
  - { type: select_one yes_no, name: adult, label: Adult? }
  - { type: integer, name: age, label: Age }
  - type: group
    name: more
    label: More
    relevant: ${adult} = 'yes'
    children:
      - { type: select_one yes_no, name: move, label: Move?, default: "${adult}" }
      - type: group
        name: inner
        label: Inner
        children:
          - { type: select_one towns, name: town, label: Town, relevant: "${move} = 'yes'", choice_filter: "region = ${age}" }
          - { type: calculate, name: sum, calculation: "../../../age + count(../../move)" }
  - { type: text, name: why, label: Why, trigger: "${age}", calculation: "${adult}" }
"#;

    #[test]
    fn each_row_follows_from_what_its_expressions_read() {
        let (form, _) = Form::from_yaml(FORM).unwrap();
        let sources = form.sources();
        let value = |path: &str| sources[path].value.iter().copied().collect::<Vec<_>>();
        assert_eq!(value("adult"), Vec::<&str>::new());
        assert_eq!(value("more/move"), ["adult"], "a default that is another answer");
        assert_eq!(value("more/inner/town"), ["age"], "choices that follow from another answer");
        assert_eq!(value("more/inner/sum"), ["age", "more/move"]);
        assert_eq!(value("why"), ["adult", "age"], "what is put in when another answer changes");
        let asked = |path: &str| {
            let conditions = sources[path].conditions.iter();
            conditions.map(|one| (one.source, one.reads.iter().copied().collect::<Vec<_>>())).collect::<Vec<_>>()
        };
        assert_eq!(asked("adult"), []);
        let of_group = ("${adult} = 'yes'", vec!["adult"]);
        assert_eq!(asked("more/inner/sum"), std::slice::from_ref(&of_group));
        assert_eq!(asked("more/inner/town"), [of_group, ("${move} = 'yes'", vec!["more/move"])]);
    }
}
