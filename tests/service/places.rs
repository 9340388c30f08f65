//! Places: what is renamed is still what was answered about, and figures of residents are taken whole or not at all.

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answer_desk::list::{self, Filter};
use nabosvar::service::answers::submit::{Round, submit};
use nabosvar::service::places::change::{self, Error, Naming, NewDepartment};
use nabosvar::service::places::figures::{self, Fault, Report, Wrong};
use nabosvar::service::places::{self, create_programme};
use nabosvar::service::sheet::Unreadable;
use serde_json::json;
use uuid::Uuid;

use crate::stage::Stage;
use crate::{invented, sending};

/// A programme with an area, Opdigtet Nord, which has the departments 1 and 2 of two organisations.
struct Setting {
    stage: Stage,
    programme: Uuid,
    area: Uuid,
}

impl Setting {
    async fn set() -> Self {
        let question = "  - { type: text, name: area, label: { da: Område, en: Area } }\n";
        let stage = Stage::set_with(&format!("{}{question}", invented::FORM)).await;
        let (programme, area) = (stage.identified.programme_id, stage.id());
        let setting = Self { stage, programme, area };
        let services = &setting.stage.services;
        change::add_area(services, &operator(), area, programme, &naming("Opdigtet Nord")).await.unwrap();
        for (number, organisation) in [("1", "Opdigtet Bolig"), ("2", "Opdigtet Bolig"), ("2", "Anden Bolig")] {
            let new = NewDepartment {
                number: number.parse().unwrap(),
                name: None,
                organisation: organisation.parse().unwrap(),
            };
            change::add_department(services, &operator(), setting.stage.id(), area, &new).await.unwrap();
        }
        setting
    }

    async fn import(&self, table: &str) -> Result<Report, figures::Error> {
        figures::import(&self.stage.services, &operator(), self.programme, table.as_bytes()).await
    }

    /// Lets the area be called something else than `seen`.
    async fn rename(&self, actor: &Actor, seen: &str, name: &str) -> Result<(), Error> {
        let seen = (seen.to_owned(), "Opdigtet".to_owned());
        change::change_area(&self.stage.services, actor, self.area, &seen, &naming(name)).await
    }
}

fn operator() -> Actor {
    Actor::operator()
}

fn naming(name: &str) -> Naming {
    Naming { name: name.parse().unwrap(), municipality: "Opdigtet".parse().unwrap() }
}

fn somebody(role: Role, place: Place) -> Actor {
    Actor {
        who: Who::Person(Uuid::from_u128(9)),
        name: "Opdigtet Person".to_owned(),
        grants: vec![Grant { role, place }],
    }
}

#[tokio::test]
async fn what_is_answered_about_an_area_belongs_to_it_whatever_it_is_called() {
    let setting = Setting::set().await;
    let (stage, services) = (&setting.stage, &setting.stage.services);
    let own = somebody(Role::Coordinator, Place::Area { programme: setting.programme, area: setting.area });
    let seen = async || list::list(services, &own, &Filter::default(), None).await.unwrap().entries.len();
    let send = async |code: &str| {
        let answer = json!({ "name": "A", "area": code });
        let round = Round::OfCode(stage.identified.code.as_str().to_owned());
        submit(services, sending::command(round, stage.id(), &answer)).await.unwrap();
    };
    send("opdigtet_nord").await;
    assert_eq!(seen().await, 1);
    setting.rename(&operator(), "Opdigtet Nord", "Nordparken").await.unwrap();
    assert_eq!(seen().await, 1, "it was answered under the old name");
    send("nordparken").await;
    assert_eq!(seen().await, 2, "forms that come later know the new name");
    send("np").await;
    assert_eq!(seen().await, 2);
    for _ in 0..2 {
        change::add_code(services, &operator(), setting.area, " np ").await.unwrap();
    }
    assert_eq!(seen().await, 3, "and what they call it else");
    change::remove_code(services, &operator(), setting.area, "np").await.unwrap();
    assert_eq!(seen().await, 2);
    for code in ["", "n p", "n\u{0}p", &"n".repeat(61)] {
        let refused = change::add_code(services, &operator(), setting.area, code).await;
        assert!(matches!(refused, Err(Error::NoCode)), "{code:?}");
    }
    let other = stage.id();
    change::add_area(services, &operator(), other, setting.programme, &naming("Syd")).await.unwrap();
    let taken = change::add_code(services, &operator(), other, "nordparken").await;
    assert!(matches!(taken, Err(Error::Taken)), "nobody takes an area's answers by its code");
    let taken = setting.rename(&operator(), "Nordparken", "Syd").await;
    assert!(matches!(taken, Err(Error::Taken)));
}

