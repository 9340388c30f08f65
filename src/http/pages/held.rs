//! Forms that staff fill: that of a walk, a note of the log book, a self-evaluation. They fill them on the pages that residents
//! fill theirs on; who may is decided by the pages that let them in here.

use std::sync::Arc;

use forms::Form;
use poem::web::Form as Fields;
use poem::{FromRequest, Request, Response};
use serde_json::Value;
use uuid::Uuid;

use super::failure::{self, Failure};
use super::link::Link;
use super::visit::{Site, Visit};
use super::{photo, question, review, see_other, start};
use crate::access::Actor;
use crate::service::Services;
use crate::service::plans::Plan;
use crate::service::records::{self, Kind, write};
use crate::service::walks::{self, end, run};
use crate::store::walk::Sheet;

/// Somebody who fills a form.
pub(crate) struct Writer {
    pub(crate) actor: Actor,
    pub(crate) of: Which,
    /// The language of staff, which the form may not have.
    pub(crate) language: &'static str,
    pub(crate) request_id: String,
}

/// What a form is filled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// A safety walk.
    Walk(Uuid),
    /// A record.
    Record(Uuid),
}

/// A form that is being filled, as it was when it was read.
pub(super) enum Held {
    Walk(run::Running),
    Record(write::Running),
}

/// The pages that such a form has.
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

/// Why a form was not finished.
enum Refused {
    /// Something has to be corrected.
    Wrong,
    /// What was added since is to be seen first.
    Changed,
    For(Failure),
}

impl Writer {
    /// Answers a request to one of the pages.
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
            Step::End => finish(&visit, request).await,
        };
        done.unwrap_or_else(|failure| failure.page(failure::Place::Visit(&visit)))
    }

    async fn visit(self, site: &Arc<Site>) -> Result<Visit, Failure> {
        let held = self.of.open(&site.services, &self.actor).await?;
        let form = held.form();
        let language = if form.has_language(self.language) { self.language } else { form.default_language() };
        let language = language.to_owned();
        let link = Link::Held(Box::new((self.actor, held)));
        Ok(Visit { site: Arc::clone(site), link, language, request_id: self.request_id, cookie: None })
    }
}

impl Which {
    /// What is filled for it by now.
    pub(super) async fn open(self, services: &Services, actor: &Actor) -> Result<Held, Failure> {
        match self {
            Self::Walk(id) => run::open(services, actor, id).await.map(Held::Walk).map_err(|error| self.of_walk(error)),
            Self::Record(id) => {
                write::open(services, actor, id).await.map(Held::Record).map_err(|error| self.of_record(error))
            }
        }
    }

    /// The address of the thing itself, where everything about it stands but its form.
    pub(super) fn address(self) -> String {
        match self {
            Self::Walk(id) => format!("/staff/walks/{id}"),
            Self::Record(id) => format!("/staff/records/{id}"),
        }
    }

    /// The identity of the response that comes of it: its own.
    pub(super) fn id(self) -> Uuid {
        match self {
            Self::Walk(id) | Self::Record(id) => id,
        }
    }

    async fn finish(self, services: &Services, actor: &Actor, version: i32) -> Result<(), Refused> {
        match self {
            Self::Walk(id) => end::end(services, actor, id, version).await.map(|_| ()).map_err(|error| match error {
                end::Error::Violations(_) => Refused::Wrong,
                end::Error::Run(run::Error::Changed) => Refused::Changed,
                end::Error::Run(error) => Refused::For(self.of_walk(error)),
                end::Error::Taken => Refused::For(Failure::Conflict),
            }),
            Self::Record(id) => write::finish(services, actor, id, version).await.map_err(|error| match error {
                write::Error::Violations(_) => Refused::Wrong,
                write::Error::Changed => Refused::Changed,
                error => Refused::For(self.of_record(error)),
            }),
        }
    }

