//! The official table: rows from what was observed and from what registers say, of the programme and of each area.

use std::collections::BTreeMap;

use jiff::civil::date;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::indicators::observation::{self, Figure, Observed, Series, Status};
use nabosvar::service::indicators::register::import;
use nabosvar::service::indicators::table::file::{self, Format};
use nabosvar::service::indicators::table::{Certainty, Official, Row, official};
use nabosvar::store::place::Area;
use uuid::Uuid;

use crate::stage::Stage;

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

    async fn say(&self, lines: &str) {
        let sheet = format!("række;art;område;kommune;værdi;dato;kilde\n{lines}").into_bytes();
        import::import(&self.stage.services, &Actor::operator(), self.area.programme_id, sheet, None).await.unwrap();
    }

    /// Keeps what a survey of a year told of basic safety.
    async fn observe(&self, area_id: Option<Uuid>, year: i16, figure: Option<(f64, f64, f64)>) {
        let series = Series {
            programme_id: self.area.programme_id,
            area_id,
            indicator: "basic_safety".to_owned(),
            whom: BTreeMap::new(),
        };
        let figure =
            figure.map(|(value, low, high)| Figure { value, interval: Some((low, high)), respondents: Some(290) });
        let observed = Observed {
            series,
            definition: 1,
            period: (date(year, 9, 1), date(year, 9, 30)),
            wave_id: None,
            release_id: None,
            status: if figure.is_some() { Status::Free } else { Status::Hidden },
            figure,
        };
        let tx = self.stage.services.db.begin().await.unwrap();
        observation::append(&self.stage.services, &tx, &observed).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn table(&self, area: Option<Uuid>) -> Official {
        let services = &self.stage.services;
        official(services, &Actor::operator(), self.area.programme_id, area).await.unwrap().unwrap()
    }

    async fn row(&self, area: Option<Uuid>, number: u8) -> Row {
        self.table(area).await.rows.into_iter().find(|row| row.number == number).unwrap()
    }
}

fn value(told: Option<&nabosvar::service::indicators::table::Told>) -> Option<f64> {
    told.and_then(|told| told.figure).map(|figure| figure.value)
}

