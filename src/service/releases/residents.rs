//! How many people live where a release counts answers: by place, age and gender, as far as somebody has said so. It is public, and
//! kept with the release, so that its files follow from what is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use stats::cube::{Cell, Plan};

use super::cube::DEPARTMENT;
use super::plan::ReleasePlan;
use super::territory::{Area, Territory};
use crate::store::population::{Ages, Figure};
use crate::store::registration::Gender;

/// What a category of a breakdown is in figures of residents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum Known {
    /// People of some ages, written as `18-44` or `75+`.
    Of(Ages),
    /// Women and girls, or men and boys.
    Who(Gender),
}

/// A category that is neither ages nor a gender.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is neither ages, such as 18-44 and 75+, nor `women` nor `men`")]
pub struct Unknown(String);

/// How many people belong to a group that a release counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residents {
    /// The group, by the names and codes of the release's plan.
    pub at: BTreeMap<String, String>,
    /// How many they are; nothing, where nobody has said so.
    pub residents: Option<u64>,
}

/// Which residents are meant.
struct Wanted {
    /// Ages that do not overlap; every age, if there are none.
    ages: Vec<Ages>,
    gender: Option<Gender>,
}

impl Known {
    /// Whether nobody can be both.
    pub(super) fn excludes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Of(one), Self::Of(other)) => one.ends().1 < other.ends().0 || other.ends().1 < one.ends().0,
            (Self::Who(one), Self::Who(other)) => one != other,
            (Self::Of(_), Self::Who(_)) | (Self::Who(_), Self::Of(_)) => false,
        }
    }
}

impl Known {
    /// Both together, where they are neighbours.
    pub(super) fn with(self, next: Self) -> Option<Self> {
        let (Self::Of(one), Self::Of(other)) = (self, next) else { return None };
        let ((from, last), (first, to)) = (one.ends(), other.ends());
        (last + 1 == first).then(|| Ages::parse(&format!("{from}-{to}")).map(Self::Of)).flatten()
    }
}

impl From<Known> for String {
    fn from(known: Known) -> Self {
        match known {
            Known::Of(ages) => ages.to_string(),
            Known::Who(gender) => gender.as_str().to_owned(),
        }
    }
}

impl TryFrom<String> for Known {
    type Error = Unknown;

    fn try_from(text: String) -> Result<Self, Unknown> {
        let gender = Gender::named(&text).filter(|gender| *gender != Gender::Unknown).map(Self::Who);
        gender.or_else(|| Ages::parse(&text).map(Self::Of)).ok_or(Unknown(text))
    }
}

/// The groups of a release that figures of residents can be about, each with how many belong to it.
pub(super) fn of_groups(wanted: &ReleasePlan, plan: &Plan, territory: &Territory) -> Vec<Residents> {
    let bases: BTreeSet<Cell> = plan.cells().iter().map(|cell| plan.base(cell)).collect();
    let mut alike: BTreeMap<Vec<&str>, Vec<BTreeMap<&str, &str>>> = BTreeMap::new();
    for base in &bases {
        let words = plan.words(base);
        alike.entry(words.keys().copied().collect()).or_default().push(words);
    }
    alike.values().flat_map(|groups| of_alike(wanted, territory, groups)).collect()
}

/// Groups by the same breakdowns are held against each other, so what is not told apart by age is of the ages that are asked in all of
/// them, or of every age in all of them: whichever is known of more.
fn of_alike(wanted: &ReleasePlan, territory: &Territory, groups: &[BTreeMap<&str, &str>]) -> Vec<Residents> {
    let by = |ages: &[Ages]| -> Vec<Residents> {
        groups.iter().filter_map(|words| group(wanted, territory, words, ages)).collect()
    };
    let known = |all: &Vec<Residents>| all.iter().filter(|one| one.residents.is_some()).count();
    let (asked, every) = (by(&ages_in_all(wanted)), by(&[]));
    if known(&every) > known(&asked) { every } else { asked }
}

