//! Safety walks and who is asked along. Every change names the version of the walk that it was made on.

use std::collections::HashMap;
use std::fmt::{self, Debug, Formatter};

use entity::walk::{self, Column, Entity};
use entity::walk_invitation;
use jiff::civil::{Date, Time};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

use walk_invitation::Column as Invited;

const TABLE: &str = "walk";
const INVITATIONS: &str = "walk_invitation";

/// A safety walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Identity: random.
    pub id: Uuid,
    /// The area that is walked through.
    pub area_id: Uuid,
    /// When and where.
    pub plan: Plan,
    /// How far it is.
    pub state: State,
    /// What is being written down, while it is.
    pub sheet: Option<Sheet>,
    /// The response that came of it.
    pub response_id: Option<Uuid>,
    /// The day on which it was planned.
    pub created_on: Date,
    /// How often it was changed.
    pub version: i32,
}

/// When and where people meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The day.
    pub on: Date,
    /// The time of day, to the minute.
    pub at: Option<Time>,
    /// Where to meet and which way to go.
    pub route: String,
    /// Whether people go to look again at what was done.
    pub is_reinspection: bool,
}

/// How far a walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is still to come.
    Planned,
    /// Somebody writes down what is seen.
    Running,
    /// What was seen is stored.
    Ended,
    /// It does not take place.
    Cancelled,
}

/// A form that is being filled. `Debug` does not show the answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The version of the form.
    pub form_version: String,
    /// The language in which it was last filled.
    pub language: String,
    /// All answers given so far, as JSON text.
    pub answers: String,
}

/// Somebody who is asked along. `Debug` does not show who.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Identity: random.
    pub id: Uuid,
    /// The walk.
    pub walk_id: Uuid,
    /// Who.
    pub name: String,
    /// Where they read mail.
    pub email: Option<String>,
    /// The version of the walk that they were told of.
    pub told_version: Option<i32>,
    /// The language that they are written to in.
    pub language: String,
}

impl Debug for Sheet {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet").field("form_version", &self.form_version).finish_non_exhaustive()
    }
}

