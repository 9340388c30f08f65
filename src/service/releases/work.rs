//! Does what was asked for: claims a request, makes the release, tries the plan or proposes a coarser one as who asked, and says how it ended.

use serde::Serialize;

use super::make::{self, Error};
use super::progress::{Point, Progress};
use super::propose::propose_watched;
use super::told::{Proposed, Told};
use crate::access::Actor;
use crate::service::accounts::later;
use crate::service::{Compiling, Services};
use crate::store;
use crate::store::release_request::{self, Claimed, End, Kind, Request, Share};

/// Why nothing came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Who asked may no longer do so, or the wave is gone.
    NotPermitted,
    /// Answers can still be taken back.
    NotArchived,
    /// Nobody who counts has answered.
    Nobody,
    /// It was released, by another plan.
    Released,
    /// It was released, and what came since is so little that a revision would tell of it.
    TooLittle,
    /// It was released, and answers that were counted are gone, so that no revision can be protected.
    Gone,
    /// The plan cannot be read, or does not fit.
    Plan,
    /// Nothing would be safe.
    Unprotectable,
    /// The auditor did not let a table pass.
    Audit,
    /// It took longer than anything may.
    TooLong,
    /// The program made a mistake.
    Broken,
}

impl Failure {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NotPermitted,
        Self::NotArchived,
        Self::Nobody,
        Self::Released,
        Self::TooLittle,
        Self::Gone,
        Self::Plan,
        Self::Unprotectable,
        Self::Audit,
        Self::TooLong,
        Self::Broken,
    ];

    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotPermitted => "not_permitted",
            Self::NotArchived => "not_archived",
            Self::Nobody => "nobody",
            Self::Released => "released",
            Self::TooLittle => "too_little",
            Self::Gone => "gone",
            Self::Plan => "plan",
            Self::Unprotectable => "unprotectable",
            Self::Audit => "audit",
            Self::TooLong => "too_long",
            Self::Broken => "broken",
        }
    }

    /// The one of a name; what a later version wrote is a mistake of this one.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|failure| failure.as_str() == name).unwrap_or(Self::Broken)
    }

    /// How a request ends by it.
    pub fn end(self) -> End {
        End::Failed(self.as_str(), None)
    }
}

/// Claims the request that has waited longest, if there is one.
pub async fn claim(services: &Services) -> Result<Option<Claimed>, store::Error> {
    if !release_request::is_any_due(&services.db, &services.clock).await? {
        return Ok(None);
    }
    let tx = services.db.begin().await?;
    let claimed = release_request::claim(&tx, &services.clock).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Keeps a claim for another while. `false` if somebody else has the request.
pub async fn renew(services: &Services, claimed: &Claimed) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let is_held = release_request::renew(&tx, &services.clock, claimed).await?;
    tx.commit().await?;
    Ok(is_held)
}

/// Says how far it is.
pub async fn tell(services: &Services, claimed: &Claimed, point: Point) -> Result<(), store::Error> {
    let tx = services.db.begin().await?;
    release_request::note(&tx, claimed, written(&point)).await?;
    tx.commit().await
}

/// Gives a request back, because this machine is told to stop.
pub async fn give_back(services: &Services, claimed: &Claimed) -> Result<(), store::Error> {
    let tx = services.db.begin().await?;
    release_request::give_back(&tx, claimed).await?;
    tx.commit().await
}

/// Says how a request ended. `false` if somebody else has it.
pub async fn end(services: &Services, claimed: &Claimed, end: End) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let is_held = release_request::end(&tx, claimed, end).await?;
    tx.commit().await?;
    Ok(is_held)
}

/// Does what was asked for, as far as who asked may do it now. It may be done again, and at the same time elsewhere: a wave has one
/// release, and the others keep nothing. Only what passes is an error. How far it is, `progress` knows.
pub async fn perform(services: Services, request: Request, progress: Progress) -> Result<End, store::Error> {
    // It takes minutes, and nobody who uploads a form waits for it.
    let services = Services { compiling: Compiling::default(), ..services };
    let Some(actor) = later::actor(&services, request.who).await? else { return Ok(Failure::NotPermitted.end()) };
    let done = match request.kind {
        Kind::Trial => try_out(&services, &actor, &request, &progress).await,
        Kind::Proposal(share) => propose_one(&services, &actor, (&request, share), &progress).await,
        Kind::Release => {
            let made = make::make_watched(&services, &actor, request.wave_id, &request.plan, &progress).await;
            made.map(|made| End::Released(made.id))
        }
    };
    done.or_else(failed)
}