/// Nothing for a group that is not about residents: those of whom something is not known. One that is not of some ages is of `all_ages`, or
/// of every age, if there are none.
fn group(
    wanted: &ReleasePlan,
    territory: &Territory,
    words: &BTreeMap<&str, &str>,
    all_ages: &[Ages],
) -> Option<Residents> {
    let (mut ages, mut gender) = (None, None);
    for (name, code) in words.iter().filter(|(name, _)| **name != DEPARTMENT) {
        let breakdown = wanted.breakdowns.iter().find(|breakdown| breakdown.name == **name)?;
        match breakdown.residents.get(*code)? {
            Known::Of(some) => ages = Some(vec![*some]),
            Known::Who(some) => gender = Some(*some),
        }
    }
    let place = words.get(DEPARTMENT).copied();
    if place.is_some_and(|code| !is_place(territory, code)) {
        return None;
    }
    let ages = ages.unwrap_or_else(|| all_ages.to_vec());
    let residents = Wanted { ages, gender }.of_place(territory, place);
    let own = |text: &&str| (*text).to_owned();
    Some(Residents { at: words.iter().map(|(name, code)| (own(name), own(code))).collect(), residents })
}

fn is_place(territory: &Territory, code: &str) -> bool {
    let in_area = |area: &Area| area.code == code || area.departments.iter().any(|department| department.code == code);
    territory.areas.iter().any(in_area)
}

/// The ages that a breakdown is about: those of other ages are not asked.
fn ages_in_all(wanted: &ReleasePlan) -> Vec<Ages> {
    let ages = |known: &Known| match known {
        Known::Of(ages) => Some(*ages),
        Known::Who(_) => None,
    };
    let of_breakdowns =
        wanted.breakdowns.iter().map(|breakdown| breakdown.residents.values().filter_map(ages).collect());
    of_breakdowns.filter(|ages: &Vec<Ages>| !ages.is_empty()).max_by_key(Vec::len).unwrap_or_default()
}

impl Wanted {
    /// Of everybody, an area or a department; nothing where nobody has said how many live there.
    fn of_place(&self, territory: &Territory, code: Option<&str>) -> Option<u64> {
        let Some(code) = code else {
            return territory.areas.iter().map(|area| self.of_area(area)).sum();
        };
        if let Some(area) = territory.areas.iter().find(|area| area.code == code) {
            return self.of_area(area);
        }
        let mut departments = territory.areas.iter().flat_map(|area| &area.departments);
        departments.find(|department| department.code == code).and_then(|department| self.count(&department.figures))
    }

    fn of_area(&self, area: &Area) -> Option<u64> {
        let of_departments = || area.departments.iter().map(|one| self.count(&one.figures)).sum();
        self.count(&area.figures).or_else(of_departments)
    }

    /// How many there are by the figures of one place, of the latest day that says it.
    fn count(&self, figures: &[Figure]) -> Option<u64> {
        let days: BTreeSet<_> = figures.iter().map(|figure| figure.on).collect();
        let on = |day| -> Vec<&Figure> { figures.iter().filter(|figure| figure.on == day).collect() };
        days.into_iter().rev().find_map(|day| self.of_figures(&on(day)))
    }

    fn of_figures(&self, figures: &[&Figure]) -> Option<u64> {
        let of_gender =
            |gender| -> Vec<&Figure> { figures.iter().copied().filter(|figure| figure.gender == gender).collect() };
        let ages_of = |figures: &[&Figure]| -> Option<u64> {
            if self.ages.is_empty() {
                let whole = figures.iter().find(|figure| figure.ages.is_none())?;
                return u64::try_from(whole.residents).ok();
            }
            self.ages.iter().map(|ages| covered(figures, ages.ends())).sum()
        };
        match self.gender {
            Some(_) => ages_of(&of_gender(self.gender)),
            None => ages_of(&of_gender(None)).or_else(|| {
                [Gender::Women, Gender::Men].into_iter().map(|gender| ages_of(&of_gender(Some(gender)))).sum()
            }),
        }
    }
}

