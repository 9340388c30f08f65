//! Where somebody takes an answer back: the receipt is typed, and the answer is gone. No link, login or cookie leads here, so
//! that nothing but the receipt says which answer it was.

use std::error::Error;
use std::sync::Arc;

use forms::locale;
use maud::{Markup, html};
use poem::http::{StatusCode, header};
use poem::web::Form;
use poem::{EndpointExt, FromRequest, Request, Response, Route, get};
use uuid::Uuid;

use super::answered;
use super::plain::Plain;
use super::visit::Site;
use crate::http::browser;
use crate::http::document::respond;
use crate::service::answers::receipt::ReceiptCode;
use crate::service::answers::take_back::{self, Outcome};
use crate::service::pace::Wait;
use crate::service::waves::Wave;
use crate::words::say;

/// Why an answer was not taken back; the words about it are called so.
#[derive(Clone, Copy)]
enum Fault {
    /// It cannot be a receipt.
    Mistyped,
    /// No answer has it.
    Unknown,
    /// The answer is in figures that are out.
    Released,
    /// Too many were typed that lead nowhere.
    TooMany(Wait),
    /// Sent from a page of somebody else, or no form at all.
    NoForm,
    /// Our fault.
    Failed,
}

const PATH: &str = "/receipt";
/// Those that residents' pages are in.
const LANGUAGES: [&str; 5] = ["da", "en", "ar", "tr", "so"];

pub(super) fn routes(route: Route, site: &Arc<Site>) -> Route {
    let taking = |request: Request, site: Arc<Site>| async move { take(&site, request).await };
    let site = Arc::clone(site);
    let post = poem::endpoint::make(move |request: Request| taking(request, Arc::clone(&site))).map_to_response();
    let page = |show: fn(&Request) -> Response| poem::endpoint::make_sync(move |request: Request| show(&request));
    route
        .at(PATH, get(page(choose)))
        .at(format!("{PATH}/:language"), get(page(|request| ask(language(request), None))).post(post))
        .at(format!("{PATH}/:language/gone"), get(page(gone)))
}

/// Where a receipt is typed.
pub(super) fn address(language: &str) -> String {
    format!("{PATH}/{}", known(language).unwrap_or(LANGUAGES[0]))
}

fn known(language: &str) -> Option<&'static str> {
    LANGUAGES.into_iter().find(|known| *known == language)
}

/// Of the address, or what the browser likes best.
fn language(request: &Request) -> &'static str {
    let named = request.raw_path_param("language").and_then(known);
    named.or_else(|| browser::languages(request.headers()).find_map(known)).unwrap_or(LANGUAGES[0])
}

fn choose(request: &Request) -> Response {
    see_other(&address(language(request)))
}

/// Asks for the receipt, again if something is wrong with it. What was typed is not shown again: whoever looks over the
/// shoulder, or gets the phone next, could take the answer back.
fn ask(language: &'static str, fault: Option<Fault>) -> Response {
    let words = |key: &str| say(language, &format!("receipt-{key}"));
    let wrong = fault.map(|fault| words(fault.name()));
    let title = words("title");
    let mut response = page(
        language,
        fault.map_or(StatusCode::OK, Fault::status),
        "",
        &title,
        &html! {
            h1 { (title) }
            p.lead { (words("text")) }
            @if let Some(wrong) = &wrong {
                div.problems role="alert" tabindex="-1" {
                    h2 { (locale::message(language, "problems", &[])) }
                    ul { li { a href="#receipt" { (wrong) } } }
                }
            }
            form method="post" action=(address(language)) {
                div.question.has-problem[wrong.is_some()] {
                    label for="receipt" { (words("label")) }
                    p.hint #receipt-hint { (words("hint")) }
                    @if let Some(wrong) = &wrong { p.wrong #receipt-wrong { (wrong) } }
                    input.field #receipt name="receipt" type="text" dir="ltr" autocomplete="off" autocapitalize="characters"
                        spellcheck="false" maxlength="40" aria-invalid=[wrong.as_ref().map(|_| "true")]
                        aria-describedby=(if wrong.is_some() { "receipt-wrong receipt-hint" } else { "receipt-hint" });
                }
                p { (words("final")) }
                div.actions { button.button { (words("send")) } }
            }
        },
    );
    if let Some(Fault::TooMany(Wait { seconds })) = fault {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Takes the answer back.
async fn take(site: &Site, request: Request) -> Response {
    let language = language(&request);
    let is_from_here = browser::is_from_here(request.headers(), site.public_url.as_deref());
    let (request, mut body) = request.split();
    let pairs = Form::<Vec<(String, String)>>::from_request(&request, &mut body).await;
    let typed = pairs.ok().and_then(|Form(pairs)| pairs.into_iter().find(|(name, _)| name == "receipt"));
    let done = match typed.filter(|_| is_from_here) {
        Some((_, typed)) => look(site, &typed).await,
        None => Err(Fault::NoForm),
    };
    match done {
        Ok(wave) => {
            let mut response = see_other(&format!("{}/gone", address(language)));
            // Who has taken an answer back may give another one.
            if let Some(unmarked) = wave.and_then(|wave| answered::unmark(&wave)?.parse().ok()) {
                response.headers_mut().append(header::SET_COOKIE, unmarked);
            }
            response
        }
        Err(fault) => ask(language, Some(fault)),
    }
}

/// Gives the wave that the answer was of.
async fn look(site: &Site, typed: &str) -> Result<Option<Box<Wave>>, Fault> {
    let receipt = ReceiptCode::parse(typed).ok_or(Fault::Mistyped)?;
    let services = &site.services;
    match take_back::take_back(services, &receipt).await {
        Ok(Outcome::Gone(wave)) => Ok(wave),
        Ok(Outcome::Released) => Err(Fault::Released),
        // A right one is never kept waiting by those who guess: 65 bits are protection enough, and the count only spares the
        // database. It is kept in a thousand parts, so that a flood has to be a large one to reach everybody who mistypes.
        Ok(Outcome::Unknown) => {
            let part = Uuid::from_u128(receipt.response_id().as_u128() >> 118);
            let admitted = site.guesses.admit(part, services.clock.now().timestamp());
            Err(admitted.map_or_else(Fault::TooMany, |()| Fault::Unknown))
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn Error, "an answer could not be taken back");
            Err(Fault::Failed)
        }
    }
}

fn gone(request: &Request) -> Response {
    let language = language(request);
    let title = say(language, "receipt-gone-title");
    let content = html! { h1 { (title) } p.lead { (say(language, "receipt-gone-text")) } };
    page(language, StatusCode::OK, "/gone", &title, &content)
}

fn page(language: &'static str, status: StatusCode, end: &str, title: &str, content: &Markup) -> Response {
    let others = LANGUAGES.into_iter().filter(|other| *other != language);
    let others = others.map(|other| (other, format!("{}{end}", address(other)))).collect();
    respond(status, Plain { language, title, programme: None, demo: "", others }.around(content))
}

fn see_other(address: &str) -> Response {
    Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, address).finish()
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::Mistyped => "mistyped",
            Self::Unknown => "unknown",
            Self::Released => "released",
            Self::TooMany(_) => "too-many",
            Self::NoForm | Self::Failed => "failed",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::Mistyped => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Released => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NoForm => StatusCode::BAD_REQUEST,
            Self::Failed => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}
