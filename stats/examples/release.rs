//! How long a release of a real size takes and how much of it survives: `cargo run --release -p stats --example release`.
//!
//! The people are invented: 3 areas with some departments, age bands, genders, questions with a skew like that of real ones.
//! `RESPONDENTS`, `DEPARTMENTS` (an area), `AGES` and `QUESTIONS` change the size.

use std::time::Duration;

use stats::cube::{Category, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Rules, audit, protect};

const AREAS: usize = 3;

fn main() {
    let size = |name: &str, default| std::env::var(name).ok().and_then(|size| size.parse().ok()).unwrap_or(default);
    let (departments, ages, questions) = (AREAS * size("DEPARTMENTS", 3), size("AGES", 4), size("QUESTIONS", 30));
    let plan = plan(departments, ages, questions);
    println!("{} cells, {} respondents", plan.cells().len(), size("RESPONDENTS", 900));
    let mut chance = fastrand::Rng::with_seed(7);
    let records: Vec<Record> =
        (0..size("RESPONDENTS", 900)).map(|_| record(&mut chance, departments, ages, questions)).collect();
    let (tally, counting) = timed(|| Tally::count(plan.clone(), 0, records.clone()).expect("records fit"));
    let (published, protecting) = timed(|| protect(&tally, Rules::default(), &[]));
    let published = match published {
        Ok(published) => published,
        Err(error) => return println!("not protected after {protecting:?}: {error}"),
    };
    println!(
        "count {counting:?}, protect {protecting:?}, {:.1} % of the cells are shown",
        100.0 * published.shown_share()
    );
    let (audited, auditing) = timed(|| audit::audit(&published, &[]));
    println!("audit {auditing:?}: {audited:?}");
}

#[expect(clippy::disallowed_methods, reason = "it measures")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let done = work();
    (done, start.elapsed())
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
