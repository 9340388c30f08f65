//! Compares what a small and a large input cost.

use std::time::Duration;

/// How many times the small input the large one is.
const TIMES: u32 = 4;
/// How much longer the large input may take than as much of the small one: what is linear takes once as long, what grows with the
/// square four times.
const LIMIT: f64 = 2.5;
/// What is measured has to be much longer than the clock's tick, which may be ten milliseconds.
const LEAST: Duration = Duration::from_millis(30);
/// What so many runs do not make long enough costs nothing that could grow.
const MOST_RUNS: u32 = 1 << 14;

/// Fails if `run` takes much more than four times as long for four times as much. Inputs are made outside the time that counts.
pub(crate) fn is_linear<I>(name: &str, size: usize, input: impl Fn(usize) -> I, run: impl Fn(&I)) {
    let (small, large) = (input(size), input(size * TIMES as usize));
    let mut ratio = f64::INFINITY;
    let mut runs = 1;
    // Whatever else the machine does can make a run longer, never shorter.
    for _ in 0..8 {
        let mut long = took(|| (0..runs).for_each(|_| run(&large)));
        while long < LEAST {
            if runs == MOST_RUNS {
                return;
            }
            runs *= 2;
            long = took(|| (0..runs).for_each(|_| run(&large)));
        }
        let short = took(|| (0..runs * TIMES).for_each(|_| run(&small)));
        ratio = ratio.min(long.as_secs_f64() / short.max(Duration::from_millis(1)).as_secs_f64());
        if ratio < LIMIT {
            return;
        }
    }
    panic!("{name}: {TIMES} times as much takes {:.1} times as long", ratio * f64::from(TIMES));
}

/// So many lines.
pub(crate) fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| line(index) + "\n").collect()
}

/// How long the processor was at it. The clock is asked twice and not at each run: asking costs more than a short run.
fn took(work: impl FnOnce()) -> Duration {
    let start = time();
    work();
    time().saturating_sub(start)
}

/// How long this thread has had a processor: waiting for one says nothing of the work. Where the system does not say so, nothing is
/// measured.
fn time() -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    said.split(' ').next().and_then(|used| used.parse().ok()).map(Duration::from_nanos).unwrap_or_default()
}
