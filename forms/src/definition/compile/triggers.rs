//! The `trigger` column: which questions have to change for a calculation to be done again.

use super::{
    super::{
        fault::{At, Faults},
        form::{Form, ItemId, ItemKind},
    },
    formulas,
    outline::Outline,
    settings::is_name,
};

/// A cell that names questions, and the row that it stands in.
pub(super) type Trigger = (ItemId, At<String>);

/// Finds the questions that `cells` name and gives them to their rows.
pub(super) fn bind(form: &mut Form, cells: Vec<Trigger>, outline: &Outline, faults: &mut Faults) {
    for (item, cell) in cells {
        let Some(names) = names(&cell.value) else {
            let help = "write `${name}`, and commas between several".to_owned();
            faults.error_with_help(cell.position, format!("`{}` is no trigger", cell.value), Some(help));
            continue;
        };
        let mut triggers = Vec::new();
        for name in names {
            let Some(found) = formulas::target(outline, name, || cell.position, faults) else { continue };
            if form.item(found).is_shown() {
                triggers.push(found);
            } else {
                let message = format!("`{name}` cannot trigger anything, as nobody gets to see it");
                faults.error(cell.position, message);
            }
        }
        for trigger in &triggers {
            if let ItemKind::Question(question) = &mut form.items[trigger.0].kind {
                question.triggered.push(item);
            }
        }
        if let ItemKind::Question(question) = &mut form.items[item.0].kind {
            question.triggers = triggers;
        }
    }
}

/// The names of a list such as `${a}, ${b}`; nothing if it is something else.
fn names(text: &str) -> Option<Vec<&str>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let name = |part: &'_ str| part.strip_prefix("${")?.strip_suffix('}').filter(|name| is_name(name)).map(str::len);
    let names: Option<Vec<&str>> = parts.map(|part| name(part).map(|length| &part[2..2 + length])).collect();
    names.filter(|names| !names.is_empty())
}
