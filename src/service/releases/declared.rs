//! What a plan may ask of a form, whatever is hidden afterwards: places are told as places alone, what is sensitive tells nobody apart,
//! and two questions tell on each other only in ways that protection knows of.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use forms::{Codebook, Form, Variable as Asked};

use super::breakdown::Breakdown;
use super::cube::Misfit;
use super::linked::Links;
use super::plan::{Answer, Only, ReleasePlan};
use super::spoken;
use super::territory::{Department, Territory};
use super::tied::{Node, forest};

/// A plan beside what its form asks.
pub(in crate::service) struct Declared<'a> {
    pub(super) plan: &'a ReleasePlan,
    asked: HashMap<&'a str, &'a Asked>,
    /// Among those who count.
    pub(in crate::service) links: Links<'a>,
    /// Among all who answer.
    of_all: Links<'a>,
    territory: &'a Territory,
    /// The codes of places.
    of_areas: HashSet<&'a str>,
    of_departments: HashSet<&'a str>,
}

impl<'a> Declared<'a> {
    pub(in crate::service) fn new(
        plan: &'a ReleasePlan,
        form: &'a Form,
        codebook: &'a Codebook,
        territory: &'a Territory,
    ) -> Self {
        let asked = codebook.variables.iter().map(|one| (one.path.as_str(), one)).collect();
        let (links, of_all) = (Links::of(form, plan.population.as_ref()), Links::of(form, None));
        let of_areas = territory.areas.iter().flat_map(|area| &area.codes).map(String::as_str).collect();
        let departments = territory.areas.iter().flat_map(|area| &area.departments);
        let of_departments = departments.flat_map(|department| &department.codes).map(String::as_str).collect();
        Self { plan, asked, links, of_all, territory, of_areas, of_departments }
    }

