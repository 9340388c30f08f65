//! One wave, from the first who comes to the end.

use fastrand::Rng;
use futures_util::future::join_all;
use nabosvar::service::answers::take_back::{Outcome, take_back};
use nabosvar::service::answers::{draft, submit};
use nabosvar::store::unspent_code::{self};
use nabosvar::store::{ByCode, Digest, Entry, Fate};
use serde_json::{Value, json};

use super::Care;
use super::copy::{self, Sight, marker};
use crate::one_wave::OneWave;
use crate::sending;

pub(super) struct Play {
    stage: OneWave,
    chance: Rng,
    people: usize,
    codes: Vec<Digest>,
}

/// Those who answered between two moments at which the database may have been copied, in the order in which they came.
pub(super) type Groups = Vec<Vec<usize>>;

impl Play {
    pub(super) async fn set(seed: u64, people: usize) -> Self {
        let stage = OneWave::set().await;
        // Each wave has chance of its own: the clock of tests begins with the same one.
        for _ in 0..seed * 1000 {
            stage.services.clock.identity();
        }
        Self { stage, chance: Rng::with_seed(seed), people, codes: Vec::new() }
    }

    /// Half of them come by themselves, half of the others after the reminder. Then everything is closed.
    pub(super) async fn run(&mut self, care: Care) -> Groups {
        // In the order in which they stand in the list of invitations.
        self.codes = self.stage.codes(self.people).await;
        let mut order: Vec<usize> = (0..self.people).collect();
        self.chance.shuffle(&mut order);
        let (first, rest) = order.split_at(self.people / 2);
        let groups: Groups = vec![first.to_vec(), rest[..rest.len() / 2].to_vec()];
        for (number, group) in groups.iter().enumerate() {
            if care == Care::Taken {
                // An hour in which nobody came.
                self.stage.services.db.forget_order().await.unwrap();
            }
            self.come(group).await;
            if care == Care::Taken {
                self.stage.services.db.forget_order().await.unwrap();
            }
            if number == 0 {
                // The machine dies, and another one goes on.
                self.stage.services.db.clone().close().await.unwrap();
                self.stage.services.db = self.stage.database.open().await;
            }
        }
        if care == Care::Taken {
            self.check_that_spent_codes_are_gone().await;
        }
        groups
    }

    /// What a copy shows of the program that still runs.
    pub(super) async fn look(&self) -> Sight {
        copy::look(&self.stage.database).await
    }

    pub(super) async fn strike(self) {
        self.stage.strike().await;
    }

    /// No code that has given its answer is anywhere in the files, where its row would name the transaction of the answer.
    async fn check_that_spent_codes_are_gone(&self) {
        let left = unspent_code::of_wave(&self.stage.services.db, self.stage.wave.id).await.unwrap();
        let spent: Vec<&Digest> = self.codes.iter().filter(|code| !left.contains(code)).take(5).collect();
        assert!(!spent.is_empty());
        let is_spent = |bytes: &[u8]| spent.iter().any(|code| code.as_bytes() == bytes);
        for _ in 0..20 {
            let files = copy::files(&self.stage.database).await;
            if !files.iter().any(|(_, bytes)| bytes.windows(32).any(is_spent)) {
                return;
            }
            // Whoever has just begun to read may see what was there before, and PostgreSQL keeps it for them: the next time
            // will do, as it does in the worker.
            self.stage.services.db.forget_order().await.unwrap();
        }
        panic!("codes that were spent are still there");
    }

    /// Answers by code, twice, because the reply was lost.
    async fn answer_by_code(&self, person: usize, answers: &Value) {
        let answer = self.stage.response_of(answers);
        let by = ByCode { code: self.codes[person], draft: None };
        for expected in [Fate::Done, Fate::Spent] {
            let fate = self.stage.services.db.store(Entry::AnswerByCode(answer.clone(), by)).await.unwrap();
            assert_eq!(fate, expected);
        }
    }

    /// Mostly one by one, sometimes two at once, as it is in a stairwell.
    async fn come(&mut self, group: &[usize]) {
        let mut rest = group;
        while !rest.is_empty() {
            let together = if self.chance.u8(..8) == 0 { 2.min(rest.len()) } else { 1 };
            let (now, later) = rest.split_at(together);
            rest = later;
            let ways: Vec<u8> = now.iter().map(|_| self.chance.u8(..10)).collect();
            join_all(now.iter().zip(ways).map(|(person, way)| self.answer(*person, way))).await;
        }
    }

    /// One way to answer of ten.
    async fn answer(&self, person: usize, way: u8) {
        // Long answers lie apart from their rows.
        let comment = if person.is_multiple_of(5) { invented_noise(person) } else { String::new() };
        let answers = json!({ "name": format!("{} {comment}", marker(person)), "age": 40 });
        let OneWave { services, wave, form, .. } = &self.stage;
        if way == 0 {
            // A program, which did not hear the reply.
            let sent = sending::by_link(services, wave, &answers);
            submit::submit(services, sent.clone()).await.unwrap();
            submit::submit(services, sent).await.unwrap();
            return;
        }
        if way > 4 {
            return self.answer_by_code(person, &answers).await;
        }
        if way == 1 {
            self.regret().await;
        }
        let (cookie, mut begun) = draft::start(services, wave, "da").await.unwrap();
        if way == 2 {
            // Somebody goes away in the middle, comes back later and does not find the phone.
            draft::start(services, wave, "ar").await.unwrap();
        }
        begun.answers = json!({ "age": 40 });
        draft::save(services, wave, &cookie, &begun).await.unwrap();
        begun.answers = answers;
        draft::save(services, wave, &cookie, &begun).await.unwrap();
        let submit = || draft::submit(services, wave, form, &cookie, begun.response_id);
        let (one, other) = if way == 3 { tokio::join!(submit(), submit()) } else { (submit().await, submit().await) };
        one.unwrap();
        other.unwrap();
    }

    /// Somebody else answers and takes it back.
    async fn regret(&self) {
        let OneWave { services, wave, form, .. } = &self.stage;
        let (cookie, mut begun) = draft::start(services, wave, "so").await.unwrap();
        begun.answers = json!({ "name": "Nobody any more" });
        draft::save(services, wave, &cookie, &begun).await.unwrap();
        draft::submit(services, wave, form, &cookie, begun.response_id).await.unwrap();
        let receipt = draft::receipt(&cookie, begun.response_id).unwrap();
        assert!(matches!(take_back(services, &receipt).await.unwrap(), Outcome::Gone(_)));
    }
}

/// Text that cannot be packed, so that it stays long.
fn invented_noise(person: usize) -> String {
    let mut chance = Rng::with_seed(person as u64);
    (0..3000).map(|_| chance.alphanumeric()).collect()
}
