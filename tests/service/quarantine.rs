//! Settling what came under a taken identity: each way once, whoever else does what meanwhile.

use nabosvar::access::Actor;
use nabosvar::service::answers;
use nabosvar::service::answers::revise;
use nabosvar::service::answers::settle::{Decision, Entry, Error, Filter, Resolution, list, look, settle};
use nabosvar::service::answers::submit::{self, Outcome};
use nabosvar::store::response;

use crate::stage::{Stage, which};

async fn resolved(stage: &Stage, case: &Entry, decision: &Decision) -> Resolution {
    settle(&stage.services, &Actor::operator(), case.id, decision).await.unwrap().settled.unwrap().0
}

#[tokio::test]
async fn a_case_shows_both_contents_and_where_they_differ() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let case = stage.conflict(&stage.identified, first.id, "Second").await;
    let seen = look(&stage.services, case.id).await.unwrap().unwrap();
    assert_eq!(seen.first.sha256, first.sha256);
    assert!(seen.case.second.unwrap().answers.contains("Second"));
    let differences: Vec<_> = seen.differences.iter().map(|it| (it.path.as_str(), it.second.clone())).collect();
    assert_eq!(differences, [("name", Some("Second".into()))]);
    assert!(look(&stage.services, stage.id()).await.unwrap().is_none());
    stage.strike().await;
}

#[tokio::test]
async fn what_is_dropped_is_known_when_it_comes_again() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let case = stage.conflict(&stage.identified, first.id, "Second").await;
    for _ in 0..2 {
        assert_eq!(resolved(&stage, &case, &Decision::KeepFirst).await, Resolution::KeepFirst);
    }
    let other = settle(&stage.services, &Actor::operator(), case.id, &Decision::Split).await;
    assert!(matches!(other, Err(Error::Settled(Resolution::KeepFirst))));
    let again = stage.put(&stage.identified, first.id, "Second").await;
    assert!(matches!(again, Err(submit::Error::Conflict)));
    assert!(stage.open_cases(first.id).await.is_empty());
    assert!(look(&stage.services, case.id).await.unwrap().unwrap().case.second.is_none(), "its content is gone");
    assert_eq!(stage.put(&stage.identified, first.id, "First").await.unwrap(), Outcome::Replayed(first));
    stage.strike().await;
}

#[tokio::test]
async fn what_is_taken_is_the_next_revision_of_what_was_looked_at() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let case = stage.conflict(&stage.identified, first.id, "Second").await;
    let changed = stage.changed(&first, "Changed meanwhile").await;
    let on = |receipt: &submit::Receipt| Decision::TakeSecond { first: receipt.sha256.to_string() };
    assert!(matches!(settle(&stage.services, &Actor::operator(), case.id, &on(&first)).await, Err(Error::Stale)));
    for _ in 0..2 {
        assert_eq!(resolved(&stage, &case, &on(&changed)).await, Resolution::TakeSecond);
    }
    let now = stage.now(first.id).await;
    assert_eq!((now.revision, now.sha256), (3, case.sha256));
    for (name, revision) in [("First", 1), ("Changed meanwhile", 2), ("Second", 3)] {
        let Outcome::Replayed(receipt) = stage.put(&stage.identified, first.id, name).await.unwrap() else {
            panic!("{name} is there");
        };
        assert_eq!(receipt.revision, revision, "{name}");
    }
    assert_eq!(stage.count(&stage.identified).await, 1);
    stage.strike().await;
}

#[tokio::test]
async fn what_is_split_off_is_an_answer_of_its_own() {
    let stage = Stage::set().await;
    let id = stage.id();
    assert!(matches!(stage.put(&stage.anonymous, id, "First").await, Ok(Outcome::Created(_))));
    let case = stage.conflict(&stage.anonymous, id, "Second").await;
    for _ in 0..2 {
        assert_eq!(resolved(&stage, &case, &Decision::Split).await, Resolution::Split);
    }
    assert_eq!(stage.count(&stage.anonymous).await, 2);
    assert_eq!(case.id.get_version_num(), 4);
    let own = response::find(&stage.services.db, case.id).await.unwrap().unwrap();
    assert!(own.answers.contains("Second"));
    assert_eq!((own.sha256, own.wave_id, own.revision), (case.sha256, Some(stage.anonymous.id), 1));
    for (name, under) in [("First", id), ("Second", case.id)] {
        let Outcome::Replayed(receipt) = stage.put(&stage.anonymous, id, name).await.unwrap() else {
            panic!("{name} is there");
        };
        assert_eq!(receipt.id, under, "the receipt says under which identity {name} is stored");
    }
    stage.strike().await;
}

