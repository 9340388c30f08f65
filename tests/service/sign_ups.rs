//! Residents sign up: a place is given once, whoever comes at the same time is told, and what is known of them goes.

use std::time::Duration;

use jiff::civil::date;
use nabosvar::access::Role;
use nabosvar::mail::{Memory, Message};
use nabosvar::service::Services;
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::{Activity, Session, plan};
use nabosvar::service::sign_ups::take::{self, Application, Error, Receipt, sign_up};
use nabosvar::service::sign_ups::{KEPT_DAYS, Standing, attendance, forget, offered, own};
use nabosvar::store::sign_up as store;
use serde_json::Value;
use uuid::Uuid;

use crate::activities::{Setting, somebody};
use crate::{invented_activities as made, mail};

pub(crate) fn form(email: &str, adults: &str) -> take::Written {
    let text = str::to_owned;
    take::Written {
        name: text("Opdigtet Beboer"),
        email: text(email),
        adults: text(adults),
        ..take::Written::default()
    }
}

fn application(email: &str, adults: &str) -> Application {
    Application::parse(&form(email, adults), "da").unwrap()
}

pub(crate) async fn apply(
    services: &Services,
    to: (&Activity, &Session),
    who: &str,
    adults: &str,
) -> Result<Receipt, Error> {
    let email = format!("{who}@invented.example");
    let id = services.clock.identity();
    sign_up(services, to.0.code.as_str(), to.1.id, id, application(&email, adults)).await
}

/// An activity with two places a session, and a session that is to come.
pub(crate) async fn opened(setting: &Setting) -> (Activity, Session) {
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let session = setting.session(&activity, date(2026, 11, 24)).await;
    (activity, session)
}

/// The mails that were sent since the last time, by whom they are for.
pub(crate) async fn mails(setting: &Setting, sent: &Memory) -> Vec<(String, Message)> {
    assert!(mail::work(&setting.services).await.is_empty());
    let mails = sent.take().into_iter();
    let mut mails: Vec<_> =
        mails.map(|mail| (mail.to.to_string().split('@').next().unwrap().to_owned(), mail)).collect();
    mails.sort_by(|one, other| one.0.cmp(&other.0));
    mails
}

/// The secret part of the link in a mail.
fn key(text: &str) -> String {
    let link = text.lines().find(|line| line.contains("/p/")).expect("a link");
    link.split("/p/").nth(1).unwrap().split('/').next().unwrap().to_owned()
}

pub(crate) async fn standings(services: &Services, session: &Session) -> Vec<(i32, Standing)> {
    let all = store::of_sessions(&services.db, &[session.id]).await.unwrap();
    all.into_iter().map(|sign_up| (sign_up.party.people(), sign_up.state)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_the_last_place_at_once_one_gets_it_one_waits_and_both_are_told() {
    let setting = Setting::set().await;
    let (activity, _) = opened(&setting).await;
    let other = setting.another_machine().await;
    for on in [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)] {
        let session = setting.session(&activity, on).await;
        assert_eq!(apply(&setting.services, (&activity, &session), "first", "1").await.unwrap().turn, None);
        let race = |services: Services, who: &'static str| {
            let to = (activity.clone(), session.clone());
            tokio::spawn(async move { apply(&services, (&to.0, &to.1), who, "1").await.unwrap().turn })
        };
        let (one, two) = tokio::join!(race(setting.services.clone(), "one"), race(other.clone(), "two"));
        let mut turns = [one.unwrap(), two.unwrap()];
        turns.sort_unstable();
        assert_eq!(turns, [None, Some(1)]);
        let mails = mails(&setting, &setting.sent).await;
        let told: Vec<_> = mails.iter().map(|(who, mail)| (who.as_str(), mail.subject.as_str())).collect();
        let (placed, waiting) =
            ("Der er plads til jer: Opdigtet fællesspisning", "I er på venteliste: Opdigtet fællesspisning");
        let expected = |one, two| [("first", placed), ("one", one), ("two", two)];
        assert!(told == expected(placed, waiting) || told == expected(waiting, placed), "{told:?}");
    }
    other.db.close().await.unwrap();
    setting.strike().await;
}

