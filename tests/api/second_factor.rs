//! The second factor on its pages, as a browser without scripts uses them.

use nabosvar::access::{Actor, Duty, Place, Role};
use nabosvar::service::accounts;
use nabosvar::store::second_factor;
use reqwest::header::LOCATION;
use reqwest::{Client, Response, StatusCode};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::people::{PASSWORD, browser};

const SECOND: &str = "/staff/account/second-factor";

async fn post(app: &TestApp, client: &Client, path: &str, form: &[(&str, &str)]) -> Response {
    client.post(app.url(path)).form(form).send().await.unwrap()
}

async fn account(app: &TestApp, email: &str) -> Uuid {
    accounts::find_by_email(&app.services, &email.parse().unwrap()).await.unwrap().unwrap().id
}

async fn code(app: &TestApp, account: Uuid) -> String {
    let found = second_factor::find(&app.services.db, account).await.unwrap().unwrap();
    let phone = totp_rs::Builder::new().with_secret(found.secret).build().unwrap();
    phone.generate(app.services.clock.now().timestamp().as_second().try_into().unwrap()).to_string()
}

fn wait(app: &TestApp) {
    app.services.clock.set(&app.services.clock.now().checked_add(jiff::SignedDuration::from_secs(30)).unwrap());
}

/// Sets it up on its pages, and gives the page with the codes.
async fn set_up(app: &TestApp, client: &Client, account: Uuid) -> String {
    let page = post(app, client, SECOND, &[("present", PASSWORD)]).await.text().await.unwrap();
    assert!(page.contains("<svg") && page.contains("otpauth://totp/Nabosvar:"), "{page}");
    let seed = page.split(r#"name="seed" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = post(app, client, &format!("{SECOND}/confirm"), &[("code", "000000"), ("seed", &seed)]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("<svg"), "the picture is still there");
    let code = code(app, account).await;
    let codes = post(app, client, &format!("{SECOND}/confirm"), &[("code", &code), ("seed", &seed)]).await;
    wait(app);
    codes.text().await.unwrap()
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_one_goes_on_where_one_wanted_to() {
    let app = TestApp::start().await;
    let email = app.account(Role::Reader, Place::Installation).await;
    let (owner, id) = (browser(), account(&app, &email).await);
    app.log_in(&owner, &email, PASSWORD, "").await;
    let wrong = post(&app, &owner, SECOND, &[("present", "gul cykel under broen")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let codes = set_up(&app, &owner, id).await;
    assert_eq!(codes.matches("<code>").count(), 10);
    assert!(!owner.get(app.url(SECOND)).send().await.unwrap().text().await.unwrap().contains("otpauth"));

    let other = browser();
    assert_eq!(other.get(app.url("/staff/log-in/code")).send().await.unwrap().status(), StatusCode::GONE);
    let asked = app.log_in(&other, &email, PASSWORD, "/staff?about=x").await;
    assert_eq!(asked.headers()[LOCATION], "/staff/log-in/code?to=%2Fstaff%3Fabout%3Dx");
    let cookie = asked.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("nabosvar-step=") && cookie.contains("HttpOnly") && cookie.contains("Max-Age=300"));
    assert_eq!(other.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::SEE_OTHER, "not in yet");
    let page = other.get(app.url("/staff/log-in/code?to=%2Fstaff")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(r#"autocomplete="one-time-code""#) && page.contains(r#"inputmode="numeric""#), "{page}");
    let show =
        async |code: &str, to: &str| post(&app, &other, "/staff/log-in/code", &[("code", code), ("to", to)]).await;
    let wrong = show("000000", "").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("Koden passer ikke"));
    let right = show(&code(&app, id).await, "//evil.example").await;
    assert_eq!((right.status(), right.headers()[LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/staff"));
    assert_eq!(other.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::OK);
    let off = post(&app, &owner, &format!("{SECOND}/off"), &[("present", PASSWORD)]).await;
    assert_eq!(off.headers()[LOCATION], "/staff/account?done=second-factor");
    app.stop().await;
}

#[tokio::test]
async fn who_owes_one_sets_it_up_and_does_nothing_else_before() {
    let app = TestApp::start_demanding(Duty::Administrators).await;
    let reader = app.staff(Role::Reader, Place::Installation).await;
    assert_eq!(reader.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::OK);
    let email = app.account(Role::Administrator, Place::Installation).await;
    let (browser, id) = (browser(), account(&app, &email).await);
    app.log_in(&browser, &email, PASSWORD, "").await;
    for path in ["/staff", "/staff/accounts", "/staff/account", "/staff/log/export.csv"] {
        let led = browser.get(app.url(path)).send().await.unwrap();
        assert_eq!(
            (led.status(), led.headers()[LOCATION].to_str().unwrap()),
            (StatusCode::SEE_OTHER, SECOND),
            "{path}"
        );
    }
    let other = format!("/staff/accounts/one/{id}");
    for path in [format!("{other}/link"), "/staff/account/password".to_owned(), "/staff/accounts/new".to_owned()] {
        let led = post(&app, &browser, &path, &[("a", "b")]).await;
        assert_eq!(led.headers()[LOCATION], SECOND, "{path}");
    }
    let page = browser.get(app.url(SECOND)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Din rolle kræver") && !page.contains("/staff/accounts"), "{page}");
    set_up(&app, &browser, id).await;
    assert_eq!(browser.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::OK);
    app.stop().await;
}

#[tokio::test]
async fn an_administrator_resets_it_and_the_page_says_so() {
    let app = TestApp::start().await;
    let email = app.account(Role::Reader, Place::Installation).await;
    let (owner, id) = (browser(), account(&app, &email).await);
    app.log_in(&owner, &email, PASSWORD, "").await;
    set_up(&app, &owner, id).await;
    let administrator = app.staff(Role::Administrator, Place::Installation).await;
    let one = format!("/staff/accounts/one/{id}");
    let show = async || administrator.get(app.url(&one)).send().await.unwrap().text().await.unwrap();
    assert!(show().await.contains("Nulstil koden"));
    let coordinator = app.staff(Role::Coordinator, Place::Installation).await;
    let refused = post(&app, &coordinator, &format!("{one}/second-factor"), &[]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    post(&app, &administrator, &format!("{one}/second-factor"), &[]).await;
    assert!(!show().await.contains("Nulstil koden"));
    assert_eq!(app.log_in(&browser(), &email, PASSWORD, "").await.headers()[LOCATION], "/staff");
    let log = administrator.get(app.url("/staff/log")).send().await.unwrap().text().await.unwrap();
    assert!(log.contains(&format!("Kode ved login {id}")), "{log}");
    assert!(accounts::find(&app.services, &Actor::operator(), id).await.unwrap().is_some());
    app.stop().await;
}
