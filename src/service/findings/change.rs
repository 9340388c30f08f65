//! Doing something about a finding: on what somebody saw, once, and never over what somebody else did meanwhile.

use uuid::Uuid;

use super::life::{self, Action, Misfit};
use super::{MOST_PHOTOS, labels};
use crate::access::{Actor, Permission, Who};
use crate::service::{Services, audit};
use crate::store::finding::{self, Finding};
use crate::store::finding_event::{self, Deed, FindingEvent};
use crate::store::walk::{self, State};
use crate::store::{self, Tx, finding_life, place};

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Command {
    /// Identity of the form that asks for it: the same one again changes nothing.
    pub id: Uuid,
    /// The finding.
    pub finding: Uuid,
    /// The version that was seen.
    pub seen: i32,
    /// What.
    pub action: Action,
}

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such finding, or not for this actor.
    #[error("there is no such finding")]
    NoFinding,
    /// The actor may look at the finding, and not do this.
    #[error("this is not permitted here")]
    Denied,
    /// It was changed since it was seen, by these.
    #[error("it was changed meanwhile")]
    Conflict(Vec<FindingEvent>),
    /// It is not what comes next.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// It takes a walk through the area, after the one on which it was found, that is being held now.
    #[error("this is done on a later walk through the area")]
    NotOnAWalk,
    /// The form of walks knows no such party.
    #[error("there is no such party")]
    UnknownParty,
    /// The deadline is over before it begins.
    #[error("the deadline is over")]
    DeadlineOver,
    /// A photo is not one of this finding.
    #[error("the photo is not of this finding")]
    NotItsPhoto,
    /// The finding has as many photos as it may.
    #[error("a finding has {MOST_PHOTOS} photos at the most")]
    TooManyPhotos,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Does it, and gives the finding as it is then.
pub async fn change(services: &Services, actor: &Actor, command: Command) -> Result<Finding, Error> {
    carry_out(services, actor, command, None).await
}

/// The same on a walk that is being held: somebody went there again to look.
pub async fn change_on_walk(
    services: &Services,
    actor: &Actor,
    command: Command,
    walk: Uuid,
) -> Result<Finding, Error> {
    carry_out(services, actor, command, Some(walk)).await
}

async fn carry_out(services: &Services, actor: &Actor, command: Command, walk: Option<Uuid>) -> Result<Finding, Error> {
    if let Action::Assign(assignment) = &command.action {
        let labels = labels::read(services, "da").await?;
        if labels.party(&assignment.party).is_none() {
            return Err(Error::UnknownParty);
        }
    }
    let tx = services.db.begin().await?;
    // Who is second waits here, and then sees what the first has done.
    let before = finding_life::lock(&tx, command.finding).await?.ok_or(Error::NoFinding)?;
    check_permitted(&tx, actor, &before, &command.action).await?;
    if let Some(done) = finding_event::find(&tx, command.id).await? {
        return if done.finding_id == before.id { Ok(before) } else { Err(Error::NoFinding) };
    }
    if before.version != command.seen {
        return Err(Error::Conflict(finding_event::since(&tx, before.id, command.seen).await?));
    }
    let after = life::carry_out(&before, &command.action)?;
    check_walk(&tx, &before, command.action.deed(), walk).await?;
    check_deadline(services, &before, &after)?;
    change_photos(&tx, &before, &command.action).await?;
    if !finding_life::replace(&tx, &after).await? {
        return Err(Error::Conflict(Vec::new()));
    }
    let event = FindingEvent { walk, ..event(services, actor, &command, &before, &after) };
    finding_event::insert(&tx, &event).await?;
    if let Some(deed) = in_the_log(command.action.deed()) {
        audit::record(services, &tx, actor, deed, audit::Object::Finding(after.id)).await?;
    }
    tx.commit().await?;
    Ok(after)
}

/// Who may not look is told nothing, not even that there is something.
async fn check_permitted(tx: &Tx, actor: &Actor, finding: &Finding, action: &Action) -> Result<(), Error> {
    let area = place::area(tx, finding.area_id).await?.ok_or(Error::NoFinding)?;
    actor.need(Permission::ReadFindings, &area.place()).map_err(|_| Error::NoFinding)?;
    actor.need(life::needed_for(action.deed()), &area.place()).map_err(|_| Error::Denied)
}

/// Whether something is done is seen by going there again.
async fn check_walk(tx: &Tx, finding: &Finding, deed: Deed, walk: Option<Uuid>) -> Result<(), Error> {
    let Some(walk) = walk else {
        return if deed == Deed::Verify { Err(Error::NotOnAWalk) } else { Ok(()) };
    };
    let walk = walk::find(tx, walk).await?.ok_or(Error::NotOnAWalk)?;
    let is_later = walk.id != finding.walk_id && walk.area_id == finding.area_id;
    if is_later && walk.state == State::Running { Ok(()) } else { Err(Error::NotOnAWalk) }
}

/// A deadline that is set has to leave a day. One that is over and stays is nobody's mistake now.
fn check_deadline(services: &Services, before: &Finding, after: &Finding) -> Result<(), Error> {
    let is_over = after.deadline.is_some_and(|deadline| deadline < services.clock.today());
    if is_over && after.deadline != before.deadline { Err(Error::DeadlineOver) } else { Ok(()) }
}

async fn change_photos(tx: &Tx, before: &Finding, action: &Action) -> Result<(), Error> {
    match action {
        Action::AddPhoto(sha256) => {
            let photos = finding::photos(tx, &[before.id]).await?;
            if photos.len() >= MOST_PHOTOS {
                return Err(Error::TooManyPhotos);
            }
            finding_life::add_photo(tx, before.id, *sha256).await?;
        }
        Action::Approve(_, shown) => {
            let photos = finding::photos(tx, &[before.id]).await?;
            if !shown.iter().all(|sha256| photos.iter().any(|(_, photo)| photo.sha256 == *sha256)) {
                return Err(Error::NotItsPhoto);
            }
            finding_life::show_photos(tx, before.id, shown).await?;
        }
        _ => {}
    }
    Ok(())
}

/// What the log of administration calls a deed. What is only added to a finding stands in its own history.
fn in_the_log(deed: Deed) -> Option<audit::Action> {
    match deed {
        Deed::Comment | Deed::AddPhoto => None,
        Deed::Approve => Some(audit::Action::Approved),
        Deed::Withdraw => Some(audit::Action::Withdrawn),
        Deed::Assign | Deed::Begin | Deed::Finish | Deed::Refuse | Deed::Verify | Deed::Reopen | Deed::Postpone => {
            Some(audit::Action::Changed)
        }
    }
}

fn event(services: &Services, actor: &Actor, command: &Command, before: &Finding, after: &Finding) -> FindingEvent {
    FindingEvent {
        id: command.id,
        finding_id: before.id,
        version: after.version,
        at: services.clock.now().timestamp(),
        who_id: match actor.who {
            Who::Person(id) | Who::Program(id) => Some(id),
            Who::Operator => None,
        },
        who_name: actor.name.clone(),
        deed: command.action.deed(),
        changes: life::changes(before, after),
        words: command.action.words().map(|words| words.as_str().to_owned()),
        photo: command.action.photo(),
        walk: None,
    }
}