async fn try_out(services: &Services, actor: &Actor, request: &Request, progress: &Progress) -> Result<End, Error> {
    let told = Told::of(make::dry_run_watched(services, actor, request.wave_id, &request.plan, progress).await?);
    Ok(End::Tried(written(&told)))
}

async fn propose_one(
    services: &Services,
    actor: &Actor,
    (request, share): (&Request, Share),
    progress: &Progress,
) -> Result<End, Error> {
    let wanted = (request.plan.as_str(), f64::from(share.percent()) / 100.0);
    let proposal = propose_watched(services, actor, request.wave_id, wanted, progress).await?;
    Ok(End::Tried(written(&Proposed::of(proposal))))
}

fn written(told: &impl Serialize) -> String {
    serde_json::to_string(told).expect("names and numbers can be written")
}

fn failed(error: Error) -> Result<End, store::Error> {
    let (failure, detail) = match error {
        Error::Store(error) if error.is_passing() => return Err(error),
        Error::NotFound => (Failure::NotPermitted, None),
        Error::NotArchived => (Failure::NotArchived, None),
        Error::Nobody => (Failure::Nobody, None),
        Error::Released(id) => (Failure::Released, Some(id.to_string())),
        Error::TooLittle(_) => (Failure::TooLittle, None),
        Error::Gone(_) => (Failure::Gone, None),
        Error::Unreadable(error) => (Failure::Plan, Some(error.to_string())),
        Error::Misfit(error) => (Failure::Plan, Some(error.to_string())),
        Error::TooLarge => (Failure::Plan, Some(error.to_string())),
        Error::Unprotectable(_) => (Failure::Unprotectable, Some(error.to_string())),
        error @ Error::Audit(_) => {
            // Protection should have seen to it.
            tracing::error!(error = &error as &dyn std::error::Error, "a release was not made");
            (Failure::Audit, Some(error.to_string()))
        }
        error @ Error::Store(_) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a release was not made");
            (Failure::Broken, None)
        }
    };
    Ok(End::Failed(failure.as_str(), detail))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use stats::disclosure::Unprotectable;
    use stats::disclosure::audit::Disclosure;

    use super::*;

    #[test]
    fn what_is_given_away_is_told_by_its_table_and_not_by_its_cell() {
        let cell =
            |at: &[(&str, &str)]| at.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect();
        let at: BTreeMap<String, String> = cell(&[("area", "north"), ("safety", "unsafe")]);
        let narrow = |at| Disclosure::Narrow { at, snapshot: 0, low: 3, high: 4 };
        let passes = |table| format!("the auditor does not let {table} pass; a coarser plan may");
        for (error, failure, said) in [
            (Error::Audit(vec![narrow(at.clone())]), "audit", passes("the table area × safety")),
            (
                Error::Audit(vec![Disclosure::TooFine, Disclosure::Shown(at.clone())]),
                "audit",
                passes("the table area × safety"),
            ),
            (Error::Audit(vec![narrow(cell(&[]))]), "audit", passes("the number of all who count")),
            (Error::Audit(vec![Disclosure::TooFine]), "audit", passes("these tables")),
            (
                Unprotectable::Recoverable(at.clone()).into(),
                "unprotectable",
                "the table area × safety cannot be protected; a coarser plan may be".to_owned(),
            ),
            (
                Unprotectable::Ledger(at).into(),
                "unprotectable",
                "an earlier release and the answers disagree about the table area × safety".to_owned(),
            ),
        ] {
            // The command tells causes, too.
            assert!(std::error::Error::source(&error).is_none());
            assert_eq!(failed(error).unwrap(), End::Failed(failure, Some(said)));
        }
    }
}
