//! How many have answered a wave: figures that add up, and tell nothing of single people.

use std::fmt::Write;
use std::ops::Range;

use jiff::ToSpan;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answers::submit::{Round, submit};
use nabosvar::service::invitations::forget::forget;
use nabosvar::service::invitations::{self, import};
use nabosvar::service::waves::figures::{self, figures};
use nabosvar::service::waves::{Access, Identity, Terms, Wave, life};
use nabosvar::service::{Name, open_wave};
use nabosvar::store::{invitation, place};
use serde_json::json;
use uuid::Uuid;

use crate::bad_rows::tamper;
use crate::sending;
use crate::stage::Stage;

/// A wave with codes, to which so many are invited of Nord, Syd and Vest.
async fn invited(stage: &Stage, of: [usize; 3]) -> Wave {
    let services = &stage.services;
    let area = stage.area().await;
    let name: Name = "Opdigtet måling".parse().unwrap();
    let terms = Terms { access: Access::Code, ..Terms::default() };
    let Wave { form_id, form_version: version, starts_on, ends_on, .. } = stage.anonymous.clone();
    let (programme_id, identity) = (area.programme_id, Identity::Anonymous);
    let command = open_wave::Command { programme_id, form_id, version, name, identity, starts_on, ends_on, terms };
    let wave = open_wave::open(services, &Actor::operator(), command).await.unwrap();
    let mut list = "navn;adresse;område\n".to_owned();
    for (area, count) in ["Opdigtet Nord", "Opdigtet Syd", "Opdigtet Vest"].into_iter().zip(of) {
        for number in 0..count {
            writeln!(list, "Opdigtet {number};Opdigtet Allé {number}, {area};{area}").unwrap();
        }
    }
    import::import(services, &Actor::operator(), wave.id, list.as_bytes()).await.unwrap();
    wave
}

/// Lets those of an area answer whose turn it is, the first few with next to nothing.
async fn answer(stage: &Stage, wave: &Wave, area: &str, turns: Range<usize>, partial: usize) {
    let services = &stage.services;
    let areas = place::areas(&services.db, wave.programme_id).await.unwrap();
    let area = areas.iter().find(|known| known.name == area).unwrap().id;
    let (_, all) = invitations::list(services, &Actor::operator(), wave.id).await.unwrap();
    let own = all
        .iter()
        .filter(|invited| invited.contact.area_id == Some(area))
        .enumerate()
        .skip(turns.start)
        .take(turns.len());
    for (number, invited) in own {
        let code = invitations::code(services, invited).as_str().to_owned();
        let whole = json!({ "name": "Opdigtet", "age": 40, "colours": ["red"] });
        let said = if number < partial { json!({ "name": "Opdigtet" }) } else { whole };
        submit(services, sending::command(Round::OfCode(code), stage.id(), &said)).await.unwrap();
    }
}

#[tokio::test]
async fn figures_add_up_in_steps_and_small_areas_are_told_with_others() {
    let stage = Stage::set().await;
    let wave = invited(&stage, [40, 60, 7]).await;
    answer(&stage, &wave, "Opdigtet Nord", 0..23, 4).await;
    answer(&stage, &wave, "Opdigtet Syd", 0..34, 0).await;
    answer(&stage, &wave, "Opdigtet Vest", 0..7, 0).await;
    let services = &stage.services;
    let look = async || figures(services, &Actor::operator(), wave.id).await.unwrap().unwrap();
    let open = look().await;
    let rates = open.rates.unwrap();
    assert_eq!((open.answered, rates.invited.only()), (64, Some(107)));
    assert!([rates.rate_2.0, rates.rate_2.1].iter().all(|rate| (rate - 64.0 / 107.0).abs() < 1e-9));
    let kinds = open.kinds.unwrap();
    assert_eq!(
        (kinds.complete, kinds.partial),
        (figures::Range { from: 50, to: 64 }, figures::Range { from: 0, to: 9 })
    );
    let (from, to) = rates.rate_1.unwrap();
    assert!(from <= 60.0 / 107.0 && 60.0 / 107.0 <= to);
    // All seven of the smallest area have answered, and nobody sees it: they are told with the next one.
    let told: Vec<_> = open.areas.iter().map(|one| (one.areas.len(), one.invited, one.answered)).collect();
    assert_eq!(told, [(2, 47, figures::Range { from: 30, to: 47 }), (1, 60, figures::Range { from: 30, to: 39 })]);
    answer(&stage, &wave, "Opdigtet Syd", 34..38, 0).await;
    life::close(services, &Actor::operator(), wave.id).await.unwrap();
    let over = look().await;
    let told: Vec<_> = over.areas.iter().map(|one| one.answered).collect();
    assert_eq!(told, [figures::Range { from: 30, to: 34 }, figures::Range { from: 35, to: 39 }]);
    stage.strike().await;
}

