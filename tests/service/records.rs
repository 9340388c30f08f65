//! Records: begun once, kept after every step, finished once, corrected as a revision, and read by those whom they are for.

use jiff::civil::date;
use nabosvar::access::{Actor, Role, Who};
use nabosvar::service::Services;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::records::write::{self, Error};
use nabosvar::service::records::{self, About, list};
use nabosvar::store::{response, revision};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::activities::{Setting, somebody};
use crate::invented_activities as made;

/// A setting in which the forms are published, and two people who work in its first area.
async fn set() -> (Setting, [Actor; 2]) {
    let setting = Setting::set().await;
    publish_form::publish_shipped(&setting.services).await.unwrap();
    let person = |number| Actor { who: Who::Person(Uuid::from_u128(number)), ..setting.coordinator.clone() };
    let people = [1, 2].map(person);
    (setting, people)
}

fn note(readers: &[&str], what: &str) -> Value {
    json!({
        "when_and_where": { "happened_on": "2026-11-20", "area": "sydbyen" },
        "kind": "idea",
        "about_person": "no",
        "what": what,
        "next_step": "none",
        "readers": readers,
    })
}

/// Writes on a record and finishes it.
async fn finish(services: &Services, actor: &Actor, id: Uuid, answers: &Value) -> Result<(), Error> {
    let read = write::open(services, actor, id).await?;
    write::save(services, &read, "da", answers).await?;
    write::finish(services, actor, id, read.record.version + 1).await
}

async fn begin(services: &Services, actor: &Actor, about: About) -> Uuid {
    let id = services.clock.identity();
    write::begin(services, actor, id, about, "da").await.unwrap()
}

async fn said(services: &Services, id: Uuid) -> Value {
    let said = response::find(&services.db, id).await.unwrap().unwrap();
    serde_json::from_str(&said.answers).unwrap()
}

/// How many notes somebody sees in November.
async fn seen(services: &Services, actor: &Actor) -> usize {
    list::month(services, actor, date(2026, 11, 1), None).await.unwrap().notes.len()
}

#[tokio::test]
async fn a_note_is_its_authors_until_it_is_finished_and_then_for_whom_they_chose() {
    let (setting, [author, colleague]) = set().await;
    let services = &setting.services;
    let about = About::Area(setting.north.id);
    let id = begin(services, &author, about).await;
    assert_eq!(write::begin(services, &author, id, about, "da").await.unwrap(), id, "a second click");
    assert_eq!((seen(services, &author).await, seen(services, &colleague).await), (1, 0));
    assert!(matches!(write::open(services, &colleague, id).await, Err(Error::Record(_))));
    assert!(matches!(write::finish(services, &author, id, 1).await, Err(Error::Violations(_))));
    finish(services, &author, id, &note(&["staff"], "en opdigtet idé")).await.unwrap();
    assert!(matches!(write::finish(services, &author, id, 2).await, Err(Error::NotOpen)), "a second click");
    assert_eq!((seen(services, &author).await, seen(services, &colleague).await), (1, 1));
    let month = list::month(services, &colleague, date(2026, 11, 1), Some(setting.north.id)).await.unwrap();
    assert_eq!(month.notes[0].record.on, date(2026, 11, 20), "the day that it is about");

    let private = begin(services, &author, about).await;
    finish(services, &author, private, &note(&["nobody"], "noget opdigtet")).await.unwrap();
    let refused = begin(services, &author, about).await;
    let mut answers = note(&["staff"], "noget opdigtet");
    answers["about_person"] = json!("yes");
    answers["consent"] = json!("no");
    finish(services, &author, refused, &answers).await.unwrap();
    assert_eq!((seen(services, &author).await, seen(services, &colleague).await), (3, 1));
    for id in [private, refused] {
        assert!(records::find(services, &colleague, id).await.is_err());
        assert!(write::correct(services, &colleague, id).await.is_err());
    }
    let reader = somebody(Role::Reader, &setting.north);
    let neighbour = somebody(Role::Coordinator, &setting.south);
    for other in [&reader, &neighbour] {
        assert_eq!(seen(services, other).await, 0);
        assert!(records::find(services, other, id).await.is_err());
        assert!(write::begin(services, other, services.clock.identity(), about, "da").await.is_err());
        assert!(write::correct(services, other, id).await.is_err());
    }
    setting.strike().await;
}

