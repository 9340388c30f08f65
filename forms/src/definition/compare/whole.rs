//! What changes about the form as a whole: its languages, what its answers are for, who fills it.

use super::{Change, ChangeKind, Changes, Effect, pairs, wording};
use crate::definition::form::Form;

pub(super) fn compare(older: &Form, newer: &Form, changes: &mut Changes) {
    let language = pairs::language(older, newer);
    wording::compare("", "The title", language, [&older.title, &newer.title], changes);
    wording::compare("", "What the answers are used for", language, [&older.purpose, &newer.purpose], changes);
    for language in newer.languages().iter().filter(|language| !older.has_language(&language.code)) {
        let message = format!("The form can now be answered in `{}`.", language.code);
        let change = Change::new("", ChangeKind::LanguageAdded, Effect::None, message);
        changes.push(change.between(None, language.code.clone()));
    }
    for language in older.languages().iter().filter(|language| !newer.has_language(&language.code)) {
        let message = format!("The form can no longer be answered in `{}`: fewer people may answer.", language.code);
        let change = Change::new("", ChangeKind::LanguageRemoved, Effect::ComparableWithCare, message);
        changes.push(change.between(language.code.clone(), None));
    }
    let (old, new) = (older.audience.name(), newer.audience.name());
    if old != new {
        let message = format!("Whoever fills the form was `{old}` and is `{new}`.");
        let change = Change::new("", ChangeKind::AudienceChanged, Effect::ComparableWithCare, message);
        changes.push(change.between(old.to_owned(), new.to_owned()));
    }
}