#[tokio::test]
async fn who_looks_after_one_area_takes_no_answers_that_are_the_programmes() {
    let setting = Setting::set().await;
    let services = &setting.stage.services;
    let own = somebody(Role::Coordinator, Place::Area { programme: setting.programme, area: setting.area });
    let refused = [
        change::add_code(services, &own, setting.area, "elsewhere").await,
        change::remove_code(services, &own, setting.area, "opdigtet_nord").await,
        setting.rename(&own, "Opdigtet Nord", "Elsewhere").await,
    ];
    assert!(refused.iter().all(|refused| matches!(refused, Err(Error::Denied))), "{refused:?}");
    let known = places::find(services, &own, setting.area).await.unwrap().unwrap();
    assert_eq!((known.codes, known.may_name, known.may_add), (vec!["opdigtet_nord".to_owned()], false, true));
}

#[tokio::test]
async fn a_name_is_changed_on_what_was_seen_by_who_may_there() {
    let setting = Setting::set().await;
    let services = &setting.stage.services;
    let place = Place::Area { programme: setting.programme, area: setting.area };
    let elsewhere = Place::Programme(setting.stage.id());
    for (actor, is_hidden) in [
        (somebody(Role::Analyst, place), false),
        (somebody(Role::Reader, place), true),
        (somebody(Role::Administrator, elsewhere), true),
    ] {
        let refused = setting.rename(&actor, "Opdigtet Nord", "Nyt").await;
        let is_as_wanted =
            if is_hidden { matches!(refused, Err(Error::NoPlace)) } else { matches!(refused, Err(Error::Denied)) };
        assert!(is_as_wanted, "{actor:?} {refused:?}");
        assert_eq!(places::find(services, &actor, setting.area).await.unwrap().is_none(), is_hidden);
    }
    setting.rename(&operator(), "Opdigtet Nord", "Nyt").await.unwrap();
    setting.rename(&operator(), "Opdigtet Nord", "Nyt").await.unwrap();
    assert!(matches!(setting.rename(&operator(), "Opdigtet Nord", "Andet").await, Err(Error::Stale)));
    let (id, name) = (setting.programme, |text: &str| text.parse().unwrap());
    let before = places::list(services).await.unwrap();
    let before = &before.iter().find(|overview| overview.programme.id == id).unwrap().programme.name;
    for _ in 0..2 {
        change::rename_programme(services, &operator(), id, before, &name("Nyt navn")).await.unwrap();
    }
    let late = change::rename_programme(services, &operator(), id, before, &name("Andet navn")).await;
    assert!(matches!(late, Err(Error::Stale)));
}