    fn of_walk(self, error: run::Error) -> Failure {
        match error {
            // Its own page says how far it is.
            run::Error::NotRunning => Failure::Elsewhere(self.address()),
            run::Error::NoForm => Failure::Ended,
            run::Error::Changed => Failure::Changed,
            run::Error::Walk(walks::Error::NoWalk) => Failure::UnknownPage,
            run::Error::Walk(walks::Error::Store(error)) => Failure::Store(error),
        }
    }

    fn of_record(self, error: write::Error) -> Failure {
        match error {
            write::Error::NotOpen => Failure::Elsewhere(self.address()),
            write::Error::NoForm => Failure::Ended,
            write::Error::Changed => Failure::Changed,
            write::Error::Overtaken | write::Error::Violations(_) => Failure::Conflict,
            write::Error::Record(records::Error::NotFound) => Failure::UnknownPage,
            write::Error::Record(records::Error::Store(error)) => Failure::Store(error),
        }
    }
}

impl Held {
    pub(super) fn of(&self) -> Which {
        match self {
            Self::Walk(running) => Which::Walk(running.walk.id),
            Self::Record(running) => Which::Record(running.record.id),
        }
    }

    pub(super) fn form(&self) -> &Form {
        match self {
            Self::Walk(running) => &running.form.form,
            Self::Record(running) => &running.form.form,
        }
    }

    pub(super) fn sheet(&self) -> &Sheet {
        match self {
            Self::Walk(running) => &running.sheet,
            Self::Record(running) => &running.sheet,
        }
    }

    /// By it, a page shows later what it was made of.
    pub(super) fn version(&self) -> i32 {
        match self {
            Self::Walk(running) => running.walk.version,
            Self::Record(running) => running.record.version,
        }
    }

    /// The plan of where it is asked, and where its picture is.
    pub(super) fn plan(&self) -> Option<(&Plan, String)> {
        let Self::Walk(run::Running { plan: Some(plan), area, .. }) = self else { return None };
        Some((plan, format!("/staff/areas/{}/plan/picture/{}", area.id, plan.sha256)))
    }

    /// Whether photos can be taken.
    pub(super) fn takes_photos(&self) -> bool {
        matches!(self, Self::Walk(_))
    }

    /// How the messages begin that are about it.
    pub(super) fn topic(&self) -> &'static str {
        match self {
            Self::Walk(_) => "walk",
            Self::Record(running) => match Kind::of(&running.record.about) {
                Kind::Note => "logbook",
                Kind::Evaluation => "evaluation",
            },
        }
    }

    /// Keeps what is written by now.
    pub(super) async fn save(&self, services: &Services, language: &str, answers: &Value) -> Result<(), Failure> {
        match self {
            Self::Walk(read) => {
                let saved = run::save(services, read, language, answers).await;
                saved.map_err(|error| self.of().of_walk(error))
            }
            Self::Record(read) => {
                let saved = write::save(services, read, language, answers).await;
                saved.map_err(|error| self.of().of_record(error))
            }
        }
    }
}

/// Finishes the form, or shows again what is written down, with what has to be corrected.
async fn finish(visit: &Visit, request: Request) -> Result<Response, Failure> {
    let (request, mut body) = request.split();
    let pairs =
        Fields::<Vec<(String, String)>>::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let version = pairs.0.iter().find_map(|(name, value)| (name == "version").then(|| value.parse().ok())?);
    let version = version.ok_or(Failure::NoForm)?;
    let Link::Held(held) = &visit.link else { return Err(Failure::UnknownPage) };
    let (actor, of) = (&held.0, held.1.of());
    match of.finish(visit.services(), actor, version).await {
        Ok(()) => Ok(see_other(&request, &of.address())),
        Err(Refused::Wrong) => review::refused(visit).await,
        Err(Refused::Changed) => Ok(see_other(&request, &visit.address("review"))),
        Err(Refused::For(failure)) => Err(failure),
    }
}
