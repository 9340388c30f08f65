//! Attackers who know the rules: every small population is protected, and those are held against each other that are told the same.
//!
//! One attacker knows the rules alone, another one works through the program (Wong and others 2007). Thresholds are tiny, so that all
//! populations can be listed.

use std::collections::{BTreeMap, HashMap};

use crate::cube::{Category, Cell, Plan, Presence, Record, Role, Table, Tally, Variable};
use crate::disclosure::{Rules, protect};

/// Small tables, and how many people there are at most.
#[derive(Debug)]
struct Design {
    breakdowns: &'static [(&'static str, usize)],
    answers: usize,
    tables: &'static [&'static [&'static str]],
    sensitive: bool,
    few: u64,
    least_base: u64,
    /// What the first breakdown asks for beyond that.
    least_of_first: u64,
    most: u64,
    /// How many live where, if everybody knows: by the first breakdown.
    residents: &'static [u32],
}

/// What is said of some people: each cell with its count, or that it is hidden.
type Pattern = Vec<Option<u64>>;

struct World {
    people: Vec<u64>,
    /// The count of each cell.
    values: Vec<u64>,
    pattern: Option<Pattern>,
}

/// Of how many hidden sensitive counts an attacker finds out too much.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    secrets: usize,
    exactly: usize,
    narrowly: usize,
    /// By somebody who answered.
    from_within: usize,
}

struct Scene {
    design: &'static Design,
    plan: Plan,
    cells: Vec<Cell>,
    /// For each cell where its base is, and where the next larger populations are.
    bases: Vec<usize>,
    parents: Vec<Vec<usize>>,
    lines: Vec<Vec<usize>>,
    worlds: Vec<World>,
}

impl Scene {
    fn new(design: &'static Design) -> Self {
        Self::told(design, plan(design))
    }

    fn told(design: &'static Design, plan: Plan) -> Self {
        let cells: Vec<Cell> = plan.cells().into_iter().collect();
        let at = |cell: &Cell| cells.iter().position(|other| other == cell);
        let bases = cells.iter().map(|cell| at(&plan.base(cell)).expect("it is a cell")).collect();
        let parents = cells.iter().map(|cell| plan.parents(cell).iter().filter_map(at).collect()).collect();
        let lines = lines(&plan, &cells);
        let mut scene = Self { design, plan, bases, parents, lines, cells, worlds: Vec::new() };
        let atoms = design.breakdowns.iter().map(|(_, many)| many).product::<usize>() * design.answers;
        let mut all = Vec::new();
        list(&mut vec![0; atoms], 0, design.most, &mut all);
        all.retain(|people| design.is_possible(people));
        scene.worlds = all.iter().map(|people| scene.world(people)).collect();
        scene
    }

    fn world(&self, people: &[u64]) -> World {
        let records = people.iter().enumerate().flat_map(|(atom, many)| {
            let mut rest = atom / self.design.answers;
            let mut categories: Vec<usize> = Vec::new();
            for (_, many) in self.design.breakdowns.iter().rev() {
                categories.insert(0, rest % many);
                rest /= many;
            }
            categories.push(atom % self.design.answers);
            (0..*many).map(move |_| Record { categories: categories.clone(), presence: Presence::default() })
        });
        let tally = Tally::count(self.plan.clone(), 0, records).expect("the records fit");
        let values = self.cells.iter().map(|cell| tally.value(cell, 0)).collect();
        let few = u32::try_from(self.design.few).expect("it is small");
        let base = u32::try_from(self.design.least_base).expect("it is small");
        let published = protect(&tally, Rules::tiny(few, base), &[]).ok();
        let pattern = published.map(|published| published.cells().map(|(_, count)| count).collect());
        World { people: people.to_vec(), values, pattern }
    }

    fn is_answer(&self, cell: usize) -> bool {
        self.bases[cell] != cell
    }

    /// Of how many people the answers of a base are told at least.
    fn least_base(&self, base: usize) -> u64 {
        let is_of_first = self.cells[base].0.iter().any(|(variable, _)| *variable == 0);
        self.design.least_base.max(if is_of_first { self.design.least_of_first } else { 0 })
    }

