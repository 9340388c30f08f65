//! Sessions of activities. Which registration counts stands in the session, so that of two who register at the same time
//! only one is first.

use entity::activity_session::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "activity_session";

/// One day on which an activity is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Identity: random.
    pub id: Uuid,
    /// The activity.
    pub activity_id: Uuid,
    /// The day. An activity has one session a day.
    pub on: Date,
    /// Whether it takes place.
    pub state: State,
    /// The registration that counts.
    pub registration_id: Option<Uuid>,
}

/// Whether a session takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Planned,
    /// It does not.
    Cancelled,
}

impl State {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Planned, Self::Cancelled];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Adds a session, unless the activity has one on that day. `false` if so.
pub async fn insert(tx: &Tx, new: &Session) -> Result<bool, Error> {
    let row = activity_session::ActiveModel {
        id: Set(new.id),
        activity_id: Set(new.activity_id),
        held_on: Set(day::to_column(new.on)),
        state: Set(new.state.as_str().to_owned()),
        registration_id: Set(new.registration_id),
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::ActivityId, Column::HeldOn]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// One session.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Session>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The session of an activity on a day.
pub async fn on_day(from: &impl Reads, activity: Uuid, on: Date) -> Result<Option<Session>, Error> {
    let query = Entity::find().filter(Column::ActivityId.eq(activity)).filter(Column::HeldOn.eq(day::to_column(on)));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The sessions of some activities from a first day to a last one, in their order.
pub async fn between(from: &impl Reads, activities: &[Uuid], first: Date, last: Date) -> Result<Vec<Session>, Error> {
    let query = Entity::find()
        .filter(Column::ActivityId.is_in(activities.iter().copied()))
        .filter(Column::HeldOn.between(day::to_column(first), day::to_column(last)))
        .order_by_asc(Column::HeldOn)
        .order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The last session of an activity before a day that was registered.
pub async fn last_registered(from: &impl Reads, activity: Uuid, before: Date) -> Result<Option<Session>, Error> {
    let query = Entity::find()
        .filter(Column::ActivityId.eq(activity))
        .filter(Column::HeldOn.lt(day::to_column(before)))
        .filter(Column::RegistrationId.is_not_null())
        .order_by_desc(Column::HeldOn);
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// Says which registration counts now, where `seen` counted until now. `false` if another one did.
pub async fn register(tx: &Tx, session: Uuid, seen: Option<Uuid>, now: Option<Uuid>) -> Result<bool, Error> {
    let is_as_seen = match seen {
        Some(seen) => Column::RegistrationId.eq(seen),
        None => Column::RegistrationId.is_null(),
    };
    let update = Entity::update_many()
        .col_expr(Column::RegistrationId, Expr::value(now))
        .filter(Column::Id.eq(session).and(is_as_seen));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Says whether a session takes place.
pub async fn set_state(tx: &Tx, session: Uuid, state: State) -> Result<(), Error> {
    let update =
        Entity::update_many().col_expr(Column::State, Expr::value(state.as_str())).filter(Column::Id.eq(session));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Removes a session that nothing belongs to.
pub async fn remove(tx: &Tx, session: Uuid) -> Result<(), Error> {
    Entity::delete_by_id(session).exec(tx.connection()).await?;
    Ok(())
}

fn read(row: activity_session::Model) -> Result<Session, Error> {
    let activity_session::Model { id, activity_id, held_on, state, registration_id } = row;
    let on = day::from_column(held_on, TABLE, "held_on", &id)?;
    let state = State::named(&state).ok_or_else(|| Error::bad_row(TABLE, "state", &id))?;
    Ok(Session { id, activity_id, on, state, registration_id })
}
