//! Signing up for an activity: behind the link of the activity one chooses a day and says who comes, behind the link in the mail
//! one does everything else. Forms that are sent; nothing needs a script, a login or a cookie.

mod offer;
mod own;
mod questions;

use std::error::Error;
use std::str::FromStr;
use std::sync::Arc;

use forms::locale::{self, Locale};
use maud::{Markup, html};
use poem::http::{Method, StatusCode, header};
use poem::web::Form;
use poem::{Endpoint, EndpointExt, FromRequest, Request, Response, Route, get};

use super::plain::Plain;
use super::visit::Site;
use crate::http::document::respond;
use crate::http::{browser, middleware::RequestId};
use crate::service::Services;
use crate::service::activities::{Activity, Session};
use crate::service::sign_ups::LANGUAGES;
use crate::store::{self, place::Programme};
use crate::words::{self, Value};

/// One request of a resident.
struct Guest {
    site: Arc<Site>,
    language: &'static str,
    request_id: String,
}

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("there is nothing behind this link")]
    Unknown,
    #[error("there is no sign-up behind this link, or no longer")]
    Gone,
    #[error("the form was sent from a page of somebody else")]
    FromElsewhere,
    #[error("what was sent is no form")]
    NoForm,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What was filled in.
type Pairs = Vec<(String, String)>;

pub(super) fn routes(route: Route, site: &Arc<Site>) -> Route {
    let at = |end: &str| format!("/p/:key/:language{end}");
    // Who loads a page again that a form was sent to.
    let back = || get(answering(site, own::choose));
    route
        .at("/a/:code", get(answering(site, offer::choose)))
        .at("/a/:code/:language", get(answering(site, offer::days)))
        .at("/a/:code/:language/:session", get(answering(site, offer::ask)).post(answering(site, offer::take)))
        .at("/a/:code/:language/done/:sign_up", get(answering(site, offer::done)))
        .at("/p/:key", get(answering(site, own::choose)))
        .at("/p/left/:language", get(answering(site, own::left)))
        .at(at(""), get(answering(site, own::show)))
        .at(at("/confirm"), back().post(answering(site, own::confirm)))
        .at(at("/change"), back().post(answering(site, own::change)))
        .at(at("/leave"), back().post(answering(site, own::leave)))
        .at(at("/agree"), back().post(answering(site, own::agree)))
        .at(at("/withdraw"), back().post(answering(site, own::withdraw)))
}

/// A page: finds out who comes, and makes a page of every failure.
fn answering<F, Fut>(site: &Arc<Site>, handle: F) -> impl Endpoint<Output = Response> + use<F, Fut>
where
    F: Fn(Arc<Guest>, Request) -> Fut + Send + Sync + Clone + 'static,
    Fut: Future<Output = Result<Response, Failure>> + Send,
{
    let site = Arc::clone(site);
    poem::endpoint::make(move |request: Request| {
        let (guest, handle) = (Arc::new(Guest::of(&site, &request)), handle.clone());
        async move {
            let is_foreign = *request.method() == Method::POST
                && !browser::is_from_here(request.headers(), guest.site.public_url.as_deref());
            let done = if is_foreign { Err(Failure::FromElsewhere) } else { handle(Arc::clone(&guest), request).await };
            Ok::<_, poem::Error>(done.unwrap_or_else(|failure| failure.page(&guest)))
        }
    })
    .map_to_response()
}

impl Guest {
    /// In the language of the address, or the one that the browser likes best.
    fn of(site: &Arc<Site>, request: &Request) -> Self {
        let named = request.raw_path_param("language").and_then(known);
        let language = named.or_else(|| browser::languages(request.headers()).find_map(known)).unwrap_or(LANGUAGES[0]);
        let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        Self { site: Arc::clone(site), language, request_id }
    }

    fn services(&self) -> &Services {
        &self.site.services
    }

    fn say(&self, key: &str) -> String {
        words::say(self.language, key)
    }

    fn say_with(&self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        words::say_with(self.language, key, arguments)
    }

    /// A page about something of a programme, which is in the other languages where `elsewhere` says.
    fn page(
        &self,
        status: StatusCode,
        title: &str,
        programme: Option<&Programme>,
        elsewhere: impl Fn(&str) -> Option<String>,
        content: &Markup,
    ) -> Response {
        let others = LANGUAGES.into_iter().filter(|other| *other != self.language);
        let others = others.filter_map(|other| Some((other, elsewhere(other)?))).collect();
        let demo = self.say("signup-demo");
        let plain = Plain { language: self.language, title, programme, demo: &demo, others };
        respond(status, plain.around(content))
    }

    /// What, when and where.
    fn facts(&self, activity: &Activity, session: &Session) -> Markup {
        html! {
            dl.facts {
                div { dt { (self.say("signup-when")) } dd { (self.when(activity, session)) } }
                div { dt { (self.say("signup-where")) } dd dir="auto" { (activity.plan.place) } }
            }
        }
    }

    fn when(&self, activity: &Activity, session: &Session) -> String {
        let locale = Locale::of(self.language);
        match activity.plan.hours.from {
            Some(from) => locale.date_time(session.on, from),
            None => locale.date(session.on),
        }
    }
}

impl Failure {
    fn page(&self, guest: &Guest) -> Response {
        let (status, title, text) = match self {
            Self::Unknown => (StatusCode::NOT_FOUND, "unknown-title", "signup-unknown"),
            Self::Gone => (StatusCode::NOT_FOUND, "unknown-title", "signup-gone"),
            Self::FromElsewhere => (StatusCode::FORBIDDEN, "failed-title", "signup-failed"),
            Self::NoForm => (StatusCode::BAD_REQUEST, "failed-title", "signup-failed"),
            Self::Store(error) => {
                let request_id = guest.request_id.as_str();
                tracing::error!(request_id, error = error as &dyn Error, "a page to sign up could not be shown");
                let passing = StatusCode::SERVICE_UNAVAILABLE;
                let status = if error.is_passing() { passing } else { StatusCode::INTERNAL_SERVER_ERROR };
                (status, "failed-title", "signup-failed")
            }
        };
        let title = locale::message(guest.language, title, &[]);
        let content = html! { h1 { (title) } p.lead { (guest.say(text)) } };
        guest.page(status, &title, None, |_| None, &content)
    }
}

fn known(language: &str) -> Option<&'static str> {
    LANGUAGES.into_iter().find(|known| *known == language)
}

/// A part of the address. What cannot be one leads nowhere.
fn parameter<T: FromStr>(request: &Request, name: &str) -> Result<T, Failure> {
    request.raw_path_param(name).and_then(|text| text.parse().ok()).ok_or(Failure::Unknown)
}

/// That the address names a language that there is.
fn check_language(request: &Request) -> Result<(), Failure> {
    request.raw_path_param("language").and_then(known).map(|_| ()).ok_or(Failure::Unknown)
}

async fn form(request: Request) -> Result<Pairs, Failure> {
    let (request, mut body) = request.split();
    let Form(pairs) = Form::<Pairs>::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    Ok(pairs)
}

/// The first value of a name; nothing where it was left out.
fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// Sends the browser to another page with a request of its own, so that loading that page again sends nothing twice.
fn see_other(address: &str) -> Response {
    Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, address).finish()
}
