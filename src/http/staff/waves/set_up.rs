//! Setting a wave up, in a few steps on one page, changing it while it is a draft, and taking one for the next round.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::forms::locale::Locale;
use jiff::ToSpan;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, NEW, address, found};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Choices, Field, Fields, Problem, summary};
use crate::http::staff::forms;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::activities::{self, Area};
use crate::service::catalogue;
use crate::service::open_wave::{self, draft_as};
use crate::service::waves::life;
use crate::service::waves::written::{self, Fault, Written};
use crate::service::waves::{self, Access, Identity, LegalBasis, Wave};

const MOST_LETTERS: usize = 120;
/// Most rounds last so long.
const DAYS: i64 = 28;

/// Which wave the form is about.
#[derive(Clone, Copy)]
enum About {
    /// A new one, which gets this identity.
    New(Uuid),
    /// A draft that was looked at in this version.
    Old(Uuid, i32),
}

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    copy: Option<Uuid>,
}

/// What there is to choose from.
struct Offered {
    areas: Vec<Area>,
    /// Form and version, with the words for it.
    forms: Vec<(String, String)>,
    languages: BTreeSet<String>,
}

pub(super) async fn begin(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let services = visit.services();
    let asked: Asked = request.params().unwrap_or_default();
    let offered = Offered::to(&visit).await?;
    let today = services.clock.today();
    let written = match asked.copy {
        Some(id) => next_round(&visit, id).await?,
        None => Written {
            // Who works in one area need not choose it.
            areas: if offered.areas.len() == 1 { vec![offered.areas[0].id] } else { Vec::new() },
            access: Access::OpenLink.as_str().to_owned(),
            identity: Identity::Anonymous.as_str().to_owned(),
            starts_on: today.to_string(),
            ends_on: today.saturating_add(DAYS.days()).to_string(),
            ..Written::default()
        },
    };
    Ok(page(&visit, About::New(services.clock.identity()), &written, &offered, &[]))
}

/// A wave written down anew, for as many days from today on, with the newest version of its form.
async fn next_round(visit: &Visit, id: Uuid) -> Result<Written, Failure> {
    let services = visit.services();
    let found = waves::find(services, id).await?;
    let actor = visit.actor()?;
    let last = found.filter(|wave| waves::may_in_some(actor, Permission::ReadForms, wave)).ok_or(Failure::NotFound)?;
    let today = services.clock.today();
    let newest = catalogue::newest_asked(services, &last.form_id).await?;
    let form_version = newest.map_or(last.form_version.clone(), |newest| newest.form.version().to_owned());
    let ends_on = today.saturating_add(last.ends_on - last.starts_on);
    Ok(Written::of(&Wave { starts_on: today, ends_on, form_version, ..last }))
}

pub(super) async fn create(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let (about, written) = (About::New(id), read(&fields));
    let command = match written.read(visit.services()).await {
        Ok(command) => command,
        Err(error) => return unread(&visit, about, &written, error).await,
    };
    match draft_as(visit.services(), visit.actor()?, id, command).await {
        Ok(_) => Ok(see_other(&address(id))),
        Err(error) => refused(&visit, about, &written, error).await,
    }
}

pub(super) async fn edit(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = found(&visit, &request, Permission::ManageWaves).await?;
    again(&visit, About::Old(wave.id, wave.version), &Written::of(&wave), &[]).await
}

pub(super) async fn change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "wave")?;
    found(&visit, &request, Permission::ManageWaves).await?;
    let fields: Fields = form(request).await?;
    let version = fields.get("version").parse().map_err(|_| Failure::NoForm)?;
    let (about, written) = (About::Old(id, version), read(&fields));
    let command = match written.read(visit.services()).await {
        Ok(command) => command,
        Err(error) => return unread(&visit, about, &written, error).await,
    };
    match life::change(visit.services(), visit.actor()?, id, version, command).await {
        // What is there now, so that nobody writes over what they have not seen.
        Err(life::Error::Conflict(now)) => {
            let wrong = [Problem::new(&visit, "", "wave-changed-meanwhile")];
            again(&visit, About::Old(id, now.version), &Written::of(&now), &wrong).await
        }
        Err(life::Error::Refused(error)) => refused(&visit, about, &written, error).await,
        Err(life::Error::NotFound) => Err(Failure::NotFound),
        Err(life::Error::Store(error)) => Err(error.into()),
        // Also what cannot be changed any more is shown as it is.
        Ok(_) | Err(_) => Ok(see_other(&address(id))),
    }
}

