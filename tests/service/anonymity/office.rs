//! What the office and the worker do in a wave: lists of addresses, mails, new codes, reminders, and a mail server that is away.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use jiff::ToSpan;
use nabosvar::access::Actor;
use nabosvar::service::invitations::mails::reminders::{self, When};
use nabosvar::service::invitations::{self, import, mails, stop_link};
use nabosvar::store::outbox;

use super::copy::{Named, guest, named};
use super::play::Play;
use super::post::{LATER, NEVER};
use crate::invitation_mails::work;

impl Play {
    /// Most are on one list; one of five is added alone, as those are who were forgotten.
    pub(super) async fn invite(&mut self, people: usize) {
        let mut lists = vec![String::new()];
        for person in 0..people {
            let is_alone = person % 5 == 4;
            let guest = guest(person);
            let kind = match person % 23 {
                3 => NEVER,
                7 | 19 => LATER,
                _ => "",
            };
            let mail = if person % 9 == 8 { String::new() } else { format!("{kind}{guest}@invented.example") };
            let line = format!("Familien {guest};Opdigtet Allé {person};{mail}\n");
            if is_alone { lists.push(line) } else { lists[0].push_str(&line) }
        }
        let mut list = String::new();
        for lines in lists {
            list.clear();
            write!(list, "Navn;Adresse;E-mail\n{lines}").unwrap();
            import::import(&self.services, &Actor::operator(), self.wave.id, list.as_bytes()).await.unwrap();
        }
        let (_, invited) = invitations::list(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
        let mut by_person: Vec<_> = invited.iter().map(|one| (person(&one.contact.name), one.id)).collect();
        by_person.sort_unstable();
        self.people = by_person.into_iter().map(|(_, id)| id).collect();
        assert_eq!(self.people.len(), people);
    }

    /// The first mail. Some are refused, some put off, and a few people want to hear no more.
    pub(super) async fn write_to_everybody(&mut self) {
        let (actor, wave) = (Actor::operator(), self.wave.id);
        let due = mails::overview(&self.services, &actor, wave).await.unwrap().due;
        assert_eq!(mails::send(&self.services, &actor, wave, due).await.unwrap(), due);
        self.deliver_all().await;
        let carried = self.post.carried().len();
        assert!(carried < due && carried > due * 4 / 5, "{carried} of {due}");
        for person in (0..self.people.len()).step_by(31) {
            self.stop(person).await;
        }
    }

    /// Letters were lost: of those who have answered and of those who have not.
    pub(super) async fn renew_codes(&mut self) {
        for person in (2..self.people.len()).step_by(12) {
            // What was begun with the old code would come to nothing.
            if self.begun.iter().any(|(begun, _)| *begun == person) {
                continue;
            }
            let id = self.people[person];
            invitations::renew(&self.services, &Actor::operator(), self.wave.id, id, 1).await.unwrap();
        }
    }

    /// The reminder is due, and concerns whoever got a mail.
    pub(super) async fn begin_reminder(&mut self) {
        let (services, today) = (&self.services, self.services.clock.today());
        reminders::add(services, &Actor::operator(), self.wave.id, When::On(today)).await.unwrap();
        assert_eq!(mails::remind::remind(services).await.unwrap(), 1);
    }

    /// Each reminder is tried once, and the mail server is away: those wait of whom has not answered.
    pub(super) async fn try_reminders_in_vain(&mut self) {
        self.post.be_away(true);
        self.wait_for(Duration::from_mins(5));
        while work(&self.services).await > 0 {}
        self.post.be_away(false);
        assert_eq!(self.post.carried(), [""; 0]);
    }

    /// The mail server is back. It knows who has not answered, as the document says. Some of these want to hear no more.
    pub(super) async fn deliver_reminders(&mut self, mut before: impl Iterator<Item = &usize>) {
        self.deliver_all().await;
        let reminded: BTreeSet<usize> = self.post.carried().iter().map(|to| person(to)).collect();
        assert!(!reminded.is_empty() && before.all(|person| !reminded.contains(person)));
        let stopping: Vec<usize> = reminded.iter().copied().step_by(9).collect();
        for person in stopping {
            self.stop(person).await;
            self.stopped.insert(person);
        }
    }

    /// The same hour of another day.
    pub(super) fn a_day_later(&self, days: i64) {
        let clock = &self.services.clock;
        clock.set(&clock.now().checked_add(days.days()).unwrap());
    }

    async fn stop(&self, person: usize) {
        let id = self.people[person];
        let key = stop_link::Key::Whole(self.services.secret_key.stop(id));
        let stopped = stop_link::stop(&self.services, id, key).await.unwrap();
        assert!(stopped.unwrap().is_stopped);
    }

    async fn deliver_all(&self) {
        for _ in 0..200 {
            self.wait_for(Duration::from_mins(1));
            while work(&self.services).await > 0 {}
            if outbox::standing(&self.services.db, &self.services.clock).await.unwrap().waiting == 0 {
                return;
            }
        }
        panic!("mails wait for ever");
    }

    fn wait_for(&self, so_long: Duration) {
        let clock = &self.services.clock;
        clock.set(&clock.now().checked_add(so_long).unwrap());
    }
}

/// Who is named in a name or an address of mail.
fn person(text: &str) -> usize {
    let who = named(text.as_bytes()).map(|(_, who)| who).next();
    let Some(Named::Invited(person)) = who else { panic!("{text} names nobody") };
    person
}
