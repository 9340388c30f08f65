//! Changing an answer: on what the editor saw, never on anything else, once however often it is sent.

use nabosvar::access::Actor;
use nabosvar::service::answers::revise::{Error, Outcome, Refusal, revise};
use nabosvar::service::answers::submit::{self, Round};
use nabosvar::service::answers::{self, revisions};

use crate::invented;
use crate::stage::{Stage, command, which};

#[tokio::test]
async fn a_change_is_a_new_revision_and_what_was_there_is_kept() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let second = stage.changed(&first, "Second").await;
    assert_eq!((first.revision, second.revision), (1, 2));
    assert_ne!(first.sha256, second.sha256);
    let now = stage.now(first.id).await;
    assert!(now.answers.contains("Second"));
    assert_eq!((now.sha256, now.revision, now.wave_id), (second.sha256, 2, Some(stage.identified.id)));
    assert_eq!(stage.count(&stage.identified).await, 1);

    let (_, earlier) = revisions(&stage.services, which(first.id)).await.unwrap();
    assert_eq!(earlier.len(), 1);
    assert_eq!((earlier[0].revision, earlier[0].sha256), (1, first.sha256));
    assert_eq!(earlier[0].replaced_on.to_string(), "2026-11-21");
    let was = answers::revision(&stage.services, which(first.id), 1).await.unwrap();
    assert!(was.answers.contains("First"));
    for missing in [0, 3, -1] {
        let nothing = answers::revision(&stage.services, which(first.id), missing).await;
        assert!(matches!(nothing, Err(answers::Error::NotFound)), "{missing}");
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_change_that_names_no_language_leaves_the_answer_in_its_own() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    assert_eq!(stage.now(first.id).await.language, "en");
    let mut silent = command(Round::OnlyOpen, first.id, "Second");
    silent.language.clear();
    revise(&stage.services, &Actor::operator(), silent, &first.sha256.to_string()).await.unwrap();
    let second = stage.now(first.id).await;
    assert_eq!((second.revision, second.language.as_str()), (2, "en"), "and not in that of the form");
    let mut danish = command(Round::OnlyOpen, first.id, "Third");
    "da".clone_into(&mut danish.language);
    revise(&stage.services, &Actor::operator(), danish, &second.sha256.to_string()).await.unwrap();
    assert_eq!(stage.now(first.id).await.language, "da");
    stage.strike().await;
}

#[tokio::test]
async fn a_change_that_is_sent_again_is_made_once_also_after_another_change() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let second = stage.changed(&first, "Second").await;
    assert_eq!(stage.edit(&first, "Second").await.unwrap(), Outcome::Replayed(second.clone()));
    let third = stage.changed(&second, "Third").await;
    stage.services.clock.set(&invented::noon().tomorrow().unwrap());
    assert_eq!(stage.edit(&first, "Second").await.unwrap(), Outcome::Replayed(second));
    assert_eq!(stage.edit(&third, "Third").await.unwrap(), Outcome::Replayed(third));
    assert_eq!(stage.now(first.id).await.revision, 3);
    stage.strike().await;
}

#[tokio::test]
async fn a_change_on_what_is_no_longer_there_changes_nothing() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let second = stage.changed(&first, "Second").await;
    assert!(matches!(stage.edit(&first, "Other").await, Err(Error::Stale)));
    assert!(matches!(
        stage.edit(&submit::Receipt { id: stage.id(), ..second.clone() }, "Other").await,
        Err(Error::Stale)
    ));
    let mut elsewhere = command(Round::OfCode(stage.anonymous.code.as_str().to_owned()), first.id, "Other");
    let sha256 = second.sha256.to_string();
    assert!(matches!(revise(&stage.services, &Actor::operator(), elsewhere.clone(), &sha256).await, Err(Error::Stale)));
    elsewhere.version = "2".to_owned();
    assert!(matches!(
        revise(&stage.services, &Actor::operator(), elsewhere, &sha256).await,
        Err(Error::Refused(Refusal::NoForm))
    ));
    assert!(matches!(stage.edit(&second, "").await, Err(Error::Refused(Refusal::Violations(_)))));
    assert_eq!(stage.now(first.id).await.revision, 2);
    assert!(stage.open_cases(first.id).await.is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn what_came_first_is_still_known_when_it_is_sent_again() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    stage.changed(&first, "Second").await;
    stage.services.clock.set(&invented::noon().tomorrow().unwrap());
    let again = stage.put(&stage.identified, first.id, "First").await.unwrap();
    assert_eq!(again, submit::Outcome::Replayed(first.clone()), "with its first receipt");
    stage.close(&stage.identified).await;
    assert!(matches!(stage.put(&stage.identified, first.id, "First").await, Ok(submit::Outcome::Replayed(_))));
    assert!(matches!(stage.put(&stage.identified, first.id, "Third").await, Err(submit::Error::Conflict)));
    stage.strike().await;
}

#[tokio::test]
async fn an_answer_can_be_corrected_when_its_wave_is_over_and_one_of_no_wave_at_any_time() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    stage.close(&stage.identified).await;
    assert_eq!(stage.changed(&first, "Second").await.revision, 2);
    stage.close(&stage.anonymous).await;
    let free = command(Round::OnlyOpen, stage.id(), "First");
    let submit::Outcome::Created(free) = submit::submit(&stage.services, free).await.unwrap() else {
        panic!("it is new");
    };
    stage.services.clock.set(&invented::noon().tomorrow().unwrap());
    assert_eq!(stage.changed(&free, "Second").await.wave_id, None);
    assert_eq!(
        stage.now(free.id).await.period_starts_on.to_string(),
        "2026-11-21",
        "it is of the day on which it came"
    );
    stage.strike().await;
}

#[tokio::test]
async fn anonymous_answers_are_neither_changed_nor_read() {
    let stage = Stage::set().await;
    let id = stage.id();
    let submit::Outcome::Created(receipt) = stage.put(&stage.anonymous, id, "Nobody").await.unwrap() else {
        panic!("it is new");
    };
    assert!(matches!(stage.edit(&receipt, "Somebody").await, Err(Error::Anonymous)));
    assert!(matches!(stage.edit(&receipt, "Nobody").await, Err(Error::Anonymous)));
    for refused in [
        answers::find(&stage.services, which(id)).await.err(),
        answers::revision(&stage.services, which(id), 1).await.err(),
        answers::withdraw(&stage.services, &Actor::operator(), which(id)).await.err(),
    ] {
        assert!(matches!(refused, Some(answers::Error::Anonymous)), "{refused:?}");
    }
    assert_eq!(stage.count(&stage.anonymous).await, 1);
    stage.strike().await;
}

#[tokio::test]
async fn of_many_changes_on_the_same_base_one_is_made() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let names: Vec<String> = (0..6).map(|number| format!("Editor {number}")).collect();
    let edits = names.iter().map(|name| stage.edit(&first, name));
    let outcomes = futures_util::future::join_all(edits).await;
    let made = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Outcome::Revised(_)))).count();
    let late = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Stale))).count();
    assert_eq!((made, late), (1, 5), "{outcomes:?}");
    assert_eq!(stage.now(first.id).await.revision, 2);
    stage.strike().await;
}