async fn unread(visit: &Visit, about: About, written: &Written, error: written::Error) -> Result<Response, Failure> {
    match error {
        written::Error::Faults(faults) => {
            let problems: Vec<_> = faults.iter().map(|fault| problem(visit, *fault)).collect();
            again(visit, about, written, &problems).await
        }
        written::Error::Store(error) => Err(error.into()),
    }
}

async fn refused(visit: &Visit, about: About, written: &Written, error: open_wave::Error) -> Result<Response, Failure> {
    use open_wave::Error;
    let (name, key) = match error {
        Error::Denied(_) | Error::KeyReused => return Err(Failure::NotFound),
        Error::Store(error) => return Err(error.into()),
        Error::NoProgramme | Error::NoArea => ("areas", "wave-fault-two-programmes"),
        Error::NoForm | Error::Retired => ("form", "wave-fault-retired"),
        Error::RecordsTime => ("identity", "wave-fault-records-time"),
        Error::EndsBeforeStart => ("ends_on", "wave-fault-over"),
        Error::NoLanguage(_) => ("languages", "wave-fault-language"),
        Error::NoTarget => ("target", "wave-fault-target"),
        Error::NoRetention => ("kept_months", "wave-fault-kept"),
    };
    again(visit, about, written, &[Problem::new(visit, name, key)]).await
}

async fn again(visit: &Visit, about: About, written: &Written, problems: &[Problem]) -> Result<Response, Failure> {
    Ok(page(visit, about, written, &Offered::to(visit).await?, problems))
}

fn page(visit: &Visit, about: About, written: &Written, offered: &Offered, problems: &[Problem]) -> Response {
    let (title, action, back) = match about {
        About::New(_) => (visit.say("wave-new"), NEW.to_owned(), LIST.to_owned()),
        About::Old(id, _) => (visit.say("wave-edit"), format!("{}/edit", address(id)), address(id)),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(back) { (visit.say("wave-back")) } }
        h1 { (title) }
        p.lead { (visit.say("wave-new-text")) }
        (summary(visit, None, problems))
        form method="post" action=(action) novalidate {
            @match about {
                About::New(id) => input type="hidden" name="id" value=(id);,
                About::Old(_, version) => input type="hidden" name="version" value=(version);,
            }
            (questions(visit, written, offered, problems))
            p.actions { button.button { (visit.say("staff-save")) } }
        }
    })
}

fn questions(visit: &Visit, written: &Written, offered: &Offered, problems: &[Problem]) -> Markup {
    let field = |name, label, value| Field::new(name, visit.say(label)).value(value).among(problems);
    let choices =
        |name, label, kind, options| Choices { name, label: visit.say(label), kind, options }.render(problems);
    let named = |beginning: &str, names: &[&str], chosen: &str| -> Vec<(String, String, bool)> {
        let option =
            |name: &&str| ((*name).to_owned(), visit.say(&format!("{beginning}-{name}-choice")), *name == chosen);
        names.iter().map(option).collect()
    };
    let areas = offered.areas.iter();
    let areas = areas.map(|area| (area.id.to_string(), area.name.clone(), written.areas.contains(&area.id)));
    let languages = offered.languages.iter();
    let languages =
        languages.map(|code| (code.clone(), Locale::of(code).name().to_owned(), written.languages.contains(code)));
    let none = visit.say("wave-choose");
    let bases = LegalBasis::ALL.map(LegalBasis::as_str);
    let bases = bases.map(|name| (name.to_owned(), visit.say(&format!("wave-basis-{name}"))));
    html! {
        h2 { (visit.say("wave-step-what")) }
        (field("name", "wave-name", &written.name).hint(visit.say("wave-name-hint")).line("text", MOST_LETTERS))
        (field("form", "wave-form", &written.form).choice(Some(none.as_str()), &offered.forms))
        (choices("areas", "wave-areas", "checkbox", areas.collect()))
        h2 { (visit.say("wave-step-when")) }
        (field("starts_on", "wave-starts-on", &written.starts_on).line("date", MOST_LETTERS))
        (field("opens_at", "wave-opens-at", &written.opens_at).optional(visit).line("time", MOST_LETTERS))
        (field("ends_on", "wave-ends-on", &written.ends_on).line("date", MOST_LETTERS))
        (field("closes_at", "wave-closes-at", &written.closes_at).optional(visit).line("time", MOST_LETTERS))
        h2 { (visit.say("wave-step-who")) }
        (choices("access", "wave-access", "radio", named("wave-access", &Access::ALL.map(Access::as_str), &written.access)))
        (choices("several_a_browser", "wave-browser", "checkbox",
            vec![("yes".to_owned(), visit.say("wave-browser-several"), written.several_a_browser)]))
        p.hint { (visit.say("wave-browser-hint")) }
        (choices("identity", "wave-identity", "radio",
            named("wave-identity", &Identity::ALL.map(Identity::as_str), &written.identity)))
        (choices("languages", "wave-languages-choose", "checkbox", languages.collect()))
        (field("target", "wave-target", &written.target).optional(visit).hint(visit.say("wave-target-hint")).line("number", MOST_LETTERS))
        h2 { (visit.say("wave-step-data")) }
        p.hint { (visit.say("wave-step-data-text")) }
        (field("controller", "wave-controller", &written.controller).line("text", MOST_LETTERS))
        (field("contact", "wave-contact", &written.contact).hint(visit.say("wave-contact-hint")).line("text", MOST_LETTERS))
        (field("legal_basis", "wave-basis", &written.legal_basis).choice(Some(none.as_str()), &bases))
        (field("kept_months", "wave-kept-months", &written.kept_months).hint(visit.say("wave-kept-months-hint")).line("number", MOST_LETTERS))
    }
}

