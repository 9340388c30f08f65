//! The plan of a release: which tables over which variables, declared beforehand. There are no ad-hoc filters.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::cube::least_base::LeastBases;
use crate::cube::link::Linked;
use crate::cube::{Detail, Dimension, Link, Table, Variable};

/// Variables and tables that fit each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Plan {
    variables: Vec<Variable>,
    tables: Vec<Vec<(usize, Detail)>>,
    /// The combinations of categories of what breaks down that everybody is known to be in, if any are known to be empty.
    only: Option<BTreeSet<Vec<usize>>>,
    /// For an answer the one that it is linked with.
    links: BTreeMap<usize, Linked>,
    pub(super) least_bases: LeastBases,
}

/// A cell of one or more tables: for some variables one category or group each, summed over all the others. Only a plan
/// makes one, and only that plan understands it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(pub(crate) Vec<(usize, usize)>);

/// Why variables and tables make no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Two variables, or two categories of one, have the same name.
    #[error("{0} is there twice")]
    Twice(String),
    /// A table or group names what is not there.
    #[error("{0} is not there")]
    Unknown(String),
    /// A variable has no categories.
    #[error("{0} has no categories")]
    Empty(String),
    /// A group has no members, or an answer's group has all of them and would always be 100 %.
    #[error("the group {0} holds nothing, or everything")]
    Group(String),
    /// A table is to show a variable by its groups, and a category is in none.
    #[error("{0} is shown by its groups, and a category is in none of them")]
    Ungrouped(String),
    /// Two groups share some of their categories and neither lies within the other.
    #[error("the groups {0} and {1} overlap")]
    Overlap(String, String),
    /// A combination that people are said to be in has not one code for each variable that breaks down.
    #[error("{0} is not one code for each variable that breaks down")]
    Combination(String),
    /// Two answers against each other are not protected; one of them has to be declared as a breakdown.
    #[error("{0} and {1} are both answers; declare one of them as a breakdown to cross them")]
    TwoAnswers(String, String),
    /// Two answers are not linked like that.
    #[error("{0} and {1} are no answers that can be linked, the second before the first and each category once")]
    Link(String, String),
    /// The tables have more cells than anybody makes.
    #[error("the tables have more than {MOST_CELLS} cells")]
    TooLarge,
}

/// Cells of all tables together. No plan has more, wherever it comes from, so that making them is never more than a program can hold.
const MOST_CELLS: usize = 500_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    variables: Vec<Variable>,
    tables: Vec<Table>,
    /// The codes of what breaks down, in the order of the variables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    only: Option<Vec<Vec<String>>>,
    /// Which answers tell on each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    /// Of how many people answers are told at least, by the names of what breaks down.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    least_bases: BTreeMap<String, u32>,
}

impl Plan {
    /// Checks that variables and tables fit each other.
    pub fn parse(variables: Vec<Variable>, tables: &[Table]) -> Result<Self, PlanError> {
        let mut names = BTreeSet::new();
        for variable in &variables {
            if !names.insert(&variable.name) {
                return Err(PlanError::Twice(variable.name.clone()));
            }
            check_variable(variable)?;
        }
        let tables = tables.iter().map(|table| table.among(&variables)).collect::<Result<_, _>>()?;
        let plan = Self { variables, tables, only: None, links: BTreeMap::new(), least_bases: LeastBases::default() };
        if plan.size() > MOST_CELLS { Err(PlanError::TooLarge) } else { Ok(plan) }
    }

    /// The same plan where it is public that everybody is in one of these combinations: the code of each variable that breaks down, in
    /// the plan's order. Who does not say so of combinations that an attacker knows to be empty hides counts behind zeros that are
    /// no secret.
    pub fn only(mut self, combinations: &[Vec<String>]) -> Result<Self, PlanError> {
        let breakdowns = self.breakdowns();
        let category = |variable: usize, code: &String| {
            let found = self.variables[variable].categories.iter().position(|category| category.code == *code);
            found.ok_or_else(|| PlanError::Unknown(code.clone()))
        };
        let read = |codes: &Vec<String>| {
            if codes.len() != breakdowns.len() {
                return Err(PlanError::Combination(codes.join(", ")));
            }
            breakdowns.iter().zip(codes).map(|(variable, code)| category(*variable, code)).collect()
        };
        self.only = Some(combinations.iter().map(read).collect::<Result<_, _>>()?);
        Ok(self)
    }

