//! Waves: opened over what exists, found by their code, open only on their days.

use jiff::Zoned;
use jiff::civil::{Date, DateTime};
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answers::forget_answers;
use nabosvar::service::answers::submit::{self, Round, submit};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::open_wave::{self, Command, Error};
use nabosvar::service::waves::{self, Access, Hours, Identity, Notice, Standing, State, Terms, Wave, life};
use nabosvar::service::{Services, audit};
use serde_json::json;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::stage::Stage;
use crate::{invented, sending};

/// What would set up a wave like one that there is.
fn like(wave: &Wave) -> Command {
    Command {
        programme_id: wave.programme_id,
        form_id: wave.form_id.clone(),
        version: wave.form_version.clone(),
        name: wave.name.parse().unwrap(),
        identity: wave.identity,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
        terms: wave.terms.clone(),
    }
}

async fn draft(services: &Services, command: Command) -> Wave {
    open_wave::draft_as(services, &Actor::operator(), services.clock.identity(), command).await.unwrap().wave
}

/// A moment in Denmark.
fn at(time: &str) -> Zoned {
    time.parse::<DateTime>().unwrap().in_tz("Europe/Copenhagen").unwrap()
}

#[tokio::test]
async fn a_wave_is_found_by_its_code_however_it_is_typed() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let typed = wave.code.as_str().to_uppercase();
    let typed = format!("{}-{} {}", &typed[..4], &typed[4..8], &typed[8..]);
    let invitation = waves::invitation(&services, &typed).await.unwrap().unwrap();
    assert_eq!(invitation.wave, wave);
    assert_eq!(invitation.programme.name, "Invented programme");
    assert_eq!(invitation.form.form.id(), "invented");
    assert!(invitation.is_open);
    for nothing in ["0000000000000", "", "' OR 1=1 --"] {
        assert!(waves::by_code(&services, nothing).await.unwrap().is_none());
    }
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_wave_is_open_on_its_days_until_it_is_closed() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let open_on = |wave: &_, day: &str| waves::is_open(wave, &at(&format!("{day}T12:00")));
    assert!(!open_on(&wave, "2026-10-31"));
    assert!(open_on(&wave, "2026-11-01"));
    assert!(open_on(&wave, "2026-11-30"));
    assert!(!open_on(&wave, "2026-12-01"));
    life::close(&services, &Actor::operator(), wave.id).await.unwrap();
    let closed = waves::progress(&services, wave.id).await.unwrap().unwrap().wave;
    assert_eq!(closed.state, State::Closed);
    assert!(!open_on(&closed, "2026-11-21"));
    assert!(matches!(life::close(&services, &Actor::operator(), Uuid::nil()).await, Err(life::Error::NotFound)));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_wave_needs_a_programme_a_published_form_and_days_in_order() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let right = Command {
        programme_id: wave.programme_id,
        form_id: wave.form_id,
        version: wave.form_version,
        name: "Invented wave".parse().unwrap(),
        identity: Identity::Anonymous,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
        terms: Terms::default(),
    };
    let backwards = Command { ends_on: Date::constant(2026, 10, 31), ..right.clone() };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), backwards).await, Err(Error::EndsBeforeStart)));
    let homeless = Command { programme_id: Uuid::nil(), ..right.clone() };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), homeless).await, Err(Error::NoProgramme)));
    let unpublished = Command { version: "2".to_owned(), ..right };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), unpublished).await, Err(Error::NoForm)));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn an_anonymous_wave_asks_no_form_that_keeps_the_time() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let source = r#"
form_id: timed
version: "1"
default_language: en
title: Invented form that keeps the time
survey:
  - { type: start, name: begun }
  - { type: text, name: words, label: Words }
"#;
    publish_form::publish(&services, &Actor::operator(), source).await.unwrap();
    let anonymous = Command {
        programme_id: wave.programme_id,
        form_id: "timed".to_owned(),
        version: "1".to_owned(),
        name: "Invented wave".parse().unwrap(),
        identity: Identity::Anonymous,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
        terms: Terms::default(),
    };
    let confidential = Command { identity: Identity::Confidential, ..anonymous.clone() };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), anonymous).await, Err(Error::RecordsTime)));
    open_wave::open(&services, &Actor::operator(), confidential).await.unwrap();
    services.db.close().await.unwrap();
    database.drop().await;
}

#[test]
fn the_hours_of_a_wave_are_moments_also_when_the_clock_is_set() {
    let zone = at("2026-11-21T12:00").time_zone().clone();
    let time = |text: &str| Some(text.parse().unwrap());
    // On 29 March 2026 there is no 2:30, on 25 October there are two.
    let opens = waves::opens(Date::constant(2026, 3, 29), Hours { from: time("02:30"), to: None }, &zone);
    assert_eq!(opens.to_string(), "2026-03-29T03:30:00+02:00[Europe/Copenhagen]");
    let closes = waves::closes(Date::constant(2026, 10, 25), Hours { from: None, to: time("02:30") }, &zone);
    assert_eq!(closes.to_string(), "2026-10-25T02:30:00+02:00[Europe/Copenhagen]");
    let last = waves::closes(Date::constant(2026, 10, 25), Hours::default(), &zone);
    assert_eq!(last.to_string(), "2026-10-26T00:00:00+01:00[Europe/Copenhagen]");
    assert!(waves::closes(Date::MAX, Hours::default(), &zone) > last);
}

