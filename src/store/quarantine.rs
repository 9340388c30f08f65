//! Other content that came under the identity of a stored response: a case, which a person settles. Every change of a case
//! happens under the [lock](super::response::lock) of its response.

use std::fmt::{self, Debug, Formatter};

use entity::quarantine::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::prelude::TimeDate;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};
use uuid::Uuid;

use super::response::{Marks, Response, Review};
use super::{Digest, Error, Reads, Tx, attachment, day};

const TABLE: &str = "quarantine";

/// One case. `Debug` does not show the answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// What there is to know of it without reading it.
    pub entry: Entry,
    /// The content that came second, as long as nobody has settled the case.
    pub second: Option<Second>,
}

/// One case without the content that came second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identity: random.
    pub id: Uuid,
    /// The identity that was taken.
    pub response_id: Uuid,
    /// The wave that the second content was for, if any.
    pub wave_id: Option<Uuid>,
    /// The form that it answers.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Digest of form, version, wave and answers. For one response it is there once.
    pub sha256: Digest,
    /// What became of the case, and on which day.
    pub settled: Option<(Resolution, Date)>,
}

/// The content that came second.
#[derive(Clone, PartialEq, Eq)]
pub struct Second {
    /// Language the form was read in.
    pub language: String,
    /// The canonical answers, as JSON text.
    pub answers: String,
    /// As in a response.
    pub period_starts_on: Date,
}

/// What becomes of the content that came second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It is dropped.
    KeepFirst,
    /// It is the next revision of the response.
    TakeSecond,
    /// It is a response of its own, under the identity of the case.
    Split,
}

/// Which cases are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those of one wave.
    pub wave: Option<Uuid>,
    /// Those of one response.
    pub response: Option<Uuid>,
    /// Those that nobody has settled.
    pub only_open: bool,
    /// Those behind this one.
    pub after: Option<Uuid>,
}

impl Debug for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").field("entry", &self.entry).finish_non_exhaustive()
    }
}

impl Debug for Second {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Second").finish_non_exhaustive()
    }
}

impl Resolution {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::KeepFirst, Self::TakeSecond, Self::Split];

    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeepFirst => "keep_first",
            Self::TakeSecond => "take_second",
            Self::Split => "split",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resolution| resolution.as_str() == name)
    }
}

impl Case {
    /// The response that the second content makes under an identity; `None` if the case is settled. `attachments` are the files that
    /// it refers to.
    pub fn to_response(&self, id: Uuid, attachments: Vec<Digest>) -> Option<Response> {
        let second = self.second.as_ref()?;
        Some(Response {
            id,
            wave_id: self.entry.wave_id,
            form_id: self.entry.form_id.clone(),
            form_version: self.entry.form_version.clone(),
            language: second.language.clone(),
            answers: second.answers.clone(),
            sha256: self.entry.sha256,
            period_starts_on: second.period_starts_on,
            review: Review::None,
            attachments,
            revision: 1,
            marks: Marks::default(),
        })
    }
}

/// Opens a case for content that came under a taken identity. `false` if the same content has, or had, one.
pub async fn open(tx: &Tx, id: Uuid, late: &Response) -> Result<bool, Error> {
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
        resolution: Set(None),
        resolved_on: Set(None),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::ResponseId, Column::Sha256]);
    let is_new = super::inserted(insert.exec_without_returning(tx.connection()).await)?;
    if is_new {
        attachment::refer(tx, late.id, &late.attachments).await?;
    }
    Ok(is_new)
}

/// Notes what became of a case. Its content goes, its digest stays: by it, the same content is known when it comes again.
pub async fn settle(tx: &Tx, id: Uuid, resolution: Resolution, on: Date) -> Result<(), Error> {
    let row = quarantine::ActiveModel {
        language: Set(String::new()),
        answers: Set(String::new()),
        resolution: Set(Some(resolution.as_str().to_owned())),
        resolved_on: Set(Some(day::to_column(on))),
        ..Default::default()
    };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

/// Removes every case of a response.
pub async fn remove_all(tx: &Tx, response: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ResponseId.eq(response)).exec(tx.connection()).await?;
    Ok(())
}

