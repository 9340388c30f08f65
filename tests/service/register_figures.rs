//! Figures of registers, baselines and targets: taken whole or not at all, and nothing that was said is replaced unseen.

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::indicators::register::{
    self, Error, Fault, Kind, RegisterFigure, Report, Typed, Whose, Wrong, import,
};
use nabosvar::service::{Name, audit};
use nabosvar::store::place::Area;
use uuid::Uuid;

use crate::stage::Stage;

const HEAD: &str = "række;art;område;kommune;værdi;dato;kilde";

/// A programme with three areas.
struct Setting {
    stage: Stage,
    area: Area,
}

impl Setting {
    async fn set() -> Self {
        let stage = Stage::set().await;
        let area = stage.area().await;
        Self { stage, area }
    }

    async fn import(&self, lines: &[&str], reason: Option<&str>) -> Result<Report, Error> {
        let reason: Option<Name> = reason.map(|reason| reason.parse().unwrap());
        let table = format!("{HEAD}\n{}\n", lines.join("\n")).into_bytes();
        let actor = Actor::operator();
        import::import(&self.stage.services, &actor, self.area.programme_id, table, reason.as_ref()).await
    }

    /// Everything that was said, the last word of each thing last.
    async fn history(&self) -> Vec<RegisterFigure> {
        let history = register::history(&self.stage.services, &Actor::operator(), self.area.programme_id).await;
        history.unwrap().unwrap().into_values().flatten().collect()
    }

    async fn current(&self) -> Vec<(Kind, Whose, f64)> {
        let history = register::history(&self.stage.services, &Actor::operator(), self.area.programme_id).await;
        let history = history.unwrap().unwrap();
        let told = register::current(&history);
        told.map(|one| (one.about.kind, one.about.whose.clone(), one.said.value.unwrap())).collect()
    }

    /// How often the log tells of figures, and with which words.
    async fn noted(&self) -> Vec<String> {
        let entries = audit::before(&self.stage.services, &Actor::operator(), i64::MAX, 100).await.unwrap();
        let own = entries.into_iter().filter(|entry| entry.deed.object_kind == "register_figures");
        own.map(|entry| entry.deed.detail).collect()
    }
}

fn report(new: usize, changed: usize, same: usize) -> Report {
    Report { new, changed, same }
}

