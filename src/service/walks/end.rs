//! Ending a walk: what was written down becomes a response, and each thing that was seen a finding, in one transaction.

use forms::Violation;
use uuid::Uuid;

use super::run::{self, Running};
use super::{FORM, Located, State, Walk, findings, located};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::answers::submit::{self, Command, Handling, Round};
use crate::service::audit::{self, Action, Object};
use crate::store::{self, finding, response, walk};

/// Why a walk was not ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is written down breaks rules of the form: all of them are here.
    #[error("what is written down breaks rules of the form")]
    Violations(Vec<Violation>),
    /// Something else is stored under the identity that the response would get.
    #[error("a response of this identity is stored")]
    Taken,
    /// Nothing can be written on the walk, or somebody has since it was looked at.
    #[error(transparent)]
    Run(#[from] run::Error),
}

/// Ends a walk of which the version was looked at, and says how many findings it has. One that has ended stays as it is.
pub async fn end(services: &Services, actor: &Actor, id: Uuid, version: i32) -> Result<usize, Error> {
    let Located { walk, .. } = located(&services.db, actor, Permission::HoldWalks, id).await?;
    if walk.state == State::Ended {
        return Ok(finding::of_walk(&services.db, id).await?.len());
    }
    let running = run::open(services, actor, id).await?;
    if running.walk.version != version {
        return Err(run::Error::Changed.into());
    }
    let ended = make(services, &running)?;
    let tx = services.db.begin().await?;
    if !response::insert(&tx, &ended.response).await? {
        drop(tx);
        return ended_meanwhile(services, id).await;
    }
    for (found, photos) in &ended.findings {
        finding::insert(&tx, found, photos).await?;
    }
    if !walk::update(&tx, &ended.walk).await? {
        return Err(run::Error::Changed.into());
    }
    audit::record(services, &tx, actor, Action::Ended, Object::Walk(id)).await?;
    tx.commit().await?;
    Ok(ended.findings.len())
}

/// Everything that is to be stored.
struct Ended {
    walk: Walk,
    response: response::Response,
    findings: Vec<findings::WithPhotos>,
}

fn make(services: &Services, running: &Running) -> Result<Ended, Error> {
    let Running { walk, form, sheet, plan, .. } = running;
    let command = Command {
        form_id: FORM.to_owned(),
        version: sheet.form_version.clone(),
        response_id: walk.id,
        round: Round::OnlyOpen,
        handling: Handling::Strict,
        language: sheet.language.clone(),
        body: sheet.answers.clone().into_bytes(),
    };
    let response = submit::check(services, &form.form, None, &command)?;
    let findings = findings::of(walk, &response, plan.as_ref());
    let walk = Walk { state: State::Ended, sheet: None, response_id: Some(response.id), ..walk.clone() };
    Ok(Ended { walk, response, findings })
}

/// Two clicks at once: the other one ended it. Or somebody has sent a response under the walk's identity.
async fn ended_meanwhile(services: &Services, id: Uuid) -> Result<usize, Error> {
    let is_ended = walk::find(&services.db, id).await?.is_some_and(|walk| walk.state == State::Ended);
    if is_ended { Ok(finding::of_walk(&services.db, id).await?.len()) } else { Err(Error::Taken) }
}

impl From<submit::Error> for Error {
    fn from(error: submit::Error) -> Self {
        match error {
            submit::Error::Violations(violations) => Self::Violations(violations),
            submit::Error::Store(error) => error.into(),
            // A response without a wave is refused for no other reason.
            _ => Self::Taken,
        }
    }
}

impl From<super::Error> for Error {
    fn from(error: super::Error) -> Self {
        Self::Run(error.into())
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Run(error.into())
    }
}
