//! The sessions of a year as files: what was counted is in them, who came and what was noted is not.

use jiff::civil::date;
use nabosvar::access::{Actor, Role};
use nabosvar::service::activities::export::{self, Format};
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::plan;

use crate::activities::{Setting, somebody};
use crate::invented_activities as made;

async fn file(setting: &Setting, actor: &Actor, format: Format, year: i16) -> Vec<u8> {
    export::write(&setting.services, actor, format, year).await.unwrap()
}

#[tokio::test]
async fn a_file_has_every_session_of_the_year_with_its_counts_and_nobodys_name() {
    let setting = Setting::set().await;
    let written = Written { name: "=opdigtet".to_owned(), ..made::written(&[setting.north.id]) };
    let activity = setting.activity(&written).await;
    let held = setting.session(&activity, date(2026, 11, 10)).await;
    setting.register(&held, None, 5).await.unwrap();
    let off = setting.session(&activity, date(2026, 11, 17)).await;
    plan::cancel_session(&setting.services, &setting.coordinator, off.id).await.unwrap();
    let analyst = somebody(Role::Analyst, &setting.north);

    let table = file(&setting, &analyst, Format::Csv, 2026).await;
    let mut reader = csv::Reader::from_reader(table.as_slice());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let value = |row: usize, name: &str| rows[row].get(names.iter().position(|known| known == name).unwrap()).unwrap();
    assert_eq!((rows.len(), names.len()), (7, 15 + 21));
    let expected =
        [("name", "'=opdigtet"), ("areas", "Opdigtet Nord"), ("held_on", "2026-11-10"), ("starts_at", "17:30")];
    let counted = [("participants", "5"), ("age_30_59_women", "5"), ("age_6_12_men", "0"), ("volunteers", "2")];
    for (name, expected) in expected.into_iter().chain(counted) {
        assert_eq!(value(1, name), expected, "{name}");
    }
    assert_eq!([value(0, "participants"), value(0, "registered")], ["", "no"], "nobody counted is not nobody came");
    assert_eq!(value(2, "state"), "cancelled");
    let text = String::from_utf8(table).unwrap();
    assert!(!text.contains("en opdigtet note"), "{text}");

    let danish = String::from_utf8(file(&setting, &analyst, Format::DanishCsv, 2026).await).unwrap();
    assert!(danish.starts_with("\u{feff}session;activity;name;"), "{danish}");
    let book = file(&setting, &analyst, Format::Xlsx, 2026).await;
    assert!(book.starts_with(b"PK") && book == file(&setting, &analyst, Format::Xlsx, 2026).await);
    for (actor, year) in [
        (&analyst, 2025),
        (&analyst, -1),
        (&somebody(Role::Reader, &setting.north), 2026),
        (&somebody(Role::Analyst, &setting.south), 2026),
    ] {
        let table = file(&setting, actor, Format::Csv, year).await;
        assert_eq!(String::from_utf8(table).unwrap().lines().count(), 1, "{year}");
    }
    setting.strike().await;
}