#[tokio::test]
async fn a_row_is_what_was_observed_held_against_what_registers_say() {
    let setting = Setting::set().await;
    setting
        .say(
            "7;basistal;;;80 %;01-01-2021;Opdigtet måling\n7;tal;;Opdigtet;91 %;01-01-2025;Opdigtet måling\n\
             7;mål;;;85 %;31-12-2025;Opdigtet aftale\n7;mål;;;90 %;31-12-2029;Opdigtet aftale\n\
             8;basistal;;;22 %;01-01-2021;Opdigtet måling\n8;tal;;;20 %;01-01-2024;Opdigtet\n8;tal;;;25 %;01-01-2025;Opdigtet",
        )
        .await;
    setting.observe(None, 2024, Some((0.7, 0.65, 0.75))).await;
    setting.observe(None, 2025, Some((0.78, 0.73, 0.82))).await;
    let safe = setting.row(None, 7).await;
    assert_eq!((value(safe.baseline.as_ref()), value(safe.latest.as_ref())), (Some(0.8), Some(0.78)));
    assert_eq!(value(safe.municipality.as_ref()), Some(0.91));
    assert_eq!(value(safe.target.as_ref()), Some(0.9), "the one of last year is over");
    let change = safe.change().unwrap();
    assert_eq!((change.certainty, change.is_good), (Certainty::Within, false));
    let said = nabosvar::service::indicators::table::words::sentences("da", &safe).join(" ");
    for told in [
        "Omkring 8 af 10",
        "mellem 73 og 82 %",
        "Siden målingen til og med 30. september 2024",
        "Udgangspunktet 1. januar 2021 var 80 %. Forskellen ligger inden for usikkerheden.",
        "I kommunen var det 91 % (1. januar 2025) i en anden undersøgelse.",
        "Der mangler 12 procentpoint til målet på 90 %",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(safe.sources(), ["Opdigtet måling", "Opdigtet aftale"]);
    // What registers say stands where nothing was observed: the last word.
    let voluntary = setting.row(None, 8).await;
    assert_eq!(value(voluntary.latest.as_ref()), Some(0.25));
    assert_eq!(voluntary.change().unwrap().certainty, Certainty::Unknown, "both are of somebody else's survey");
    // Of an area nothing is said, but it is aimed for the same.
    let of_area = setting.row(Some(setting.area.id), 7).await;
    let target = of_area.target.as_ref();
    assert_eq!((value(target), target.unwrap().is_of_all), (Some(0.9), true));
    assert_eq!((of_area.baseline, of_area.latest, value(of_area.municipality.as_ref())), (None, None, Some(0.91)));
    setting.say("7;mål;Opdigtet Nord;;95 %;31-12-2028;Opdigtet aftale").await;
    let target = setting.row(Some(setting.area.id), 7).await.target.unwrap();
    assert_eq!((value(Some(&target)), target.is_of_all), (Some(0.95), false));
    setting.stage.strike().await;
}

#[tokio::test]
async fn without_a_baseline_the_first_survey_is_one_and_what_is_hidden_stays_hidden() {
    let setting = Setting::set().await;
    let area = Some(setting.area.id);
    setting.observe(area, 2024, Some((0.6, 0.55, 0.65))).await;
    assert_eq!(setting.row(area, 7).await.baseline, None, "one survey is no baseline of itself");
    setting.observe(area, 2025, Some((0.75, 0.7, 0.8))).await;
    let row = setting.row(area, 7).await;
    assert_eq!((value(row.baseline.as_ref()), value(row.latest.as_ref())), (Some(0.6), Some(0.75)));
    let change = row.change().unwrap();
    assert_eq!((change.certainty, change.is_good), (Certainty::Beyond, true));
    setting.observe(area, 2025, None).await;
    let row = setting.row(area, 7).await;
    let latest = row.latest.clone().unwrap();
    assert_eq!((latest.status, latest.figure, row.change()), (Status::Hidden, None, None));
    setting.stage.strike().await;
}

#[tokio::test]
async fn where_a_municipality_began_is_not_how_it_is() {
    let setting = Setting::set().await;
    setting.say("7;basistal;;opdigtet KOMMUNE;88 %;01-01-2021;Opdigtet måling").await;
    setting.observe(None, 2025, Some((0.78, 0.73, 0.82))).await;
    let row = setting.row(None, 7).await;
    assert_eq!((value(row.municipality_baseline.as_ref()), value(row.municipality.as_ref())), (Some(0.88), None));
    let said = nabosvar::service::indicators::table::words::sentences("da", &row).join(" ");
    assert!(!said.contains("kommunen"), "{said}");
    setting.stage.strike().await;
}

#[tokio::test]
async fn the_files_tell_what_the_table_tells() {
    let setting = Setting::set().await;
    setting.say("7;basistal;;;80,5 %;01-01-2021;\"=cmd\"\n7;mål;;;90 %;31-12-2029;Opdigtet aftale").await;
    setting.observe(None, 2025, Some((0.78, 0.73, 0.82))).await;
    let table = setting.table(None).await;
    let services = &setting.stage.services;
    let text = |format| String::from_utf8(file::write(services, &table, format, "da").unwrap()).unwrap();
    let plain = text(Format::Csv);
    let lines: Vec<&str> = plain.lines().collect();
    assert_eq!(lines[0], "row,indicator,title,place,kind,value,low,high,people,status,date,source");
    assert!(lines[1].ends_with(",baseline,0.805,,,,free,2021-01-01,'=cmd"), "{}", lines[1]);
    assert!(lines[2].ends_with(",latest,0.78,0.73,0.82,290,free,2025-09-30,"), "{}", lines[2]);
    assert!(lines[3].ends_with(",target,0.9,,,,free,2029-12-31,Opdigtet aftale"), "{}", lines[3]);
    assert!(text(Format::DanishCsv).contains(";0,805;"));
    let workbook = file::write(services, &table, Format::Xlsx, "da").unwrap();
    let rows = forms::workbook_rows(&workbook).unwrap();
    let cells: Vec<&str> = rows.iter().flat_map(|(_, cells)| cells).map(|(_, text)| text.as_str()).collect();
    for told in ["80,5 %\n01-01-2021", "78 %\n73–82 % · 290 svar · 30-09-2025", "skjult"] {
        assert_eq!(cells.contains(&told), told != "skjult", "{told}: {cells:?}");
    }
    setting.stage.strike().await;
}

#[tokio::test]
async fn strangers_and_other_areas_have_no_table() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.stage.services, setting.area.programme_id);
    let somebody = |place| Actor {
        who: Who::Person(Uuid::from_u128(9)),
        name: "Opdigtet Person".to_owned(),
        grants: vec![Grant { role: Role::Reader, place }],
    };
    let look = async |actor: Actor, area| official(services, &actor, programme, area).await.unwrap().is_some();
    assert!(
        look(somebody(Place::Area { programme, area: setting.area.id }), None).await,
        "the table is of the whole programme"
    );
    assert!(!look(somebody(Place::Programme(Uuid::from_u128(8))), None).await);
    assert!(!look(Actor::operator(), Some(Uuid::from_u128(8))).await);
    setting.stage.strike().await;
}
