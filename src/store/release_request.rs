//! Who asked for a release, a trial of a plan or a coarser one, and what came of it. Who works on a request holds a claim and renews it for as
//! long as the work takes; a machine that dies renews nothing, and another one begins anew.

use std::time::Duration;

use entity::release_request::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, moment};
use crate::access::Who;
use crate::clock::Clock;

const TABLE: &str = "release_request";

/// How long a claim lasts that nobody renews.
pub const LEASE: Duration = Duration::from_mins(1);
/// So often a request is begun; then nobody ever came back from it.
pub const MOST_TRIES: i32 = 5;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How much of each table would be shown.
    Trial,
    /// A coarser plan that would show so much.
    Proposal(Share),
    /// A release.
    Release,
}

/// How much of the cells of a plan is to be shown: 10 to 100 %, in the steps in which trials tell what would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(u8);

/// How far a request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody works on it.
    Waiting,
    /// Somebody does, and has come so far, as JSON text; nothing, if nobody has said so yet.
    Running(Option<String>),
    /// The trial or the proposal told this, as JSON text.
    Tried(String),
    /// There is this release.
    Released(Uuid),
    /// Nothing came of it.
    Failed {
        /// Why, as a name.
        failure: String,
        /// The same in words.
        detail: Option<String>,
    },
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Identity.
    pub id: Uuid,
    /// What is asked for.
    pub kind: Kind,
    /// The wave.
    pub wave_id: Uuid,
    /// The plan, as it was written.
    pub plan: String,
    /// Who asked.
    pub who: Who,
    /// What they were called.
    pub name: String,
    /// When.
    pub asked_at: Timestamp,
    /// How far it is.
    pub state: State,
}

/// A request that the caller is to work on.
#[derive(Debug)]
pub struct Claimed {
    /// The request.
    pub request: Request,
    claim: Uuid,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The trial or the proposal told this, as JSON text.
    Tried(String),
    /// There is this release.
    Released(Uuid),
    /// Nothing came of it, for a reason that has a name and mostly more to say.
    Failed(&'static str, Option<String>),
}

const OPEN: &str = "open";
const DONE: &str = "done";
const FAILED: &str = "failed";
/// What is told of a request that nobody came back from.
const NOBODY_CAME_BACK: &str = "broken";

impl Kind {
    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Proposal(_) => "proposal",
            Self::Release => "release",
        }
    }

    fn share(self) -> Option<i32> {
        match self {
            Self::Proposal(share) => Some(share.percent().into()),
            Self::Trial | Self::Release => None,
        }
    }
}

impl Share {
    /// Of so many percent.
    pub fn parse(percent: u8) -> Option<Self> {
        Self::all().find(|share| share.0 == percent)
    }

    /// All that there are, the smallest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (10..=100).step_by(10).map(Self)
    }

    /// In percent.
    pub fn percent(self) -> u8 {
        self.0
    }
}

/// Adds a request that nobody has begun. `false` if the identity is taken.
pub async fn insert(tx: &Tx, new: &Request) -> Result<bool, Error> {
    let (actor_kind, actor_id) = match new.who {
        Who::Person(id) => ("person", Some(id)),
        Who::Program(id) => ("program", Some(id)),
        Who::Operator => ("operator", None),
    };
    let row = release_request::ActiveModel {
        id: Set(new.id),
        kind: Set(new.kind.as_str().to_owned()),
        wave_id: Set(new.wave_id),
        plan: Set(new.plan.clone()),
        share: Set(new.kind.share()),
        actor_kind: Set(actor_kind.to_owned()),
        actor_id: Set(actor_id),
        actor_name: Set(new.name.clone()),
        asked_at: Set(new.asked_at.as_millisecond()),
        state: Set(OPEN.to_owned()),
        tries: Set(0),
        ..Default::default()
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One request.
pub async fn find(from: &impl Reads, clock: &Clock, id: Uuid) -> Result<Option<Request>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(|row| read(row, moment::now(clock))).transpose()
}

/// The requests about a wave, the newest first.
pub async fn of_wave(from: &impl Reads, clock: &Clock, wave: Uuid) -> Result<Vec<Request>, Error> {
    let query = Entity::find().filter(Column::WaveId.eq(wave)).order_by_desc(Column::AskedAt).order_by_asc(Column::Id);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(|row| read(row, moment::now(clock))).collect()
}

/// How often something was asked for about a wave.
pub async fn count(from: &impl Reads, wave: Uuid, kind: Kind) -> Result<u64, Error> {
    let query = Entity::find().filter(Column::WaveId.eq(wave).and(Column::Kind.eq(kind.as_str())));
    Ok(query.count(from.connection()).await?)
}

/// Whether there is anything to claim. Cheap, and no write.
pub async fn is_any_due(from: &impl Reads, clock: &Clock) -> Result<bool, Error> {
    let query = Entity::find().select_only().column(Column::Id).filter(is_due(moment::now(clock))).limit(1);
    Ok(query.into_tuple::<Uuid>().one(from.connection()).await?.is_some())
}

/// Claims the request that has waited longest. Two machines never get the same one while the claim lasts.
pub async fn claim(tx: &Tx, clock: &Clock) -> Result<Option<Claimed>, Error> {
    let now = moment::now(clock);
    let given_up = release_request::ActiveModel {
        state: Set(FAILED.to_owned()),
        failure: Set(Some(NOBODY_CAME_BACK.to_owned())),
        ..free()
    };
    let given_up = Entity::update_many().set(given_up).filter(is_due(now).and(Column::Tries.gte(MOST_TRIES)));
    given_up.exec(tx.connection()).await?;
    let due = Entity::find().filter(is_due(now)).order_by_asc(Column::AskedAt).order_by_asc(Column::Id);
    let due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).limit(1);
    let Some(row) = due.one(tx.connection()).await.map_err(Error::reading(TABLE))? else { return Ok(None) };
    let claim = clock.identity();
    let claimed = release_request::ActiveModel {
        claim: Set(Some(claim)),
        progress: Set(None),
        claimed_until: Set(Some(now + moment::length(LEASE))),
        tries: Set(row.tries + 1),
        ..Default::default()
    };
    Entity::update_many().set(claimed).filter(Column::Id.eq(row.id)).exec(tx.connection()).await?;
    Ok(Some(Claimed { request: read(row, now)?, claim }))
}

