//! How long a release of a real size takes and how much of it survives: `cargo run --release -p stats --example release`.
//!
//! `RESPONDENTS`, `DEPARTMENTS` (an area), `AGES` and `QUESTIONS` change the size. `CODES=8` asks one question instead, of which several
//! of eight codes may be chosen, so that all of them are protected together.

#[path = "../../../src/service/releases/at_once.rs"]
mod at_once;
mod invented;

use std::time::Duration;

use self::at_once::at_once;
use stats::disclosure::{Rules, audit, protect_each};

fn main() {
    let size = |name: &str, default| std::env::var(name).ok().and_then(|size| size.parse().ok()).unwrap_or(default);
    let (departments, ages, questions) = (3 * size("DEPARTMENTS", 3), size("AGES", 4), size("QUESTIONS", 30));
    let (people, codes) = (size("RESPONDENTS", 900), size("CODES", 0));
    let (tally, counting) = timed(|| match codes {
        0 => invented::tally(people, (departments, ages), questions),
        codes => invented::multiple(people, (departments, ages), codes),
    });
    println!("{} cells, {} respondents", tally.plan().cells().len(), people);
    let (published, protecting) = timed(|| protect_each(&tally, Rules::default(), &[], at_once));
    let published = match published {
        Ok(published) => published,
        Err(error) => return println!("not protected after {protecting:?}: {error}"),
    };
    println!(
        "count {counting:?}, protect {protecting:?}, {:.1} % of the cells are shown",
        100.0 * published.shown_share()
    );
    let (audited, auditing) = timed(|| audit::audit_each(&published, &[], at_once));
    match audited {
        Ok(a) => println!("audit {auditing:?}: {a:?}"),
        Err(found) => println!("audit {auditing:?}: {} found, first {:?}", found.len(), found[0]),
    }
}

#[expect(clippy::disallowed_methods, reason = "it measures")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let done = work();
    (done, start.elapsed())
}
