//! Who came and who helped in a month: people, protected as tables of a release are and attacked by its auditor. Where there were
//! sessions is public, so nothing hides behind places that had none; and who was new and who was not are counts of one table, so that
//! neither follows from all who came.

use std::collections::BTreeMap;

use stats::cube::{Category, Plan, PlanError, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::audit;
use stats::disclosure::{Published, Rules, protect};
use uuid::Uuid;

use super::activities::{Group, Held};
use crate::service::indicators::definition::Attended;
use crate::store::activity::FocusArea;
use crate::store::registration::Registration;

const AREA: &str = "area";
pub(super) const FOCUS_AREA: &str = "focus_area";
/// As the form calls an area that is several.
const SEVERAL: &str = "several";
/// Whether who came was there for the first time.
const KIND: &str = "kind";
const NEW: &str = "new";
const OTHER: &str = "other";
/// Nobody wrote down who was new.
const UNTOLD: &str = "untold";

/// What was written down of who was at a session. What was left out is not known, which is not the same as nobody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) came: usize,
    /// How many of them came for the first time.
    pub(super) new: Option<usize>,
    pub(super) helped: Option<usize>,
}

/// The counts that tell on nobody; nothing of a table of which that cannot be proven.
pub(super) struct People {
    came: Option<Published>,
    helped: Option<Published>,
}

/// People by the code of each variable. What is not here is where nobody can have been.
type Counted = BTreeMap<Vec<String>, usize>;

impl Counts {
    pub(super) fn of(registered: &Registration) -> Self {
        let whole = |count: i32| usize::try_from(count).unwrap_or_default();
        let came = whole(registered.counts.iter().map(|count| count.people).sum());
        Self {
            came,
            new: registered.first_timers.map(|new| whole(new).min(came)),
            helped: registered.volunteers.map(whole),
        }
    }
}

impl People {
    pub(super) fn protect(areas: &[Uuid], sessions: &[Held]) -> Self {
        let (mut came, mut helped) = (Counted::new(), Counted::new());
        for held in sessions {
            let Some(counts) = held.counts else { continue };
            let area = held.area.map_or_else(|| SEVERAL.to_owned(), |area| area.to_string());
            let at = [area, held.focus_area.as_str().to_owned()];
            let mut add = |kind: &str, people: usize| {
                let at = at.iter().cloned().chain([kind.to_owned()]).collect();
                *came.entry(at).or_default() += people;
            };
            match counts.new {
                Some(new) => {
                    add(NEW, new);
                    add(OTHER, counts.came - new);
                }
                None => add(UNTOLD, counts.came),
            }
            if let Some(people) = counts.helped {
                *helped.entry(at.to_vec()).or_default() += people;
            }
        }
        let places = areas.iter().map(Uuid::to_string).chain([SEVERAL.to_owned()]).collect();
        let place = variable(AREA, places);
        let focus_area = variable(FOCUS_AREA, FocusArea::ALL.map(|one| one.as_str().to_owned()).to_vec());
        let kind = variable(KIND, [NEW, OTHER, UNTOLD].map(str::to_owned).to_vec());
        Self {
            came: published(vec![place.clone(), focus_area.clone(), kind], &came),
            helped: published(vec![place, focus_area], &helped),
        }
    }

    /// How many there were; nothing, if that is hidden.
    pub(super) fn shown(&self, what: Attended, group: Group) -> Option<u64> {
        let published = match what {
            Attended::Volunteers => self.helped.as_ref()?,
            _ => self.came.as_ref()?,
        };
        let area = group.area_id.map(|area| area.to_string());
        let place = area.iter().map(|area| (AREA, area.as_str()));
        let focus_area = group.focus_area.map(|focus| (FOCUS_AREA, focus.as_str()));
        let kind = (what == Attended::FirstTimers).then_some((KIND, NEW));
        let at: Vec<(&str, &str)> = place.chain(focus_area).chain(kind).collect();
        published.count(&published.plan().cell(&at)?).flatten()
    }
}

fn variable(name: &str, codes: Vec<String>) -> Variable {
    let category = |code| Category { code, residents: None, missing: None };
    Variable {
        name: name.to_owned(),
        role: Role::Breakdown,
        categories: codes.into_iter().map(category).collect(),
        groups: Vec::new(),
    }
}

/// One record for each who was there; nobody knows who they were, so whoever came twice is two.
fn published(variables: Vec<Variable>, counted: &Counted) -> Option<Published> {
    let position = |(variable, code): (&Variable, &String)| {
        variable
            .categories
            .iter()
            .position(|category| category.code == *code)
            .expect("the code is one of the variable's")
    };
    let record = |at: &Vec<String>| Record {
        categories: variables.iter().zip(at).map(position).collect(),
        presence: Presence::default(),
    };
    let records: Vec<Record> =
        counted.iter().flat_map(|(at, people)| std::iter::repeat_n(record(at), *people)).collect();
    let table = Table::of(&variables.iter().map(|variable| variable.name.as_str()).collect::<Vec<_>>());
    let held: Vec<Vec<String>> = counted.keys().cloned().collect();
    let plan = match Plan::parse(variables, &[table]).and_then(|plan| plan.only(&held)) {
        // More areas than can be protected together.
        Err(PlanError::TooLarge) => return None,
        plan => plan.expect("each area, focus area and kind is there once, and all sessions are of them"),
    };
    let tally = Tally::count(plan, 0, records).expect("each record is where there was a session");
    let published = protect(&tally, Rules::default(), &[]).ok()?;
    audit(&published, &[]).is_ok().then_some(published)
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
