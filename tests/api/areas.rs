//! Places and lists by the API: added once, and tables taken in whole or not at all.

use nabosvar::access::Actor;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{Access, Identity, Terms};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::{invented, problem};

const FIGURES: &str = "area;department;age;gender;count;source;date\n\
                       Opdigtet Nord;;18-29;female;143;An invented register;2026-01-01\n\
                       ;1;;;512;An invented register;2026-01-01\n";

async fn sent(app: &TestApp, method: Method, path: &str, body: &Value, key: u128) -> Response {
    let request = app.authorised(method, &format!("/api/v1{path}")).await;
    request.header("Idempotency-Key", Uuid::from_u128(key).to_string()).json(body).send().await.unwrap()
}

async fn table(app: &TestApp, path: &str, table: &str) -> Response {
    let request = app.authorised(Method::POST, &format!("/api/v1{path}")).await;
    request.header("content-type", "text/csv").body(table.to_owned()).send().await.unwrap()
}

/// A programme with the area Opdigtet Nord, which has the department 1.
async fn set(app: &TestApp) -> (Uuid, Value) {
    let programme = invented::programme(&app.services).await;
    let (path, new) =
        (format!("/programmes/{programme}/areas"), json!({ "name": "Opdigtet Nord", "municipality": "Opdigtet" }));
    let mut known = Vec::new();
    // One token for all of them: a key belongs to the token that sends it.
    let token = app.token().await;
    for _ in 0..2 {
        let request = app.request(Method::POST, &format!("/api/v1{path}")).bearer_auth(&token);
        let reply = request.header("Idempotency-Key", Uuid::from_u128(1).to_string()).json(&new).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        known.push(reply.json::<Value>().await.unwrap());
    }
    assert_eq!(known[0], known[1], "the same request twice adds one area");
    let area = known.remove(0);
    let department = json!({ "number": "1", "name": null, "housing_organisation": "Opdigtet Bolig" });
    let path = format!("/areas/{}/departments", area["id"].as_str().unwrap());
    let with_department: Value = sent(app, Method::POST, &path, &department, 2).await.json().await.unwrap();
    assert_eq!(with_department["departments"], json!(["1"]));
    (programme, area)
}

#[tokio::test]
async fn an_area_is_added_known_by_more_codes_and_counted() {
    let app = TestApp::start().await;
    let (programme, area) = set(&app).await;
    assert_eq!((&area["name"], &area["codes"]), (&json!("Opdigtet Nord"), &json!(["opdigtet_nord"])));
    let at = format!("/areas/{}", area["id"].as_str().unwrap());
    let coded: Value = sent(&app, Method::PUT, &format!("{at}/codes/np"), &json!({}), 0).await.json().await.unwrap();
    assert_eq!(coded["codes"], json!(["np", "opdigtet_nord"]));
    let wrong = sent(&app, Method::PUT, &format!("{at}/codes/n%20p"), &json!({}), 0).await;
    assert_eq!(problem::code(wrong).await, "400 request_invalid");
    let left: Value = sent(&app, Method::DELETE, &format!("{at}/codes/np"), &json!({}), 0).await.json().await.unwrap();
    assert_eq!(left["codes"], json!(["opdigtet_nord"]));

    let import = format!("/programmes/{programme}/population");
    for (new, same) in [(2, 0), (0, 2)] {
        let report: Value = table(&app, &import, FIGURES).await.json().await.unwrap();
        assert_eq!(report, json!({ "new": new, "changed": 0, "same": same }));
    }
    let wrong = table(&app, &import, &FIGURES.replace("143", "many").replace("2026-01-01\n;", "2026-01-01\n;9")).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let wrong: Value = wrong.json().await.unwrap();
    assert_eq!(wrong["code"], "table_invalid");
    assert_eq!(wrong["lines"], json!([{ "line": 2, "code": "residents" }, { "line": 3, "code": "place" }]));
    let torn = table(&app, &import, "area;count\nOpdigtet Nord;5").await;
    assert_eq!(problem::code(torn).await, "422 table_invalid");
    let reply = app.authorised(Method::GET, &format!("/api/v1{at}")).await.send().await.unwrap();
    let known: Value = reply.json().await.unwrap();
    assert_eq!(known["population"].as_array().unwrap().len(), 2);
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_told_and_two_places_are_not_called_alike() {
    let app = TestApp::start().await;
    let (programme, _) = set(&app).await;
    let new = json!({ "name": "Opdigtet Nord", "municipality": "Opdigtet" });
    let twice = sent(&app, Method::POST, &format!("/programmes/{programme}/areas"), &new, 7).await;
    assert_eq!(problem::code(twice).await, "409 place_taken");
    let nowhere = app.services.clock.identity();
    let replies = [
        sent(&app, Method::POST, &format!("/programmes/{nowhere}/areas"), &new, 8).await,
        sent(&app, Method::PUT, &format!("/areas/{nowhere}/codes/elsewhere"), &json!({}), 9).await,
        app.authorised(Method::GET, &format!("/api/v1/areas/{nowhere}")).await.send().await.unwrap(),
    ];
    for reply in replies {
        assert_eq!(problem::code(reply).await, "404 area_not_found");
    }
    let unknown = table(&app, &format!("/programmes/{nowhere}/population"), FIGURES).await;
    assert_eq!(problem::code(unknown).await, "404 programme_not_found");
    app.stop().await;
}

#[tokio::test]
async fn a_list_of_addresses_is_taken_in_whole_or_each_wrong_line_is_named() {
    let app = TestApp::start().await;
    publish_form::publish(&app.services, &Actor::operator(), invented::FORM).await.unwrap();
    let terms = Terms { access: Access::Code, ..Terms::default() };
    let wave = invented::wave_on(&app.services, Identity::Anonymous, terms).await;
    let path = format!("/waves/{}/invitations", wave.id);
    let list = "name;address;language\nAn Invented Family;Invented Street 1;da\nAnother;Invented Street 2;ar\n";
    let wrong = table(&app, &path, &format!("{list}Nobody;;\nSomebody;Invented Street 3;klingon\n")).await;
    let wrong: Value = wrong.json().await.unwrap();
    let lines = json!([{ "line": 4, "code": "nowhere" }, { "line": 5, "code": "language", "value": "klingon" }]);
    assert_eq!((&wrong["code"], &wrong["lines"]), (&json!("table_invalid"), &lines));
    for (added, known) in [(2, 0), (0, 2)] {
        let report: Value = table(&app, &path, list).await.json().await.unwrap();
        assert_eq!(report, json!({ "added": added, "known": known }));
    }
    let by_link = invented::another_wave(&app.services, Identity::Anonymous).await;
    let refused = table(&app, &format!("/waves/{}/invitations", by_link.id), list).await;
    assert_eq!(problem::code(refused).await, "409 wave_state_wrong");
    app.stop().await;
}