/// How many people of these ages there are by figures of ages that lie side by side.
fn covered(figures: &[&Figure], (from, to): (u8, u8)) -> Option<u64> {
    if from > to {
        return Some(0);
    }
    figures.iter().find_map(|figure| {
        let (first, last) = figure.ages?.ends();
        let fits = first == from && last <= to;
        let rest = fits.then(|| covered(figures, (last + 1, to))).flatten()?;
        Some(rest + u64::try_from(figure.residents).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::service::releases::territory::Department;

    fn figure(year: i16, ages: &str, gender: Option<Gender>, residents: i32) -> Figure {
        let (on, ages) = (date(year, 1, 1), Ages::parse(ages));
        Figure { place_id: Uuid::nil(), on, ages, gender, residents, source: "demo".to_owned() }
    }

    fn count(figures: &[Figure], ages: &[&str], gender: Option<Gender>) -> Option<u64> {
        let ages = ages.iter().map(|ages| Ages::parse(ages).unwrap()).collect();
        Wanted { ages, gender }.count(figures)
    }

    #[test]
    fn ages_are_put_together_from_those_that_lie_side_by_side() {
        let figures = [
            figure(2025, "18-29", None, 40),
            figure(2025, "18-24", None, 25),
            figure(2025, "25-44", None, 60),
            figure(2025, "45-", None, 80),
        ];
        assert_eq!(count(&figures, &["18-44"], None), Some(85));
        assert_eq!(count(&figures, &["18-44", "45+"], None), Some(165));
        assert_eq!(count(&figures, &["45-74"], None), None);
        assert_eq!(count(&figures, &[], None), None, "nobody has said how many there are of every age");
    }

    #[test]
    fn both_genders_are_everybody_and_the_latest_day_that_says_it_counts() {
        let mut figures = vec![
            figure(2024, "18-", Some(Gender::Women), 90),
            figure(2024, "18-", Some(Gender::Men), 80),
            figure(2025, "", None, 300),
        ];
        assert_eq!(count(&figures, &["18+"], None), Some(170));
        assert_eq!(count(&figures, &["18+"], Some(Gender::Men)), Some(80));
        assert_eq!(count(&figures, &[], None), Some(300));
        figures.push(figure(2025, "18-", None, 200));
        assert_eq!(count(&figures, &["18+"], None), Some(200));
    }

    #[test]
    fn a_category_is_ages_or_a_gender() {
        let known = |text: &str| Known::try_from(text.to_owned());
        assert_eq!(known("women"), Ok(Known::Who(Gender::Women)));
        assert!(matches!(known("18-44"), Ok(Known::Of(_))));
        assert!(known("unknown").is_err() && known("young").is_err());
        let excludes = |one: &str, other: &str| known(one).unwrap().excludes(known(other).unwrap());
        assert!(excludes("45+", "18-44") && excludes("women", "men"));
        assert!(!excludes("45+", "18-45") && !excludes("men", "men") && !excludes("18+", "women"));
    }

    /// Of the east it is known how old people are, of the west only how many there are with children; later of both.
    #[test]
    fn groups_of_the_same_breakdowns_are_of_the_same_ages() {
        let plan = "form_id: a\nbreakdowns: [{ name: age, question: q, residents: { young: 18-44, old: 45+ } }]\n\
            tables: []\nanswers: []";
        let plan = ReleasePlan::parse(plan).unwrap();
        let department = |code: &str, figures| Department {
            code: code.to_owned(),
            codes: Vec::new(),
            number: String::new(),
            name: None,
            residents: 0,
            figures,
        };
        let told = |west: Vec<Figure>| {
            let ages = [("", 800), ("18-44", 350), ("45-", 250)];
            let east = ages.map(|(ages, residents)| figure(2025, ages, None, residents)).into();
            let departments = vec![department("east", east), department("west", west)];
            let (code, name) = ("all".to_owned(), String::new());
            let territory =
                Territory { areas: vec![Area { code, codes: Vec::new(), name, departments, figures: Vec::new() }] };
            let groups = ["east", "west"].map(|code| BTreeMap::from([(DEPARTMENT, code)]));
            let of: Vec<Option<u64>> = of_alike(&plan, &territory, &groups).iter().map(|one| one.residents).collect();
            let young = BTreeMap::from([(DEPARTMENT, "east"), ("age", "young")]);
            assert_eq!(of_alike(&plan, &territory, &[young])[0].residents, Some(350));
            of
        };
        let every = figure(2025, "", None, 400);
        assert_eq!(told(vec![every.clone()]), [Some(800), Some(400)]);
        let ages = [figure(2025, "18-44", None, 160), figure(2025, "45-", None, 120)];
        assert_eq!(told([vec![every], ages.to_vec()].concat()), [Some(600), Some(280)]);
        assert_eq!(told(Vec::new()), [Some(600), None]);
    }
}
