//! A wave as somebody writes it down to set it up, and what of it cannot be read.

use jiff::civil::Time;
use uuid::Uuid;

use super::{Access, Hours, Identity, LegalBasis, Notice, Terms, Wave};
use crate::service::activities::read_day;
use crate::service::open_wave::Command;
use crate::service::{Name, Services};
use crate::store::{self, place};

/// What was written, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What staff call it.
    pub name: String,
    /// The form and its version, with a space between.
    pub form: String,
    /// Where it asks.
    pub areas: Vec<Uuid>,
    /// How people get in.
    pub access: String,
    /// What is kept of who answered.
    pub identity: String,
    /// The languages that are offered.
    pub languages: Vec<String>,
    /// Whether one browser may answer more than once.
    pub several_a_browser: bool,
    /// How many answers are hoped for.
    pub target: String,
    /// The first day.
    pub starts_on: String,
    /// The time at which it opens then.
    pub opens_at: String,
    /// The last day.
    pub ends_on: String,
    /// The time at which it closes then.
    pub closes_at: String,
    /// What allows it.
    pub legal_basis: String,
    /// Who decides what becomes of the answers.
    pub controller: String,
    /// Where one asks about that.
    pub contact: String,
    /// For how many months answers are kept.
    pub kept_months: String,
}

/// What of it cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no name, or too long a one.
    Name,
    /// No form was chosen.
    Form,
    /// It asks nowhere.
    Areas,
    /// No way in was chosen.
    Access,
    /// It was not chosen what is kept.
    Identity,
    /// The target is no number.
    Target,
    /// The first day is none.
    StartsOn,
    /// The last day is none.
    EndsOn,
    /// A time of day is none.
    Hours,
    /// People who can be known are not told what allows it.
    LegalBasis,
    /// They are not told who decides.
    Controller,
    /// They are not told whom to ask.
    Contact,
    /// They are not told for how long.
    KeptMonths,
}

/// Why it could not be read.
#[derive(Debug)]
pub enum Error {
    /// This is wrong with it, and it is all.
    Faults(Vec<Fault>),
    /// The database failed.
    Store(store::Error),
}

impl Written {
    /// As a wave is written down that there is.
    pub fn of(wave: &Wave) -> Self {
        let time = |time: Option<Time>| time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default();
        let Terms { access, hours, areas, languages, target, several_a_browser, notice } = &wave.terms;
        Self {
            name: wave.name.clone(),
            form: format!("{} {}", wave.form_id, wave.form_version),
            areas: areas.clone(),
            access: access.as_str().to_owned(),
            identity: wave.identity.as_str().to_owned(),
            languages: languages.clone(),
            several_a_browser: *several_a_browser,
            target: target.map(|target| target.to_string()).unwrap_or_default(),
            starts_on: wave.starts_on.to_string(),
            opens_at: time(hours.from),
            ends_on: wave.ends_on.to_string(),
            closes_at: time(hours.to),
            legal_basis: notice.legal_basis.map_or("", LegalBasis::as_str).to_owned(),
            controller: notice.controller.clone().unwrap_or_default(),
            contact: notice.contact.clone().unwrap_or_default(),
            kept_months: notice.kept_months.map(|months| months.to_string()).unwrap_or_default(),
        }
    }

    /// Reads it, or says everything that cannot be read.
    pub async fn read(&self, services: &Services) -> Result<Command, Error> {
        let name = self.name.parse().map_err(|_| Fault::Name);
        let form = self.form.split_once(' ').ok_or(Fault::Form);
        let programme = match self.areas.first() {
            Some(area) => place::area(&services.db, *area).await.map_err(Error::Store)?.map(|area| area.programme_id),
            None => None,
        };
        let programme = programme.ok_or(Fault::Areas);
        let access = Access::named(&self.access).ok_or(Fault::Access);
        let identity = Identity::named(&self.identity).ok_or(Fault::Identity);
        let target = optional(&self.target, |text| text.parse().ok(), Fault::Target);
        let starts_on = read_day(&self.starts_on).ok_or(Fault::StartsOn);
        let ends_on = read_day(&self.ends_on).ok_or(Fault::EndsOn);
        let time = |text| optional(text, |text| Time::strptime("%H:%M", text).ok(), Fault::Hours);
        let hours = time(&self.opens_at).and_then(|from| Ok(Hours { from, to: time(&self.closes_at)? }));
        let notice = self.notice(identity);
        let faults = [
            name.as_ref().err(),
            form.as_ref().err(),
            programme.as_ref().err(),
            access.as_ref().err(),
            identity.as_ref().err(),
            target.as_ref().err(),
            starts_on.as_ref().err(),
            ends_on.as_ref().err(),
            hours.as_ref().err(),
        ];
        let faults = faults.into_iter().flatten().chain(notice.as_ref().err().into_iter().flatten());
        let faults = faults.copied().collect();
        let read = || {
            let (areas, languages) = (self.areas.clone(), self.languages.clone());
            let (form_id, version) = form.ok()?;
            Some(Command {
                programme_id: programme.ok()?,
                form_id: form_id.to_owned(),
                version: version.to_owned(),
                name: name.ok()?,
                identity: identity.ok()?,
                starts_on: starts_on.ok()?,
                ends_on: ends_on.ok()?,
                terms: Terms {
                    access: access.ok()?,
                    hours: hours.ok()?,
                    areas,
                    languages,
                    target: target.ok()?,
                    several_a_browser: self.several_a_browser,
                    notice: notice.ok()?,
                },
            })
        };
        read().ok_or(Error::Faults(faults))
    }

    /// What residents are told. Who can be known is told all of it.
    fn notice(&self, identity: Result<Identity, Fault>) -> Result<Notice, Vec<Fault>> {
        let is_needed = matches!(identity, Ok(Identity::Confidential | Identity::Identified));
        let line = |text: &str| text.parse::<Name>().ok().map(|line| line.as_str().to_owned());
        let legal_basis = optional(&self.legal_basis, LegalBasis::named, Fault::LegalBasis);
        let controller = optional(&self.controller, line, Fault::Controller);
        let contact = optional(&self.contact, line, Fault::Contact);
        let kept_months = optional(&self.kept_months, |text| text.parse().ok(), Fault::KeptMonths);
        let faults = [
            (legal_basis == Ok(None) && is_needed || legal_basis.is_err()).then_some(Fault::LegalBasis),
            (controller == Ok(None) && is_needed || controller.is_err()).then_some(Fault::Controller),
            (contact == Ok(None) && is_needed || contact.is_err()).then_some(Fault::Contact),
            (kept_months == Ok(None) && is_needed || kept_months.is_err()).then_some(Fault::KeptMonths),
        ];
        let faults: Vec<Fault> = faults.into_iter().flatten().collect();
        match (legal_basis, controller, contact, kept_months) {
            (Ok(legal_basis), Ok(controller), Ok(contact), Ok(kept_months)) if faults.is_empty() => {
                Ok(Notice { legal_basis, controller, contact, kept_months })
            }
            _ => Err(faults),
        }
    }
}

/// Nothing typed is nothing.
fn optional<T>(text: &str, read: impl FnOnce(&str) -> Option<T>, fault: Fault) -> Result<Option<T>, Fault> {
    match text.trim() {
        "" => Ok(None),
        text => read(text).map(Some).ok_or(fault),
    }
}
