//! The codes of a select in two versions: which mean the same, which are new or gone, and which have changed their meaning
//! with another code. A pair of lists is compared once, however many questions share it.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};

use super::{Change, ChangeKind, Effect, pairs, wording};
use crate::definition::form::{Choice, ChoiceList, Form, Missing};

/// The lists of two versions, and what is known of them so far.
pub(super) struct Codes<'f> {
    older: &'f Form,
    newer: &'f Form,
    language: Option<&'f str>,
    known: HashMap<(&'f str, &'f str), Arc<Differences>>,
    old_lists: HashMap<&'f str, Rc<Meanings<'f>>>,
    new_lists: HashMap<&'f str, Rc<Meanings<'f>>>,
}

/// What differs between two lists, in sentences without a subject.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// Changes of meaning.
    pub(super) of_meaning: Vec<Change>,
    pub(super) others: Vec<Change>,
    /// The older codes whose meaning has changed.
    pub(super) meanings: Arc<BTreeSet<String>>,
}

/// How many codes a sentence about an order names.
const MAX_NAMED: usize = 20;

impl<'f> Codes<'f> {
    pub(super) fn between(older: &'f Form, newer: &'f Form) -> Self {
        let language = pairs::language(older, newer);
        Self { older, newer, language, known: HashMap::new(), old_lists: HashMap::new(), new_lists: HashMap::new() }
    }

    /// What differs between a list of the older version and one of the newer.
    pub(super) fn compare(&mut self, old: &'f str, new: &'f str) -> Option<Arc<Differences>> {
        if let Some(known) = self.known.get(&(old, new)) {
            return Some(Arc::clone(known));
        }
        let (old_list, new_list) = (self.older.choice_list(old)?, self.newer.choice_list(new)?);
        let explain = |list| Rc::new(Meanings::of(list, self.language));
        let two = Two {
            old: Rc::clone(self.old_lists.entry(old).or_insert_with(|| explain(old_list))),
            new: Rc::clone(self.new_lists.entry(new).or_insert_with(|| explain(new_list))),
        };
        let differences = Arc::new(two.differences());
        self.known.insert((old, new), Arc::clone(&differences));
        Some(differences)
    }
}

/// A list with what its codes mean.
struct Meanings<'f> {
    choices: Vec<&'f Choice>,
    explained: HashMap<&'f str, Explained<'f>>,
    /// The code of a label; none where several have it.
    codes: HashMap<String, Option<&'f str>>,
}

/// A code with what it means.
struct Explained<'f> {
    choice: &'f Choice,
    label: &'f str,
    meaning: String,
}

/// Two lists side by side.
struct Two<'f> {
    old: Rc<Meanings<'f>>,
    new: Rc<Meanings<'f>>,
}

impl<'f> Meanings<'f> {
    fn of(list: &'f ChoiceList, language: Option<&str>) -> Self {
        let mut meanings = Self { choices: Vec::new(), explained: HashMap::new(), codes: HashMap::new() };
        for choice in &list.choices {
            // A code that stands for several choices is explained by the first.
            if meanings.explained.contains_key(choice.name.as_str()) {
                continue;
            }
            let label = language.and_then(|language| choice.label.in_language(language)).unwrap_or_default();
            let meaning = wording::meaning(label);
            let entry = meanings.codes.entry(meaning.clone());
            entry.and_modify(|code| *code = None).or_insert(Some(&choice.name));
            meanings.explained.insert(&choice.name, Explained { choice, label, meaning });
            meanings.choices.push(choice);
        }
        meanings
    }

    fn label(&self, code: &str) -> &'f str {
        self.explained.get(code).map_or("", |explained| explained.label)
    }

    fn meaning(&self, code: &str) -> Option<&str> {
        self.explained.get(code).map(|explained| explained.meaning.as_str())
    }

    /// The only code that means this, if it is another one than `except`.
    fn other_code(&self, meaning: &str, except: &str) -> Option<&'f str> {
        let code = self.codes.get(meaning).copied().flatten().filter(|_| !meaning.is_empty())?;
        (code != except).then_some(code)
    }
}

impl<'f> Two<'f> {
    fn differences(&self) -> Differences {
        let mut found = Vec::new();
        let mut reused = BTreeSet::new();
        for choice in &self.old.choices {
            found.extend(self.change_of(choice, &mut reused));
            found.extend(self.missing(choice));
        }
        let added = self.new.choices.iter().filter(|choice| self.old.meaning(&choice.name).is_none());
        found.extend(
            added.filter(|choice| !reused.contains(choice.name.as_str())).map(|choice| added_code(choice, self)),
        );
        found.extend(self.order());
        let (of_meaning, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|change| change.needs_mapping);
        let meanings = of_meaning.iter().filter_map(|change| change.code.clone()).collect();
        Differences { meanings: Arc::new(meanings), of_meaning, others }
    }

