//! A wave that says everything that a wave can say.

use jiff::civil::{date, time};
use nabosvar::access::{Actor, Place};
use nabosvar::service::waves::{self, Access, Hours, Identity, LegalBasis, Notice, Terms};
use nabosvar::service::{Services, open_wave};
use nabosvar::store::place;

/// A wave that is to ask in one area.
pub(crate) async fn set_up(services: &Services) {
    let area = place::areas_within(&services.db, &[Place::Installation]).await.unwrap().remove(0);
    let hours = Hours { from: Some(time(8, 0, 0, 0)), to: Some(time(20, 30, 0, 0)) };
    let (areas, languages) = (vec![area.id], vec!["da".to_owned()]);
    let notice = Notice {
        legal_basis: Some(LegalBasis::Consent),
        controller: Some("En opdigtet helhedsplan".to_owned()),
        contact: Some("nobody@invented.example".to_owned()),
        kept_months: Some(6),
    };
    let terms =
        Terms { access: Access::Kiosk, hours, areas, languages, target: Some(40), several_a_browser: true, notice };
    let command = open_wave::Command {
        programme_id: area.programme_id,
        form_id: "invented".to_owned(),
        version: "1".to_owned(),
        name: "Invented draft".parse().unwrap(),
        identity: Identity::Identified,
        starts_on: date(2026, 12, 1),
        ends_on: date(2026, 12, 24),
        terms,
    };
    let (actor, id) = (Actor::operator(), services.clock.identity());
    open_wave::draft_as(services, &actor, id, command).await.unwrap();
    waves::life::test(services, &actor, id, true).await.unwrap();
}
