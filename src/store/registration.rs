//! Who came to a session, as numbers by age and gender. A registration never changes: a later one takes its place.

use std::collections::HashMap;

use entity::{registration, registration_count};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

use registration_count::Column as Counted;

const TABLE: &str = "registration";
const COUNTS: &str = "registration_count";

/// What somebody wrote down about a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Identity: random.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The registration that counted before.
    pub follows: Option<Uuid>,
    /// The day on which it was written.
    pub on: Date,
    /// How many came; nobody is not listed.
    pub counts: Vec<Count>,
    /// How many volunteers helped.
    pub volunteers: Option<i32>,
    /// How many of those who came were there for the first time.
    pub first_timers: Option<i32>,
    /// What else there is to say.
    pub note: Option<String>,
}

/// How many of one kind came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of this age.
    pub age_band: AgeBand,
    /// Of this gender.
    pub gender: Gender,
    /// So many.
    pub people: i32,
}

/// Ages, as they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeBand {
    /// 0 to 5 years.
    To5,
    /// 6 to 12 years.
    To12,
    /// 13 to 17 years.
    To17,
    /// 18 to 29 years.
    To29,
    /// 30 to 59 years.
    To59,
    /// 60 years or older.
    From60,
    /// Nobody knows.
    Unknown,
}

/// Genders, as they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// Women and girls.
    Women,
    /// Men and boys.
    Men,
    /// Nobody knows, or neither.
    Unknown,
}

impl AgeBand {
    /// All of them, the youngest first.
    pub const ALL: [Self; 7] = [Self::To5, Self::To12, Self::To17, Self::To29, Self::To59, Self::From60, Self::Unknown];

    /// As stored, and as the form `aktivitet` calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::To5 => "age_0_5",
            Self::To12 => "age_6_12",
            Self::To17 => "age_13_17",
            Self::To29 => "age_18_29",
            Self::To59 => "age_30_59",
            Self::From60 => "age_60",
            Self::Unknown => "age_unknown",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.as_str() == name)
    }
}

impl Gender {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Women, Self::Men, Self::Unknown];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Women => "women",
            Self::Men => "men",
            Self::Unknown => "unknown",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gender| gender.as_str() == name)
    }
}

/// Adds a registration with its counts, unless one of its identity is there. `false` if so.
pub async fn insert(tx: &Tx, new: &Registration) -> Result<bool, Error> {
    let row = registration::ActiveModel {
        id: Set(new.id),
        session_id: Set(new.session_id),
        follows: Set(new.follows),
        registered_on: Set(day::to_column(new.on)),
        volunteers: Set(new.volunteers),
        first_timers: Set(new.first_timers),
        note: Set(new.note.clone()),
    };
    let insert = registration::Entity::insert(row).on_conflict_do_nothing_on([registration::Column::Id]);
    if !super::inserted(insert.exec_without_returning(tx.connection()).await)? {
        return Ok(false);
    }
    let count = |count: &Count| registration_count::ActiveModel {
        registration_id: Set(new.id),
        age_band: Set(count.age_band.as_str().to_owned()),
        gender: Set(count.gender.as_str().to_owned()),
        people: Set(count.people),
    };
    if !new.counts.is_empty() {
        let insert = registration_count::Entity::insert_many(new.counts.iter().map(count));
        insert.exec_without_returning(tx.connection()).await?;
    }
    Ok(true)
}

/// One registration.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Registration>, Error> {
    Ok(list(from, &[id]).await?.pop())
}

/// Some registrations.
pub async fn list(from: &impl Reads, ids: &[Uuid]) -> Result<Vec<Registration>, Error> {
    let query = registration::Entity::find().filter(registration::Column::Id.is_in(ids.iter().copied()));
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let query = registration_count::Entity::find().filter(Counted::RegistrationId.is_in(ids.iter().copied()));
    let mut counts: HashMap<Uuid, Vec<Count>> = HashMap::new();
    for row in query.all(from.connection()).await.map_err(Error::reading(COUNTS))? {
        counts.entry(row.registration_id).or_default().push(read_count(&row)?);
    }
    let read = |row: registration::Model| {
        let mut counts = counts.remove(&row.id).unwrap_or_default();
        counts.sort_unstable_by_key(|count| (count.age_band, count.gender));
        Ok(Registration {
            on: day::from_column(row.registered_on, TABLE, "registered_on", &row.id)?,
            id: row.id,
            session_id: row.session_id,
            follows: row.follows,
            counts,
            volunteers: row.volunteers,
            first_timers: row.first_timers,
            note: row.note,
        })
    };
    rows.into_iter().map(read).collect()
}

/// How many people each of some registrations says came; one that says nobody did is not in it.
pub async fn totals(from: &impl Reads, registrations: &[Uuid]) -> Result<HashMap<Uuid, i32>, Error> {
    let query = registration_count::Entity::find()
        .filter(Counted::RegistrationId.is_in(registrations.iter().copied()))
        .order_by_asc(Counted::RegistrationId);
    let mut totals = HashMap::new();
    for row in query.all(from.connection()).await.map_err(Error::reading(COUNTS))? {
        *totals.entry(row.registration_id).or_default() += row.people;
    }
    Ok(totals)
}

/// Removes a registration with its counts.
pub async fn remove(tx: &Tx, id: Uuid) -> Result<(), Error> {
    let counts = registration_count::Entity::delete_many().filter(Counted::RegistrationId.eq(id));
    counts.exec(tx.connection()).await?;
    registration::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

fn read_count(row: &registration_count::Model) -> Result<Count, Error> {
    let bad = |column| Error::bad_row(COUNTS, column, &row.registration_id);
    Ok(Count {
        age_band: AgeBand::named(&row.age_band).ok_or_else(|| bad("age_band"))?,
        gender: Gender::named(&row.gender).ok_or_else(|| bad("gender"))?,
        people: row.people,
    })
}
