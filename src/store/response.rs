//! Accepted answers: one row an identity, also when the answer was changed or taken back.

use std::collections::{HashMap, HashSet};
use std::fmt::{self, Debug, Formatter};

use entity::response;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, attachment, day, insertion, response_doubt};

pub use super::mark::Marks;
pub use super::response_doubt::Doubt;

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
    /// How often it was changed, and one more: 1 for a new one.
    pub revision: i32,
    /// What the way in which it came says of it.
    pub marks: Marks,
}

/// What an answer says, and nothing else of it. It has no `Debug`, so that it is in no log.
pub struct Answer {
    /// Identity.
    pub id: Uuid,
    /// Language the form was read in.
    pub language: String,
    /// The canonical answers, as JSON text.
    pub answers: String,
    /// How often it was changed, and one more.
    pub revision: i32,
}

/// Whether a person has to look at an answer before it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Review {
    /// No.
    None,
    /// Yes: it was accepted although it breaks these rules.
    Needed(Vec<Doubt>),
}

/// What is kept under an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A response.
    Response(Box<Response>),
    /// That there was one, and that it was taken back.
    Withdrawn,
}

impl Debug for Response {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Adds a response, unless its identity is taken. `false` if it is.
pub async fn insert(tx: &Tx, new: &Response) -> Result<bool, Error> {
    Ok(insert_all(tx, &[new]).await?.contains(&new.id))
}

/// Adds the responses whose identities are free, with the files that they refer to, and says which those are: the constraint
/// of the table decides, also between two at once.
pub(super) async fn insert_all(tx: &Tx, new: &[&Response]) -> Result<HashSet<Uuid>, Error> {
    let inserted = insertion::insert(tx.connection(), new).await?;
    let stored = new.iter().filter(|new| inserted.contains(&new.id));
    let expected: Vec<_> = stored.flat_map(|new| new.attachments.iter().map(|sha256| (new.id, *sha256))).collect();
    attachment::expect(tx, &expected).await?;
    for new in new.iter().filter(|new| inserted.contains(&new.id)) {
        response_doubt::insert(tx, new.id, new.review.doubts()).await?;
    }
    Ok(inserted)
}

/// One response; `None` also if it was taken back.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Response>, Error> {
    Ok(match look_up(from, id).await? {
        Some(Kept::Response(found)) => Some(*found),
        Some(Kept::Withdrawn) | None => None,
    })
}

/// What is kept under an identity.
pub async fn look_up(from: &impl Reads, id: Uuid) -> Result<Option<Kept>, Error> {
    let row = response::Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    kept(from, row).await
}

/// What is kept under an identity; until the transaction ends, nobody else changes it or what belongs to it. Whoever changes
/// a response, its revisions or its cases of quarantine takes this first.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Kept>, Error> {
    // SQLite knows no such thing and needs none: there is one writer.
    let query = response::Entity::find_by_id(id).lock_exclusive();
    kept(tx, query.one(tx.connection()).await.map_err(Error::reading(TABLE))?).await
}

/// How many responses a wave has.
pub async fn count(from: &impl Reads, wave: Uuid) -> Result<u64, Error> {
    let query = response::Entity::find().filter(response::Column::WaveId.eq(wave));
    Ok(query.count(from.connection()).await?)
}

/// Some of the responses of a wave, at most so many.
pub async fn of_wave(from: &impl Reads, wave: Uuid, most: u64) -> Result<Vec<Uuid>, Error> {
    let query = response::Entity::find().select_only().column(response::Column::Id);
    let query = query.filter(response::Column::WaveId.eq(wave)).limit(most);
    query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))
}

/// Some of the responses of a wave in the order of their identities, those after one of them.
pub async fn page_of_wave(from: &impl Reads, wave: Uuid, after: Option<Uuid>, most: u64) -> Result<Vec<Answer>, Error> {
    use response::Column;
    let query = response::Entity::find().select_only().columns([
        Column::Id,
        Column::Language,
        Column::Answers,
        Column::Revision,
    ]);
    let query = query.filter(Column::WaveId.eq(wave)).order_by_asc(Column::Id).limit(most);
    let query = match after {
        Some(after) => query.filter(Column::Id.gt(after)),
        None => query,
    };
    let rows: Vec<(Uuid, String, String, i32)> =
        query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let answer = |(id, language, answers, revision)| Answer { id, language, answers, revision };
    Ok(rows.into_iter().map(answer).collect())
}

/// How many responses each wave has that has any.
pub async fn count_by_wave(from: &impl Reads) -> Result<HashMap<Uuid, u64>, Error> {
    let query = response::Entity::find().select_only().column(response::Column::WaveId).column_as(all(), "count");
    let query = query.filter(response::Column::WaveId.is_not_null()).group_by(response::Column::WaveId);
    let rows: Vec<(Uuid, i64)> = query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|(wave, count)| (wave, count.unsigned_abs())).collect())
}

