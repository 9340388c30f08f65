//! Answers that staff write down for somebody: once, only where they work, and with who wrote it down unless that is nobody's
//! business.

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answers::draft::{self, Draft, Error, Outcome, Refusal};
use nabosvar::service::answers::interview;
use nabosvar::service::waves::{Access, Identity, Invitation, Terms, Wave};
use nabosvar::service::{Key, Name, open_wave};
use nabosvar::store::place::Area;
use nabosvar::store::response_event::{self, Deed};
use serde_json::json;
use uuid::Uuid;

use crate::stage::Stage;

struct Setting {
    stage: Stage,
    area: Area,
    own: Actor,
}

fn somebody(role: Role, place: Place) -> Actor {
    Actor {
        who: Who::Person(Uuid::from_u128(7)),
        name: "Opdigtet Person".to_owned(),
        grants: vec![Grant { role, place }],
    }
}

impl Setting {
    async fn set() -> Self {
        let stage = Stage::set().await;
        let area = stage.area().await;
        let own = somebody(Role::Coordinator, area.place());
        Self { stage, area, own }
    }

    async fn wave(&self, identity: Identity, access: Access) -> Wave {
        let name: Name = "Opdigtede samtaler".parse().unwrap();
        let terms = Terms { access, areas: vec![self.area.id], ..Terms::default() };
        let Wave { form_id, form_version: version, starts_on, ends_on, .. } = self.stage.identified.clone();
        let programme_id = self.area.programme_id;
        let command = open_wave::Command { programme_id, form_id, version, name, identity, starts_on, ends_on, terms };
        open_wave::open(&self.stage.services, &Actor::operator(), command).await.unwrap()
    }

    async fn opened(&self, wave: &Wave) -> Invitation {
        interview::open(&self.stage.services, &self.own, wave.id).await.unwrap().unwrap()
    }

    async fn filled(&self, wave: &Wave) -> (Key, Draft) {
        let (cookie, mut draft) = draft::start(&self.stage.services, wave, "da").await.unwrap();
        draft.answers = json!({ "name": "Nobody" });
        assert!(draft::save(&self.stage.services, wave, &cookie, &draft).await.unwrap());
        (cookie, draft)
    }
}

#[tokio::test]
async fn an_answer_is_written_down_once_and_says_by_whom_unless_it_is_anonymous() {
    let set = Setting::set().await;
    let services = &set.stage.services;
    for identity in Identity::ALL {
        let wave = set.wave(identity, Access::StaffOnly).await;
        let asked = set.opened(&wave).await;
        let (cookie, draft) = set.filled(&wave).await;
        let send = || interview::submit(services, &set.own, &asked, &cookie, draft.response_id);
        let (one, other) = tokio::join!(send(), send());
        let mut outcomes = [one.unwrap(), other.unwrap()];
        outcomes.sort_by_key(|outcome| *outcome == Outcome::AlreadyReceived);
        assert_eq!(outcomes, [Outcome::Received, Outcome::AlreadyReceived], "{identity:?}");
        assert_eq!(send().await.unwrap(), Outcome::AlreadyReceived);
        assert_eq!(set.stage.count(&wave).await, 1);
        let noted = response_event::list(&services.db, draft.response_id).await.unwrap();
        let noted: Vec<_> = noted.into_iter().map(|event| (event.deed, event.who_id, event.revision)).collect();
        let expected = match identity {
            Identity::Anonymous => Vec::new(),
            Identity::Confidential | Identity::Identified => vec![(Deed::WriteDown, Some(Uuid::from_u128(7)), 1)],
        };
        assert_eq!(noted, expected, "{identity:?}");
    }
    set.stage.strike().await;
}

#[tokio::test]
async fn nobody_writes_anything_down_elsewhere_or_where_others_answer_themselves() {
    let set = Setting::set().await;
    let services = &set.stage.services;
    let wave = set.wave(Identity::Identified, Access::StaffOnly).await;
    let asked = set.opened(&wave).await;
    let elsewhere = Place::Area { programme: set.area.programme_id, area: Uuid::from_u128(9) };
    let strangers = [
        somebody(Role::Coordinator, elsewhere),
        somebody(Role::Coordinator, Place::Programme(Uuid::from_u128(8))),
        somebody(Role::Analyst, set.area.place()),
        somebody(Role::Reader, Place::Installation),
    ];
    let (cookie, draft) = set.filled(&wave).await;
    for stranger in strangers {
        assert!(interview::open(services, &stranger, wave.id).await.unwrap().is_none(), "{stranger:?}");
        assert!(interview::open_to(services, &stranger).await.unwrap().is_empty());
        let refused = interview::submit(services, &stranger, &asked, &cookie, draft.response_id).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoWave))), "{refused:?}");
    }
    assert_eq!(interview::open_to(services, &set.own).await.unwrap(), std::slice::from_ref(&wave));
    for access in Access::ALL.into_iter().filter(|access| *access != Access::StaffOnly) {
        let other = set.wave(Identity::Identified, access).await;
        assert!(interview::open(services, &Actor::operator(), other.id).await.unwrap().is_none(), "{access:?}");
    }
    set.stage.close(&wave).await;
    assert!(interview::open_to(services, &set.own).await.unwrap().is_empty());
    let late = interview::submit(services, &set.own, &set.opened(&wave).await, &cookie, draft.response_id).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::WaveClosed))), "{late:?}");
    assert_eq!(set.stage.count(&wave).await, 0);
    set.stage.strike().await;
}