    /// Whether the rules by themselves ask for a cell to be hidden, where those of who took part are hidden that the pattern hides.
    fn is_reason(&self, cell: usize, world: &World, pattern: &Pattern) -> bool {
        let few = |count: u64| (1..self.design.few).contains(&count);
        let count = world.values[cell];
        if !self.is_answer(cell) {
            let around = |parent: &usize| few(world.values[*parent] - count);
            return few(count) || (count > 0 && self.parents[cell].iter().any(around));
        }
        let base = self.bases[cell];
        let people = world.values[base];
        let thin = people > 0 && people < self.least_base(base);
        let uniform = people > 0 && (count == 0 || count == people);
        pattern[base].is_none() || thin || few(count) || few(people - count) || (uniform && self.design.sensitive)
    }

    /// The same of a count that must not be found out.
    fn is_secret(&self, cell: usize, world: &World) -> bool {
        let few = |count: u64| (1..self.design.few).contains(&count);
        let count = world.values[cell];
        if !self.is_answer(cell) {
            return count > 0
                && (few(count) || self.parents[cell].iter().any(|parent| few(world.values[*parent] - count)));
        }
        let base = self.bases[cell];
        let people = world.values[base];
        let uniform = people > 0 && (count == 0 || count == people);
        let thin = people > 0 && people < self.least_base(base) && !uniform;
        thin || few(count) || few(people - count) || (uniform && self.design.sensitive)
    }

    /// Hidden cells by what hangs together: those in a line.
    fn parts(&self, pattern: &Pattern) -> Vec<Vec<usize>> {
        let mut part: Vec<usize> = (0..self.cells.len()).collect();
        for line in &self.lines {
            let hidden: Vec<usize> = line.iter().copied().filter(|cell| pattern[*cell].is_none()).collect();
            for pair in hidden.windows(2) {
                let (one, other) = (part[pair[0]], part[pair[1]]);
                part.iter_mut().filter(|at| **at == other).for_each(|at| *at = one);
            }
        }
        let hidden: Vec<usize> = (0..self.cells.len()).filter(|cell| pattern[*cell].is_none()).collect();
        for (one, other) in hidden.iter().flat_map(|one| hidden.iter().map(move |other| (*one, *other))) {
            if self.is_answer(one) && self.is_answer(other) && self.meet(one, other) {
                let (one, other) = (part[one], part[other]);
                part.iter_mut().filter(|at| **at == other).for_each(|at| *at = one);
            }
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for cell in (0..self.cells.len()).filter(|cell| pattern[*cell].is_none()) {
            parts.entry(part[cell]).or_default().push(cell);
        }
        parts.into_values().collect()
    }

    /// Whether somebody can be in both cells.
    fn meet(&self, one: usize, other: usize) -> bool {
        let mut pairs =
            self.cells[one].0.iter().flat_map(|one| self.cells[other].0.iter().map(move |other| (one, other)));
        pairs.all(|(one, other)| one.0 != other.0 || one.1 == other.1)
    }

    fn fits(world: &World, pattern: &Pattern) -> bool {
        world.values.iter().zip(pattern).all(|(value, count)| count.is_none_or(|count| count == *value))
    }

    /// What those find who know all that is shown; who know the rules, too; and who know the program.
    fn found(&self) -> [Found; 3] {
        let mut told: HashMap<&Pattern, Vec<usize>> = HashMap::new();
        for (at, world) in self.worlds.iter().enumerate() {
            if let Some(pattern) = &world.pattern {
                told.entry(pattern).or_default().push(at);
            }
        }
        let mut found: [Found; 3] = Default::default();
        let whole = self.cells.iter().position(|cell| cell.0.is_empty()).expect("all together are a cell");
        for (pattern, same) in told.into_iter().filter(|(pattern, _)| pattern[whole].is_some()) {
            let fit: Vec<usize> = (0..self.worlds.len()).filter(|at| Self::fits(&self.worlds[*at], pattern)).collect();
            let parts = self.parts(pattern);
            let by_the_rules = |at: &&usize| {
                let world = &self.worlds[**at];
                let shown = (0..self.cells.len()).filter(|cell| pattern[*cell].is_some());
                !shown.into_iter().any(|cell| self.is_secret(cell, world))
                    && parts.iter().all(|part| part.iter().any(|cell| self.is_reason(*cell, world, pattern)))
            };
            let ruled: Vec<usize> = fit.iter().filter(by_the_rules).copied().collect();
            for truth in &same {
                assert!(ruled.contains(truth), "the truth has no reason: {pattern:?} {:?}", self.worlds[*truth].values);
                for (found, possible) in found.iter_mut().zip([&fit, &ruled, &same]) {
                    self.count(found, *truth, possible, pattern);
                }
            }
        }
        found
    }

    fn count(&self, found: &mut Found, truth: usize, possible: &[usize], pattern: &Pattern) {
        let world = &self.worlds[truth];
        for cell in (0..self.cells.len()).filter(|cell| pattern[*cell].is_none() && self.is_secret(*cell, world)) {
            let width = |own: Option<usize>| {
                let fit = possible.iter().map(|at| &self.worlds[*at]);
                let fit = fit.filter(|other| own.is_none_or(|own| other.people[own] > 0));
                let (low, high) = fit.fold((u64::MAX, 0), |(low, high), other| {
                    (low.min(other.values[cell]), high.max(other.values[cell]))
                });
                high - low
            };
            let most = self.design.most_in(&self.cells[cell]).map_or(u64::MAX, u64::from);
            let people = if self.is_answer(cell) { world.values[self.bases[cell]] } else { most };
            let mut respondents = (0..world.people.len()).filter(|own| world.people[*own] > 0);
            let needed = self.design.few.min(people - 1);
            found.from_within += usize::from(self.is_answer(cell) && respondents.any(|own| width(Some(own)) < needed));
            let width = width(None);
            found.secrets += 1;
            found.exactly += usize::from(width == 0);
            found.narrowly += usize::from(width < self.design.few.min(people));
        }
    }
}

impl Design {
    /// Whether nowhere more answered than live there.
    fn is_possible(&self, people: &[u64]) -> bool {
        let places = self.breakdowns[0].1;
        let answered = people.chunks(people.len() / places).map(|answered| answered.iter().sum::<u64>());
        self.residents.iter().zip(answered).all(|(residents, answered)| answered <= u64::from(*residents))
    }

