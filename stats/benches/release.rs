//! What a release costs: counting, protecting and auditing, as people and cells grow. Read the ratios within one run, not the
//! times of different machines.

#[path = "../examples/release/invented.rs"]
mod invented;

use std::collections::BTreeMap;
use std::sync::Mutex;

use divan::{Bencher, black_box};
use stats::cube::{Category, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Published, Rules, Unprotectable, audit, protect};

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

/// Cells of all tables. Thirty questions are 10,000; a plan of more than 20,000 is refused (`MOST_CELLS`), so the last is here alone
/// and shows whether time would still grow as cells do.
const CELLS: [usize; 5] = [500, 1_500, 5_000, 15_000, 50_000];

/// More and more questions, each in four tables by one or two variables: what 900 people in nine departments said.
#[divan::bench(args = CELLS, sample_count = 1, sample_size = 1)]
fn protect_cells(bencher: Bencher<'_, '_>, cells: usize) {
    let tally = invented::tally(900, (9, 4), questions(cells));
    bencher.bench_local(|| keep(cells, protect(black_box(&tally), Rules::default(), &[])));
}

/// What was protected, attacked.
#[divan::bench(args = CELLS, sample_count = 1, sample_size = 1)]
fn recover_cells(bencher: Bencher<'_, '_>, cells: usize) {
    let kept = PROTECTED.lock().expect("nobody panicked").remove(&cells);
    let published = kept.unwrap_or_else(|| {
        let tally = invented::tally(900, (9, 4), questions(cells));
        protect(&tally, Rules::default(), &[]).expect("it can be protected")
    });
    bencher.bench_local(|| audit::audit(black_box(&published), &[]));
}

/// One question by more and more departments. They hang together, so here time grows faster than cells.
#[divan::bench(args = [3, 9, 27], sample_count = 1, sample_size = 1)]
fn protect_departments(bencher: Bencher<'_, '_>, departments: usize) {
    let tally = invented::tally(900, (departments, 4), 1);
    bencher.bench_local(|| protect(black_box(&tally), Rules::default(), &[]));
}

/// One question of which several of some codes may be chosen: they tell on each other, so they are protected together.
#[divan::bench(args = [2, 4, 8], sample_count = 1, sample_size = 1)]
fn protect_codes(bencher: Bencher<'_, '_>, codes: usize) {
    let tally = invented::multiple(900, (9, 4), codes);
    bencher.bench_local(|| protect(black_box(&tally), Rules::default(), &[]));
}

/// What `protect_cells` made, for `recover_cells`, which comes after it: nothing large is protected twice.
static PROTECTED: Mutex<BTreeMap<usize, Published>> = Mutex::new(BTreeMap::new());

fn keep(cells: usize, protected: Result<Published, Unprotectable>) {
    PROTECTED.lock().expect("nobody panicked").insert(cells, protected.expect("it can be protected"));
}

/// So many questions have about so many cells.
fn questions(cells: usize) -> usize {
    const OF_ONE: usize = 343;
    cells.div_ceil(OF_ONE)
}
