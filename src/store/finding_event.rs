//! What was done about findings: one row a version, so that a finding's history has no gaps and no two rows of it say that
//! they came first.

use entity::finding_event::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "finding_event";

/// One thing that was done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingEvent {
    /// Identity: of the form by which it was asked for, so that the same form sent again is known.
    pub id: Uuid,
    /// The finding.
    pub finding_id: Uuid,
    /// The version that the finding has had since.
    pub version: i32,
    /// When.
    pub at: Timestamp,
    /// The account or token of who did it; none for the installation itself.
    pub who_id: Option<Uuid>,
    /// What they were called then.
    pub who_name: String,
    /// What was done.
    pub deed: Deed,
    /// What that changed.
    pub changes: Vec<Change>,
    /// What was written about it.
    pub words: Option<String>,
    /// The photo that was added.
    pub photo: Option<Digest>,
    /// The walk on which it was done.
    pub walk: Option<Uuid>,
}

/// What can be done about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Somebody is to see to it, until a day.
    Assign,
    /// They have begun.
    Begin,
    /// It is done.
    Finish,
    /// Nothing will be done, for a reason.
    Refuse,
    /// Somebody went there again and saw that it is done.
    Verify,
    /// It is not done after all, or will be done after all.
    Reopen,
    /// Another deadline.
    Postpone,
    /// A word among those who work on it.
    Comment,
    /// A photo of how it looks now.
    AddPhoto,
    /// The residents may see it, in these words.
    Approve,
    /// They may not any more.
    Withdraw,
}

/// A field of a finding that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// What it said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it says now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The fields that can be changed. Their names are kept: one that is here stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// How far it has come.
    Status,
    /// Who is responsible.
    Party,
    /// Who in particular.
    Assignee,
    /// Until when.
    Deadline,
    /// Why nothing is done.
    RefusalReason,
    /// Whether residents see it.
    Published,
    /// What residents read of it.
    PublicText,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Assign,
        Self::Begin,
        Self::Finish,
        Self::Refuse,
        Self::Verify,
        Self::Reopen,
        Self::Postpone,
        Self::Comment,
        Self::AddPhoto,
        Self::Approve,
        Self::Withdraw,
    ];

    /// As stored, and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Begin => "begin",
            Self::Finish => "finish",
            Self::Refuse => "refuse",
            Self::Verify => "verify",
            Self::Reopen => "reopen",
            Self::Postpone => "postpone",
            Self::Comment => "comment",
            Self::AddPhoto => "photo",
            Self::Approve => "approve",
            Self::Withdraw => "withdraw",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.as_str() == name)
    }
}

/// Adds what was done. [`Error::Taken`] if something else made this version, or the same form was sent before.
pub async fn insert(tx: &Tx, new: &FindingEvent) -> Result<(), Error> {
    let row = finding_event::ActiveModel {
        id: Set(new.id),
        finding_id: Set(new.finding_id),
        version: Set(new.version),
        at: Set(new.at.as_millisecond()),
        who_id: Set(new.who_id),
        who_name: Set(new.who_name.clone()),
        deed: Set(new.deed.as_str().to_owned()),
        // Names and text can always be written.
        changes: Set(serde_json::to_string(&new.changes).unwrap_or_default()),
        words: Set(new.words.clone()),
        photo: Set(new.photo.map(Digest::to_column)),
        walk_id: Set(new.walk),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What the form of this identity did.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<FindingEvent>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// What was done about a finding since it had a version, the oldest first.
pub async fn since(from: &impl Reads, finding: Uuid, version: i32) -> Result<Vec<FindingEvent>, Error> {
    let query = Entity::find()
        .filter(Column::FindingId.eq(finding))
        .filter(Column::Version.gt(version))
        .order_by_asc(Column::Version);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// What was done on a walk about findings of others, in no order.
pub async fn on_walk(from: &impl Reads, walk: Uuid) -> Result<Vec<FindingEvent>, Error> {
    let query = Entity::find().filter(Column::WalkId.eq(walk));
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// What was done about some findings, in the order of their versions.
pub async fn of_findings(from: &impl Reads, findings: &[Uuid]) -> Result<Vec<FindingEvent>, Error> {
    let query = Entity::find().filter(Column::FindingId.is_in(findings.iter().copied()));
    let query = query.order_by_asc(Column::FindingId).order_by_asc(Column::Version);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

fn read(row: finding_event::Model) -> Result<FindingEvent, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    Ok(FindingEvent {
        at: Timestamp::from_millisecond(row.at).map_err(|_| bad("at"))?,
        deed: Deed::named(&row.deed).ok_or_else(|| bad("deed"))?,
        changes: serde_json::from_str(&row.changes).map_err(|_| bad("changes"))?,
        photo: row.photo.map(|photo| Digest::from_column(&photo, TABLE, "photo", &row.id)).transpose()?,
        id: row.id,
        finding_id: row.finding_id,
        version: row.version,
        who_id: row.who_id,
        who_name: row.who_name,
        words: row.words,
        walk: row.walk_id,
    })
}
