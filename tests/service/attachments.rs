//! What becomes of files when nobody refers to them, when several do, and when the machine dies between file and row.

use futures_util::TryStreamExt;
use futures_util::future::join_all;
use jiff::ToSpan;
use nabosvar::blob::{Key, picture};
use nabosvar::service::Services;
use nabosvar::service::answers::submit::{self, Handling, Round};
use nabosvar::service::attachments::attach::{self, Command, Error, Outcome, Span};
use nabosvar::service::attachments::sweep_attachments::{self, Swept};
use nabosvar::service::attachments::{self, Kept, Progress, Sender};
use nabosvar::service::waves::Wave;
use nabosvar::store::{attachment, outbox};
use serde_json::json;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;
use crate::pictures::{self, Photo};

struct Stage {
    database: TestDatabase,
    services: Services,
    wave: Wave,
}

impl Stage {
    async fn set() -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        let wave = pictures::wave(&services).await;
        Self { database, services, wave }
    }

    async fn send(&self, photo: &Photo) -> Result<Outcome, Error> {
        let sender = Sender::OfCode(self.wave.code.as_str().to_owned());
        let command = Command { sha256: photo.sha256, sender, span: None, length: Some(photo.file.len() as u64) };
        // In pieces, as a network brings it.
        let pieces: Vec<_> = photo.file.chunks(1_000).map(|piece| Ok(piece.to_vec())).collect();
        attach::attach(&self.services, command, futures_util::stream::iter(pieces)).await
    }

    async fn send_part(&self, photo: &Photo, start: usize, end: usize) -> Result<Outcome, Error> {
        let [start_at, end_at, total] = [start, end, photo.file.len()].map(|place| place as u64);
        let span = Some(Span { start: start_at, end: end_at, total });
        let command = Command { sha256: photo.sha256, sender: Sender::Program, span, length: None };
        let part = futures_util::stream::iter([Ok(photo.file[start..end].to_vec())]);
        attach::attach(&self.services, command, part).await
    }

    async fn answer(&self, photo: &Photo) -> (Uuid, usize) {
        let command = submit::Command {
            form_id: "pictures".to_owned(),
            version: "1".to_owned(),
            response_id: self.services.clock.identity(),
            handling: Handling::Strict,
            round: Round::OfCode(self.wave.code.as_str().to_owned()),
            language: "da".to_owned(),
            body: json!({ "photo": photo.sha256.to_string() }).to_string().into_bytes(),
        };
        let id = command.response_id;
        match submit::submit(&self.services, command).await.unwrap() {
            submit::Outcome::Created(receipt) => (id, receipt.missing.len()),
            submit::Outcome::Replayed(_) => panic!("the identity is new"),
        }
    }

    async fn release(&self, answer: Uuid) {
        let tx = self.services.db.begin().await.unwrap();
        attachment::release(&tx, answer, self.services.clock.today()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn find(&self, photo: &Photo) -> Option<Kept> {
        attachments::find(&self.services, photo.sha256).await.unwrap()
    }

    async fn objects(&self) -> usize {
        let kept: Vec<_> = self.services.attachments.blobs.kept().try_collect().await.unwrap();
        kept.len()
    }

    async fn sweep(&self) -> Swept {
        sweep_attachments::sweep(&self.services).await.unwrap()
    }

    /// Does what the worker does with the events that wait, and says how many there were.
    async fn work_off(&self) -> usize {
        let tx = self.services.db.begin().await.unwrap();
        let claimed = outbox::claim(&tx, &self.services.clock, 100).await.unwrap();
        tx.commit().await.unwrap();
        for event in &claimed {
            let nabosvar::event::Event::BlobUnused { key } = event.event.clone().unwrap() else { panic!("only files") };
            let tx = sweep_attachments::remove_unused(&self.services, &key).await.unwrap();
            assert!(outbox::done(&tx, event).await.unwrap());
            tx.commit().await.unwrap();
        }
        claimed.len()
    }

    fn days_pass(&self, days: i64) {
        self.services.clock.set(&self.services.clock.now().checked_add(days.days()).unwrap());
    }

    /// Files tell the day by the machine's clock, so the days that pass in a test begin there.
    fn begin_now(&self) {
        let system = nabosvar::clock::Clock::system(jiff::tz::TimeZone::UTC);
        self.services.clock.set(&system.now());
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

#[tokio::test]
async fn many_who_send_the_same_at_once_leave_one_file() {
    let stage = Stage::set().await;
    let photo = pictures::photo(40, 40, 1);
    let outcomes = join_all((0..8).map(|_| stage.send(&photo))).await;
    let outcomes: Vec<Outcome> = outcomes.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Kept).count(), 1, "{outcomes:?}");
    assert_eq!(stage.objects().await, 1);
    stage.strike().await;
}

#[tokio::test]
async fn a_file_stays_while_anything_refers_to_it_and_then_goes_for_good() {
    let stage = Stage::set().await;
    let photo = pictures::photo(40, 40, 1);
    stage.send(&photo).await.unwrap();
    let ((one, missing), (other, _)) = (stage.answer(&photo).await, stage.answer(&photo).await);
    assert_eq!(missing, 0);
    assert!(stage.find(&photo).await.unwrap().forget_on.is_some());
    stage.sweep().await;
    assert_eq!(stage.find(&photo).await.unwrap().forget_on, None, "nothing tells any more on which day it came");

    stage.release(one).await;
    stage.days_pass(100);
    stage.sweep().await;
    assert!(stage.find(&photo).await.is_some());

    stage.release(other).await;
    assert!(stage.find(&photo).await.is_none(), "it counts as gone at once");
    assert_eq!(stage.sweep().await.forgotten, 0, "and an answer that is just being told of it may still want it");
    stage.days_pass(1);
    assert_eq!(stage.sweep().await.forgotten, 1);
    assert_eq!((stage.work_off().await, stage.objects().await), (1, 0));
    assert_eq!(stage.work_off().await, 0);
    // Sent again, it comes under another name, which a late removal does not meet.
    assert_eq!(stage.send(&photo).await.unwrap(), Outcome::Kept);
    stage.strike().await;
}

#[tokio::test]
async fn a_file_that_no_answer_refers_to_waits_for_days() {
    let stage = Stage::set().await;
    let photo = pictures::photo(40, 40, 1);
    stage.send(&photo).await.unwrap();
    stage.days_pass(6);
    assert_eq!(stage.sweep().await.forgotten, 0);
    assert_eq!(stage.send(&photo).await.unwrap(), Outcome::WasKept, "which begins the days anew");
    stage.days_pass(6);
    assert!(stage.find(&photo).await.is_some());
    stage.days_pass(1);
    assert!(stage.find(&photo).await.is_none());
    // An answer that comes now is told so; and as the file has not gone yet, it keeps it.
    assert_eq!(stage.answer(&photo).await.1, 1);
    assert_eq!(stage.sweep().await.forgotten, 0);
    assert_eq!(stage.find(&photo).await.unwrap().forget_on, None);
    stage.strike().await;
}

#[tokio::test]
async fn a_crash_after_the_object_leaves_nothing_that_is_named_or_lost() {
    let stage = Stage::set().await;
    stage.begin_now();
    let photo = pictures::photo(40, 40, 1);
    let kept = picture::keep(std::io::Cursor::new(&photo.file), None).unwrap();
    let orphan = attach::put(&stage.services, photo.sha256, kept).await.unwrap();
    // Here the machine dies: the object is durable, the row never comes.
    assert!(stage.find(&photo).await.is_none());
    assert_eq!(stage.answer(&photo).await.1, 1, "nobody is told that it is there");
    assert_eq!(stage.send(&photo).await.unwrap(), Outcome::Kept, "who heard nothing sends again");
    assert_eq!(stage.sweep().await.objects, 0, "it is too young: somebody may be about to name it");
    assert_eq!(stage.objects().await, 2);
    stage.days_pass(3);
    assert_eq!(stage.sweep().await.objects, 1);
    let blobs = &stage.services.attachments.blobs;
    assert!(blobs.read(&Key::kept(orphan.blob)).await.unwrap().is_none());
    let named = stage.find(&photo).await.unwrap();
    assert!(blobs.read(&Key::kept(named.blob)).await.unwrap().is_some());
    stage.strike().await;
}

#[tokio::test]
async fn a_crash_after_the_row_went_removes_the_object_all_the_same() {
    let stage = Stage::set().await;
    stage.begin_now();
    let photo = pictures::photo(40, 40, 1);
    stage.send(&photo).await.unwrap();
    stage.days_pass(8);
    let tx = stage.services.db.begin().await.unwrap();
    let removed = attachment::remove_forgotten(&tx, stage.services.clock.today(), 10).await.unwrap();
    assert_eq!(removed.len(), 1);
    tx.commit().await.unwrap();
    // Here the event is lost, which cannot be: it is in the same transaction. What is left is found all the same.
    assert_eq!(stage.objects().await, 1);
    assert_eq!(stage.sweep().await.objects, 1);
    assert_eq!(stage.objects().await, 0);
    stage.strike().await;
}

#[tokio::test]
async fn a_crash_after_the_last_part_is_made_good_by_sending_it_again() {
    let stage = Stage::set().await;
    let photo = pictures::noise(200, 1);
    let (middle, end) = (70_000, photo.file.len());
    assert_eq!(stage.send_part(&photo, 0, middle).await.unwrap(), Outcome::Until(middle as u64));
    let last = photo.file[middle..].to_vec();
    stage.services.attachments.blobs.put(&Key::part(photo.sha256, middle as u64, end as u64), last).await.unwrap();
    // Here the machine dies: all parts are durable, nothing was made of them.
    let progress = attachments::progress(&stage.services, &Sender::Program, photo.sha256).await.unwrap();
    assert_eq!(progress, Progress::Until(end as u64));
    assert_eq!(stage.send_part(&photo, middle, end).await.unwrap(), Outcome::Kept);
    assert!(stage.services.attachments.blobs.parts(photo.sha256).await.unwrap().is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn a_crash_before_the_sweep_commits_changes_nothing() {
    let stage = Stage::set().await;
    let photo = pictures::photo(40, 40, 1);
    stage.send(&photo).await.unwrap();
    stage.days_pass(8);
    let tx = stage.services.db.begin().await.unwrap();
    attachment::remove_forgotten(&tx, stage.services.clock.today(), 10).await.unwrap();
    drop(tx);
    assert_eq!(stage.objects().await, 1);
    assert_eq!(stage.send(&photo).await.unwrap(), Outcome::WasKept);
    assert!(stage.find(&photo).await.is_some());
    stage.strike().await;
}

#[tokio::test]
async fn parts_of_a_file_that_never_came_to_its_end_go() {
    let stage = Stage::set().await;
    stage.begin_now();
    let photo = pictures::photo(40, 40, 1);
    let blobs = &stage.services.attachments.blobs;
    blobs.put(&Key::part(photo.sha256, 0, 100), vec![0; 100]).await.unwrap();
    assert_eq!(stage.sweep().await, Swept::default());
    stage.days_pass(3);
    assert_eq!(stage.sweep().await.objects, 1);
    assert!(blobs.parts(photo.sha256).await.unwrap().is_empty());
    stage.strike().await;
}
