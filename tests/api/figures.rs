//! Figures of response on the page of staff and in the API: the same, and only for who may look at the wave.

use std::fmt::Write;

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::invitations::{self, import};
use nabosvar::service::waves::{Access, Identity, Terms, Wave, life};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::{invented, problem};

/// A wave to which thirty are invited, of whom so many have answered.
async fn answered(app: &TestApp, many: usize) -> Wave {
    let (services, actor) = (&app.services, Actor::operator());
    publish_form::publish(services, &actor, invented::FORM).await.unwrap();
    let terms = Terms { access: Access::Code, ..Terms::default() };
    let wave = invented::wave_on(services, Identity::Anonymous, terms).await;
    let mut list = "navn;adresse\n".to_owned();
    (0..30).for_each(|number| writeln!(list, "Opdigtet {number};Opdigtet Allé {number}").unwrap());
    import::import(services, &actor, wave.id, list.as_bytes()).await.unwrap();
    let (_, invited) = invitations::list(services, &actor, wave.id).await.unwrap();
    for one in &invited[..many] {
        let (id, code) = (services.clock.identity(), invitations::code(services, one));
        let path = format!("/api/v1/forms/invented/versions/1/responses/{id}?wave={}", code.as_str());
        let answer = json!({ "name": "Opdigtet", "age": 40, "colours": ["red"] });
        let sent = app.request(Method::PUT, &path).json(&answer).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::CREATED);
    }
    wave
}

#[tokio::test]
async fn staff_and_programs_are_told_the_same_in_ranges() {
    let app = TestApp::start().await;
    let wave = answered(&app, 24).await;
    let staff = app.staff(Role::Analyst, Place::Programme(wave.programme_id)).await;
    let page = app.page(&staff, &format!("/staff/waves/{}/figures", wave.id)).await;
    for told in ["<dd>30</dd>", "<dd>24</dd>", "80 %", "10–24", "0–9"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(app.page(&staff, &format!("/staff/waves/{}", wave.id)).await.contains("/figures\""));
    let reply = app.authorised(Method::GET, &format!("/api/v1/waves/{}/figures", wave.id)).await.send().await.unwrap();
    let figures: Value = reply.json().await.unwrap();
    assert_eq!((&figures["answered"], &figures["invited"]), (&json!(24), &json!(30)));
    assert_eq!(figures["complete"], json!({ "from": 10, "to": 24 }));
    assert_eq!(figures["partial"], json!({ "from": 0, "to": 9 }));
    assert_eq!(figures["response_rate_2"], json!(0.8));
    assert_eq!(figures["invited_range"], json!({ "from": 30, "to": 30 }));
    assert_eq!(figures["response_rate_2_range"], json!({ "from": 0.8, "to": 0.8 }));
    assert_eq!(figures["areas"], json!([]), "there is one group alone");
    app.stop().await;
}

#[tokio::test]
async fn neither_staff_nor_programs_are_told_that_few_did_not_answer_a_wave_that_is_over() {
    let app = TestApp::start().await;
    let wave = answered(&app, 26).await;
    life::close(&app.services, &Actor::operator(), wave.id).await.unwrap();
    let staff = app.staff(Role::Analyst, Place::Programme(wave.programme_id)).await;
    let page = app.page(&staff, &format!("/staff/waves/{}/figures", wave.id)).await;
    for told in ["<dd>26–31</dd>", "<dd>26</dd>", "<dd>83–100 %</dd>", "alle eller næsten alle har svaret"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("<dd>30</dd>") && !page.contains("87 %"), "{page}");
    let reply = app.authorised(Method::GET, &format!("/api/v1/waves/{}/figures", wave.id)).await.send().await.unwrap();
    let figures: Value = reply.json().await.unwrap();
    assert_eq!(figures["answered"], json!(26));
    for hidden in ["invited", "response_rate_2"] {
        assert_eq!(figures[hidden], Value::Null, "{hidden}");
    }
    assert_eq!(figures["invited_range"], json!({ "from": 26, "to": 31 }));
    assert_eq!(figures["response_rate_2_range"], json!({ "from": 26.0 / 31.0, "to": 1.0 }));
    assert_eq!(figures["areas"], json!([]));
    app.stop().await;
}

#[tokio::test]
async fn who_works_elsewhere_is_told_nothing() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let elsewhere = Place::Programme(invented::programme(&app.services).await);
    let stranger = app.staff(Role::Analyst, elsewhere).await;
    let page = stranger.get(app.url(&format!("/staff/waves/{}/figures", wave.id))).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    let nowhere = format!("/api/v1/waves/{}/figures", app.services.clock.identity());
    let reply = app.authorised(Method::GET, &nowhere).await.send().await.unwrap();
    assert_eq!(problem::code(reply).await, "404 wave_not_found");
    app.stop().await;
}
