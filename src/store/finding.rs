//! Findings: what was seen on a safety walk, each with a life of its own from there on.

use std::fmt::{self, Debug, Formatter};

use entity::finding::{self, Column, Entity};
use entity::finding_photo;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

use finding_photo::Column as Pictured;

const TABLE: &str = "finding";
const PHOTOS: &str = "finding_photo";

/// One thing that was seen. What has a name in the form (place, theme, severity, party) is that name. `Debug` does not show
/// what people wrote.
#[derive(Clone, PartialEq)]
pub struct Finding {
    /// Derived from the response and the place in it, so that ending a walk twice makes it once.
    pub id: Uuid,
    /// The walk on which it was found.
    pub walk_id: Uuid,
    /// The area in which it lies.
    pub area_id: Uuid,
    /// What kind of thing.
    pub kind: Kind,
    /// The kind of place.
    pub place_code: Option<String>,
    /// Where exactly, in words.
    pub place_text: Option<String>,
    /// Where on earth.
    pub position: Option<Position>,
    /// Where on a plan of the area.
    pub spot: Option<Spot>,
    /// What it is about.
    pub theme: Option<String>,
    /// How large the problem is.
    pub severity: Option<String>,
    /// What was seen.
    pub observation: String,
    /// What was proposed.
    pub proposal: Option<String>,
    /// Who is to act.
    pub party: Option<String>,
    /// What became of it.
    pub status: Status,
    /// The person who acts.
    pub assignee: Option<String>,
    /// Where they read mail.
    pub assignee_address: Option<String>,
    /// The day by which it is to be done.
    pub deadline: Option<Date>,
    /// Why nothing is done.
    pub refusal_reason: Option<String>,
    /// The day of the walk.
    pub found_on: Date,
    /// Whether residents see it.
    pub published: Published,
    /// What residents read of it.
    pub public_text: Option<String>,
    /// How often it was changed.
    pub version: i32,
}

/// A position on earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Northwards.
    pub latitude: f64,
    /// Eastwards.
    pub longitude: f64,
    /// Metres that it may be wrong, if that is known.
    pub accuracy: Option<f64>,
}

/// A place on a plan, as shares of its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The picture: on another one it would be another place.
    pub plan: Digest,
    /// From left to right.
    pub x: f64,
    /// From top to bottom.
    pub y: f64,
}

/// A photo of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The file, as it was sent.
    pub sha256: Digest,
    /// When it was taken.
    pub taken: Taken,
    /// Whether residents may see it, once they may see the finding.
    pub is_public: bool,
}

/// When a photo was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// On the walk.
    Found,
    /// When something was done.
    After,
}

/// What kind of thing was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something to be mended.
    Problem,
    /// A good place.
    Good,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nobody has taken it up.
    Open,
    /// Somebody is to act.
    Assigned,
    /// Somebody acts.
    InProgress,
    /// It is done.
    Done,
    /// It is not going to be done.
    Refused,
    /// Somebody has looked whether it is done.
    Verified,
}

/// Whether residents see a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// They do not.
    None,
    /// A coordinator has said that they may.
    Approved,
}

/// An enum that is stored by its names.
macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// All of them.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// As stored.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.as_str() == name)
            }
        }
    };
}

named!(Taken { Found = "found", After = "after" });
named!(Kind { Problem = "problem", Good = "good" });
named!(Published { None = "none", Approved = "approved" });
named!(Status {
    Open = "open",
    Assigned = "assigned",
    InProgress = "in_progress",
    Done = "done",
    Refused = "refused",
    Verified = "verified",
});

impl Debug for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finding").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}

/// Adds a finding with the photos that were taken of it, unless one of its identity is there. `false` if so.
pub async fn insert(tx: &Tx, new: &Finding, photos: &[Digest]) -> Result<bool, Error> {
    let insert = Entity::insert(row(new)).on_conflict_do_nothing_on([Column::Id]);
    if !super::inserted(insert.exec_without_returning(tx.connection()).await)? {
        return Ok(false);
    }
    for (position, sha256) in (0..).zip(photos) {
        let row = finding_photo::ActiveModel {
            finding_id: Set(new.id),
            sha256: Set(sha256.to_column()),
            position: Set(position),
            taken: Set(Taken::Found.as_str().to_owned()),
            is_public: Set(false),
        };
        let insert =
            finding_photo::Entity::insert(row).on_conflict_do_nothing_on([Pictured::FindingId, Pictured::Sha256]);
        super::inserted(insert.exec_without_returning(tx.connection()).await)?;
    }
    Ok(true)
}