/// A fault where it stands.
fn problem(visit: &Visit, fault: Fault) -> Problem {
    let (name, key) = match fault {
        Fault::Name => ("name", "wave-fault-name"),
        Fault::Form => ("form", "wave-fault-form"),
        Fault::Areas => ("areas", "wave-fault-areas"),
        Fault::Access => ("access", "wave-fault-access"),
        Fault::Identity => ("identity", "wave-fault-identity"),
        Fault::Target => ("target", "wave-fault-target"),
        Fault::StartsOn => ("starts_on", "wave-fault-day"),
        Fault::EndsOn => ("ends_on", "wave-fault-day"),
        Fault::Hours => ("opens_at", "wave-fault-hours"),
        Fault::LegalBasis => ("legal_basis", "wave-fault-basis"),
        Fault::Controller => ("controller", "wave-fault-controller"),
        Fault::Contact => ("contact", "wave-fault-contact"),
        Fault::KeptMonths => ("kept_months", "wave-fault-kept"),
    };
    Problem::new(visit, name, key)
}

fn read(fields: &Fields) -> Written {
    let text = |name| fields.get(name).to_owned();
    Written {
        name: text("name"),
        form: text("form"),
        areas: fields.all("areas").filter_map(|area| area.parse().ok()).collect(),
        access: text("access"),
        identity: text("identity"),
        languages: fields.all("languages").map(ToOwned::to_owned).collect(),
        several_a_browser: fields.get("several_a_browser") == "yes",
        target: text("target"),
        starts_on: text("starts_on"),
        opens_at: text("opens_at"),
        ends_on: text("ends_on"),
        closes_at: text("closes_at"),
        legal_basis: text("legal_basis"),
        controller: text("controller"),
        contact: text("contact"),
        kept_months: text("kept_months"),
    }
}

impl Offered {
    async fn to(visit: &Visit) -> Result<Self, Failure> {
        let services = visit.services();
        let areas = activities::areas(services, visit.actor()?, Permission::ManageWaves).await?;
        let (mut offered, mut languages) = (Vec::new(), BTreeSet::new());
        for entry in catalogue::list(services).await?.iter().filter(|entry| waves::is_asked(&entry.newest.form)) {
            languages.extend(entry.newest.form.languages().iter().map(|language| language.code.clone()));
            let title = forms::title(visit, &entry.newest.form);
            for version in entry.versions.iter().filter(|version| version.retired_on.is_none()) {
                let words = format!("{title} ({})", version.version);
                offered.push((format!("{} {}", version.form_id, version.version), words));
            }
        }
        Ok(Self { areas, forms: offered, languages })
    }
}
