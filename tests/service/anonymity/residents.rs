//! What residents do with their codes: answer at once or on another day, twice, on two phones, while machines die, and regret.

use std::collections::BTreeSet;

use fastrand::Rng;
use futures_util::future::join_all;
use nabosvar::service::answers::take_back::{Outcome, take_back};
use nabosvar::service::answers::{draft, submit};
use nabosvar::service::{Key, invitations};
use nabosvar::store::{ByCode, Digest, Entry, Fate, invitation};
use serde_json::{Value, json};
use tokio::task::yield_now;

use super::copy::marker;
use super::play::Play;
use crate::sending;

/// How somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By a program, which did not hear the reply and sends it again.
    Program,
    /// On a second phone, because the first one was not found.
    SecondPhone,
    /// With a double click.
    DoubleClick,
    /// While the machine dies, and again on the next one.
    Death,
    /// After somebody else has answered and taken it back.
    AfterRegret,
    /// With the code, and again because the reply was lost.
    Plain,
}

impl Way {
    pub(super) fn by_chance(chance: &mut Rng) -> Self {
        match chance.u8(..10) {
            0 => Self::Program,
            1 => Self::SecondPhone,
            2 | 3 => Self::DoubleClick,
            4 => Self::Death,
            5 => Self::AfterRegret,
            _ => Self::Plain,
        }
    }
}

/// Long answers lie apart from their rows.
fn answers(person: usize) -> Value {
    let comment = if person.is_multiple_of(5) { invented_noise(person) } else { String::new() };
    json!({ "name": format!("{} {comment}", marker(person)), "age": 40 })
}

impl Play {
    /// Mostly one by one, sometimes two at once, as it is in a stairwell. When so many of them have come, somebody takes a copy while
    /// the next ones answer.
    pub(super) async fn come(&mut self, group: &[usize], copy_after: usize, moment: &'static str) {
        let mut rest = group;
        let mut is_copied = false;
        while !rest.is_empty() {
            let together = if self.chance.u8(..8) == 0 { 2.min(rest.len()) } else { 1 };
            let (now, later) = rest.split_at(together);
            rest = later;
            let ways: Vec<Way> = now.iter().map(|_| Way::by_chance(&mut self.chance)).collect();
            if ways.contains(&Way::Death) {
                for person in now {
                    self.answer_over_a_death(*person).await;
                }
                self.came.extend(now);
                continue;
            }
            for _ in ways.iter().filter(|way| **way == Way::AfterRegret) {
                self.regret().await;
            }
            self.came.extend(now);
            self.spent.extend(now);
            let everybody = join_all(now.iter().zip(ways).map(|(person, way)| self.answer(*person, way)));
            if !is_copied && group.len() - rest.len() >= copy_after {
                is_copied = true;
                let (copy, _) = tokio::join!(self.copy(moment), everybody);
                self.copies.push(copy);
            } else {
                everybody.await;
            }
        }
        if !is_copied && copy_after <= group.len() {
            let copy = self.copy(moment).await;
            self.copies.push(copy);
        }
    }

    /// Begins to answer, and goes away in the middle.
    pub(super) async fn begin(&mut self, person: usize) {
        let code = self.code(person).await;
        let (cookie, mut begun) = draft::start_by(&self.services, &self.wave, "da", Some(code)).await.unwrap();
        begun.answers = json!({ "age": 40 });
        draft::save(&self.services, &self.wave, &cookie, &begun).await.unwrap();
        self.begun.push((person, cookie));
    }

    /// Goes on with what was begun on another day.
    pub(super) async fn resume(&mut self) {
        for (person, cookie) in std::mem::take(&mut self.begun) {
            self.came.push(person);
            self.spent.insert(person);
            self.finish(person, &cookie).await;
        }
    }

