//! Accepted answers, and other content that came under an identity that was taken.

use std::collections::HashSet;
use std::fmt::{self, Debug, Formatter};

use entity::{quarantine, response};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set, TryInsertResult};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, attachment, day};

const TABLE: &str = "response";

/// One accepted answer document. `Debug` does not show the answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// Chosen by the client.
    pub id: Uuid,
    /// The wave, if any.
    pub wave_id: Option<Uuid>,
    /// The form answered.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Language the form was read in.
    pub language: String,
    /// The canonical answers, as JSON text.
    pub answers: String,
    /// What tells a replay from other content.
    pub sha256: Digest,
    /// The wave's first day; without a wave the day of the answer.
    pub period_starts_on: Date,
    /// Whether a person has to look at it.
    pub review: Review,
    /// The files that it refers to, each once, whether they have come or not.
    pub attachments: Vec<Digest>,
}

/// Whether a person has to look at an answer before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// No.
    None,
    /// Yes: it was accepted with violations.
    Needed,
}

impl Debug for Response {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Adds the responses whose identities are free, and says which those are: the constraint of the table decides, also
/// between two at once.
pub(super) async fn insert_all(tx: &Tx, new: &[&Response]) -> Result<HashSet<Uuid>, Error> {
    let rows = new.iter().map(|new| response::ActiveModel {
        id: Set(new.id),
        wave_id: Set(new.wave_id),
        form_id: Set(new.form_id.clone()),
        form_version: Set(new.form_version.clone()),
        language: Set(new.language.clone()),
        answers: Set(new.answers.clone()),
        sha256: Set(new.sha256.to_column()),
        period_starts_on: Set(day::to_column(new.period_starts_on)),
        review: Set(new.review.as_str().to_owned()),
    });
    let insert = response::Entity::insert_many(rows).on_conflict_do_nothing_on([response::Column::Id]);
    let inserted: HashSet<Uuid> = match insert.exec_with_returning_keys(tx.connection()).await? {
        TryInsertResult::Inserted(ids) => ids.into_iter().collect(),
        TryInsertResult::Conflicted | TryInsertResult::Empty => HashSet::new(),
    };
    let stored = new.iter().filter(|new| inserted.contains(&new.id));
    let expected: Vec<_> = stored.flat_map(|new| new.attachments.iter().map(|sha256| (new.id, *sha256))).collect();
    attachment::expect(tx, &expected).await?;
    Ok(inserted)
}

/// Keeps content that came under a taken identity, under an identity of its own. The same content is kept once.
pub async fn quarantine(tx: &Tx, id: Uuid, late: &Response) -> Result<bool, Error> {
    let row = quarantine::ActiveModel {
        id: Set(id),
        response_id: Set(late.id),
        wave_id: Set(late.wave_id),
        form_id: Set(late.form_id.clone()),
        form_version: Set(late.form_version.clone()),
        language: Set(late.language.clone()),
        answers: Set(late.answers.clone()),
        sha256: Set(late.sha256.to_column()),
        period_starts_on: Set(day::to_column(late.period_starts_on)),
    };
    let content = [quarantine::Column::ResponseId, quarantine::Column::Sha256];
    let insert = quarantine::Entity::insert(row).on_conflict_do_nothing_on(content);
    let is_new = super::inserted(insert.exec_without_returning(tx.connection()).await)?;
    attachment::refer(tx, late.id, &late.attachments).await?;
    Ok(is_new)
}

/// One response.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Response>, Error> {
    let row = response::Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    let Some(row) = row else { return Ok(None) };
    let attachments = attachment::expected(from, id).await?;
    Ok(Some(Response { attachments, ..read(row)? }))
}

/// How many responses a wave has.
pub async fn count(from: &impl Reads, wave: Uuid) -> Result<u64, Error> {
    let query = response::Entity::find().filter(response::Column::WaveId.eq(wave));
    Ok(query.count(from.connection()).await?)
}

/// How many other contents came under the identity of one response.
pub async fn count_quarantined(from: &impl Reads, response: Uuid) -> Result<u64, Error> {
    let query = quarantine::Entity::find().filter(quarantine::Column::ResponseId.eq(response));
    Ok(query.count(from.connection()).await?)
}

impl Review {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Needed => "needed",
        }
    }
}

/// All but the files, which stand in a table of their own.
fn read(row: response::Model) -> Result<Response, Error> {
    let review = match row.review.as_str() {
        "none" => Review::None,
        "needed" => Review::Needed,
        _ => return Err(Error::bad_row(TABLE, "review", &row.id)),
    };
    Ok(Response {
        sha256: Digest::from_column(&row.sha256, TABLE, "sha256", &row.id)?,
        period_starts_on: day::from_column(row.period_starts_on, TABLE, "period_starts_on", &row.id)?,
        id: row.id,
        wave_id: row.wave_id,
        form_id: row.form_id,
        form_version: row.form_version,
        language: row.language,
        answers: row.answers,
        review,
        attachments: Vec::new(),
    })
}
