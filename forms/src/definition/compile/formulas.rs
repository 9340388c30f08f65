//! The expressions of a form: parsed where they stand, then bound to the questions they name.

use std::collections::HashMap;

use super::{
    super::{
        fault::{At, Faults, Position},
        form::{Condition, DefaultValue, Form, Formula, Item, ItemId, ItemKind, StepKind},
        raw::{RawItem, RawText},
    },
    effort::Effort,
    lists::Lists,
    outline::{Found, Outline},
    reads::{self, Columns, Role},
};
use crate::expression::{
    self, AnswerType, Expression, LAST_SAVED, LAST_SAVED_INSTANCE, Lookup, Place, Reference,
    ast::{Expr, ExprKind, Operator},
};

/// What one step of the recalculation reads.
pub(super) struct Reads {
    pub(super) item: ItemId,
    pub(super) kind: StepKind,
    pub(super) position: Position,
    pub(super) targets: Vec<ItemId>,
}

/// How many values the texts of a row, or the labels of a list, show.
const MAX_OUTPUTS: usize = 100;

/// Parses a cell; nothing, and a fault, if it is no expression.
pub(super) fn parse(cell: At<String>, faults: &mut Faults) -> Option<Formula> {
    match expression::parse(&cell.value) {
        Ok(expression) => Some(Formula { expression, source: cell.value, position: cell.position, reads: Vec::new() }),
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
    Some(Formula { expression, source, position: Position::default(), reads: Vec::new() })
}

/// The expression in a cell that may also be plain text: one that names a question, calls a function or adds up numbers.
pub(super) fn parse_dynamic(cell: &At<String>) -> Option<Expression> {
    let expression = expression::parse(&cell.value).ok()?;
    let is_dynamic = !expression.references().is_empty() || computes(&expression.root);
    is_dynamic.then_some(expression)
}

/// The `${name}` in the texts of a row and in the labels of the choices it offers, each once.
pub(super) fn outputs(raw: &RawItem, of_choices: &[At<String>], faults: &mut Faults) -> Vec<(String, Formula)> {
    let texts =
        [&raw.label, &raw.hint, &raw.guidance_hint, &raw.required_message, &raw.constraint_message, &raw.no_app_error];
    let mut names: Vec<At<String>> = Vec::new();
    for text in texts {
        collect_outputs(text, &mut names, faults);
    }
    for name in of_choices {
        if names.iter().all(|known| known.value != name.value) {
            names.push(name.clone());
        }
    }
    let formula = |name: At<String>| {
        let reference = At { value: format!("${{{}}}", name.value), position: name.position };
        Some((name.value, parse(reference, faults)?))
    };
    names.into_iter().filter_map(formula).collect()
}

/// Adds the names in the `${name}` of a text to `names`, each once.
pub(super) fn collect_outputs(text: &RawText, names: &mut Vec<At<String>>, faults: &mut Faults) {
    for cell in text.0.iter().map(|translation| &translation.text) {
        for output in cell.value.split("${").skip(1) {
            let Some((name, _)) = output.split_once('}') else {
                faults.error(cell.position, "`${` has no `}` after it");
                continue;
            };
            if names.iter().any(|known| known.value == name) {
                continue;
            }
            if names.len() == MAX_OUTPUTS {
                faults.error(cell.position, format!("the texts of a row show at most {MAX_OUTPUTS} different values"));
                return;
            }
            names.push(At { value: name.to_owned(), position: cell.position });
        }
    }
}

/// Sees to it that every list that an expression looks something up in is there.
pub(super) fn look_up(items: &[Item], instance_name: Option<&Formula>, lists: &mut Lists<'_>, faults: &mut Faults) {
    for formula in items.iter().flat_map(Item::formulas).chain(instance_name) {
        for (name, span) in formula.expression.lists() {
            let position = formula.position.within(&formula.source, span);
            lists.look_up(&At { value: name.to_owned(), position }, faults);
        }
    }
}

/// Puts paths in the place of all names, checks where every path leads, and gives what each step reads.
pub(super) fn bind(form: &mut Form, outline: &Outline, faults: &mut Faults) -> Vec<Reads> {
    let mut found = Vec::new();
    let columns: HashMap<&str, Columns<'_>> =
        form.choice_lists.iter().map(|list| (list.name.as_str(), Columns::of(list))).collect();
    let effort = Effort::default();
    let shown = shown_by_choices(form, outline);
    for (index, item) in form.items.iter_mut().enumerate() {
        let id = ItemId(index);
        let columns = item.question().and_then(|question| columns.get(question.kind.list()?));
        for (role, formula) in formulas(item) {
            let mut binder = Binder { outline, item: id, role, columns, effort: &effort, faults: &mut *faults };
            let mut targets = binder.bind(formula);
            if formula.source.contains("choice-name") {
                let of_labels: Vec<ItemId> = targets.iter().flat_map(|target| &shown[target.0]).copied().collect();
                effort.spend(of_labels.len() * Effort::DEPENDENCY);
                targets.extend(of_labels);
            }
            if effort.is_spent() {
                faults.error(
                    formula.position,
                    "the expressions of this form are too long or look at too much, up to this one",
                );
                return found;
            }
            formula.reads.clone_from(&targets);
            if let Role::Step(kind) = role {
                found.push(Reads { item: id, kind, position: formula.position, targets });
            }
        }
    }
    if let Some(formula) = &mut form.instance_name {
        let (item, role) = (ItemId::ROOT, Role::OnDemand);
        Binder { outline, item, role, columns: None, effort: &effort, faults }.bind(formula);
    }
    found
}

/// For each row, the rows whose values the labels of its choices show.
fn shown_by_choices(form: &Form, outline: &Outline) -> Vec<Vec<ItemId>> {
    let row = |name: &At<String>| match outline.named(&name.value) {
        Found::One(id) => Some(id),
        Found::Nothing | Found::Several => None,
    };
    let lists: HashMap<&str, &[At<String>]> =
        form.choice_lists.iter().map(|list| (list.name.as_str(), list.outputs.as_slice())).collect();
    let outputs = |item: &Item| lists.get(item.question()?.kind.list()?).copied();
    form.items.iter().map(|item| outputs(item).unwrap_or_default().iter().filter_map(row).collect()).collect()
}

fn computes(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(_) => true,
        ExprKind::Chain { first, rest } if is_arithmetic(first, rest) => true,
        _ => expr.children().into_iter().any(computes),
    }
}

