//! The real thing behind the same operations: the use cases over a real database.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use nabosvar::access::Actor;
use nabosvar::service::answers::revise::{self, revise};
use nabosvar::service::answers::settle::{self, Decision, Entry, Filter, Resolution, settle};
use nabosvar::service::answers::submit::{self, Command, Receipt, Round, submit};
use nabosvar::service::answers::{self, withdraw};
use nabosvar::service::waves::Wave;
use nabosvar::store::response::{self, Kept};
use nabosvar::store::{Digest, attachment, revision};
use serde_json::json;
use uuid::Uuid;

use super::operation::{Content, Operation, Place, Reply, Said, Slot, Target};
use super::state::Seen;
use crate::invented;
use crate::sending;
use crate::stage::{Stage, which};

/// The digests of pictures, each one digit over and over. None of them ever comes.
const PICTURES: [&str; 2] = ["a", "b"];

/// A database with a wave for each place, for all cases.
pub(super) struct World {
    stage: Stage,
    digests: HashMap<Said, Digest>,
}

/// One case: identities that no other case uses.
pub(super) struct Case {
    world: Arc<World>,
    slots: [Uuid; 2],
    counts_before: BTreeMap<Place, u64>,
}

impl World {
    pub(super) async fn make() -> Self {
        let questions =
            ["one", "other"].map(|name| format!("  - {{ type: image, name: {name}, label: {{ da: Billede }} }}\n"));
        let form = format!("{}{}", invented::FORM, questions.concat());
        let mut world = Self { stage: Stage::set_with(&form).await, digests: HashMap::new() };
        for place in [Place::Anonymous, Place::Identified] {
            for content in Content::ALL {
                let sent = sent(world.round(place), world.stage.id(), content);
                let submit::Outcome::Created(receipt) = submit(&world.stage.services, sent).await.unwrap() else {
                    panic!("it is new");
                };
                world.digests.insert((place, content), receipt.sha256);
            }
        }
        world
    }

    pub(super) async fn end(self) {
        self.stage.strike().await;
    }

    fn wave(&self, place: Place) -> &Wave {
        match place {
            Place::Anonymous => &self.stage.anonymous,
            Place::Identified => &self.stage.identified,
        }
    }

    fn round(&self, place: Place) -> Round {
        Round::OfCode(self.wave(place).code.as_str().to_owned())
    }

    fn said(&self, sha256: Digest) -> Said {
        *self.digests.iter().find(|(_, digest)| **digest == sha256).expect("nothing else was said").0
    }

    async fn counts(&self) -> BTreeMap<Place, u64> {
        let mut counts = BTreeMap::new();
        for place in [Place::Anonymous, Place::Identified] {
            counts.insert(place, self.stage.count(self.wave(place)).await);
        }
        counts
    }
}

impl Case {
    pub(super) async fn begin(world: &Arc<World>) -> Self {
        let slots = [world.stage.id(), world.stage.id()];
        Self { world: Arc::clone(world), slots, counts_before: world.counts().await }
    }

    pub(super) async fn carry_out(&self, operation: &Operation) -> Reply {
        match *operation {
            Operation::Put(slot, said) => self.put(slot, said).await,
            Operation::Edit { target, base, content } => self.edit(target, base, content).await,
            Operation::KeepFirst(slot, said) => self.settle(slot, said, Decision::KeepFirst).await,
            Operation::Split(slot, said) => self.settle(slot, said, Decision::Split).await,
            Operation::TakeSecond(slot, said, first) => {
                let first = self.world.digests[&(Place::Identified, first)].to_string();
                self.settle(slot, said, Decision::TakeSecond { first }).await
            }
            Operation::Withdraw(target) => {
                let Some(id) = self.id(target).await else { return Reply::NotFound };
                match withdraw(&self.world.stage.services, &Actor::operator(), which(id)).await {
                    Ok(()) => Reply::Gone,
                    Err(answers::Error::NotFound) => Reply::NotFound,
                    Err(answers::Error::Anonymous) => Reply::Anonymous,
                    Err(error) => panic!("{error:?}"),
                }
            }
        }
    }

