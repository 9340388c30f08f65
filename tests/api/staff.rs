//! The pages for staff, as a browser without scripts uses them: the way in, the way out, and who may go where.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::config::Config;
use nabosvar::http::{self, Needs};
use nabosvar::service::accounts::{self, Command};
use reqwest::header::{LOCATION, SET_COOKIE};
use reqwest::{Client, Method, Response, StatusCode, redirect};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::invented;
use crate::people::{PASSWORD, browser};

fn location(response: &Response) -> &str {
    response.headers()[LOCATION].to_str().expect("text")
}

#[tokio::test]
async fn one_logs_in_goes_on_where_one_was_and_logs_out() {
    let app = TestApp::start().await;
    let email = app.account(Role::Coordinator, Place::Installation).await;
    let browser = browser();
    let turned_away = browser.get(app.url("/staff?about=%C3%A6")).send().await.unwrap();
    assert_eq!(
        (turned_away.status(), location(&turned_away)),
        (StatusCode::SEE_OTHER, "/staff/log-in?to=%2Fstaff%3Fabout%3D%25C3%25A6")
    );
    let page = browser.get(app.url(location(&turned_away))).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(r#"name="to" value="/staff?about=%C3%A6""#), "{page}");

    let wrong = app.log_in(&browser, &email, "gul cykel under broen", "").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = wrong.text().await.unwrap();
    assert!(page.contains("passer ikke sammen") && page.contains(&email) && !page.contains("gul cykel"), "{page}");

    for (to, goes) in
        [("https://evil.example/staff/", "/staff"), ("//evil.example", "/staff"), ("/staff?about=x", "/staff?about=x")]
    {
        let right = app.log_in(&browser, &email, PASSWORD, to).await;
        assert_eq!((right.status(), location(&right)), (StatusCode::SEE_OTHER, goes));
    }
    let start = browser.get(app.url("/staff")).send().await.unwrap();
    assert_eq!(start.headers()["cache-control"], "no-store");
    assert!(start.text().await.unwrap().contains("Hej Opdigtet Person"));
    let form = [("language", "en")];
    browser.post(app.url("/staff/language")).form(&form).send().await.unwrap();
    assert!(browser.get(app.url("/staff")).send().await.unwrap().text().await.unwrap().contains("Hello"));
    let out = browser.post(app.url("/staff/log-out")).send().await.unwrap();
    assert_eq!(location(&out), "/staff/log-in");
    assert_eq!(browser.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::SEE_OTHER);
    app.stop().await;
}

#[tokio::test]
async fn a_key_is_new_with_every_login_and_the_old_one_is_nobodys() {
    let app =
        TestApp::start_with(Config { public_url: Some("https://svar.example.dk".to_owned()), ..Config::default() })
            .await;
    let email = app.account(Role::Reader, Place::Installation).await;
    let cookies = |response: &Response| -> Vec<String> {
        response.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
    };
    let plain = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
    let first = cookies(&app.log_in(&plain, &email, PASSWORD, "").await);
    let second = cookies(&app.log_in(&plain, &email, PASSWORD, "").await);
    for (one, other) in first.iter().zip(&second) {
        assert_ne!(one, other);
        assert!(one.starts_with("__Host-nabosvar-"), "{one}");
        assert!(one.contains("; Path=/; HttpOnly; SameSite=Lax") && one.ends_with("; Secure"), "{one}");
    }
    assert_eq!(first.len(), 2);
    let page = |cookie: &str| plain.get(app.url("/staff")).header("cookie", cookie.split(';').next().unwrap()).send();
    assert_eq!(page(&first[0]).await.unwrap().status(), StatusCode::OK);
    // A key that somebody else put into the browser is not taken over.
    let fixed = "__Host-nabosvar-staff=chosen-by-somebody-else";
    let in_with_it = plain
        .post(app.url("/staff/log-in"))
        .header("cookie", fixed)
        .form(&[("email", email.as_str()), ("password", PASSWORD)]);
    assert_eq!(in_with_it.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(page(fixed).await.unwrap().status(), StatusCode::SEE_OTHER);
    app.stop().await;
}

#[tokio::test]
async fn a_form_of_somebody_else_does_nothing() {
    let app = TestApp::start().await;
    let browser = app.staff(Role::Coordinator, Place::Installation).await;
    for needs in http::needs().into_iter().filter(|page| page.method == Method::POST) {
        let path = filled(needs.path);
        let request = browser.post(app.url(&path)).header("origin", "https://evil.example").form(&[("a", "b")]);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(browser.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::OK);
    app.stop().await;
}

/// Every page, for everybody: who may not is turned away, who may is not, and what does not exist is not there for anyone.
#[tokio::test]
async fn every_page_lets_in_who_has_what_it_needs_and_nobody_else() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    let nobody = browser();
    let mut people = vec![(None, browser())];
    for role in Role::OF_PEOPLE {
        people.push((Some(role), app.staff(role, Place::Programme(programme)).await));
    }
    for page in http::needs().into_iter().filter(|page| page.path != "/staff/log-out") {
        let path = filled(page.path);
        let send = |client: &Client| client.request(page.method.clone(), app.url(&path)).form(&[("a", "b")]).send();
        let without = send(&nobody).await.unwrap();
        let is_turned_away =
            without.status() == StatusCode::SEE_OTHER && location(&without).starts_with("/staff/log-in");
        assert_eq!(is_turned_away, page.needs != Needs::Nobody, "{page:?} without an account");
        for (role, client) in &people {
            let status = send(client).await.unwrap().status();
            let is_refused = match (page.needs, role) {
                (Needs::Permission(permission), Some(role)) => !role.permits(permission),
                _ => false,
            };
            assert_eq!(status == StatusCode::FORBIDDEN, is_refused, "{page:?} as {role:?}: {status}");
            assert!(!status.is_server_error(), "{page:?} as {role:?}: {status}");
        }
    }
    let unknown = people[1].1.get(app.url("/staff/unheard-of")).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    app.stop().await;
}

/// The address of something that does not exist.
fn filled(path: &str) -> String {
    let pieces = path
        .split('/')
        .map(|piece| if piece.starts_with(':') { Uuid::from_u128(42).to_string() } else { piece.to_owned() });
    pieces.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn a_password_is_set_by_a_link_once() {
    let app = TestApp::start().await;
    let command = Command {
        id: Uuid::from_u128(1),
        email: "opdigtet@example.dk".parse().unwrap(),
        name: "Opdigtet Person".parse().unwrap(),
        language: "en".to_owned(),
        grants: Vec::new(),
    };
    let (_, key) = accounts::create(&app.services, &Actor::operator(), command).await.unwrap();
    let path = accounts::link(&key, "");
    let page = app.get(&path).await.text().await.unwrap();
    assert!(page.contains("opdigtet@example.dk") && page.contains(r#"autocomplete="new-password""#), "{page}");
    let set = |password: &'static str| app.request(Method::POST, &path).form(&[("password", password)]).send();
    let short = set("kort").await.unwrap();
    assert_eq!(short.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().await.unwrap().contains("mindst 12 tegn"));
    let done = set(PASSWORD).await.unwrap();
    assert_eq!(location(&done), "/staff/log-in?password=set");
    assert_eq!(set(PASSWORD).await.unwrap().status(), StatusCode::GONE);
    assert_eq!(app.get("/staff/password/guessed").await.status(), StatusCode::GONE);
    app.stop().await;
}

#[tokio::test]
async fn an_administrator_makes_an_account_gives_it_a_role_and_reads_of_it_in_the_log() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    let browser = app.staff(Role::Administrator, Place::Installation).await;
    let page = browser.get(app.url("/staff/accounts/new")).send().await.unwrap().text().await.unwrap();
    let id = page.split(r#"name="id" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let place = programme.to_string();
    let fields = |email: &'static str| {
        let fields = [
            ("id", id.as_str()),
            ("email", email),
            ("name", "=Opdigtet"),
            ("role", "reader"),
            ("place", &place),
            ("language", "en"),
        ];
        browser.post(app.url("/staff/accounts/new")).form(&fields).send()
    };
    assert_eq!(fields("nonsense").await.unwrap().status(), StatusCode::UNPROCESSABLE_ENTITY);
    let made = fields("ny@example.dk").await.unwrap().text().await.unwrap();
    assert!(made.contains("/staff/password/"), "{made}");
    assert_eq!(fields("ny@example.dk").await.unwrap().status(), StatusCode::UNPROCESSABLE_ENTITY);
    let one = format!("/staff/accounts/one/{id}");
    let give = [("role", "coordinator"), ("place", "everything"), ("change", "give")];
    browser.post(app.url(&format!("{one}/roles"))).form(&give).send().await.unwrap();
    let shown = browser.get(app.url(&one)).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("Koordinator, Alt") && shown.contains("Invented programme"), "{shown}");
    let log = browser.get(app.url("/staff/log")).send().await.unwrap().text().await.unwrap();
    assert!(log.contains("Givet") && log.contains(&id) && !log.contains("ny@example.dk"), "{log}");
    let table = browser.get(app.url("/staff/log/export.csv")).send().await.unwrap().text().await.unwrap();
    assert!(table.starts_with("number,at,actor_kind") && table.contains(",given,role,"), "{table}");
    let local = app.staff(Role::Administrator, Place::Programme(programme)).await;
    assert_eq!(local.get(app.url("/staff/log")).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    app.stop().await;
}
