//! How many live in an area or a department: on which day, by age and gender as far as it is known, and who says so.

use std::fmt::{self, Display, Formatter};

use entity::population::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::registration::Gender;
use super::{Error, Reads, Tx, day};

const TABLE: &str = "population";

/// A figure of residents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The area or department.
    pub place_id: Uuid,
    /// The day it holds for.
    pub on: Date,
    /// Of which age; of every age, if none is said.
    pub ages: Option<Ages>,
    /// Of which gender; of every gender, if none is said.
    pub gender: Option<Gender>,
    /// Residents.
    pub residents: i32,
    /// Where the figure comes from; `demo` for an invented one.
    pub source: String,
}

/// Years of age, the last one included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ages {
    from: u8,
    to: Option<u8>,
}

/// Nobody is older.
const OLDEST: u8 = 120;

impl Ages {
    /// Ages as people and registers write them: `18-29`, `18–29 år`, `75+`, `75-`, and one year alone.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("år").trim_end();
        let number = |text: &str| text.trim().parse::<u8>().ok().filter(|age| *age <= OLDEST);
        let ages = match text.strip_suffix(['+', '-', '–']) {
            Some(from) => Self { from: number(from)?, to: None },
            None => match text.split_once(['-', '–']) {
                Some((from, to)) => Self { from: number(from)?, to: Some(number(to)?) },
                None => Self { from: number(text)?, to: Some(number(text)?) },
            },
        };
        ages.to.is_none_or(|to| ages.from <= to).then_some(ages)
    }

    /// The first year and the last.
    pub fn ends(self) -> (u8, u8) {
        (self.from, self.to.unwrap_or(OLDEST))
    }
}

/// As stored.
impl Display for Ages {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}-{to}", self.from),
            None => write!(f, "{}-", self.from),
        }
    }
}

/// Adds a figure, unless there is one of the same people. `false` if there is.
pub async fn insert(tx: &Tx, new: &Figure) -> Result<bool, Error> {
    let row = population::ActiveModel {
        place_id: Set(new.place_id),
        holds_on: Set(day::to_column(new.on)),
        ages: Set(ages(new)),
        gender: Set(gender(new)),
        residents: Set(new.residents),
        source: Set(new.source.clone()),
    };
    let key = [Column::PlaceId, Column::HoldsOn, Column::Ages, Column::Gender];
    super::inserted(Entity::insert(row).on_conflict_do_nothing_on(key).exec_without_returning(tx.connection()).await)
}

/// Puts another number and source in the place of those that there are.
pub async fn replace(tx: &Tx, new: &Figure) -> Result<(), Error> {
    let (residents, source) = (Set(new.residents), Set(new.source.clone()));
    let update = Entity::update_many()
        .set(population::ActiveModel { residents, source, ..Default::default() })
        .filter(Column::PlaceId.eq(new.place_id))
        .filter(Column::HoldsOn.eq(day::to_column(new.on)))
        .filter(Column::Ages.eq(ages(new)))
        .filter(Column::Gender.eq(gender(new)));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// All figures of some places, the earliest day first.
pub async fn of_places(from: &impl Reads, places: &[Uuid]) -> Result<Vec<Figure>, Error> {
    let query = Entity::find()
        .filter(Column::PlaceId.is_in(places.iter().copied()))
        .order_by_asc(Column::HoldsOn)
        .order_by_asc(Column::Ages)
        .order_by_asc(Column::Gender);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

fn ages(figure: &Figure) -> String {
    figure.ages.map(|ages| ages.to_string()).unwrap_or_default()
}

fn gender(figure: &Figure) -> String {
    figure.gender.map(Gender::as_str).unwrap_or_default().to_owned()
}

fn read(row: population::Model) -> Result<Figure, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.place_id);
    let ages = match row.ages.as_str() {
        "" => None,
        ages => Some(Ages::parse(ages).ok_or_else(|| bad("ages"))?),
    };
    let gender = match row.gender.as_str() {
        "" => None,
        gender => Some(Gender::named(gender).ok_or_else(|| bad("gender"))?),
    };
    Ok(Figure {
        on: day::from_column(row.holds_on, TABLE, "holds_on", &row.place_id)?,
        place_id: row.place_id,
        ages,
        gender,
        residents: row.residents,
        source: row.source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_they_are_written_and_stored_in_one_way() {
        let stored = |text| Ages::parse(text).map(|ages| ages.to_string());
        for (text, ages) in [("18-29", "18-29"), (" 18–29 år ", "18-29"), ("75+", "75-"), ("75-", "75-"), ("0", "0-0")]
        {
            assert_eq!(stored(text).as_deref(), Some(ages), "{text}");
            assert_eq!(stored(ages).as_deref(), Some(ages));
        }
        for text in ["", "-", "29-18", "18-29-30", "121", "unge", "1,5", "-5"] {
            assert_eq!(stored(text), None, "{text}");
        }
    }
}