#[tokio::test]
async fn a_wave_opens_and_closes_by_itself_to_the_minute_and_only_once() {
    let stage = Stage::set().await;
    let mut command = like(&stage.anonymous);
    command.starts_on = Date::constant(2026, 10, 24);
    command.ends_on = Date::constant(2026, 10, 25);
    command.terms.hours = Hours { from: Some("08:00".parse().unwrap()), to: Some("02:30".parse().unwrap()) };
    let wave = draft(&stage.services, command).await;
    let moment = |text: &str| text.parse::<Zoned>().unwrap();
    assert_eq!(waves::standing(&wave, &at("2026-10-24T12:00")), Standing::Draft);
    let wave = life::open(&stage.services, &Actor::operator(), wave.id).await.unwrap();
    for (now, expected) in [
        ("2026-10-24T07:59:59+02:00[Europe/Copenhagen]", Standing::Waiting),
        ("2026-10-24T08:00:00+02:00[Europe/Copenhagen]", Standing::Open),
        ("2026-10-25T02:29:59+02:00[Europe/Copenhagen]", Standing::Open),
        ("2026-10-25T02:30:00+02:00[Europe/Copenhagen]", Standing::Over),
        // The clock shows the same half hour again.
        ("2026-10-25T02:10:00+01:00[Europe/Copenhagen]", Standing::Over),
    ] {
        assert_eq!(waves::standing(&wave, &moment(now)), expected, "{now}");
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_takes_no_answers_and_changes_until_it_is_opened() {
    let stage = Stage::set().await;
    let (services, actor) = (&stage.services, &Actor::operator());
    let wave = draft(services, like(&stage.anonymous)).await;
    assert!(matches!(stage.put(&wave, stage.id(), "Nobody").await, Err(submit::Error::WaveClosed)));
    let mut other = like(&stage.anonymous);
    other.terms.target = Some(40);
    let changed = life::change(services, actor, wave.id, 1, other.clone()).await.unwrap();
    assert_eq!((changed.version, changed.terms.target, &changed.code), (2, Some(40), &wave.code));
    // A second click, and somebody else who saw the first version.
    assert_eq!(life::change(services, actor, wave.id, 1, other.clone()).await.unwrap(), changed);
    other.terms.target = Some(50);
    let conflict = life::change(services, actor, wave.id, 1, other.clone()).await;
    assert!(matches!(conflict, Err(life::Error::Conflict(now)) if *now == changed));
    let opened = life::open(services, actor, wave.id).await.unwrap();
    assert_eq!(life::open(services, actor, wave.id).await.unwrap(), opened);
    stage.put(&wave, stage.id(), "Somebody").await.unwrap();
    assert!(matches!(life::change(services, actor, wave.id, 3, other).await, Err(life::Error::NotDraft)));
    assert!(matches!(life::archive(services, actor, wave.id).await, Err(life::Error::StillAsks)));
    life::close(services, actor, wave.id).await.unwrap();
    assert!(matches!(life::open(services, actor, wave.id).await, Err(life::Error::Closed)));
    let archived = life::archive(services, actor, wave.id).await.unwrap();
    assert_eq!(life::archive(services, actor, wave.id).await.unwrap(), archived);
    assert_eq!(stage.count(&wave).await, 1);
    let entries = audit::before(services, actor, i64::MAX, 100).await.unwrap();
    let did = entries
        .iter()
        .filter(|entry| entry.deed.object_id == wave.id.to_string())
        .map(|entry| entry.deed.action.as_str());
    assert_eq!(did.collect::<Vec<_>>(), ["archived", "closed", "opened", "changed", "created"]);
    stage.strike().await;
}

#[tokio::test]
async fn a_link_leads_only_into_waves_that_are_for_everybody_who_has_it() {
    let stage = Stage::set().await;
    for (access, by_link, by_program) in [
        (Access::OpenLink, true, true),
        (Access::Kiosk, true, true),
        (Access::StaffOnly, false, true),
        (Access::Code, false, false),
    ] {
        let mut command = like(&stage.anonymous);
        command.terms.access = access;
        let wave = open_wave::open(&stage.services, &Actor::operator(), command).await.unwrap();
        let code = wave.code.as_str().to_owned();
        assert_eq!(waves::invitation(&stage.services, &code).await.unwrap().is_some(), by_link, "{access:?}");
        for (round, takes) in [(Round::OfCode(code.clone()), by_link), (Round::Named(code), by_program)] {
            let sent = submit(&stage.services, sending::command(round, stage.id(), &json!({ "name": "Nobody" }))).await;
            assert_eq!(sent.is_ok(), takes, "{access:?}");
            assert!(takes || matches!(sent, Err(submit::Error::NoWave)), "{access:?}");
        }
    }
    stage.strike().await;
}

#[tokio::test]
async fn who_sets_up_a_wave_may_do_so_everywhere_it_asks() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let mut command = Command { programme_id: area.programme_id, ..like(&stage.anonymous) };
    let grants = vec![Grant { role: Role::Coordinator, place: area.place() }];
    let actor = Actor { who: Who::Person(Uuid::nil()), name: "Opdigtet".to_owned(), grants };
    let refused = open_wave::open(&stage.services, &actor, command.clone()).await;
    assert!(matches!(refused, Err(Error::Denied(_))), "the whole programme");
    command.terms.areas = vec![area.id];
    let wave = open_wave::draft_as(&stage.services, &actor, stage.id(), command.clone()).await.unwrap().wave;
    assert_eq!(waves::places(&wave), [area.place()]);
    command.terms.areas.clear();
    let wider = life::change(&stage.services, &actor, wave.id, 1, command).await;
    assert!(matches!(wider, Err(life::Error::NotFound)));
    assert!(matches!(life::close(&stage.services, &actor, stage.anonymous.id).await, Err(life::Error::NotFound)));
    let nowhere =
        Actor { grants: vec![Grant { role: Role::Coordinator, place: Place::Programme(stage.id()) }], ..actor };
    assert!(matches!(life::open(&stage.services, &nowhere, wave.id).await, Err(life::Error::NotFound)));
    stage.strike().await;
}

#[tokio::test]
async fn a_wave_asks_where_its_programme_is_in_languages_of_its_form() {
    let stage = Stage::set().await;
    let area = stage.area().await;
    let right = like(&stage.anonymous);
    let with = |terms| Command { terms, ..right.clone() };
    let operator = &Actor::operator();
    let open = |command| open_wave::open(&stage.services, operator, command);
    let elsewhere = open(with(Terms { areas: vec![area.id], ..Terms::default() })).await;
    assert!(matches!(elsewhere, Err(Error::NoArea)));
    let unspoken = open(with(Terms { languages: vec!["da".to_owned(), "so".to_owned()], ..Terms::default() })).await;
    assert!(matches!(unspoken, Err(Error::NoLanguage(language)) if language == "so"));
    for target in [0, -1, open_wave::MOST_ANSWERS + 1] {
        let nobody = open(with(Terms { target: Some(target), ..Terms::default() })).await;
        assert!(matches!(nobody, Err(Error::NoTarget)));
    }
    let noon = Some("12:00".parse().unwrap());
    let hours = Hours { from: noon, to: noon };
    let never = Command { ends_on: right.starts_on, ..with(Terms { hours, ..Terms::default() }) };
    assert!(matches!(open(never).await, Err(Error::EndsBeforeStart)));
    let english = open(with(Terms { languages: vec!["en".to_owned()], ..Terms::default() })).await.unwrap();
    assert_eq!(waves::find(&stage.services, english.id).await.unwrap().unwrap(), english);
    stage.strike().await;
}

#[tokio::test]
async fn answers_of_people_who_can_be_known_go_when_their_time_is_over_and_no_others() {
    let stage = Stage::set().await;
    let notice = Notice { kept_months: Some(1), ..Notice::default() };
    let mut waves = Vec::new();
    for like_it in [&stage.anonymous, &stage.identified] {
        let command = Command { terms: Terms { notice: notice.clone(), ..Terms::default() }, ..like(like_it) };
        waves.push(open_wave::open(&stage.services, &Actor::operator(), command).await.unwrap());
    }
    waves.push(stage.identified.clone());
    for wave in &waves {
        stage.put(wave, stage.id(), "Nobody").await.unwrap();
    }
    let [anonymous, over, for_ever] = &waves[..] else { panic!("three waves") };
    assert_eq!(waves::kept_until(over), Some(Date::constant(2026, 12, 30)));
    stage.services.clock.set(&at("2026-12-30T23:59"));
    assert_eq!(forget_answers::forget(&stage.services).await.unwrap(), 0);
    stage.services.clock.set(&at("2026-12-31T00:00"));
    assert_eq!(forget_answers::forget(&stage.services).await.unwrap(), 1);
    assert_eq!(forget_answers::forget(&stage.services).await.unwrap(), 0);
    assert_eq!([stage.count(anonymous).await, stage.count(over).await, stage.count(for_ever).await], [1, 0, 1]);
    let entries = audit::before(&stage.services, &Actor::operator(), i64::MAX, 100).await.unwrap();
    let noted = entries.iter().filter(|entry| entry.deed.action == "forgotten");
    assert_eq!(noted.map(|entry| entry.deed.object_id.clone()).collect::<Vec<_>>(), [over.id.to_string()]);
    stage.strike().await;
}
