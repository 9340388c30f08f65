//! Walks, findings and plans as they are stored: what goes in comes out, who is second sees that somebody was first, and the
//! files that they name are kept.

use jiff::ToSpan;
use nabosvar::access::Place;
use nabosvar::service::attachments::attach::{self, Command};
use nabosvar::service::attachments::sweep_attachments;
use nabosvar::service::attachments::{self, Sender};
use nabosvar::store::area_plan::AreaPlan;
use nabosvar::store::finding::{Photo, Taken};
use nabosvar::store::walk::{Invitation, Sheet, State};
use nabosvar::store::{Digest, area_plan, attachment, finding, place, walk};
use uuid::Uuid;

use crate::stage::Stage;
use crate::{invented, invented_walks, pictures};

#[tokio::test]
async fn a_walk_comes_back_as_it_was_stored_and_only_the_latest_is_changed() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let first = invented_walks::walk(&stage.services, area.id);
    let tx = stage.services.db.begin().await.unwrap();
    assert!(walk::insert(&tx, &first).await.unwrap());
    assert!(!walk::insert(&tx, &first).await.unwrap(), "a second click");
    let sheet = Sheet { form_version: "1".to_owned(), language: "da".to_owned(), answers: "{}".to_owned() };
    let running = walk::Walk { state: State::Running, sheet: Some(sheet), ..first.clone() };
    assert!(walk::update(&tx, &running).await.unwrap());
    assert!(!walk::update(&tx, &first).await.unwrap(), "it was made on what is no longer there");
    tx.commit().await.unwrap();
    let found = walk::find(&stage.services.db, first.id).await.unwrap().unwrap();
    assert_eq!(found, walk::Walk { version: 2, ..running });
    assert_eq!(walk::open_answers(&stage.services.db).await.unwrap(), ["{}"]);
    assert_eq!(walk::list(&stage.services.db, &[area.id]).await.unwrap(), [found]);
    assert!(walk::list(&stage.services.db, &[]).await.unwrap().is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn who_is_asked_along_is_noted_once_and_can_be_let_off() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let planned = invented_walks::walk(&stage.services, area.id);
    let other = invented_walks::walk(&stage.services, area.id);
    let invitation = Invitation {
        id: stage.id(),
        walk_id: planned.id,
        name: "Opdigtet".to_owned(),
        email: Some("opdigtet@example.dk".to_owned()),
        told_version: None,
        language: "en".to_owned(),
    };
    let tx = stage.services.db.begin().await.unwrap();
    walk::insert(&tx, &planned).await.unwrap();
    walk::insert(&tx, &other).await.unwrap();
    assert!(walk::invite(&tx, &invitation).await.unwrap());
    assert!(!walk::invite(&tx, &invitation).await.unwrap());
    assert!(walk::note_told(&tx, invitation.id, 3).await.unwrap());
    assert!(!walk::note_told(&tx, invitation.id, 3).await.unwrap(), "they know");
    let told = Invitation { told_version: Some(3), ..invitation.clone() };
    assert_eq!(walk::invitations(&tx, planned.id).await.unwrap(), [told]);
    assert!(!walk::uninvite(&tx, other.id, invitation.id).await.unwrap(), "it is not an invitation to that walk");
    assert!(walk::uninvite(&tx, planned.id, invitation.id).await.unwrap());
    tx.commit().await.unwrap();
    stage.strike().await;
}

#[tokio::test]
async fn a_finding_is_stored_once_with_its_photos() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let ended = invented_walks::walk(&stage.services, area.id);
    let seen = invented_walks::finding(&stage.services, &ended);
    let files = [Digest::of("second"), Digest::of("first")];
    let tx = stage.services.db.begin().await.unwrap();
    walk::insert(&tx, &ended).await.unwrap();
    assert!(finding::insert(&tx, &seen, &files).await.unwrap());
    assert!(!finding::insert(&tx, &seen, &files[..1]).await.unwrap());
    tx.commit().await.unwrap();
    let db = &stage.services.db;
    assert_eq!(finding::find(db, seen.id).await.unwrap().as_ref(), Some(&seen));
    for found in [finding::list(db, &[area.id]).await, finding::of_walk(db, ended.id).await] {
        assert_eq!(found.unwrap(), std::slice::from_ref(&seen));
    }
    assert!(finding::list(db, &[Uuid::nil()]).await.unwrap().is_empty());
    let photos = files.map(|sha256| (seen.id, Photo { sha256, taken: Taken::Found, is_public: false }));
    assert_eq!(finding::photos(db, &[seen.id]).await.unwrap(), photos);
    stage.strike().await;
}

#[tokio::test]
async fn areas_are_found_by_the_places_they_lie_in() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let db = &stage.services.db;
    let names = async |places: &[Place]| {
        let found = place::areas_within(db, places).await.unwrap();
        found.into_iter().map(|area| area.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&[Place::Programme(area.programme_id)]).await, ["Opdigtet Nord", "Opdigtet Syd", "Opdigtet Vest"]);
    assert_eq!(names(&[area.place(), area.place()]).await, std::slice::from_ref(&area.name));
    let elsewhere = Place::Area { programme: Uuid::nil(), area: area.id };
    assert!(names(&[elsewhere]).await.is_empty(), "the area is of another programme");
    assert!(names(&[]).await.is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn a_file_is_kept_as_long_as_a_finding_or_a_plan_names_it() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let ended = invented_walks::walk(&stage.services, area.id);
    let (of_finding, of_plan, of_nothing) = (kept(&stage, 3).await, kept(&stage, 90).await, kept(&stage, 180).await);
    let tx = stage.services.db.begin().await.unwrap();
    walk::insert(&tx, &ended).await.unwrap();
    finding::insert(&tx, &invented_walks::finding(&stage.services, &ended), &[of_finding]).await.unwrap();
    let plan = AreaPlan { area_id: area.id, sha256: of_plan, points: "[]".to_owned(), version: 1 };
    assert!(area_plan::insert(&tx, &plan).await.unwrap());
    assert!(!area_plan::insert(&tx, &plan).await.unwrap());
    assert!(area_plan::update(&tx, &plan).await.unwrap());
    assert!(!area_plan::update(&tx, &plan).await.unwrap());
    tx.commit().await.unwrap();
    for days in [1, 9, 20] {
        stage.services.clock.set(&invented::noon().saturating_add(days.days()));
        sweep_attachments::sweep(&stage.services).await.unwrap();
    }
    for (file, is_there) in [(of_finding, true), (of_plan, true), (of_nothing, false)] {
        assert_eq!(attachments::find(&stage.services, file).await.unwrap().is_some(), is_there);
    }
    assert!(attachment::waiting_bytes(&stage.services.db).await.unwrap() == 0);
    stage.strike().await;
}

/// The digest of an invented photo that is kept.
pub(crate) async fn kept(stage: &Stage, shade: u8) -> Digest {
    let photo = pictures::photo(9, 6, shade);
    let command = Command { sha256: photo.sha256, sender: Sender::Program, span: None, length: None };
    attach::attach(&stage.services, command, futures_util::stream::iter([Ok(photo.file)])).await.unwrap();
    photo.sha256
}