    /// The same plan where it is public that answers tell on each other.
    pub fn linked(mut self, links: &[Link]) -> Result<Self, PlanError> {
        for link in links {
            let (answer, linked) = Linked::read(&self.variables, link)?;
            if self.links.insert(answer, linked).is_some() {
                return Err(PlanError::Twice(link.answer.clone()));
            }
        }
        Ok(self)
    }

    /// With which earlier answer an answer is linked, and how.
    pub(crate) fn link(&self, answer: usize) -> Option<&Linked> {
        self.links.get(&answer)
    }

    /// Those of [`Plan::families`] that have more than one answer.
    pub(crate) fn kin(&self) -> Vec<Vec<usize>> {
        if self.links.is_empty() {
            Vec::new()
        } else {
            self.families().into_iter().filter(|one| one.len() > 1).collect()
        }
    }

    /// Two answers that are linked, if any are.
    pub(crate) fn linked_answers(&self) -> Option<[&str; 2]> {
        let (answer, linked) = self.links.first_key_value()?;
        Some([*answer, linked.with].map(|at| self.variables[at].name.as_str()))
    }

    /// Whether two plans count the same people by the same variables, whatever their tables are.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        let is_same = self.variables == other.variables && self.only == other.only && self.links == other.links;
        is_same && self.least_bases == other.least_bases
    }

    /// Whether anybody can be in these categories of variables, as far as is public; of those that give none, any may be meant.
    pub(crate) fn is_possible(&self, category: impl Fn(usize) -> Option<usize>) -> bool {
        let Some(only) = &self.only else { return true };
        let breakdowns = self.breakdowns();
        only.iter().any(|one| {
            let mut at = breakdowns.iter().zip(one);
            at.all(|(variable, known)| category(*variable).is_none_or(|category| category == *known))
        })
    }

    /// All variables, answers and others.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// Each table as the numbers of its variables, ascending, and how finely it shows them.
    pub fn tables(&self) -> &[Vec<(usize, Detail)>] {
        &self.tables
    }

    /// The cell at these names and codes.
    pub fn cell(&self, at: &[(&str, &str)]) -> Option<Cell> {
        let mut cell = Vec::new();
        for (name, code) in at {
            let variable = self.variables.iter().position(|variable| variable.name == *name)?;
            cell.push((variable, self.variables[variable].node(code)?));
        }
        cell.sort_unstable();
        cell.windows(2).all(|pair| pair[0].0 != pair[1].0).then_some(Cell(cell))
    }

    /// The names and codes of a cell.
    pub fn words(&self, cell: &Cell) -> BTreeMap<&str, &str> {
        let at = cell.0.iter().map(|(variable, node)| (&self.variables[*variable], *node));
        at.map(|(variable, node)| (variable.name.as_str(), variable.code(node))).collect()
    }

    /// The cells of one table, margins included, in order.
    pub fn cells_of(&self, table: &[(usize, Detail)]) -> BTreeSet<Cell> {
        let mut cells = vec![Vec::new()];
        for (variable, detail) in table {
            let categories = self.variables[*variable].categories.len();
            let finest = if *detail == Detail::Groups { categories } else { 0 };
            let nodes = finest..self.variables[*variable].nodes();
            let wider = cells.iter().flat_map(|cell: &Vec<(usize, usize)>| {
                nodes.clone().map(|node| cell.iter().copied().chain([(*variable, node)]).collect())
            });
            let wider: Vec<_> = wider.collect();
            cells.extend(wider);
        }
        cells.into_iter().map(Cell).collect()
    }

    /// How many cells a table has, margins included, without making them, for there may be very many.
    pub fn size_of(&self, table: &[(usize, Detail)]) -> usize {
        let nodes = table.iter().map(|(variable, detail)| match detail {
            Detail::Categories => self.variables[*variable].nodes() + 1,
            Detail::Groups => self.variables[*variable].groups.len() + 1,
        });
        nodes.fold(1, usize::saturating_mul)
    }

    /// How many cells all tables have at most, without making them; those that stand in two are counted twice.
    pub fn size(&self) -> usize {
        self.tables.iter().map(|table| self.size_of(table)).fold(0, usize::saturating_add)
    }

    /// How many combinations of categories are said to be the only ones.
    pub(crate) fn combinations(&self) -> usize {
        self.only.as_ref().map_or(0, BTreeSet::len)
    }

    /// The cells of all tables, in order, each once.
    pub fn cells(&self) -> BTreeSet<Cell> {
        self.tables.iter().flat_map(|table| self.cells_of(table)).collect()
    }

    /// The variables that say who people are.
    pub fn breakdowns(&self) -> Vec<usize> {
        (0..self.variables.len()).filter(|variable| !self.variables[*variable].is_answer()).collect()
    }

    /// The variables that say what people think.
    pub fn answers(&self) -> Vec<usize> {
        (0..self.variables.len()).filter(|variable| self.variables[*variable].is_answer()).collect()
    }

    /// The answer that a cell counts; nothing for one that counts who took part.
    pub fn answer(&self, cell: &Cell) -> Option<(usize, usize)> {
        cell.0.iter().copied().find(|(variable, _)| self.variables[*variable].is_answer())
    }

    /// Everybody whom a cell's answer could have come from: the same cell without its answer.
    pub fn base(&self, cell: &Cell) -> Cell {
        Cell(cell.0.iter().copied().filter(|(variable, _)| !self.variables[*variable].is_answer()).collect())
    }

    /// The places that a cell lies within, each with how many live there.
    pub(crate) fn ceilings(&self, cell: &Cell) -> impl Iterator<Item = (Cell, u64)> + '_ {
        let places: Vec<(usize, usize)> = cell.0.clone();
        let known = move |(variable, node): (usize, usize)| {
            let most = self.variables[variable].ceiling(node)?;
            Some((Cell(vec![(variable, node)]), most))
        };
        places.into_iter().filter_map(known)
    }

    /// The next larger populations: one step up in each variable that breaks down.
    pub fn parents(&self, cell: &Cell) -> Vec<Cell> {
        let steps = (0..cell.0.len()).filter(|at| !self.variables[cell.0[*at].0].is_answer());
        let up = steps.map(|at| {
            let (variable, node) = cell.0[at];
            let mut larger = cell.clone();
            match self.variables[variable].parent(node) {
                Some(group) => larger.0[at].1 = group,
                None => {
                    larger.0.remove(at);
                }
            }
            larger
        });
        up.collect()
    }
}

