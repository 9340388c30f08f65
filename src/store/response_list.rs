//! Answers one below the other, for who may read them: never one of a wave that the caller did not name.

use entity::response::{Column, Entity};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{Error, Reads, day};

const TABLE: &str = "response";

/// An answer in a list. `Debug` does not show the answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its identity.
    pub id: Uuid,
    /// The wave, if any.
    pub wave_id: Option<Uuid>,
    /// The form answered.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// The canonical answers, as JSON text.
    pub answers: String,
    /// The wave's first day; without a wave the day of the answer.
    pub period_starts_on: Date,
    /// Whether a person has to look at it.
    pub needs_review: bool,
    /// How often it was changed, and one more.
    pub revision: i32,
}

/// Which answers are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Beside those of no wave, those of these waves.
    pub waves: Vec<Uuid>,
    /// Those to one form.
    pub form_id: Option<String>,
    /// Those from a day on.
    pub from: Option<Date>,
    /// Those until a day.
    pub until: Option<Date>,
    /// Those that a person has to look at.
    pub only_review: bool,
    /// Those behind this one.
    pub after: Option<(Date, Uuid)>,
}

impl std::fmt::Debug for Listed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").field("id", &self.id).finish_non_exhaustive()
    }
}

/// At most so many, the latest day first.
pub async fn list(from: &impl Reads, asked: &Asked, most: u64) -> Result<Vec<Listed>, Error> {
    let mut within = Condition::any().add(Column::WaveId.is_null());
    if !asked.waves.is_empty() {
        within = within.add(Column::WaveId.is_in(asked.waves.iter().copied()));
    }
    // Of one that was taken back nothing is left to list.
    let mut query = Entity::find().filter(within).filter(Column::Answers.ne(""));
    query = query
        .apply_if(asked.form_id.as_deref(), |query, form| query.filter(Column::FormId.eq(form)))
        .apply_if(asked.from, |query, from| query.filter(Column::PeriodStartsOn.gte(day::to_column(from))))
        .apply_if(asked.until, |query, until| query.filter(Column::PeriodStartsOn.lte(day::to_column(until))))
        .apply_if(asked.after, |query, (on, id)| {
            let same_day = Column::PeriodStartsOn.eq(day::to_column(on)).and(Column::Id.lt(id));
            query.filter(Expr::expr(Column::PeriodStartsOn.lt(day::to_column(on))).or(same_day))
        });
    if asked.only_review {
        query = query.filter(Column::Review.eq("needed"));
    }
    let query = query.order_by_desc(Column::PeriodStartsOn).order_by_desc(Column::Id).limit(most);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let read = |row: entity::response::Model| {
        Ok(Listed {
            period_starts_on: day::from_column(row.period_starts_on, TABLE, "period_starts_on", &row.id)?,
            id: row.id,
            wave_id: row.wave_id,
            form_id: row.form_id,
            form_version: row.form_version,
            answers: row.answers,
            needs_review: row.review == "needed",
            revision: row.revision,
        })
    };
    rows.into_iter().map(read).collect()
}