#[tokio::test]
async fn who_leaves_is_forgotten_and_who_waits_moves_up_and_is_told() {
    let setting = Setting::set().await;
    let services = &setting.services;
    let (activity, session) = opened(&setting).await;
    let to = (&activity, &session);
    assert_eq!(apply(services, to, "a", "2").await.unwrap().turn, None);
    assert_eq!(apply(services, to, "b", "2").await.unwrap().turn, Some(1));
    assert_eq!(apply(services, to, "c", "1").await.unwrap().turn, Some(2));
    let first = mails(&setting, &setting.sent).await;
    let [a, b] = [0, 1].map(|at| key(&first[at].1.text));
    assert!(first[1].1.text.contains("nummer 1 på ventelisten"), "{}", first[1].1.text);
    assert!(first[0].1.text.contains("24. november 2026 kl. 17:30"), "{}", first[0].1.text);
    assert_eq!(own::find(services, &b).await.unwrap().unwrap().turn, Some(1));
    // One of two stays at home: c fits, b does not.
    let party = take::party("1", "", "", "da").unwrap();
    own::change(services, &a, party).await.unwrap();
    let next = mails(&setting, &setting.sent).await;
    assert_eq!(
        next.iter().map(|(who, mail)| (who.as_str(), mail.subject.as_str())).collect::<Vec<_>>(),
        [("c", "Nu er der plads til jer: Opdigtet fællesspisning")]
    );
    let party = || take::party("2", "", "", "da").unwrap();
    assert!(matches!(own::change(services, &a, party()).await, Err(own::Error::NoRoom(0))));
    own::leave(services, &key(&next[0].1.text)).await.unwrap();
    let told = mails(&setting, &setting.sent).await;
    let told: Vec<_> = told.iter().map(|(who, mail)| (who.as_str(), mail.subject.as_str())).collect();
    assert_eq!(told, [("c", "I er meldt fra: Opdigtet fællesspisning")], "one place is not enough for two");
    own::leave(services, &a).await.unwrap();
    let told: Vec<_> = mails(&setting, &setting.sent).await.into_iter().map(|(who, _)| who).collect();
    assert_eq!(told, ["a", "b"]);
    assert_eq!(standings(services, &session).await, [(2, Standing::Placed)]);
    // The first link still leads there, too.
    assert_eq!(own::find(services, &b).await.unwrap().unwrap().turn, None);
    for gone in [&a, "", "æ", "../../etc"] {
        assert!(own::find(services, gone).await.unwrap().is_none());
        assert!(matches!(own::leave(services, gone).await, Err(own::Error::NotFound)));
        assert!(matches!(own::change(services, gone, party()).await, Err(own::Error::NotFound)));
        assert!(matches!(own::confirm(services, gone).await, Err(own::Error::NotFound)));
    }
    setting.strike().await;
}

/// A line of the appointment that goes with a mail.
fn line<'m>(mail: &'m Message, name: &str) -> &'m str {
    let file = mail.calendar.as_deref().expect("an appointment");
    file.lines().find_map(|line| line.strip_prefix(name)).expect("the line")
}

