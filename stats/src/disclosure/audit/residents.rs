//! What figures of residents say of those who answered: that they are no more than live there. The figures may be older than the answers,
//! so one that is contradicted by what is shown says nothing.

use std::collections::BTreeMap;

use crate::cube::Cell;
use crate::disclosure::Published;
use crate::disclosure::audit::scene::{Ask, Whom};

/// The places of which it is hidden how many answered, with how many live there.
pub(super) fn ceilings(releases: &[&Published]) -> BTreeMap<Ask, u64> {
    let mut ceilings = BTreeMap::new();
    for release in releases {
        for (cell, count) in release.cells().filter(|(cell, _)| cell.0.len() == 1) {
            let at = Ask { cell: cell.clone(), whom: Whom::At(release.snapshot()) };
            let most = release.plan().ceilings(cell).map(|(_, most)| most).min();
            let most = most.filter(|most| count.is_none() && is_possible(releases, cell, *most));
            ceilings.extend(most.map(|most| (at, most)));
        }
    }
    ceilings
}

/// How many people a sum of who took part leaves open by figures of residents, and by what earlier releases show; nothing where there are
/// no figures.
pub(super) fn open(ask: &Ask, releases: &[&Published]) -> Option<u64> {
    let last = releases.last()?;
    let is_grown = !releases.iter().any(|release| release.has_withdrawals());
    let count = |cell: &Cell, snapshot: u32| {
        let mut same = releases.iter().filter(|release| release.snapshot() == snapshot);
        same.find_map(|release| release.count(cell).flatten())
    };
    let places = || last.plan().ceilings(&ask.cell).filter(|(place, most)| is_possible(releases, place, *most));
    match ask.whom {
        Whom::At(here) => {
            let earlier = releases.iter().map(|release| release.snapshot()).filter(|then| *then < here);
            let earlier = earlier.filter(|then| is_grown && count(&ask.cell, *then).is_some()).max();
            let before = |place: &Cell| earlier.and_then(|then| count(place, then)).unwrap_or(0);
            places().map(|(place, most)| most - before(&place)).min()
        }
        Whom::Came(since) if is_grown => places().filter_map(|(place, most)| Some(most - count(&place, since)?)).min(),
        Whom::Came(_) | Whom::Went(_) => None,
    }
}

/// Whether nothing is shown of which it follows that more answered than live there.
fn is_possible(releases: &[&Published], place: &Cell, most: u64) -> bool {
    releases.iter().filter_map(|release| release.count(place).flatten()).all(|count| count <= most)
}
