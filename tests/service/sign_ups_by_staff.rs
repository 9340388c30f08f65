//! Staff sign up who calls: by the rules of everybody, and who has no mail is not forgotten when there is news for them.

use jiff::civil::date;
use nabosvar::access::Role;
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::plan;
use nabosvar::service::audit;
use nabosvar::service::sign_ups::by_staff::sign_up;
use nabosvar::service::sign_ups::take::{self, Application, Error};
use nabosvar::service::sign_ups::{KEPT_DAYS, SignUp, Standing, Untold, attendance, forget, untold};
use nabosvar::service::waiting;
use nabosvar::store::sign_up as store;
use uuid::Uuid;

use crate::activities::{Setting, somebody};
use crate::invented_activities as made;
use crate::sign_ups::{apply, form, mails, opened, standings};

/// What staff write for somebody without mail.
fn caller(adults: &str) -> Application {
    let phone = "00 00 00 00".to_owned();
    Application::parse_for_other(&take::Written { phone, agrees: true, ..form("", adults) }, "da").unwrap()
}

async fn listed(setting: &Setting, session: Uuid) -> Vec<SignUp> {
    attendance::list(&setting.services, &setting.coordinator, session).await.unwrap().unwrap().sign_ups
}

/// What was noted in the log, newest first.
async fn log(setting: &Setting) -> Vec<String> {
    let entries = nabosvar::store::audit::before(&setting.services.db, i64::MAX, 100).await.unwrap();
    entries
        .into_iter()
        .map(|entry| format!("{} {} {}", entry.deed.action, entry.deed.object_kind, entry.deed.object_id))
        .collect()
}

#[tokio::test]
async fn who_calls_waits_like_everybody_and_staff_are_told_to_tell_them() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    assert_eq!(apply(services, (&activity, &session), "a", "2").await.unwrap().turn, None);
    let id = services.clock.identity();
    for _ in 0..2 {
        assert_eq!(sign_up(services, actor, session.id, id, caller("1")).await.unwrap().turn, Some(1));
    }
    let told = mails(&setting, &setting.sent).await;
    assert_eq!(told.len(), 1, "to who reads mail");
    let [first, caller] = &listed(&setting, session.id).await[..] else { panic!("two") };
    assert_eq!((caller.email.as_deref(), caller.phone.as_deref()), (None, Some("00 00 00 00")));
    assert_eq!((caller.untold, first.untold), (None, None), "they heard on the telephone that they wait");
    assert!(untold::list(services, actor).await.unwrap().is_empty());

    assert!(attendance::take_off(services, actor, first.id).await.unwrap());
    assert_eq!(standings(services, &session).await, [(1, Standing::Placed)]);
    assert_eq!(listed(&setting, session.id).await[0].untold, Some(Untold::MovedUp));
    let waits = waiting::read(services, actor).await.unwrap();
    let [(of, on, 1)] = &waits.untold[..] else { panic!("one session") };
    assert_eq!((of.id, on.id, waits.is_empty()), (activity.id, session.id, false));
    // Their place is the news, also when its hour changes before they are told.
    let later = Written { starts_at: "18:00".to_owned(), ..made::written(&[setting.north.id]) };
    plan::change(services, actor, activity.id, 1, &made::offer(&later)).await.unwrap();
    assert_eq!(listed(&setting, session.id).await[0].untold, Some(Untold::MovedUp));
    assert!(untold::told(services, actor, id).await.unwrap());
    assert!(untold::list(services, actor).await.unwrap().is_empty());
    plan::cancel_session(services, actor, session.id).await.unwrap();
    assert_eq!(listed(&setting, session.id).await[0].untold, Some(Untold::CalledOff));

    let entries = log(&setting).await;
    let of_sign_ups: Vec<_> = entries.iter().filter(|line| line.contains(" sign_up ")).collect();
    assert_eq!(of_sign_ups, [&format!("taken sign_up {}", session.id), &format!("created sign_up {}", session.id)]);
    assert!(!entries.iter().any(|line| line.contains(&id.to_string()) || line.contains("00 00")), "{entries:?}");
    assert_eq!(audit::verify(services, None).await.unwrap().fault, None);
    setting.strike().await;
}

#[tokio::test]
async fn an_address_gets_the_mails_of_everybody_and_the_same_limit() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (_, session) = opened(&setting).await;
    let written = || Application::parse_for_other(&form("a@invented.example", "1"), "en").unwrap();
    for _ in 0..3 {
        sign_up(services, actor, session.id, services.clock.identity(), written()).await.unwrap();
    }
    let more = sign_up(services, actor, session.id, services.clock.identity(), written()).await;
    assert!(matches!(more, Err(Error::TooOften)));
    let subjects: Vec<_> =
        mails(&setting, &setting.sent).await.into_iter().map(|(_, mail)| mail.subject.as_str().to_owned()).collect();
    assert_eq!(subjects.len(), 3);
    assert!(
        subjects.iter().all(|subject| subject.ends_with("Opdigtet fællesspisning") && !subject.starts_with("Der er"))
    );
    setting.strike().await;
}

#[tokio::test]
async fn it_is_open_until_the_day_is_over_and_only_to_who_may_see_contacts() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (activity, session) = opened(&setting).await;
    for (role, area) in
        [(Role::Reader, &setting.north), (Role::Analyst, &setting.north), (Role::Coordinator, &setting.south)]
    {
        let other = somebody(role, area);
        let refused = sign_up(services, &other, session.id, services.clock.identity(), caller("1")).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{role:?}");
    }
    let id = services.clock.identity();
    sign_up(services, actor, session.id, id, caller("1")).await.unwrap();
    let neighbour = somebody(Role::Coordinator, &setting.south);
    assert!(!untold::told(services, &neighbour, id).await.unwrap());
    assert!(!attendance::withdraw(services, &neighbour, id).await.unwrap());
    // Somebody stands at the door when it has begun, and nobody the day after.
    for (moment, is_open) in [("2026-11-24T18:00:00", true), ("2026-11-25T00:00:00", false)] {
        services.clock.set(&format!("{moment}+01:00[Europe/Copenhagen]").parse().unwrap());
        let done = sign_up(services, actor, session.id, services.clock.identity(), caller("1")).await;
        assert_eq!(done.is_ok(), is_open, "{moment}");
    }
    let over = setting.session(&activity, date(2026, 11, 17)).await;
    assert!(matches!(sign_up(services, actor, over.id, id, caller("1")).await, Err(Error::Closed)));
    setting.strike().await;
}

#[tokio::test]
async fn a_consent_that_was_said_is_taken_back_by_saying_so_and_everything_goes_with_the_week() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let (_, session) = opened(&setting).await;
    let id = services.clock.identity();
    sign_up(services, actor, session.id, id, caller("1")).await.unwrap();
    let consents = || async { attendance::list(services, actor, session.id).await.unwrap().unwrap().consents.len() };
    assert_eq!(consents().await, 1);
    for _ in 0..2 {
        assert!(attendance::withdraw(services, actor, id).await.unwrap());
    }
    assert_eq!(consents().await, 0);
    let withdrawn = format!("withdrawn consent {}", session.id);
    assert_eq!(log(&setting).await.iter().filter(|line| **line == withdrawn).count(), 1);
    let later = session.on.saturating_add(jiff::Span::new().days(KEPT_DAYS + 1));
    services.clock.set(&later.to_zoned(services.clock.now().time_zone().clone()).unwrap());
    assert_eq!(forget::forget(services).await.unwrap(), 1);
    assert!(store::find(&services.db, id).await.unwrap().is_none());
    setting.strike().await;
}
