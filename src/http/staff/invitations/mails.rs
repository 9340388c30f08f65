//! Messages to those who are invited: what they say and how many get one, before a button sends them; and the days of reminders.

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
use crate::mail::{Alphabet, Parcel, SmsLength, Way};
use crate::service::invitations::mails::reminders::{self, Standing, When};
use crate::service::invitations::mails::{self, Error, Overview, Reminder, Sample, SendsFrom};

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
    way: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    reminder: bool,
}

/// What to do.
#[derive(serde::Deserialize)]
struct Wanted {
    deed: String,
    #[serde(default)]
    seen: usize,
    #[serde(default)]
    from: String,
}

/// The page of a wave.
pub(super) fn address(wave: Uuid) -> String {
    format!("/staff/waves/{wave}/mails")
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    respond(&visit, parameter(&request, "wave")?, &asked, &Fields::default(), &[]).await
}

/// One message with its looks.
pub(super) async fn look(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let overview = mails::overview(visit.services(), visit.actor()?, parameter(&request, "wave")?).await?;
    let sample =
        overview.samples.into_iter().find(|sample| sample.language == asked.language && is_asked(&asked, sample.way));
    let Sample { first, reminder, .. } = sample.ok_or(Failure::NotFound)?;
    let parcel = if asked.reminder { reminder } else { first };
    let page = parcel.html().ok_or(Failure::NotFound)?;
    let response = Response::builder().status(StatusCode::OK).content_type("text/html; charset=utf-8");
    Ok(response
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_string(page.to_owned())))
}

/// Mails, if nothing else is asked for.
fn is_asked(asked: &Asked, way: Way) -> bool {
    asked.way == way.name() || asked.way.is_empty() && way == Way::Mail
}

pub(super) async fn send(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = parameter(&request, "wave")?;
    let Wanted { deed, seen, from } = form(request).await?;
    let (services, actor, at) = (visit.services(), visit.actor()?, address(wave));
    let done = match deed.as_str() {
        "send" => mails::send(services, actor, wave, seen).await.map(|sent| format!("{at}?sent={sent}")),
        "again" => mails::try_again(services, actor, wave).await.map(|()| format!("{at}?again=true")),
        "by-itself" => return by_itself(&visit, wave, from.trim()).await,
        "by-hand" => {
            // No day, so none that is wrong.
            return match mails::by_itself::set(services, actor, wave, None).await {
                Err(reminders::Error::Mails(error)) => Err(error.into()),
                _ => Ok(see_other(&at)),
            };
        }
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

/// Lets messages go by themselves from the day that was typed, or from the first one.
async fn by_itself(visit: &Visit, wave: Uuid, typed: &str) -> Result<Response, Failure> {
    let from = if typed.is_empty() { Ok(SendsFrom::Opening) } else { typed.parse().map(SendsFrom::Day) };
    let wrong = match from {
        Ok(from) => match mails::by_itself::set(visit.services(), visit.actor()?, wave, Some(from)).await {
            Ok(()) => return Ok(see_other(&address(wave))),
            Err(error) => wrong_day(error)?,
        },
        Err(_) => "from",
    };
    let problem = Problem::new(visit, "from", &format!("mailing-wrong-{wrong}"));
    let typed = Fields(vec![("from".to_owned(), typed.to_owned())]);
    respond(visit, wave, &Asked::default(), &typed, &[problem]).await
}

/// What is wrong with a day, in a word.
fn wrong_day(error: reminders::Error) -> Result<&'static str, Failure> {
    match error {
        reminders::Error::Mails(error) => Err(error.into()),
        reminders::Error::Past => Ok("past"),
        reminders::Error::Over => Ok("over"),
        reminders::Error::Twice => Ok("twice"),
        reminders::Error::TooMany => Ok("many"),
    }
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
            Err(error) => wrong_day(error)?,
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
        @if overview.is_set_up || overview.by_itself.is_some() { (sending_itself(visit, &overview, typed, problems)) }
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
        @if overview.ways.iter().any(|(way, _)| *way != Way::Mail) {
            ul { @for (way, count) in &overview.ways { li { (said(&format!("mailing-due-{}", way.name()), *count)) } } }
        }
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
            @for (number, Sample { way, language, first, reminder }) in overview.samples.iter().enumerate() {
                details open[number == 0] {
                    summary {
                        span {
                            (visit.say(&format!("mailing-way-{}", way.name()))) " · "
                            span lang=(language) { (Locale::of(language).name()) }
                        }
                    }
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

fn sample(visit: &Visit, overview: &Overview, language: &str, parcel: &Parcel, is_reminder: bool) -> Markup {
    let fact = |key: &str, value: &str| html! { div { dt { (visit.say(key)) } dd { bdi { (value) } } } };
    let way = parcel.way();
    let asked = format!("way={}&language={language}&reminder={is_reminder}", way.name());
    html! {
        dl.facts {
            @if let (Way::Mail, Some(from)) = (way, &overview.from) { (fact("mailing-from", from)) }
            (fact("mailing-to", &parcel.to()))
            @if let Some(subject) = parcel.subject() { (fact("mailing-subject", subject)) }
            @if let Some(length) = mails::sms_length(parcel) { (fact("mailing-sms-length", &told(visit, length))) }
        }
        div.pre lang=(language) dir=(Locale::of(language).direction().attribute()) { (parcel.text()) }
        @if parcel.html().is_some() {
            p.actions {
                a.button.other href={ (address(overview.wave.id)) "/look?" (asked) } { (visit.say("mailing-look")) }
            }
        }
    }
}

/// How many SMS it is, and why.
fn told(visit: &Visit, SmsLength { alphabet, letters, segments }: SmsLength) -> String {
    let alphabet = match alphabet {
        Alphabet::Gsm7 => "GSM-7",
        Alphabet::Ucs2 => "UCS-2",
    };
    let with = [("count", segments.into()), ("letters", letters.into()), ("alphabet", alphabet.into())];
    visit.say_with("mailing-sms-segments", &with)
}

fn sending(visit: &Visit, overview: &Overview) -> Markup {
    html! {
        section.after {
            h2 { (visit.say("mailing-send-title")) }
            @if !overview.is_set_up { p.note { (visit.say("mailing-not-set-up")) } }
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

fn sending_itself(visit: &Visit, overview: &Overview, typed: &Fields, problems: &[Problem]) -> Markup {
    let date = |day: Date| Locale::of(visit.language).date(day);
    let from = match overview.by_itself {
        Some(SendsFrom::Opening) => Some(date(overview.wave.starts_on)),
        Some(SendsFrom::Day(on)) => Some(date(on)),
        None => None,
    };
    let until = date(overview.wave.ends_on);
    html! {
        section.after {
            h2 { (visit.say("mailing-itself")) }
            p.hint { (visit.say("mailing-itself-hint")) }
            form method="post" action=(address(overview.wave.id)) novalidate {
                @if let Some(from) = from {
                    p { (visit.say_with("mailing-itself-on", &[("date", from.into()), ("until", until.into())])) }
                    p.actions { button.button.other name="deed" value="by-hand" { (visit.say("mailing-itself-stop")) } }
                } @else {
                    p { (visit.say("mailing-itself-off")) }
                    (Field::new("from", visit.say("mailing-itself-from"))
                        .value(typed.get("from"))
                        .hint(visit.say("mailing-itself-from-hint"))
                        .among(problems)
                        .line("date", 10))
                    p.actions { button.button.other name="deed" value="by-itself" { (visit.say("mailing-itself-go")) } }
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
