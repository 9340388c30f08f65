//! Every page for staff against what people and programs send by mistake or on purpose: found by going through the pages, so that
//! a page that comes later is held to the same.

use std::collections::BTreeSet;

use nabosvar::access::{Place, Role};
use nabosvar::service::demo;
use reqwest::{Client, Method, StatusCode};
use uuid::Uuid;

use crate::crawl::{Form, Found, kind};
use crate::harness::TestApp;
use crate::invented;
use crate::people::browser;

/// What nobody may ever see in a page as it was typed.
const MARK: &str = "<b id=bad>\"'`";

/// What is typed where something else belongs.
fn hostile() -> Vec<String> {
    vec![
        String::new(),
        MARK.to_owned(),
        "æ".repeat(20_000),
        "one\nBcc: everybody@invented.example".to_owned(),
        "\0\u{202e}\u{feff}🏚️".to_owned(),
        "-9223372036854775809".to_owned(),
        "99999-99-99".to_owned(),
        "../../../etc/passwd".to_owned(),
        Uuid::nil().to_string(),
    ]
}

async fn demonstration() -> TestApp {
    let app = TestApp::start().await;
    demo::seed(&app.services).await.expect("a demonstration");
    app
}

/// Logs in again where a form has ended the visit.
async fn still_in(app: &TestApp, client: Client) -> Client {
    let status = client.get(app.url("/staff")).send().await.expect("the server replies").status();
    if status == StatusCode::OK { client } else { app.staff(Role::Administrator, Place::Installation).await }
}

#[tokio::test]
async fn nothing_that_is_typed_breaks_a_page_or_becomes_part_of_it() {
    let app = demonstration().await;
    let mut client = app.staff(Role::Administrator, Place::Installation).await;
    let found = Found::by(&app, &client).await;
    let mut actions = BTreeSet::new();
    for form in found.forms {
        // One form of each kind and with each step of it.
        let steps: Vec<_> = form.fields.iter().filter(|(name, _)| name == "deed").collect();
        if !actions.insert(format!("{:?} {steps:?} {}", kind(&form.action), form.fields.len())) {
            continue;
        }
        for field in 0..form.fields.len() {
            for value in hostile() {
                client = answers_well(&app, client, &form.with(field, &value)).await;
            }
        }
        for body in ["", "=", "%", "a=%ff&a=%00", "{\"a\":[1]}"] {
            for content_type in
                ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=a", ""]
            {
                let request = client.post(app.url(&form.action)).header("content-type", content_type).body(body);
                let status = request.send().await.unwrap().status();
                assert!(!status.is_server_error(), "{} {content_type} {body}: {status}", form.action);
            }
            client = still_in(&app, client).await;
        }
    }
    assert!(actions.len() > 15, "there are more forms than {actions:?}");
    for (address, body) in Found::by(&app, &client).await.pages {
        assert!(!body.contains(MARK), "{address} shows what was typed as it is");
    }
    app.stop().await;
}

async fn answers_well(app: &TestApp, client: Client, form: &Form) -> Client {
    let response = form.request(app, &client).send().await.expect("the server replies");
    let status = response.status();
    assert!(!status.is_server_error(), "{form:?}: {status}");
    assert!(!response.text().await.expect("a body").contains(MARK), "{form:?} is shown as it is");
    still_in(app, client).await
}

#[tokio::test]
async fn no_address_breaks_a_page() {
    let app = demonstration().await;
    let client = app.staff(Role::Administrator, Place::Installation).await;
    let odd = ["", "%00", "%ff", "..%2f..", "%3Cb%20id%3Dbad%3E", "-1", &"a".repeat(3000), "1e400", "%F0%9F%8F%9A"];
    for path in http_paths() {
        for value in odd {
            let pieces: Vec<_> =
                path.split('/').map(|piece| if piece.starts_with(':') { value } else { piece }).collect();
            let filled = pieces.join("/");
            let queries = ["before", "month", "status", "view", "text", "saved", "after"]
                .map(|name| format!("?{name}={value}&{name}=2"));
            for query in queries.iter().map(String::as_str).chain([""]) {
                let response = client.get(app.url(&format!("{filled}{query}"))).send().await.unwrap();
                let status = response.status();
                assert!(!status.is_server_error(), "{filled}{query}: {status}");
                assert!(!response.text().await.unwrap_or_default().contains("<b id=bad>"), "{filled}{query}");
            }
        }
    }
    app.stop().await;
}

