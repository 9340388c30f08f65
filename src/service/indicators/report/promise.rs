//! What sub-agreements promise: milestones and sub-goals are entered, reached and removed by who may bring in figures of the programme.

use std::num::ParseIntError;

use jiff::civil::Date;
use uuid::Uuid;

use crate::access::{Actor, Denied, Permission, Place};
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::service::name::Name;
use crate::store::activity::FocusArea;
use crate::store::{self, Tx, agreement, register_figure};

pub use crate::store::agreement::{Milestone, SubGoal};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody may not do this here.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such milestone or sub-goal.
    #[error("there is no such promise")]
    Unknown,
    /// The identity is of a promise that says something else.
    #[error("a promise of this identity says something else")]
    KeyReused,
    /// The focus area has a sub-goal of this name.
    #[error("there is a sub-goal of this name")]
    Twice,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// More are no goal for a month.
const MOST_PARTICIPANTS: i32 = 100_000;

/// How many are to come in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted(i32);

impl std::str::FromStr for Wanted {
    type Err = Option<ParseIntError>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.trim().parse().map_err(Some)?;
        if (1..=MOST_PARTICIPANTS).contains(&number) { Ok(Self(number)) } else { Err(None) }
    }
}

/// What a programme has promised: milestones, the first one due first, and sub-goals by name.
pub async fn list(services: &Services, programme: Uuid) -> Result<(Vec<Milestone>, Vec<SubGoal>), store::Error> {
    let milestones = agreement::milestones(&services.db, programme).await?;
    Ok((milestones, agreement::sub_goals(&services.db, programme).await?))
}

/// Adds a milestone; the same one sent twice is there once. Whether it was reached meanwhile is none of what was sent.
pub async fn add_milestone(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    (id, focus_area, name, due_on): (Uuid, FocusArea, &Name, Date),
) -> Result<(), Error> {
    let tx = begin(services, actor, programme).await?;
    let name = name.as_str().to_owned();
    let new = Milestone { id, programme_id: programme, focus_area, name, due_on, reached_on: None };
    if agreement::insert_milestone(&tx, &new).await? {
        return end(services, actor, tx, programme).await;
    }
    let known = agreement::milestones(&tx, programme).await?.into_iter();
    is_known(known.map(|one| Milestone { reached_on: None, ..one }).any(|one| one == new))
}

/// Adds a sub-goal; the same one sent twice is there once. Activities name it, so a focus area has no two of a name.
pub async fn add_sub_goal(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    (id, focus_area, name, wanted): (Uuid, FocusArea, &Name, Wanted),
) -> Result<(), Error> {
    let tx = begin(services, actor, programme).await?;
    let (name, participants) = (name.as_str().to_owned(), wanted.0);
    let new = SubGoal { id, programme_id: programme, focus_area, name, participants };
    let known = agreement::sub_goals(&tx, programme).await?;
    let is_called_so = |one: &SubGoal| one.focus_area == focus_area && plain(&one.name) == plain(&new.name);
    if known.iter().any(|one| one.id != id && is_called_so(one)) {
        return Err(Error::Twice);
    }
    if agreement::insert_sub_goal(&tx, &new).await? {
        return end(services, actor, tx, programme).await;
    }
    is_known(known.contains(&new))
}

/// A name as activities and sub-goals are matched by it: people write the same one in many ways.
pub(super) fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

fn is_known(is_known: bool) -> Result<(), Error> {
    if is_known { Ok(()) } else { Err(Error::KeyReused) }
}

/// Notes that a milestone was reached today, or takes that back. Of two who note it the first one's day counts.
pub async fn reach(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    id: Uuid,
    is_reached: bool,
) -> Result<(), Error> {
    let tx = begin(services, actor, programme).await?;
    let on = is_reached.then(|| services.clock.today());
    if agreement::set_reached(&tx, programme, id, on).await? {
        return end(services, actor, tx, programme).await;
    }
    let is_there = agreement::milestones(&tx, programme).await?.iter().any(|one| one.id == id);
    if is_there { Ok(()) } else { Err(Error::Unknown) }
}

/// Removes a milestone or a sub-goal. Reports that were made keep it.
pub async fn remove(services: &Services, actor: &Actor, programme: Uuid, id: Uuid) -> Result<(), Error> {
    let tx = begin(services, actor, programme).await?;
    if !agreement::remove(&tx, programme, id).await? {
        return Err(Error::Unknown);
    }
    end(services, actor, tx, programme).await
}

/// Whether somebody may change what a programme has promised.
pub fn may_change(actor: &Actor, programme: Uuid) -> bool {
    actor.may(Permission::ChangeFigures, &Place::Programme(programme))
}

async fn begin(services: &Services, actor: &Actor, programme: Uuid) -> Result<Tx, Error> {
    actor.need(Permission::ChangeFigures, &Place::Programme(programme))?;
    let tx = services.db.begin().await?;
    register_figure::lock(&tx, programme).await?;
    Ok(tx)
}

async fn end(services: &Services, actor: &Actor, tx: Tx, programme: Uuid) -> Result<(), Error> {
    audit::record(services, &tx, actor, Action::Changed, Object::Programme(programme)).await?;
    Ok(tx.commit().await?)
}
