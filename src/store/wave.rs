//! Waves (runder): one round of a survey with one form version.

use entity::wave::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::change::{self, Topic};
use super::{Error, LinkCode, Reads, Tx, day};

const TABLE: &str = "wave";

/// A wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Identity.
    pub id: Uuid,
    /// The programme that asks.
    pub programme_id: Uuid,
    /// The form asked.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Name, as staff call it.
    pub name: String,
    /// The secret part of the open link.
    pub code: LinkCode,
    /// What is kept of who answered.
    pub identity: Identity,
    /// How people get in.
    pub access: Access,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// Whether it was closed by hand.
    pub state: State,
}

/// What is kept of who answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Nothing.
    Anonymous,
    /// Known to a few, never shown.
    Confidential,
    /// Known.
    Identified,
}

/// How people get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone who has the link.
    OpenLink,
}

/// Whether a wave was closed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not closed.
    Open,
    /// Closed.
    Closed,
}

impl Identity {
    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Anonymous, Self::Confidential, Self::Identified].into_iter().find(|identity| identity.as_str() == name)
    }

    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Confidential => "confidential",
            Self::Identified => "identified",
        }
    }
}

impl Access {
    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenLink => "open_link",
        }
    }
}

impl State {
    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// Adds a wave.
pub async fn insert(tx: &Tx, new: &Wave) -> Result<(), Error> {
    let row = wave::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        form_id: Set(new.form_id.clone()),
        form_version: Set(new.form_version.clone()),
        name: Set(new.name.clone()),
        code: Set(new.code.as_str().to_owned()),
        identity: Set(new.identity.as_str().to_owned()),
        access: Set(new.access.as_str().to_owned()),
        starts_on: Set(day::to_column(new.starts_on)),
        ends_on: Set(day::to_column(new.ends_on)),
        state: Set(new.state.as_str().to_owned()),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Closes a wave. `false` if there is none of this identity.
pub async fn close(tx: &Tx, id: Uuid) -> Result<bool, Error> {
    let update = Entity::update_many()
        .col_expr(Column::State, sea_orm::sea_query::Expr::value(State::Closed.as_str()))
        .filter(Column::Id.eq(id));
    change::announce(tx, Topic::Waves).await?;
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// One wave.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Wave>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The wave of an open link.
pub async fn find_by_code(from: &impl Reads, code: &LinkCode) -> Result<Option<Wave>, Error> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// All waves, the newest first.
pub async fn list(from: &impl Reads) -> Result<Vec<Wave>, Error> {
    let query = Entity::find().order_by_desc(Column::StartsOn).order_by_asc(Column::Name).order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The waves of one form version that take answers on a day.
pub async fn open_for(from: &impl Reads, form_id: &str, version: &str, on: Date) -> Result<Vec<Wave>, Error> {
    let on = day::to_column(on);
    let query = Entity::find().filter(
        Column::FormId
            .eq(form_id)
            .and(Column::FormVersion.eq(version))
            .and(Column::State.eq(State::Open.as_str()))
            .and(Column::StartsOn.lte(on))
            .and(Column::EndsOn.gte(on)),
    );
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

fn read(row: wave::Model) -> Result<Wave, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let identity = Identity::named(&row.identity).ok_or_else(|| bad("identity"))?;
    let access = match row.access.as_str() {
        "open_link" => Access::OpenLink,
        _ => return Err(bad("access")),
    };
    let state = match row.state.as_str() {
        "open" => State::Open,
        "closed" => State::Closed,
        _ => return Err(bad("state")),
    };
    Ok(Wave {
        code: LinkCode::parse(&row.code).ok_or_else(|| bad("code"))?,
        starts_on: day::from_column(row.starts_on, TABLE, "starts_on", &row.id)?,
        ends_on: day::from_column(row.ends_on, TABLE, "ends_on", &row.id)?,
        id: row.id,
        programme_id: row.programme_id,
        form_id: row.form_id,
        form_version: row.form_version,
        name: row.name,
        identity,
        access,
        state,
    })
}
