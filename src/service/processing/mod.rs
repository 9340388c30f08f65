//! The record of processing activities (GDPR, article 30): what this installation does with data about people, why, for how long,
//! and who gets to see it. It is read from what there is, so it is never behind; nobody is named in it.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::waves::Wave;
use super::{PublishedForm, Services, catalogue};
use crate::access::{Actor, Permission, Place};
use crate::store::place::{self, Area, Programme};
use crate::store::{self, wave};
use crate::words::{self, Value};

mod of_wave;
pub mod table;

/// What is done with data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A wave asks residents.
    Wave,
    /// A wave is answered with codes that go to addresses.
    Invitations,
    /// Residents sign up for activities.
    SignUps,
    /// Residents say at the door of an activity how it was.
    Satisfaction,
    /// An area is walked through, and photos are taken.
    Walks,
    /// Staff write down what they were told.
    Notes,
    /// People who work here have accounts.
    Accounts,
    /// It is noted what they do as administration.
    Log,
    /// Mails wait to be sent.
    Mails,
}

/// One processing activity, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The wave, if it is of one.
    pub wave: Option<Uuid>,
    /// The texts, one for each of [`FIELDS`].
    pub texts: [String; FIELDS.len()],
}

/// What is told of each, in the order of the article. Programs know columns by these names: further ones come last.
pub const FIELDS: [&str; 14] = [
    "name",
    "programme",
    "controller",
    "contact",
    "purpose",
    "legal_basis",
    "people",
    "data",
    "sensitive",
    "recipients",
    "transfers",
    "deletion",
    "measures",
    "where_and_when",
];

/// All that somebody may know of: their waves, what their programmes do, and, for who looks after everything, what the
/// installation does for all of them.
pub async fn list(services: &Services, actor: &Actor, language: &str) -> Result<Vec<Entry>, store::Error> {
    let waves = wave::list(&services.db).await?;
    let mut entries = Vec::new();
    for programme in place::programmes(&services.db).await? {
        if !knows(actor, programme.id) {
            continue;
        }
        let areas = place::areas(&services.db, programme.id).await?;
        let of_it: Vec<&Wave> = waves.iter().filter(|wave| wave.programme_id == programme.id).collect();
        for wave in of_wave::shown(actor, &of_it) {
            let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
            // A foreign key sees to it that it is there.
            let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
            let asked = Asked { services, language, programme: &programme, areas: &areas, wave, form: &form };
            entries.extend(asked.entries());
        }
        let [controller, contact] = responsible(&of_it).map(|text| text.unwrap_or_else(|| not_stated(language)));
        for kind in [Kind::SignUps, Kind::Satisfaction, Kind::Walks, Kind::Notes] {
            let entry = standing(kind, language);
            let told = [("programme", &programme.name), ("controller", &controller), ("contact", &contact)];
            entries.push(told.into_iter().fold(entry, |entry, (field, text)| entry.with(field, text.clone())));
        }
    }
    if actor.may(Permission::ManageAccounts, &Place::Installation) {
        entries.extend([Kind::Accounts, Kind::Log, Kind::Mails].map(|kind| standing(kind, language)));
    }
    Ok(entries)
}

/// A wave with what it takes to describe it.
struct Asked<'a> {
    services: &'a Services,
    language: &'a str,
    programme: &'a Programme,
    areas: &'a [Area],
    wave: &'a Wave,
    form: &'a PublishedForm,
}

/// Whether somebody sets something up in a programme or a part of it.
fn knows(actor: &Actor, programme: Uuid) -> bool {
    actor.places(Permission::ManageWaves).any(|place| match place {
        Place::Installation => true,
        Place::Programme(id) | Place::Area { programme: id, .. } => id == programme,
    })
}

/// Who decides and whom to ask, as the waves of a programme tell residents.
fn responsible(waves: &[&Wave]) -> [Option<String>; 2] {
    let notices = || waves.iter().map(|wave| &wave.terms.notice);
    let joined = |texts: BTreeSet<&str>| (!texts.is_empty()).then(|| Vec::from_iter(texts).join("; "));
    [
        joined(notices().filter_map(|notice| notice.controller.as_deref()).collect()),
        joined(notices().filter_map(|notice| notice.contact.as_deref()).collect()),
    ]
}

/// What is the same wherever it is done.
fn standing(kind: Kind, language: &str) -> Entry {
    let say = |field: &str| words::say(language, &format!("processing-{}-{field}", kind.as_str()));
    let texts = FIELDS.map(|field| match field {
        // The wave itself tells these.
        "data" if kind == Kind::Wave => String::new(),
        "deletion" if matches!(kind, Kind::Wave | Kind::Invitations) => String::new(),
        "name" | "purpose" | "people" | "data" | "recipients" | "deletion" => say(field),
        "controller" | "contact" | "legal_basis" => not_stated(language),
        "transfers" | "measures" => words::say(language, &format!("processing-{field}-text")),
        _ => String::new(),
    });
    Entry { kind, wave: None, texts }
}

fn not_stated(language: &str) -> String {
    words::say(language, "processing-not-stated")
}

fn say_with(language: &str, key: &str, name: &str, value: Value<'_>) -> String {
    words::say_with(language, key, &[(name, value)])
}

impl Kind {
    /// As programs know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wave => "wave",
            Self::Invitations => "invitations",
            Self::SignUps => "sign_ups",
            Self::Satisfaction => "satisfaction",
            Self::Walks => "walks",
            Self::Notes => "notes",
            Self::Accounts => "accounts",
            Self::Log => "log",
            Self::Mails => "mails",
        }
    }
}

impl Entry {
    /// What is told under one of [`FIELDS`].
    pub fn get(&self, field: &str) -> &str {
        FIELDS.iter().position(|known| *known == field).map_or("", |at| &self.texts[at])
    }

    fn with(mut self, field: &str, text: String) -> Self {
        if let Some(at) = FIELDS.iter().position(|known| *known == field) {
            self.texts[at] = text;
        }
        self
    }
}
