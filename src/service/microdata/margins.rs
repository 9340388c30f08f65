//! What rows are weighted by: keys of which the release has figures of residents, with the categories that somebody is shown in.

use std::collections::{BTreeMap, HashMap};

use super::layout::{Homes, Variable};
use crate::service::releases::Residents;
use crate::service::releases::cube::DEPARTMENT;
use crate::service::releases::plan::ReleasePlan;

/// What is known beside the rows.
pub(super) struct Known<'l> {
    /// The keys, where somebody lives before those of the plan's breakdowns.
    pub(super) keys: &'l [Variable],
    pub(super) place: Option<&'l Homes>,
    pub(super) plan: &'l ReleasePlan,
    /// As the release counts with them.
    pub(super) residents: &'l [Residents],
}

/// What is shown of the keys of some rows, and how many rows they are. In the order of their keys, so that nothing hangs on that of the rows.
pub(super) type Groups<'r> = BTreeMap<&'r [Option<usize>], u32>;

/// A key that rows are weighted by; a department among those of its area.
pub(super) struct Margin {
    /// The column.
    pub(super) variable: String,
    /// The area, by its code.
    pub(super) within: Option<String>,
    pub(super) categories: Vec<Category>,
    /// Departments that no row shows, by their codes. Who lives there counts with the area, which is a margin of its own.
    pub(super) not_shown: Vec<String>,
    key: usize,
    /// For each category of the key one of the margin, if it is in it.
    at: HashMap<usize, usize>,
}

/// Categories of a key whose residents are known together.
pub(super) struct Category {
    pub(super) codes: Vec<String>,
    pub(super) residents: u32,
    pub(super) rows: u32,
}

/// A key that they are not weighted by.
pub(super) struct LeftOut {
    pub(super) variable: String,
    pub(super) within: Option<String>,
    pub(super) why: Why,
}

/// Why they are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The release has no figure of residents of one of its categories, or of none.
    Residents,
    /// People live in one of its categories, and no row shows it.
    Nobody,
    /// Fewer than two categories are left.
    Alone,
}

/// What happens to a category that no row shows although people live there.
#[derive(Clone, Copy)]
enum Empty {
    /// It goes together with its neighbour.
    Joins,
    /// It counts with its area, which is a margin of its own.
    IsInArea,
    /// Nothing can stand for it.
    IsMissing,
}

/// A key, or its categories within an area.
struct Candidate<'l> {
    variable: &'l Variable,
    /// What figures of residents call it.
    known_as: &'l str,
    within: Option<String>,
    key: usize,
    categories: Vec<usize>,
    empty: Empty,
}

impl Why {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::Nobody => "nobody",
            Self::Alone => "alone",
        }
    }
}

impl Margin {
    /// Where it can be told from what is shown of the keys.
    pub(super) fn category(&self, keys: &[Option<usize>]) -> Option<usize> {
        self.at.get(&keys[self.key]?).copied()
    }
}

/// What rows can be weighted by, in the order of the keys, and what not.
pub(super) fn margins(known: &Known<'_>, groups: &Groups<'_>) -> (Vec<Margin>, Vec<LeftOut>) {
    let (mut margins, mut left_out) = (Vec::new(), Vec::new());
    for candidate in candidates(known) {
        match candidate.settled(known.residents, groups) {
            Ok(margin) => margins.push(margin),
            Err(why) => {
                left_out.push(LeftOut { variable: candidate.variable.name.clone(), within: candidate.within, why });
            }
        }
    }
    (margins, left_out)
}

fn candidates<'l>(known: &Known<'l>) -> Vec<Candidate<'l>> {
    let told = |variable: &Variable| -> Vec<usize> {
        (0..variable.codes.len()).filter(|at| !variable.codes[*at].is_missing).collect()
    };
    let (mut candidates, mut breakdowns) = (Vec::new(), known.keys);
    if let (Some(homes), [areas, departments, rest @ ..]) = (known.place, breakdowns) {
        breakdowns = rest;
        let place = |variable, key, within, categories, empty| Candidate {
            variable,
            known_as: DEPARTMENT,
            within,
            key,
            categories,
            empty,
        };
        candidates.push(place(areas, 0, None, told(areas), Empty::IsMissing));
        let area_of: HashMap<usize, usize> =
            homes.departments.values().filter_map(|(department, area)| Some(((*department)?, (*area)?))).collect();
        for area in told(areas) {
            let own: Vec<usize> =
                told(departments).into_iter().filter(|department| area_of.get(department) == Some(&area)).collect();
            if !own.is_empty() {
                candidates.push(place(departments, 1, Some(areas.codes[area].code.clone()), own, Empty::IsInArea));
            }
        }
    }
    let first = known.keys.len() - breakdowns.len();
    // The language of an answer is no key.
    let declared = known.plan.breakdowns.iter().filter(|breakdown| breakdown.question().is_some());
    candidates.extend(breakdowns.iter().zip(declared).zip(first..).map(|((variable, breakdown), key)| {
        let empty = if breakdown.ordered { Empty::Joins } else { Empty::IsMissing };
        let categories = told(variable);
        Candidate { variable, known_as: &breakdown.name, within: None, key, categories, empty }
    }));
    candidates
}

