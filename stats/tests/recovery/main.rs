//! Recovery: 1,000 random releases, half of them made twice as people come and go and half with groups that everybody knows to be
//! empty, against an attacker of their own kind; the auditor agrees.

mod attacker;
mod invented;

use std::collections::BTreeMap;

use attacker::{Attack, Place, Whom};
use invented::{Invented, is_of};
use stats::cube::{Record, Variable};
use stats::disclosure::audit::audit_each;
use stats::disclosure::{Published, one_after_another};

const FEW: u64 = 5;
const LEAST_BASE: u64 = 20;
const LEAST_RESIDENTS: u32 = 100;
/// Of how many lots of releases one is given to the auditor too.
const AUDITED: i32 = 5;

/// Something that must not be known, and how wide what is known of it must be.
struct Secret {
    place: Place,
    whom: Whom,
    count: u64,
    /// For those who are not among the people, and for those who are.
    width: [u64; 2],
}

/// All that the rules call sensitive in what some releases count, said in other words than the suppressor's.
fn secrets(invented: &Invented, releases: &[Published]) -> Vec<Secret> {
    let mut secrets = Vec::new();
    for (release, whom) in releases.iter().zip([Whom::First, Whom::Second]) {
        for (cell, _) in release.cells() {
            let place = attacker::place(&invented.variables, &release.plan().words(cell));
            let told = whom == Whom::Second && releases[0].count(cell).flatten().is_some();
            secrets.extend(secret(invented, &place, (whom, release), told));
            // Also where an earlier release hides it: it may have been for the sake of others, and known.
            if whom == Whom::Second && releases[0].count(cell).is_some() {
                let moved = [Whom::Came, Whom::Went].map(|whom| secret_move(invented, &place, whom));
                secrets.extend(moved.into_iter().flatten());
            }
        }
    }
    let first = &releases[0];
    let first: BTreeMap<Place, u64> = first
        .cells()
        .filter_map(|(cell, count)| Some((attacker::place(&invented.variables, &first.plan().words(cell)), count?)))
        .collect();
    let is_grown = !releases.iter().any(Published::has_withdrawals);
    for secret in secrets.iter_mut().filter(|secret| answer(&invented.variables, &secret.place).is_none()) {
        let open = open(invented, secret, &first, is_grown);
        secret.width = [secret.width[0].min(open), secret.width[1].min(open.saturating_sub(1))];
    }
    secrets
}

/// How many people a secret of who took part leaves open to those who know how many live where, and what the first release shows.
fn open(invented: &Invented, secret: &Secret, first: &BTreeMap<Place, u64>, is_grown: bool) -> u64 {
    let mut around = vec![0; secret.place.len()];
    around[0] = secret.place[0];
    let place = &invented.variables[0];
    let residents = |code: &str| place.categories.iter().find(|one| one.code == code).and_then(|one| one.residents);
    let residents = match (around[0].checked_sub(1), around[0].checked_sub(place.categories.len() + 1)) {
        (None, _) => None,
        (_, Some(group)) => place.groups[group].members.iter().map(|code| residents(code)).sum(),
        (Some(category), None) => place.categories[category].residents,
    };
    let then = first.get(&around).copied().filter(|_| is_grown);
    let residents = residents.map_or(u64::MAX, u64::from);
    match secret.whom {
        Whom::Came => then.map_or(u64::MAX, |then| residents - then),
        Whom::Second if first.contains_key(&secret.place) => residents - then.unwrap_or(0),
        Whom::First | Whom::Second => residents,
        Whom::Stayed | Whom::Went => u64::MAX,
    }
}