#[tokio::test]
async fn a_sheet_is_taken_whole_and_the_same_again_changes_nothing() {
    let setting = Setting::set().await;
    let lines = [
        "7;basistal;Opdigtet Nord;;71,5 %;01-01-2024;Opdigtet måling",
        "7;basistal;;Opdigtet Kommune;80;01-01-2024;Opdigtet måling",
        "8;mål;;;30 %;31-12-2029;Opdigtet aftale",
    ];
    assert_eq!(setting.import(&lines, None).await.unwrap(), report(3, 0, 0));
    assert_eq!(setting.import(&lines, None).await.unwrap(), report(0, 0, 3));
    assert_eq!(setting.import(&lines, Some("Opdigtet grund")).await.unwrap(), report(0, 0, 3));
    let told = setting.current().await;
    let of = |kind, whose| told.iter().find(|one| (one.0, &one.1) == (kind, &whose)).map(|one| one.2);
    assert_eq!(of(Kind::Baseline, Whose::Area(setting.area.id)), Some(0.715));
    assert_eq!(of(Kind::Baseline, Whose::Municipality("Opdigtet".to_owned())), Some(0.8));
    assert_eq!(of(Kind::Target, Whose::Programme), Some(0.3));
    assert_eq!(setting.noted().await, [""], "what changes nothing is not noted");
    setting.stage.strike().await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_by_its_line_and_nothing_is_taken() {
    let setting = Setting::set().await;
    let lines = [
        "7;;;;50;01-01-2026;Opdigtet",
        "77;;;;50;01-01-2026;Opdigtet",
        "",
        "7;;Opdigtet Øst;;50;01-01-2026;Opdigtet",
        "7;;;;0,5;01-01-2026;Opdigtet",
        "7;tal;alle;;51;2026-01-01;Opdigtet",
    ];
    let Err(Error::Wrong(faults)) = setting.import(&lines, None).await else { panic!("they are wrong") };
    let fault = |line, what| Fault { line, what };
    let told = [fault(3, Wrong::Indicator), fault(5, Wrong::Place), fault(6, Wrong::Percent), fault(7, Wrong::Twice)];
    assert_eq!(faults, told);
    assert!(setting.history().await.is_empty() && setting.noted().await.is_empty());
    let many: Vec<String> = (0..60).map(|_| "77;;;;50;01-01-2026;Opdigtet".to_owned()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let Err(Error::Wrong(faults)) = setting.import(&many, None).await else { panic!("they are wrong") };
    assert_eq!(faults.len(), 50);
    setting.stage.strike().await;
}

#[tokio::test]
async fn a_figure_that_changes_is_told_first_and_stays_in_the_history() {
    let setting = Setting::set().await;
    setting.import(&["7;;;;50;01-01-2026;Opdigtet"], None).await.unwrap();
    let both = ["7;;;;52;01-01-2026;Opdigtet", "8;;;;20;01-01-2026;Opdigtet"];
    let Err(Error::Wrong(faults)) = setting.import(&both, None).await else { panic!("it changes a figure") };
    assert!(matches!(&faults[..], [Fault { line: 2, what: Wrong::Changed(_, said) }] if said.value == Some(0.5)));
    assert_eq!(setting.history().await.len(), 1, "the other line is not taken either");
    assert_eq!(setting.import(&both, Some("Opdigtet rettelse")).await.unwrap(), report(1, 1, 0));
    let history = setting.history().await;
    let told: Vec<_> = history.iter().map(|one| (one.revision, one.said.value, one.reason.as_str())).collect();
    assert_eq!(told, [(0, Some(0.5), ""), (1, Some(0.52), "Opdigtet rettelse"), (0, Some(0.2), "")]);
    // Another source is another word on it, too.
    let Err(Error::Wrong(_)) = setting.import(&["7;;;;52;01-01-2026;Andet register"], None).await else {
        panic!("it changes where the figure comes from")
    };
    assert_eq!(setting.noted().await, ["Opdigtet rettelse", ""]);
    setting.stage.strike().await;
}

#[tokio::test]
async fn what_was_taken_back_is_not_there_and_can_be_said_again() {
    let setting = Setting::set().await;
    let (services, programme, actor) = (&setting.stage.services, setting.area.programme_id, Actor::operator());
    let typed =
        Typed { indicator: "7", value: "50", on: "01-01-2026", source: "Opdigtet", people: "1200", ..Typed::default() };
    register::keep_one(services, &actor, programme, &typed, None).await.unwrap();
    let seen = setting.history().await[0].id;
    let reason: Name = "Opdigtet fejl".parse().unwrap();
    assert!(register::take_back(services, &actor, programme, seen, &reason).await.unwrap());
    assert!(!register::take_back(services, &actor, programme, seen, &reason).await.unwrap(), "it is gone already");
    assert!(setting.current().await.is_empty());
    let again = register::keep_one(services, &actor, programme, &typed, None).await;
    assert!(matches!(again, Err(Error::Wrong(_))), "whoever says it again says why");
    assert_eq!(register::keep_one(services, &actor, programme, &typed, Some(&reason)).await.unwrap(), report(0, 1, 0));
    let told: Vec<_> = setting.history().await.into_iter().map(|one| (one.said.value, one.said.people)).collect();
    assert_eq!(told, [(Some(0.5), Some(1200)), (None, None), (Some(0.5), Some(1200))]);
    setting.stage.strike().await;
}

#[tokio::test]
async fn who_only_reads_changes_nothing_and_strangers_learn_nothing() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.stage.services, setting.area.programme_id);
    let typed = Typed { indicator: "7", value: "50", on: "01-01-2026", source: "Opdigtet", ..Typed::default() };
    let somebody = |role, place| Actor {
        who: Who::Person(Uuid::from_u128(9)),
        name: "Opdigtet Person".to_owned(),
        grants: vec![Grant { role, place }],
    };
    let keep = async |actor: &Actor| register::keep_one(services, actor, programme, &typed, None).await;
    let reader = somebody(Role::Reader, Place::Programme(programme));
    assert!(matches!(keep(&reader).await, Err(Error::Denied)));
    let of_area = somebody(Role::Coordinator, Place::Area { programme, area: setting.area.id });
    assert!(matches!(keep(&of_area).await, Err(Error::Denied)), "what all areas are held against is not of one");
    let stranger = somebody(Role::Administrator, Place::Programme(Uuid::from_u128(8)));
    assert!(matches!(keep(&stranger).await, Err(Error::NoProgramme)));
    assert!(register::history(services, &stranger, programme).await.unwrap().is_none());
    assert_eq!(register::history(services, &reader, programme).await.unwrap(), Some(register::History::new()));
    let own = somebody(Role::Analyst, Place::Programme(programme));
    assert_eq!(keep(&own).await.unwrap(), report(1, 0, 0));
    let nowhere = register::keep_one(services, &Actor::operator(), Uuid::from_u128(8), &typed, None).await;
    assert!(matches!(nowhere, Err(Error::NoProgramme)));
    setting.stage.strike().await;
}
