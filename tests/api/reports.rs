//! Monthly reports as staff meet them: somebody asks to be told, gets one mail, reads the page and takes the workbook along.

use nabosvar::access::{Place, Role};
use nabosvar::clock::Clock;
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::Services;
use nabosvar::service::indicators::{observation, report};
use reqwest::{Client, StatusCode};

use crate::harness::TestApp;
use crate::invented_observations as made;
use crate::pages::hidden;

#[tokio::test]
async fn who_asked_is_told_once_and_reads_what_was_promised_and_held() {
    let sent = Memory::default();
    let app = TestApp::start_mailing(Transport::Memory(sent.clone())).await;
    let area = app.area("Sydbyen").await;
    let programme = area.programme_id;
    let leader = app.staff(Role::Coordinator, Place::Programme(programme)).await;
    let at = format!("/staff/reports/programmes/{programme}");
    made::keep(&app.services, &area).await;
    // The server does the same by itself, which is then too late.
    report::make(&app.services).await.unwrap();
    let tx = app.services.db.begin().await.unwrap();
    let new = made::observed(&area, true, "experienced_safety", 1, Some((0.71, 315)));
    observation::append(&app.services, &tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    let reply = app.send(&leader, &format!("{at}/reading"), &[("wanted", "yes")]).await;
    assert_eq!(reply.status(), StatusCode::SEE_OTHER);
    assert!(app.page(&leader, "/staff/reports").await.contains("Du får en mail"));

    promise(&app, &leader, &at).await;

    let clock = Clock::fixed(&"2026-12-01T07:00:00+01:00[Europe/Copenhagen]".parse().unwrap());
    let december = Services { clock, ..app.services.clone() };
    assert_eq!(report::make(&december).await.unwrap(), 1);
    let mails = loop {
        let taken = sent.take();
        if !taken.is_empty() {
            break taken;
        }
        sent.added().await;
    };
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject.as_str(), "Rapport for november 2026: Invented programme");
    let list = app.page(&leader, "/staff/reports").await;
    let link = mails[0].text.split_whitespace().find(|word| word.contains("/staff/reports/")).unwrap();
    let address = &link[link.find("/staff/reports/").unwrap()..];
    assert!(list.contains(address), "{list}");
    let page = app.page(&leader, address).await;
    assert!(page.contains("Opdigtet &lt;milepæl&gt;") && page.contains("Skulle være nået"), "{page}");
    for told in [
        "siden rapporten fra",
        "Sydbyen, november 2026",
        "71\u{a0}% (66–76), 315 svar",
        "Før, til og med 30. november 2025: 62\u{a0}% (57–67), 293 svar",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Tillid"), "the report before told that");
    let book = leader.get(app.url(&format!("{address}/report.xlsx"))).send().await.unwrap();
    assert_eq!(&book.bytes().await.unwrap()[..2], b"PK");

    let one_area = app.staff(Role::Coordinator, area.place()).await;
    for hidden in [address, &at, &format!("{address}/report.xlsx")] {
        let reply = one_area.get(app.url(hidden)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{hidden}");
    }
    app.stop().await;
}

/// A milestone and a sub-goal: what is wrong is said, and what was sent before with something else is neither lost nor taken unseen.
async fn promise(app: &TestApp, leader: &Client, at: &str) {
    let page = app.page(leader, at).await;
    let id = hidden(&page, "id").to_owned();
    let wrong = app.send(leader, &format!("{at}/milestones"), &[("id", &id), ("name", ""), ("due", "i morgen")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.text().await.unwrap();
    assert!(wrong.contains("Vælg et indsatsområde.") && wrong.contains("Skriv en dato"), "{wrong}");
    let milestone = [("id", id.as_str()), ("focus", "cohesion"), ("name", "Opdigtet <milepæl>"), ("due", "2026-11-20")];
    let reply = app.send(leader, &format!("{at}/milestones"), &milestone).await;
    assert_eq!(reply.status(), StatusCode::SEE_OTHER);

    // Somebody goes back and writes something else: it is not lost, and not taken unseen.
    let other = [("id", id.as_str()), ("focus", "cohesion"), ("name", "Opdigtet andet"), ("due", "2026-11-20")];
    let reply = app.send(leader, &format!("{at}/milestones"), &other).await;
    assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = reply.text().await.unwrap();
    assert!(page.contains("allerede sendt med noget andet") && page.contains("value=\"Opdigtet andet\""), "{page}");
    assert!(!page.contains(&format!("value=\"{id}\"")), "the next time it is another one");
    for (id, status) in [(1, StatusCode::SEE_OTHER), (2, StatusCode::UNPROCESSABLE_ENTITY)] {
        let id = uuid::Uuid::from_u128(id).to_string();
        let goal = [("id", id.as_str()), ("focus", "cohesion"), ("name", "Opdigtet delmål"), ("wanted", "40")];
        assert_eq!(app.send(leader, &format!("{at}/sub-goals"), &goal).await.status(), status);
    }
}