#[tokio::test]
async fn the_calendar_of_who_has_a_place_is_told_what_becomes_of_it() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    apply(services, (&activity, &session), "a", "1").await.unwrap();
    apply(services, (&activity, &session), "b", "2").await.unwrap();
    let first = mails(&setting, &setting.sent).await;
    let (placed, waiting) = (&first[0].1, &first[1].1);
    assert_eq!(waiting.calendar, None, "who waits comes to nothing yet");
    assert_eq!([line(placed, "METHOD:"), line(placed, "SEQUENCE:")], ["PUBLISH", "0"]);
    assert_eq!([line(placed, "DTSTART:"), line(placed, "DTEND:")], ["20261124T163000Z", "20261124T180000Z"]);
    let of_it = store::of_sessions(&services.db, &[session.id]).await.unwrap();
    assert_ne!(line(placed, "UID:"), of_it[0].id.to_string(), "the identity opens a page with an address on it");

    let later = Written { starts_at: "18:00".to_owned(), ..made::written(&[setting.north.id]) };
    plan::change(services, actor, activity.id, 1, &made::offer(&later)).await.unwrap();
    let changed = mails(&setting, &setting.sent).await;
    let told: Vec<_> = changed.iter().map(|(who, mail)| (who.as_str(), mail.subject.as_str())).collect();
    assert_eq!(told, ["a", "b"].map(|who| (who, "Ændret: Opdigtet fællesspisning")));
    assert!(changed[1].1.text.contains("kl. 18:00") && changed[1].1.calendar.is_none(), "{}", changed[1].1.text);
    let changed = &changed[0].1;
    assert_eq!([line(changed, "METHOD:"), line(changed, "SEQUENCE:")], ["PUBLISH", "1"]);
    assert_eq!(line(changed, "DTSTART:"), "20261124T170000Z");
    assert_eq!(line(changed, "UID:"), line(placed, "UID:"));

    own::leave(services, &key(&changed.text)).await.unwrap();
    let left = mails(&setting, &setting.sent).await;
    assert!(!left[0].1.text.contains("/p/"), "nothing is left that a link could lead to");
    let (left, moved) = (&left[0].1, &left[1].1);
    assert_eq!([line(left, "METHOD:"), line(left, "SEQUENCE:")], ["CANCEL", "2"]);
    assert_eq!(line(left, "UID:"), line(placed, "UID:"));
    assert_eq!([line(moved, "METHOD:"), line(moved, "SEQUENCE:")], ["PUBLISH", "2"]);
    plan::cancel_session(services, actor, session.id).await.unwrap();
    let off = &mails(&setting, &setting.sent).await[0].1;
    assert_eq!([line(off, "METHOD:"), line(off, "SEQUENCE:"), line(off, "UID:")], ["CANCEL", "3", line(moved, "UID:")]);
    setting.strike().await;
}

#[tokio::test]
async fn the_same_sign_up_again_is_one_and_nobody_fills_everything_with_one_address() {
    let setting = Setting::set().await;
    let services = &setting.services;
    let (activity, session) = opened(&setting).await;
    let id = services.clock.identity();
    let send = || sign_up(services, activity.code.as_str(), session.id, id, application("a@invented.example", "2"));
    let (one, other) = tokio::join!(send(), send());
    assert_eq!((one.unwrap().turn, other.unwrap().turn), (None, None));
    assert_eq!(standings(services, &session).await.len(), 1);
    assert_eq!(mails(&setting, &setting.sent).await.len(), 1);
    for turn in [1, 2] {
        assert_eq!(apply(services, (&activity, &session), "A", "1").await.unwrap().turn, Some(turn));
    }
    assert!(matches!(apply(services, (&activity, &session), "a", "1").await, Err(Error::TooOften)));
    setting.strike().await;
}

#[tokio::test]
async fn an_identity_that_is_somebodys_at_another_session_signs_nobody_up() {
    let setting = Setting::set().await;
    let services = &setting.services;
    let (activity, session) = opened(&setting).await;
    let other = setting.session(&activity, date(2026, 12, 1)).await;
    let id = services.clock.identity();
    let send = |session| sign_up(services, activity.code.as_str(), session, id, application("a@invented.example", "1"));
    send(session.id).await.unwrap();
    assert!(matches!(send(other.id).await, Err(Error::NotFound)));
    assert_eq!((standings(services, &session).await.len(), standings(services, &other).await.len()), (1, 0));
    setting.strike().await;
}

