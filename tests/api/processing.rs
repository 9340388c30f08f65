//! The record of processing activities: everything is in it that is done with data about people, for those who may know.

use nabosvar::access::{Place, Role};
use nabosvar::service::waves::{Access, Identity, LegalBasis, Notice, Terms};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::harness::TestApp;
use crate::invented;

async fn of_api(app: &TestApp, query: &str) -> Vec<Value> {
    let request = app.authorised(Method::GET, &format!("/api/v1/processing{query}")).await;
    let document: Value = request.send().await.unwrap().json().await.unwrap();
    document["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn everything_is_told_that_is_done_with_data_about_people() {
    let app = TestApp::start().await;
    app.wave().await;
    let notice = Notice {
        legal_basis: Some(LegalBasis::PublicTask),
        controller: Some("Opdigtet Bolig".to_owned()),
        contact: Some("opdigtet@example.dk".to_owned()),
        kept_months: Some(12),
    };
    let terms = Terms { access: Access::Code, notice, ..Terms::default() };
    let wave = invented::wave_on(&app.services, Identity::Identified, terms).await;
    let entries = of_api(&app, "?lang=en").await;
    let of_kind = |kind: &str| entries.iter().filter(|entry| entry["kind"] == kind).collect::<Vec<_>>();
    for kind in ["sign_ups", "satisfaction", "walks", "notes", "accounts", "log", "mails"] {
        assert!(!of_kind(kind).is_empty(), "{kind}");
    }
    let told = entries.iter().find(|entry| entry["kind"] == "wave" && entry["wave"] == wave.id.to_string()).unwrap();
    assert_eq!(told["controller"], "Opdigtet Bolig");
    assert_eq!(told["legal_basis"], "Task in the public interest (article 6(1)(e))");
    assert!(told["deletion"].as_str().unwrap().starts_with("The answers are deleted after"), "{told}");
    assert_eq!((of_kind("wave").len(), of_kind("invitations").len()), (2, 1), "letters go out for one of the waves");
    for entry in &entries {
        for (field, text) in entry.as_object().unwrap() {
            let text = text.as_str().unwrap_or_default();
            assert!(!text.starts_with("processing-"), "{field} of {} has no words", entry["kind"]);
        }
    }
    assert_ne!(of_api(&app, "").await[0]["transfers"], entries[0]["transfers"], "it is Danish if nothing is said");
    let klingon = app.authorised(Method::GET, "/api/v1/processing?lang=tlh").await.send().await.unwrap();
    assert_eq!(klingon.status(), StatusCode::BAD_REQUEST);
    app.stop().await;
}

#[tokio::test]
async fn who_works_in_a_programme_reads_of_it_and_takes_it_along() {
    let app = TestApp::start().await;
    let (wave, elsewhere) = (app.wave().await, app.area("Opdigtet Vest").await);
    let there = app.staff(Role::Coordinator, Place::Programme(wave.programme_id)).await;
    let other = app.staff(Role::Coordinator, Place::Programme(elsewhere.programme_id)).await;
    let administrator = app.staff(Role::Administrator, Place::Installation).await;
    let page = app.page(&there, "/staff/processing").await;
    assert!(page.contains(&wave.name) && page.contains("Tryghedsvandringer") && !page.contains("Log over"), "{page}");
    assert!(!app.page(&other, "/staff/processing").await.contains(&wave.name));
    assert!(app.page(&administrator, "/staff/processing").await.contains("Log over administration"));
    for start in ["/staff/waves", "/staff/log"] {
        assert!(app.page(&administrator, start).await.contains("href=\"/staff/processing\""), "{start}");
    }
    let table = app.page(&there, "/staff/processing/file/csv").await;
    assert!(table.starts_with("Behandling,Helhedsplan,Dataansvarlig"), "{table}");
    let book = there.get(app.url("/staff/processing/file/xlsx")).send().await.unwrap();
    assert!(book.headers()["content-disposition"].to_str().unwrap().contains("fortegnelse.xlsx"));
    assert!(book.bytes().await.unwrap().starts_with(b"PK"));
    let analyst = app.staff(Role::Analyst, Place::Installation).await;
    let refused = analyst.get(app.url("/staff/processing")).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    app.stop().await;
}
