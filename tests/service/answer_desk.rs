//! Answers as staff meet them: only where they may, never an anonymous one, looked at where rules are broken, and never changed
//! over somebody else's words.

use forms::ViolationCode;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answer_desk::edit::{self, Change, Handling};
use nabosvar::service::answer_desk::list::{self, Filter, PAGE};
use nabosvar::service::answer_desk::{Error, cases, read, review, waiting};
use nabosvar::service::answers::Review;
use nabosvar::service::answers::settle::Decision;
use nabosvar::service::answers::submit::{self, Command, Outcome, Receipt, Round, submit};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::findings::Words;
use nabosvar::service::waves::Wave;
use nabosvar::store::place::{self, Area};
use nabosvar::store::response_event::Deed;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::sending;
use crate::stage::{Stage, which};

/// The invented form, which asks for the area, too.
fn form() -> String {
    let question = "  - { type: text, name: area, label: { da: Område, en: Area } }\n";
    format!("{}{question}", crate::invented::FORM)
}

fn somebody(role: Role, place: Place) -> Actor {
    let grants = vec![Grant { role, place }];
    Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet Koordinator".to_owned(), grants }
}

/// An area of the programme of the identified wave.
async fn area(stage: &Stage, name: &str) -> Area {
    let (programme_id, municipality) = (stage.identified.programme_id, "Opdigtet".to_owned());
    let area = Area { id: stage.id(), programme_id, name: name.to_owned(), municipality };
    let tx = stage.services.db.begin().await.unwrap();
    place::insert_area(&tx, &area).await.unwrap();
    tx.commit().await.unwrap();
    area
}

async fn send(stage: &Stage, wave: &Wave, handling: Handling, answers: &Value) -> Result<Receipt, submit::Error> {
    let command = sending::command(Round::OfCode(wave.code.as_str().to_owned()), stage.id(), answers);
    match submit(&stage.services, Command { handling, ..command }).await? {
        Outcome::Created(receipt) => Ok(receipt),
        Outcome::Replayed(_) => panic!("it is new"),
    }
}

fn change(answer: &Receipt, answers: Value) -> Change {
    Change { id: answer.id, seen: answer.sha256.to_string(), answers, handling: Handling::Strict }
}

#[tokio::test]
async fn what_staff_send_late_is_kept_with_the_rules_that_it_breaks_and_with_no_others() {
    let stage = Stage::set().await;
    let late = json!({ "age": 130 });
    let Err(submit::Error::Violations(refused)) = send(&stage, &stage.identified, Handling::Strict, &late).await else {
        panic!("a resident gets the violations back")
    };
    assert_eq!(refused.len(), 2);
    let kept = send(&stage, &stage.identified, Handling::Lenient, &late).await.unwrap();
    let codes = |review: &Review| review.doubts().iter().map(|doubt| doubt.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&kept.review), ["required", "constraint"]);
    assert_eq!(stage.now(kept.id).await.review, kept.review);
    // Sent again it is the same answer.
    let again = sending::command(Round::OfCode(stage.identified.code.as_str().to_owned()), kept.id, &late);
    let again = submit(&stage.services, Command { handling: Handling::Lenient, ..again }).await.unwrap();
    assert_eq!(again, Outcome::Replayed(kept));
    let right = send(&stage, &stage.identified, Handling::Lenient, &json!({ "name": "Right" })).await.unwrap();
    assert_eq!(right.review, Review::None);
    for wrong in
        [json!({ "age": "many" }), json!({ "name": "A", "colours": ["green"] }), json!({ "name": "A", "x": 1 })]
    {
        let refused = send(&stage, &stage.identified, Handling::Lenient, &wrong).await;
        assert!(matches!(refused, Err(submit::Error::Violations(_))), "{wrong}");
    }
    let anonymous = send(&stage, &stage.anonymous, Handling::Lenient, &late).await;
    assert!(matches!(anonymous, Err(submit::Error::Violations(_))), "nobody looks at it afterwards");
    stage.strike().await;
}

