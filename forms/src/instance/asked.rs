//! Whether a row would be asked if one other question had this or that answer, for who has to know how two questions hang together.

use std::iter;

use jiff::Zoned;

use super::{CellId, Instance, Surroundings, build::Defaults};
use crate::{
    definition::{
        Asking, Form,
        form::{Formula, ItemId},
    },
    expression::ast::{Expr, ExprKind, Path, PathStart},
};

/// Functions of which the value is another one at another time, for another person or in another place.
const CHANGING: [&str; 9] =
    ["now", "today", "random", "uuid", "once", "position", "last", "jr:itext", "jr:choice-name"];

impl Form {
    /// For each of these answers to the question at `by`, as XForms writes them, or for its not being asked at all: whether these
    /// conditions of the row at `path` hold. Nothing, if there are no such rows, or if one of the conditions looks at anything but
    /// that question.
    pub fn held(
        &self,
        path: &str,
        conditions: &[&Asking<'_>],
        by: &str,
        answers: &[Option<String>],
    ) -> Option<Vec<bool>> {
        // What does not look at the time sees the beginning of all.
        let surroundings =
            Surroundings { now: Zoned::default(), seed: 0, language: self.default_language().to_owned() };
        let mut instance = Instance::blank(self, &surroundings, Defaults::Unasked);
        let (cell, by) = (instance.find(path)?, instance.find(by)?);
        let around: Vec<CellId> = iter::successors(Some(cell), |cell| instance.parent(*cell)).collect();
        let own = around
            .into_iter()
            .filter_map(|cell| Some((cell, self.item(instance.cells.get(cell).item).relevant.as_ref()?)));
        let own: Vec<(CellId, &Formula)> =
            own.filter(|(_, formula)| conditions.iter().any(|one| one.source == formula.source)).collect();
        let by_item = instance.cells.get(by).item;
        if own.len() < conditions.len() || !own.iter().all(|(_, formula)| looks_at(formula, by_item)) {
            return None;
        }
        answers.iter().map(|answer| instance.all_hold(&own, by, answer.as_deref())).collect()
    }
}

impl Instance<'_> {
    fn all_hold(&mut self, conditions: &[(CellId, &Formula)], by: CellId, answer: Option<&str>) -> Option<bool> {
        self.work.begin();
        self.cells.get_mut(by).is_wanted = answer.is_some();
        self.cells.place(by, &mut self.tree);
        self.tree.set_text(self.cells.get(by).node, answer.unwrap_or_default());
        let held = conditions.iter().map(|(cell, formula)| self.evaluate(formula, *cell, |value| value.to_boolean()));
        held.collect::<Option<Vec<bool>>>().map(|held| held.into_iter().all(|held| held))
    }
}

/// Whether a formula looks at one row and at nothing else.
fn looks_at(formula: &Formula, row: ItemId) -> bool {
    formula.reads == [row] && is_fixed(&formula.expression.root)
}

fn is_fixed(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Chain { first, rest } => is_fixed(first) && rest.iter().all(|(_, expr)| is_fixed(expr)),
        ExprKind::Negate(inner) => is_fixed(inner),
        ExprKind::Number(_) | ExprKind::Literal(_) => true,
        ExprKind::Call(call) => !CHANGING.contains(&call.name.as_str()) && call.arguments.iter().all(is_fixed),
        ExprKind::Path(path) => is_plain(path),
    }
}

/// A path without predicates.
fn is_plain(path: &Path) -> bool {
    let from_a_node = matches!(path.start, PathStart::Root | PathStart::Context);
    from_a_node && path.steps.iter().all(|step| step.predicates.is_empty())
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
  yes_no:
    - { name: "yes", label: "Yes" }
    - { name: "no", label: "No" }
survey:
  - { type: select_one yes_no, name: adult, label: Adult? }
  - type: group
    name: questions
    label: Questions
    relevant: ${adult} = 'yes'
    children:
      - { type: select_one yes_no, name: safe, label: Safe?, relevant: "${adult} = 'yes'" }
      - type: group
        name: more
        label: More
        relevant: ${safe} != 'yes'
        children:
          - { type: text, name: why, label: Why?, relevant: "${safe} = 'no' or not(${safe})" }
          - { type: text, name: later, label: Later?, relevant: "${safe} = 'no' and today() > date('2026-01-01')" }
          - { type: text, name: both, label: Both?, relevant: "${safe} = 'no' and ${adult} = 'no'" }
"#;

    fn held(path: &str, sources: &[&str]) -> Option<Vec<bool>> {
        let (form, _) = Form::from_yaml(FORM).unwrap();
        let all = form.sources();
        let conditions: Vec<&Asking<'_>> =
            all[path].conditions.iter().filter(|one| sources.contains(&one.source)).collect();
        let answers = [Some("yes"), Some("no"), Some(""), None].map(|answer| answer.map(str::to_owned));
        form.held(path, &conditions, "questions/safe", &answers)
    }

    #[test]
    fn a_condition_is_tried_with_each_answer_whatever_else_would_have_to_hold() {
        // A question that is empty is not 'yes'; of one that is not asked nothing holds.
        assert_eq!(held("questions/more/why", &["${safe} != 'yes'"]), Some(vec![false, true, true, false]));
        let both = ["${safe} != 'yes'", "${safe} = 'no' or not(${safe})"];
        assert_eq!(held("questions/more/why", &both), Some(vec![false, true, false, false]));
    }

    #[test]
    fn what_looks_at_more_than_the_one_question_is_not_told() {
        assert_eq!(held("questions/more/why", &["${adult} = 'yes'"]), None);
        assert_eq!(held("questions/more/later", &["${safe} = 'no' and today() > date('2026-01-01')"]), None);
        assert_eq!(held("questions/more/both", &["${safe} = 'no' and ${adult} = 'no'"]), None);
    }
}
