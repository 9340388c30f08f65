//! The subscriptions, and a new one.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, ONE, address, may_manage, secret_page};
use crate::access::Who;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Choices, Field, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::indicators;
use crate::http::staff::see_other;
use crate::http::staff::visit::{self, Visit};
use crate::service::Name;
use crate::service::indicators::feed::subscribe::{self, Begin, Command, Error, Kind, Subscription};
use crate::service::places;
use crate::store::Digest;
use crate::store::delivery::Standing;

/// What is filled in.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    id: Uuid,
    name: String,
    kind: String,
    target: String,
    programme: String,
    begin: String,
}

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let typed = Typed {
        id: visit.services().clock.identity(),
        kind: Kind::Webhook.as_str().to_owned(),
        begin: "first".to_owned(),
        ..Typed::default()
    };
    page(&visit, &typed, &[]).await
}

pub(super) async fn create(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let Who::Person(account) = actor.who else { return Err(Failure::NotFound) };
    if !may_manage(actor) {
        return Err(Failure::NotFound);
    }
    let typed: Typed = visit::form(request).await?;
    let name: Name = match typed.name.parse() {
        Ok(name) => name,
        Err(_) => return page(&visit, &typed, &["name"]).await,
    };
    // Of this account, so that nobody who sends somebody else's form again is shown their secret.
    let id = Digest::of_all(&["subscription", &account.to_string(), &typed.id.to_string()]).identity();
    let command = Command {
        id: if typed.id.is_nil() { services.clock.identity() } else { id },
        name,
        kind: Kind::named(&typed.kind).ok_or(Failure::NoForm)?,
        target: typed.target.clone(),
        programme: if typed.programme.is_empty() {
            None
        } else {
            Some(typed.programme.parse().map_err(|_| Failure::NoForm)?)
        },
        begin: if typed.begin == "next" { Begin::Next } else { Begin::First },
    };
    match subscribe::create(services, actor, command).await {
        Ok(made) if made.kind.is_signed() => {
            Ok(secret_page(&visit, "feed-made", &subscribe::secret(services, &made), made.id))
        }
        Ok(made) => Ok(see_other(&address(ONE, made.id))),
        // The form was sent before, and its secret shown.
        Err(Error::KeyReused) => Ok(see_other(LIST)),
        Err(Error::Address) => page(&visit, &typed, &["target"]).await,
        Err(Error::Subject) => page(&visit, &typed, &["subject"]).await,
        Err(Error::NoWay) => page(&visit, &typed, &["kind"]).await,
        Err(Error::TooMany) => page(&visit, &typed, &["many"]).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, typed: &Typed, wrong: &[&str]) -> Result<Response, Failure> {
    let subscriptions = subscribe::list(visit.services(), visit.actor()?).await?;
    let problem = |name: &&str| Problem::new(visit, field(name), &format!("feed-wrong-{name}"));
    let problems: Vec<_> = wrong.iter().map(problem).collect();
    let title = visit.say("feed-title");
    let frame = Frame::of(visit, &title);
    let frame = if problems.is_empty() { frame } else { frame.refusing() };
    let form = form(visit, typed, &problems).await?;
    Ok(frame.around(&html! {
        nav.way { a.back href=(indicators::LIST) { (visit.say("indicator-title")) } }
        (summary(visit, None, &problems))
        h1 { (title) }
        p.lead { (visit.say("feed-lead")) }
        @if subscriptions.is_empty() { p.note { (visit.say("feed-none")) } }
        ul.rows { @for (one, standing) in &subscriptions { li { (row(visit, one, *standing)) } } }
        section.after {
            h2 { (visit.say("feed-new")) }
            (form)
        }
    }))
}

/// Where what is wrong stands.
fn field(wrong: &str) -> &str {
    match wrong {
        "many" => "",
        "subject" => "target",
        name => name,
    }
}

async fn form(visit: &Visit, typed: &Typed, problems: &[Problem]) -> Result<Markup, Failure> {
    let programmes = places::list(visit.services()).await?.into_iter();
    let programmes: Vec<_> = programmes.map(|one| (one.programme.id.to_string(), one.programme.name)).collect();
    let choice = |name, label: &str, chosen: &str, values: &[&str]| Choices {
        name,
        label: visit.say(label),
        kind: "radio",
        options: values
            .iter()
            .map(|value| ((*value).to_owned(), visit.say(&format!("feed-{name}-{value}")), *value == chosen))
            .collect(),
    };
    let kinds: Vec<&str> = subscribe::ways(visit.services()).map(Kind::as_str).collect();
    let has_streams = kinds.contains(&Kind::Nats.as_str());
    let (target, type_of_target) = if has_streams { ("feed-target-nats", "text") } else { ("feed-target", "url") };
    Ok(html! {
        form method="post" action=(LIST) novalidate {
            input type="hidden" name="id" value=(typed.id);
            (Field::new("name", visit.say("feed-name")).hint(visit.say("feed-name-hint")).value(&typed.name)
                .among(problems).line("text", 120))
            (choice("kind", "feed-kind", &typed.kind, &kinds).render(problems))
            (Field::new("target", visit.say(target)).hint(visit.say(&format!("{target}-hint"))).value(&typed.target)
                .among(problems).line(type_of_target, subscribe::MOST_LETTERS))
            (Field::new("programme", visit.say("feed-programme")).value(&typed.programme)
                .choice(Some(&visit.say("feed-programme-all")), &programmes))
            (choice("begin", "feed-begin", &typed.begin, &["first", "next"]).render(problems))
            p.actions { button.button { (visit.say("feed-make")) } }
        }
    })
}

fn row(visit: &Visit, one: &Subscription, standing: Standing) -> Markup {
    html! {
        a href=(address(ONE, one.id)) { (one.name) }
        span.quiet { (visit.say(&format!("feed-kind-{}", one.kind.as_str()))) }
        @if standing.dead > 0 {
            strong { (visit.say_with("feed-dead-count", &[("count", standing.dead.into())])) }
        } @else if standing.waiting > 0 {
            span.quiet { (visit.say_with("feed-waiting-count", &[("count", standing.waiting.into())])) }
        }
    }
}
