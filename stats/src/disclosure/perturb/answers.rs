//! Small-count rounding of a question beside the numbers of people that are already rounded: its answers add up to them. Were they rounded
//! apart, what is left of the people without the other answers would be the count that was rounded.

use std::cmp::Reverse;

/// One published count: the groups of people that it is of, and the answers that it counts.
pub(super) type Sum = (Vec<usize>, Vec<usize>);

/// Who gave which answer, by group and answer, while it is being rounded.
struct Rounding {
    base: u64,
    answers: usize,
    values: Vec<u64>,
    /// What stays at none from now on.
    closed: Vec<bool>,
    /// For each published count, what it is a sum of.
    sums: Vec<Vec<usize>>,
    /// For each value, the published counts that it is part of.
    sums_of: Vec<Vec<usize>>,
    totals: Vec<u64>,
    /// How many fewer gave each answer than before; more, where it is below zero.
    lost: Vec<i128>,
    /// The answer most gave, which takes what becomes none.
    most: usize,
}

/// Rounds how many of each group gave each answer, so that as many answers as `people` are given in each group and no published count
/// lies between none and the base.
///
/// That is always possible where it holds for the people: everybody with the same answer would do.
pub(super) fn round_answers(counts: &[Vec<u64>], people: &[u64], published: &[Sum], base: u64) -> Vec<Vec<u64>> {
    let answers = counts.first().map_or(0, Vec::len);
    let has_room = |(groups, _): &&Sum| !(1..base).contains(&groups.iter().map(|group| people[*group]).sum::<u64>());
    let sums = published.iter().filter(has_room).map(|(groups, chosen)| {
        groups.iter().flat_map(|group| chosen.iter().map(move |answer| group * answers + answer)).collect()
    });
    let mut rounding = Rounding::new(fitted(counts, people), answers, sums.collect(), base);
    rounding.run();
    rounding.values.chunks(answers.max(1)).map(<[u64]>::to_vec).collect()
}

/// As many answers in each group as it has people. Where that is another number than answered, what an answer loses in one group it is
/// the first to get in the next.
fn fitted(counts: &[Vec<u64>], people: &[u64]) -> Vec<u64> {
    let mut owed = vec![0_i128; counts.first().map_or(0, Vec::len)];
    let mut fitted = Vec::new();
    for (group, people) in counts.iter().zip(people) {
        if group.iter().sum::<u64>() == *people {
            fitted.extend(group);
            continue;
        }
        let mut given = vec![0; group.len()];
        owed.iter_mut().zip(group).for_each(|(owed, count)| *owed += i128::from(*count));
        for _ in 0..*people {
            let next = (0..group.len()).max_by_key(|at| (group[*at] > 0, owed[*at], group[*at], Reverse(*at)));
            let next = next.expect("a group has answers where people are counted");
            (given[next], owed[next]) = (given[next] + 1, owed[next] - 1);
        }
        fitted.extend(given);
    }
    fitted
}

impl Rounding {
    fn new(values: Vec<u64>, answers: usize, sums: Vec<Vec<usize>>, base: u64) -> Self {
        let mut sums_of = vec![Vec::new(); values.len()];
        for (number, sum) in sums.iter().enumerate() {
            for at in sum {
                sums_of[*at].push(number);
            }
        }
        let totals = sums.iter().map(|sum| sum.iter().map(|at| values[*at]).sum()).collect();
        let given = |answer: usize| values.iter().skip(answer).step_by(answers).sum::<u64>();
        let most = (0..answers).max_by_key(|answer| (given(*answer), Reverse(*answer))).unwrap_or(0);
        let (closed, lost) = (vec![false; values.len()], vec![0; answers]);
        Self { base, answers, values, closed, sums, sums_of, totals, lost, most }
    }

    /// The smallest sums first. Each is filled up once at most, and what is emptied stays so, so this comes to an end.
    fn run(&mut self) {
        let mut order: Vec<usize> = (0..self.sums.len()).collect();
        order.sort_by_key(|sum| self.sums[*sum].len());
        let mut seen = vec![false; self.sums.len()];
        while let Some(sum) = order.iter().copied().find(|sum| self.is_small(self.totals[*sum])) {
            let is_near = 2 * (i128::from(self.totals[sum]) + self.lost(sum)) >= i128::from(self.base);
            if seen[sum] || !is_near || !self.fill(sum) {
                self.empty(sum);
            }
            seen[sum] = true;
        }
    }

    /// How many of those who gave the answers of a sum, in whatever group, have been taken from these answers so far.
    fn lost(&self, sum: usize) -> i128 {
        let mut answers: Vec<usize> = self.sums[sum].iter().map(|at| at % self.answers).collect();
        answers.sort_unstable();
        answers.dedup();
        answers.into_iter().map(|answer| self.lost[answer]).sum()
    }

    fn is_small(&self, value: u64) -> bool {
        (1..self.base).contains(&value)
    }

    /// Brings a sum up to the base by others of the same groups; whether that could be done without making small what was not.
    fn fill(&mut self, sum: usize) -> bool {
        let before = (self.values.clone(), self.totals.clone(), self.lost.clone());
        while self.totals[sum] < self.base {
            let Some((from, to)) = self.exchange(sum) else {
                (self.values, self.totals, self.lost) = before;
                return false;
            };
            self.shift(from, to, 1);
        }
        true
    }

