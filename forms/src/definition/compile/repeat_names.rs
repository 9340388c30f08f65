//! What the reference asks of the names of repeats, beyond what any name has to keep to.

use std::collections::BTreeSet;

use super::super::{
    fault::{At, Faults},
    form::ROOT_NAME,
    raw::RawItem,
};

/// Names of repeats are unique in the whole form, as each is a table of the export; and a repeat that counts by an
/// expression keeps the count beside itself, under a name that nothing else may have.
pub(super) fn check(items: &[RawItem], faults: &mut Faults) {
    check_level(items, &mut BTreeSet::new(), faults);
}

fn check_level(items: &[RawItem], repeats: &mut BTreeSet<String>, faults: &mut Faults) {
    for item in items {
        if let (Some("repeat"), Some(name)) = (item.kind.as_ref().map(|kind| kind.value.as_str()), &item.name) {
            check_repeat(item, name, items, repeats, faults);
        }
        if let Some(children) = &item.children {
            check_level(&children.value, repeats, faults);
        }
    }
}

fn check_repeat(
    repeat: &RawItem,
    name: &At<String>,
    siblings: &[RawItem],
    repeats: &mut BTreeSet<String>,
    faults: &mut Faults,
) {
    if name.value == ROOT_NAME {
        faults.error(name.position, format!("a repeat cannot be called `{ROOT_NAME}`, as the form itself is"));
    } else if !repeats.insert(name.value.clone()) {
        faults.error(name.position, format!("there is another repeat `{}` in the form", name.value));
    }
    let is_reference = |text: &str| text.starts_with("${") && text.find('}') == Some(text.len() - 1);
    if repeat.repeat_count.as_ref().is_some_and(|count| !is_reference(count.value.trim())) {
        let counter = format!("{}_count", name.value);
        let same = siblings.iter().filter_map(|item| item.name.as_ref()).find(|name| name.value == counter);
        if let Some(same) = same {
            let message = format!("`{counter}` is where the repeat `{}` keeps its count", name.value);
            faults.error(same.position, message);
        }
    }
}