impl Candidate<'_> {
    fn settled(&self, residents: &[Residents], groups: &Groups<'_>) -> Result<Margin, Why> {
        let (mut found, mut not_shown) = (self.known(residents, groups)?, Vec::new());
        match self.empty {
            Empty::Joins => found = joined(found),
            Empty::IsInArea => {
                let without = found.extract_if(.., |(_, category)| category.rows == 0);
                not_shown = without.flat_map(|(_, category)| category.codes).collect();
            }
            Empty::IsMissing if found.iter().any(|(_, category)| category.rows == 0) => return Err(Why::Nobody),
            Empty::IsMissing => {}
        }
        if found.len() < 2 {
            return Err(Why::Alone);
        }
        let places = found.iter().enumerate().flat_map(|(at, (own, _))| own.iter().map(move |one| (*one, at)));
        Ok(Margin {
            variable: self.variable.name.clone(),
            within: self.within.clone(),
            not_shown,
            key: self.key,
            at: places.collect(),
            categories: found.into_iter().map(|(_, category)| category).collect(),
        })
    }

    /// Its categories of which figures of residents are; those of which there are none, such as another gender, are in no margin.
    fn known(&self, residents: &[Residents], groups: &Groups<'_>) -> Result<Vec<(Vec<usize>, Category)>, Why> {
        let mut known = Vec::new();
        for category in &self.categories {
            let code = &self.variable.codes[*category].code;
            let is_it = |one: &&Residents| one.at.len() == 1 && one.at.get(self.known_as) == Some(code);
            let Some(found) = residents.iter().find(is_it) else { continue };
            let many = found.residents.and_then(|many| u32::try_from(many).ok()).ok_or(Why::Residents)?;
            let rows = groups.iter().filter(|(keys, _)| keys[self.key] == Some(*category)).map(|(_, rows)| rows).sum();
            if many > 0 {
                known.push((vec![*category], Category { codes: vec![code.clone()], residents: many, rows }));
            }
        }
        if known.is_empty() { Err(Why::Residents) } else { Ok(known) }
    }
}

/// Neighbours together where no row shows one of them.
fn joined(categories: Vec<(Vec<usize>, Category)>) -> Vec<(Vec<usize>, Category)> {
    let mut joined: Vec<(Vec<usize>, Category)> = Vec::new();
    for (own, category) in categories {
        match joined.last_mut() {
            Some((all, last)) if last.rows == 0 || category.rows == 0 => {
                all.extend(own);
                last.codes.extend(category.codes);
                last.residents = last.residents.saturating_add(category.residents);
                last.rows += category.rows;
            }
            _ => joined.push((own, category)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_there_counts_with_a_neighbour() {
        let category = |at: usize, rows: u32| {
            let codes = vec![at.to_string()];
            (vec![at], Category { codes, residents: 100, rows })
        };
        let codes = |rows: &[u32]| -> Vec<String> {
            let all = rows.iter().enumerate().map(|(at, rows)| category(at, *rows)).collect();
            joined(all).iter().map(|(_, category)| category.codes.join("+")).collect()
        };
        assert_eq!(codes(&[9, 9, 9]), ["0", "1", "2"]);
        assert_eq!(codes(&[9, 0, 9]), ["0+1", "2"]);
        assert_eq!(codes(&[0, 9, 0]), ["0+1+2"], "everybody is in one");
        assert_eq!(codes(&[0, 0, 9, 9]), ["0+1+2", "3"]);
        assert_eq!(joined(vec![category(0, 0), category(1, 7)])[0].1.residents, 200);
    }
}
