//! Why a page cannot be shown, said so that one knows what to do.

use std::error::Error;

use argon2::password_hash::Error as HashError;
use maud::html;
use poem::Response;
use poem::http::StatusCode;

use super::frame::Frame;
use super::visit::Visit;
use super::{ROOT, log_in, own, see_other};
use crate::access::Denied;
use crate::blob;
use crate::service::findings::export;
use crate::store;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Also what is there, where this person may not see it.
    #[error("there is no such page")]
    NotFound,
    #[error("none of this person's roles permits it")]
    Forbidden,
    #[error("nobody is logged in")]
    LoggedOut { to: Option<String> },
    #[error("a second factor has to be set up first")]
    SecondFactorFirst,
    #[error("the form was sent from a page of somebody else")]
    FromElsewhere,
    #[error("what was sent is no form")]
    NoForm,
    #[error("a password could not be hashed")]
    Password(#[source] HashError),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("a file could not be given out")]
    File(#[source] Box<dyn Error + Send + Sync>),
}

impl From<blob::Error> for Failure {
    fn from(error: blob::Error) -> Self {
        Self::File(error.into())
    }
}

impl From<export::Error> for Failure {
    fn from(error: export::Error) -> Self {
        Self::File(error.into())
    }
}

impl From<Denied> for Failure {
    fn from(Denied: Denied) -> Self {
        Self::NotFound
    }
}

impl Failure {
    /// The page that says so.
    pub(super) fn page(&self, visit: &Visit) -> Response {
        let (status, name) = match self {
            Self::LoggedOut { to } => return see_other(&log_in::address(to.as_deref())),
            Self::SecondFactorFirst => return see_other(own::SECOND_FACTOR),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Self::FromElsewhere => (StatusCode::FORBIDDEN, "from-elsewhere"),
            Self::NoForm => (StatusCode::BAD_REQUEST, "no-form"),
            Self::Store(error) if error.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, "failed"),
            Self::Password(_) | Self::Store(_) | Self::File(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
        };
        if name == "failed" {
            let request_id = visit.request_id.as_str();
            tracing::error!(request_id, error = self as &dyn Error, "a page for staff could not be shown");
        }
        let title = visit.say(&format!("staff-{name}-title"));
        Frame { status, ..Frame::of(visit, &title) }.around(&html! {
            h1 { (title) }
            p.lead { (visit.say(&format!("staff-{name}-text"))) }
            @if name == "failed" {
                p.hint { (visit.say_with("staff-failed-number", &[("number", visit.request_id.as_str().into())])) }
            }
            p.actions { a.button href=(ROOT) { (visit.say("staff-to-start")) } }
        })
    }
}
