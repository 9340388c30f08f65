//! Figures of registers, baselines and targets. A row is never changed: one that says something else of the same thing is its next
//! revision, and one that was taken back is a revision without a value.

use entity::register_figure::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "register_figure";

/// What a figure is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Where it began: what later figures are held against.
    Baseline,
    /// How it was on a day.
    Figure,
    /// What is to be reached by a day.
    Target,
}

/// Of whom it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// All areas of the programme together.
    Programme,
    /// One of its areas.
    Area(Uuid),
    /// Everybody in a municipality, by its name.
    Municipality(String),
}

/// What a figure is about: of several of the same the last revision counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct About {
    /// The indicator.
    pub indicator: String,
    /// What it is there for.
    pub kind: Kind,
    /// Of whom.
    pub whose: Whose,
    /// The day it holds for, or by which it is to be reached.
    pub on: Date,
}

/// What is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The value in the unit of the indicator: a share is 0 to 1. None, if what was said is taken back.
    pub value: Option<f64>,
    /// How many people it rests on, if it is known.
    pub people: Option<u64>,
    /// Where it comes from.
    pub source: String,
}

/// A figure, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterFigure {
    /// Identity.
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// What it is about.
    pub about: About,
    /// How often something else was said of it before.
    pub revision: u32,
    /// What it says.
    pub said: Said,
    /// Why it says something else than before; nothing for the first one.
    pub reason: String,
    /// Day on which it was brought in.
    pub entered_on: Date,
}

impl Kind {
    /// All of them, in the order of the official table.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Figure, Self::Target];

    /// As it is kept and told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Figure => "figure",
            Self::Target => "target",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl Whose {
    /// What kind of place it is, and which.
    pub fn columns(&self) -> (&'static str, String) {
        match self {
            Self::Programme => ("programme", String::new()),
            Self::Area(id) => ("area", id.to_string()),
            Self::Municipality(name) => ("municipality", name.clone()),
        }
    }

    fn read(kind: &str, place: &str) -> Option<Self> {
        match kind {
            "programme" if place.is_empty() => Some(Self::Programme),
            "area" => place.parse().ok().map(Self::Area),
            "municipality" if !place.is_empty() => Some(Self::Municipality(place.to_owned())),
            _ => None,
        }
    }
}

/// Adds a revision.
pub async fn insert(tx: &Tx, new: &RegisterFigure) -> Result<(), Error> {
    let (place_kind, place) = new.about.whose.columns();
    let row = register_figure::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        indicator: Set(new.about.indicator.clone()),
        kind: Set(new.about.kind.as_str().to_owned()),
        place_kind: Set(place_kind.to_owned()),
        place: Set(place),
        holds_on: Set(day::to_column(new.about.on)),
        revision: Set(i32::try_from(new.revision).unwrap_or(i32::MAX)),
        value: Set(new.said.value),
        people: Set(new.said.people.map(|people| i64::try_from(people).unwrap_or(i64::MAX))),
        source: Set(new.said.source.clone()),
        reason: Set(new.reason.clone()),
        entered_on: Set(day::to_column(new.entered_on)),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Lets nobody else bring figures of a programme in until this transaction is over.
pub async fn lock(tx: &Tx, programme: Uuid) -> Result<(), Error> {
    let query = entity::programme::Entity::find_by_id(programme).lock_exclusive();
    query.one(tx.connection()).await.map_err(Error::reading("programme"))?;
    Ok(())
}

/// All figures of a programme: the revisions of the same thing behind each other, the first one first.
pub async fn of_programme(from: &impl Reads, programme: Uuid) -> Result<Vec<RegisterFigure>, Error> {
    let query = Entity::find().filter(Column::ProgrammeId.eq(programme)).order_by_asc(Column::Revision);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    let mut figures = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    figures.sort_by(|one, other| (&one.about, one.revision).cmp(&(&other.about, other.revision)));
    Ok(figures)
}

fn read(row: register_figure::Model) -> Result<RegisterFigure, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let about = About {
        kind: Kind::named(&row.kind).ok_or_else(|| bad("kind"))?,
        whose: Whose::read(&row.place_kind, &row.place).ok_or_else(|| bad("place"))?,
        on: day::from_column(row.holds_on, TABLE, "holds_on", &row.id)?,
        indicator: row.indicator.clone(),
    };
    let people = row.people.map(u64::try_from).transpose().map_err(|_| bad("people"))?;
    Ok(RegisterFigure {
        id: row.id,
        programme_id: row.programme_id,
        about,
        revision: u32::try_from(row.revision).map_err(|_| bad("revision"))?,
        entered_on: day::from_column(row.entered_on, TABLE, "entered_on", &row.id)?,
        said: Said { value: row.value, people, source: row.source },
        reason: row.reason,
    })
}
