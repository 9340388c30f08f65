//! Whether a signal tells those who have answered from those who have not. Nobody who lacks the installation's key is to know
//! that, so it is a question of its own beside who gave which answer.
//!
//! Of one who has answered and one who has not, which stands further behind? By chance it is the one as often as the other
//! (Mann and Whitney; those who stand in one place count half).

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use super::score::{bar, real};
use super::signals::{Place, Sight};

/// What one signal tells.
#[derive(Debug)]
pub(super) struct Separation {
    pub(super) signal: String,
    people: usize,
    /// Of all pairs, in how many who has answered stands further behind.
    share: f64,
    /// How far that is from chance, in standard deviations.
    deviations: f64,
}

/// A wave: what is seen in it, who has answered, and of whom the document says that something tells.
pub(super) type Seen<'s> = (&'s Sight, &'s BTreeSet<usize>, &'s BTreeSet<usize>);

/// What each signal tells over all waves.
pub(super) fn separate(copies: &str, waves: &[Seen<'_>]) -> Vec<Separation> {
    let signals: BTreeSet<&String> = waves.iter().flat_map(|(sight, ..)| sight.keys()).collect();
    let of = |signal: &String| {
        let looks = waves.iter().filter_map(|(sight, spent, known)| look(sight.get(signal)?, spent, known));
        let looks: Vec<(usize, f64, f64)> = looks.collect();
        let people: usize = looks.iter().map(|(people, ..)| people).sum();
        let share = looks.iter().map(|(people, share, _)| real(*people) * share).sum::<f64>() / real(people.max(1));
        let deviations = looks.iter().map(|(.., deviations)| deviations).sum::<f64>() / real(looks.len().max(1)).sqrt();
        Separation { signal: format!("{copies}: {signal}"), people, share, deviations }
    };
    signals.into_iter().map(of).filter(|separation| separation.people > 0).collect()
}

/// How many were looked at, the share of pairs, and how far that is from chance.
fn look(place: &Place, spent: &BTreeSet<usize>, known: &BTreeSet<usize>) -> Option<(usize, f64, f64)> {
    let mut seen: Vec<(f64, bool)> = place
        .iter()
        .filter(|(person, _)| !known.contains(person))
        .map(|(person, value)| (*value, spent.contains(person)))
        .collect();
    seen.sort_by(|one, other| one.0.total_cmp(&other.0));
    let count = real(seen.len());
    let answered = real(seen.iter().filter(|(_, has_answered)| *has_answered).count());
    let (mut before, mut ranks, mut ties) = (0.0, 0.0, 0.0);
    for equal in seen.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let size = real(equal.len());
        ranks +=
            real(equal.iter().filter(|(_, has_answered)| *has_answered).count()) * (before + f64::midpoint(size, 1.0));
        ties += size.powi(3) - size;
        before += size;
    }
    let pairs = answered * (count - answered);
    let variance = pairs / 12.0 * (count + 1.0 - ties / (count * (count - 1.0)));
    if pairs == 0.0 || variance <= 0.0 {
        return None;
    }
    let behind = ranks - answered * (answered + 1.0) / 2.0;
    Some((seen.len(), behind / pairs, (behind - pairs / 2.0) / variance.sqrt()))
}

impl Separation {
    /// Whether the signal is better than chance, with 95 % for all signals together, of which there are so many.
    pub(super) fn beats_chance(&self, signals: usize) -> bool {
        self.deviations.abs() > bar(signals)
    }
}

impl Display for Separation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { signal, people, share, deviations } = self;
        let share = share * 100.0;
        write!(f, "who has answered, {signal}: {share:.0} of 100 pairs among {people}, {deviations:.1} deviations")
    }
}