#[tokio::test]
async fn figures_are_taken_whole_and_what_they_replace_is_counted() {
    let setting = Setting::set().await;
    let services = &setting.stage.services;
    let table = "\u{feff}Område;Afdeling;Boligorganisation;Alder;Køn;Antal;Kilde;Dato\r\n\
                 ;1;;;;512;Opdigtet kilde;01-01-2026\r\n\
                 ;2;anden bolig;;;80;Opdigtet kilde;01-01-2026\r\n\
                 opdigtet nord;;;18–29 år;Kvinder;143;Opdigtet kilde;2026-01-01\r\n";
    let report = |new, changed, same| Report { new, changed, same };
    assert_eq!(setting.import(table).await.unwrap(), report(3, 0, 0));
    assert_eq!(setting.import(table).await.unwrap(), report(0, 0, 3), "the same table again");
    assert_eq!(setting.import(&table.replace(";80;", ";90;")).await.unwrap(), report(0, 1, 2));
    let later = table.replace("01-01-2026", "1.7.2026").replace(";512;", ";530;");
    assert_eq!(setting.import(&later).await.unwrap(), report(2, 0, 1));
    let overviews = places::list(services).await.unwrap();
    let overview = overviews.iter().find(|overview| overview.programme.id == setting.programme).unwrap();
    let residents: Vec<_> =
        overview.areas[0].1.iter().map(|settled| settled.population.as_ref().map(|figure| figure.residents)).collect();
    assert!(residents.contains(&Some(530)) && residents.contains(&None), "{residents:?}");

    let wrong = "område;afdeling;alder;køn;antal;kilde;dato\n\
                 nord;;;;5;Kilde;2026-01-01\n;2;;;5;Kilde;2026-01-01\n;1;unge;;5;Kilde;2026-01-01\n\
                 ;1;;x;5;Kilde;2026-01-01\n;1;;;-5;Kilde;2026-01-01\n;1;;;5;;2026-01-01\n;1;;;5;Kilde;i år\n\
                 ;1;;;6;Kilde;2026-02-01\n;1;;;7;Kilde;2026-02-01\n";
    let Err(figures::Error::Wrong(faults)) = setting.import(wrong).await else { panic!("it is wrong") };
    let expected = [
        (2, Wrong::Place),
        (3, Wrong::Places),
        (4, Wrong::Ages),
        (5, Wrong::Gender),
        (6, Wrong::Residents),
        (7, Wrong::Source),
        (8, Wrong::Day),
        (10, Wrong::Twice),
    ];
    assert_eq!(faults, expected.map(|(line, what)| Fault { line, what }));
    let known = places::find(services, &operator(), setting.area).await.unwrap().unwrap();
    assert!(known.figures.iter().all(|figure| figure.residents != 6), "nothing of a wrong table is kept");
    let torn = setting.import("område;antal\nNord;5").await;
    assert!(matches!(torn, Err(figures::Error::Unreadable(Unreadable::NoColumn("source")))));
    let actor = somebody(Role::Administrator, Place::Programme(setting.stage.id()));
    let elsewhere = figures::import(services, &actor, setting.programme, table.as_bytes()).await;
    assert!(matches!(elsewhere, Err(figures::Error::NoProgramme)));
}

#[tokio::test]
async fn the_same_form_sent_twice_adds_one_place() {
    let setting = Setting::set().await;
    let services = &setting.stage.services;
    let id = setting.stage.id();
    for _ in 0..2 {
        change::add_area(services, &operator(), id, setting.programme, &naming("Øst")).await.unwrap();
    }
    let again = change::add_area(services, &operator(), setting.stage.id(), setting.programme, &naming("Øst")).await;
    assert!(matches!(again, Err(Error::Taken)));
    let other = create_programme::create(services, &operator(), &"Anden".parse().unwrap()).await.unwrap();
    let elsewhere = change::add_area(services, &operator(), id, other.id, &naming("Øst")).await;
    assert!(matches!(elsewhere, Err(Error::NoPlace)), "an identity is of one place");
    let new = NewDepartment {
        number: "1".parse().unwrap(),
        name: Some("Opdigtet Gård".parse().unwrap()),
        organisation: "OPDIGTET BOLIG".parse().unwrap(),
    };
    let taken = change::add_department(services, &operator(), setting.stage.id(), id, &new).await;
    assert!(matches!(taken, Err(Error::Taken)), "the organisation has a department 1, however it is typed");
    assert_eq!(places::housing_organisations(services).await.unwrap().len(), 2);
}