    /// The questions that are counted, and those by whose answers they are asked: each behind the one that it hangs on.
    pub(super) fn check(&self) -> Result<Vec<Node<'a>>, Misfit> {
        self.check_people()?;
        spoken::check_apart(self.plan)?;
        self.check_places()?;
        self.check_several()?;
        self.check_once()?;
        self.check_apart()?;
        let counted: Vec<&'a str> =
            self.answers().into_iter().map(|path| self.links.row(path).unwrap_or(path)).collect();
        let nodes = forest(&self.links, &counted, |path| self.can_be_tried(path), |path| self.is_place(path));
        let nodes = nodes.map_err(|(one, other)| self.linked(one, other))?;
        self.check_asked_by_place()?;
        Ok(nodes)
    }

    /// No question has two parts in the plan.
    fn check_once(&self) -> Result<(), Misfit> {
        let places = self.plan.place.iter().flat_map(|place| [place.area.as_str(), place.department.as_str()]);
        let population = self.plan.population.iter().map(|one| one.question.as_str());
        let mut once = BTreeSet::new();
        let answers = self.answers().into_iter().chain(self.breakdowns());
        let mut all = answers.chain(places.collect::<BTreeSet<&str>>()).chain(population);
        match all.find(|question| !once.insert(*question)) {
            Some(again) => Err(Misfit::TwoRoles(again.to_owned())),
            None => Ok(()),
        }
    }

    /// Nothing that is known of people tells on what is counted, nor on what else is known of them.
    fn check_apart(&self) -> Result<(), Misfit> {
        let places = self.plan.place.iter().flat_map(|place| [place.area.as_str(), place.department.as_str()]);
        let places: BTreeSet<&str> = places.collect();
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        let behind = |question: &str| self.links.behind(question).into_iter().filter(|source| !self.is_place(source));
        for answer in self.answers() {
            for source in behind(answer) {
                first.entry(source).or_insert(answer);
            }
        }
        // Area and department are one thing that is known of people, whatever the form makes of them.
        for question in self.breakdowns().into_iter().chain(places.iter().copied()) {
            for source in behind(question) {
                match first.get(source) {
                    Some(other) if !(places.contains(other) && places.contains(question)) => {
                        return Err(self.linked(other, question));
                    }
                    _ => first.insert(source, question),
                };
            }
        }
        Ok(())
    }

    /// Whether it can be found out by trying which of its answers let another question be asked.
    fn can_be_tried(&self, path: &str) -> bool {
        let is_chosen_by = self.plan.population.as_ref().is_some_and(|population| population.question == path);
        !is_chosen_by && !self.is_place(path) && self.choice(path).is_ok_and(|asked| asked.kind == "select_one")
    }

    /// A question with codes that everybody answers at most once.
    pub(super) fn choice(&self, path: &str) -> Result<&'a Asked, Misfit> {
        let found = self.asked.get(path).filter(|asked| !asked.codes.is_empty() && asked.repeat.is_none());
        found.copied().ok_or_else(|| Misfit::NoQuestion(path.to_owned()))
    }

    /// A question that everybody answers at most once with a number, or what the form calculates once.
    pub(super) fn number(&self, answer: &Answer) -> Result<&'a Asked, Misfit> {
        const NUMBERS: [&str; 4] = ["integer", "decimal", "range", "calculate"];
        let found = self.asked.get(answer.question.as_str()).filter(|asked| asked.repeat.is_none());
        let found = found.filter(|asked| NUMBERS.contains(&asked.kind.as_str()) && answer.categories.is_empty());
        found.copied().ok_or_else(|| Misfit::NoNumber(answer.question.clone()))
    }

    /// Whether the form calls a question sensitive, or one that it follows from.
    pub(in crate::service) fn is_sensitive(&self, path: &str) -> bool {
        self.of_all.behind(path).into_iter().any(|row| self.asked.get(row).is_some_and(|asked| asked.sensitive))
    }

    /// Whether a question is about where somebody lives: it has the codes of places, or the plan says so.
    pub(in crate::service) fn is_place(&self, path: &str) -> bool {
        let is_named = self.plan.place.as_ref().is_some_and(|place| place.area == path);
        is_named || self.is_department(path) || self.has_code(path, &self.of_areas)
    }

    fn is_department(&self, path: &str) -> bool {
        let is_named = self.plan.place.as_ref().is_some_and(|place| place.department == path);
        is_named || self.has_code(path, &self.of_departments)
    }

    fn has_code(&self, path: &str, of: &HashSet<&str>) -> bool {
        self.asked.get(path).is_some_and(|asked| asked.codes.iter().any(|known| of.contains(known.code.as_str())))
    }

    fn departments(&self) -> impl Iterator<Item = &'a Department> {
        self.territory.areas.iter().flat_map(|area| &area.departments)
    }

    fn answers(&self) -> Vec<&'a str> {
        self.plan.answers.iter().map(|answer| answer.question.as_str()).collect()
    }

    fn breakdowns(&self) -> Vec<&'a str> {
        self.plan.breakdowns.iter().filter_map(Breakdown::question).collect()
    }

    /// Whether people may be chosen and told apart by what a plan says.
    fn check_people(&self) -> Result<(), Misfit> {
        let population = self.plan.population.iter().map(|population| population.question.as_str());
        if let Some(unknown) = population.clone().find(|path| !self.asked.contains_key(path)) {
            return Err(Misfit::NoQuestion(unknown.to_owned()));
        }
        match self.breakdowns().into_iter().chain(population).find(|path| self.is_sensitive(path)) {
            Some(sensitive) => Err(Misfit::ToldApart(sensitive.to_owned())),
            None => Ok(()),
        }
    }

    /// Where somebody lives is told by `place` alone, because that is where the rules of places hold. Of who counts it may follow that
    /// they live in one of the areas.
    fn check_places(&self) -> Result<(), Misfit> {
        let is_made_of_it = |path: &str| self.is_place(path) || self.any_place(self.links.made_of(path));
        let is_of_one = |rows: BTreeSet<&str>| rows.into_iter().any(|row| self.is_department(row));
        let breakdown = |path: &&str| is_made_of_it(path) || is_of_one(self.links.behind(path));
        let population = self.plan.population.as_ref().filter(|one| {
            let path = one.question.as_str();
            self.is_place(path) || is_of_one(self.of_all.behind(path)) || self.is_name(&one.is)
        });
        let found = self.breakdowns().into_iter().find(breakdown);
        let found = found.or(population.map(|one| one.question.as_str()));
        match found.or(self.answers().into_iter().find(|path| is_made_of_it(path))) {
            Some(place) => Err(Misfit::Place(place.to_owned())),
            None => Ok(()),
        }
    }

    /// Who was asked lives in some places and not in others.
    fn check_asked_by_place(&self) -> Result<(), Misfit> {
        match self.answers().into_iter().find(|path| self.any_place(self.links.behind(path))) {
            Some(place) => Err(Misfit::Place(place.to_owned())),
            None => Ok(()),
        }
    }

    /// Whether an answer tells where somebody lives, or that of them by which people are told apart or chosen.
    pub(in crate::service) fn why_told_otherwise(&self, path: &str) -> Option<&'static str> {
        let behind = self.links.behind(path);
        let chosen = self.plan.population.iter().flat_map(|one| self.of_all.behind(&one.question));
        let people: BTreeSet<&str> = chosen.chain(self.breakdowns()).collect();
        if self.is_place(path) {
            return Some("place");
        }
        let is_of_people = !behind.is_disjoint(&people);
        if is_of_people { Some("people") } else { self.any_place(behind).then_some("place") }
    }

    fn any_place(&self, rows: BTreeSet<&str>) -> bool {
        rows.into_iter().any(|row| self.is_place(row))
    }

    /// Whether a text is what a place is called.
    fn is_name(&self, text: &str) -> bool {
        let areas =
            self.territory.areas.iter().any(|area| area.name == text || area.codes.iter().any(|code| code == text));
        let is_department = |department: &Department| {
            department.name.as_deref() == Some(text) || department.codes.iter().any(|code| code == text)
        };
        areas || self.departments().any(is_department)
    }

    /// Of a question with several answers at least one is not counted. Who answered has given one, so all of them would tell on
    /// each other in a way that is no link.
    fn check_several(&self) -> Result<(), Misfit> {
        for answer in &self.plan.answers {
            let Some(asked) = self.asked.get(answer.question.as_str()) else { continue };
            let codes: Vec<&str> =
                asked.codes.iter().filter(|code| code.missing.is_none()).map(|code| code.code.as_str()).collect();
            let only = answer.only.as_ref().map(Only::codes);
            match only {
                Some(_) if asked.kind != "select_multiple" => return Err(Misfit::NotSeveral(asked.path.clone())),
                Some([]) => return Err(Misfit::Several(asked.path.clone())),
                _ => {}
            }
            let (only, mut once) = (only.unwrap_or_default(), BTreeSet::new());
            if let Some(wrong) = only.iter().find(|code| !codes.contains(&code.as_str()) || !once.insert(*code)) {
                return Err(Misfit::NoCode(wrong.clone(), asked.path.clone()));
            }
            let are_all = only.is_empty() || only.len() == codes.len();
            if asked.kind == "select_multiple" && codes.len() > 1 && are_all {
                return Err(Misfit::Several(asked.path.clone()));
            }
        }
        Ok(())
    }

    /// How one of two questions tells on the other.
    fn linked(&self, one: &str, other: &str) -> Misfit {
        let mut between = self.links.between(one, other);
        between.retain(|source| !self.is_place(source));
        let [first, second] = [one, other].map(str::to_owned);
        // Of several the nearest, which all others are behind.
        match between.iter().max_by_key(|source| self.links.behind(source).len()) {
            _ if between.contains(other) => Misfit::Follows(first, second),
            Some(source) if *source != one => Misfit::Together([first, second, (*source).to_owned()]),
            _ => Misfit::Follows(second, first),
        }
    }
}

#[cfg(test)]
#[path = "declared_tests.rs"]
mod tests;
