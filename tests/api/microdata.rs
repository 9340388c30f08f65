//! Rows of a wave by the API and on the page: for researchers alone, with a reason, and kept by nobody on the way.

use std::io::Cursor;

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::accounts::tokens;
use nabosvar::service::answers::submit::submit;
use nabosvar::service::releases::make;
use nabosvar::service::waves::{Wave, life};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::{invented, problem, sending};

const PLAN: &str = "form_id: invented\ntables: [[]]\nanswers: [{ question: colours, only: red }]\n";
const REASON: &str = "Opdigtet artikel om farver, aftale 12/2026";
const PAGE: &str = "/staff/microdata";

/// A wave that 30 invented people have answered.
async fn answered(app: &TestApp) -> Wave {
    let wave = app.wave().await;
    for number in 0..30 {
        let colours = if number % 3 == 0 { "red" } else { "blue" };
        let answers = json!({ "name": format!("Opdigtet {number}"), "age": 20 + number / 2, "colours": [colours] });
        submit(&app.services, sending::by_link(&app.services, &wave, &answers)).await.unwrap();
    }
    wave
}

async fn release(app: &TestApp, wave: &Wave) {
    life::close(&app.services, &Actor::operator(), wave.id).await.unwrap();
    life::archive(&app.services, &Actor::operator(), wave.id).await.unwrap();
    make::make(&app.services, &Actor::operator(), wave.id, PLAN).await.unwrap();
}

fn file(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[tokio::test]
async fn a_researchers_token_fetches_rows_for_a_reason() {
    let app = TestApp::start().await;
    let wave = answered(&app).await;
    let (token, _) =
        tokens::create(&app.services, &Actor::operator(), invented::token(Role::Researcher)).await.unwrap();
    let path = format!("/api/v1/waves/{}/microdata", wave.id);
    let ask = |body: Value| app.request(Method::POST, &path).bearer_auth(token.expose()).json(&body).send();
    let wanted = json!({ "reason": REASON, "all_questions": true });
    assert_eq!(problem::code(ask(wanted.clone()).await.unwrap()).await, "409 wave_state_wrong");
    release(&app, &wave).await;
    let administrator = app.authorised(Method::POST, &path).await.json(&wanted).send().await.unwrap();
    assert_eq!(problem::code(administrator).await, "403 not_permitted");
    for wrong in [json!({ "reason": "research" }), json!({}), json!({ "reason": REASON, "language": "tlh" })] {
        assert_eq!(problem::code(ask(wrong).await.unwrap()).await, "400 request_invalid");
    }
    let reply = ask(wanted).await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    let headers = reply.headers();
    assert_eq!(headers["content-type"], "application/zip");
    assert_eq!(headers["cache-control"], "no-store");
    let name = "attachment; filename=\"microdata-invented-2026-11-30.zip\"";
    assert_eq!(headers["content-disposition"], name);
    let archive = reply.bytes().await.unwrap();
    assert!(file(&archive, "microdata.sps").contains("colours_red"));
    let rows = file(&archive, "microdata.csv");
    assert!(rows.starts_with("row,age,colours:red,colours:blue\r\n"), "{rows}");
    // Two people of each age are too few: ages stand in bands of five people or more.
    assert!(rows.contains(",20-22,") && !rows.contains("Opdigtet"), "{rows}");
    app.stop().await;
}

#[tokio::test]
async fn a_researcher_fetches_rows_on_the_page_and_the_log_tells_of_it() {
    let app = TestApp::start().await;
    let wave = answered(&app).await;
    let researcher = app.staff(Role::Researcher, Place::Programme(wave.programme_id)).await;
    let other = app.staff(Role::Researcher, app.area("Opdigtet Vest").await.place()).await;
    assert!(app.page(&researcher, "/staff").await.contains(PAGE));
    assert!(app.page(&researcher, PAGE).await.contains("Der er ingen arkiverede målinger"));
    release(&app, &wave).await;
    assert!(app.page(&researcher, PAGE).await.contains(&wave.name));
    assert!(!app.page(&other, PAGE).await.contains(&wave.name));
    let id = wave.id.to_string();
    let nothing = app.send(&researcher, PAGE, &[("wave", "x"), ("reason", "kort")]).await;
    assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let told = nothing.text().await.unwrap();
    for field in ["#wave", "#reason", "#agreed"] {
        assert!(told.contains(&format!("href=\"{field}\"")), "{field}: {told}");
    }
    let all = [("wave", id.as_str()), ("reason", REASON), ("agreed", "yes"), ("more", "text")];
    assert_eq!(app.send(&other, PAGE, &all).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let reply = app.send(&researcher, PAGE, &all).await;
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(reply.headers()["content-disposition"].to_str().unwrap().contains("-with-free-text.zip"));
    let archive = reply.bytes().await.unwrap();
    assert!(file(&archive, "microdata-with-free-text.csv").contains("Opdigtet 29"));
    assert!(file(&archive, "codebook.json").contains("Fritekst"));
    let administrator = app.staff(Role::Administrator, Place::Installation).await;
    let log = app.page(&administrator, "/staff/log").await;
    assert!(log.contains("Pseudonymiserede svar") && log.contains(REASON), "{log}");
    app.stop().await;
}
