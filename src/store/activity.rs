//! Activities, and the areas that each is for. Every change names the version of the activity that it was made on.

use std::collections::HashMap;

use entity::activity::{self, Column, Entity};
use entity::activity_area;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, LinkCode, Reads, Tx, day, hours};

pub use super::hours::Hours;

use activity_area::Column as Lies;

const TABLE: &str = "activity";

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Identity: random.
    pub id: Uuid,
    /// The programme that offers it.
    pub programme_id: Uuid,
    /// The areas that it is for: at least one, all of the programme.
    pub areas: Vec<Uuid>,
    /// What is offered.
    pub plan: Plan,
    /// When.
    pub series: Series,
    /// The secret part of the link that residents sign up by.
    pub code: LinkCode,
    /// The day on which it was planned.
    pub created_on: Date,
    /// The day on which it was ended.
    pub ended_on: Option<Date>,
    /// How often it was changed.
    pub version: i32,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What people call it.
    pub name: String,
    /// The focus area that it supports.
    pub focus_area: FocusArea,
    /// The sub-goal that it supports.
    pub sub_goal: Option<String>,
    /// Where people meet.
    pub place: String,
    /// From when to when.
    pub hours: Hours,
    /// How many people there is room for, if that is limited.
    pub places: Option<i32>,
    /// Whether residents sign up.
    pub takes_sign_ups: bool,
    /// What those who sign up are asked to agree to, if anything.
    pub request: Option<Request>,
}

/// To pass knowledge about somebody on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// To whom.
    pub party: String,
    /// What for.
    pub purpose: String,
}

/// The days on which something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// How often.
    pub every: Every,
    /// The first day.
    pub first: Date,
    /// No day comes after this one.
    pub last: Date,
}

/// How often something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// On one day alone.
    Once,
    /// On this day of every week.
    Week,
    /// On this day of every other week.
    Fortnight,
    /// On the first, second … Monday, or whatever day it is, of every month.
    Month,
}

/// What a programme works for; each has its own sub-agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusArea {
    /// Beskæftigelse.
    Employment,
    /// Uddannelse og livschancer.
    Education,
    /// Kriminalitetsforebyggelse.
    CrimePrevention,
    /// Sammenhængskraft og medborgerskab.
    Cohesion,
}

impl Every {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Once, Self::Week, Self::Fortnight, Self::Month];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.as_str() == name)
    }
}

impl FocusArea {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Employment, Self::Education, Self::CrimePrevention, Self::Cohesion];

    /// As stored, and as the form `aktivitet` calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Employment => "employment",
            Self::Education => "education",
            Self::CrimePrevention => "crime_prevention",
            Self::Cohesion => "cohesion",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.as_str() == name)
    }
}

/// Adds an activity, unless one of its identity is there. `false` if so.
pub async fn insert(tx: &Tx, new: &Activity) -> Result<bool, Error> {
    let row = activity::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        code: Set(new.code.as_str().to_owned()),
        created_on: Set(day::to_column(new.created_on)),
        version: Set(new.version),
        ..changeable(new)
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::Id]);
    let is_new = super::inserted(insert.exec_without_returning(tx.connection()).await)?;
    if is_new {
        insert_areas(tx, new).await?;
    }
    Ok(is_new)
}

/// Changes an activity that is still of the version that `changed` says, and counts that up. `false` if it is not.
pub async fn update(tx: &Tx, changed: &Activity) -> Result<bool, Error> {
    let update = Entity::update_many()
        .set(activity::ActiveModel { version: Set(changed.version + 1), ..changeable(changed) })
        .filter(Column::Id.eq(changed.id))
        .filter(Column::Version.eq(changed.version));
    if update.exec(tx.connection()).await?.rows_affected != 1 {
        return Ok(false);
    }
    let delete = activity_area::Entity::delete_many().filter(Lies::ActivityId.eq(changed.id));
    delete.exec(tx.connection()).await?;
    insert_areas(tx, changed).await?;
    Ok(true)
}

/// One activity.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Activity>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(read_all(from, row.into_iter().collect()).await?.pop())
}

/// One activity; until the transaction ends, nobody else changes it or who comes to its sessions.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Activity>, Error> {
    // SQLite knows no such thing and needs none: there is one writer.
    let row = Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(read_all(tx, row.into_iter().collect()).await?.pop())
}

