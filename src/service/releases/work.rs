//! Does what was asked for: claims a request, makes the release or tries the plan as who asked, and says how it ended.

use serde::{Deserialize, Serialize};

use super::make::{self, Error, Tried};
use crate::access::Actor;
use crate::service::accounts::later;
use crate::service::{Compiling, Services};
use crate::store;
use crate::store::release_request::{self, Claimed, End, Kind, Request};

/// What a trial tells: of each table how much of it would be shown, in steps that tell little of a single cell, and no count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// How many answers count, in steps of ten, the rest left out.
    pub answers: u64,
    /// Each table.
    pub tables: Vec<ToldTable>,
    /// Of all cells, so many in a hundred would be shown.
    pub shown: u8,
}

/// A table of a plan that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldTable {
    /// Its variables.
    pub variables: Vec<String>,
    /// Its cells.
    pub cells: usize,
    /// So many in a hundred of them would be shown, in steps of ten.
    pub shown: u8,
}

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
    /// It took longer than anything may.
    TooLong,
    /// The auditor did not let it pass, or the program made another mistake.
    Broken,
}

impl Failure {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::NotPermitted,
        Self::NotArchived,
        Self::Nobody,
        Self::Released,
        Self::TooLittle,
        Self::Gone,
        Self::Plan,
        Self::Unprotectable,
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

impl Told {
    /// Reads what was kept of a trial.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn of(tried: Tried) -> Self {
        let table = |(variables, cells, shown): (Vec<String>, usize, usize)| ToldTable {
            variables,
            cells,
            shown: u8::try_from(10 * shown / cells.max(1) * 10).unwrap_or(100),
        };
        // Between 0 and 1.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share in a hundred")]
        let shown = (100.0 * tried.shown).floor().clamp(0.0, 100.0) as u8;
        Self { answers: tried.answers, tables: tried.tables.into_iter().map(table).collect(), shown }
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
/// release, and a trial keeps nothing. Only what passes is an error.
pub async fn perform(services: Services, request: Request) -> Result<End, store::Error> {
    // It takes minutes, and nobody who uploads a form waits for it.
    let services = Services { compiling: Compiling::default(), ..services };
    let Some(actor) = later::actor(&services, request.who).await? else { return Ok(Failure::NotPermitted.end()) };
    let done = match request.kind {
        Kind::Trial => try_out(&services, &actor, &request).await,
        Kind::Release => {
            make::make(&services, &actor, request.wave_id, &request.plan).await.map(|made| made.id).map(End::Released)
        }
    };
    done.or_else(failed)
}

async fn try_out(services: &Services, actor: &Actor, request: &Request) -> Result<End, Error> {
    let told = Told::of(make::dry_run(services, actor, request.wave_id, &request.plan).await?);
    Ok(End::Tried(serde_json::to_string(&told).expect("names and numbers can be written")))
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
        Error::Unprotectable(error) => (Failure::Unprotectable, Some(error.to_string())),
        error @ (Error::Audit(_) | Error::Store(_)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a release was not made");
            (Failure::Broken, None)
        }
    };
    Ok(End::Failed(failure.as_str(), detail))
}
