//! The expressions of a form: parsed where they stand, then bound to the questions they name.

use super::{
    super::{
        fault::{At, Faults, Position},
        form::{ChoiceList, Condition, DefaultValue, Form, Formula, Item, ItemId, ItemKind, StepKind},
        raw::{RawItem, RawText},
    },
    outline::{Found, Outline},
    reads::{self, Role},
};
use crate::{
    expression::{
        self, AnswerType, Expression, Lookup, Place, Reference,
        ast::{Expr, ExprKind},
    },
    suggest,
};

/// What one step of the recalculation reads.
pub(super) struct Reads {
    pub(super) item: ItemId,
    pub(super) kind: StepKind,
    pub(super) position: Position,
    pub(super) targets: Vec<ItemId>,
}

/// Parses a cell; nothing, and a fault, if it is no expression.
pub(super) fn parse(cell: At<String>, faults: &mut Faults) -> Option<Formula> {
    match expression::parse(&cell.value) {
        Ok(expression) => Some(Formula { expression, source: cell.value, position: cell.position }),
        Err(error) => {
            faults.error_with_help(
                cell.position.within(&cell.value, error.span),
                error.kind.to_string(),
                error.kind.help(),
            );
            None
        }
    }
}

/// An expression that the reader itself writes.
pub(super) fn generated(source: String) -> Option<Formula> {
    let expression = expression::parse(&source).ok()?;
    Some(Formula { expression, source, position: Position::default() })
}

/// The expression in a cell that may also be plain text: one that names a question or calls a function.
pub(super) fn parse_dynamic(cell: &At<String>) -> Option<Expression> {
    let expression = expression::parse(&cell.value).ok()?;
    let is_dynamic = !expression.references().is_empty() || has_calls(&expression.root);
    is_dynamic.then_some(expression)
}

/// The `${name}` in the texts of a row and in the labels of the choices it offers, each once.
pub(super) fn outputs(raw: &RawItem, of_choices: &[At<String>], faults: &mut Faults) -> Vec<(String, Formula)> {
    let texts =
        [&raw.label, &raw.hint, &raw.guidance_hint, &raw.required_message, &raw.constraint_message, &raw.no_app_error];
    let mut found: Vec<(String, Formula)> = Vec::new();
    let own: Vec<At<String>> = texts.into_iter().flat_map(|text| references(text, faults)).collect();
    for name in own.iter().chain(of_choices) {
        if found.iter().all(|(known, _)| *known != name.value) {
            let reference = At { value: format!("${{{}}}", name.value), position: name.position };
            found.extend(parse(reference, faults).map(|formula| (name.value.clone(), formula)));
        }
    }
    found
}

/// The names in the `${name}` of a text.
pub(super) fn references(text: &RawText, faults: &mut Faults) -> Vec<At<String>> {
    let mut names = Vec::new();
    for cell in text.0.iter().map(|translation| &translation.text) {
        for output in cell.value.split("${").skip(1) {
            match output.split_once('}') {
                Some((name, _)) => names.push(At { value: name.to_owned(), position: cell.position }),
                None => faults.error(cell.position, "`${` has no `}` after it"),
            }
        }
    }
    names
}

/// Puts paths in the place of all names, checks where every path leads, and gives what each step reads.
pub(super) fn bind(form: &mut Form, outline: &Outline, faults: &mut Faults) -> Vec<Reads> {
    let mut found = Vec::new();
    let lists = &form.choice_lists;
    for (index, item) in form.items.iter_mut().enumerate() {
        let id = ItemId(index);
        let list = list_of(item, lists);
        for (role, formula) in formulas(item) {
            let mut binder = Binder { outline, item: id, role, list, faults: &mut *faults };
            let targets = binder.bind(formula);
            if let Role::Step(kind) = role {
                found.push(Reads { item: id, kind, position: formula.position, targets });
            }
        }
    }
    if let Some(formula) = &mut form.instance_name {
        let mut binder = Binder { outline, item: ItemId::ROOT, role: Role::OnDemand, list: None, faults };
        binder.bind(formula);
    }
    found
}

fn has_calls(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Call(_)) || expr.children().into_iter().any(has_calls)
}