    /// One answer that may become another, so that a sum grows: from where there are most.
    fn exchange(&self, sum: usize) -> Option<(usize, usize)> {
        let all = self.sums[sum].iter().filter(|to| !self.closed[**to]).flat_map(|to| {
            let first = to / self.answers * self.answers;
            (first..first + self.answers).map(|from| (from, *to))
        });
        let gives = |from: usize| self.values[from] > 0 && !self.sums[sum].contains(&from);
        let best = all.filter(|(from, to)| gives(*from) && self.is_harmless(*from, *to));
        best.max_by_key(|(from, to)| (self.values[*from], self.values[*to], Reverse((*from, *to))))
    }

    /// Whether no sum of some becomes one of few, and none of nobody becomes one of somebody.
    fn is_harmless(&self, from: usize, to: usize) -> bool {
        let alone = |this: usize, other: usize| {
            self.sums_of[this].iter().filter(move |sum| self.sums_of[other].binary_search(sum).is_err())
        };
        let shrinks = alone(from, to).all(|sum| self.totals[*sum] != self.base);
        shrinks && alone(to, from).all(|sum| self.totals[*sum] > 0)
    }

    /// Makes a sum none for good or, where it counts the answer that takes the others, makes it larger by them.
    fn empty(&mut self, sum: usize) {
        let sum = self.sums[sum].clone();
        if sum.iter().all(|at| at % self.answers != self.most) {
            return sum.into_iter().for_each(|at| self.close(at));
        }
        let groups: Vec<usize> =
            sum.iter().filter(|at| *at % self.answers == self.most).map(|at| at - self.most).collect();
        let given = |answer: usize| groups.iter().map(|group| self.values[group + answer]).sum::<u64>();
        let outside = (0..self.answers).filter(|answer| !sum.contains(&(groups[0] + answer)) && given(*answer) > 0);
        if let Some(fewest) = outside.min_by_key(|answer| given(*answer)) {
            for group in groups {
                self.close(group + fewest);
            }
        }
    }

    fn close(&mut self, at: usize) {
        self.closed[at] = true;
        self.shift(at, at - at % self.answers + self.most, self.values[at]);
    }

    fn shift(&mut self, from: usize, to: usize, many: u64) {
        self.values[from] -= many;
        self.values[to] += many;
        self.lost[from % self.answers] += i128::from(many);
        self.lost[to % self.answers] -= i128::from(many);
        self.sums_of[from].iter().for_each(|sum| self.totals[*sum] -= many);
        self.sums_of[to].iter().for_each(|sum| self.totals[*sum] += many);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_rounded_away_goes_to_the_most_frequent_answer_of_the_same_people() {
        let all = || vec![(vec![0], vec![0]), (vec![0], vec![1]), (vec![0], vec![2])];
        assert_eq!(round_answers(&[vec![40, 116, 2]], &[158], &all(), 5), [[40, 118, 0]]);
        assert_eq!(round_answers(&[vec![40, 114, 4]], &[158], &all(), 5), [[40, 113, 5]]);
        assert_eq!(
            round_answers(&[vec![40, 113, 5]], &[158], &all(), 5),
            [[40, 113, 5]],
            "nothing small, nothing changed"
        );
        assert_eq!(round_answers(&[vec![3, 1, 0]], &[5], &all(), 5), [[5, 0, 0]], "as many as the people came to be");
        assert_eq!(round_answers(&[vec![1, 1, 1]], &[0], &all(), 5), [[0, 0, 0]]);
    }

    proptest! {
        /// Groups by place and age with all their margins: each keeps its people, no sum is small, and one of nobody stays so but where
        /// it is of the most frequent answer.
        #[test]
        fn every_group_keeps_its_people_and_no_sum_is_small(
            counts in prop::collection::vec(prop::collection::vec(0_u64..9, 3), 6), base in 3_u64..8, fewer in 0_usize..6,
        ) {
            let mut published: Vec<Sum> = Vec::new();
            let mut groups: Vec<Vec<usize>> = (0..6).map(|at| vec![at]).collect();
            groups.extend([vec![0, 1, 2], vec![3, 4, 5], vec![0, 3], vec![1, 4], vec![2, 5], (0..6).collect()]);
            let of_groups: Vec<Vec<usize>> = groups.iter().skip(fewer).cloned().collect();
            let truth: Vec<u64> = counts.iter().map(|group| group.iter().sum()).collect();
            let people = super::super::round_small(&truth, &of_groups, base);
            for groups in of_groups {
                for chosen in [vec![0], vec![1], vec![2], vec![0, 1], vec![1, 2], vec![0, 2]] {
                    published.push((groups.clone(), chosen));
                }
            }
            let rounded = round_answers(&counts, &people, &published, base);
            for (group, people) in rounded.iter().zip(&people) {
                prop_assert_eq!(group.iter().sum::<u64>(), *people);
            }
            let given = |answer: &usize| counts.iter().map(|group| group[*answer]).sum::<u64>();
            for (groups, chosen) in &published {
                let sum = |counts: &[Vec<u64>]| -> u64 {
                    groups.iter().flat_map(|group| chosen.iter().map(|answer| counts[*group][*answer])).sum()
                };
                let value = sum(&rounded);
                prop_assert!(!(1..base).contains(&value), "{value} of {groups:?} {chosen:?}: {rounded:?}");
                let is_of_the_most = chosen.iter().any(|answer| given(answer) >= given(&0).max(given(&1)).max(given(&2)) / 2);
                prop_assert!(sum(&counts) > 0 || value == 0 || is_of_the_most, "{groups:?} {chosen:?}: {rounded:?}");
            }
            prop_assert_eq!(round_answers(&counts, &people, &published, base), rounded);
        }
    }
}
