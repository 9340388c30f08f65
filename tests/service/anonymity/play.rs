//! One wave as it is carried through, from the list of addresses to its last day, and the moments at which somebody copies the
//! database. What residents do is in `residents.rs`, what the office does in `office.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use nabosvar::access::Actor;
use nabosvar::service::catalogue::{self, publish_form};
use nabosvar::service::waves::{Access, Identity, Terms, Wave};
use nabosvar::service::{Key, PublishedForm, SecretKey, Services};
use nabosvar::store::response::Response;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::Value;
use uuid::Uuid;

use super::Care;
use super::copy::{self, Copy};
use super::post::Post;
use crate::database::TestDatabase;
use crate::mail::mailing;
use crate::{invented, one_wave, past};

pub(super) struct Play {
    pub(super) database: TestDatabase,
    pub(super) services: Services,
    pub(super) wave: Wave,
    pub(super) form: Arc<PublishedForm>,
    pub(super) post: Post,
    pub(super) chance: Rng,
    /// The invitation of each person.
    pub(super) people: Vec<Uuid>,
    /// Who has answered, in order.
    pub(super) came: Vec<usize>,
    /// Whose code has given an answer.
    pub(super) spent: BTreeSet<usize>,
    /// Who will take their answer back.
    pub(super) regretful: Vec<usize>,
    /// Who went away in the middle.
    pub(super) begun: Vec<(usize, Key)>,
    /// Who has stopped mails since the reminders began.
    pub(super) stopped: BTreeSet<usize>,
    pub(super) copies: Vec<Copy>,
    /// How many had come when the order was last taken out.
    forgotten: usize,
}

impl Play {
    pub(super) async fn set(seed: u64, people: usize) -> Self {
        let database = TestDatabase::create().await;
        let post = Post::open().await;
        let services = mailing(invented::services(&database).await, post.way.clone());
        let services = services.keyed(SecretKey::parse(&"5a".repeat(32)).unwrap());
        // Each wave has chance of its own: the clock of tests begins with the same one.
        for _ in 0..seed * 100_000 {
            services.clock.identity();
        }
        publish_form::publish(&services, &Actor::operator(), invented::FORM).await.unwrap();
        let terms = Terms { access: Access::Code, ..Terms::default() };
        let wave = invented::wave_on(&services, Identity::Anonymous, terms).await;
        let form = catalogue::find(&services, "invented", "1").await.unwrap().unwrap();
        let mut play = Self {
            database,
            services,
            wave,
            form,
            post,
            chance: Rng::with_seed(seed),
            people: Vec::new(),
            came: Vec::new(),
            spent: BTreeSet::new(),
            regretful: Vec::new(),
            begun: Vec::new(),
            stopped: BTreeSet::new(),
            copies: Vec::new(),
            forgotten: 0,
        };
        play.invite(people).await;
        play
    }

    /// Three of four answer, most of them before the reminder; some of the others answer and take it back.
    pub(super) async fn run(mut self, care: Care) -> Vec<Copy> {
        let people = self.people.len();
        let mut order: Vec<usize> = (0..people).collect();
        self.chance.shuffle(&mut order);
        let (coming, rest) = order.split_at(people * 3 / 4);
        self.regretful = rest[..rest.len() / 3].to_vec();
        let (first, later) = coming.split_at(people * 3 / 8);
        let (second, later) = later.split_at(people * 3 / 16);
        let (third, last) = later.split_at(later.len() * 2 / 3);
        if care == Care::Neglected {
            self.come(coming, usize::MAX, "").await;
            let copy = self.copy("at the end").await;
            self.copies = vec![Copy { is_clean: true, ..copy }];
            return self.strike().await;
        }
        self.write_to_everybody().await;
        for person in &last[..last.len() / 2] {
            self.begin(*person).await;
        }
        let half = |chance: &mut Rng, group: &[usize]| chance.usize(group.len() / 3..=group.len() * 2 / 3);
        let at = half(&mut self.chance, first);
        self.come(&first[..at], at / 2, "within the first hour").await;
        self.plan_queries().await;
        self.come(&first[at..], usize::MAX, "").await;
        self.forget("after the first hour").await;

        self.renew_codes().await;
        let at = half(&mut self.chance, second);
        self.come(second, at, "within the second hour").await;
        self.a_day_later(1);
        self.begin_reminder().await;
        self.forgotten = self.came.len();
        self.copy_clean("when reminders wait").await;
        self.try_reminders_in_vain().await;
        self.copy_clean("when reminders were tried").await;
        let at = half(&mut self.chance, third);
        self.come(&third[..at], at / 2, "between the reminders").await;
        self.deliver_reminders(first.iter().chain(second)).await;
        self.plan_queries().await;
        self.come(&third[at..], usize::MAX, "").await;
        self.forget("after the reminder").await;

        self.a_day_later(3);
        self.resume().await;
        self.come(&last[last.len() / 2..], 1, "on the last day").await;
        self.forget("at the end").await;
        assert_eq!(self.spent, self.spent_by_key().await, "the play knows who answered");
        self.strike().await
    }

    /// What a copy shows of the program that still runs.
    pub(super) async fn copy(&self, moment: &'static str) -> Copy {
        Copy {
            moment,
            is_clean: false,
            came: self.came.clone(),
            forgotten: self.forgotten,
            spent: self.spent.clone(),
            stopped: self.stopped.clone(),
            rows: copy::rows(&self.database).await,
            files: copy::places(&self.database).await,
            statistics: copy::statistics(&self.database).await,
        }
    }

    /// A new answer.
    pub(super) fn response(&self, answers: &Value) -> Box<Response> {
        one_wave::response(&self.services, &self.wave, answers)
    }

    async fn strike(self) -> Vec<Copy> {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
        self.copies
    }

    /// The schedule takes the order out, and somebody copies what is left.
    async fn forget(&mut self, moment: &'static str) {
        self.services.db.forget_order().await.unwrap();
        self.forgotten = self.came.len();
        self.copy_clean(moment).await;
    }

    async fn copy_clean(&mut self, moment: &'static str) {
        self.wait_until_spent_codes_are_gone().await;
        let copy = self.copy(moment).await;
        self.copies.push(Copy { is_clean: true, ..copy });
    }

    /// No code that has given its answer is anywhere in the files, where its row would name the transaction of the answer.
    async fn wait_until_spent_codes_are_gone(&self) {
        let mut spent = Vec::new();
        for person in self.spent.iter().take(5) {
            spent.push(self.code(*person).await);
        }
        for _ in 0..60 {
            let files = copy::files(&self.database).await;
            if !files.iter().any(|(_, bytes)| spent.iter().any(|code| copy::holds(bytes, code.as_bytes()))) {
                return;
            }
            // Whoever has just begun to read may see what was there before, and PostgreSQL keeps it for them, also if they
            // read another database of the server, as other tests do: the next time will do, as it does in the worker.
            tokio::time::sleep(Duration::from_millis(50)).await;
            self.services.db.forget_order().await.unwrap();
        }
        panic!("codes that were spent are still there");
    }

    /// PostgreSQL looks at the values of columns now and then, when it finds that many rows have changed.
    async fn plan_queries(&self) {
        let past = past::connect(&self.database.location).await;
        if past.get_database_backend() == DbBackend::Postgres {
            past.execute_unprepared("ANALYZE").await.unwrap();
        }
        past.close().await.unwrap();
    }
}