/// How many responses of no wave each form version has that has any.
pub async fn count_without_wave(from: &impl Reads) -> Result<HashMap<(String, String), u64>, Error> {
    let columns = [response::Column::FormId, response::Column::FormVersion];
    let query = response::Entity::find().select_only().columns(columns).column_as(all(), "count");
    let is_there = response::Column::WaveId.is_null().and(response::Column::Answers.ne(""));
    let query = query.filter(is_there).group_by(response::Column::FormId).group_by(response::Column::FormVersion);
    let rows: Vec<(String, String, i64)> =
        query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|(form, version, count)| ((form, version), count.unsigned_abs())).collect())
}

/// What the responses of a wave say, in no order: for a wave of which there are few.
pub async fn answers(from: &impl Reads, wave: Uuid) -> Result<Vec<String>, Error> {
    let query = response::Entity::find().filter(response::Column::WaveId.eq(wave));
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|row| row.answers).collect())
}

/// Puts a new revision in the place of the one before. The caller holds the [`lock`], and has kept what was there.
pub async fn replace(tx: &Tx, new: &Response) -> Result<(), Error> {
    let row = response::ActiveModel {
        language: Set(new.language.clone()),
        answers: Set(new.answers.clone()),
        sha256: Set(new.sha256.to_column()),
        review: Set(new.review.as_str().to_owned()),
        revision: Set(new.revision),
        ..Default::default()
    };
    response::Entity::update_many().set(row).filter(response::Column::Id.eq(new.id)).exec(tx.connection()).await?;
    response_doubt::remove_all(tx, new.id).await?;
    response_doubt::insert(tx, new.id, new.review.doubts()).await?;
    attachment::replace(tx, new.id, &new.attachments).await
}

/// Notes that nobody has to look at a response any more. The caller holds the [`lock`].
pub async fn end_review(tx: &Tx, id: Uuid) -> Result<(), Error> {
    let row = response::ActiveModel { review: Set(Review::None.as_str().to_owned()), ..Default::default() };
    response::Entity::update_many().set(row).filter(response::Column::Id.eq(id)).exec(tx.connection()).await?;
    response_doubt::remove_all(tx, id).await
}

/// Empties a response: what is left keeps its identity from being used again. The caller holds the [`lock`].
pub async fn withdraw(tx: &Tx, id: Uuid, on: Date) -> Result<(), Error> {
    let row = response::ActiveModel {
        wave_id: Set(None),
        language: Set(String::new()),
        answers: Set(String::new()),
        sha256: Set(Digest::of("").to_column()),
        period_starts_on: Set(day::to_column(on)),
        review: Set(Review::None.as_str().to_owned()),
        revision: Set(1),
        marks: Set(Marks::default().as_str().to_owned()),
        ..Default::default()
    };
    response::Entity::update_many().set(row).filter(response::Column::Id.eq(id)).exec(tx.connection()).await?;
    response_doubt::remove_all(tx, id).await?;
    attachment::release(tx, id, on).await
}

impl Review {
    /// What follows from the rules that an answer breaks and that nobody has looked at.
    pub fn of(doubts: Vec<Doubt>) -> Self {
        if doubts.is_empty() { Self::None } else { Self::Needed(doubts) }
    }

    /// As stored.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Needed(_) => "needed",
        }
    }

    /// The rules that the answer breaks.
    pub fn doubts(&self) -> &[Doubt] {
        match self {
            Self::None => &[],
            Self::Needed(doubts) => doubts,
        }
    }
}

async fn kept(from: &impl Reads, row: Option<response::Model>) -> Result<Option<Kept>, Error> {
    let Some(row) = row else { return Ok(None) };
    if row.answers.is_empty() {
        return Ok(Some(Kept::Withdrawn));
    }
    let attachments = attachment::expected(from, row.id).await?;
    let mut found = Response { attachments, ..read(row)? };
    if let Review::Needed(doubts) = &mut found.review {
        *doubts = response_doubt::of(from, found.id).await?;
    }
    Ok(Some(Kept::Response(Box::new(found))))
}

/// Counts rows without looking into them, which an index is enough for.
fn all() -> SimpleExpr {
    Expr::cust("COUNT(*)")
}

/// All but the files and the doubts, which stand in tables of their own.
fn read(row: response::Model) -> Result<Response, Error> {
    let review = match row.review.as_str() {
        "none" => Review::None,
        "needed" => Review::Needed(Vec::new()),
        _ => return Err(Error::bad_row(TABLE, "review", &row.id)),
    };
    Ok(Response {
        marks: Marks::named(&row.marks).ok_or_else(|| Error::bad_row(TABLE, "marks", &row.id))?,
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
        revision: row.revision,
    })
}
