//! What staff read of indicators: pictures of an area with their numbers, every series, and files.

use nabosvar::access::{Place, Role};
use nabosvar::store::place::{self, Area};
use reqwest::StatusCode;

use crate::harness::TestApp;
use crate::invented_observations as made;

async fn scene() -> (TestApp, Area) {
    let app = TestApp::start().await;
    let area = app.area("Sydbyen").await;
    made::keep(&app.services, &area).await;
    (app, area)
}

#[tokio::test]
async fn an_area_has_a_picture_of_each_dimension_with_the_programme_beside() {
    let (app, area) = scene().await;
    let reader = app.staff(Role::Reader, area.place()).await;
    let list = app.page(&reader, "/staff/indicators").await;
    let address = format!("/staff/indicators/areas/{}", area.id);
    assert!(list.contains(&address), "{list}");
    let page = app.page(&reader, &address).await;
    assert_eq!(page.matches("<svg role=\"img\"").count(), 3, "{page}");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    assert!(place("Oplevet tryghed") < place("Tillid") && place("Tillid") < place("Grundlæggende tryg"));
    for told in ["62 % (57–67)", "293 svar", "69 % (64–74)", "Alle områder", "november 2026", "chart."] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.contains("Skjult: så få") && page.contains("Usikkert: bygger på få svar"), "{page}");

    let nobody = app.staff(Role::Collector, area.place()).await;
    assert_eq!(nobody.get(app.url(&address)).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    app.stop().await;
}

#[tokio::test]
async fn who_may_not_read_a_programme_finds_none_of_its_figures() {
    let (app, area) = scene().await;
    let other = nabosvar::store::place::Programme {
        id: app.services.clock.identity(),
        name: "Opdigtet andetsteds".to_owned(),
        is_demo: true,
    };
    let tx = app.services.db.begin().await.unwrap();
    place::insert_programme(&tx, &other).await.unwrap();
    tx.commit().await.unwrap();
    let stranger = app.staff(Role::Analyst, Place::Programme(other.id)).await;
    let programme = area.programme_id;
    for address in [
        format!("/staff/indicators/areas/{}", area.id),
        format!("/staff/indicators/programmes/{programme}/series"),
        format!("/staff/indicators/programmes/{programme}/files/observations.csv"),
    ] {
        let reply = stranger.get(app.url(&address)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{address}");
    }
    app.stop().await;
}

#[tokio::test]
async fn an_analyst_reads_every_series_with_its_definition_and_takes_all_along() {
    let (app, area) = scene().await;
    let analyst = app.staff(Role::Analyst, Place::Installation).await;
    let list = format!("/staff/indicators/programmes/{}/series", area.programme_id);
    let page = app.page(&analyst, &list).await;
    let ways: Vec<&str> = page.split("href=\"").filter_map(|rest| rest.split('"').next()).collect();
    let series: Vec<_> = ways.iter().filter(|way| way.starts_with(&format!("{list}/"))).collect();
    assert_eq!(series.len(), 4, "{page}");
    for address in series {
        let one = app.page(&analyst, address).await;
        assert!(one.contains("<svg role=\"img\"") && one.contains("numerator:"), "{one}");
        assert!(one.contains("efter version 1 af definitionen"), "{one}");
    }
    let file = format!("/staff/indicators/programmes/{}/files/observations", area.programme_id);
    let csv = app.page(&analyst, &format!("{file}.csv")).await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 8, "{csv}");
    assert!(lines[0].starts_with("number,id,series,revision,programme,"), "{csv}");
    assert!(lines.iter().any(|line| line.contains(",trust,1,") && line.contains(",hidden,,,,,")), "{csv}");
    let book = analyst.get(app.url(&format!("{file}.xlsx"))).send().await.unwrap();
    assert_eq!(&book.bytes().await.unwrap()[..2], b"PK");
    let unknown = analyst.get(app.url(&format!("{file}.exe"))).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    app.stop().await;
}

#[tokio::test]
async fn a_follow_up_group_reads_in_plain_words_and_in_its_language_how_it_goes() {
    let (app, area) = scene().await;
    let address = |language: &str| format!("/areas/{}/{language}/figures", area.id);
    let page = async |language: &str| {
        let reply = app.get(&address(language)).await;
        assert_eq!(reply.status(), StatusCode::OK);
        reply.text().await.unwrap()
    };
    let danish = page("da").await;
    assert!(
        danish.contains("Svarene giver 70 %; det rigtige tal ligger med 95 % sikkerhed mellem 65 og 75 %."),
        "{danish}"
    );
    assert!(
        danish.contains("Siden målingen til og med 30. november 2025 er tallet steget med 8 procentpoint."),
        "{danish}"
    );
    assert_eq!(danish.matches("<svg role=\"img\"").count(), 3, "{danish}");
    for language in ["en", "ar", "tr", "so"] {
        let page = page(language).await;
        assert!(!page.contains("Svarene giver") && !page.contains("followed-"), "{language}: {page}");
        assert!(danish.contains(&address(language)), "{language}");
    }
    assert!(page("ar").await.contains("dir=\"rtl\""));
    let told = app.get(&format!("/areas/{}/da", area.id)).await.text().await.unwrap();
    assert!(told.contains(&address("da")), "{told}");
    for unknown in [address("xx"), format!("/areas/{}/da/figures", app.services.clock.identity())] {
        assert_eq!(app.get(&unknown).await.status(), StatusCode::NOT_FOUND);
    }
    app.stop().await;
}
