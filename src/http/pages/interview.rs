//! A wave that is for staff only: they write down what somebody says, on the pages that residents answer on. Who may is decided
//! by the pages that let them in here.

use std::sync::Arc;

use poem::{Request, Response};

use super::failure::{self, Failure};
use super::link::Link;
use super::visit::{Site, Visit};
use super::{clear, language, photo, question, review, start};
use crate::access::Actor;
use crate::service::waves::Invitation;
use crate::words;

/// Somebody who asks, and what.
pub(crate) struct Interview {
    pub(crate) actor: Actor,
    pub(crate) invitation: Invitation,
    /// The language of staff. The one of the form is that of who answers.
    pub(crate) language: &'static str,
}

/// The pages on the way to an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Turn {
    /// The choice of a language.
    Language,
    /// What one should know first.
    Start,
    /// The beginning of an answer.
    Begin,
    /// Where they left off.
    Resume,
    /// A page of the form.
    Show,
    /// The same, filled.
    Take,
    /// A photo that was taken.
    Photo,
    /// Everything that was written down.
    Review,
    /// The end.
    Send,
    /// That it is stored.
    Thank,
    /// Whether it is to be thrown away.
    AskToClear,
    /// The same, confirmed.
    Clear,
    /// That it is thrown away.
    Cleared,
}

impl Interview {
    /// Answers a request to one of the pages.
    pub(crate) async fn answer(self, site: &Arc<Site>, turn: Turn, request: Request) -> Response {
        let visit = match Visit::behind(site, Link::Interview(Box::new(self)), &request) {
            Ok(visit) => Arc::new(visit),
            Err(failure) => return failure.page(failure::Place::Request(&request)),
        };
        let done = turn.go(Arc::clone(&visit), request).await;
        done.unwrap_or_else(|failure| failure.page(failure::Place::Visit(&visit)))
    }

    pub(super) fn root(&self) -> String {
        format!("{}/answer", self.home())
    }

    /// The page of the wave.
    pub(super) fn home(&self) -> String {
        format!("/staff/waves/{}", self.invitation.wave.id)
    }

    /// What is for who asks.
    pub(super) fn say(&self, key: &str) -> String {
        words::say(self.language, key)
    }
}

impl Turn {
    async fn go(self, visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
        match self {
            Self::Language => language::show(visit, request).await,
            Self::Start => start::show(visit, request).await,
            Self::Begin => start::begin(visit, request).await,
            Self::Resume => start::resume(visit, request).await,
            Self::Show => question::show(visit, request).await,
            Self::Take => question::take(visit, request).await,
            Self::Photo => photo::show(visit, request).await,
            Self::Review => review::show(visit, request).await,
            Self::Send => review::send(visit, request).await,
            Self::Thank => review::thank(visit, request).await,
            Self::AskToClear => clear::ask(visit, request).await,
            Self::Clear => clear::clear(visit, request).await,
            Self::Cleared => clear::cleared(visit, request).await,
        }
    }
}
