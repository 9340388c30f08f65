//! Figures of residents from a table: of areas and departments, by age and gender as far as they are known. Either all of it is
//! taken or nothing is, and a figure that says something else than before is counted, so that nobody replaces one unseen.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use uuid::Uuid;

use crate::access::{Actor, Permission, Place};
use crate::service::audit::{self, Action, Object};
use crate::service::sheet::{Column, Line, Sheet, Unreadable};
use crate::service::{Name, Services};
use crate::store::place_code::{self, Kind};
use crate::store::population::{self, Ages, Figure};
use crate::store::registration::Gender;
use crate::store::{self, Reads, place};

/// What a table has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Figures that nobody had said.
    pub new: usize,
    /// Figures that said something else before.
    pub changed: usize,
    /// Figures that were known so.
    pub same: usize,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its number in the file.
    pub line: u64,
    /// What is wrong.
    pub what: Wrong,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No area or department of the programme is called so.
    Place,
    /// Several are.
    Places,
    /// These are no years of age.
    Ages,
    /// This is no gender that figures are told by.
    Gender,
    /// This is no number of residents.
    Residents,
    /// Nobody is said to have counted.
    Source,
    /// This is no day.
    Day,
    /// A line above counts the same people.
    Twice,
}

/// Why no figures were taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such programme for the actor.
    #[error("there is no such programme")]
    NoProgramme,
    /// The actor may look at it, and not change it.
    #[error("this is not permitted there")]
    Denied,
    /// This is no table.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Lines are wrong: the first ones of them.
    #[error("lines of the table are wrong")]
    Wrong(Vec<Fault>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What the table is to have, and may have.
const COLUMNS: [Column; 8] = [
    Column { key: "area", names: &["område", "boligområde", "area"], is_needed: false },
    Column { key: "department", names: &["afdeling", "afdelingsnummer", "department"], is_needed: false },
    Column { key: "organisation", names: &["boligorganisation", "organisation"], is_needed: false },
    Column { key: "ages", names: &["alder", "aldersgruppe", "age", "ages"], is_needed: false },
    Column { key: "gender", names: &["køn", "gender"], is_needed: false },
    Column { key: "residents", names: &["antal", "beboere", "residents", "count"], is_needed: true },
    Column { key: "source", names: &["kilde", "source"], is_needed: true },
    Column { key: "on", names: &["dato", "opgjort", "date", "on"], is_needed: true },
];
/// Who reads so many faults begins with them.
const MOST_FAULTS: usize = 50;
const MOST_RESIDENTS: i32 = 1_000_000;

/// Takes the figures of a programme from a table.
pub async fn import(services: &Services, actor: &Actor, programme: Uuid, file: &[u8]) -> Result<Report, Error> {
    let file = file.to_vec();
    let sheet = services.compiling.run(move || Sheet::read(&file, &COLUMNS)).await;
    let tx = services.db.begin().await?;
    place::programme(&tx, programme).await?.ok_or(Error::NoProgramme)?;
    actor.need(Permission::ReadForms, &Place::Programme(programme)).map_err(|_| Error::NoProgramme)?;
    actor.need(Permission::ManageWaves, &Place::Programme(programme)).map_err(|_| Error::Denied)?;
    let figures = read(&sheet?, &Gazetteer::of(&tx, programme).await?)?;
    let mut report = Report::default();
    let places: Vec<Uuid> = figures.iter().map(|figure| figure.place_id).collect();
    let known: BTreeMap<_, _> =
        population::of_places(&tx, &places).await?.into_iter().map(|known| (key(&known), known)).collect();
    for figure in &figures {
        match known.get(&key(figure)) {
            Some(known) if known == figure => report.same += 1,
            Some(_) => {
                population::replace(&tx, figure).await?;
                report.changed += 1;
            }
            None => {
                population::insert(&tx, figure).await?;
                report.new += 1;
            }
        }
    }
    if report.new + report.changed > 0 {
        audit::record(services, &tx, actor, Action::Changed, Object::Programme(programme)).await?;
        tx.commit().await?;
    }
    Ok(report)
}

/// Whom a figure counts, and when.
type Key = (Uuid, Date, Option<Ages>, Option<Gender>);

fn key(figure: &Figure) -> Key {
    (figure.place_id, figure.on, figure.ages, figure.gender)
}

/// The figures of a table, or the first things that are wrong with it.
fn read(sheet: &Sheet, gazetteer: &Gazetteer) -> Result<Vec<Figure>, Error> {
    let (mut figures, mut faults) = (BTreeMap::new(), Vec::new());
    for line in &sheet.lines {
        let read = figure(line, gazetteer).and_then(|figure| match figures.entry(key(&figure)) {
            Entry::Vacant(free) => {
                free.insert(figure);
                Ok(())
            }
            Entry::Occupied(_) => Err(Wrong::Twice),
        });
        if let Err(what) = read {
            faults.push(Fault { line: line.number, what });
        }
    }
    faults.truncate(MOST_FAULTS);
    if faults.is_empty() { Ok(figures.into_values().collect()) } else { Err(Error::Wrong(faults)) }
}

fn figure(line: &Line, gazetteer: &Gazetteer) -> Result<Figure, Wrong> {
    let ages = match line.get("ages") {
        "" => None,
        ages if is_all(ages) => None,
        ages => Some(Ages::parse(ages).ok_or(Wrong::Ages)?),
    };
    let gender = match line.get("gender").to_lowercase().as_str() {
        "" => None,
        gender if is_all(gender) => None,
        "kvinder" | "kvinde" | "k" | "women" | "woman" | "female" | "f" => Some(Gender::Women),
        "mænd" | "mand" | "m" | "men" | "man" | "male" => Some(Gender::Men),
        "ukendt" | "unknown" => Some(Gender::Unknown),
        _ => return Err(Wrong::Gender),
    };
    let residents = line.get("residents").parse().ok().filter(|count| (0..=MOST_RESIDENTS).contains(count));
    Ok(Figure {
        place_id: gazetteer.find(line)?,
        on: day(line.get("on")).ok_or(Wrong::Day)?,
        ages,
        gender,
        residents: residents.ok_or(Wrong::Residents)?,
        source: line.get("source").parse::<Name>().map_err(|_| Wrong::Source)?.as_str().to_owned(),
    })
}

/// Whether a cell means everybody.
pub(in crate::service) fn is_all(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "alle" | "i alt" | "all" | "total")
}