    /// What became of a code of the older list. `reused` gets the newer codes that took over a meaning.
    fn change_of(&self, choice: &Choice, reused: &mut BTreeSet<&'f str>) -> Option<Change> {
        let code = choice.name.as_str();
        let (label, meaning) = (self.old.label(code), self.old.meaning(code)?);
        let is_kept = self.new.meaning(code);
        if is_kept == Some(meaning) {
            return None;
        }
        let new_label = is_kept.map(|_| self.new.label(code).to_owned());
        let change = |kind, effect, message| {
            let change = Change { code: Some(code.to_owned()), ..Change::new("", kind, effect, message) };
            change.between(label.to_owned(), new_label.clone())
        };
        // Where the older list has the meaning twice, it has not moved: one of the two has gone.
        let moved = self.new.other_code(meaning, code).filter(|moved| self.old.meaning(moved) != Some(meaning));
        let taken = is_kept.and_then(|now| self.old.other_code(now, code));
        let message = match (moved, taken, &new_label) {
            (Some(moved), _, Some(now)) => {
                Some(format!("“{label}” was the code `{code}` and is `{moved}`; `{code}` now means “{now}”."))
            }
            (Some(moved), _, None) => Some(format!("“{label}” was the code `{code}` and is `{moved}`.")),
            (None, Some(taken), _) => Some(format!(
                "the code `{code}` meant “{label}” and now means “{}”, which was the code `{taken}`.",
                self.new.label(code)
            )),
            (None, None, _) => None,
        };
        reused.extend(moved);
        Some(match (message, &new_label) {
            (Some(message), _) => change(ChangeKind::CodeChanged, Effect::BreaksSeries, message).of_meaning(),
            (None, Some(now)) => {
                let message = format!("the choice `{code}` was “{label}” and is “{now}”.");
                change(ChangeKind::Wording, Effect::ComparableWithCare, message)
            }
            (None, None) => {
                let message = format!("the choice `{code}` (“{label}”) is no longer offered.");
                change(ChangeKind::CodeRemoved, Effect::ComparableWithCare, message)
            }
        })
    }

    fn missing(&self, old: &Choice) -> Option<Change> {
        let new = self.new.explained.get(old.name.as_str())?.choice;
        if old.missing == new.missing {
            return None;
        }
        let said = |missing: Option<Missing>| missing.map_or("an answer", Missing::name);
        let message = format!(
            "the code `{}` (“{}”) was {} and is {}.",
            old.name,
            self.old.label(&old.name),
            quoted(said(old.missing)),
            quoted(said(new.missing))
        );
        let change = Change::new("", ChangeKind::MissingChanged, Effect::BreaksSeries, message).of_meaning();
        let named = |missing: Option<Missing>| missing.map(|missing| missing.name().to_owned());
        Some(Change { code: Some(old.name.clone()), ..change }.between(named(old.missing), named(new.missing)))
    }

    /// Where a choice stands decides how often it is taken.
    fn order(&self) -> Option<Change> {
        let both = |one: &Meanings<'f>, other: &Meanings<'f>| -> Vec<&'f str> {
            let codes = one.choices.iter().map(|choice| choice.name.as_str());
            codes.filter(|code| other.explained.contains_key(code)).collect()
        };
        let (old, new) = (both(&self.old, &self.new), both(&self.new, &self.old));
        if old == new {
            return None;
        }
        let message = "the choices stand in another order.".to_owned();
        let change = Change::new("", ChangeKind::OrderChanged, Effect::ComparableWithCare, message);
        Some(change.between(named(&old), named(&new)))
    }
}

fn added_code(choice: &Choice, two: &Two<'_>) -> Change {
    let label = two.new.label(&choice.name);
    let message = format!("the choice `{}` (“{label}”) is new: some would have chosen it before.", choice.name);
    let change = Change::new("", ChangeKind::CodeAdded, Effect::ComparableWithCare, message);
    Change { code: Some(choice.name.clone()), ..change }.between(None, label.to_owned())
}

fn quoted(missing: &str) -> String {
    if missing == "an answer" { missing.to_owned() } else { format!("`{missing}`") }
}

fn named(codes: &[&str]) -> String {
    let more = if codes.len() > MAX_NAMED { " …" } else { "" };
    format!("{}{more}", codes[..codes.len().min(MAX_NAMED)].join(" "))
}
