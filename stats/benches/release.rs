//! What a release costs: counting, protecting and auditing, as people and cells grow. Read the ratios within one run, not the
//! times of different machines.

#[path = "../examples/release/invented.rs"]
mod invented;

use divan::{Bencher, black_box};
use stats::cube::{Category, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Rules, audit, protect};

fn main() {
    divan::main();
}

/// Answers to 40 questions by four dimensions, made as they are counted, so that no more than one is there at a time.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn count_answers(bencher: Bencher<'_, '_>, answers: usize) {
    let (dimensions, questions) = ([9, 4, 3, 5], 40);
    let sizes: Vec<usize> = dimensions.into_iter().chain((0..questions).map(|question| 3 + question % 5)).collect();
    let variable = |(at, many): (usize, &usize)| {
        let category = |code: usize| Category { code: format!("{at}-{code}"), residents: None, missing: None };
        let role = if at < dimensions.len() { Role::Breakdown } else { Role::Answer { sensitive: false } };
        Variable { name: format!("v{at}"), role, categories: (0..*many).map(category).collect(), groups: vec![] }
    };
    let tables: Vec<Table> =
        (dimensions.len()..sizes.len()).map(|at| Table::of(&["v0", "v1", "v2", "v3", &format!("v{at}")])).collect();
    let plan = Plan::parse(sizes.iter().enumerate().map(variable).collect(), &tables).expect("the plan fits");
    bencher.bench_local(|| {
        let mut chance = fastrand::Rng::with_seed(7);
        let records = (0..answers).map(|_| Record {
            categories: sizes.iter().map(|many| chance.usize(..*many)).collect(),
            presence: Presence::default(),
        });
        Tally::count(black_box(plan.clone()), 0, records)
    });
}

/// 900 people in nine departments; each question is about 350 cells.
#[divan::bench(args = [1, 2, 4, 8], sample_count = 1, sample_size = 1)]
fn protect_questions(bencher: Bencher<'_, '_>, questions: usize) {
    let tally = invented::tally(900, (9, 4), questions);
    bencher.bench_local(|| protect(black_box(&tally), Rules::default(), &[]));
}

/// What was protected, attacked.
#[divan::bench(args = [1, 2, 4, 8], sample_count = 1, sample_size = 1)]
fn audit_questions(bencher: Bencher<'_, '_>, questions: usize) {
    let tally = invented::tally(900, (9, 4), questions);
    let published = protect(&tally, Rules::default(), &[]).expect("it can be protected");
    bencher.bench_local(|| audit::audit(black_box(&published), &[]));
}
