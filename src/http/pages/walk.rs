//! The form of a safety walk. Staff fill it on the pages that residents fill theirs on; who may is decided by the pages that
//! let them in here.

use std::sync::Arc;

use poem::web::Form;
use poem::{FromRequest, Request, Response};
use uuid::Uuid;

use super::failure::{self, Failure};
use super::link::Link;
use super::review;
use super::see_other;
use super::visit::{Site, Visit};
use super::{photo, question, start};
use crate::access::Actor;
use crate::service::walks::run::Running;
use crate::service::walks::{end, run};

/// Somebody who writes on a walk.
pub(crate) struct Walker {
    pub(crate) actor: Actor,
    pub(crate) walk: Uuid,
    /// The language of staff, which the form may not have.
    pub(crate) language: &'static str,
    pub(crate) request_id: String,
}

/// The pages that the form has on a walk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
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
    End,
}

impl Walker {
    /// Answers a request to one of them.
    pub(crate) async fn answer(self, site: &Arc<Site>, step: Step, request: Request) -> Response {
        let visit = match self.visit(site).await {
            Ok(visit) => Arc::new(visit),
            Err(failure) => return failure.page(failure::Place::Request(&request)),
        };
        let done = match step {
            Step::Resume => start::resume(Arc::clone(&visit), request).await,
            Step::Show => question::show(Arc::clone(&visit), request).await,
            Step::Take => question::take(Arc::clone(&visit), request).await,
            Step::Photo => photo::show(Arc::clone(&visit), request).await,
            Step::Review => review::show(Arc::clone(&visit), request).await,
            Step::End => end(&visit, request).await,
        };
        done.unwrap_or_else(|failure| failure.page(failure::Place::Visit(&visit)))
    }

    async fn visit(self, site: &Arc<Site>) -> Result<Visit, Failure> {
        let running = run::open(&site.services, &self.actor, self.walk).await;
        let running = running.map_err(|error| Failure::of_walk(self.walk, error))?;
        let form = &running.form.form;
        let language = if form.has_language(self.language) { self.language } else { form.default_language() };
        let language = language.to_owned();
        let link = Link::Walk(Box::new((self.actor, running)));
        Ok(Visit { site: Arc::clone(site), link, language, request_id: self.request_id, cookie: None })
    }
}

/// Ends the walk, or shows again what is written down, with what has to be corrected.
async fn end(visit: &Visit, request: Request) -> Result<Response, Failure> {
    let (request, mut body) = request.split();
    let pairs = Form::<Vec<(String, String)>>::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let version = pairs.0.iter().find_map(|(name, value)| (name == "version").then(|| value.parse().ok())?);
    let version = version.ok_or(Failure::NoForm)?;
    let Link::Walk(held) = &visit.link else { return Err(Failure::UnknownPage) };
    let (actor, Running { walk, .. }) = &**held;
    match end::end(visit.services(), actor, walk.id, version).await {
        Ok(_) => Ok(see_other(&request, &address(walk.id))),
        Err(end::Error::Violations(_)) => review::refused(visit).await,
        // What was added since is shown before it is sent.
        Err(end::Error::Run(run::Error::Changed)) => Ok(see_other(&request, &visit.address("review"))),
        Err(end::Error::Run(error)) => Err(Failure::of_walk(walk.id, error)),
        Err(end::Error::Taken) => Err(Failure::Conflict),
    }
}

/// The address of the walk itself, where everything about it stands but its form.
pub(super) fn address(walk: Uuid) -> String {
    format!("/staff/walks/{walk}")
}