#[tokio::test]
async fn what_was_split_off_has_a_life_of_its_own() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let case = stage.conflict(&stage.identified, first.id, "Second").await;
    resolved(&stage, &case, &Decision::Split).await;
    let base = submit::Receipt { id: case.id, sha256: case.sha256, ..first.clone() };
    assert!(matches!(stage.edit(&base, "Third").await, Ok(revise::Outcome::Revised(_))));
    assert!(matches!(stage.put(&stage.identified, first.id, "Second").await, Ok(Outcome::Replayed(_))));
    answers::withdraw(&stage.services, &Actor::operator(), which(case.id)).await.unwrap();
    let late = stage.put(&stage.identified, first.id, "Second").await;
    assert!(matches!(late, Err(submit::Error::Withdrawn)), "{late:?}");
    assert!(matches!(stage.put(&stage.identified, first.id, "First").await, Ok(Outcome::Replayed(_))));
    assert_eq!(stage.count(&stage.identified).await, 1);
    stage.strike().await;
}

#[tokio::test]
async fn no_second_content_takes_the_place_of_an_anonymous_answer_or_of_one_elsewhere() {
    let stage = Stage::set().await;
    let id = stage.id();
    assert!(matches!(stage.put(&stage.anonymous, id, "First").await, Ok(Outcome::Created(_))));
    let case = stage.conflict(&stage.anonymous, id, "Second").await;
    let first = response::find(&stage.services.db, id).await.unwrap().unwrap();
    let take = Decision::TakeSecond { first: first.sha256.to_string() };
    assert!(matches!(settle(&stage.services, &Actor::operator(), case.id, &take).await, Err(Error::Anonymous)));

    let first = stage.new_answer("First").await;
    let case = stage.conflict(&stage.anonymous, first.id, "First").await;
    let take = Decision::TakeSecond { first: first.sha256.to_string() };
    assert!(matches!(settle(&stage.services, &Actor::operator(), case.id, &take).await, Err(Error::Elsewhere)));
    assert_eq!(resolved(&stage, &case, &Decision::Split).await, Resolution::Split);
    assert_eq!(stage.count(&stage.anonymous).await, 2);
    stage.strike().await;
}

#[tokio::test]
async fn cases_are_told_in_pages() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    for number in 0..5 {
        let late = stage.put(&stage.identified, first.id, &format!("Late {number}")).await;
        assert!(matches!(late, Err(submit::Error::Conflict)));
    }
    let other = stage.id();
    assert!(stage.put(&stage.anonymous, other, "First").await.is_ok());
    stage.conflict(&stage.anonymous, other, "Second").await;
    let mut filter = Filter { wave: Some(stage.identified.id), only_open: true, ..Filter::default() };
    let mut found = Vec::new();
    loop {
        let (page, has_more) = list(&stage.services, &filter, 2).await.unwrap();
        assert!(page.len() <= 2);
        filter.after = page.last().map(|entry| entry.id);
        found.extend(page);
        if !has_more {
            break;
        }
    }
    assert_eq!(found.len(), 5);
    assert!(found.is_sorted_by_key(|entry| entry.id));
    resolved(&stage, &found[0], &Decision::KeepFirst).await;
    let all = |only_open| Filter { only_open, ..Filter::default() };
    assert_eq!(list(&stage.services, &all(true), 100).await.unwrap().0.len(), 5);
    assert_eq!(list(&stage.services, &all(false), 100).await.unwrap().0.len(), 6);
    stage.strike().await;
}

#[tokio::test]
async fn two_people_who_decide_at_once_decide_one_thing() {
    let stage = Stage::set().await;
    for _ in 0..6 {
        let first = stage.new_answer("First").await;
        let case = stage.conflict(&stage.identified, first.id, "Second").await;
        let before = stage.count(&stage.identified).await;
        let take = Decision::TakeSecond { first: first.sha256.to_string() };
        let actor = Actor::operator();
        let (one, other, back) = tokio::join!(
            settle(&stage.services, &actor, case.id, &Decision::Split),
            settle(&stage.services, &actor, case.id, &take),
            answers::withdraw(&stage.services, &actor, which(first.id)),
        );
        back.unwrap();
        assert!(!(one.is_ok() && other.is_ok()), "{one:?} {other:?}");
        let now = before - 1 + u64::from(one.is_ok());
        assert_eq!(stage.count(&stage.identified).await, now);
        let late = stage.put(&stage.identified, first.id, "Second").await;
        assert!(matches!(late, Err(submit::Error::Withdrawn)), "{late:?}");
    }
    stage.strike().await;
}