#[tokio::test]
async fn nobody_signs_up_for_what_is_over_called_off_ended_or_of_another_activity() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    let over = setting.session(&activity, date(2026, 11, 17)).await;
    assert!(matches!(apply(services, (&activity, &over), "a", "1").await, Err(Error::Closed)));
    let other = setting.activity(&Written { takes_sign_ups: false, ..made::written(&[setting.north.id]) }).await;
    assert!(matches!(apply(services, (&other, &session), "a", "1").await, Err(Error::NotFound)));
    let theirs = setting.session(&other, date(2026, 11, 24)).await;
    assert!(matches!(apply(services, (&other, &theirs), "a", "1").await, Err(Error::Closed)));
    assert!(offered(services, other.code.as_str()).await.unwrap().unwrap().days.is_empty());
    assert!(offered(services, "0000000000000").await.unwrap().is_none());

    apply(services, (&activity, &session), "a", "1").await.unwrap();
    let days = offered(services, activity.code.as_str()).await.unwrap().unwrap().days;
    assert_eq!(days.iter().map(|day| day.free).collect::<Vec<_>>(), [Some(1), Some(2), Some(2), Some(2)]);
    mails(&setting, &setting.sent).await;
    for _ in 0..2 {
        plan::cancel_session(services, actor, session.id).await.unwrap();
        assert!(matches!(apply(services, (&activity, &session), "b", "1").await, Err(Error::Closed)));
    }
    let told = mails(&setting, &setting.sent).await;
    assert_eq!((told.len(), told[0].1.subject.as_str()), (1, "Aflyst: Opdigtet fællesspisning"));
    // In the minute in which it begins.
    let last = setting.session(&activity, date(2026, 12, 1)).await;
    for (time, is_taken) in [("17:29:59", true), ("17:30:00", false)] {
        services.clock.set(&format!("2026-12-01T{time}+01:00[Europe/Copenhagen]").parse().unwrap());
        assert_eq!(apply(services, (&activity, &last), "b", "1").await.is_ok(), is_taken, "{time}");
    }
    plan::end(services, actor, activity.id, 1).await.unwrap();
    assert!(offered(services, activity.code.as_str()).await.unwrap().unwrap().days.is_empty());
    setting.strike().await;
}

#[tokio::test]
async fn consent_is_given_in_words_shown_to_staff_and_taken_back() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    let agreeing =
        Application::parse(&take::Written { agrees: true, ..form("a@invented.example", "1") }, "da").unwrap();
    sign_up(services, activity.code.as_str(), session.id, services.clock.identity(), agreeing).await.unwrap();
    apply(services, (&activity, &session), "b", "1").await.unwrap();
    let keys: Vec<_> = mails(&setting, &setting.sent).await.iter().map(|(_, mail)| key(&mail.text)).collect();
    let shown = || async { attendance::list(services, actor, session.id).await.unwrap().unwrap() };
    // Other words later are not what was agreed to.
    let asking = Written { consent_party: "En anden".to_owned(), ..made::written(&[setting.north.id]) };
    plan::change(services, actor, activity.id, 1, &made::offer(&asking)).await.unwrap();
    let [consent] = &shown().await.consents[..] else { panic!("one consent") };
    assert_eq!((consent.party.as_str(), consent.given_on), ("Opdigtet jobcenter", services.clock.today()));
    own::withdraw(services, &keys[0]).await.unwrap();
    own::withdraw(services, &keys[0]).await.unwrap();
    assert!(shown().await.consents.is_empty());
    let [withdrawn] = &own::find(services, &keys[0]).await.unwrap().unwrap().consents[..] else {
        panic!("it is shown")
    };
    assert_eq!(withdrawn.withdrawn_on, Some(services.clock.today()));
    for _ in 0..2 {
        own::agree(services, &keys[1]).await.unwrap();
    }
    let [consent] = &shown().await.consents[..] else { panic!("one consent") };
    assert_eq!(consent.party, "En anden");
    setting.strike().await;
}

