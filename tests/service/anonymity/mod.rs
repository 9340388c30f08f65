//! An attack on anonymity. Waves are played as people answer them: with drafts, retries, double clicks, reminders, answers taken
//! back, machines that die. Then somebody who holds copies of the database, and who knows in which order people came, tries to
//! say who gave which answer. Nothing in the database may help them beyond chance.
//!
//! The order in which people came is the most that the log of a host, a postman or a neighbour could tell: whoever beats chance
//! with less beats it with this as well.

mod copy;
mod played;
mod score;

use copy::{Place, Sight};
use played::{Groups, Play};
use score::{Score, tally};

/// How the database is left before it is copied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As the program leaves it: before each reminder and at the end, the order is taken out.
    Taken,
    /// Nobody ever takes the order out.
    Neglected,
}

/// Plays waves of so many people each, attacks the copies, and gives the score of every signal.
async fn attack(waves: u32, people: usize, care: Care) -> Vec<Score> {
    let mut sights = Vec::new();
    for seed in 0..waves {
        let mut play = Play::set(u64::from(seed), people).await;
        let groups = play.run(care).await;
        sights.push((play.look().await, groups));
        play.strike().await;
    }
    let scores = tally(&sights);
    for score in &scores {
        println!("{people} people, {score}");
    }
    scores
}

fn assert_chance(scores: &[Score]) {
    assert!(scores.len() > 4, "there is something to look at");
    let better: Vec<String> =
        scores.iter().filter(|score| score.beats_chance(scores.len())).map(Score::to_string).collect();
    assert!(better.is_empty(), "{better:#?}");
}

#[tokio::test]
async fn nobody_is_found_among_twenty() {
    assert_chance(&attack(6, 20, Care::Taken).await);
}

#[tokio::test]
async fn nobody_is_found_among_two_hundred() {
    assert_chance(&attack(1, 200, Care::Taken).await);
}

#[tokio::test]
#[ignore = "takes minutes: make anonymity"]
async fn nobody_is_found_among_two_thousand() {
    assert_chance(&attack(1, 2000, Care::Taken).await);
}

/// The attack can find something: without what is done against it, it does.
#[tokio::test]
async fn everybody_is_found_where_the_order_is_left() {
    let scores = attack(1, 200, Care::Neglected).await;
    let found = scores.iter().filter(|score| score.beats_chance(scores.len()));
    let found: Vec<&Score> = found.collect();
    assert!(found.iter().any(|score| score.share() > 0.2), "{found:#?}");
}

/// The attack finds what a table would tell that counts its rows: the mistake that a new table is most easily made with.
#[test]
fn a_column_that_counts_arrivals_would_be_found() {
    let groups: Groups = vec![(0..100).rev().collect(), (100..200).collect()];
    let (mut sight, mut number) = (Sight::new(), 0.0);
    for person in groups.iter().flatten() {
        number += 1.0;
        sight.entry("a column that counts".to_owned()).or_insert_with(Place::new).insert(*person, number);
    }
    let scores = tally(&[(sight, groups)]);
    assert!(scores.iter().any(|score| score.beats_chance(1) && score.share() > 0.99), "{scores:#?}");
}
