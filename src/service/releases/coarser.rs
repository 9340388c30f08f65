//! Makes a plan coarser, one step at a time: the same plan and the same losses give the same step.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};
use stats::cube::{Detail, Plan};
use stats::disclosure::Published;

use super::breakdown::Breakdown;
use super::cube::{AREA, DEPARTMENT};
use super::plan::{Answer, Merged, ReleasePlan};
use super::variable::UNKNOWN;

/// What an answer is broken down by, in the order of the alphabet.
pub(super) type By = Vec<String>;

/// One step. `Display` says it in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Departments are shown together with the others of their area.
    Areas(Vec<String>),
    /// Two neighbouring categories become one.
    Together(String, [String; 2]),
    /// Breakdowns are no longer crossed with each other.
    Apart(Vec<String>),
    /// Nothing is broken down by this any more.
    Without(Vec<String>),
    /// One question is no longer broken down so.
    WithoutFor(String, Vec<String>),
    /// A question is no longer counted.
    WithoutQuestion(String),
}

/// How much of what is shown: all of it, and shown.
type Share = (usize, usize);

/// What a protected release lost: by what its tables are broken down by, and by category of each breakdown. Only from what it shows.
pub(super) struct Losses {
    tables: BTreeMap<By, Share>,
    categories: BTreeMap<(String, String), Share>,
}

impl Losses {
    pub(super) fn of(published: &Published) -> Self {
        let plan = published.plan();
        let mut losses = Self { tables: BTreeMap::new(), categories: BTreeMap::new() };
        for table in plan.tables() {
            let by = by(plan, table);
            for cell in plan.cells_of(table) {
                let is_shown = usize::from(published.count(&cell).flatten().is_some());
                let count = |share: &mut Share| *share = (share.0 + 1, share.1 + is_shown);
                count(losses.tables.entry(by.clone()).or_default());
                for (name, code) in plan.words(&cell) {
                    count(losses.categories.entry((name.to_owned(), code.to_owned())).or_default());
                }
            }
        }
        losses
    }

    /// The breakdown that loses the largest share of its cells.
    pub(super) fn worst(&self) -> Option<&By> {
        let broken_down = self.tables.iter().filter(|(by, _)| !by.is_empty());
        broken_down.min_by(|(_, one), (_, other)| less(**one, **other)).map(|(by, _)| by)
    }

    fn together(&self, breakdown: &str, [one, other]: [&str; 2]) -> Share {
        let of =
            |code: &str| self.categories.get(&(breakdown.to_owned(), code.to_owned())).copied().unwrap_or_default();
        (of(one).0 + of(other).0, of(one).1 + of(other).1)
    }
}

/// Makes all tables that are broken down so coarser by one step. Nothing, if no step is left.
pub(super) fn coarsen(plan: &mut ReleasePlan, counted: &Plan, by: &By, losses: Option<&Losses>) -> Option<Step> {
    if by.iter().any(|name| name == DEPARTMENT) {
        let areas = sorted(by.iter().map(|name| if name == DEPARTMENT { AREA.to_owned() } else { name.clone() }));
        replace(plan, by, &[areas]);
        return Some(Step::Areas(by.clone()));
    }
    for breakdown in plan.breakdowns.iter_mut().filter(|one| one.ordered && by.contains(&one.name)) {
        if let Some(codes) = merge(breakdown, counted, losses) {
            return Some(Step::Together(breakdown.name.clone(), codes));
        }
    }
    match by.len() {
        0 => None,
        1 => {
            replace(plan, by, &[]);
            Some(Step::Without(by.clone()))
        }
        _ => {
            let alone: Vec<By> = by.iter().map(|name| vec![name.clone()]).collect();
            replace(plan, by, &alone);
            Some(Step::Apart(by.clone()))
        }
    }
}

