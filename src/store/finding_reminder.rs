//! Who is to be reminded of a deadline, and that they were: once before it and once after.

use entity::finding::{self, Column};
use entity::finding_reminder::{self, Column as Reminder};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::finding::{Finding, Status, read};
use super::{Error, Reads, Tx, day};

/// What a reminder says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The deadline is near.
    Near,
    /// The deadline is over.
    Over,
}

impl Stage {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Over => "over",
        }
    }
}

/// What somebody with an address sees to until a day, or until before it; the first deadline first.
pub async fn due(from: &impl Reads, until: Date) -> Result<Vec<Finding>, Error> {
    let seen_to = [Status::Assigned, Status::InProgress].map(Status::as_str);
    let query = finding::Entity::find()
        .filter(Column::Status.is_in(seen_to))
        .filter(Column::AssigneeAddress.is_not_null())
        .filter(Column::Deadline.lte(day::to_column(until)))
        .order_by_asc(Column::Deadline)
        .order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading("finding"))?.into_iter().map(read).collect()
}

/// Notes a reminder. `false` if there was this one of this deadline: then nobody is to be reminded again.
pub async fn note(tx: &Tx, finding: Uuid, deadline: Date, stage: Stage, today: Date) -> Result<bool, Error> {
    let row = finding_reminder::ActiveModel {
        finding_id: Set(finding),
        deadline: Set(day::to_column(deadline)),
        stage: Set(stage.as_str().to_owned()),
        reminded_on: Set(day::to_column(today)),
    };
    let insert = finding_reminder::Entity::insert(row).on_conflict_do_nothing_on([
        Reminder::FindingId,
        Reminder::Deadline,
        Reminder::Stage,
    ]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}
