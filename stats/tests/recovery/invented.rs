//! Random plans and people for the attack: sparse cubes with one to four linked tables, and people who come and go.

use fastrand::Rng;
use stats::cube::{Category, Group, Link, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Published, Rules, protect};

use crate::attacker::{Place, Tie, Whom};

/// People, what is asked of them, and what is released: once, or again after some came and went.
pub(crate) struct Invented {
    pub(crate) variables: Vec<Variable>,
    pub(crate) records: Vec<Record>,
    /// The categories of what breaks down of which it is public that nobody is in them.
    pub(crate) empty: Vec<Vec<usize>>,
    /// That the second question tells on the first, if it does.
    pub(crate) tie: Option<Tie>,
    /// Of how many people answers are told at least where the first variable breaks them down; nothing, where as elsewhere.
    pub(crate) least_of_first: u32,
    plans: Vec<Plan>,
}

impl Invented {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Rng::with_seed(seed);
        let breakdowns = chance.usize(2..=3);
        let mut variables = variables(&mut chance, breakdowns);
        // Of every fourth lot so few live in some places that it matters.
        if seed % 8 == 2 || seed % 8 == 7 {
            let mut chance = Rng::with_seed(seed);
            for place in &mut variables[0].categories {
                place.residents = Some(chance.u32(2..=6).pow(2) + chance.u32(..9));
            }
        }
        // Of every third lot not everybody was asked everything.
        for question in variables[breakdowns..].iter_mut().filter(|_| seed.is_multiple_of(3)) {
            question.categories.last_mut().expect("it has some").missing = Some(MissingCode::NotAsked);
        }
        // Of some lots groups are of those who gave no answer, by why they gave none.
        for question in variables[breakdowns..].iter_mut().filter(|_| seed > 150 && seed % 7 == 1) {
            for group in &question.groups {
                let within = question.categories.iter_mut().filter(|category| group.members.contains(&category.code));
                for (category, why) in within.zip([MissingCode::DontKnow, MissingCode::Declined]) {
                    category.missing = Some(why);
                }
            }
        }
        let plans: Vec<Plan> = (0..chance.usize(1..=2)).map(|_| plan(&mut chance, &variables, breakdowns)).collect();
        let (empty, others) = known_empty(seed, &variables[..breakdowns]);
        let tie = tie(seed, &variables, breakdowns);
        let links: Vec<Link> = tie.iter().map(|tie| tie.link(&variables)).collect();
        let linked = |plan: Plan| plan.only(&others).expect("the codes are there").linked(&links).expect("they fit");
        let least_of_first = if seed % 4 == 1 { 35 } else { 0 };
        let least = [(variables[0].name.clone(), least_of_first)].into();
        let rested = |plan: Plan| linked(plan).resting_on(&least).expect("it breaks down");
        let plans = plans.into_iter().map(rested).collect();
        let mut invented = Self { variables, records: Vec::new(), empty, tie, least_of_first, plans };
        let many = chance.usize(25..160);
        let again = invented.plans.len() > 1;
        let (came, went) = if again { (chance.usize(0..16), chance.usize(0..8)) } else { (0, 0) };
        for at in 0..many + came {
            let presence = if at >= many {
                Presence { joined: 1, left: None }
            } else {
                Presence { joined: 0, left: (at < went).then_some(1) }
            };
            let category = |variable: &Variable| {
                let many = variable.categories.len();
                if variable.is_answer() { chance.usize(..many).min(chance.usize(..many)) } else { chance.usize(..many) }
            };
            let mut categories: Vec<usize> = invented.variables.iter().map(category).collect();
            invented.tie.iter().for_each(|tie| tie.fit(&mut categories));
            let mut place = vec![0; categories.len()];
            place[0] = categories[0] + 1;
            let everybody = [Whom::Stayed, Whom::Came, Whom::Went].map(|whom| invented.count(&place, whom));
            let residents = invented.variables[0].categories[categories[0]].residents.map_or(u64::MAX, u64::from);
            let has_room = everybody.iter().sum::<u64>() < residents;
            if has_room && !invented.empty.contains(&categories[..breakdowns].to_vec()) {
                invented.records.push(Record { categories, presence });
            }
        }
        invented
    }

    /// The releases, each made with regard to those before it; nothing where a plan is too fine for its people.
    pub(crate) fn releases(&self) -> Option<Vec<Published>> {
        let mut releases: Vec<Published> = Vec::new();
        for snapshot in 0..self.plans.len() {
            releases.push(self.release(snapshot, &releases)?);
        }
        Some(releases)
    }

    /// One release, with regard to some others alone; nothing where it cannot be, or there is only one.
    pub(crate) fn release(&self, snapshot: usize, earlier: &[Published]) -> Option<Published> {
        let plan = self.plans.get(snapshot)?.clone();
        let now = u32::try_from(snapshot).expect("there are two at most");
        let there = self.records.iter().filter(|record| record.presence.joined <= now).cloned().map(|mut record| {
            // Nobody knows yet who will go.
            record.presence.left = record.presence.left.filter(|left| *left <= now);
            record
        });
        let tally = Tally::count(plan, now, there).expect("the records fit");
        protect(&tally, Rules::default(), earlier).ok()
    }

    /// How many people there are.
    pub(crate) fn count(&self, place: &Place, whom: Whom) -> u64 {
        let counted = |record: &&Record| is_of(record, whom) && is_in(&self.variables, record, place);
        self.records.iter().filter(counted).count() as u64
    }
}