    /// How many live where a cell is.
    fn most_in(&self, cell: &Cell) -> Option<u32> {
        let place = cell.0.iter().find(|(variable, _)| *variable == 0);
        place.and_then(|(_, place)| self.residents.get(*place).copied())
    }
}

fn plan(design: &Design) -> Plan {
    let variable = |name: &str, role, many: usize| {
        let residents = |at| design.residents.get(at).copied().filter(|_| name == design.breakdowns[0].0);
        let category = |at| Category { code: format!("{name}{at}"), residents: residents(at), missing: None };
        Variable { name: name.into(), role, categories: (0..many).map(category).collect(), groups: vec![] }
    };
    let breakdowns = design.breakdowns.iter().map(|(name, many)| variable(name, Role::Breakdown, *many));
    let answer = variable("q", Role::Answer { sensitive: design.sensitive }, design.answers);
    let tables: Vec<Table> = design.tables.iter().map(|table| Table::of(table)).collect();
    let least = u32::try_from(design.least_of_first).expect("it is small");
    let plan = Plan::parse(breakdowns.chain([answer]).collect(), &tables).expect("the plan fits");
    plan.resting_on(&[("a".to_owned(), least)].into()).expect("it breaks down")
}

/// Cells that add up to another one, each with that one; who took part apart from what they answered.
fn lines(plan: &Plan, cells: &[Cell]) -> Vec<Vec<usize>> {
    let mut lines = Vec::new();
    for (at, whole) in cells.iter().enumerate() {
        for (number, variable) in plan.variables().iter().enumerate() {
            let parts = (0..variable.categories.len()).map(|category| whole.with(number, category));
            let parts: Option<Vec<usize>> = parts.map(|part| cells.iter().position(|cell| *cell == part)).collect();
            let Some(mut line) = parts.filter(|_| whole.0.iter().all(|(other, _)| *other != number)) else { continue };
            if !variable.is_answer() {
                line.push(at);
            }
            lines.push(line);
        }
    }
    lines
}

fn list(people: &mut [u64], at: usize, left: u64, all: &mut Vec<Vec<u64>>) {
    if at == people.len() {
        return all.push(people.to_vec());
    }
    for many in 0..=left {
        people[at] = many;
        list(people, at + 1, left - many, all);
    }
    people[at] = 0;
}

const ONE: &[&[&str]] = &[&["a", "q"]];
const LINKED: &[&[&str]] = &[&["a", "q"], &["b", "q"]];
const TWO: &[(&str, usize)] = &[("a", 2)];
const THREE: &[(&str, usize)] = &[("a", 3)];
const BOTH: &[(&str, usize)] = &[("a", 2), ("b", 2)];

const FEW_IN_TWO: Design = Design {
    breakdowns: TWO,
    answers: 2,
    tables: ONE,
    sensitive: false,
    few: 2,
    least_base: 4,
    least_of_first: 0,
    most: 16,
    residents: &[],
};

/// Designs, with what is not promised: how many hidden sensitive counts somebody who works through the program finds out exactly, and of
/// how many too much.
static DESIGNS: [(Design, usize, usize); 8] = [
    (FEW_IN_TWO, 1_208, 1_648),
    (Design { few: 3, least_base: 6, ..FEW_IN_TWO }, 96, 1_528),
    (Design { sensitive: true, ..FEW_IN_TWO }, 92, 252),
    (Design { answers: 3, most: 9, ..FEW_IN_TWO }, 1_654, 3_787),
    (Design { breakdowns: THREE, most: 10, ..FEW_IN_TWO }, 936, 1_688),
    (Design { breakdowns: BOTH, tables: LINKED, most: 7, ..FEW_IN_TWO }, 768, 1_304),
    (Design { least_of_first: 7, ..FEW_IN_TWO }, 688, 1_080),
    (Design { breakdowns: BOTH, tables: LINKED, least_of_first: 6, most: 7, ..FEW_IN_TWO }, 224, 504),
];

#[test]
fn who_knows_the_rules_finds_out_no_more_than_who_does_not() {
    for (design, exactly, narrowly) in &DESIGNS {
        let scene = Scene::new(design);
        assert!(scene.worlds.iter().all(|world| world.pattern.is_some()), "{design:?}: some are refused");
        let [outside, by_the_rules, by_the_program] = scene.found();
        for found in [&outside, &by_the_rules] {
            assert_eq!((found.exactly, found.narrowly, found.from_within), (0, 0, 0), "{design:?}: {found:?}");
        }
        // What docs/disclosure.md says of those whom nothing is promised against; more of it has to be told there.
        let no_more = by_the_program.exactly <= *exactly && by_the_program.narrowly <= *narrowly;
        assert!(by_the_program.secrets > 5_000 && no_more, "{design:?}: {by_the_program:?}");
    }
}

/// Designs, with of how many hidden sensitive counts too much is found out where it is left out of account how many live where: by who
/// does not know the rules, and by who does.
static RESIDENTS: [(Design, usize, usize); 5] = [
    (Design { residents: &[5, 12], ..FEW_IN_TWO }, 0, 280),
    (Design { residents: &[2, 6], ..FEW_IN_TWO }, 28, 88),
    (Design { residents: &[4, 4], few: 3, least_base: 6, ..FEW_IN_TWO }, 60, 60),
    (Design { breakdowns: THREE, most: 10, residents: &[3, 5, 7], ..FEW_IN_TWO }, 0, 378),
    (Design { breakdowns: BOTH, tables: LINKED, most: 7, residents: &[3, 5], ..FEW_IN_TWO }, 0, 684),
];

#[test]
fn who_knows_how_many_live_where_finds_out_no_more() {
    for (design, outside, by_the_rules) in &RESIDENTS {
        let scene = Scene::new(design);
        assert!(scene.worlds.iter().all(|world| world.pattern.is_some()), "{design:?}: some are refused");
        for found in &scene.found()[..2] {
            assert_eq!((found.exactly, found.narrowly, found.from_within), (0, 0, 0), "{design:?}: {found:?}");
        }
        let found = Scene::told(design, plan(&Design { residents: &[], ..*design })).found();
        assert_eq!((found[0].narrowly, found[1].narrowly), (*outside, *by_the_rules), "{design:?}");
    }
}
