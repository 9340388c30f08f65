//! Subscriptions as programs and administrators meet them, and a server that sends by itself.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::client::{Client, Reach};
use nabosvar::service::accounts::tokens;
use nabosvar::service::indicators::feed::subscribe::{self, Begin, Command, Kind};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::pages::location;
use crate::receiver::{Fate, Receiver};
use crate::yearly::observe;
use crate::{invented, problem};

const LIST: &str = "/staff/indicators/subscriptions";

async fn start() -> TestApp {
    TestApp::start_feeding(Client::new(Reach::Everywhere).unwrap()).await
}

#[tokio::test]
async fn a_program_subscribes_and_is_sent_what_there_is_and_what_comes() {
    let (app, receiver) = (start().await, Receiver::open().await);
    let programme = invented::programme(&app.services).await;
    observe(&app.services, programme, "invented", 2025, Some(0.5)).await;
    let token = app.token().await;
    let ask = |method: Method, path: &str| app.request(method, &format!("/api/v1{path}")).bearer_auth(&token);
    let body = json!({ "name": "Opdigtet lager", "kind": "webhook", "target": receiver.address });
    let subscribe = || ask(Method::POST, "/subscriptions").header("idempotency-key", "a").json(&body).send();
    let made: Value = subscribe().await.unwrap().json().await.unwrap();
    receiver.trusts(&[made["secret"].as_str().unwrap().to_owned()]);
    let again: Value = subscribe().await.unwrap().json().await.unwrap();
    assert_eq!(made, again);
    observe(&app.services, programme, "invented", 2026, None).await;
    let inbox = receiver.has(2).await;
    assert_eq!((&inbox[0]["number"], &inbox[1]["status"]), (&json!(1), &json!("hidden")));
    let pull: Value = ask(Method::GET, "/observations").send().await.unwrap().json().await.unwrap();
    assert_eq!(pull["observations"], json!(inbox), "both ways tell the same");
    let path = format!("/subscriptions/{}", made["id"].as_str().unwrap());
    let change = || ask(Method::POST, &format!("{path}/secret")).header("idempotency-key", "b").send();
    let [one, two]: [Value; 2] =
        [change().await.unwrap().json().await.unwrap(), change().await.unwrap().json().await.unwrap()];
    assert!(one == two && one["secret"] != made["secret"]);
    let told: Value = ask(Method::GET, &path).send().await.unwrap().json().await.unwrap();
    assert_eq!((&told["subscription"]["name"], &told["dead_letters"]), (&json!("Opdigtet lager"), &json!([])));
    let replayed: Value = ask(Method::POST, &format!("{path}/replay")).send().await.unwrap().json().await.unwrap();
    assert_eq!(replayed, json!({ "replayed": 0 }));
    assert_eq!(ask(Method::DELETE, &path).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(problem::code(ask(Method::DELETE, &path).send().await.unwrap()).await, "404 subscription_not_found");
    let list: Value = ask(Method::GET, "/subscriptions").send().await.unwrap().json().await.unwrap();
    assert_eq!(list, json!({ "subscriptions": [] }));
    app.stop().await;
}

#[tokio::test]
async fn what_cannot_be_a_subscription_is_refused() {
    let app = TestApp::start_feeding(Client::new(Reach::World).unwrap()).await;
    let token = app.token().await;
    let subscribe = |body: Value| {
        let request = app.request(Method::POST, "/api/v1/subscriptions").bearer_auth(&token);
        request.header("idempotency-key", "a").json(&body).send()
    };
    for (name, kind, target) in [
        ("Opdigtet", "webhook", "https://169.254.169.254/latest/meta-data"),
        ("Opdigtet", "webhook", "http://example.dk/"),
        ("Opdigtet", "pigeon", "https://example.dk/"),
        ("Opdigtet", "nats", "nabosvar.observations"),
        ("", "webhook", "https://example.dk/"),
    ] {
        let reply = subscribe(json!({ "name": name, "kind": kind, "target": target })).await.unwrap();
        assert_eq!(problem::code(reply).await, "422 subscription_invalid", "{name} {kind} {target}");
    }
    let nowhere = json!({ "name": "a", "kind": "folder", "programme": uuid::Uuid::nil() });
    assert_eq!(problem::code(subscribe(nowhere).await.unwrap()).await, "404 programme_not_found");
    let analyst = tokens::create(&app.services, &Actor::operator(), invented::token(Role::Analyst)).await.unwrap().0;
    let refused = app.request(Method::GET, "/api/v1/subscriptions").bearer_auth(analyst.expose()).send().await;
    assert_eq!(problem::code(refused.unwrap()).await, "403 not_permitted");
    app.stop().await;
}

#[tokio::test]
async fn an_administrator_makes_a_subscription_and_looks_after_what_could_not_be_sent() {
    let (app, receiver) = (start().await, Receiver::open().await);
    let administrator = app.staff(Role::Administrator, Place::Installation).await;
    assert!(app.page(&administrator, "/staff/indicators").await.contains(LIST));
    assert!(app.page(&administrator, LIST).await.contains("Der er ingen abonnementer endnu."));
    let id = uuid::Uuid::from_u128(77).to_string();
    let typed = |name, target| {
        [
            ("id", id.as_str()),
            ("name", name),
            ("kind", "webhook"),
            ("target", target),
            ("programme", ""),
            ("begin", "first"),
        ]
    };
    for (wrong, field) in [(typed("", &receiver.address), "name"), (typed("Opdigtet", "http://example.dk"), "target")] {
        let refused = app.send(&administrator, LIST, &wrong).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().await.unwrap().contains(&format!("href=\"#{field}\"")));
    }
    // A way that this installation does not have is not offered, and refused where it is asked for.
    let page = app.page(&administrator, LIST).await;
    assert!(page.contains("value=\"folder\"") && !page.contains("value=\"nats\""), "{page}");
    let stream = [("name", "Opdigtet"), ("kind", "nats"), ("target", "nabosvar.observations")];
    let refused = app.send(&administrator, LIST, &stream).await.text().await.unwrap();
    assert!(refused.contains("Installationen har ingen NATS-server."), "{refused}");
    let made = app.send(&administrator, LIST, &typed("Opdigtet <b>lager", &receiver.address)).await;
    assert_eq!(made.headers()["cache-control"], "no-store");
    let made = made.text().await.unwrap();
    let secret = made.split("whsec_").nth(1).and_then(|rest| rest.split('<').next()).expect("the secret");
    receiver.trusts(&[format!("whsec_{secret}")]);
    receiver.decides(|_| Fate::Refused(500));
    let again =
        app.send(&administrator, LIST, &typed("Opdigtet <b>lager", &receiver.address)).await.text().await.unwrap();
    assert!(again.contains(secret), "the same form again is answered the same");
    let one = made
        .split("href=\"")
        .find_map(|rest| rest.split_once('"').filter(|(to, _)| to.starts_with(&format!("{LIST}/"))));
    let one = one.expect("the way on").0.to_owned();
    let page = app.page(&administrator, &one).await;
    assert!(page.contains("Opdigtet &lt;b&gt;lager") && !page.contains(secret), "{page}");
    assert!(page.contains("Der er ikke noget, der venter"), "{page}");
    for (path, fields) in [("replay", &[][..]), ("skip", &[("number", "1")][..])] {
        assert_eq!(location(&app.send(&administrator, &format!("{one}/{path}"), fields).await), one);
    }
    let request = uuid::Uuid::from_u128(78).to_string();
    let changed =
        app.send(&administrator, &format!("{one}/secret"), &[("request", &request)]).await.text().await.unwrap();
    assert!(changed.contains("whsec_") && !changed.contains(secret));
    let again = app.send(&administrator, LIST, &typed("Opdigtet <b>lager", &receiver.address)).await;
    assert_eq!(location(&again), LIST, "and shows no secret that was made since");
    let other = uuid::Uuid::from_u128(79).to_string();
    app.send(&administrator, &format!("{one}/secret"), &[("request", &other)]).await;
    let back = app.send(&administrator, &format!("{one}/secret"), &[("request", &request)]).await.text().await.unwrap();
    let shown = |page: &str| page.split("whsec_").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    assert_ne!(shown(&back), shown(&changed), "an old form brings no secret back");
    assert_eq!(location(&app.send(&administrator, &format!("{one}/end"), &[]).await), LIST);
    assert_eq!(administrator.get(app.url(&one)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    app.stop().await;
}

#[tokio::test]
async fn who_looks_after_one_programme_sends_nothing_of_all() {
    let app = start().await;
    let programme = invented::programme(&app.services).await;
    let local = app.staff(Role::Administrator, Place::Programme(programme)).await;
    assert!(!app.page(&local, "/staff/indicators").await.contains(LIST));
    assert_eq!(local.get(app.url(LIST)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let command = Command {
        id: app.services.clock.identity(),
        name: "Opdigtet".parse().unwrap(),
        kind: Kind::Folder,
        target: String::new(),
        programme: Some(programme),
        begin: Begin::First,
    };
    let made = subscribe::create(&app.services, &Actor::operator(), command).await.unwrap();
    let one = format!("{LIST}/{}", made.id);
    assert_eq!(local.get(app.url(&one)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(app.send(&local, &format!("{one}/end"), &[]).await.status(), StatusCode::NOT_FOUND);
    let coordinator = app.staff(Role::Coordinator, Place::Installation).await;
    assert_eq!(coordinator.get(app.url(LIST)).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    app.stop().await;
}

#[tokio::test]
async fn what_messages_hold_is_described_beside_the_api() {
    let app = TestApp::start().await;
    let reply = app.get("/api/asyncapi.yaml").await;
    assert_eq!(reply.headers()["content-type"], "application/yaml");
    assert!(reply.text().await.unwrap().starts_with("asyncapi: 3.0.0\n"));
    app.stop().await;
}
