//! Attacks on what is told of a month by somebody who knows where there were sessions, and everything that is published.

use fastrand::Rng;
use stats::disclosure::audit::feasibility_interval;

use super::super::activities::{counted, groups};
use super::*;

const NORTH: Uuid = Uuid::from_u128(1);
const SOUTH: Uuid = Uuid::from_u128(2);
const EAST: Uuid = Uuid::from_u128(3);
const PRIME: u64 = 998_244_353;
const FEW: u64 = 5;

/// Who was somewhere, by area, focus area and kind; who helped is a kind of its own.
type Atom = (Option<Uuid>, &'static str, &'static str);
const HELPED: &str = "helped";

fn held(area: Option<Uuid>, focus_area: FocusArea, came: usize, new: Option<usize>, helped: Option<usize>) -> Held {
    Held { area, focus_area, counts: Some(Counts { came, new, helped }) }
}

/// The truth, with a zero where somebody could have been.
fn truth(sessions: &[Held]) -> BTreeMap<Atom, u64> {
    let mut all = BTreeMap::new();
    for session in sessions {
        let Some(counts) = session.counts else { continue };
        let kinds = match counts.new {
            Some(new) => vec![(NEW, new), (OTHER, counts.came - new)],
            None => vec![(UNTOLD, counts.came)],
        };
        for (kind, people) in kinds.into_iter().chain(counts.helped.map(|helped| (HELPED, helped))) {
            *all.entry((session.area, session.focus_area.as_str(), kind)).or_default() += people as u64;
        }
    }
    all
}

fn kinds(what: Attended) -> &'static [&'static str] {
    match what {
        Attended::Participants => &[NEW, OTHER, UNTOLD],
        Attended::FirstTimers => &[NEW],
        Attended::Volunteers => &[HELPED],
        Attended::Sessions => &[],
    }
}

fn is_in(atom: &Atom, group: Group, kinds: &[&str]) -> bool {
    group.area_id.is_none_or(|area| atom.0 == Some(area))
        && group.focus_area.is_none_or(|focus| atom.1 == focus.as_str())
        && kinds.contains(&atom.2)
}

const PEOPLE: [Attended; 3] = [Attended::Participants, Attended::FirstTimers, Attended::Volunteers];

/// Everything that is published of a month, each as the atoms that it is the sum of.
fn told(areas: &[Uuid], sessions: &[Held], people: &People, atoms: &[Atom]) -> Vec<(Vec<u64>, u64)> {
    let mut told = Vec::new();
    for (what, group) in PEOPLE.into_iter().flat_map(|what| groups(areas).into_iter().map(move |group| (what, group))) {
        if counted(sessions, people, what, group).is_some_and(|counted| counted.value.is_some()) {
            let value =
                if sessions.iter().any(|held| group.holds(held)) { people.shown(what, group).unwrap() } else { 0 };
            told.push((row(atoms, group, kinds(what)), value));
        }
    }
    told
}

fn row(atoms: &[Atom], group: Group, kinds: &[&str]) -> Vec<u64> {
    atoms.iter().map(|atom| u64::from(is_in(atom, group, kinds))).collect()
}

/// Whether a sum follows from others, whatever the counts are.
fn follows(known: &[(Vec<u64>, u64)], sum: &[u64]) -> bool {
    let mut solved: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    let reduced = |mut row: Vec<u64>, solved: &BTreeMap<usize, Vec<u64>>| {
        for (at, pivot) in solved {
            let factor = row[*at];
            row.iter_mut().zip(pivot).for_each(|(value, less)| *value = (*value + (PRIME - factor) * less) % PRIME);
        }
        row
    };
    for (row, _) in known {
        let row = reduced(row.clone(), &solved);
        let Some(first) = row.iter().position(|value| *value != 0) else { continue };
        let inverse = power(row[first], PRIME - 2);
        solved.insert(first, row.into_iter().map(|value| value * inverse % PRIME).collect());
    }
    reduced(sum.to_vec(), &solved).iter().all(|value| *value == 0)
}

fn power(base: u64, exponent: u64) -> u64 {
    let half = if exponent < 2 { 1 } else { power(base, exponent / 2) };
    half * half % PRIME * if exponent % 2 == 1 { base } else { 1 } % PRIME
}