#[tokio::test]
async fn staff_of_the_area_see_who_comes_and_nobody_else_does() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    for who in ["a", "b", "c"] {
        apply(services, (&activity, &session), who, "1").await.unwrap();
    }
    let keys: Vec<_> = mails(&setting, &setting.sent).await.iter().map(|(_, mail)| key(&mail.text)).collect();
    own::confirm(services, &keys[1]).await.unwrap();
    let list = attendance::list(services, actor, session.id).await.unwrap().unwrap();
    let confirmed: Vec<_> = list.sign_ups.iter().map(|sign_up| sign_up.confirmed_on.is_some()).collect();
    assert_eq!((confirmed, list.free), (vec![false, true, false], Some(0)));
    let ids: Vec<Uuid> = list.sign_ups.iter().map(|sign_up| sign_up.id).collect();
    for role in [Role::Reader, Role::Analyst] {
        let other = somebody(role, &setting.north);
        assert!(attendance::list(services, &other, session.id).await.unwrap().is_none());
        assert!(!attendance::take_off(services, &other, ids[0]).await.unwrap());
    }
    let neighbour = somebody(Role::Coordinator, &setting.south);
    assert!(attendance::list(services, &neighbour, session.id).await.unwrap().is_none());
    assert!(!attendance::note(services, &neighbour, session.id, &ids).await.unwrap());
    assert!(!attendance::take_off(services, &neighbour, ids[0]).await.unwrap());
    assert!(attendance::take_off(services, actor, ids[0]).await.unwrap());
    assert!(!attendance::take_off(services, actor, ids[0]).await.unwrap());
    assert!(attendance::note(services, actor, session.id, &ids[2..]).await.unwrap());
    let list = attendance::list(services, actor, session.id).await.unwrap().unwrap();
    let lines: Vec<_> = list.sign_ups.iter().map(|sign_up| (sign_up.attended, sign_up.state)).collect();
    assert_eq!(lines, [(false, Standing::Placed), (true, Standing::Placed)]);
    setting.strike().await;
}

#[tokio::test]
async fn more_places_are_given_at_once_and_contacts_go_a_week_after_the_session() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    for who in ["a", "b", "c"] {
        apply(services, (&activity, &session), who, "1").await.unwrap();
    }
    mails(&setting, &setting.sent).await;
    let larger = Written { places: "3".to_owned(), ..made::written(&[setting.north.id]) };
    plan::change(services, actor, activity.id, 1, &made::offer(&larger)).await.unwrap();
    let told = mails(&setting, &setting.sent).await;
    let moved = key(&told[0].1.text);
    assert_eq!((told.len(), told[0].0.as_str()), (1, "c"));
    let later = session.on.to_zoned(services.clock.now().time_zone().clone()).unwrap();
    for (days, gone) in [(KEPT_DAYS, 0), (KEPT_DAYS + 1, 3), (KEPT_DAYS + 2, 0)] {
        let hours = u64::try_from(days).unwrap() * 24;
        services.clock.set(&later.checked_add(Duration::from_hours(hours)).unwrap());
        assert_eq!(forget::forget(services).await.unwrap(), gone, "{days}");
    }
    assert!(own::find(services, &moved).await.unwrap().is_none());
    assert!(standings(services, &session).await.is_empty());
    setting.strike().await;
}

#[tokio::test]
async fn a_real_mail_server_carries_the_news_and_the_link_that_makes_room() {
    let Some(way) = mail::server("NABOSVAR_TEST_SMTP") else { return };
    let setting = Setting::set_with(way, Memory::default()).await;
    let services = &setting.services;
    let (activity, session) = opened(&setting).await;
    let [first, second] = ["first", "second"].map(mail::recipient);
    for (email, adults, turn) in [(&first, "2", None), (&second, "1", Some(1))] {
        let id = services.clock.identity();
        let got = sign_up(services, activity.code.as_str(), session.id, id, application(email, adults)).await.unwrap();
        assert_eq!(got.turn, turn);
    }
    assert!(mail::work(services).await.is_empty());
    let text = |mail: &Value| mail["parts"][0]["content"].as_str().unwrap().replace("\r\n", "\n");
    let [told] = &mail::taken(&first)[..] else { panic!("one mail") };
    assert!(text(told).contains("Der er plads til jer."));
    assert!(text(&mail::taken(&second)[0]).contains("nummer 1 på ventelisten"));
    own::leave(services, &key(&text(told))).await.unwrap();
    assert!(mail::work(services).await.is_empty());
    let mails: Vec<_> = mail::taken(&second).iter().map(text).collect();
    assert_eq!(mails.len(), 2);
    let moved = mails.iter().find(|text| text.contains("Nu er der blevet plads til jer.")).expect("the news");
    assert_eq!(own::find(services, &key(moved)).await.unwrap().unwrap().turn, None);
    assert_eq!(mail::taken(&first).len(), 2, "who left was told that it was heard");
    setting.strike().await;
}
