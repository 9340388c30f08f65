//! Primary suppression: which cells are sensitive, and how much must stay unknown of each.

use crate::disclosure::Rules;

/// What must stay unknown of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    /// The protection level: how wide the feasibility interval must be.
    pub(super) level: u64,
}

/// Whether a cell may be shown, and what must hold of it while it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is never shown, and its interval has the protection level.
    Sensitive,
    /// It may be shown. While it is hidden it is either known exactly, as if it were shown, or has the protection level:
    /// something between would look like a sensitive cell that can be narrowed down.
    Guarded,
    /// It is so far from every threshold that no interval below the protection level touches a sensitive value.
    Free,
}

/// Whether a distribution of answers may be shown at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Withheld {
    /// It may.
    No,
    /// It rests on too few people, or too few live there. How many answered is shown.
    Distribution,
    /// Not even how many answered is shown.
    Base,
}

/// Judges how many people there are in a cell, given how many there are in the next larger populations.
pub(super) fn judge_base(rules: Rules, people: u64, parents: impl IntoIterator<Item = u64>) -> Judgement {
    let few = rules.least_count();
    let rests: Vec<u64> = parents.into_iter().map(|parent| parent - people).collect();
    let verdict = if people == 0 {
        Verdict::Free
    } else if is_few(rules, people) || rests.iter().any(|rest| is_few(rules, *rest)) {
        Verdict::Sensitive
    } else if people < 2 * few || rests.iter().any(|rest| *rest < 2 * few) {
        Verdict::Guarded
    } else {
        Verdict::Free
    };
    Judgement { verdict, level: few }
}

/// Judges how many of `people` gave an answer. `telling` is whether all of them, or none, would tell on the group.
pub(super) fn judge_answer(rules: Rules, count: u64, people: u64, telling: bool, withheld: Withheld) -> Judgement {
    let (few, rest) = (rules.least_count(), people - count);
    let uniform = count == 0 || (rest == 0 && withheld != Withheld::Base);
    let verdict = if people == 0 {
        Verdict::Free
    } else if is_few(rules, count) || is_few(rules, rest) || (uniform && telling) {
        Verdict::Sensitive
    } else if withheld != Withheld::No {
        if uniform { Verdict::Guarded } else { Verdict::Sensitive }
    } else if count < 2 * few || rest < 2 * few {
        Verdict::Guarded
    } else {
        Verdict::Free
    };
    Judgement { verdict, level: few.min(people) }
}

/// Whether too few of some people answered a question for a distribution of what they said.
///
/// Of a distribution that is shown everybody knows how many there are at most who gave no answer: whoever is not among the fewest it
/// may rest on. Where somebody gave none that leaves as many open as the protection level asks for.
pub(super) fn rests_on_few(rules: Rules, people: u64, unanswered: u64) -> bool {
    let least = rules.least_base() + if unanswered > 0 { rules.least_count() } else { 0 };
    people < least || people - unanswered < rules.least_base()
}

/// Judges how many people came to a cell, or went, between two releases that both may show it.
pub(super) fn judge_moved(rules: Rules, people: u64) -> Judgement {
    let few = rules.least_count();
    let verdict = match people {
        moved if is_few(rules, moved) => Verdict::Sensitive,
        moved if moved < 2 * few => Verdict::Guarded,
        _ => Verdict::Free,
    };
    Judgement { verdict, level: few }
}

/// Whether there are so few that they could be told apart, and not none.
fn is_few(rules: Rules, people: u64) -> bool {
    (1..rules.least_count()).contains(&people)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(count: u64, people: u64, telling: bool, withheld: Withheld) -> Verdict {
        judge_answer(Rules::default(), count, people, telling, withheld).verdict
    }

    #[test]
    fn counts_and_complements_of_one_to_four_are_sensitive() {
        for few in 1..=4 {
            assert_eq!(answer(few, 40, false, Withheld::No), Verdict::Sensitive);
            assert_eq!(answer(40 - few, 40, false, Withheld::No), Verdict::Sensitive);
        }
        assert_eq!(answer(5, 40, false, Withheld::No), Verdict::Guarded);
        assert_eq!(answer(20, 40, false, Withheld::No), Verdict::Free);
    }

    #[test]
    fn all_and_none_are_sensitive_where_they_tell_on_the_group() {
        for uniform in [0, 40] {
            assert_eq!(answer(uniform, 40, true, Withheld::No), Verdict::Sensitive);
            assert_ne!(answer(uniform, 40, false, Withheld::No), Verdict::Sensitive);
        }
    }

    #[test]
    fn nothing_of_a_withheld_distribution_is_shown() {
        assert_eq!(answer(7, 15, false, Withheld::Distribution), Verdict::Sensitive);
        assert_eq!(answer(15, 15, false, Withheld::Distribution), Verdict::Guarded);
        assert_eq!(answer(15, 15, false, Withheld::Base), Verdict::Sensitive);
    }

    #[test]
    fn a_distribution_rests_on_those_who_answered() {
        let few = |people, unanswered| rests_on_few(Rules::default(), people, unanswered);
        assert!(few(19, 0) && !few(20, 0));
        assert!(few(41, 31) && few(44, 25) && !few(45, 25));
        // Whoever sees a distribution of 24 people would know that four at most gave no answer.
        assert!(few(24, 1) && !few(25, 1));
        assert!(few(0, 0));
    }

    #[test]
    fn nested_populations_differ_by_none_or_by_enough() {
        let verdict = |people, parent| judge_base(Rules::default(), people, [parent]).verdict;
        assert_eq!(verdict(47, 50), Verdict::Sensitive);
        assert_eq!(verdict(50, 50), Verdict::Guarded);
        assert_eq!(verdict(45, 50), Verdict::Guarded);
        assert_eq!(verdict(30, 50), Verdict::Free);
        assert_eq!(verdict(3, 50), Verdict::Sensitive);
        assert_eq!(verdict(0, 50), Verdict::Free);
    }

    #[test]
    fn nothing_must_be_wider_than_the_group_is_large() {
        assert_eq!(judge_answer(Rules::default(), 1, 3, false, Withheld::Base).level, 3);
        assert_eq!(judge_answer(Rules::default(), 1, 30, false, Withheld::No).level, 5);
    }
}