fn http_paths() -> BTreeSet<&'static str> {
    nabosvar::http::needs().into_iter().filter(|page| page.method == Method::GET).map(|page| page.path).collect()
}

/// What belongs to one programme is for the people of another what does not exist: the same words, and nothing happens.
#[tokio::test]
async fn nobody_finds_or_changes_what_belongs_to_another_programme() {
    let app = demonstration().await;
    let elsewhere = invented::programme(&app.services).await;
    let insider = app.staff(Role::Administrator, Place::Installation).await;
    let before = Found::by(&app, &insider).await;
    let is_own = |address: &str| address.contains(&elsewhere.to_string());
    let mut addresses = with_identity(before.pages.keys());
    addresses.retain(|address| !is_own(address));
    assert!(addresses.len() > 8, "{addresses:?}");
    for role in Role::OF_PEOPLE {
        let outsider = app.staff(role, Place::Programme(elsewhere)).await;
        for address in &addresses {
            let get = |address: String| outsider.get(app.url(&address)).send();
            let (real, unreal) = (get((*address).clone()).await.unwrap(), get(unknown(address)).await.unwrap());
            assert_ne!(real.status(), StatusCode::OK, "{role:?} {address}");
            assert_eq!(real.status(), unreal.status(), "{role:?} {address}");
            assert_eq!(said(&real.text().await.unwrap()), said(&unreal.text().await.unwrap()), "{role:?} {address}");
        }
        let foreign = |form: &&Form| identity(&form.action).is_some() && !is_own(&form.action);
        for form in before.forms.iter().filter(foreign) {
            let (real, unreal) = (form.clone(), Form { action: unknown(&form.action), ..form.clone() });
            let real = real.request(&app, &outsider).send().await.unwrap();
            let unreal = unreal.request(&app, &outsider).send().await.unwrap();
            assert_eq!(real.status(), unreal.status(), "{role:?} {form:?}");
            assert_eq!(said(&real.text().await.unwrap()), said(&unreal.text().await.unwrap()), "{role:?} {form:?}");
        }
        let nobody = browser();
        for address in &addresses {
            assert_eq!(nobody.get(app.url(address)).send().await.unwrap().status(), StatusCode::SEE_OTHER, "{address}");
        }
    }
    for (address, body) in &before.pages {
        // Who may come in has become more; everything else is as it was.
        if identity(address).is_some() {
            let now = insider.get(app.url(address)).send().await.unwrap().bytes().await.unwrap();
            let now = String::from_utf8_lossy(&now);
            assert_eq!(said(&now), said(body), "{address} was changed");
        }
    }
    app.stop().await;
}

fn with_identity<'a>(addresses: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    addresses.filter(|address| identity(address).is_some()).collect()
}

fn identity(address: &str) -> Option<&str> {
    address.split(['/', '?', '=', '&']).find(|piece| piece.parse::<Uuid>().is_ok())
}

/// The same address of something that does not exist.
fn unknown(address: &str) -> String {
    let known = identity(address).expect("an identity");
    address.replacen(known, &Uuid::from_u128(42).to_string(), 1)
}

/// What a page says, without the identities that are made anew for every form, and without its own address.
fn said(body: &str) -> String {
    let pieces = body.split_inclusive(['"', '/', '&', '?', '=']).map(|piece| {
        let bare = piece.trim_end_matches(['"', '/', '&', '?', '=']);
        if bare.parse::<Uuid>().is_ok() { "…" } else { piece }
    });
    pieces.collect()
}
