//! How many of those who were invited answered, and where it would tell on the few who did not.

use stats::disclosure::Published;

use super::make::{Background, Counted};
use super::plan::Figures;
use crate::store::release::Release;

/// How many of those who were invited by a code of their own answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum ResponseRate {
    /// It would tell how many answered, which the release hides.
    Hidden,
    /// It tells on nobody.
    Told {
        /// Who answered, of those who count.
        answered: u64,
        /// Who was invited.
        invited: u64,
    },
}

impl Counted {
    /// Nothing where nobody, or few, were invited by a code of their own; where few did not answer, which to call hidden would say; and where
    /// the release changes or rounds its counts: of an exact rate and of how many were invited follows how many answered. Few are not only those
    /// who are missing among those who count, but also those who are missing among all: how many those are stands on the page of the wave.
    pub(in crate::service) fn response_rate(&self, published: &Published) -> Option<ResponseRate> {
        let invited = self.background.invited?;
        if self.background.figures != Figures::Counts || !published.method().is_suppression() {
            return None;
        }
        let Some(answered) = answered(published) else { return Some(ResponseRate::Hidden) };
        (answered <= invited && !self.background.leaves_few(invited, published))
            .then_some(ResponseRate::Told { answered, invited })
    }

    /// How many were invited, where that may be told.
    pub(super) fn told_invited(&self, published: &Published) -> Option<u64> {
        self.response_rate(published)?.invited()
    }
}

impl ResponseRate {
    /// How many were invited, where that is told.
    pub(super) fn invited(self) -> Option<u64> {
        match self {
            Self::Told { invited, .. } => Some(invited),
            Self::Hidden => None,
        }
    }
}

impl Background {
    /// Whether a release tells on the few who did not answer, once it is known that so many were invited: few of those who count, or of all
    /// who had answered when it was made. Also two releases of a wave can tell it: one that says how many were invited, and another one.
    pub(super) fn leaves_few(&self, invited: u64, published: &Published) -> bool {
        [answered(published), self.all_answers]
            .into_iter()
            .flatten()
            .any(|answered| is_few(invited, answered, published))
    }
}

/// How many of those who were invited to what was released answered.
pub(in crate::service) fn response_rate(
    release: &Release,
    published: &Published,
) -> Result<Option<ResponseRate>, serde_json::Error> {
    let counted: Counted = serde_json::from_str(&release.counted)?;
    Ok(counted.response_rate(published))
}

fn is_few(invited: u64, answered: u64, published: &Published) -> bool {
    let rest = invited.checked_sub(answered);
    rest.is_some_and(|rest| (1..published.rules().least_count()).contains(&rest))
}

/// All who count; nothing, if that is hidden.
fn answered(published: &Published) -> Option<u64> {
    published.plan().cell(&[]).and_then(|all| published.count(&all).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::releases::files::test_release::release;

    #[test]
    fn one_to_four_who_did_not_answer_are_few() {
        let published: Published = serde_json::from_str(&release().published).unwrap();
        assert_eq!(answered(&published), Some(140));
        // It is not known how many had answered in all.
        let of_old = Background::default();
        for (invited, is_few) in [(139, false), (140, false), (141, true), (144, true), (145, false)] {
            assert_eq!(of_old.leaves_few(invited, &published), is_few, "{invited}");
        }
        let hidden = published.edited(&published.plan().cell(&[]).unwrap(), None);
        assert!(!of_old.leaves_few(141, &hidden));
        let known = Background { all_answers: Some(150), ..Background::default() };
        assert!(
            known.leaves_few(151, &hidden) && known.leaves_few(141, &published) && !known.leaves_few(150, &published)
        );
    }

    #[test]
    fn no_rate_is_told_where_few_are_missing_of_those_who_count_or_of_all() {
        let published: Published = serde_json::from_str(&release().published).unwrap();
        let told = |invited: u64, all: Option<u64>| {
            let mut counted: Counted = serde_json::from_str(&release().counted).unwrap();
            (counted.background.invited, counted.background.all_answers) = (Some(invited), all);
            counted.response_rate(&published)
        };
        let rate = |invited| Some(ResponseRate::Told { answered: 140, invited });
        // Ten answered that they live elsewhere.
        for invited in [150, 155, 200] {
            assert_eq!(told(invited, Some(150)), rate(invited));
        }
        for invited in 151..155 {
            assert_eq!(told(invited, Some(150)), None, "{invited} were invited and 150 answered");
            assert_eq!(told(invited, None), rate(invited), "of an old release nothing more is known");
        }
        for invited in 141..145 {
            assert_eq!(told(invited, Some(140)), None);
            assert_eq!(told(invited, Some(150)), None, "late answers came under codes that had been used");
        }
    }
}