/// What must not be known of a cell in one snapshot; `told` is whether an earlier release shows it.
fn secret(invented: &Invented, place: &Place, (whom, release): (Whom, &Published), told: bool) -> Option<Secret> {
    let variables = &invented.variables;
    let count = invented.count(place, whom);
    let Some(answer) = answer(variables, place) else {
        let mut around = larger(variables, place).into_iter();
        let close = count > 0 && around.any(|around| is_few(invented.count(&around, whom) - count));
        return (is_few(count) || close).then(|| Secret { place: place.clone(), whom, count, width: [FEW; 2] });
    };
    let base = base(place, answer);
    let people = invented.count(&base, whom);
    let small = (0..variables.len()).any(|at| {
        let category = place[at].checked_sub(1).and_then(|category| variables[at].categories.get(category));
        category.and_then(|category| category.residents).is_some_and(|residents| residents < LEAST_RESIDENTS)
    });
    let uniform = count == 0 || count == people;
    let telling = uniform && variables[answer].is_sensitive();
    let silent = |question: usize| {
        let categories = variables[question].categories.iter().enumerate();
        let missing = categories.filter(|(_, category)| category.missing.is_some());
        missing.map(|(at, _)| invented.count(&with(&base, question, at + 1), whom)).sum::<u64>()
    };
    // How many said the same as others did to another question is told by that one, where it is told of enough.
    let elsewhere = invented.tie.as_ref().map_or(Vec::new(), |tie| tie.elsewhere(place));
    let other = elsewhere.first().and_then(|place| crate::answer(variables, place)).map_or(0, silent);
    let least = if place[0] > 0 { LEAST_BASE.max(invented.least_of_first.into()) } else { LEAST_BASE };
    let enough = people - other >= least && (other == 0 || people >= least + FEW);
    let is_told = enough && !elsewhere.is_empty() && elsewhere.iter().all(|place| is_there(release, place));
    let thin = !uniform && (small || (people - silent(answer) < least && !is_told));
    // What an earlier release shows of the cell leaves only those to be hidden who came and went since.
    let moved = invented.count(&base, Whom::Came) + invented.count(&base, Whom::Went);
    let open = if told { people.min(moved) } else { people };
    let width = [open.min(FEW), open.saturating_sub(1).min(FEW)];
    let sensitive = people > 0 && (is_few(count) || is_few(people - count) || telling || thin);
    sensitive.then(|| Secret { place: place.clone(), whom, count, width })
}

/// Whether a release has a cell, shown or hidden.
fn is_there(release: &Published, place: &Place) -> bool {
    let variables = release.plan().variables();
    release.cells().any(|(cell, _)| attacker::place(variables, &release.plan().words(cell)) == *place)
}

/// What must not be known of those who came or went between two releases.
fn secret_move(invented: &Invented, place: &Place, whom: Whom) -> Option<Secret> {
    let count = invented.count(place, whom);
    let people = answer(&invented.variables, place).map(|answer| invented.count(&base(place, answer), whom));
    let width = [people.unwrap_or(FEW).min(FEW), people.map_or(FEW, |people| people.saturating_sub(1)).min(FEW)];
    is_few(count).then(|| Secret { place: place.clone(), whom, count, width })
}

fn answer(variables: &[Variable], place: &Place) -> Option<usize> {
    (0..variables.len()).find(|at| variables[*at].is_answer() && place[*at] > 0)
}

fn base(place: &Place, answer: usize) -> Place {
    let mut base = place.clone();
    base[answer] = 0;
    base
}

fn with(base: &Place, answer: usize, node: usize) -> Place {
    let mut place = base.clone();
    place[answer] = node;
    place
}

fn is_few(count: u64) -> bool {
    (1..FEW).contains(&count)
}

/// The next larger populations: everybody in place of a category, or the group around it.
fn larger(variables: &[Variable], place: &Place) -> Vec<Place> {
    let steps = (0..place.len()).filter(|at| place[*at] > 0);
    let up = steps.map(|at| {
        let variable = &variables[at];
        let category = variable.categories.get(place[at] - 1);
        let around = category.and_then(|it| variable.groups.iter().position(|group| group.members.contains(&it.code)));
        let mut larger = place.clone();
        larger[at] = around.map_or(0, |group| variable.categories.len() + 1 + group);
        larger
    });
    up.collect()
}

fn attack(invented: &Invented, releases: &[Published]) -> Attack {
    Attack::new(&releases.iter().collect::<Vec<_>>(), &invented.empty, invented.tie.as_ref())
}

/// The secrets that an attack narrows down too far.
fn recovered<'a>(attack: &Attack, secrets: &'a [Secret], insider: bool) -> Vec<(&'a Secret, u64, u64)> {
    let with_interval = secrets.iter().map(|secret| {
        let (low, high) = attack.interval(&secret.place, secret.whom);
        (secret, low, high)
    });
    with_interval.filter(|(secret, low, high)| high - low < secret.width[usize::from(insider)]).collect()
}

/// Where a respondent knows themselves to be.
fn own(invented: &Invented, record: &Record, releases: usize) -> Vec<(Place, Whom)> {
    let variables = &invented.variables;
    let questions = (0..variables.len()).filter(|at| variables[*at].is_answer());
    let at = |question: usize| -> Place {
        let node = |at: usize| if variables[at].is_answer() && at != question { 0 } else { record.categories[at] + 1 };
        (0..variables.len()).map(node).collect()
    };
    let whom = if releases == 1 {
        Whom::First
    } else {
        let kinds = [Whom::Stayed, Whom::Came, Whom::Went];
        kinds.into_iter().find(|whom| is_of(record, *whom)).expect("everybody is in a release")
    };
    questions.map(|question| (at(question), whom)).collect()
}

fn told(invented: &Invented, (secret, low, high): &(&Secret, u64, u64)) -> String {
    let names: Vec<_> = invented.variables.iter().map(|variable| &variable.name).zip(&secret.place).collect();
    format!("{names:?} of {:?}, {} people, lies in {low}..={high}", secret.whom, secret.count)
}

