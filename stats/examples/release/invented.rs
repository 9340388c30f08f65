//! Invented people and what is asked of them: areas with some departments, age bands, genders, questions with a skew like
//! that of real ones. Benchmarks use them as well.

use stats::cube::{Category, Group, Link, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};

const AREAS: usize = 3;

/// What some people say in some departments, age bands and three genders.
pub(crate) fn tally(people: usize, (departments, ages): (usize, usize), questions: usize) -> Tally {
    let mut chance = fastrand::Rng::with_seed(7);
    let records = (0..people).map(|_| record(&mut chance, departments, ages, questions));
    Tally::count(plan(departments, ages, questions), 0, records).expect("the records fit")
}

/// The same people, asked one question of which each may choose several of some codes, by department and by age and gender. Who was not
/// asked it, and who gave no answer, is the same for each code.
pub(crate) fn multiple(people: usize, (departments, ages): (usize, usize), codes: usize) -> Tally {
    const MISSING: [MissingCode; 2] = [MissingCode::Declined, MissingCode::NotAsked];
    let mut chance = fastrand::Rng::with_seed(7);
    let mut variables = breakdowns(departments, ages);
    let (mut tables, mut links) = (Vec::new(), Vec::new());
    for code in 0..codes {
        let name = format!("many:{code}");
        let chosen = ["yes", "no"].map(|code| Category { code: code.into(), residents: None, missing: None });
        let missing = MISSING.map(|why| Category { code: format!("{why:?}"), residents: None, missing: Some(why) });
        let categories = chosen.into_iter().chain(missing).collect();
        tables.extend([Table::of(&["place", &name]), Table::of(&["age", "gender", &name])]);
        let same = MISSING.map(|why| (format!("{why:?}"), vec![format!("{why:?}")])).into();
        links.push(Link { answer: name.clone(), with: "many:0".into(), same });
        variables.push(Variable { name, role: Role::Answer { sensitive: false }, categories, groups: vec![] });
    }
    let plan = Plan::parse(variables, &tables).expect("the plan fits").linked(&links[1..]).expect("it can be linked");
    let records = (0..people).map(|_| {
        let mut record = record(&mut chance, departments, ages, 0);
        let missing =
            Some(chance.usize(..20)).filter(|chance| *chance < 3).map(|chance| if chance < 1 { 2 } else { 3 });
        let answer = |code| missing.unwrap_or_else(|| usize::from(chance.usize(..8) > code));
        record.categories.extend((0..codes).map(answer));
        record
    });
    Tally::count(plan, 0, records).expect("the records fit")
}

fn plan(departments: usize, ages: usize, questions: usize) -> Plan {
    let mut variables = breakdowns(departments, ages);
    let mut tables = Vec::new();
    for question in 0..questions {
        let name = format!("question{question}");
        let mut categories = numbered("answer", 3 + question % 4);
        for missing in [MissingCode::DontKnow, MissingCode::Declined] {
            categories.push(Category { code: format!("{missing:?}"), residents: None, missing: Some(missing) });
        }
        let role = Role::Answer { sensitive: question % 3 == 0 };
        variables.push(Variable { name: name.clone(), role, categories, groups: vec![] });
        tables.push(Table::of(&["place", &name]));
        tables.push(Table::of(&["age", &name]).by_groups_of("place"));
        tables.push(Table::of(&["gender", &name]).by_groups_of("place"));
        tables.push(Table::of(&["age", "gender", &name]));
    }
    Plan::parse(variables, &tables).expect("the plan fits")
}

fn numbered(name: &str, many: usize) -> Vec<Category> {
    (0..many).map(|at| Category { code: format!("{name}{at}"), residents: None, missing: None }).collect()
}

fn breakdowns(departments: usize, ages: usize) -> Vec<Variable> {
    let category = |code: String, residents| Category { code, residents, missing: None };
    let areas = (0..AREAS).map(|area| Group {
        code: format!("area{area}"),
        members: (0..departments).filter(|at| at % AREAS == area).map(|at| format!("department{at}")).collect(),
    });
    let places =
        (0..departments).map(|at| category(format!("department{at}"), Some(60 + 30 * u32::try_from(at).unwrap_or(0))));
    vec![
        Variable { name: "place".into(), role: Role::Breakdown, categories: places.collect(), groups: areas.collect() },
        Variable { name: "age".into(), role: Role::Breakdown, categories: numbered("age", ages), groups: vec![] },
        Variable { name: "gender".into(), role: Role::Breakdown, categories: numbered("gender", 3), groups: vec![] },
    ]
}

fn record(chance: &mut fastrand::Rng, departments: usize, ages: usize, questions: usize) -> Record {
    let gender = if chance.u8(..) < 4 { 2 } else { chance.usize(..2) };
    let place = chance.usize(..departments).max(chance.usize(..departments));
    let mut categories = vec![place, chance.usize(..ages).min(chance.usize(..ages)), gender];
    for question in 0..questions {
        let answers = 3 + question % 4;
        categories.push(match chance.u8(..100) {
            0..5 => answers,
            5..8 => answers + 1,
            _ => chance.usize(..answers).min(chance.usize(..answers)),
        });
    }
    Record { categories, presence: Presence::default() }
}