impl TryFrom<Written> for Plan {
    type Error = PlanError;

    fn try_from(written: Written) -> Result<Self, PlanError> {
        let plan = Self::parse(written.variables, &written.tables)?;
        let plan = match written.only {
            Some(only) => plan.only(&only)?,
            None => plan,
        };
        plan.linked(&written.links)?.resting_on(&written.least_bases)
    }
}

impl From<Plan> for Written {
    fn from(plan: Plan) -> Self {
        let named = |(variable, detail): &(usize, Detail)| Dimension {
            variable: plan.variables[*variable].name.clone(),
            detail: *detail,
        };
        let tables = plan.tables.iter().map(|table| Table { dimensions: table.iter().map(named).collect() }).collect();
        let breakdowns = plan.breakdowns();
        let codes = |one: &Vec<usize>| {
            let at = breakdowns.iter().zip(one);
            at.map(|(variable, category)| plan.variables[*variable].categories[*category].code.clone()).collect()
        };
        let only = plan.only.as_ref().map(|only| only.iter().map(codes).collect());
        let links = plan.links.iter().map(|(answer, linked)| linked.written(&plan.variables, *answer)).collect();
        let least_bases = plan.least_bases();
        Self { tables, variables: plan.variables, only, links, least_bases }
    }
}

fn check_variable(variable: &Variable) -> Result<(), PlanError> {
    if variable.categories.is_empty() {
        return Err(PlanError::Empty(variable.name.clone()));
    }
    let mut codes = BTreeSet::new();
    if let Some(twice) = (0..variable.nodes()).map(|node| variable.code(node)).find(|code| !codes.insert(*code)) {
        return Err(PlanError::Twice(twice.to_owned()));
    }
    let known = |code: &String| variable.categories.iter().any(|category| category.code == *code);
    if let Some(unknown) = variable.groups.iter().flat_map(|group| &group.members).find(|member| !known(member)) {
        return Err(PlanError::Unknown(unknown.clone()));
    }
    for (at, group) in variable.groups.iter().enumerate() {
        let members: BTreeSet<_> = group.members.iter().collect();
        if members.is_empty() || (variable.is_answer() && members.len() == variable.categories.len()) {
            return Err(PlanError::Group(group.code.clone()));
        }
        for other in &variable.groups[..at] {
            let others: BTreeSet<_> = other.members.iter().collect();
            if !(members.is_disjoint(&others) || members.is_subset(&others) || others.is_subset(&members)) {
                return Err(PlanError::Overlap(other.code.clone(), group.code.clone()));
            }
        }
    }
    Ok(())
}
