//! An attacker who shares no code with the suppressor or the auditor. What follows exactly is found from two random solutions
//! of all that is published; how far the rest can be narrowed down, by passing bounds up and down between every cell and its
//! parts until nothing changes: Buzzigoli and Giusti, "An Algorithm to Calculate the Lower and Upper Bounds of the Elements
//! of an Array Given its Marginals", *Statistical Data Protection* (1999).

use std::collections::BTreeMap;

use stats::cube::Variable;
use stats::disclosure::Published;

/// For each variable 0 for everybody, or one more than the number of the category or, behind those, of the group.
pub(crate) type Place = Vec<usize>;

/// Whom a count is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whom {
    First,
    Second,
    Stayed,
    Came,
    Went,
}

pub(crate) struct Attack {
    names: BTreeMap<(Place, Whom), usize>,
    low: Vec<i64>,
    high: Vec<i64>,
    sums: Vec<(usize, Vec<usize>)>,
    /// In which of the sums a count stands.
    stands: Vec<Vec<usize>>,
    exact: Vec<Option<u64>>,
}

/// A category of a question that holds the same people as some of another.
pub(crate) struct Tie {
    pub(crate) question: usize,
    pub(crate) category: usize,
    pub(crate) with: usize,
    pub(crate) others: Vec<usize>,
}

/// Far above any count, so that nothing is said by it.
const NO_END: i64 = 100_000;
/// Bounds may creep; this many changes are never needed for the truth of what was found so far.
const MOST_CHANGES: usize = 200_000;
const PRIME: u64 = 998_244_353;

impl Tie {
    /// The places of those who said the one thing by what they said to the other question.
    pub(crate) fn parts(&self, place: &Place) -> Option<Vec<Place>> {
        let said = |other: &usize| {
            let mut part = place.clone();
            (part[self.question], part[self.with]) = (0, other + 1);
            part
        };
        (place[self.question] == self.category + 1).then(|| self.others.iter().map(said).collect())
    }
}

impl Attack {
    /// `empty` are the finest groups of which it is public that nobody is in them, and a tie is what two questions have in common.
    pub(crate) fn new(releases: &[&Published], empty: &[Vec<usize>], tie: Option<&Tie>) -> Self {
        let variables = releases[0].plan().variables();
        let whom = match (releases.len(), releases.iter().any(|release| release.has_withdrawals())) {
            (1, _) => vec![Whom::First],
            (_, false) => vec![Whom::Stayed, Whom::Came, Whom::First, Whom::Second],
            (_, true) => vec![Whom::Stayed, Whom::Came, Whom::Went, Whom::First, Whom::Second],
        };
        let places = places(variables);
        let keys = whom.iter().flat_map(|whom| places.iter().map(|place| (place.clone(), *whom)));
        let names: BTreeMap<(Place, Whom), usize> = keys.enumerate().map(|(at, key)| (key, at)).collect();
        let mut sums = Vec::new();
        for ((place, whom), at) in &names {
            for parts in parts(variables, place).into_iter().chain(tie.and_then(|tie| tie.parts(place))) {
                sums.push((*at, parts.into_iter().map(|part| names[&(part, *whom)]).collect()));
            }
            let presences = match whom {
                Whom::First if releases.len() > 1 => [Whom::Stayed, Whom::Went],
                Whom::Second => [Whom::Stayed, Whom::Came],
                _ => continue,
            };
            let parts = presences.iter().filter_map(|part| names.get(&(place.clone(), *part)).copied());
            sums.push((*at, parts.collect()));
        }
        let mut stands = vec![Vec::new(); names.len()];
        for (at, (whole, parts)) in sums.iter().enumerate() {
            [whole].into_iter().chain(parts).for_each(|count| stands[*count].push(at));
        }
        let (low, high) = (vec![0; names.len()], vec![NO_END; names.len()]);
        let exact = vec![None; names.len()];
        let mut attack = Self { names, low, high, sums, stands, exact };
        let mut shown = Vec::new();
        for (release, whom) in releases.iter().zip([Whom::First, Whom::Second]) {
            for (cell, count) in release.cells().filter_map(|(cell, count)| Some((cell, count?))) {
                let at = attack.names[&(place(variables, &release.plan().words(cell)), whom)];
                let count = i64::try_from(count).expect("a count is small");
                (attack.low[at], attack.high[at]) = (count, count);
                shown.push((at, count));
            }
        }
        attack.know_residents(variables);
        let answers = variables.iter().filter(|variable| variable.is_answer()).count();
        for (group, whom) in empty.iter().flat_map(|group| whom.iter().map(move |whom| (group, *whom))) {
            let place = group.iter().map(|category| category + 1).chain(vec![0; answers]).collect();
            let at = attack.names[&(place, whom)];
            (attack.low[at], attack.high[at]) = (0, 0);
            shown.push((at, 0));
        }
        attack.exact = attack.solve(&shown);
        attack.pass_bounds((0..attack.sums.len()).collect());
        attack
    }

