//! How often a repeat comes. Clients read the number from a question; where the form has an expression, a question is
//! put beside the repeat that computes it.

use super::super::form::{Form, Formula, ItemId, ItemKind};

pub(super) enum Count<'f> {
    /// As often as people add one.
    Open,
    /// As often as a question says.
    Question(&'f Formula),
    /// As often as an expression says, which a question of this name computes.
    Generated { name: String, formula: &'f Formula },
}

/// The count of a repeat.
pub(super) fn of(form: &Form, id: ItemId) -> Count<'_> {
    let ItemKind::Repeat { count: Some(formula), .. } = &form.item(id).kind else { return Count::Open };
    let source = formula.source.trim();
    let is_reference = source.starts_with("${") && source.find('}') == Some(source.len() - 1);
    if is_reference { Count::Question(formula) } else { Count::Generated { name: free_name(form, id), formula } }
}

/// `persons_count`, unless that is a question already.
fn free_name(form: &Form, id: ItemId) -> String {
    let siblings = form.item(id).parent.map_or(&[][..], |parent| form.item(parent).children());
    let is_free = |name: &String| siblings.iter().all(|sibling| form.item(*sibling).name != *name);
    let name = format!("{}_count", form.item(id).name);
    let further = (2..).map(|number| format!("{name}_{number}"));
    std::iter::once(name.clone()).chain(further).find(is_free).unwrap_or(name)
}