#[test]
fn nothing_sensitive_is_recovered_from_a_thousand_releases() {
    let (mut tried, mut made, mut hidden, mut twice, mut differing) = (0, 0, 0, 0, 0);
    while made < 1_000 {
        tried += 1;
        let invented = Invented::new(tried);
        let Some(releases) = invented.releases() else { continue };
        made += 1;
        twice += usize::from(releases.len() > 1);
        let secrets = secrets(&invented, &releases);
        hidden += secrets.len();
        let attack = attack(&invented, &releases);
        for secret in &secrets {
            let (low, high) = attack.interval(&secret.place, secret.whom);
            assert!((low..=high).contains(&secret.count), "plan {tried}: the attack itself is wrong");
        }
        let found = recovered(&attack, &secrets, false);
        assert!(found.is_empty(), "plan {tried}: {}", told(&invented, &found[0]));
        if made % AUDITED == 0 {
            let (last, earlier) = releases.split_last().expect("there is one");
            let attacked = audit_each(last, earlier, one_after_another);
            let found = attacked.outcome.err();
            if attacked.differs_by_few {
                // Who makes releases refuses it before it is audited: so few more, or fewer, can be read off two of them.
                differing += 1;
                assert!(found.is_some() || !last.has_withdrawals(), "plan {tried}");
            } else {
                assert_eq!(found, None, "plan {tried}");
            }
        }
        for record in invented.records.iter().step_by(invented.records.len() / 2) {
            let insider = attack.knowing(&own(&invented, record, releases.len()));
            let found = recovered(&insider, &secrets, true);
            assert!(found.is_empty(), "plan {tried}, {record:?}: {}", told(&invented, &found[0]));
        }
    }
    assert!(
        tried < 1_300 && twice > 300 && hidden > 10_000 && differing < 100,
        "{tried} plans, {twice} second releases, {differing} of few, {hidden} secrets"
    );
}

/// The attack is worth something: it finds what is hidden while its neighbours are shown, what is left of a sum, and what the
/// second of two releases tells that were made without regard to each other.
#[test]
fn the_attack_recovers_what_is_badly_protected() {
    let (mut bare, mut rests, mut careless, mut firsts, mut seconds) = (0, 0, 0, 0, 0);
    for seed in 1..=150 {
        let invented = Invented::new(seed);
        let Some(first) = invented.release(0, &[]) else { continue };
        let secret = secrets(&invented, std::slice::from_ref(&first));
        if secret.is_empty() {
            continue;
        }
        firsts += 1;
        bare += usize::from(
            !recovered(&attack(&invented, &[unguarded(&invented, &first, &secret)]), &secret, false).is_empty(),
        );
        rests += usize::from(is_found_from_the_rest(&invented, &first, &secret));
        if let Some(second) = invented.release(1, &[]) {
            seconds += 1;
            let both = [first, second];
            careless +=
                usize::from(!recovered(&attack(&invented, &both), &secrets(&invented, &both), false).is_empty());
        }
    }
    assert_eq!(rests, firsts);
    assert!(bare > firsts * 9 / 10, "{bare} of {firsts}");
    assert!(careless > seconds / 10, "{careless} of {seconds}");
}

/// The release with nothing hidden but what is sensitive by itself.
fn unguarded(invented: &Invented, release: &Published, secrets: &[Secret]) -> Published {
    let mut shown = release.clone();
    for (cell, _) in release.cells() {
        let place = attacker::place(&invented.variables, &release.plan().words(cell));
        if !secrets.iter().any(|secret| secret.place == place) {
            shown = shown.edited(cell, Some(invented.count(&place, Whom::First)));
        }
    }
    shown
}

/// Whether one secret answer is found exactly once all other answers of the same people are shown.
fn is_found_from_the_rest(invented: &Invented, release: &Published, secrets: &[Secret]) -> bool {
    let variables = &invented.variables;
    let is_category = |secret: &&Secret| {
        answer(variables, &secret.place).is_some_and(|at| secret.place[at] <= variables[at].categories.len())
    };
    let Some(secret) = secrets.iter().find(is_category) else { return true };
    let question = answer(variables, &secret.place).expect("it is an answer");
    let mut told = release.clone();
    for (cell, _) in release.cells() {
        let place = attacker::place(variables, &release.plan().words(cell));
        let beside = place[question] <= variables[question].categories.len() && place != secret.place;
        if beside && base(&place, question) == base(&secret.place, question) {
            told = told.edited(cell, Some(invented.count(&place, Whom::First)));
        }
    }
    attack(invented, &[told]).interval(&secret.place, Whom::First) == (secret.count, secret.count)
}