pub(crate) fn is_of(record: &Record, whom: Whom) -> bool {
    let [first, second] = [0, 1].map(|snapshot| record.presence.in_snapshot(snapshot));
    match whom {
        Whom::First => first,
        Whom::Second => second,
        Whom::Stayed => first && second,
        Whom::Came => second && !first,
        Whom::Went => first && !second,
    }
}

fn is_in(variables: &[Variable], record: &Record, place: &Place) -> bool {
    variables.iter().zip(&record.categories).zip(place).all(|((variable, category), node)| {
        let group = node.checked_sub(variable.categories.len() + 1);
        match group {
            _ if *node == 0 => true,
            None => *node == category + 1,
            Some(group) => variable.groups[group].members.contains(&variable.categories[*category].code),
        }
    })
}

impl Tie {
    fn link(&self, variables: &[Variable]) -> Link {
        let code = |question: usize, category: usize| variables[question].categories[category].code.clone();
        let others = self.others.iter().map(|other| code(self.with, *other)).collect();
        let name = |question: usize| variables[question].name.clone();
        let same = [(code(self.question, self.category), others)].into();
        Link { answer: name(self.question), with: name(self.with), same }
    }

    /// Where else people are told of who gave an answer, if one category of each question is the same.
    pub(crate) fn elsewhere(&self, place: &Place) -> Vec<Place> {
        let mut other = place.clone();
        (other[self.with], other[self.question]) = (0, self.category + 1);
        let is_one = self.others.len() == 1 && place[self.with] == self.others[0] + 1;
        self.parts(place).unwrap_or_else(|| if is_one { vec![other] } else { Vec::new() })
    }

    /// Gives the answer that goes with the other one.
    fn fit(&self, categories: &mut [usize]) {
        if self.others.contains(&categories[self.with]) {
            categories[self.question] = self.category;
        } else if categories[self.question] == self.category {
            categories[self.question] = 0;
        }
    }
}

/// Of every fifth lot with two questions the second is a follow-up of the first, or another code of it.
fn tie(seed: u64, variables: &[Variable], breakdowns: usize) -> Option<Tie> {
    let (with, question) = (breakdowns, breakdowns + 1);
    let last = variables[with].categories.len() - 1;
    let others = match seed % 10 {
        2 => (1..=last).collect(),
        7 => vec![last],
        _ => return None,
    };
    Some(Tie { question, category: variables.get(question)?.categories.len() - 1, with, others })
}

/// Of every second lot some combinations are known to be empty, as where no activity was held. The codes of the others too.
fn known_empty(seed: u64, variables: &[Variable]) -> (Vec<Vec<usize>>, Vec<Vec<String>>) {
    let mut chance = Rng::with_seed(seed);
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for variable in variables {
        let wider = all.iter().flat_map(|one| {
            (0..variable.categories.len()).map(|category| one.iter().copied().chain([category]).collect())
        });
        all = wider.collect();
    }
    let (empty, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|_| seed % 2 == 1 && chance.u8(..3) == 0);
    let code = |(variable, category): (&Variable, &usize)| variable.categories[*category].code.clone();
    let codes = others.iter().map(|one| variables.iter().zip(one).map(code).collect());
    (empty, codes.collect())
}

fn variables(chance: &mut Rng, breakdowns: usize) -> Vec<Variable> {
    let variable = |name: &str, role, many: usize| {
        let category = |at| Category { code: format!("{name}{at}"), residents: None, missing: None };
        Variable { name: name.into(), role, categories: (0..many).map(category).collect(), groups: vec![] }
    };
    let mut place = variable("place", Role::Breakdown, chance.usize(3..=4));
    for (at, department) in place.categories.iter_mut().enumerate() {
        department.residents = Some(if at == 0 && chance.u8(..4) == 0 { 80 } else { 300 });
    }
    for area in 0..2 {
        let codes = place.categories.iter().map(|department| department.code.clone()).enumerate();
        let members = codes.filter(|(at, _)| at % 2 == area).map(|(_, code)| code).collect();
        place.groups.push(Group { code: format!("area{area}"), members });
    }
    let mut variables = vec![place, variable("age", Role::Breakdown, chance.usize(2..=3))];
    if breakdowns == 3 {
        variables.push(variable("gender", Role::Breakdown, 2));
    }
    for name in &["safe", "volunteer"][..chance.usize(1..=2)] {
        let mut question = variable(name, Role::Answer { sensitive: chance.bool() }, chance.usize(2..=4));
        if question.categories.len() > 2 && chance.bool() {
            let members = question.categories[..2].iter().map(|category| category.code.clone()).collect();
            question.groups.push(Group { code: format!("{name} at all"), members });
        }
        variables.push(question);
    }
    variables
}

fn plan(chance: &mut Rng, variables: &[Variable], breakdowns: usize) -> Plan {
    let table = |chance: &mut Rng| {
        let question = chance.usize(breakdowns..variables.len());
        let mut names = vec![variables[question].name.as_str()];
        let by_area = chance.u8(..4) == 0;
        let finest = usize::from(by_area);
        while names.len() < 2 - finest {
            let chosen = (finest..breakdowns).filter(|_| chance.bool()).take(2);
            names.extend(chosen.map(|at| variables[at].name.as_str()));
        }
        let table = Table::of(&names);
        if by_area { table.by_groups_of("place") } else { table }
    };
    let tables: Vec<Table> = (0..chance.usize(1..=4)).map(|_| table(chance)).collect();
    Plan::parse(variables.to_vec(), &tables).expect("the plan fits")
}
