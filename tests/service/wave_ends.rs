//! The end of a wave: moved while it asks, within what people were told, and noted when it comes by itself.

use jiff::civil::Date;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::audit::{self, Entry};
use nabosvar::service::waves::end::{End, move_end};
use nabosvar::service::waves::life::{self, Error};
use nabosvar::service::waves::{self, Access, Identity, LegalBasis, Notice, Terms, Wave, course};
use nabosvar::service::{Name, open_wave};
use nabosvar::store;
use uuid::Uuid;

use crate::stage::Stage;

const fn day(month: i8, day: i8) -> End {
    End { on: Date::constant(2026, month, day), at: None }
}

struct Setting {
    stage: Stage,
}

impl Setting {
    async fn set() -> Self {
        Self { stage: Stage::set().await }
    }

    /// Opens a wave until the end of November that keeps answers for some months.
    async fn wave(&self, starts_on: Date, kept_months: Option<i32>) -> Wave {
        let Wave { programme_id, form_id, form_version: version, .. } = self.stage.identified.clone();
        let name: Name = "Opdigtet måling".parse().unwrap();
        let notice = Notice {
            legal_basis: Some(LegalBasis::Consent),
            controller: Some("Opdigtet".to_owned()),
            contact: Some("Opdigtet".to_owned()),
            kept_months,
        };
        let terms = Terms { access: Access::StaffOnly, notice, ..Terms::default() };
        let (identity, ends_on) = (Identity::Confidential, Date::constant(2026, 11, 30));
        let command = open_wave::Command { programme_id, form_id, version, name, identity, starts_on, ends_on, terms };
        open_wave::open(&self.stage.services, &Actor::operator(), command).await.unwrap()
    }

    async fn move_to(&self, wave: &Wave, end: End) -> Result<Wave, Error> {
        move_end(&self.stage.services, &Actor::operator(), wave.id, wave.version, end).await
    }

    async fn deeds(&self, wave: &Wave) -> Vec<(String, String)> {
        let mut deeds = Vec::new();
        let all = audit::all(&self.stage.services, |Entry { deed, .. }| {
            if deed.object_id == wave.id.to_string() {
                deeds.push((deed.actor_kind, deed.action));
            }
            Ok::<_, store::Error>(())
        });
        all.await.unwrap();
        deeds
    }

    fn go_to(&self, moment: &str) {
        let civil: jiff::civil::DateTime = moment.parse().unwrap();
        self.stage.services.clock.set(&civil.in_tz("Europe/Copenhagen").unwrap());
    }
}

fn told(deeds: &[(&str, &str)]) -> Vec<(String, String)> {
    deeds.iter().map(|(kind, action)| ((*kind).to_owned(), (*action).to_owned())).collect()
}

#[tokio::test]
async fn an_open_wave_ends_later_or_earlier_once_and_by_nobody_who_has_not_seen_it() {
    let set = Setting::set().await;
    let wave = set.wave(Date::constant(2026, 11, 1), None).await;
    let moved = set.move_to(&wave, day(12, 24)).await.unwrap();
    assert_eq!((moved.ends_on, moved.version), (Date::constant(2026, 12, 24), 2));
    assert_eq!(set.move_to(&wave, day(12, 24)).await.unwrap(), moved, "a second click");
    assert!(matches!(set.move_to(&wave, day(12, 31)).await, Err(Error::Conflict(now)) if *now == moved));
    let noon = End { at: Some("11:59".parse().unwrap()), ..day(11, 21) };
    for over in [day(11, 20), noon] {
        assert!(matches!(set.move_to(&moved, over).await, Err(Error::EndIsOver)), "{over:?}");
    }
    let today = set.move_to(&moved, day(11, 21)).await.unwrap();
    assert_eq!(
        set.deeds(&wave).await,
        told(&[("operator", "opened"), ("operator", "end_moved"), ("operator", "end_moved")])
    );
    set.go_to("2026-11-22T00:00");
    assert!(matches!(set.move_to(&today, day(12, 1)).await, Err(Error::Closed)), "what is over stays so");
    let elsewhere = Place::Programme(Uuid::from_u128(9));
    let grants = vec![Grant { role: Role::Coordinator, place: elsewhere }];
    let stranger = Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet".to_owned(), grants };
    let refused = move_end(&set.stage.services, &stranger, wave.id, today.version, day(12, 1)).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    set.stage.strike().await;
}

#[tokio::test]
async fn a_later_end_never_keeps_answers_for_longer_than_people_were_told() {
    let set = Setting::set().await;
    let wave = set.wave(Date::constant(2026, 11, 1), Some(3)).await;
    let promised = waves::kept_until(&wave).unwrap();
    assert_eq!(promised, Date::constant(2027, 2, 28));
    let moved = set.move_to(&wave, day(12, 24)).await.unwrap();
    assert_eq!(
        (moved.terms.notice.kept_months, waves::kept_until(&moved)),
        (Some(2), Some(Date::constant(2027, 2, 24)))
    );
    let far = End { on: Date::constant(2027, 2, 1), at: None };
    assert!(matches!(set.move_to(&moved, far).await, Err(Error::KeptTooLong)));
    // Nobody was told anything yet.
    let waiting = set.wave(Date::constant(2026, 11, 25), Some(3)).await;
    assert_eq!(set.move_to(&waiting, far).await.unwrap().terms.notice.kept_months, Some(3));
    let before = set.move_to(&set.wave(Date::constant(2026, 11, 25), None).await, day(11, 24)).await;
    assert!(matches!(before, Err(Error::Refused(open_wave::Error::EndsBeforeStart))));
    set.stage.strike().await;
}

#[tokio::test]
async fn what_a_wave_does_by_itself_is_noted_once_also_by_two_machines() {
    let set = Setting::set().await;
    let services = &set.stage.services;
    let begun = set.wave(Date::constant(2026, 11, 1), None).await;
    let waiting = set.wave(Date::constant(2026, 11, 25), None).await;
    let closed = set.wave(Date::constant(2026, 11, 25), None).await;
    course::note(services).await.unwrap();
    assert_eq!(set.deeds(&begun).await, told(&[("operator", "opened")]), "it was opened by hand");
    life::close(services, &Actor::operator(), closed.id).await.unwrap();
    set.go_to("2026-11-24T23:59");
    assert_eq!(course::note(services).await.unwrap(), 0);
    set.go_to("2026-11-25T00:00");
    let (one, other) = tokio::join!(course::note(services), course::note(services));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    // Both of the stage end with November, too.
    set.go_to("2026-12-01T00:00");
    let (one, other) = tokio::join!(course::note(services), course::note(services));
    assert_eq!(one.unwrap() + other.unwrap(), 4);
    assert_eq!(course::note(services).await.unwrap(), 0);
    assert_eq!(set.deeds(&begun).await, told(&[("operator", "opened"), ("itself", "ran_out")]));
    assert_eq!(set.deeds(&waiting).await, told(&[("operator", "opened"), ("itself", "began"), ("itself", "ran_out")]));
    assert_eq!(set.deeds(&closed).await, told(&[("operator", "opened"), ("operator", "closed")]));
    set.stage.strike().await;
}
