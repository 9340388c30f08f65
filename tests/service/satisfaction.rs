//! What those are asked who were at an activity: when they can answer, for which quarter it counts, and who learns what of it.

use jiff::civil::date;
use nabosvar::access::Role;
use nabosvar::service::Services;
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::satisfaction::{self, AtDoor, Error, FORM, Share, Tally};
use nabosvar::service::activities::{Activity, plan};
use nabosvar::service::answers::submit::{self, Command, Handling, Outcome, Round};
use nabosvar::service::catalogue::publish_form;
use serde_json::json;
use uuid::Uuid;

use crate::activities::{Setting, somebody};
use crate::invented_activities as made;

/// A setting in which the form is published, with an activity about which those at the door are asked.
async fn asked() -> (Setting, Activity) {
    let setting = Setting::set().await;
    publish_form::publish_shipped(&setting.services).await.unwrap();
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    satisfaction::open(&setting.services, &setting.coordinator, activity.id).await.unwrap();
    (setting, activity)
}

async fn door(services: &Services, activity: &Activity) -> AtDoor {
    satisfaction::at_door(services, activity.code.as_str()).await.unwrap().expect("a door")
}

fn at(services: &Services, moment: &str) {
    services.clock.set(&format!("{moment}+01:00[Europe/Copenhagen]").parse().unwrap());
}

async fn answer(services: &Services, door: &AtDoor, satisfied: &str, again: &str) {
    let wave = &door.invitation.wave;
    let command = Command {
        form_id: FORM.to_owned(),
        version: wave.form_version.clone(),
        response_id: services.clock.identity(),
        round: Round::OfCode(wave.code.as_str().to_owned()),
        handling: Handling::Strict,
        language: "so".to_owned(),
        body: json!({ "satisfied": satisfied, "again": again }).to_string().into_bytes(),
    };
    assert!(matches!(submit::submit(services, command).await, Ok(Outcome::Created(_))));
}

#[tokio::test]
async fn the_door_is_open_from_the_beginning_of_a_session_until_some_days_after() {
    let (setting, activity) = asked().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    for (moment, is_open) in [
        ("2026-11-17T17:29:59", false),
        ("2026-11-17T17:30:00", true),
        ("2026-11-20T23:59:59", true),
        ("2026-11-21T00:00:00", false),
        ("2026-11-24T12:00:00", false),
    ] {
        at(services, moment);
        assert_eq!(door(services, &activity).await.invitation.is_open, is_open, "{moment}");
    }
    let next = setting.session(&activity, date(2026, 11, 24)).await;
    plan::cancel_session(services, actor, next.id).await.unwrap();
    at(services, "2026-11-24T18:00:00");
    assert!(!door(services, &activity).await.invitation.is_open, "it was called off");
    for code in ["0000000000000", "æ", ""] {
        assert!(satisfaction::at_door(services, code).await.unwrap().is_none());
    }
    setting.strike().await;
}

#[tokio::test]
async fn an_answer_counts_for_the_quarter_of_the_session_and_tells_of_nobody() {
    let (setting, activity) = asked().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let last = Written { last_on: "2027-01-05".to_owned(), ..made::written(&[setting.north.id]) };
    plan::change(services, actor, activity.id, 1, &made::offer(&last)).await.unwrap();
    at(services, "2026-12-29T18:00:00");
    let before = door(services, &activity).await.invitation.wave;
    at(services, "2027-01-01T10:00:00");
    let new_year = door(services, &activity).await;
    assert_eq!((&new_year.invitation.wave, new_year.invitation.is_open), (&before, true));
    answer(services, &new_year, "satisfied", "yes").await;
    at(services, "2027-01-05T18:00:00");
    let after = door(services, &activity).await;
    assert_eq!(after.invitation.wave.starts_on, date(2027, 1, 1), "the new quarter was asked for with its days");
    assert!(after.invitation.is_open);
    let asking = satisfaction::asking(services, actor, activity.id).await.unwrap().unwrap();
    let rounds: Vec<_> = asking.rounds.iter().map(|round| (round.quarter.to_string(), round.answers)).collect();
    assert_eq!(rounds, [("2027-K1".to_owned(), 0), ("2026-K4".to_owned(), 1)]);
    // No column of an answer tells of a session: its day is that of the quarter, its identity is chance.
    let stored = nabosvar::store::response::count(&services.db, before.id).await.unwrap();
    assert_eq!((stored, before.starts_on), (1, date(2026, 10, 1)));
    setting.strike().await;
}