impl Debug for Invitation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").field("id", &self.id).finish_non_exhaustive()
    }
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Running, Self::Ended, Self::Cancelled];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Adds a walk, unless one of its identity is there. `false` if so.
pub async fn insert(tx: &Tx, new: &Walk) -> Result<bool, Error> {
    let row = walk::ActiveModel {
        id: Set(new.id),
        area_id: Set(new.area_id),
        created_on: Set(day::to_column(new.created_on)),
        version: Set(new.version),
        ..changeable(new)
    };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Changes a walk that is still of the version that `changed` says, and counts that up. `false` if it is not.
pub async fn update(tx: &Tx, changed: &Walk) -> Result<bool, Error> {
    let update = Entity::update_many()
        .set(walk::ActiveModel { version: Set(changed.version + 1), ..changeable(changed) })
        .filter(Column::Id.eq(changed.id))
        .filter(Column::Version.eq(changed.version));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// One walk.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Walk>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The walks of some areas, the latest day first.
pub async fn list(from: &impl Reads, areas: &[Uuid]) -> Result<Vec<Walk>, Error> {
    let query = Entity::find()
        .filter(Column::AreaId.is_in(areas.iter().copied()))
        .order_by_desc(Column::PlannedOn)
        .order_by_desc(Column::StartsAt)
        .order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// The areas that some walks go through, by walk.
pub async fn areas(from: &impl Reads, walks: &[Uuid]) -> Result<HashMap<Uuid, Uuid>, Error> {
    let query = Entity::find().select_only().columns([Column::Id, Column::AreaId]);
    let query = query.filter(Column::Id.is_in(walks.iter().copied())).into_tuple::<(Uuid, Uuid)>();
    Ok(query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().collect())
}

/// What is being written down on all walks: for those who look after files that it names.
pub async fn open_answers(from: &impl Reads) -> Result<Vec<String>, Error> {
    let query = Entity::find().filter(Column::State.eq(State::Running.as_str()));
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().filter_map(|row| row.answers).collect())
}

/// Asks somebody along, unless this invitation is there. `false` if so.
pub async fn invite(tx: &Tx, new: &Invitation) -> Result<bool, Error> {
    let row = walk_invitation::ActiveModel {
        id: Set(new.id),
        walk_id: Set(new.walk_id),
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        told_version: Set(new.told_version),
        language: Set(new.language.clone()),
    };
    let insert = walk_invitation::Entity::insert(row).on_conflict_do_nothing_on([Invited::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Who is asked along, by name.
pub async fn invitations(from: &impl Reads, walk: Uuid) -> Result<Vec<Invitation>, Error> {
    let query = walk_invitation::Entity::find()
        .filter(Invited::WalkId.eq(walk))
        .order_by_asc(Invited::Name)
        .order_by_asc(Invited::Id);
    let rows = query.all(from.connection()).await.map_err(Error::reading(INVITATIONS))?;
    Ok(rows.into_iter().map(made).collect())
}

/// One who is asked along.
pub async fn invitation(from: &impl Reads, id: Uuid) -> Result<Option<Invitation>, Error> {
    let query = walk_invitation::Entity::find_by_id(id);
    Ok(query.one(from.connection()).await.map_err(Error::reading(INVITATIONS))?.map(made))
}

fn made(row: walk_invitation::Model) -> Invitation {
    Invitation {
        id: row.id,
        walk_id: row.walk_id,
        name: row.name,
        email: row.email,
        told_version: row.told_version,
        language: row.language,
    }
}

/// Notes that somebody is told of a version of the walk. `false` if they were told of it, or there is no such invitation.
pub async fn note_told(tx: &Tx, invitation: Uuid, version: i32) -> Result<bool, Error> {
    let is_news = Condition::any().add(Invited::ToldVersion.is_null()).add(Invited::ToldVersion.lt(version));
    let update = walk_invitation::Entity::update_many()
        .col_expr(Invited::ToldVersion, Expr::value(version))
        .filter(Invited::Id.eq(invitation))
        .filter(is_news);
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Takes an invitation to a walk back. `false` if there is none.
pub async fn uninvite(tx: &Tx, walk: Uuid, invitation: Uuid) -> Result<bool, Error> {
    let delete =
        walk_invitation::Entity::delete_many().filter(Invited::WalkId.eq(walk)).filter(Invited::Id.eq(invitation));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// All that may change of a walk, but for its version.
fn changeable(walk: &Walk) -> walk::ActiveModel {
    let sheet = walk.sheet.as_ref();
    walk::ActiveModel {
        planned_on: Set(day::to_column(walk.plan.on)),
        starts_at: Set(walk.plan.at.map(|at| at.strftime("%H:%M").to_string())),
        route: Set(walk.plan.route.clone()),
        is_reinspection: Set(walk.plan.is_reinspection),
        state: Set(walk.state.as_str().to_owned()),
        form_version: Set(sheet.map(|sheet| sheet.form_version.clone())),
        language: Set(sheet.map(|sheet| sheet.language.clone())),
        answers: Set(sheet.map(|sheet| sheet.answers.clone())),
        response_id: Set(walk.response_id),
        ..Default::default()
    }
}

fn read(row: walk::Model) -> Result<Walk, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let at = row.starts_at.as_ref().map(|at| Time::strptime("%H:%M", at).map_err(|_| bad("starts_at"))).transpose()?;
    let sheet = match (row.form_version, row.language, row.answers) {
        (Some(form_version), Some(language), Some(answers)) => Some(Sheet { form_version, language, answers }),
        (None, None, None) => None,
        _ => return Err(bad("answers")),
    };
    let on = day::from_column(row.planned_on, TABLE, "planned_on", &row.id)?;
    Ok(Walk {
        plan: Plan { on, at, route: row.route, is_reinspection: row.is_reinspection },
        state: State::named(&row.state).ok_or_else(|| Error::bad_row(TABLE, "state", &row.id))?,
        sheet,
        response_id: row.response_id,
        created_on: day::from_column(row.created_on, TABLE, "created_on", &row.id)?,
        version: row.version,
        id: row.id,
        area_id: row.area_id,
    })
}