/// A day, the year first or last.
pub(in crate::service) fn day(text: &str) -> Option<Date> {
    text.parse().ok().or_else(|| {
        let mut parts = text.split(['.', '-', '/']).map(|part| part.trim().parse::<i16>().ok());
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        (parts.next().is_none() && year >= 1900).then_some(date)
    })
}

/// The places of a programme, by all that they are called.
struct Gazetteer {
    /// Names and codes in small letters.
    areas: Vec<(String, Uuid)>,
    departments: Vec<Listed>,
}

/// A department in it.
struct Listed {
    id: Uuid,
    area: Uuid,
    number: String,
    organisation: String,
}

impl Gazetteer {
    async fn of(from: &impl Reads, programme: Uuid) -> Result<Self, store::Error> {
        let organisations = place::housing_organisations(from).await?;
        let organisations: HashMap<_, _> = organisations.into_iter().map(|one| (one.id, one.name)).collect();
        let areas = names_of_areas(from, programme).await?;
        let mut departments = Vec::new();
        for area in place::areas(from, programme).await? {
            let listed = place::departments(from, area.id).await?.into_iter().map(|department| Listed {
                id: department.id,
                area: area.id,
                number: department.number.to_lowercase(),
                organisation: organisations.get(&department.housing_organisation_id).cloned().unwrap_or_default(),
            });
            departments.extend(listed);
        }
        Ok(Self { areas, departments })
    }

    /// The one place that a line is about: the department, if it names one.
    fn find(&self, line: &Line) -> Result<Uuid, Wrong> {
        let [area, number, organisation] =
            ["area", "department", "organisation"].map(|column| line.get(column).to_lowercase());
        let area = match area.as_str() {
            "" => None,
            name => Some(only(self.areas.iter().filter(|(known, _)| known == name).map(|(_, id)| *id))?),
        };
        if number.is_empty() {
            return area.ok_or(Wrong::Place);
        }
        let is_it = |listed: &&Listed| {
            listed.number == number
                && area.is_none_or(|area| listed.area == area)
                && (organisation.is_empty() || listed.organisation.to_lowercase() == organisation)
        };
        only(self.departments.iter().filter(is_it).map(|listed| listed.id))
    }
}

/// All that the areas of a programme are called, names and codes in small letters.
pub(in crate::service) async fn names_of_areas(
    from: &impl Reads,
    programme: Uuid,
) -> Result<Vec<(String, Uuid)>, store::Error> {
    let codes = place_code::list(from, Kind::Area).await?;
    let own = codes.into_iter().filter(|code| code.programme_id == programme);
    let mut names: Vec<_> = own.map(|code| (code.code.to_lowercase(), code.place_id)).collect();
    names.extend(place::areas(from, programme).await?.into_iter().map(|area| (area.name.to_lowercase(), area.id)));
    Ok(names)
}

/// The one that all of them are.
fn only(mut found: impl Iterator<Item = Uuid>) -> Result<Uuid, Wrong> {
    let first = found.next().ok_or(Wrong::Place)?;
    if found.all(|other| other == first) { Ok(first) } else { Err(Wrong::Places) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_with_the_year_first_or_last() {
        let first = Date::constant(2026, 1, 2);
        for text in ["2026-01-02", "2.1.2026", "02-01-2026", "2/1/2026"] {
            assert_eq!(day(text), Some(first), "{text}");
        }
        for text in ["", "2026", "1.2.26", "31.2.2026", "1.2.2026.3", "i går"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