    /// What is in the database; to be asked when nothing is under way.
    pub(super) async fn state(&self) -> Seen {
        let mut seen = Seen::default();
        let mut targets = Vec::new();
        for (slot, id) in self.slots.iter().enumerate() {
            targets.push((Target::Own(slot), *id));
            for case in self.cases(slot).await {
                let said = self.world.said(case.sha256);
                let resolution = case.settled.map(|(resolution, _)| resolution);
                if resolution == Some(Resolution::Split) {
                    targets.push((Target::Split(slot, said), case.id));
                }
                seen.cases.insert((slot, said), resolution.map(|resolution| resolution.as_str().to_owned()));
            }
        }
        for (target, id) in targets {
            let db = &self.world.stage.services.db;
            let said = |sha256| self.world.said(sha256);
            match response::look_up(db, id).await.unwrap() {
                Some(Kept::Response(now)) => {
                    let earlier = revision::list(db, id).await.unwrap();
                    let all = earlier.iter().map(|entry| entry.sha256).chain([now.sha256]);
                    seen.answers.insert(target, all.map(said).collect());
                    assert_eq!(usize::try_from(now.revision).unwrap(), seen.answers[&target].len());
                    seen.pictures.insert(target, [numbers(now.attachments), BTreeSet::new()]);
                }
                Some(Kept::Withdrawn) => {
                    seen.answers.insert(target, Vec::new());
                    seen.pictures.insert(target, [BTreeSet::new(), BTreeSet::new()]);
                }
                None => continue,
            }
            seen.pictures.entry(target).or_default()[1] = numbers(attachment::referred(db, id).await.unwrap());
        }
        for (place, count) in self.world.counts().await {
            seen.counts.insert(place, count - self.counts_before[&place]);
        }
        seen.counts.retain(|_, count| *count > 0);
        seen
    }

    async fn put(&self, slot: Slot, (place, content): Said) -> Reply {
        let sent = sent(self.world.round(place), self.slots[slot], content);
        match submit(&self.world.stage.services, sent).await {
            Ok(submit::Outcome::Created(receipt)) => {
                assert_eq!((receipt.id, receipt.revision), (self.slots[slot], 1));
                Reply::Created
            }
            Ok(submit::Outcome::Replayed(receipt)) => {
                assert_eq!(receipt.sha256, self.world.digests[&(place, content)], "the receipt is of what was sent");
                self.known(Target::Own(slot), Target::Split(slot, (place, content)), &receipt)
            }
            Err(submit::Error::Conflict) => Reply::Conflict,
            Err(submit::Error::Withdrawn) => Reply::Withdrawn,
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn edit(&self, target: Target, base: Content, content: Content) -> Reply {
        let Some(id) = self.id(target).await else { return Reply::Stale };
        let base = self.world.digests[&(Place::Identified, base)].to_string();
        match revise(&self.world.stage.services, &Actor::operator(), sent(Round::OnlyOpen, id, content), &base).await {
            Ok(revise::Outcome::Revised(receipt)) => Reply::Revised(usize::try_from(receipt.revision).unwrap()),
            Ok(revise::Outcome::Replayed(receipt)) => self.known(target, target, &receipt),
            Err(revise::Error::Stale) => Reply::Stale,
            Err(revise::Error::Anonymous) => Reply::Anonymous,
            Err(revise::Error::Refused(submit::Error::Withdrawn)) => Reply::Withdrawn,
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn settle(&self, slot: Slot, said: Said, decision: Decision) -> Reply {
        let Some(case) = self.case(slot, said).await else { return Reply::NoCase };
        match settle(&self.world.stage.services, &Actor::operator(), case.id, &decision).await {
            Ok(entry) => Reply::Settled(entry.settled.expect("it is settled").0),
            Err(settle::Error::NoCase) => Reply::NoCase,
            Err(settle::Error::Settled(before)) => Reply::SettledBefore(before),
            Err(settle::Error::Anonymous) => Reply::Anonymous,
            Err(settle::Error::Elsewhere) => Reply::Elsewhere,
            Err(settle::Error::Stale) => Reply::Stale,
            Err(error @ settle::Error::Store(_)) => panic!("{error:?}"),
        }
    }

    fn known(&self, own: Target, split: Target, receipt: &Receipt) -> Reply {
        let target = if self.slots.contains(&receipt.id) { own } else { split };
        Reply::Known(target, usize::try_from(receipt.revision).unwrap())
    }

    async fn id(&self, target: Target) -> Option<Uuid> {
        match target {
            Target::Own(slot) => Some(self.slots[slot]),
            Target::Split(slot, said) => {
                let case = self.case(slot, said).await?;
                case.settled.filter(|(resolution, _)| *resolution == Resolution::Split).map(|_| case.id)
            }
        }
    }

    async fn case(&self, slot: Slot, said: Said) -> Option<Entry> {
        let sha256 = self.world.digests[&said];
        self.cases(slot).await.into_iter().find(|case| case.sha256 == sha256)
    }

    async fn cases(&self, slot: Slot) -> Vec<Entry> {
        let filter = Filter { response: Some(self.slots[slot]), ..Filter::default() };
        settle::list(&self.world.stage.services, &filter, settle::PAGE).await.unwrap().0
    }
}

fn sent(round: Round, id: Uuid, content: Content) -> Command {
    let mut answers = json!({ "name": format!("{content:?}") });
    for (question, picture) in ["one", "other"].iter().zip(content.pictures()) {
        answers[question] = PICTURES[*picture].repeat(64).into();
    }
    sending::command(round, id, &answers)
}

/// Which pictures have these digests.
fn numbers(digests: Vec<Digest>) -> BTreeSet<usize> {
    let number = |digest: Digest| PICTURES.iter().position(|digit| digit.repeat(64) == digest.to_string());
    digests.into_iter().map(|digest| number(digest).expect("there are no others")).collect()
}
