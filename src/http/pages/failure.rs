//! Why a page cannot be shown, said kindly and in the language of the one who wanted it.

use std::error::Error;

use forms::locale;
use maud::html;
use poem::http::{StatusCode, header};
use poem::{Request, Response};

use super::frame::{Frame, WayOut};
use super::link::Door;
use super::visit::Visit;
use crate::blob;
use crate::http::browser;
use crate::service::invitations::enter;
use crate::service::pace::Wait;
use crate::{store, words};

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("no wave has this code")]
    UnknownWave,
    #[error("a letter of the code is wrong")]
    Mistyped,
    #[error("no personal code is like this")]
    UnknownCode,
    #[error("the personal code gives no answer any more")]
    Spent,
    #[error("there is no such page")]
    UnknownPage,
    #[error("the page has another address: {0}")]
    Elsewhere(String),
    #[error("the form was sent from a page of somebody else")]
    FromElsewhere,
    #[error("what was sent is no form")]
    NoForm,
    #[error("the wave takes no answers today")]
    Closed,
    #[error("the version is retired")]
    Ended,
    #[error(transparent)]
    TooMany(#[from] Wait),
    #[error("the draft is gone")]
    Gone,
    #[error("other content was stored under the identity of this answer")]
    Conflict,
    #[error("somebody else wrote at the same time")]
    Changed,
    #[error(transparent)]
    Blob(#[from] blob::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Where it happened.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// Nothing is known but the request.
    Request(&'a Request),
    /// Nothing is known but the language.
    Language(&'static str),
    /// The wave and the language are known.
    Visit(&'a Visit),
}

/// The page of an address that belongs to no wave.
pub(super) fn without_wave(request: &Request) -> Response {
    Failure::UnknownWave.page(Place::Request(request))
}

impl Failure {
    /// The page that says so.
    pub(super) fn page(&self, place: Place<'_>) -> Response {
        if let Self::Elsewhere(address) = self {
            return Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, address).finish();
        }
        self.log(place);
        let (language, visit) = match place {
            Place::Request(request) => {
                (browser::languages(request.headers()).find(|code| is_known(code)).unwrap_or("da"), None)
            }
            Place::Language(language) => (language, None),
            Place::Visit(visit) => (visit.language.as_str(), Some(visit)),
        };
        let (status, name) = self.about();
        let words = |key: &str| match self {
            Self::TooMany(Wait { seconds }) => {
                let minutes = locale::message(language, "unit-minutes", &[("minutes", seconds.div_ceil(60).into())]);
                words::say_with(language, key, &[("time", minutes.into())])
            }
            Self::Mistyped | Self::UnknownCode | Self::Spent => words::say(language, key),
            _ => locale::message(language, key, &[]),
        };
        let title = words(&format!("{name}-title"));
        let frame = Frame { language, title: &title, status, visit, way_out: WayOut::Left };
        let mut response = frame.around(&html! {
            h1 { (title) }
            p.lead { (words(&format!("{name}-text"))) }
            @if matches!(self, Self::Mistyped | Self::UnknownCode) {
                p.actions { a.button href=(Door::Personal.path()) { (words("invited-again")) } }
            }
            @if let Some(visit) = visit {
                @if name == "failed" {
                    p.lead { (locale::message(language, "failed-number", &[("number", visit.request_id.as_str().into())])) }
                    p.actions { a.button href=(visit.address("resume")) { (words("try-again")) } }
                }
                @if matches!(self, Self::Gone | Self::UnknownPage) {
                    p.actions { a.button href=(visit.root()) { (words("start-over")) } }
                }
            }
        });
        if let Self::TooMany(Wait { seconds }) = self {
            response.headers_mut().insert(header::RETRY_AFTER, (*seconds).into());
        }
        response
    }

    /// The status, and how the messages about it are called.
    fn about(&self) -> (StatusCode, &'static str) {
        match self {
            Self::UnknownWave | Self::UnknownPage => (StatusCode::NOT_FOUND, "unknown"),
            Self::Mistyped => (StatusCode::NOT_FOUND, "invited-mistyped"),
            Self::UnknownCode => (StatusCode::NOT_FOUND, "invited-unknown"),
            Self::Spent => (StatusCode::GONE, "invited-spent"),
            Self::Elsewhere(_) => (StatusCode::SEE_OTHER, "unknown"),
            Self::FromElsewhere => (StatusCode::FORBIDDEN, "failed"),
            Self::NoForm => (StatusCode::BAD_REQUEST, "failed"),
            Self::Closed => (StatusCode::GONE, "closed"),
            Self::Ended => (StatusCode::GONE, "ended"),
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "satisfied-busy"),
            Self::Gone => (StatusCode::NOT_FOUND, "gone"),
            Self::Conflict | Self::Changed => (StatusCode::CONFLICT, "failed"),
            Self::Blob(error) if error.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, "failed"),
            Self::Store(error) if error.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, "failed"),
            Self::Blob(_) | Self::Store(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
        }
    }

    /// Only what is our fault, with the number that the page shows.
    fn log(&self, place: Place<'_>) {
        let (Self::Store(_) | Self::Blob(_) | Self::Conflict) = self else { return };
        let request_id = match place {
            Place::Visit(visit) => visit.request_id.as_str(),
            Place::Request(_) | Place::Language(_) => "",
        };
        tracing::error!(request_id, error = self as &dyn Error, "a page of a resident could not be shown");
    }
}

impl From<enter::Error> for Failure {
    fn from(error: enter::Error) -> Self {
        match error {
            enter::Error::Mistyped => Self::Mistyped,
            enter::Error::Unknown => Self::UnknownCode,
            enter::Error::Store(error) => Self::Store(error),
        }
    }
}

fn is_known(language: &str) -> bool {
    locale::Locale::of(language).code() == language
}