/// Every small count of a group, and of those of it who were new, were not, or did not say; and what is left of each group without
/// one of its parts. Those that an attacker finds exactly.
fn found(areas: &[Uuid], sessions: &[Held], known: &[(Vec<u64>, u64)]) -> Vec<String> {
    let truth = truth(sessions);
    let atoms: Vec<Atom> = truth.keys().copied().collect();
    let mut found = Vec::new();
    for group in groups(areas) {
        for kinds in [&[NEW][..], &[OTHER], &[UNTOLD], &[NEW, OTHER, UNTOLD], &[HELPED]] {
            let sum = row(&atoms, group, kinds);
            let count: u64 = sum.iter().zip(truth.values()).map(|(is_in, count)| is_in * count).sum();
            if (1..FEW).contains(&count) && follows(known, &sum) {
                found.push(format!("{group:?} {kinds:?} {count}"));
            }
        }
    }
    found
}

/// Attacks a month, and gives how many counts it shows that are not zero.
fn attack(areas: &[Uuid], sessions: &[Held]) -> usize {
    let people = People::protect(areas, sessions);
    let atoms: Vec<Atom> = truth(sessions).keys().copied().collect();
    let known = told(areas, sessions, &people, &atoms);
    assert!(known.iter().all(|(_, count)| *count == 0 || *count >= FEW), "{known:?}");
    let found = found(areas, sessions, &known);
    assert!(found.is_empty(), "{sessions:?}: {found:?}");
    for published in [&people.came, &people.helped].into_iter().flatten() {
        let hidden = published.cells().filter(|(_, count)| count.is_none());
        for (cell, _) in hidden {
            let (low, high) = feasibility_interval(&[published], cell).unwrap();
            let is_few = (low..=high).any(|count| (1..FEW).contains(&count));
            assert!(!is_few || high - low >= FEW, "{sessions:?}: {:?} {low}..={high}", published.plan().words(cell));
        }
    }
    known.iter().filter(|(_, count)| *count > 0).count()
}

fn shown(people: &People, what: Attended, area_id: Option<Uuid>, focus_area: Option<FocusArea>) -> Option<u64> {
    people.shown(what, Group { area_id, focus_area })
}

/// There was something about employment in the north alone, so all who came to that are those of the north: hiding the one cell
/// behind another that everybody knows to be empty hid nothing.
#[test]
fn nothing_hides_behind_places_that_had_no_session() {
    let (work, together) = (FocusArea::Employment, FocusArea::Cohesion);
    let sessions = [
        held(Some(NORTH), work, 3, None, None),
        held(Some(NORTH), together, 40, None, None),
        held(Some(SOUTH), together, 30, None, None),
    ];
    let people = People::protect(&[NORTH, SOUTH], &sessions);
    let came = |area, focus| shown(&people, Attended::Participants, area, focus);
    assert_eq!((came(None, Some(work)), came(Some(NORTH), Some(work))), (None, None));
    let (all, about) = (came(None, None), came(None, Some(together)));
    assert!(all.is_none() || about.is_none(), "all less what was about something else is the three");
    let (north, about) = (came(Some(NORTH), None), came(Some(NORTH), Some(together)));
    assert!(north.is_none() || about.is_none());
    assert!(attack(&[NORTH, SOUTH], &sessions) > 0, "something is told");
}

/// Of 22 who came 20 were new: whoever takes one from the other has the two who were not.
#[test]
fn who_was_not_new_does_not_follow_from_all_who_came() {
    let sessions = [held(Some(NORTH), FocusArea::Cohesion, 22, Some(20), Some(4))];
    let people = People::protect(&[NORTH], &sessions);
    let all = [Attended::Participants, Attended::FirstTimers].map(|what| shown(&people, what, None, None));
    assert!(all.contains(&None), "{all:?}");
    assert_eq!(shown(&people, Attended::Volunteers, None, None), None);
    attack(&[NORTH], &sessions);
}