/// One finding.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Finding>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The findings of some areas, the latest day first.
pub async fn list(from: &impl Reads, areas: &[Uuid]) -> Result<Vec<Finding>, Error> {
    let query = Entity::find()
        .filter(Column::AreaId.is_in(areas.iter().copied()))
        .order_by_desc(Column::FoundOn)
        .order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The findings of a walk.
pub async fn of_walk(from: &impl Reads, walk: Uuid) -> Result<Vec<Finding>, Error> {
    let query = Entity::find().filter(Column::WalkId.eq(walk)).order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The photos of some findings, each with the finding that it belongs to, in their order.
pub async fn photos(from: &impl Reads, findings: &[Uuid]) -> Result<Vec<(Uuid, Photo)>, Error> {
    let query = finding_photo::Entity::find()
        .filter(Pictured::FindingId.is_in(findings.iter().copied()))
        .order_by_asc(Pictured::FindingId)
        .order_by_asc(Pictured::Position);
    let rows = query.all(from.connection()).await.map_err(Error::reading(PHOTOS))?;
    let read = |row: finding_photo::Model| {
        let taken = Taken::named(&row.taken).ok_or_else(|| Error::bad_row(PHOTOS, "taken", &row.finding_id))?;
        let sha256 = Digest::from_column(&row.sha256, PHOTOS, "sha256", &row.finding_id)?;
        Ok((row.finding_id, Photo { sha256, taken, is_public: row.is_public }))
    };
    rows.into_iter().map(read).collect()
}

/// A finding as a row.
pub(super) fn row(finding: &Finding) -> finding::ActiveModel {
    finding::ActiveModel {
        id: Set(finding.id),
        walk_id: Set(finding.walk_id),
        area_id: Set(finding.area_id),
        kind: Set(finding.kind.as_str().to_owned()),
        place_code: Set(finding.place_code.clone()),
        place_text: Set(finding.place_text.clone()),
        latitude: Set(finding.position.map(|position| position.latitude)),
        longitude: Set(finding.position.map(|position| position.longitude)),
        accuracy: Set(finding.position.and_then(|position| position.accuracy)),
        plan_x: Set(finding.spot.map(|spot| spot.x)),
        plan_y: Set(finding.spot.map(|spot| spot.y)),
        plan_sha256: Set(finding.spot.map(|spot| spot.plan.to_column())),
        theme: Set(finding.theme.clone()),
        severity: Set(finding.severity.clone()),
        observation: Set(finding.observation.clone()),
        proposal: Set(finding.proposal.clone()),
        party: Set(finding.party.clone()),
        status: Set(finding.status.as_str().to_owned()),
        assignee: Set(finding.assignee.clone()),
        assignee_address: Set(finding.assignee_address.clone()),
        deadline: Set(finding.deadline.map(day::to_column)),
        refusal_reason: Set(finding.refusal_reason.clone()),
        found_on: Set(day::to_column(finding.found_on)),
        published: Set(finding.published.as_str().to_owned()),
        public_text: Set(finding.public_text.clone()),
        version: Set(finding.version),
    }
}

/// A row as a finding.
pub(super) fn read(row: finding::Model) -> Result<Finding, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let read_day = |day, column| day::from_column(day, TABLE, column, &row.id);
    let position = match (row.latitude, row.longitude) {
        (Some(latitude), Some(longitude)) => Some(Position { latitude, longitude, accuracy: row.accuracy }),
        (None, None) => None,
        _ => return Err(bad("longitude")),
    };
    let plan = row.plan_sha256.map(|plan| Digest::from_column(&plan, TABLE, "plan_sha256", &row.id)).transpose()?;
    let spot = match (plan, row.plan_x, row.plan_y) {
        (Some(plan), Some(x), Some(y)) => Some(Spot { plan, x, y }),
        // On a plan that nobody knows, nothing has a place.
        (None, _, _) => None,
        _ => return Err(bad("plan_y")),
    };
    Ok(Finding {
        kind: Kind::named(&row.kind).ok_or_else(|| bad("kind"))?,
        status: Status::named(&row.status).ok_or_else(|| bad("status"))?,
        published: Published::named(&row.published).ok_or_else(|| bad("published"))?,
        deadline: row.deadline.map(|deadline| read_day(deadline, "deadline")).transpose()?,
        found_on: read_day(row.found_on, "found_on")?,
        position,
        spot,
        id: row.id,
        walk_id: row.walk_id,
        area_id: row.area_id,
        place_code: row.place_code,
        place_text: row.place_text,
        theme: row.theme,
        severity: row.severity,
        observation: row.observation,
        proposal: row.proposal,
        party: row.party,
        assignee: row.assignee,
        assignee_address: row.assignee_address,
        refusal_reason: row.refusal_reason,
        public_text: row.public_text,
        version: row.version,
    })
}
