//! Which place a group of a release is of: the area that its code stands for, the area around its department, or the programme.

use std::collections::{BTreeMap, HashMap};

use stats::cube::Plan;
use uuid::Uuid;

use crate::service::Services;
use crate::service::releases::cube::DEPARTMENT;
use crate::service::waves::Wave;
use crate::store::place::Area;
use crate::store::place_code::{self, Kind};
use crate::store::{self, place};

/// Who is meant: everybody somewhere, or some of them.
pub(super) struct Where {
    /// The area; none for the whole programme.
    pub(super) area_id: Option<Uuid>,
    /// Of whom there.
    pub(super) whom: BTreeMap<String, String>,
}

/// The places of a release.
pub(super) struct Places {
    /// The area of each code of its variable of places.
    areas: HashMap<String, Uuid>,
    /// Codes of whole areas.
    whole: Vec<String>,
    /// Whether everybody is everybody of the programme: the wave asked in all of its areas.
    is_everywhere: bool,
}

impl Places {
    pub(super) async fn load(services: &Services, wave: &Wave, plan: &Plan) -> Result<Self, store::Error> {
        let areas = place::areas(&services.db, wave.programme_id).await?;
        let mut codes: HashMap<String, Uuid> = areas.iter().map(|area| (area.id.to_string(), area.id)).collect();
        let known = place_code::list(&services.db, Kind::Area).await?.into_iter();
        codes.extend(known.filter(|one| one.programme_id == wave.programme_id).map(|one| (one.code, one.place_id)));
        Ok(Self::of(plan, &codes, is_everywhere(wave, &areas)))
    }

    fn of(plan: &Plan, codes: &HashMap<String, Uuid>, is_everywhere: bool) -> Self {
        let mut places = Self { areas: HashMap::new(), whole: Vec::new(), is_everywhere };
        let groups = plan.variables().iter().filter(|one| one.name == DEPARTMENT).flat_map(|one| &one.groups);
        for group in groups {
            if let Some(area) = codes.get(&group.code) {
                places.areas.extend(group.members.iter().chain([&group.code]).map(|code| (code.clone(), *area)));
                places.whole.push(group.code.clone());
            }
        }
        places
    }

    /// Who a group is; nothing, if it is of no place that the programme has.
    pub(super) fn find(&self, whom: &BTreeMap<String, String>) -> Option<Where> {
        let mut whom = whom.clone();
        let Some(code) = whom.get(DEPARTMENT) else {
            return self.is_everywhere.then_some(Where { area_id: None, whom });
        };
        let area_id = Some(*self.areas.get(code)?);
        if self.whole.contains(code) {
            whom.remove(DEPARTMENT);
        }
        Some(Where { area_id, whom })
    }
}

/// Whether a wave asks in all areas of its programme, so that who answers stands for the programme.
pub(in crate::service::indicators) fn is_everywhere(wave: &Wave, areas: &[Area]) -> bool {
    let asked = &wave.terms.areas;
    asked.is_empty() || areas.iter().all(|area| asked.contains(&area.id))
}

#[cfg(test)]
mod tests {
    use stats::cube::{Category, Group, Role, Variable};

    use super::*;

    const AREA: Uuid = Uuid::from_u128(7);

    fn places(is_everywhere: bool) -> Places {
        let category = |code: &str| Category { code: code.to_owned(), residents: None, missing: None };
        let group = |code: &str, member: &str| Group { code: code.to_owned(), members: vec![member.to_owned()] };
        let variable = Variable {
            name: DEPARTMENT.to_owned(),
            role: Role::Breakdown,
            categories: ["a15", "a99"].map(category).to_vec(),
            groups: vec![group("motalavej", "a15"), group("gone", "a99")],
        };
        let plan = Plan::parse(vec![variable], &[]).unwrap();
        Places::of(&plan, &HashMap::from([("motalavej".to_owned(), AREA)]), is_everywhere)
    }

    fn at(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect()
    }

    fn found(places: &Places, pairs: &[(&str, &str)]) -> Option<(Option<Uuid>, BTreeMap<String, String>)> {
        places.find(&at(pairs)).map(|found| (found.area_id, found.whom))
    }

    #[test]
    fn an_area_is_a_place_and_a_department_is_a_group_in_it() {
        let all = places(true);
        assert_eq!(found(&all, &[("age", "old")]), Some((None, at(&[("age", "old")]))));
        let area = found(&all, &[("department", "motalavej"), ("age", "old")]);
        assert_eq!(area, Some((Some(AREA), at(&[("age", "old")]))));
        assert_eq!(found(&all, &[("department", "a15")]), Some((Some(AREA), at(&[("department", "a15")]))));
        assert_eq!(found(&all, &[("department", "a99")]), None, "its area is gone");
    }

    #[test]
    fn who_was_asked_in_some_areas_is_not_the_programme() {
        assert_eq!(found(&places(false), &[]), None);
        assert!(found(&places(false), &[("department", "motalavej")]).is_some());
    }
}