fn list_of<'l>(item: &Item, lists: &'l [ChoiceList]) -> Option<&'l ChoiceList> {
    let name = item.question()?.kind.list()?;
    lists.iter().find(|list| list.name == name)
}

/// Every expression of a row with its role.
fn formulas(item: &mut Item) -> Vec<(Role, &mut Formula)> {
    let mut found: Vec<(Role, &mut Formula)> = Vec::new();
    found.extend(item.relevant.as_mut().map(|formula| (Role::Step(StepKind::Relevance), formula)));
    found.extend(item.texts.outputs.iter_mut().map(|(_, formula)| (Role::OnDemand, formula)));
    match &mut item.kind {
        ItemKind::Group { .. } => {}
        ItemKind::Repeat { count, .. } => {
            found.extend(count.as_mut().map(|formula| (Role::Step(StepKind::Count), formula)));
        }
        ItemKind::Question(question) => {
            let question = &mut **question;
            // What waits for a trigger is not done again when something that it reads changes.
            let calculated = if question.is_calculated() { Role::Step(StepKind::Value) } else { Role::OnDemand };
            found.extend(question.calculation.as_mut().map(|formula| (calculated, formula)));
            found.extend(question.choice_filter.as_mut().map(|formula| (Role::Filter, formula)));
            found.extend(question.constraint.as_mut().map(|formula| (Role::OnDemand, formula)));
            for condition in [&mut question.required, &mut question.read_only] {
                if let Condition::When(formula) = condition {
                    found.push((Role::OnDemand, formula));
                }
            }
            if let Some(DefaultValue::Dynamic(formula)) = &mut question.default {
                found.push((Role::OnDemand, formula));
            }
            let seed = question.shuffle.as_mut().and_then(|shuffle| shuffle.seed.as_mut());
            found.extend(seed.map(|formula| (Role::OnDemand, formula)));
        }
    }
    found
}

struct Binder<'b> {
    outline: &'b Outline,
    item: ItemId,
    role: Role,
    list: Option<&'b ChoiceList>,
    faults: &'b mut Faults,
}

impl Binder<'_> {
    fn bind(&mut self, formula: &mut Formula) -> Vec<ItemId> {
        self.check(formula);
        let (outline, item, role, faults) = (self.outline, self.item, self.role, &mut *self.faults);
        let Formula { source, position, expression } = &mut *formula;
        let replace = |reference: &Reference| {
            let at = position.within(source, reference.span);
            let target = target(outline, &reference.name, at, faults)?;
            let is_nested = role == Role::Filter || reference.place == Place::Predicate;
            Some(outline.path(item, target, is_nested))
        };
        // A name that leads nowhere has been reported, with a suggestion, by `target`.
        if expression.resolve(replace).is_err() {
            return Vec::new();
        }
        reads::targets(formula, outline, item, role, self.list, self.faults)
    }

    /// What can be known to be wrong before there is any answer. Names that lead nowhere are for `target` to report.
    fn check(&mut self, formula: &Formula) {
        let own = match self.role {
            Role::Filter => AnswerType::Unknown,
            Role::Step(_) | Role::OnDemand => self.outline.answer(self.item),
        };
        let lookup = |name: &str| match self.outline.named(name) {
            Found::One(id) => Lookup::Known(self.outline.answer(id)),
            Found::Nothing | Found::Several => Lookup::Known(AnswerType::Unknown),
        };
        for mistake in formula.expression.check(own, lookup) {
            self.faults.error_with_help(
                formula.position.within(&formula.source, mistake.span),
                mistake.message,
                mistake.help,
            );
        }
    }
}

/// The row that a name means; nothing, and a fault, if it is not just one.
pub(super) fn target(outline: &Outline, name: &str, at: Position, faults: &mut Faults) -> Option<ItemId> {
    match outline.named(name) {
        Found::One(id) => Some(id),
        Found::Several => {
            let help = "give the questions different names, or write a path such as `../name`".to_owned();
            faults.error_with_help(at, format!("more than one question is called `{name}`"), Some(help));
            None
        }
        Found::Nothing => {
            let close = suggest::closest(name, outline.names());
            let help = close.map(|close| format!("did you mean `${{{close}}}`?"));
            faults.error_with_help(at, format!("there is no question `{name}`"), help);
            None
        }
    }
}
