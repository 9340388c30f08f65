//! An attack on anonymity. Waves are played as people answer them: with drafts, retries, double clicks, mails and reminders, new
//! codes, answers taken back, machines that die. Meanwhile somebody takes copies of the database at moments of their choice. Then
//! they, who know in which order people came, try to say who gave which answer; and, without knowing it, who has answered at all.
//! Nothing in the database may help them beyond chance, but for what `docs/anonymity.md` says, and that it must show.
//!
//! The order in which people came is the most that the log of a host, a postman or a neighbour could tell: whoever beats chance
//! with less beats it with this as well.

mod copy;
mod office;
mod play;
mod post;
mod residents;
mod score;
mod signals;
mod who;

use copy::Copy;
use play::Play;
use score::{Groups, Score, tally};
use signals::{Place, Sight};
use who::{Separation, separate};

/// How the database is left before it is copied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As the program leaves it: before each reminder and once an hour, the order is taken out.
    Taken,
    /// Nobody ever takes the order out.
    Neglected,
}

/// What came of an attack.
#[derive(Default)]
struct Scores {
    /// Who gave which answer, where the document promises that nobody knows.
    matched: Vec<Score>,
    /// The same of those who came since the order was last taken out, of whom it promises nothing.
    shown: Vec<Score>,
    /// Who has answered.
    told: Vec<Separation>,
}

/// Plays waves of so many people each, attacks the copies, and gives the score of every signal.
async fn attack(waves: u32, people: usize, care: Care) -> Scores {
    let mut played = Vec::new();
    for seed in 0..waves {
        played.push(Play::set(u64::from(seed), people).await.run(care).await);
    }
    let mut scores = Scores::default();
    for at in 0..played[0].len() {
        scores.add(at, &played);
    }
    for score in scores.matched.iter().chain(&scores.shown) {
        println!("{people} people, {score}");
    }
    for separation in &scores.told {
        println!("{people} people, {separation}");
    }
    scores
}

impl Scores {
    /// What the copies of one moment show, of every wave.
    fn add(&mut self, at: usize, played: &[Vec<Copy>]) {
        let copies: Vec<&Copy> = played.iter().map(|copies| &copies[at]).collect();
        let sights: Vec<Sight> = copies.iter().map(|copy| signals::of_answers(copy)).collect();
        let moment = copies[0].moment;
        let tally = |name: &str, groups: &dyn Fn(&[Copy], &Copy) -> Groups| {
            let seen = played.iter().zip(&sights).map(|(copies, sight)| (sight, groups(&copies[..at], &copies[at])));
            tally(&format!("{moment}, {name}"), &seen.collect::<Vec<_>>())
        };
        if !copies[0].is_clean {
            self.matched.extend(tally("who came before", &|_, copy| vec![copy.came[..copy.forgotten].to_vec()]));
            self.shown.extend(tally("who came since", &|_, copy| vec![copy.came[copy.forgotten..].to_vec()]));
            return;
        }
        self.matched.extend(tally("one copy", &|_, copy| vec![copy.came.clone()]));
        self.matched.extend(tally("with those before", &|before, copy| {
            let clean = before.iter().filter(|copy| copy.is_clean).chain([copy]);
            let bounds: Vec<usize> = std::iter::once(0).chain(clean.map(|copy| copy.came.len())).collect();
            bounds.windows(2).map(|bounds| copy.came[bounds[0]..bounds[1]].to_vec()).collect()
        }));
        let invited: Vec<Sight> = played.iter().map(|copies| signals::of_invited(&copies[at], &copies[..at])).collect();
        let seen: Vec<_> =
            invited.iter().zip(&copies).map(|(sight, copy)| (sight, &copy.spent, &copy.stopped)).collect();
        self.told.extend(separate(moment, &seen));
    }

    /// How many signals were looked at, over all copies.
    fn looks(&self) -> usize {
        self.matched.len() + self.told.len()
    }

    fn assert_chance(&self) {
        assert!(self.matched.len() > 20 && self.told.len() > 20, "there is something to look at");
        let matched = self.matched.iter().filter(|score| score.beats_chance(self.looks())).map(Score::to_string);
        let told = self.told.iter().filter(|told| told.beats_chance(self.looks())).map(Separation::to_string);
        let better: Vec<String> = matched.chain(told).collect();
        assert!(better.is_empty(), "{better:#?}");
    }

    /// That a copy within the hour shows the order of those who came since, as the document says.
    fn assert_that_what_is_not_promised_shows(&self) {
        for moment in ["within the first hour", "within the second hour"] {
            let of = self.shown.iter().filter(|score| score.signal.starts_with(moment));
            let of: Vec<&Score> = of.collect();
            assert!(of.iter().any(|score| score.beats_chance(of.len())), "{moment}: {of:#?}");
        }
    }
}

#[tokio::test]
async fn nobody_is_found_among_twenty() {
    attack(4, 20, Care::Taken).await.assert_chance();
}

#[tokio::test]
async fn nobody_is_found_among_two_hundred() {
    let scores = attack(1, 200, Care::Taken).await;
    scores.assert_chance();
    scores.assert_that_what_is_not_promised_shows();
}

#[tokio::test]
#[ignore = "takes minutes: make anonymity"]
async fn nobody_is_found_among_two_thousand() {
    let scores = attack(1, 2000, Care::Taken).await;
    scores.assert_chance();
    scores.assert_that_what_is_not_promised_shows();
}

/// The attack can find something: without what is done against it, it does.
#[tokio::test]
async fn everybody_is_found_where_the_order_is_left() {
    let scores = attack(1, 200, Care::Neglected).await;
    let found: Vec<&Score> = scores.matched.iter().filter(|score| score.beats_chance(scores.looks())).collect();
    assert!(found.iter().any(|score| score.share() > 0.2), "{found:#?}");
    // A transaction tells whose code is left, where somebody was invited alone.
    let has_transactions = std::env::var("NABOSVAR_TEST_POSTGRES").is_ok();
    let told: Vec<&Separation> = scores.told.iter().filter(|told| told.beats_chance(scores.looks())).collect();
    assert_eq!(!told.is_empty(), has_transactions, "{told:#?}");
}

/// The attack finds what a table would tell that counts its rows: the mistake that a new table is most easily made with.
#[test]
fn a_column_that_counts_arrivals_would_be_found() {
    let groups: Groups = vec![(0..100).rev().collect(), (100..200).collect()];
    let mut place = Place::new();
    for (number, person) in groups.iter().flatten().enumerate() {
        place.insert(*person, score::real(number));
    }
    let sight = Sight::from([("a column that counts".to_owned(), place)]);
    let scores = tally("one copy", &[(&sight, groups.clone())]);
    assert!(scores.iter().any(|score| score.beats_chance(1) && score.share() > 0.99), "{scores:#?}");
    // Half of them answered before the others came: the column tells that as well.
    let (spent, nobody) = (groups[0].iter().copied().collect(), std::collections::BTreeSet::new());
    let told = separate("one copy", &[(&sight, &spent, &nobody)]);
    assert!(told.iter().all(|told| told.beats_chance(1)), "{told:#?}");
}
