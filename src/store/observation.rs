//! What indicators were observed to be: one sequence without gaps, in the order in which it was committed, so that who has read up
//! to a number has missed nothing. An observation is never changed; one that came later of the same period is its next revision.

use std::collections::{BTreeMap, BTreeSet};

use entity::observation::{self, Column, Entity};
use entity::observation_head;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

const TABLE: &str = "observation";
const HEAD: &str = "observation_head";
/// The only row of the head.
const THE_HEAD: i32 = 1;

/// What is observed again and again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// The programme.
    pub programme_id: Uuid,
    /// The area; none for the whole programme.
    pub area_id: Option<Uuid>,
    /// The indicator.
    pub indicator: String,
    /// Of whom there: breakdowns, each with a code; none for everybody.
    pub whom: BTreeMap<String, String>,
}

/// Whether a value may be read as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It may.
    Free,
    /// It would tell on somebody, and is not there.
    Hidden,
    /// It is there, and so unsure that it should not be told without saying so.
    Unreliable,
}

/// A value and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// In the unit of the indicator: a share is 0 to 1.
    pub value: f64,
    /// Both ends of its 95 % interval; none, where it was counted and not estimated.
    pub interval: Option<(f64, f64)>,
    /// How many people or things it rests on.
    pub respondents: Option<u64>,
}

/// What was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Of what.
    pub series: Series,
    /// Version of the definition that it follows.
    pub definition: u32,
    /// First and last day of what it is about.
    pub period: (Date, Date),
    /// The wave that it comes from.
    pub wave_id: Option<Uuid>,
    /// The release that it comes from.
    pub release_id: Option<Uuid>,
    /// Whether it may be read as it stands.
    pub status: Status,
    /// What it is; nothing exactly where it is hidden.
    pub figure: Option<Figure>,
}

/// An observation, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Its place in the sequence of all, from 1.
    pub number: i64,
    /// Identity.
    pub id: Uuid,
    /// How often the same period was observed before.
    pub revision: u32,
    /// Day on which it was made.
    pub made_on: Date,
    /// What was observed.
    pub observed: Observed,
}

/// Where an observation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Where {
    /// Its place in the sequence of all.
    pub number: i64,
    /// Identity.
    pub id: Uuid,
    /// The series.
    pub series: Uuid,
}

impl Series {
    /// Its identity, which follows from what it is.
    pub fn id(&self) -> Uuid {
        let area = self.area_id.map(|area| area.to_string()).unwrap_or_default();
        let texts = [&self.programme_id.to_string(), &area, &self.indicator, &self.whom_text()];
        Digest::of_all(&texts.map(String::as_str)).identity()
    }

    fn whom_text(&self) -> String {
        // A map with text in it can always be written.
        serde_json::to_string(&self.whom).unwrap_or_default()
    }
}

impl Status {
    /// As it is kept and told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Hidden => "hidden",
            Self::Unreliable => "unreliable",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Free, Self::Hidden, Self::Unreliable].into_iter().find(|one| one.as_str() == name)
    }
}