#[tokio::test]
async fn nobody_sees_answers_of_other_places_or_of_anonymous_waves_in_any_way() {
    let stage = Stage::set_with(&form()).await;
    let (north, south) = (area(&stage, "Nord").await, area(&stage, "Syd").await);
    let of_north =
        send(&stage, &stage.identified, Handling::Strict, &json!({ "name": "A", "area": "nord" })).await.unwrap();
    let of_all = send(&stage, &stage.identified, Handling::Strict, &json!({ "name": "B" })).await.unwrap();
    let hidden =
        send(&stage, &stage.anonymous, Handling::Strict, &json!({ "name": "C", "area": "nord" })).await.unwrap();
    let case = stage.conflict(&stage.identified, of_north.id, "Other").await;
    let secret = stage.conflict(&stage.anonymous, hidden.id, "Other").await;
    let services = &stage.services;
    let seen = async |actor: &Actor| {
        let page = list::list(services, actor, &Filter::default(), None).await.unwrap();
        let mut seen: Vec<Uuid> = page.entries.iter().map(|entry| entry.answer.id).collect();
        seen.sort_unstable();
        seen
    };
    let mut both = vec![of_north.id, of_all.id];
    both.sort_unstable();
    let own = somebody(Role::Coordinator, north.place());
    let other = somebody(Role::Coordinator, south.place());
    let elsewhere = somebody(Role::Administrator, Place::Programme(stage.id()));
    let reader = somebody(Role::Reader, Place::Installation);
    assert_eq!(seen(&own).await, [of_north.id]);
    assert_eq!(seen(&somebody(Role::Analyst, Place::Programme(stage.identified.programme_id))).await, both);
    assert_eq!(seen(&Actor::operator()).await, both);
    for nobody in [&other, &elsewhere, &reader] {
        assert!(seen(nobody).await.is_empty());
        assert!(matches!(read::show(services, nobody, of_north.id).await, Err(Error::NoAnswer)));
        assert!(matches!(cases::look(services, nobody, case.id).await, Err(cases::Error::NoCase)));
        assert!(cases::list(services, nobody).await.unwrap().0.is_empty());
        let edited = edit::edit(services, nobody, change(&of_north, json!({ "name": "X" }))).await;
        assert!(matches!(edited, Err(edit::Error::NoAnswer)));
        let reason = Words::parse("Opdigtet").unwrap();
        let accepted = review::accept(services, nobody, of_north.id, &of_north.sha256.to_string(), &reason).await;
        assert!(matches!(accepted, Err(review::Error::NoAnswer)));
    }
    // An anonymous one is not there for anybody.
    for somebody in [&own, &Actor::operator()] {
        assert!(matches!(read::show(services, somebody, hidden.id).await, Err(Error::NoAnswer)));
        assert!(matches!(cases::look(services, somebody, secret.id).await, Err(cases::Error::NoCase)));
        let edited = edit::edit(services, somebody, change(&hidden, json!({ "name": "X" }))).await;
        assert!(matches!(edited, Err(edit::Error::NoAnswer)));
    }
    assert_eq!(cases::list(services, &own).await.unwrap().0.len(), 1);
    // Nobody moves an answer to where they may not change any.
    let moved = edit::edit(services, &own, change(&of_north, json!({ "name": "A", "area": "syd" }))).await;
    assert!(matches!(moved, Err(edit::Error::Denied)));
    let analyst = somebody(Role::Analyst, north.place());
    let edited = edit::edit(services, &analyst, change(&of_north, json!({ "name": "X", "area": "nord" }))).await;
    assert!(matches!(edited, Err(edit::Error::Denied)));
    stage.strike().await;
}

#[tokio::test]
async fn a_change_is_made_on_what_was_seen_and_there_and_back_again_stays_in_the_history() {
    let stage = Stage::set().await;
    let actor = somebody(Role::Coordinator, Place::Programme(stage.identified.programme_id));
    let services = &stage.services;
    let first = send(&stage, &stage.identified, Handling::Strict, &json!({ "name": "A" })).await.unwrap();
    edit::edit(services, &actor, change(&first, json!({ "name": "B" }))).await.unwrap();
    let late = edit::edit(services, &actor, change(&first, json!({ "name": "C" }))).await;
    assert!(matches!(late, Err(edit::Error::Stale)));
    // A second click makes nothing more.
    edit::edit(services, &actor, change(&first, json!({ "name": "B" }))).await.unwrap();
    let second = stage.now(first.id).await;
    let back = Change { seen: second.sha256.to_string(), ..change(&first, json!({ "name": "A" })) };
    edit::edit(services, &actor, back).await.unwrap();
    let shown = read::show(services, &actor, first.id).await.unwrap();
    let said: Vec<bool> = shown.revisions.iter().map(|revision| revision.answers.contains("\"A\"")).collect();
    assert_eq!(said, [true, false, true]);
    let done: Vec<_> = shown.events.iter().map(|event| (event.revision, event.deed, event.who_name.as_str())).collect();
    assert_eq!(done, [(2, Deed::Revise, "Opdigtet Koordinator"), (3, Deed::Revise, "Opdigtet Koordinator")]);
    let refused = Change { seen: stage.now(first.id).await.sha256.to_string(), ..change(&first, json!({ "age": 7 })) };
    let Err(edit::Error::Violations(broken)) = edit::edit(services, &actor, refused).await else {
        panic!("it is broken")
    };
    assert_eq!(broken[0].code, ViolationCode::Required);
    stage.strike().await;
}

