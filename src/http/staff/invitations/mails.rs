//! Mails to those who are invited: what they say and how many get one, before a button sends them; and the days of reminders.

use std::sync::Arc;

use forms::locale::Locale;
use jiff::civil::Date;
use maud::{Markup, html};
use poem::http::{StatusCode, header};
use poem::{Body, Request, Response};
use uuid::Uuid;

use super::address as list_address;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::mail::Message;
use crate::service::invitations::mails::reminders::{self, Standing, When};
use crate::service::invitations::mails::{self, Error, Overview, Reminder, Sample};

pub(super) const PAGE: &str = "/staff/waves/:wave/mails";
pub(super) const REMINDERS: &str = "/staff/waves/:wave/mails/reminders";
pub(super) const LOOK: &str = "/staff/waves/:wave/mails/look";

/// A mail has its styles within it, and nothing else is let in.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/// What is asked of the address.
#[derive(Default, serde::Deserialize)]
struct Asked {
    sent: Option<usize>,
    #[serde(default)]
    again: bool,
    #[serde(default)]
    language: String,
    #[serde(default)]
    reminder: bool,
}

/// What to do.
#[derive(serde::Deserialize)]
struct Deed {
    deed: String,
    #[serde(default)]
    seen: usize,
}

/// The page of a wave.
pub(super) fn address(wave: Uuid) -> String {
    format!("/staff/waves/{wave}/mails")
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    respond(&visit, parameter(&request, "wave")?, &asked, &Fields::default(), &[]).await
}

/// One mail with its looks.
pub(super) async fn look(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let overview = mails::overview(visit.services(), visit.actor()?, parameter(&request, "wave")?).await?;
    let sample = overview.samples.into_iter().find(|sample| sample.language == asked.language);
    let Sample { first, reminder, .. } = sample.ok_or(Failure::NotFound)?;
    let response = Response::builder().status(StatusCode::OK).content_type("text/html; charset=utf-8");
    Ok(response
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_string(if asked.reminder { reminder.html } else { first.html })))
}

pub(super) async fn send(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = parameter(&request, "wave")?;
    let Deed { deed, seen } = form(request).await?;
    let (services, actor, at) = (visit.services(), visit.actor()?, address(wave));
    let done = match deed.as_str() {
        "send" => mails::send(services, actor, wave, seen).await.map(|sent| format!("{at}?sent={sent}")),
        "again" => mails::try_again(services, actor, wave).await.map(|()| format!("{at}?again=true")),
        _ => return Err(Failure::NoForm),
    };
    let wrong = match done {
        Ok(to) => return Ok(see_other(&to)),
        Err(Error::NotByCode) => "invitation-not-by-code",
        Err(Error::NotOpen) => "mailing-not-open",
        Err(Error::Changed) => "mailing-changed",
        Err(Error::Post(_)) => "mailing-not-set-up",
        Err(error @ (Error::NotFound | Error::Store(_))) => return Err(error.into()),
    };
    respond(&visit, wave, &Asked::default(), &Fields::default(), &[Problem::new(&visit, "", wrong)]).await
}

pub(super) async fn remind(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = parameter(&request, "wave")?;
    let fields: Fields = form(request).await?;
    let (services, actor) = (visit.services(), visit.actor()?);
    let wrong = if fields.get("deed") == "remove" {
        let on: Date = fields.get("on").parse().map_err(|_| Failure::NoForm)?;
        mails::reminders::remove(services, actor, wave, on).await?;
        return Ok(see_other(&address(wave)));
    } else if let Some(when) = when(&fields) {
        match reminders::add(services, actor, wave, when).await {
            Ok(()) => return Ok(see_other(&address(wave))),
            Err(reminders::Error::Mails(error)) => return Err(error.into()),
            Err(reminders::Error::Past) => "past",
            Err(reminders::Error::Over) => "over",
            Err(reminders::Error::Twice) => "twice",
            Err(reminders::Error::TooMany) => "many",
        }
    } else {
        "day"
    };
    let name = if fields.get("date").is_empty() { "days" } else { "date" };
    let problem = Problem::new(&visit, name, &format!("mailing-wrong-{wrong}"));
    respond(&visit, wave, &Asked::default(), &fields, &[problem]).await
}

/// The one of the two fields that was filled in.
fn when(fields: &Fields) -> Option<When> {
    match (fields.get("days").trim(), fields.get("date").trim()) {
        (days, "") => days.parse().ok().map(When::After),
        ("", date) => date.parse().ok().map(When::On),
        _ => None,
    }
}

async fn respond(
    visit: &Visit,
    wave: Uuid,
    asked: &Asked,
    typed: &Fields,
    problems: &[Problem],
) -> Result<Response, Failure> {
    let overview = mails::overview(visit.services(), visit.actor()?, wave).await?;
    let title = visit.say("mailing-title");
    let frame = Frame::of(visit, &title);
    let frame = if problems.is_empty() { frame } else { frame.refusing() };
    Ok(frame.around(&html! {
        nav.way { a.back href=(list_address(wave)) { (visit.say("invitation-list-title")) } }
        h1 { (title) }
        p.section { (overview.wave.name) }
        (summary(visit, None, problems))
        @if let Some(count) = asked.sent {
            p.note role="status" { (visit.say_with("mailing-sent", &[("count", count.into())])) }
        }
        @if asked.again { p.note role="status" { (visit.say("mailing-again-done")) } }
        (counts(visit, &overview))
        @if !overview.samples.is_empty() { (samples(visit, &overview)) }
        (sending(visit, &overview))
        (reminding(visit, &overview, typed, problems))
    }))
}