/// Appends an observation under an identity. Whoever appends at the same time waits for this transaction.
pub async fn append(tx: &Tx, id: Uuid, made_on: Date, new: &Observed) -> Result<Observation, Error> {
    let query = observation_head::Entity::find_by_id(THE_HEAD).lock_exclusive();
    let head = query.one(tx.connection()).await.map_err(Error::reading(HEAD))?;
    let number = head.ok_or_else(|| Error::bad_row(HEAD, "id", &THE_HEAD))?.number + 1;
    let (series, (from, to)) = (new.series.id(), new.period);
    let (from, to) = (day::to_column(from), day::to_column(to));
    let same = Entity::find().filter(Column::SeriesId.eq(series));
    let same = same.filter(Column::PeriodFrom.eq(from)).filter(Column::PeriodTo.eq(to));
    let last = same.order_by_desc(Column::Revision).one(tx.connection()).await.map_err(Error::reading(TABLE))?;
    let revision = last.map_or(0, |last| last.revision + 1);
    let interval = new.figure.and_then(|figure| figure.interval);
    let respondents = new.figure.and_then(|figure| figure.respondents);
    let row = observation::ActiveModel {
        number: Set(number),
        id: Set(id),
        series_id: Set(series),
        programme_id: Set(new.series.programme_id),
        area_id: Set(new.series.area_id),
        indicator: Set(new.series.indicator.clone()),
        whom: Set(new.series.whom_text()),
        definition: Set(i32::try_from(new.definition).unwrap_or(i32::MAX)),
        period_from: Set(from),
        period_to: Set(to),
        revision: Set(revision),
        wave_id: Set(new.wave_id),
        release_id: Set(new.release_id),
        status: Set(new.status.as_str().to_owned()),
        value: Set(new.figure.map(|figure| figure.value)),
        low: Set(interval.map(|(low, _)| low)),
        high: Set(interval.map(|(_, high)| high)),
        respondents: Set(respondents.map(|count| i64::try_from(count).unwrap_or(i64::MAX))),
        made_on: Set(day::to_column(made_on)),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    let update = observation_head::Entity::update_many();
    let update = update.set(observation_head::ActiveModel { number: Set(number), ..Default::default() });
    update.filter(observation_head::Column::Id.eq(THE_HEAD)).exec(tx.connection()).await?;
    let revision = u32::try_from(revision).unwrap_or_default();
    Ok(Observation { number, id, revision, made_on, observed: new.clone() })
}

/// Up to `most` observations of these programmes with numbers above `number`, in their order.
pub async fn after(from: &impl Reads, programmes: &[Uuid], number: i64, most: u64) -> Result<Vec<Observation>, Error> {
    let query = Entity::find().filter(Column::ProgrammeId.is_in(programmes.iter().copied()));
    let query = query.filter(Column::Number.gt(number)).order_by_asc(Column::Number).limit(most);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Up to `most` observations of a programme, or of all, with numbers above `number`, in their order.
pub async fn of(from: &impl Reads, programme: Option<Uuid>, number: i64, most: u64) -> Result<Vec<Observation>, Error> {
    let query = above(programme, number).order_by_asc(Column::Number).limit(most);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The same as `of`, of each only what it takes to find it again: also one whose row cannot be read has its place.
pub async fn places(from: &impl Reads, programme: Option<Uuid>, number: i64, most: u64) -> Result<Vec<Where>, Error> {
    let query = above(programme, number).order_by_asc(Column::Number).limit(most).select_only();
    let query = query.column(Column::Number).column(Column::Id).column(Column::SeriesId).into_tuple();
    let rows: Vec<(i64, Uuid, Uuid)> = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|(number, id, series)| Where { number, id, series }).collect())
}

/// How many observations of a programme, or of all, have numbers above `number`.
pub async fn count(from: &impl Reads, programme: Option<Uuid>, number: i64) -> Result<u64, Error> {
    Ok(above(programme, number).count(from.connection()).await?)
}

/// All observations of a programme, in their order.
pub async fn of_programme(from: &impl Reads, programme: Uuid) -> Result<Vec<Observation>, Error> {
    let query = Entity::find().filter(Column::ProgrammeId.eq(programme)).order_by_asc(Column::Number);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Which releases of a wave told something of which indicators.
pub async fn of_wave(from: &impl Reads, wave: Uuid) -> Result<Vec<(Uuid, String)>, Error> {
    let query = Entity::find().select_only().column(Column::ReleaseId).column(Column::Indicator).distinct();
    let query = query.filter(Column::WaveId.eq(wave)).filter(Column::ReleaseId.is_not_null());
    query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))
}

/// The indicators of which something was observed of a programme in a period.
pub async fn of_period(from: &impl Reads, programme: Uuid, period: (Date, Date)) -> Result<BTreeSet<String>, Error> {
    let query = Entity::find().select_only().column(Column::Indicator).distinct();
    let query = query.filter(Column::ProgrammeId.eq(programme));
    let query = query.filter(Column::PeriodFrom.eq(day::to_column(period.0)));
    let query = query.filter(Column::PeriodTo.eq(day::to_column(period.1)));
    let names: Vec<String> = query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(names.into_iter().collect())
}

/// Makes everybody who appends wait for this transaction. SQLite needs none: there is one writer.
pub async fn lock(tx: &Tx) -> Result<(), Error> {
    let query = observation_head::Entity::find_by_id(THE_HEAD).lock_exclusive();
    query.one(tx.connection()).await.map(|_| ()).map_err(Error::reading(HEAD))
}

/// One observation.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Observation>, Error> {
    let query = Entity::find().filter(Column::Id.eq(id));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The number of the last observation; 0 if there is none.
pub async fn last_number(from: &impl Reads) -> Result<i64, Error> {
    let query = observation_head::Entity::find_by_id(THE_HEAD);
    let head = query.one(from.connection()).await.map_err(Error::reading(HEAD))?;
    head.map(|head| head.number).ok_or_else(|| Error::bad_row(HEAD, "id", &THE_HEAD))
}

fn above(programme: Option<Uuid>, number: i64) -> Select<Entity> {
    let query = Entity::find().filter(Column::Number.gt(number));
    match programme {
        Some(programme) => query.filter(Column::ProgrammeId.eq(programme)),
        None => query,
    }
}

fn read(row: observation::Model) -> Result<Observation, Error> {
    let id = row.id;
    let bad = |column| Error::bad_row(TABLE, column, &id);
    let whom = serde_json::from_str(&row.whom).map_err(|_| bad("whom"))?;
    let status = Status::named(&row.status).ok_or_else(|| bad("status"))?;
    let respondents = row.respondents.map(u64::try_from).transpose().map_err(|_| bad("respondents"))?;
    let figure = row.value.map(|value| Figure { value, interval: row.low.zip(row.high), respondents });
    if figure.is_none() != (status == Status::Hidden) {
        return Err(bad("value"));
    }
    let series = Series { programme_id: row.programme_id, area_id: row.area_id, indicator: row.indicator, whom };
    let day = |day, column| day::from_column(day, TABLE, column, &id);
    Ok(Observation {
        number: row.number,
        id,
        revision: u32::try_from(row.revision).map_err(|_| bad("revision"))?,
        made_on: day(row.made_on, "made_on")?,
        observed: Observed {
            series,
            definition: u32::try_from(row.definition).map_err(|_| bad("definition"))?,
            period: (day(row.period_from, "period_from")?, day(row.period_to, "period_to")?),
            wave_id: row.wave_id,
            release_id: row.release_id,
            status,
            figure,
        },
    })
}