#[tokio::test]
async fn who_looks_at_an_answer_accepts_it_for_a_reason_or_corrects_it() {
    let stage = Stage::set().await;
    let actor = somebody(Role::Coordinator, Place::Programme(stage.identified.programme_id));
    let services = &stage.services;
    let one = send(&stage, &stage.identified, Handling::Lenient, &json!({ "name": "A", "age": 121 })).await.unwrap();
    let other = send(&stage, &stage.identified, Handling::Lenient, &json!({ "name": "B", "age": 300 })).await.unwrap();
    let waiting = Filter { only_review: true, ..Filter::default() };
    assert_eq!(list::list(services, &actor, &waiting, None).await.unwrap().entries.len(), 2);
    let reason = Words::parse("Hun er virkelig 121").unwrap();
    let late = review::accept(services, &actor, one.id, "ab", &reason).await;
    assert!(matches!(late, Err(review::Error::Stale)));
    for _ in 0..2 {
        review::accept(services, &actor, one.id, &one.sha256.to_string(), &reason).await.unwrap();
    }
    let shown = read::show(services, &actor, one.id).await.unwrap();
    assert_eq!((shown.found.response.review, shown.events.len()), (Review::None, 1));
    assert_eq!(shown.events[0].words.as_deref(), Some("Hun er virkelig 121"));

    // What was found right does not stand in the way of a correction, and nobody is asked about it again.
    let renamed = Change { answers: json!({ "name": "Anna", "age": 121 }), ..change(&one, Value::Null) };
    edit::edit(services, &actor, renamed).await.unwrap();
    let renamed = stage.now(one.id).await;
    assert_eq!((renamed.revision, renamed.review), (2, Review::None));
    let worse = |handling| Change { seen: renamed.sha256.to_string(), handling, ..change(&one, json!({ "age": 121 })) };
    let Err(edit::Error::Violations(new)) = edit::edit(services, &actor, worse(Handling::Strict)).await else {
        panic!("a name is missing now")
    };
    assert_eq!(new.iter().map(|new| new.path.as_str()).collect::<Vec<_>>(), ["name"]);
    edit::edit(services, &actor, worse(Handling::Lenient)).await.unwrap();
    let doubts = stage.now(one.id).await.review.doubts().to_vec();
    assert_eq!(doubts.iter().map(|doubt| doubt.path.as_str()).collect::<Vec<_>>(), ["name"]);
    let again = stage.now(one.id).await.sha256.to_string();
    let right = Change { seen: again, ..change(&one, json!({ "name": "Anna", "age": 121 })) };
    edit::edit(services, &actor, right).await.unwrap();

    // One thing put right and another broken: somebody still has to look.
    let half = Change { handling: Handling::Lenient, ..change(&other, json!({ "age": 30 })) };
    edit::edit(services, &actor, half).await.unwrap();
    let now = stage.now(other.id).await;
    assert_eq!(now.review.doubts().iter().map(|doubt| doubt.path.as_str()).collect::<Vec<_>>(), ["name"]);
    let right = Change { seen: now.sha256.to_string(), ..change(&other, json!({ "name": "B", "age": 30 })) };
    edit::edit(services, &actor, right).await.unwrap();
    assert_eq!(stage.now(other.id).await.review, Review::None);
    assert!(list::list(services, &actor, &waiting, None).await.unwrap().entries.is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn what_came_second_is_taken_with_its_history_and_looked_at_if_it_breaks_rules() {
    let stage = Stage::set().await;
    let actor = somebody(Role::Coordinator, Place::Programme(stage.identified.programme_id));
    let first = send(&stage, &stage.identified, Handling::Strict, &json!({ "name": "A" })).await.unwrap();
    let late =
        sending::command(Round::OfCode(stage.identified.code.as_str().to_owned()), first.id, &json!({ "age": 130 }));
    let late = submit(&stage.services, Command { handling: Handling::Lenient, ..late }).await;
    assert!(matches!(late, Err(submit::Error::Conflict)));
    let (open, _) = cases::list(&stage.services, &actor).await.unwrap();
    assert_eq!(read::show(&stage.services, &actor, first.id).await.unwrap().open_cases, 1);
    let take = Decision::TakeSecond { first: first.sha256.to_string() };
    cases::settle(&stage.services, &actor, open[0].entry.id, &take).await.unwrap();
    let shown = read::show(&stage.services, &actor, first.id).await.unwrap();
    assert_eq!((shown.open_cases, shown.revisions.len(), shown.events[0].deed), (0, 2, Deed::TakeSecond));
    assert_eq!(shown.found.response.review.doubts().len(), 2);
    nabosvar::service::answers::withdraw(&stage.services, &actor, which(first.id)).await.unwrap();
    assert!(matches!(read::show(&stage.services, &actor, first.id).await, Err(Error::NoAnswer)));
    stage.strike().await;
}

#[tokio::test]
async fn a_list_goes_on_behind_each_page_and_tells_each_answer_once() {
    let stage = Stage::set().await;
    publish_form::publish(&stage.services, &Actor::operator(), crate::invented::FORM).await.unwrap();
    for number in 0..=PAGE {
        send(&stage, &stage.identified, Handling::Strict, &json!({ "name": number.to_string() })).await.unwrap();
    }
    let (mut after, mut seen, mut pages) = (None, Vec::new(), 0);
    loop {
        let page = list::list(&stage.services, &Actor::operator(), &Filter::default(), after).await.unwrap();
        seen.extend(page.entries.iter().map(|entry| entry.answer.id));
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((pages, seen.len()), (2, PAGE + 1));
    let nothing = Filter { form_id: Some("unheard-of".to_owned()), ..Filter::default() };
    assert!(list::list(&stage.services, &Actor::operator(), &nothing, None).await.unwrap().entries.is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn what_waits_is_counted_for_who_may_do_something_about_it() {
    let stage = Stage::set_with(&form()).await;
    let (north, south) = (area(&stage, "Nord").await, area(&stage, "Syd").await);
    let late = json!({ "name": "A", "area": "nord", "age": 130 });
    send(&stage, &stage.identified, Handling::Lenient, &late).await.unwrap();
    let twice =
        send(&stage, &stage.identified, Handling::Strict, &json!({ "name": "B", "area": "nord" })).await.unwrap();
    let secret =
        send(&stage, &stage.anonymous, Handling::Strict, &json!({ "name": "C", "area": "nord" })).await.unwrap();
    stage.conflict(&stage.identified, twice.id, "Other").await;
    stage.conflict(&stage.anonymous, secret.id, "Other").await;
    for (role, place, expected) in [
        (Role::Coordinator, north.place(), (1, 1)),
        (Role::Administrator, Place::Installation, (1, 1)),
        (Role::Coordinator, south.place(), (0, 0)),
        (Role::Analyst, north.place(), (0, 0)),
        (Role::Reader, Place::Installation, (0, 0)),
    ] {
        let waits = waiting::read(&stage.services, &somebody(role, place)).await.unwrap();
        assert_eq!((waits.reviews.seen, waits.cases.seen), expected, "{role:?}");
        assert!(!waits.reviews.has_more && !waits.cases.has_more);
    }
    // Who may read there and decide here sees only what they decide.
    let grants = vec![
        Grant { role: Role::Coordinator, place: south.place() },
        Grant { role: Role::Analyst, place: north.place() },
    ];
    let both = Actor { grants, ..somebody(Role::Reader, south.place()) };
    let waits = waiting::read(&stage.services, &both).await.unwrap();
    assert!(waits.reviews.is_none() && waits.cases.is_none());
    stage.strike().await;
}