#[test]
fn what_was_left_out_is_not_nobody() {
    let sessions = [
        held(Some(NORTH), FocusArea::Cohesion, 40, Some(10), Some(6)),
        held(Some(NORTH), FocusArea::Cohesion, 30, None, None),
        held(Some(SOUTH), FocusArea::Cohesion, 50, None, None),
        Held { area: Some(EAST), focus_area: FocusArea::Education, counts: None },
    ];
    let areas = [NORTH, SOUTH, EAST];
    let people = People::protect(&areas, &sessions);
    let told = |what, area_id| {
        let counted = counted(&sessions, &people, what, Group { area_id, focus_area: None })?;
        Some((counted.value, counted.is_partial))
    };
    assert_eq!(told(Attended::FirstTimers, Some(NORTH)), Some((Some((10.0, 1)), true)), "of the one that says so");
    assert_eq!(told(Attended::Volunteers, Some(NORTH)), Some((Some((6.0, 1)), true)));
    assert_eq!(told(Attended::Participants, Some(NORTH)), Some((Some((70.0, 2)), false)));
    assert_eq!(told(Attended::FirstTimers, Some(SOUTH)), None, "nobody says so");
    assert_eq!(told(Attended::Volunteers, Some(SOUTH)), None);
    assert_eq!(told(Attended::Participants, Some(SOUTH)), Some((Some((50.0, 1)), false)));
    assert_eq!(told(Attended::Participants, Some(EAST)), None, "it is not registered");
    assert_eq!(told(Attended::Sessions, Some(EAST)), Some((Some((1.0, 1)), false)));
    let none = Group { area_id: Some(EAST), focus_area: Some(FocusArea::Cohesion) };
    let none = counted(&sessions, &people, Attended::FirstTimers, none).unwrap();
    assert_eq!((none.value, none.is_partial), (Some((0.0, 0)), false), "there was no session");
}

/// A month as it may be: few pairs of area and focus area held sessions, few came to some of them, and much was left out.
fn invented(chance: &mut Rng) -> Vec<Held> {
    let areas = [Some(NORTH), Some(SOUTH), Some(EAST), None];
    let many = chance.usize(1..8);
    let session = |_| {
        let came = if chance.u8(..3) == 0 { chance.usize(..6) } else { chance.usize(..40) };
        let new = (chance.u8(..4) > 0).then(|| chance.usize(..=came));
        let helped = (chance.u8(..4) > 0).then(|| chance.usize(..9));
        let focus_area = FocusArea::ALL[chance.usize(..3)];
        let area = areas[chance.usize(..areas.len())];
        if chance.u8(..6) == 0 {
            Held { area, focus_area, counts: None }
        } else {
            held(area, focus_area, came, new, helped)
        }
    };
    (0..many).map(session).collect()
}

#[test]
fn nothing_small_is_found_in_random_months() {
    let mut chance = Rng::with_seed(5);
    let areas = [NORTH, SOUTH, EAST];
    let shown: usize = (0..60).map(|_| attack(&areas, &invented(&mut chance))).sum();
    assert!(shown > 60 * 2, "{shown}");
}

/// The attack is worth something: it finds what is hidden by the rule of five alone.
#[test]
fn the_attack_finds_what_only_small_counts_are_hidden_of() {
    let mut chance = Rng::with_seed(5);
    let areas = [NORTH, SOUTH, EAST];
    let mut months = 0;
    for _ in 0..60 {
        let sessions = invented(&mut chance);
        let truth = truth(&sessions);
        let atoms: Vec<Atom> = truth.keys().copied().collect();
        let mut known = Vec::new();
        for (what, group) in
            PEOPLE.into_iter().flat_map(|what| groups(&areas).into_iter().map(move |group| (what, group)))
        {
            let sum = row(&atoms, group, kinds(what));
            let count: u64 = sum.iter().zip(truth.values()).map(|(is_in, count)| is_in * count).sum();
            if count == 0 || count >= FEW {
                known.push((sum, count));
            }
        }
        months += usize::from(!found(&areas, &sessions, &known).is_empty());
    }
    assert!(months > 15, "{months}");
}

#[test]
fn of_more_areas_than_can_be_protected_together_nothing_is_told() {
    let areas: Vec<Uuid> = (0..60_000).map(Uuid::from_u128).collect();
    let people = People::protect(&areas, &[held(Some(areas[7]), FocusArea::ALL[0], 40, None, Some(30))]);
    let all = Group { area_id: None, focus_area: None };
    assert_eq!(PEOPLE.map(|what| people.shown(what, all)), [None; 3]);
}