/// Keeps a claim for another while. `false` if somebody else has the request.
pub async fn renew(tx: &Tx, clock: &Clock, claimed: &Claimed) -> Result<bool, Error> {
    let until = moment::now(clock) + moment::length(LEASE);
    let row = release_request::ActiveModel { claimed_until: Set(Some(until)), ..Default::default() };
    let update = Entity::update_many().set(row).filter(is_held(claimed));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Says how far a request is, as JSON text. Nothing, if somebody else has it.
pub async fn note(tx: &Tx, claimed: &Claimed, progress: String) -> Result<(), Error> {
    let row = release_request::ActiveModel { progress: Set(Some(progress)), ..Default::default() };
    Entity::update_many().set(row).filter(is_held(claimed)).exec(tx.connection()).await?;
    Ok(())
}

/// Gives a request back as if it had not been begun, because this machine is told to stop.
pub async fn give_back(tx: &Tx, claimed: &Claimed) -> Result<(), Error> {
    let update = Entity::update_many().set(free()).col_expr(Column::Tries, Expr::col(Column::Tries).sub(1));
    update.filter(is_held(claimed)).exec(tx.connection()).await?;
    Ok(())
}

/// Says how a request ended. `false` if somebody else has it.
pub async fn end(tx: &Tx, claimed: &Claimed, end: End) -> Result<bool, Error> {
    let done = || release_request::ActiveModel { state: Set(DONE.to_owned()), ..free() };
    let row = match end {
        End::Tried(told) => release_request::ActiveModel { outcome: Set(Some(told)), ..done() },
        End::Released(release) => release_request::ActiveModel { release_id: Set(Some(release)), ..done() },
        End::Failed(failure, detail) => release_request::ActiveModel {
            state: Set(FAILED.to_owned()),
            failure: Set(Some(failure.to_owned())),
            detail: Set(detail),
            ..free()
        },
    };
    Ok(Entity::update_many().set(row).filter(is_held(claimed)).exec(tx.connection()).await?.rows_affected == 1)
}

/// In nobody's hands.
fn free() -> release_request::ActiveModel {
    release_request::ActiveModel {
        claim: Set(None),
        claimed_until: Set(None),
        progress: Set(None),
        ..Default::default()
    }
}

fn is_due(now: i64) -> SimpleExpr {
    Column::State.eq(OPEN).and(moment::is_over(Column::ClaimedUntil, now, LEASE))
}

fn is_held(claimed: &Claimed) -> SimpleExpr {
    Column::Id.eq(claimed.request.id).and(Column::Claim.eq(claimed.claim))
}

fn read(row: release_request::Model, now: i64) -> Result<Request, Error> {
    let wrong = |column| Error::bad_row(TABLE, column, &row.id);
    let is_claimed = row.claimed_until.is_some_and(|until| until > now);
    let state = match (row.state.as_str(), row.release_id, row.outcome) {
        (OPEN, ..) if is_claimed => State::Running(row.progress),
        (OPEN, ..) => State::Waiting,
        (DONE, Some(release), _) => State::Released(release),
        (DONE, None, Some(told)) => State::Tried(told),
        (FAILED, ..) => State::Failed { failure: row.failure.unwrap_or_default(), detail: row.detail },
        _ => return Err(wrong("state")),
    };
    let who = match (row.actor_kind.as_str(), row.actor_id) {
        ("person", Some(id)) => Who::Person(id),
        ("program", Some(id)) => Who::Program(id),
        ("operator", None) => Who::Operator,
        _ => return Err(wrong("actor_kind")),
    };
    let share = row.share.and_then(|percent| Share::parse(u8::try_from(percent).ok()?));
    let mut kinds = [Kind::Trial, Kind::Release].into_iter().chain(share.map(Kind::Proposal));
    let kind = kinds.find(|kind| kind.as_str() == row.kind);
    Ok(Request {
        kind: kind.ok_or_else(|| wrong("kind"))?,
        asked_at: Timestamp::from_millisecond(row.asked_at).map_err(|_| wrong("asked_at"))?,
        id: row.id,
        wave_id: row.wave_id,
        plan: row.plan,
        who,
        name: row.actor_name,
        state,
    })
}