    /// No more can have answered than live there, unless it is shown that more did.
    fn know_residents(&mut self, variables: &[Variable]) {
        for (at, variable) in variables.iter().enumerate() {
            for (category, residents) in variable.categories.iter().map(|category| category.residents).enumerate() {
                let mut place = vec![0; variables.len()];
                place[at] = category + 1;
                let most = residents.filter(|most| *most > 0).map_or(NO_END, i64::from);
                let count = |whom| self.names.get(&(place.clone(), whom)).copied();
                for count in [Whom::First, Whom::Second].into_iter().filter_map(count) {
                    if self.low[count] <= most {
                        self.high[count] = self.high[count].min(most);
                    }
                }
            }
        }
    }

    /// The least and the most a count can be.
    pub(crate) fn interval(&self, place: &Place, whom: Whom) -> (u64, u64) {
        let at = self.names[&(place.clone(), whom)];
        let bound = |bound: i64| u64::try_from(bound).unwrap_or(0);
        self.exact[at].map_or((bound(self.low[at]), bound(self.high[at])), |value| (value, value))
    }

    /// What somebody finds out who knows that there is somebody in these counts: themselves.
    pub(crate) fn knowing(&self, own: &[(Place, Whom)]) -> Self {
        let mut insider = Self {
            names: self.names.clone(),
            low: self.low.clone(),
            high: self.high.clone(),
            sums: self.sums.clone(),
            stands: self.stands.clone(),
            exact: self.exact.clone(),
        };
        let mut waiting = Vec::new();
        for key in own {
            let at = self.names[key];
            insider.low[at] = insider.low[at].max(1);
            waiting.extend(&self.stands[at]);
        }
        insider.pass_bounds(waiting);
        insider
    }

    fn pass_bounds(&mut self, mut waiting: Vec<usize>) {
        let mut changes = 0;
        while let Some(sum) = waiting.pop() {
            let (whole, parts) = self.sums[sum].clone();
            let low: i64 = parts.iter().map(|part| self.low[*part]).sum();
            let high: i64 = parts.iter().map(|part| self.high[*part]).sum();
            let mut narrower = vec![(whole, low, high)];
            for part in &parts {
                let (others_low, others_high) = (low - self.low[*part], high - self.high[*part]);
                narrower.push((*part, self.low[whole] - others_high, self.high[whole] - others_low));
            }
            for (at, low, high) in narrower {
                if low > self.low[at] || high < self.high[at] {
                    self.low[at] = self.low[at].max(low);
                    self.high[at] = self.high[at].min(high);
                    assert!(self.low[at] <= self.high[at], "what is published contradicts itself");
                    waiting.extend(&self.stands[at]);
                    changes += 1;
                }
            }
            if changes > MOST_CHANGES {
                return;
            }
        }
    }

    /// The counts that are the same in two random solutions of everything published.
    fn solve(&self, shown: &[(usize, i64)]) -> Vec<Option<u64>> {
        // Only the finest counts are unknowns; every other is a sum of them.
        let mut finest: Vec<Option<Vec<usize>>> = vec![None; self.names.len()];
        let mut equations = Vec::new();
        for at in 0..self.names.len() {
            self.spell_out(at, &mut finest);
        }
        let finest: Vec<Vec<usize>> = finest.into_iter().flatten().collect();
        for (whole, parts) in &self.sums {
            let mut row: BTreeMap<usize, u64> = BTreeMap::new();
            for at in parts.iter().flat_map(|part| &finest[*part]) {
                *row.entry(*at).or_default() += 1;
            }
            for at in &finest[*whole] {
                let value = row.entry(*at).or_default();
                *value = (*value + PRIME - 1) % PRIME;
            }
            equations.push((row, 0));
        }
        for (at, count) in shown {
            let row = finest[*at].iter().map(|unknown| (*unknown, 1)).collect();
            equations.push((row, u64::try_from(*count).expect("counts are not negative")));
        }
        let echelon = Echelon::new(equations);
        let mut chance = fastrand::Rng::with_seed(11);
        let [one, other] = [0, 1].map(|_| echelon.random_solution(self.names.len(), &mut chance));
        let value = |solution: &[u64], sum: &[usize]| sum.iter().map(|at| solution[*at]).sum::<u64>() % PRIME;
        finest.iter().map(|sum| Some(value(&one, sum)).filter(|same| *same == value(&other, sum))).collect()
    }