#[tokio::test]
async fn what_was_said_is_told_when_nobody_can_add_to_it_and_enough_have_answered() {
    let (setting, activity) = asked().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    at(services, "2026-11-24T18:00:00");
    let here = door(services, &activity).await;
    for (times, satisfied, again) in
        [(14, "very_satisfied", "yes"), (8, "dissatisfied", "no"), (3, "declined", "maybe")]
    {
        for _ in 0..times {
            answer(services, &here, satisfied, again).await;
        }
    }
    let round = async |moment: &str| {
        at(services, moment);
        satisfaction::asking(services, actor, activity.id).await.unwrap().unwrap().rounds.remove(0)
    };
    for moment in ["2026-11-24T18:00:00", "2027-01-03T23:59:00"] {
        let open = round(moment).await;
        assert_eq!((open.answers, open.people, open.tally), (25, 0, None), "{moment}");
    }
    let over = round("2027-01-04T00:00:00").await;
    assert_eq!(over.tally, Some(Tally { satisfied: Share::About(64), again: Share::About(56) }));
    setting.strike().await;
}

#[tokio::test]
async fn only_who_works_with_the_activity_asks_and_asking_again_changes_nothing() {
    let (setting, activity) = asked().await;
    let services = &setting.services;
    let before = door(services, &activity).await.invitation.wave;
    satisfaction::open(services, &setting.coordinator, activity.id).await.unwrap();
    assert_eq!(door(services, &activity).await.invitation.wave, before);
    let reader = somebody(Role::Reader, &setting.north);
    let neighbour = somebody(Role::Coordinator, &setting.south);
    for actor in [&reader, &neighbour] {
        assert!(matches!(satisfaction::open(services, actor, activity.id).await, Err(Error::NotFound)));
    }
    assert!(satisfaction::asking(services, &reader, activity.id).await.unwrap().is_some());
    assert!(satisfaction::asking(services, &neighbour, activity.id).await.unwrap().is_none());
    assert!(satisfaction::asking(services, &setting.coordinator, Uuid::nil()).await.unwrap().is_none());
    setting.strike().await;
}

#[tokio::test]
async fn without_the_form_nobody_is_asked() {
    let setting = Setting::set().await;
    let services = &setting.services;
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let refused = satisfaction::open(services, &setting.coordinator, activity.id).await;
    assert!(matches!(refused, Err(Error::NoForm)));
    assert!(satisfaction::at_door(services, activity.code.as_str()).await.unwrap().is_none());
    setting.strike().await;
}

#[tokio::test]
async fn no_more_answers_are_taken_than_people_can_have_been_there() {
    let (setting, activity) = asked().await;
    let services = &setting.services;
    at(services, "2026-11-03T18:00:00");
    let first = door(services, &activity).await;
    for _ in 0..99 {
        answer(services, &first, "satisfied", "yes").await;
    }
    assert!(satisfaction::has_room(services, &first).await.unwrap());
    answer(services, &first, "satisfied", "yes").await;
    assert!(!satisfaction::has_room(services, &first).await.unwrap());
    at(services, "2026-11-10T18:00:00");
    assert!(satisfaction::has_room(services, &door(services, &activity).await).await.unwrap(), "it was held again");
    setting.strike().await;
}
