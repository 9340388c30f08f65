//! How an expression of the form is written in an `XForm`: with a path, between blanks, in the place of each `${name}`.
//!
//! The path is relative where both stand in the same instance of a repeat, and absolute everywhere else. It is written
//! into the author's own words, so that what clients show of an expression is what the author wrote.

use std::collections::BTreeMap;

use super::super::form::{Form, Formula, ItemId, ItemKind};
use crate::expression::{
    self, LAST_SAVED, LAST_SAVED_INSTANCE, Place, Span,
    ast::{Expr, ExprKind, PathStart},
};

/// The places of the rows of one form.
pub(super) struct Paths<'f> {
    form: &'f Form,
    named: BTreeMap<&'f str, ItemId>,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nesting {
    /// The context node is the row that the expression belongs to.
    Own,
    /// The context node is a choice.
    Choice,
}

impl<'f> Paths<'f> {
    pub(super) fn new(form: &'f Form) -> Self {
        let ids = (1..form.items.len()).rev().map(ItemId);
        Self { form, named: ids.map(|id| (form.item(id).name.as_str(), id)).collect() }
    }

    /// The row of this name.
    pub(super) fn named(&self, name: &str) -> Option<ItemId> {
        self.named.get(name).copied()
    }

    /// From the root of the answers.
    pub(super) fn absolute(&self, id: ItemId) -> String {
        let root = &self.form.item(ItemId::ROOT).name;
        match self.form.item(id).path.as_str() {
            "" => format!("/{root}"),
            path => format!("/{root}/{path}"),
        }
    }

    /// What stands for `${name}` in a row.
    pub(super) fn reference(&self, name: &str, from: ItemId, nesting: Nesting) -> Option<String> {
        if let Some(name) = name.strip_prefix(LAST_SAVED) {
            return Some(format!(" instance('{LAST_SAVED_INSTANCE}'){} ", self.absolute(self.named(name)?)));
        }
        let to = self.named(name)?;
        Some(match (self.relative(from, to), nesting) {
            (Some(path), Nesting::Own) => format!(" {path} "),
            (Some(path), Nesting::Choice) => format!(" current()/{path} "),
            (None, _) => format!(" {} ", self.absolute(to)),
        })
    }

    /// An expression of the row `from`.
    pub(super) fn formula(&self, formula: &Formula, from: ItemId, nesting: Nesting) -> String {
        self.expression(&formula.source, from, nesting)
    }

    /// The expression `source` of the row `from`.
    pub(super) fn expression(&self, source: &str, from: ItemId, nesting: Nesting) -> String {
        let Ok(expression) = expression::parse(source) else { return source.to_owned() };
        let mut named_parts = Vec::new();
        indexed_parts(&expression.root, &mut named_parts);
        named_parts.sort_by_key(|part| part.start);
        let mut named_parts = named_parts.into_iter().peekable();
        let mut named_until = 0;
        let mut written = String::new();
        let mut copied = 0;
        for reference in expression.references() {
            let Span { start, end } = reference.span;
            while let Some(part) = named_parts.next_if(|part| part.start <= start) {
                named_until = named_until.max(part.end);
            }
            let is_named_part = end <= named_until;
            let nesting = if reference.place == Place::Predicate { Nesting::Choice } else { nesting };
            let from = if is_named_part { ItemId::ROOT } else { from };
            if let Some(path) = self.reference(&reference.name, from, nesting).filter(|_| start >= copied) {
                written.push_str(&source[copied..start]);
                written.push_str(&path);
                copied = end;
            }
        }
        written.push_str(&source[copied..]);
        written
    }

    /// The way from one row to another by the innermost row that holds both, if that is in a repeat that holds both.
    fn relative(&self, from: ItemId, to: ItemId) -> Option<String> {
        let form = self.form;
        let around_target: Vec<ItemId> = form.lineage(to).skip(1).collect();
        let is_repeat = |id: &ItemId| matches!(form.item(*id).kind, ItemKind::Repeat { .. });
        let mut shared = form.lineage(from).skip(1).filter(|id| around_target.contains(id)).peekable();
        let common = *shared.peek()?;
        if !shared.any(|id| is_repeat(&id)) {
            return None;
        }
        let mut downs: Vec<&str> =
            form.lineage(to).take_while(|id| *id != common).map(|id| form.item(id).name.as_str()).collect();
        downs.reverse();
        // From a repeat to what is in it, the way leads through the same instance.
        if is_repeat(&from) && around_target.contains(&from) {
            return Some(format!("./{}", downs[1..].join("/")));
        }
        let ups = form.lineage(from).take_while(|id| *id != common).count();
        Some(format!("{}{}", "../".repeat(ups), downs.join("/")))
    }
}

/// The arguments of `indexed-repeat` that name a question or a repeat as such, whichever instance.
fn indexed_parts(expr: &Expr, found: &mut Vec<Span>) {
    match &expr.kind {
        ExprKind::Path(path) => {
            let within = match &path.start {
                PathStart::Root | PathStart::Context => &[][..],
                PathStart::Reference { predicates, .. } => predicates,
                PathStart::Expression { inner, predicates } => {
                    indexed_parts(inner, found);
                    predicates
                }
            };
            let predicates = within.iter().chain(path.steps.iter().flat_map(|step| &step.predicates));
            predicates.for_each(|predicate| indexed_parts(predicate, found));
        }
        ExprKind::Call(call) => {
            let naming = |(place, _): &(usize, &Expr)| *place == 0 || place % 2 == 1;
            if call.name == "indexed-repeat" {
                found.extend(call.arguments.iter().enumerate().filter(naming).map(|(_, argument)| argument.span));
            }
            call.arguments.iter().for_each(|argument| indexed_parts(argument, found));
        }
        _ => expr.children().into_iter().for_each(|child| indexed_parts(child, found)),
    }
}
