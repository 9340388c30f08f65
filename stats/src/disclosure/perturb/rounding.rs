//! Small-count rounding: counts below a base become none or the base, and nothing else changes more than it must.
//!
//! After Langsrud and Heldal, "An algorithm for small count rounding of tabular data", *Privacy in Statistical Databases* (2018), and
//! their R package `SmallCountRounding`. As there, only the inner counts that small published ones are made of are rounded, and one
//! after another is set to the base where that brings the published sums nearest; here nearest is by least squares instead of by
//! partial least squares, so single results may differ from theirs.

/// Rounds inner counts so that no sum of them that is published lies between none and the base.
///
/// `published` says of which inner counts each published one is the sum. Sums of what comes back add up, because all are sums of the
/// same counts. The sum of all differs by half the base at most. The same counts give the same again.
pub fn round_small(inner: &[u64], published: &[Vec<usize>], base: u64) -> Vec<u64> {
    let mut chosen = vec![false; inner.len()];
    let mut rounded = inner.to_vec();
    loop {
        let mut grown = false;
        for sum in published {
            let value: u64 = sum.iter().map(|at| rounded[*at]).sum();
            if (1..base).contains(&value) {
                for at in sum.iter().filter(|at| rounded[**at] > 0) {
                    grown |= !chosen[*at];
                    chosen[*at] = true;
                }
            }
        }
        if !grown {
            return rounded;
        }
        rounded = nearest(inner, &chosen, published, base);
    }
}

/// The chosen counts set to none or the base, as many to the base as their sum has room for.
fn nearest(inner: &[u64], chosen: &[bool], published: &[Vec<usize>], base: u64) -> Vec<u64> {
    let among = |at: &usize| chosen[*at];
    let mut rounded: Vec<u64> = (0..inner.len()).map(|at| if chosen[at] { 0 } else { inner[at] }).collect();
    let mut short: Vec<i128> =
        published.iter().map(|sum| sum.iter().copied().filter(among).map(|at| i128::from(inner[at])).sum()).collect();
    let mut sums_of: Vec<Vec<usize>> = vec![Vec::new(); inner.len()];
    for (number, sum) in published.iter().enumerate() {
        for at in sum.iter().copied().filter(among) {
            sums_of[at].push(number);
        }
    }
    let whole: u64 = (0..inner.len()).filter(among).map(|at| inner[at]).sum();
    for _ in 0..(2 * whole + base) / (2 * base) {
        // How much nearer all sums come: short² − (short − base)², but for what is the same for each.
        let gain = |at: &usize| sums_of[*at].iter().map(|sum| 2 * short[*sum] - i128::from(base)).sum::<i128>();
        let left = (0..inner.len()).filter(|at| chosen[*at] && rounded[*at] == 0);
        let Some(best) = left.max_by_key(|at| (gain(at), inner[*at], std::cmp::Reverse(*at))) else { break };
        rounded[best] = base;
        for sum in &sums_of[best] {
            short[*sum] -= i128::from(base);
        }
    }
    rounded
}
