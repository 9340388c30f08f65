//! Which files a definition names, so that whoever reads it can bring them.

use std::collections::BTreeSet;

use super::{
    fault::At,
    raw::{RawForm, RawItem},
};
use crate::expression;

/// The names of the files that a form may need.
pub(super) fn named(raw: &RawForm) -> BTreeSet<String> {
    let lists: Vec<&str> = raw.choices.iter().map(|list| list.name.value.as_str()).collect();
    let wanted = raw.choices.iter().filter(|list| list.table.is_none()).filter_map(|list| list.file.as_ref());
    let mut found: BTreeSet<String> = wanted.map(|file| file.value.clone()).collect();
    let mut looked_up = BTreeSet::new();
    raw.instance_name.iter().for_each(|cell| look_up(cell, &mut looked_up));
    let mut waiting: Vec<&RawItem> = raw.survey.iter().collect();
    while let Some(item) = waiting.pop() {
        let mut words = item.kind.iter().flat_map(|cell| cell.value.split_whitespace());
        if words.next().is_some_and(|word| word.ends_with("_from_file")) {
            found.extend(words.next().map(str::to_owned));
        }
        expressions(item).into_iter().flatten().for_each(|cell| look_up(cell, &mut looked_up));
        waiting.extend(item.children.iter().flat_map(|children| &children.value));
    }
    for name in looked_up.into_iter().filter(|name| !lists.contains(&name.as_str())) {
        found.extend([format!("{name}.csv"), format!("{name}.geojson")]);
    }
    found
}

fn look_up(cell: &At<String>, found: &mut BTreeSet<String>) {
    if let Ok(expression) = expression::parse(&cell.value) {
        found.extend(expression.lists().into_iter().map(|(name, _)| name.to_owned()));
    }
}

/// The cells of a row that may hold an expression.
fn expressions(item: &RawItem) -> [Option<&At<String>>; 8] {
    [
        item.required.as_ref(),
        item.relevant.as_ref(),
        item.constraint.as_ref(),
        item.calculation.as_ref(),
        item.default.as_ref(),
        item.choice_filter.as_ref(),
        item.repeat_count.as_ref(),
        item.read_only.as_ref(),
    ]
}