/// One case.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Case>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The case of one content under the identity of a response.
pub async fn find_content(from: &impl Reads, response: Uuid, sha256: Digest) -> Result<Option<Entry>, Error> {
    let query = entries().filter(Column::ResponseId.eq(response)).filter(Column::Sha256.eq(sha256.to_column()));
    let row = query.into_model::<Row>().one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(Row::read).transpose()
}

/// At most so many cases, in the order of their identities, which says nothing.
pub async fn list(from: &impl Reads, filter: &Filter, most: u64) -> Result<Vec<Entry>, Error> {
    let mut query = entries().order_by_asc(Column::Id).limit(most);
    for (column, value) in [(Column::WaveId, filter.wave), (Column::ResponseId, filter.response)] {
        query = query.apply_if(value, |query, value| query.filter(column.eq(value)));
    }
    query = query.apply_if(filter.after, |query, after| query.filter(Column::Id.gt(after)));
    if filter.only_open {
        query = query.filter(Column::Resolution.is_null());
    }
    let rows = query.into_model::<Row>().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    rows.into_iter().map(Row::read).collect()
}

/// What the open cases of a response say.
pub async fn open_contents(from: &impl Reads, response: Uuid) -> Result<Vec<String>, Error> {
    let query = Entity::find().filter(Column::ResponseId.eq(response)).filter(Column::Resolution.is_null());
    let query = query.select_only().column(Column::Answers).into_tuple();
    query.all(from.connection()).await.map_err(Error::reading(TABLE))
}

/// How many cases of a response are open.
pub async fn count_open(from: &impl Reads, response: Uuid) -> Result<u64, Error> {
    let query = Entity::find().filter(Column::ResponseId.eq(response)).filter(Column::Resolution.is_null());
    Ok(query.count(from.connection()).await?)
}

fn entries() -> sea_orm::Select<Entity> {
    Entity::find().select_only().columns([
        Column::Id,
        Column::ResponseId,
        Column::WaveId,
        Column::FormId,
        Column::FormVersion,
        Column::Sha256,
        Column::Resolution,
        Column::ResolvedOn,
    ])
}

fn read(row: quarantine::Model) -> Result<Case, Error> {
    let second = Second {
        period_starts_on: day::from_column(row.period_starts_on, TABLE, "period_starts_on", &row.id)?,
        language: row.language,
        answers: row.answers,
    };
    let entry = Row {
        id: row.id,
        response_id: row.response_id,
        wave_id: row.wave_id,
        form_id: row.form_id,
        form_version: row.form_version,
        sha256: row.sha256,
        resolution: row.resolution,
        resolved_on: row.resolved_on,
    };
    let entry = entry.read()?;
    Ok(Case { second: entry.settled.is_none().then_some(second), entry })
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    response_id: Uuid,
    wave_id: Option<Uuid>,
    form_id: String,
    form_version: String,
    sha256: Vec<u8>,
    resolution: Option<String>,
    resolved_on: Option<TimeDate>,
}

impl Row {
    fn read(self) -> Result<Entry, Error> {
        let bad = |column| Error::bad_row(TABLE, column, &self.id);
        let settled = match (&self.resolution, self.resolved_on) {
            (None, None) => None,
            (Some(name), Some(on)) => Some((
                Resolution::named(name).ok_or_else(|| bad("resolution"))?,
                day::from_column(on, TABLE, "resolved_on", &self.id)?,
            )),
            _ => return Err(bad("resolved_on")),
        };
        Ok(Entry {
            sha256: Digest::from_column(&self.sha256, TABLE, "sha256", &self.id)?,
            settled,
            id: self.id,
            response_id: self.response_id,
            wave_id: self.wave_id,
            form_id: self.form_id,
            form_version: self.form_version,
        })
    }
}