#[tokio::test]
async fn nobody_is_told_that_few_did_not_answer_once_a_wave_asks_no_more() {
    let stage = Stage::set().await;
    let wave = invited(&stage, [20, 20, 1]).await;
    answer(&stage, &wave, "Opdigtet Nord", 0..20, 0).await;
    answer(&stage, &wave, "Opdigtet Syd", 0..16, 0).await;
    let services = &stage.services;
    let look = async || figures(services, &Actor::operator(), wave.id).await.unwrap().unwrap();
    let open = look().await;
    assert_eq!(open.rates.unwrap().invited.only(), Some(41), "somebody may have to be reminded");
    assert_eq!(open.areas.len(), 2);
    life::close(services, &Actor::operator(), wave.id).await.unwrap();
    let over = look().await;
    let rates = over.rates.unwrap();
    assert_eq!((over.answered, rates.invited), (36, figures::Range { from: 36, to: 41 }));
    assert_eq!(rates.rate_2, (36.0 / 41.0, 1.0));
    assert_eq!(rates.rate_1, Some((30.0 / 41.0, 1.0)), "how many of those who answered did so wholly is told in steps");
    assert_eq!(over.areas, [], "how many were asked of each would tell how many were asked of all");
    stage.strike().await;
}

#[tokio::test]
async fn how_many_were_invited_is_known_when_it_is_forgotten_whom_and_until_the_answers_go() {
    let stage = Stage::set().await;
    let services = &stage.services;
    let few = invited(&stage, [9, 9, 1]).await;
    let wave = invited(&stage, [20, 20, 1]).await;
    answer(&stage, &wave, "Opdigtet Nord", 0..20, 0).await;
    life::close(services, &Actor::operator(), wave.id).await.unwrap();
    let look = async || figures(services, &Actor::operator(), wave.id).await.unwrap().unwrap();
    let before = look().await;
    assert_eq!((before.rates.unwrap().invited.only(), before.areas.len()), (Some(41), 2));
    let later = wave.ends_on.saturating_add(40.days()).at(12, 0, 0, 0).in_tz("Europe/Copenhagen").unwrap();
    services.clock.set(&later);
    forget(services).await.unwrap();
    assert!(invitations::list(services, &Actor::operator(), wave.id).await.unwrap().1.is_empty());
    let after = look().await;
    assert_eq!((after.rates, after.kinds, after.areas), (before.rates, before.kinds, Vec::new()));
    assert_eq!(invitation::kept_count(&services.db, few.id).await.unwrap(), None, "of few nothing is kept");
    forget(services).await.unwrap();
    assert_eq!(invitation::kept_count(&services.db, wave.id).await.unwrap(), Some(41));
    // As if its answers had been promised to be deleted by now: none of 41 would be no rate.
    let named =
        "UPDATE wave SET identity = 'identified', kept_months = 1 WHERE id IN (SELECT wave_id FROM wave_invited)";
    tamper(&stage.database, named).await;
    assert_eq!(look().await.rates, None);
    stage.strike().await;
}

#[tokio::test]
async fn few_people_and_those_whom_nobody_knows_get_no_rate_and_strangers_no_figures() {
    let stage = Stage::set().await;
    let wave = invited(&stage, [9, 9, 1]).await;
    answer(&stage, &wave, "Opdigtet Nord", 0..9, 0).await;
    let services = &stage.services;
    let few = figures(services, &Actor::operator(), wave.id).await.unwrap().unwrap();
    assert_eq!((few.answered, few.kinds, few.rates, few.areas), (9, None, None, Vec::new()));
    let open = figures(services, &Actor::operator(), stage.anonymous.id).await.unwrap().unwrap();
    assert_eq!((open.answered, open.rates), (0, None));
    let grants = vec![Grant { role: Role::Coordinator, place: Place::Programme(Uuid::from_u128(9)) }];
    let stranger = Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet".to_owned(), grants };
    assert!(figures(services, &stranger, wave.id).await.unwrap().is_none());
    stage.strike().await;
}