#[tokio::test]
async fn a_correction_is_a_revision_and_is_thrown_away_or_overtaken() {
    let (setting, [author, colleague]) = set().await;
    let services = &setting.services;
    let id = begin(services, &author, About::Area(setting.north.id)).await;
    finish(services, &author, id, &note(&["staff"], "en opdigtet idé")).await.unwrap();
    for _ in 0..2 {
        write::correct(services, &colleague, id).await.unwrap();
    }
    let read = write::open(services, &author, id).await.unwrap();
    write::save(services, &read, "da", &note(&["staff"], "rettet")).await.unwrap();
    assert!(matches!(write::save(services, &read, "da", &note(&[], "for sent")).await, Err(Error::Changed)));
    assert!(matches!(write::finish(services, &author, id, read.record.version).await, Err(Error::Changed)));
    assert_eq!(said(services, id).await["what"], "en opdigtet idé", "it counts until the correction is finished");
    write::finish(services, &author, id, read.record.version + 1).await.unwrap();
    assert_eq!(said(services, id).await["what"], "rettet");
    assert_eq!(revision::list(&services.db, id).await.unwrap().len(), 1);

    write::correct(services, &author, id).await.unwrap();
    let open = write::open(services, &author, id).await.unwrap();
    write::discard(services, &author, id, open.record.version).await.unwrap();
    assert_eq!(said(services, id).await["what"], "rettet");
    let (located, _) = records::find(services, &author, id).await.unwrap();
    assert_eq!((located.record.sheet, located.record.revision), (None, Some(2)));
    let begun = begin(services, &author, About::Area(setting.north.id)).await;
    write::discard(services, &author, begun, 1).await.unwrap();
    assert!(records::find(services, &author, begun).await.is_err());
    setting.strike().await;
}

#[tokio::test]
async fn a_year_of_an_activity_has_one_evaluation_and_the_list_shows_who_lacks_theirs() {
    let (setting, [author, colleague]) = set().await;
    let services = &setting.services;
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let state = async |actor: &Actor, year| {
        let year = list::year(services, actor, year).await.unwrap();
        year.into_iter().map(|one| one.record.map(|record| record.revision)).collect::<Vec<_>>()
    };
    assert_eq!((state(&author, 2026).await, state(&author, 2025).await), (vec![None], vec![]));
    let about = About::Year(activity.id, 2026);
    let (first, second) = (services.clock.identity(), services.clock.identity());
    let (one, other) = tokio::join!(
        write::begin(services, &author, first, about, "da"),
        write::begin(services, &colleague, second, about, "en")
    );
    let id = one.unwrap();
    assert_eq!(id, other.unwrap(), "of two at the same time there is one");
    assert_eq!(state(&author, 2026).await, [Some(None)]);
    let read = write::open(services, &colleague, id).await.unwrap();
    let answers: Value = serde_json::from_str(&read.sheet.answers).unwrap();
    assert_eq!((&answers["sheet"]["year"], &answers["sheet"]["focus_area"]), (&json!("2026"), &json!("cohesion")));
    let mut answers = answers;
    answers["progress"] = json!("too_early");
    answers["next_year"] = json!("same");
    finish(services, &colleague, id, &answers).await.unwrap();
    let reader = somebody(Role::Reader, &setting.north);
    assert_eq!(state(&reader, 2026).await, [Some(Some(1))]);
    assert!(records::find(services, &reader, id).await.is_ok(), "those who follow the work read it");
    assert!(write::correct(services, &reader, id).await.is_err());
    for (actor, year) in [(&author, 2027), (&reader, 2026), (&somebody(Role::Coordinator, &setting.south), 2026)] {
        let begun =
            write::begin(services, actor, services.clock.identity(), About::Year(activity.id, year), "da").await;
        assert!(begun.is_err(), "{year}");
    }
    assert!(state(&somebody(Role::Coordinator, &setting.south), 2026).await.is_empty());
    setting.strike().await;
}