/// The activity that residents reach by a code.
pub async fn find_by_code(from: &impl Reads, code: &LinkCode) -> Result<Option<Activity>, Error> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    let row = query.one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(read_all(from, row.into_iter().collect()).await?.pop())
}

/// The activities that are for any of some areas, by name.
pub async fn list(from: &impl Reads, areas: &[Uuid]) -> Result<Vec<Activity>, Error> {
    let lying = activity_area::Entity::find().filter(Lies::AreaId.is_in(areas.iter().copied()));
    let lying = lying.all(from.connection()).await.map_err(Error::reading("activity_area"))?;
    let query = Entity::find()
        .filter(Column::Id.is_in(lying.into_iter().map(|row| row.activity_id)))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id);
    read_all(from, query.all(from.connection()).await.map_err(Error::reading(TABLE))?).await
}

async fn insert_areas(tx: &Tx, activity: &Activity) -> Result<(), Error> {
    let row = |area: &Uuid| activity_area::ActiveModel { activity_id: Set(activity.id), area_id: Set(*area) };
    activity_area::Entity::insert_many(activity.areas.iter().map(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// All that may change of an activity, but for its version.
fn changeable(activity: &Activity) -> activity::ActiveModel {
    let Plan { name, focus_area, sub_goal, place, hours, places, takes_sign_ups, request } = &activity.plan;
    activity::ActiveModel {
        name: Set(name.clone()),
        focus_area: Set(focus_area.as_str().to_owned()),
        sub_goal: Set(sub_goal.clone()),
        place: Set(place.clone()),
        starts_at: Set(hours.from.map(hours::to_column)),
        ends_at: Set(hours.to.map(hours::to_column)),
        every: Set(activity.series.every.as_str().to_owned()),
        first_on: Set(day::to_column(activity.series.first)),
        last_on: Set(day::to_column(activity.series.last)),
        places: Set(*places),
        takes_sign_ups: Set(*takes_sign_ups),
        consent_party: Set(request.as_ref().map(|request| request.party.clone())),
        consent_purpose: Set(request.as_ref().map(|request| request.purpose.clone())),
        ended_on: Set(activity.ended_on.map(day::to_column)),
        ..Default::default()
    }
}

async fn read_all(from: &impl Reads, rows: Vec<activity::Model>) -> Result<Vec<Activity>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let query = activity_area::Entity::find()
        .filter(Lies::ActivityId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Lies::AreaId);
    let mut areas: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in query.all(from.connection()).await.map_err(Error::reading("activity_area"))? {
        areas.entry(row.activity_id).or_default().push(row.area_id);
    }
    let mut made = Vec::with_capacity(rows.len());
    for row in rows {
        let areas = areas.remove(&row.id).unwrap_or_default();
        made.push(read(row, areas)?);
    }
    Ok(made)
}

fn read(row: activity::Model, areas: Vec<Uuid>) -> Result<Activity, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let read_day = |day, column| day::from_column(day, TABLE, column, &row.id);
    let read_time = |text: &Option<String>, column| hours::from_column(text.as_deref(), TABLE, column, &row.id);
    let hours = Hours { from: read_time(&row.starts_at, "starts_at")?, to: read_time(&row.ends_at, "ends_at")? };
    let request = match (row.consent_party, row.consent_purpose) {
        (Some(party), Some(purpose)) => Some(Request { party, purpose }),
        (None, None) => None,
        _ => return Err(bad("consent_purpose")),
    };
    Ok(Activity {
        series: Series {
            every: Every::named(&row.every).ok_or_else(|| bad("every"))?,
            first: read_day(row.first_on, "first_on")?,
            last: read_day(row.last_on, "last_on")?,
        },
        code: LinkCode::parse(&row.code).ok_or_else(|| bad("code"))?,
        created_on: read_day(row.created_on, "created_on")?,
        ended_on: row.ended_on.map(|day| read_day(day, "ended_on")).transpose()?,
        plan: Plan {
            focus_area: FocusArea::named(&row.focus_area).ok_or_else(|| bad("focus_area"))?,
            name: row.name,
            sub_goal: row.sub_goal,
            place: row.place,
            hours,
            places: row.places,
            takes_sign_ups: row.takes_sign_ups,
            request,
        },
        id: row.id,
        programme_id: row.programme_id,
        areas,
        version: row.version,
    })
}