/// `1 + 1`, but neither `2026-11-21` nor `rice + beans`.
fn is_arithmetic(first: &Expr, rest: &[(Operator, Expr)]) -> bool {
    let counts = |operator: &Operator| {
        matches!(operator, Operator::Add | Operator::Multiply | Operator::Divide | Operator::Modulo)
    };
    let is_number = |expr: &Expr| matches!(expr.kind, ExprKind::Number(_));
    is_number(first) && rest.iter().all(|(operator, operand)| counts(operator) && is_number(operand))
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
    columns: Option<&'b Columns<'b>>,
    effort: &'b Effort,
    faults: &'b mut Faults,
}

impl Binder<'_> {
    fn bind(&mut self, formula: &mut Formula) -> Vec<ItemId> {
        // Where there is more wrong than can be told, nothing more is looked for.
        if self.faults.are_full() {
            return Vec::new();
        }
        self.check(formula);
        let (outline, item, role, faults, effort) =
            (self.outline, self.item, self.role, &mut *self.faults, self.effort);
        let Formula { source, position, expression, .. } = &mut *formula;
        let replace = |reference: &Reference| {
            let at = || position.within(source, reference.span);
            if let Some(name) = reference.name.strip_prefix(LAST_SAVED) {
                let path = outline.absolute(target(outline, name, at, faults)?);
                faults.warning(at(), format!("`{}` is always empty here: no earlier answer is kept", reference.name));
                return Some(format!("instance('{LAST_SAVED_INSTANCE}'){path}"));
            }
            let target = target(outline, &reference.name, at, faults)?;
            let is_nested = role == Role::Filter || reference.place == Place::Predicate;
            let path = outline.path(item, target, is_nested);
            let is_affordable = effort.spend(path.matches('/').count() * Effort::PATH_STEP);
            is_affordable.then_some(path)
        };
        // A name that leads nowhere has been reported, with a suggestion, by `target`.
        if expression.resolve(replace).is_err() {
            return Vec::new();
        }
        formula.expression.fix(&|names| outline.fixed(names).map(|id| id.0));
        let targets = reads::targets(formula, outline, (item, role), self.columns, self.effort, self.faults);
        self.effort.spend(targets.len() * Effort::DEPENDENCY);
        targets
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
        let (mistakes, patterns) = formula.expression.check_counted(own, lookup);
        self.effort.spend(patterns / Effort::BYTES);
        for mistake in mistakes {
            self.faults.error_with_help(
                formula.position.within(&formula.source, mistake.span),
                mistake.message,
                mistake.help,
            );
        }
    }
}

/// The row that a name means; nothing, and a fault, if it is not just one.
pub(super) fn target(outline: &Outline, name: &str, at: impl Fn() -> Position, faults: &mut Faults) -> Option<ItemId> {
    match outline.named(name) {
        Found::One(id) => Some(id),
        _ if faults.are_full() => None,
        Found::Several => {
            let help = "give the questions different names, or write a path such as `../name`".to_owned();
            faults.error_with_help(at(), format!("more than one question is called `{name}`"), Some(help));
            None
        }
        Found::Nothing => {
            let help = faults.did_you_mean(name, outline.names(), |close| format!("${{{close}}}"));
            faults.error_with_help(at(), format!("there is no question `{name}`"), help);
            None
        }
    }
}