/// Takes out the table that a cell is in, with the names that it has: that of its question, or of all questions if it counts who took
/// part. Nothing, if nothing is left to take out.
pub(super) fn take_out(plan: &mut ReleasePlan, cell: &BTreeMap<String, String>) -> Option<Step> {
    let is_breakdown = |name: &String| name == DEPARTMENT || plan.breakdowns.iter().any(|one| one.name == *name);
    let by: By = cell.keys().filter(|name| is_breakdown(name)).cloned().collect();
    let question = cell.keys().find(|name| !is_breakdown(name)).cloned();
    let Some(question) = question else {
        let holding = plan.answers.iter().flat_map(|answer| plan.tables_of(answer)).find(|table| holds(table, &by));
        let table = sorted(holding?.iter().cloned());
        if table.is_empty() {
            return None;
        }
        replace(plan, &table, &[]);
        return Some(Step::Without(table));
    };
    // Of a question with several answers each is counted under a name that begins with its own.
    let is_it = |answer: &Answer| {
        question.strip_prefix(&answer.question).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    let at = plan.answers.iter().position(is_it)?;
    let mut tables = plan.tables_of(&plan.answers[at]).to_vec();
    let name = plan.answers[at].question.clone();
    if let Some(table) = tables.iter().position(|table| !table.is_empty() && holds(table, &by)) {
        let table = tables.remove(table);
        plan.answers[at].tables = Some(or_all(tables));
        return Some(Step::WithoutFor(name, table));
    }
    if plan.answers.len() == 1 {
        return None;
    }
    plan.answers.remove(at);
    Some(Step::WithoutQuestion(name))
}

/// Puts two neighbours together: those of which least is shown.
fn merge(breakdown: &mut Breakdown, counted: &Plan, losses: Option<&Losses>) -> Option<[String; 2]> {
    let variable = counted.variables().iter().find(|variable| variable.name == breakdown.name)?;
    let codes: Vec<&str> =
        variable.categories.iter().map(|one| one.code.as_str()).filter(|code| *code != UNKNOWN).collect();
    if codes.len() < 3 {
        return None;
    }
    let pairs = codes.windows(2).enumerate().map(|(at, pair)| {
        let share = losses.map(|losses| losses.together(&breakdown.name, [pair[0], pair[1]])).unwrap_or_default();
        (at, share)
    });
    let (at, _) = pairs.min_by(|(_, one), (_, other)| less(*one, *other))?;
    if breakdown.categories.is_empty() {
        let alone = |code: &&str| Merged { code: (*code).to_owned(), of: vec![(*code).to_owned()], label: None };
        breakdown.categories = codes.iter().map(alone).collect();
    }
    let second = breakdown.categories.remove(at + 1);
    let first = &mut breakdown.categories[at];
    let both = [first.code.clone(), second.code.clone()];
    first.code = both.join("_or_");
    first.of.extend(second.of);
    // What one of them was called is not what both are; the words of the form are put together instead.
    first.label = None;
    let [one, other] = both.each_ref().map(|code| breakdown.residents.remove(code));
    if let Some(known) = one.zip(other).and_then(|(one, other)| one.with(other)) {
        breakdown.residents.insert(first.code.clone(), known);
    }
    Some(both)
}

/// Puts other tables in the place of one, wherever it is asked for.
fn replace(plan: &mut ReleasePlan, old: &By, new: &[By]) {
    let own = plan.answers.iter_mut().filter_map(|answer| answer.tables.as_mut());
    for tables in own.chain([&mut plan.tables]) {
        let before = tables.len();
        tables.retain(|table| sorted(table.iter().cloned()) != *old);
        if tables.len() < before {
            for table in new {
                if !tables.iter().any(|other| sorted(other.iter().cloned()) == *table) {
                    tables.push(table.clone());
                }
            }
        }
        *tables = or_all(std::mem::take(tables));
    }
}

/// A question without tables is counted for everybody.
fn or_all(tables: Vec<Vec<String>>) -> Vec<Vec<String>> {
    if tables.is_empty() { vec![Vec::new()] } else { tables }
}

/// Whether a cell that is broken down so can be one of a table.
fn holds(table: &[String], by: &By) -> bool {
    by.iter().all(|name| table.iter().any(|other| other == name || (name == DEPARTMENT && other == AREA)))
}

fn by(plan: &Plan, table: &[(usize, Detail)]) -> By {
    let breakdowns = table.iter().map(|(at, detail)| (&plan.variables()[*at], detail));
    let breakdowns = breakdowns.filter(|(variable, _)| !variable.is_answer());
    sorted(breakdowns.map(|(variable, detail)| match detail {
        Detail::Groups => AREA.to_owned(),
        Detail::Categories => variable.name.clone(),
    }))
}

fn sorted(names: impl Iterator<Item = String>) -> By {
    let mut names: By = names.collect();
    names.sort();
    names.dedup();
    names
}

/// Whether less of one is shown than of the other.
fn less(one: Share, other: Share) -> std::cmp::Ordering {
    (one.1 * other.0).cmp(&(other.1 * one.0))
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Areas(by) => write!(f, "by {}: departments together, as areas", by.join(" × ")),
            Self::Together(breakdown, [one, other]) => write!(f, "{breakdown}: {one} and {other} together"),
            Self::Apart(by) => write!(f, "by {}: each by itself", by.join(" × ")),
            Self::Without(by) => write!(f, "by {}: left out", by.join(" × ")),
            Self::WithoutFor(question, by) => write!(f, "{question} by {}: left out", by.join(" × ")),
            Self::WithoutQuestion(question) => write!(f, "{question}: left out"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "
form_id: invented
place: { area: area, department: department }
breakdowns:
  - { name: age, question: age, ordered: true }
  - { name: gender, question: gender }
tables: [[department], [age, area]]
answers: [{ question: safe }, { question: stays, tables: [[gender]] }]
";

    fn plan() -> ReleasePlan {
        ReleasePlan::parse(PLAN).unwrap()
    }

    fn counted() -> Plan {
        let category = |code: &str| stats::cube::Category { code: code.to_owned(), residents: None, missing: None };
        let categories = ["young", "middle", "old", UNKNOWN].map(category).to_vec();
        let role = stats::cube::Role::Breakdown;
        let variable = stats::cube::Variable { name: "age".to_owned(), role, categories, groups: Vec::new() };
        Plan::parse(vec![variable], &[]).unwrap()
    }

    fn named(names: &[&str]) -> By {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn steps_go_from_departments_to_areas_and_from_many_bands_to_two_and_then_apart() {
        let (mut plan, counted) = (plan(), counted());
        let step = coarsen(&mut plan, &counted, &named(&["department"]), None);
        assert_eq!(step, Some(Step::Areas(named(&["department"]))));
        assert_eq!(plan.tables, [named(&["age", "area"]), named(&["area"])]);
        let step = coarsen(&mut plan, &counted, &named(&["age", "area"]), None).unwrap();
        assert_eq!(step.to_string(), "age: young and middle together");
        let codes: Vec<&str> = plan.breakdowns[0].categories.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["young_or_middle", "old"]);
        assert_eq!(plan.breakdowns[0].categories[0].of, ["young", "middle"]);
        // Women and men are no neighbours, and a table that is left out leaves everybody.
        let step = coarsen(&mut plan, &counted, &named(&["gender"]), None);
        assert_eq!(step, Some(Step::Without(named(&["gender"]))));
        assert_eq!(plan.answers[1].tables, Some(vec![Vec::new()]));
    }

    #[test]
    fn a_table_that_gives_somebody_away_is_taken_out_for_its_question_alone() {
        let mut plan = plan();
        let cell = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), "a".to_owned())).collect();
        let step = take_out(&mut plan, &cell(&["age", "safe"]));
        assert_eq!(step, Some(Step::WithoutFor("safe".to_owned(), named(&["age", "area"]))));
        assert_eq!(plan.answers[0].tables, Some(vec![named(&["department"])]));
        assert_eq!(plan.tables.len(), 2, "others keep theirs");
        let steps = [take_out(&mut plan, &cell(&["safe"])), take_out(&mut plan, &cell(&["safe"]))].map(Option::unwrap);
        assert_eq!(steps.map(|step| step.to_string()), ["safe by department: left out", "safe: left out"]);
        assert_eq!(take_out(&mut plan, &cell(&["gender"])), Some(Step::Without(named(&["gender"]))));
        assert_eq!(take_out(&mut plan, &cell(&["stays"])), None, "something must be counted");
    }

    #[test]
    fn what_is_written_is_read_as_the_same_plan() {
        let mut plan = plan();
        coarsen(&mut plan, &counted(), &named(&["age", "area"]), None).unwrap();
        let text = plan.to_yaml();
        assert_eq!(ReleasePlan::parse(&text).unwrap().to_yaml(), text);
        assert!(text.contains("young_or_middle"), "{text}");
    }
}
