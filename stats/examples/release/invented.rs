//! Invented people and what is asked of them: areas with some departments, age bands, genders, questions with a skew like
//! that of real ones. Benchmarks use them as well.

use stats::cube::{Category, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};

const AREAS: usize = 3;

/// What some people say in some departments, age bands and three genders.
pub(crate) fn tally(people: usize, (departments, ages): (usize, usize), questions: usize) -> Tally {
    let mut chance = fastrand::Rng::with_seed(7);
    let records = (0..people).map(|_| record(&mut chance, departments, ages, questions));
    Tally::count(plan(departments, ages, questions), 0, records).expect("the records fit")
}

fn plan(departments: usize, ages: usize, questions: usize) -> Plan {
    let category = |code: String, residents| Category { code, residents, missing: None };
    let numbered = |name: &str, many: usize| (0..many).map(|at| category(format!("{name}{at}"), None)).collect();
    let areas = (0..AREAS).map(|area| Group {
        code: format!("area{area}"),
        members: (0..departments).filter(|at| at % AREAS == area).map(|at| format!("department{at}")).collect(),
    });
    let places =
        (0..departments).map(|at| category(format!("department{at}"), Some(60 + 30 * u32::try_from(at).unwrap_or(0))));
    let mut variables = vec![
        Variable { name: "place".into(), role: Role::Breakdown, categories: places.collect(), groups: areas.collect() },
        Variable { name: "age".into(), role: Role::Breakdown, categories: numbered("age", ages), groups: vec![] },
        Variable { name: "gender".into(), role: Role::Breakdown, categories: numbered("gender", 3), groups: vec![] },
    ];
    let mut tables = Vec::new();
    for question in 0..questions {
        let name = format!("question{question}");
        let mut categories: Vec<Category> = numbered("answer", 3 + question % 4);
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