    fn spell_out(&self, at: usize, finest: &mut [Option<Vec<usize>>]) {
        if finest[at].is_some() {
            return;
        }
        let parts = self.stands[at].iter().map(|sum| &self.sums[*sum]).find(|(whole, _)| *whole == at);
        let mut spelt = Vec::new();
        match parts {
            None => spelt.push(at),
            Some((_, parts)) => {
                for part in parts {
                    self.spell_out(*part, finest);
                    spelt.extend(finest[*part].iter().flatten());
                }
            }
        }
        finest[at] = Some(spelt);
    }
}

/// Equations over a prime field, each solved for its first unknown.
struct Echelon(BTreeMap<usize, (BTreeMap<usize, u64>, u64)>);

impl Echelon {
    fn new(equations: Vec<(BTreeMap<usize, u64>, u64)>) -> Self {
        let mut solved: BTreeMap<usize, (BTreeMap<usize, u64>, u64)> = BTreeMap::new();
        for (mut row, mut right) in equations {
            row.retain(|_, value| *value != 0);
            while let Some((first, factor)) = row.first_key_value().map(|(first, factor)| (*first, *factor)) {
                let Some((others, known)) = solved.get(&first) else {
                    let inverse = power(factor, PRIME - 2);
                    row = row.into_iter().map(|(at, value)| (at, value * inverse % PRIME)).collect();
                    solved.insert(first, (std::mem::take(&mut row), right * inverse % PRIME));
                    right = 0;
                    break;
                };
                for (at, value) in others {
                    let there = row.entry(*at).or_default();
                    *there = (*there + (PRIME - factor) * value) % PRIME;
                    if *there == 0 {
                        row.remove(at);
                    }
                }
                right = (right + (PRIME - factor) * known) % PRIME;
            }
            assert_eq!(right, 0, "what is published contradicts itself");
        }
        Self(solved)
    }

    fn random_solution(&self, unknowns: usize, chance: &mut fastrand::Rng) -> Vec<u64> {
        let mut solution: Vec<u64> = (0..unknowns).map(|_| chance.u64(..PRIME)).collect();
        for (first, (row, right)) in self.0.iter().rev() {
            let others = row.iter().filter(|(at, _)| *at != first);
            let taken = others.map(|(at, value)| (PRIME - solution[*at]) * value % PRIME).sum::<u64>();
            solution[*first] = (right + taken) % PRIME;
        }
        solution
    }
}

fn power(base: u64, exponent: u64) -> u64 {
    let half = if exponent < 2 { 1 } else { power(base, exponent / 2) };
    half * half % PRIME * if exponent % 2 == 1 { base } else { 1 } % PRIME
}

/// Every combination of categories and groups, those in no table as well, with one answer at most.
fn places(variables: &[Variable]) -> Vec<Place> {
    let mut places = vec![Vec::new()];
    for (at, variable) in variables.iter().enumerate() {
        let wider = places.iter().flat_map(|place: &Place| {
            let answered = (0..at).any(|other| variables[other].is_answer() && place[other] > 0);
            let nodes = if variable.is_answer() && answered { 0 } else { variable.nodes() };
            (0..=nodes).map(|node| place.iter().copied().chain([node]).collect())
        });
        places = wider.collect();
    }
    places
}

/// The ways to take a place apart along one variable.
fn parts(variables: &[Variable], place: &Place) -> Vec<Vec<Place>> {
    let mut ways = Vec::new();
    let answered = (0..variables.len()).any(|at| variables[at].is_answer() && place[at] > 0);
    for (at, variable) in variables.iter().enumerate() {
        let with = |nodes: Vec<usize>| -> Vec<Place> {
            let one = |node: usize| {
                let mut part = place.clone();
                part[at] = node;
                part
            };
            nodes.into_iter().map(one).collect()
        };
        let categories = variable.categories.len();
        let members = |group: usize| -> Vec<usize> {
            let member =
                |category: &usize| variable.groups[group].members.contains(&variable.categories[*category].code);
            (0..categories).filter(member).map(|category| category + 1).collect()
        };
        if place[at] > categories {
            ways.push(with(members(place[at] - categories - 1)));
        } else if place[at] == 0 && !(variable.is_answer() && answered) {
            ways.push(with((1..=categories).collect()));
            let grouped: Vec<usize> = (0..variable.groups.len()).flat_map(members).collect();
            let rest = (1..=categories).filter(|category| !grouped.contains(category));
            ways.push(with((categories + 1..=variable.nodes()).chain(rest).collect()));
        }
    }
    ways
}

pub(crate) fn place(variables: &[Variable], words: &BTreeMap<&str, &str>) -> Place {
    let node = |variable: &Variable| {
        let Some(code) = words.get(variable.name.as_str()) else { return 0 };
        let mut codes = variable.categories.iter().map(|it| &it.code).chain(variable.groups.iter().map(|it| &it.code));
        1 + codes.position(|other| other == code).expect("the word is one of the variable's")
    };
    variables.iter().map(node).collect()
}
