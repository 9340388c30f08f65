//! From a raw form to a checked one. Each step goes on after a fault, so that the author sees all of them at once.

mod choices;
mod clients;
mod customs;
mod defaults;
mod effort;
mod formulas;
mod items;
mod lists;
mod misplaced;
mod outline;
mod parameters;
mod question_kind;
mod range;
mod reads;
mod repeat_names;
mod settings;
mod steps;
mod texts;
mod triggers;

use std::collections::HashMap;

use std::sync::OnceLock;

use super::{
    fault::Faults,
    form::{ChoiceList, Form},
    raw::RawForm,
    table::Attachment,
};
use clients::Clients;
use lists::Lists;
use outline::Outline;

pub(super) use {
    clients::{NAMESPACES, namespaces},
    settings::ATTRIBUTE,
};
#[cfg(feature = "workbook")]
pub(super) use {
    customs::{MAX_DEPTH, report_depth},
    parameters::KEYS as PARAMETERS,
    question_kind::names as type_names,
    settings::{CLIENT_SETTINGS, language_code},
};

/// Checks `raw`. What comes back is whole only if no error was added to `faults`.
pub(super) fn compile(mut raw: RawForm, attachments: &[Attachment<'_>], faults: &mut Faults) -> Form {
    customs::apply(&mut raw.survey, faults);
    let settings = settings::compile(&raw, faults);
    let clients = Clients::new(&raw);
    let texts = texts::Translations::new(&settings.default_language, &settings.languages);
    let has_duplicates = raw.allow_choice_duplicates.is_some_and(|cell| items::is_yes(&cell, faults));
    let mut form = Form {
        id: settings.id,
        version: settings.version,
        minutes: settings.minutes,
        audience: settings.audience,
        title: texts.required(&raw.title, "the form", "title", settings.start, faults),
        purpose: texts.read(&raw.purpose, "the form", "purpose", faults),
        attribution: texts.read(&raw.attribution, "the form", "attribution", faults),
        client_settings: settings::client(raw.client_settings, &clients, faults),
        instance_name: raw.instance_name.and_then(|cell| formulas::parse(cell, faults)),
        has_choice_duplicates: has_duplicates,
        choice_lists: Vec::new(),
        list_places: HashMap::new(),
        items: Vec::new(),
        steps: Vec::new(),
        value_steps: Vec::new(),
        offered_lists: Vec::new(),
        element_names: Vec::new(),
        nothing_saved: OnceLock::new(),
        default_language: settings.default_language.clone(),
        default_is_guessed: raw.default_is_guessed,
        languages: settings.languages.clone(),
    };
    if raw.survey.is_empty() {
        faults.error(settings.start, "the form has no questions: `survey` is missing or empty");
    }
    let survey = if effort::are_short(&raw.survey, faults) { raw.survey } else { Vec::new() };
    let mut lists = Lists::new(attachments);
    choices::compile(raw.choices, has_duplicates, &texts, &mut lists, faults);
    let items::Rows { items, triggers } = items::compile(settings.name, survey, &mut lists, &texts, &clients, faults);
    form.items = items;
    formulas::look_up(&form.items, form.instance_name.as_ref(), &mut lists, faults);
    form.choice_lists = lists.all;
    form.choice_lists.iter_mut().for_each(ChoiceList::complete);
    let places = form.choice_lists.iter().enumerate().rev();
    form.list_places = places.map(|(place, list)| (list.name.clone(), place)).collect();
    let outline = Outline::new(&form.items);
    triggers::bind(&mut form, triggers, &outline, faults);
    let reads = formulas::bind(&mut form, &outline, faults);
    form.steps = steps::order(&form, &outline, &reads, faults);
    form.complete();
    form
}