    async fn answer(&self, person: usize, way: Way) {
        if way == Way::Program {
            let sent = self.command(person).await;
            submit::submit(&self.services, sent.clone()).await.unwrap();
            submit::submit(&self.services, sent).await.unwrap();
            return;
        }
        let code = self.code(person).await;
        if way == Way::Plain {
            let answer = self.response(&answers(person));
            for expected in [Fate::Done, Fate::Spent] {
                let by = ByCode { code, draft: None };
                let fate = self.services.db.store(Entry::AnswerByCode(answer.clone(), by)).await.unwrap();
                assert_eq!(fate, expected);
            }
            return;
        }
        if way == Way::SecondPhone {
            draft::start_by(&self.services, &self.wave, "ar", Some(code)).await.unwrap();
        }
        let (cookie, _) = draft::start_by(&self.services, &self.wave, "da", Some(code)).await.unwrap();
        if way == Way::DoubleClick {
            tokio::join!(self.finish(person, &cookie), self.finish(person, &cookie));
        } else {
            self.finish(person, &cookie).await;
        }
    }

    /// Says everything, and sends it.
    async fn finish(&self, person: usize, cookie: &Key) {
        let (services, wave) = (&self.services, &self.wave);
        let begun = draft::resume(services, wave, cookie).await.unwrap();
        // The other click was quicker.
        let Some(mut begun) = begun else { return };
        let id = begun.response_id;
        begun.answers = answers(person);
        draft::save(services, wave, cookie, &begun).await.unwrap();
        draft::submit(services, wave, &self.form, cookie, id).await.unwrap();
    }

    /// The machine dies with the answer in its hands. Nobody was told what became of it, so it is sent again to the next one.
    async fn answer_over_a_death(&mut self, person: usize) {
        let sent = self.command(person).await;
        let (services, command) = (self.services.clone(), sent.clone());
        let request = tokio::spawn(async move { drop(submit::submit(&services, command).await) });
        for _ in 0..self.chance.u8(..30) {
            yield_now().await;
        }
        request.abort();
        drop(request.await);
        let next = self.database.open().await;
        let dead = std::mem::replace(&mut self.services.db, next);
        if self.chance.bool() {
            // A signal, not the plug.
            dead.close().await.unwrap();
        }
        submit::submit(&self.services, sent).await.unwrap();
        self.spent.insert(person);
    }

    /// Somebody else answers and takes it back. Their code stays spent.
    async fn regret(&mut self) {
        let Some(person) = self.regretful.pop() else { return };
        self.spent.insert(person);
        let code = self.code(person).await;
        let (services, wave) = (&self.services, &self.wave);
        let (cookie, mut begun) = draft::start_by(services, wave, "so", Some(code)).await.unwrap();
        begun.answers = json!({ "name": "Nobody any more" });
        draft::save(services, wave, &cookie, &begun).await.unwrap();
        draft::submit(services, wave, &self.form, &cookie, begun.response_id).await.unwrap();
        let receipt = draft::receipt(&cookie, begun.response_id).unwrap();
        assert!(matches!(take_back(services, &receipt).await.unwrap(), Outcome::Gone(_)));
    }

    async fn command(&self, person: usize) -> submit::Command {
        let invited = invitation::find(&self.services.db, self.people[person]).await.unwrap().unwrap();
        let code = invitations::code(&self.services, &invited).as_str().to_owned();
        sending::command(submit::Round::OfCode(code), self.services.clock.identity(), &answers(person))
    }

    /// The hash of somebody's code, as their letter has it now.
    pub(super) async fn code(&self, person: usize) -> Digest {
        let invited = invitation::find(&self.services.db, self.people[person]).await.unwrap().unwrap();
        self.services.secret_key.hash(&invitations::code(&self.services, &invited))
    }

    /// Those whose code has given an answer, by the key and by nothing else: for who wants to know whether the play is right.
    pub(super) async fn spent_by_key(&self) -> BTreeSet<usize> {
        let left = nabosvar::store::unspent_code::of_wave(&self.services.db, self.wave.id).await.unwrap();
        let mut spent = BTreeSet::new();
        for person in 0..self.people.len() {
            if !left.contains(&self.code(person).await) {
                spent.insert(person);
            }
        }
        spent
    }
}

/// Text that cannot be packed, so that it stays long.
fn invented_noise(person: usize) -> String {
    let mut chance = Rng::with_seed(person as u64);
    (0..3000).map(|_| chance.alphanumeric()).collect()
}