fn counts(visit: &Visit, overview: &Overview) -> Markup {
    let said = |key: &str, count: usize| visit.say_with(key, &[("count", count.into())]);
    let others = [
        ("mailing-written", overview.written),
        ("mailing-without", overview.without),
        ("mailing-stopped", overview.stopped),
        ("mailing-refused", overview.refused),
    ];
    html! {
        @if overview.due > 0 { p.lead { (said("mailing-due", overview.due)) } }
        @else if overview.written > 0 { p.lead { (visit.say("mailing-nobody-due")) } }
        @for (key, count) in others.into_iter().filter(|(_, count)| *count > 0) { p { (said(key, count)) } }
        @if overview.refused > 0 {
            form.actions method="post" action=(address(overview.wave.id)) {
                button.button.other name="deed" value="again" { (visit.say("mailing-again")) }
            }
        }
    }
}

fn samples(visit: &Visit, overview: &Overview) -> Markup {
    html! {
        section.after {
            h2 { (visit.say("mailing-samples")) }
            p.hint { (visit.say("mailing-samples-hint")) }
            @for (number, Sample { language, first, reminder }) in overview.samples.iter().enumerate() {
                details open[number == 0] {
                    summary { span lang=(language) { (Locale::of(language).name()) } }
                    (sample(visit, overview, language, first, false))
                    details {
                        summary { (visit.say("mailing-as-reminder")) }
                        (sample(visit, overview, language, reminder, true))
                    }
                }
            }
        }
    }
}

fn sample(visit: &Visit, overview: &Overview, language: &str, mail: &Message, is_reminder: bool) -> Markup {
    let fact = |key: &str, value: &str| html! { div { dt { (visit.say(key)) } dd { bdi { (value) } } } };
    let look = format!("{}/look?language={language}&reminder={is_reminder}", address(overview.wave.id));
    html! {
        dl.facts {
            @if let Some(from) = &overview.from { (fact("mailing-from", from)) }
            (fact("mailing-to", &mail.to.to_string()))
            (fact("mailing-subject", mail.subject.as_str()))
        }
        div.pre lang=(language) dir=(Locale::of(language).direction().attribute()) { (mail.text) }
        p.actions { a.button.other href=(look) { (visit.say("mailing-look")) } }
    }
}

fn sending(visit: &Visit, overview: &Overview) -> Markup {
    html! {
        section.after {
            h2 { (visit.say("mailing-send-title")) }
            @if overview.from.is_none() { p.note { (visit.say("mailing-not-set-up")) } }
            @else if !overview.is_open { p.note { (visit.say("mailing-not-open")) } }
            @else if overview.due == 0 { p { (visit.say("mailing-nobody-due")) } }
            @else {
                form method="post" action=(address(overview.wave.id)) {
                    input type="hidden" name="seen" value=(overview.due);
                    p.hint { (visit.say("mailing-send-hint")) }
                    p.actions {
                        button.button name="deed" value="send" {
                            (visit.say_with("mailing-send", &[("count", overview.due.into())]))
                        }
                    }
                }
            }
        }
    }
}

fn reminding(visit: &Visit, overview: &Overview, typed: &Fields, problems: &[Problem]) -> Markup {
    let action = format!("{}/reminders", address(overview.wave.id));
    let opens = Locale::of(visit.language).date(overview.wave.starts_on);
    html! {
        section.after {
            h2 { (visit.say("mailing-reminders")) }
            p.hint { (visit.say("mailing-reminders-hint")) }
            @if overview.reminders.is_empty() { p { (visit.say("mailing-no-reminders")) } }
            ul.rows { @for reminder in &overview.reminders { li { (line(visit, &action, reminder)) } } }
            form method="post" action=(action) novalidate {
                (Field::new("days", visit.say("mailing-days"))
                    .value(typed.get("days"))
                    .hint(visit.say_with("mailing-days-hint", &[("date", opens.into())]))
                    .among(problems)
                    .line("number", 3))
                (Field::new("date", visit.say("mailing-date")).value(typed.get("date")).among(problems).line("date", 10))
                p.actions { button.button.other { (visit.say("mailing-add")) } }
            }
        }
    }
}

fn line(visit: &Visit, action: &str, Reminder { on, standing }: &Reminder) -> Markup {
    let said = match standing {
        Standing::Coming => None,
        Standing::Outside => Some("outside"),
        Standing::Sent => Some("sent"),
        Standing::Missed => Some("missed"),
    };
    let date = Locale::of(visit.language).date(*on);
    html! {
        form.in-line method="post" action=(action) {
            span {
                (date)
                @if let Some(said) = said { " · " (visit.say(&format!("mailing-reminder-{said}"))) }
            }
            @if standing.is_ahead() {
                input type="hidden" name="on" value=(on);
                button.button.other name="deed" value="remove" {
                    (visit.say("mailing-remove")) span.hidden-text { " " (date) }
                }
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => error.into(),
            // What the page does not offer was asked for.
            Error::NotFound | Error::NotByCode | Error::NotOpen | Error::Changed | Error::Post(_) => Self::NotFound,
        }
    }
}
