//! How many of a group have answered, told so that it tells nothing of one person: in steps, never as none or all, of no group
//! that is small, and of none at all where the sum of all gives one away. Why, stands in `docs/anonymity.md`.

use uuid::Uuid;

/// Areas of which something is told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which; of some people nobody knows where they live.
    pub areas: Vec<Option<Uuid>>,
    /// How many were asked.
    pub invited: u64,
    /// How many of them have answered. Not to be shown.
    pub(super) answered: u64,
}

/// What is told of a count: it is one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub from: u64,
    /// At most.
    pub to: u64,
}

/// How wide the ranges are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Of a wave that still asks: who looks again and again sees a step, and not each answer.
    Open,
    /// Of one that does not.
    Over,
}

/// Nothing is told of fewer people.
pub const SMALLEST: u64 = 20;

impl Step {
    fn width(self) -> u64 {
        match self {
            Self::Open => 10,
            Self::Over => 5,
        }
    }

    /// So many counts have to be possible after everything that is told.
    fn least(self) -> u64 {
        self.width().div_ceil(2)
    }
}

impl Range {
    /// Of a count that is told as it is.
    pub(super) fn exactly(count: u64) -> Self {
        Self { from: count, to: count }
    }

    /// The count, if it is told as it is.
    pub fn only(self) -> Option<u64> {
        (self.from == self.to).then_some(self.from)
    }

    /// Of how many were asked, where everybody knows how many have answered and nobody else will: then nobody can say for
    /// certain that all did, or all but a few. Nothing, where more have answered than were asked, because some of these were erased or came twice.
    pub(super) fn of_asked(invited: u64, answered: u64, few: u64) -> Option<Self> {
        let rest = invited.checked_sub(answered)?;
        Some(if rest > few { Self::exactly(invited) } else { Self { from: answered, to: answered + few } })
    }

    /// Of a count in a group that is not small. The last range holds the whole group, and the one step before it as well.
    pub(super) fn of(count: u64, group: u64, step: Step) -> Self {
        let width = step.width();
        let last = group.saturating_sub(width) / width * width;
        match (count / width * width).min(last) {
            from if from == last => Self { from, to: group },
            from => Self { from, to: from + width - 1 },
        }
    }
}

/// Puts small groups together, until none is small. One that would be left alone takes the next smallest with it; nothing, if
/// that leaves only the whole.
pub(super) fn merged(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by_key(|group| group.invited);
    while groups.len() > 1 && groups[0].invited < SMALLEST {
        let Group { areas, invited, answered } = groups.remove(0);
        let next = &mut groups[0];
        next.areas.extend(areas);
        next.invited += invited;
        next.answered += answered;
        groups.sort_by_key(|group| group.invited);
    }
    if groups.len() > 1 { groups } else { Vec::new() }
}

/// What is told of each group, where everybody knows how many have answered in all; nothing, if that would leave few counts
/// possible for one of them.
pub(super) fn told(groups: &[Group], step: Step) -> Vec<Range> {
    let ranges: Vec<Range> = groups.iter().map(|group| Range::of(group.answered, group.invited, step)).collect();
    let all: u64 = groups.iter().map(|group| group.answered).sum();
    let (least, most): (u64, u64) = ranges.iter().fold((0, 0), |(from, to), one| (from + one.from, to + one.to));
    let is_wide = |one: &Range| {
        let from = one.from.max(all.saturating_sub(most - one.to));
        let to = one.to.min(all.saturating_sub(least - one.from));
        to + 1 >= from + step.least()
    };
    if ranges.iter().all(is_wide) { ranges } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn group(number: u128, invited: u64, answered: u64) -> Group {
        Group { areas: vec![Some(Uuid::from_u128(number))], invited, answered }
    }

    fn groups() -> impl Strategy<Value = Vec<Group>> {
        let one = (1_u64..45).prop_flat_map(|invited| (Just(invited), 0..=invited));
        prop::collection::vec(one, 1..5).prop_map(|all| {
            let made = (1..).zip(all).map(|(number, (invited, answered))| group(number, invited, answered));
            made.collect()
        })
    }

    /// Every count of one group with which the others can add up to the sum of all, tried one by one.
    fn possible(ranges: &[Range], which: usize, all: u64) -> Vec<u64> {
        let others = ranges.iter().enumerate().filter(|(at, _)| *at != which).map(|(_, range)| *range);
        let sums = others.fold(vec![0], |sums: Vec<u64>, range| {
            let mut next: Vec<u64> =
                sums.iter().flat_map(|sum| (range.from..=range.to).map(move |count| sum + count)).collect();
            next.sort_unstable();
            next.dedup();
            next
        });
        (ranges[which].from..=ranges[which].to).filter(|count| sums.iter().any(|sum| sum + count == all)).collect()
    }

    proptest! {
        #[test]
        fn nobody_can_say_that_few_did_not_answer(invited in 0_u64..60, answered in 0_u64..60, few in 5_u64..12) {
            match Range::of_asked(invited, answered, few) {
                None => prop_assert!(answered > invited),
                Some(told) => {
                    prop_assert!((told.from..=told.to).contains(&invited));
                    // Whoever did not answer may be as many as are no secret, and everything that is told alike.
                    prop_assert!(told.to - answered >= few);
                    let alike = |other| Range::of_asked(other, answered, few) == Some(told);
                    prop_assert!((told.from..=told.to).all(alike));
                }
            }
        }

        #[test]
        fn what_is_told_is_true_and_leaves_several_counts_possible(groups in groups(), is_open: bool) {
            let step = if is_open { Step::Open } else { Step::Over };
            let merged = merged(groups);
            let ranges = told(&merged, step);
            let all = merged.iter().map(|group| group.answered).sum();
            for (at, (range, group)) in ranges.iter().zip(&merged).enumerate() {
                prop_assert!((range.from..=range.to).contains(&group.answered));
                let left = possible(&ranges, at, all);
                // So none and all are never certain, and no count is.
                prop_assert!(left.len() as u64 >= step.least(), "{left:?} of {group:?}");
            }
        }

        #[test]
        fn nobody_is_lost_and_no_group_is_small(groups in groups()) {
            let invited: u64 = groups.iter().map(|group| group.invited).sum();
            let merged = merged(groups);
            prop_assert!(merged.iter().all(|group| group.invited >= SMALLEST));
            prop_assert!(merged.is_empty() || merged.iter().map(|group| group.invited).sum::<u64>() == invited);
        }

        #[test]
        fn one_answer_more_changes_one_range_by_one_step_or_none(invited in SMALLEST..200, answered in 0_u64..199) {
            prop_assume!(answered < invited);
            for step in [Step::Open, Step::Over] {
                let [before, after] = [answered, answered + 1].map(|count| Range::of(count, invited, step));
                prop_assert!(before == after || after.from == before.to + 1);
                prop_assert!(before.to - before.from + 1 >= step.width());
            }
        }
    }
}
