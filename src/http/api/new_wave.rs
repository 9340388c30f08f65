//! A wave as a program asks for it.

use jiff::civil::{Date, Time};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::Deserialize;
use uuid::Uuid;

use super::examples;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Name;
use crate::service::open_wave::Command;
use crate::service::waves::end::End;
use crate::service::waves::{Access, Hours, Identity, LegalBasis, Notice, State, Terms};

/// Another end of a wave.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "WaveEnd", example)]
#[serde(deny_unknown_fields)]
pub(super) struct EndDocument {
    /// Last day, such as `2026-12-31`.
    ends_on: String,
    /// The time of the last day at which it closes; its end by itself.
    closes_at: Option<String>,
}

impl EndDocument {
    pub(super) fn end(self) -> Result<End, Problem> {
        let on = day(&self.ends_on, "`ends_on` is a day.")?;
        Ok(End { on, at: time(self.closes_at.as_deref(), "`closes_at` is a time such as `20:00`.")? })
    }
}

/// A wave that is to be opened.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewWave", example)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWaveDocument {
    /// The programme that asks.
    programme_id: Uuid,
    /// The form that is asked.
    form_id: String,
    /// Its version.
    form_version: String,
    /// What staff call it.
    name: String,
    /// What is kept of who answered: `anonymous`, `confidential` or `identified`. Only what is not anonymous can be changed or
    /// taken back.
    identity: String,
    /// First day, such as `2026-11-01`.
    starts_on: String,
    /// Last day.
    ends_on: String,
    /// How people get in: `open_link`, which it is by itself, `code`, `kiosk` or `staff_only`.
    access: Option<String>,
    /// The time of the first day at which it opens, such as `08:00`; its beginning by itself.
    opens_at: Option<String>,
    /// The time of the last day at which it closes; its end by itself.
    closes_at: Option<String>,
    /// The areas of the programme that it asks in; all of them by itself.
    areas: Option<Vec<Uuid>>,
    /// The languages of the form that are offered; all of them by itself.
    languages: Option<Vec<String>>,
    /// Whether one browser may answer more than once, if the link is open; not by itself. It is no lock: who takes another browser
    /// can answer again.
    several_a_browser: Option<bool>,
    /// How many answers are hoped for.
    target: Option<i32>,
    /// What allows to keep answers of people who can be known: `consent`, `public_task` or `legitimate_interest`.
    legal_basis: Option<String>,
    /// Who decides what becomes of the answers, as residents read it.
    controller: Option<String>,
    /// Where they can ask about that.
    contact: Option<String>,
    /// Months after the last day for which answers are kept that are not anonymous; then they are deleted.
    kept_months: Option<i32>,
    /// `draft` for one that is only set up; `open` by itself.
    state: Option<String>,
}

impl NewWaveDocument {
    /// As what it is to begin.
    pub(super) fn state(&self) -> Result<State, Problem> {
        match self.state.as_deref() {
            None | Some("open") => Ok(State::Open),
            Some("draft") => Ok(State::Draft),
            Some(_) => Err(invalid("`state` is `draft` or `open`.")),
        }
    }

    pub(super) fn command(self) -> Result<Command, Problem> {
        let access = self.access.as_deref().map_or(Some(Access::OpenLink), Access::named);
        let mut languages: Vec<String> = Vec::new();
        for language in self.languages.unwrap_or_default() {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Ok(Command {
            programme_id: self.programme_id,
            form_id: self.form_id,
            version: self.form_version,
            name: self.name.parse().map_err(|_| invalid("`name` is 1 to 120 letters on one line."))?,
            identity: Identity::named(&self.identity)
                .ok_or_else(|| invalid("`identity` is `anonymous`, `confidential` or `identified`."))?,
            starts_on: day(&self.starts_on, "`starts_on` is a day.")?,
            ends_on: day(&self.ends_on, "`ends_on` is a day.")?,
            terms: Terms {
                access: access.ok_or_else(|| invalid("`access` is `open_link`, `code`, `kiosk` or `staff_only`."))?,
                hours: Hours {
                    from: time(self.opens_at.as_deref(), "`opens_at` is a time such as `08:00`.")?,
                    to: time(self.closes_at.as_deref(), "`closes_at` is a time such as `20:00`.")?,
                },
                areas: self.areas.unwrap_or_default(),
                languages,
                target: self.target,
                several_a_browser: self.several_a_browser.unwrap_or_default(),
                notice: Notice {
                    legal_basis: legal_basis(self.legal_basis.as_deref())?,
                    controller: line(self.controller, "`controller` is 1 to 120 letters on one line.")?,
                    contact: line(self.contact, "`contact` is 1 to 120 letters on one line.")?,
                    kept_months: self.kept_months,
                },
            },
        })
    }
}

fn invalid(what: &'static str) -> Problem {
    Problem::with_detail(Code::RequestInvalid, what)
}

fn legal_basis(name: Option<&str>) -> Result<Option<LegalBasis>, Problem> {
    let unknown = || invalid("`legal_basis` is `consent`, `public_task` or `legitimate_interest`.");
    name.map(|name| LegalBasis::named(name).ok_or_else(unknown)).transpose()
}

fn line(text: Option<String>, what: &'static str) -> Result<Option<String>, Problem> {
    let read = |text: String| text.parse::<Name>().map(|line| line.as_str().to_owned());
    text.map(read).transpose().map_err(|_| invalid(what))
}

fn day(text: &str, what: &'static str) -> Result<Date, Problem> {
    text.parse().map_err(|_| invalid(what))
}

fn time(text: Option<&str>, what: &'static str) -> Result<Option<Time>, Problem> {
    text.map(|text| Time::strptime("%H:%M", text).map_err(|_| invalid(what))).transpose()
}

impl Example for EndDocument {
    fn example() -> Self {
        Self { ends_on: "2026-12-31".to_owned(), closes_at: Some("20:00".to_owned()) }
    }
}

impl Example for NewWaveDocument {
    fn example() -> Self {
        Self {
            programme_id: examples::PROGRAMME.parse().unwrap_or_default(),
            form_id: examples::form().id().to_owned(),
            form_version: examples::form().version().to_owned(),
            name: "An invented wave".to_owned(),
            identity: "anonymous".to_owned(),
            starts_on: "2026-11-01".to_owned(),
            ends_on: "2026-12-15".to_owned(),
            access: Some("open_link".to_owned()),
            opens_at: Some("08:00".to_owned()),
            closes_at: None,
            areas: Some(vec![examples::AREA.parse().unwrap_or_default()]),
            languages: Some(vec!["da".to_owned(), "en".to_owned()]),
            several_a_browser: Some(false),
            target: Some(400),
            legal_basis: Some("consent".to_owned()),
            controller: Some("An invented programme".to_owned()),
            contact: Some("invented@example.dk".to_owned()),
            kept_months: Some(12),
            state: Some("draft".to_owned()),
        }
    }
}
