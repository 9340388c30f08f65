//! What sub-agreements promise: milestones by a day, and how many are to come in a month.

use entity::milestone::{self, Column as Due};
use entity::sub_goal::{self, Column as Goal};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::activity::FocusArea;
use super::{Error, Reads, Tx, day};

const MILESTONE: &str = "milestone";
const SUB_GOAL: &str = "sub_goal";

/// What is to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Identity.
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// Whose sub-agreement says so.
    pub focus_area: FocusArea,
    /// What.
    pub name: String,
    /// By when.
    pub due_on: Date,
    /// When it was; none, while it is not.
    pub reached_on: Option<Date>,
}

/// How many are to come in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubGoal {
    /// Identity.
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// Whose sub-agreement says so.
    pub focus_area: FocusArea,
    /// What it is called: activities that support it name it so.
    pub name: String,
    /// How many.
    pub participants: i32,
}

/// Adds a milestone. `false` if there is one of this identity.
pub async fn insert_milestone(tx: &Tx, new: &Milestone) -> Result<bool, Error> {
    let row = milestone::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        focus_area: Set(new.focus_area.as_str().to_owned()),
        name: Set(new.name.clone()),
        due_on: Set(day::to_column(new.due_on)),
        reached_on: Set(new.reached_on.map(day::to_column)),
    };
    let insert = milestone::Entity::insert(row).on_conflict_do_nothing_on([Due::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Adds a sub-goal. `false` if there is one of this identity.
pub async fn insert_sub_goal(tx: &Tx, new: &SubGoal) -> Result<bool, Error> {
    let row = sub_goal::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        focus_area: Set(new.focus_area.as_str().to_owned()),
        name: Set(new.name.clone()),
        participants: Set(new.participants),
    };
    let insert = sub_goal::Entity::insert(row).on_conflict_do_nothing_on([Goal::Id]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Notes when a milestone was reached that was not, or that one was not that was. `false` if the programme has none of which that is news.
pub async fn set_reached(tx: &Tx, programme: Uuid, id: Uuid, on: Option<Date>) -> Result<bool, Error> {
    let set = milestone::ActiveModel { reached_on: Set(on.map(day::to_column)), ..Default::default() };
    let is_news = if on.is_some() { Due::ReachedOn.is_null() } else { Due::ReachedOn.is_not_null() };
    let update = milestone::Entity::update_many().set(set).filter(Due::Id.eq(id)).filter(is_news);
    Ok(update.filter(Due::ProgrammeId.eq(programme)).exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes a milestone or a sub-goal of a programme. `false` if it has none of this identity.
pub async fn remove(tx: &Tx, programme: Uuid, id: Uuid) -> Result<bool, Error> {
    let due = milestone::Entity::delete_many().filter(Due::Id.eq(id)).filter(Due::ProgrammeId.eq(programme));
    let goal = sub_goal::Entity::delete_many().filter(Goal::Id.eq(id)).filter(Goal::ProgrammeId.eq(programme));
    let removed = due.exec(tx.connection()).await?.rows_affected + goal.exec(tx.connection()).await?.rows_affected;
    Ok(removed > 0)
}

/// The milestones of a programme, the first one due first.
pub async fn milestones(from: &impl Reads, programme: Uuid) -> Result<Vec<Milestone>, Error> {
    let query = milestone::Entity::find().filter(Due::ProgrammeId.eq(programme));
    let query = query.order_by_asc(Due::DueOn).order_by_asc(Due::Id);
    let read = |row: milestone::Model| {
        let bad = |column| Error::bad_row(MILESTONE, column, &row.id);
        let day = |day, column| day::from_column(day, MILESTONE, column, &row.id);
        Ok(Milestone {
            id: row.id,
            programme_id: row.programme_id,
            focus_area: FocusArea::named(&row.focus_area).ok_or_else(|| bad("focus_area"))?,
            due_on: day(row.due_on, "due_on")?,
            reached_on: row.reached_on.map(|on| day(on, "reached_on")).transpose()?,
            name: row.name.clone(),
        })
    };
    query.all(from.connection()).await.map_err(Error::reading(MILESTONE))?.into_iter().map(read).collect()
}

/// The sub-goals of a programme, by name.
pub async fn sub_goals(from: &impl Reads, programme: Uuid) -> Result<Vec<SubGoal>, Error> {
    let query = sub_goal::Entity::find().filter(Goal::ProgrammeId.eq(programme));
    let query = query.order_by_asc(Goal::Name).order_by_asc(Goal::Id);
    let read = |row: sub_goal::Model| {
        let bad = || Error::bad_row(SUB_GOAL, "focus_area", &row.id);
        Ok(SubGoal {
            id: row.id,
            programme_id: row.programme_id,
            focus_area: FocusArea::named(&row.focus_area).ok_or_else(bad)?,
            name: row.name,
            participants: row.participants,
        })
    };
    query.all(from.connection()).await.map_err(Error::reading(SUB_GOAL))?.into_iter().map(read).collect()
}
