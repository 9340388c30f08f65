//! A forgotten password: the same words for everybody, and a link for who has the mail box.

use jiff::SignedDuration;
use nabosvar::access::{Actor, Place, Role};
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::accounts;
use nabosvar::store::second_factor;
use reqwest::StatusCode;

use crate::harness::TestApp;
use crate::people::{PASSWORD, browser};

const FORGOTTEN: &str = "/staff/log-in/forgotten";
const NEXT: &str = "blå bænk bag skuret";

/// What the page says to an address.
async fn ask(app: &TestApp, email: &str) -> (StatusCode, String) {
    let reply = browser().post(app.url(FORGOTTEN)).form(&[("email", email)]).send().await.unwrap();
    (reply.status(), reply.text().await.unwrap())
}

/// The path of the link in the next mail, which is for somebody.
async fn link(sent: &Memory, email: &str) -> String {
    sent.added().await;
    let mails = sent.take();
    let [mail] = &mails[..] else { panic!("one mail: {mails:?}") };
    assert_eq!(mail.to.to_string(), email);
    let at = mail.text.find("/staff/password/").expect("a link");
    mail.text[at..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn everybody_is_told_the_same_and_the_owner_gets_a_link_for_an_hour() {
    let sent = Memory::default();
    let app = TestApp::start_mailing(Transport::Memory(sent.clone())).await;
    let email = app.account(Role::Reader, Place::Installation).await;
    let blocked = app.account(Role::Reader, Place::Installation).await;
    let account =
        async |email: &str| accounts::find_by_email(&app.services, &email.parse().unwrap()).await.unwrap().unwrap().id;
    let id = account(&blocked).await;
    accounts::set_blocked(&app.services, &Actor::operator(), id, true).await.unwrap();
    let page = app.get("/staff/log-in").await.text().await.unwrap();
    assert!(page.contains(FORGOTTEN), "{page}");
    let mut told = Vec::new();
    for asked in [&blocked, "ingen@example.dk", &email.to_uppercase()] {
        let (status, page) = ask(&app, asked).await;
        assert_eq!(status, StatusCode::OK);
        told.push(page.replace(&asked.to_lowercase(), "(e-mail)"));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
    // The worker does what waits in its order, and only one of the three gets a mail.
    let path = link(&sent, &email).await;

    let session = browser();
    app.log_in(&session, &email, PASSWORD, "").await;
    let tx = app.services.db.begin().await.unwrap();
    second_factor::begin(&tx, account(&email).await, *b"an invented secret..").await.unwrap();
    second_factor::confirm(&tx, account(&email).await, app.services.clock.today(), 1).await.unwrap();
    tx.commit().await.unwrap();
    let choose = async |path: &str| browser().post(app.url(path)).form(&[("password", NEXT)]).send().await.unwrap();
    assert_eq!(choose(&path).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(choose(&path).await.status(), StatusCode::GONE);
    assert_eq!(session.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::SEE_OTHER, "it is over");
    let asked = app.log_in(&browser(), &email, NEXT, "").await;
    assert_eq!(asked.headers()["location"], "/staff/log-in/code", "the second factor is still there");

    ask(&app, &email).await;
    let late = link(&sent, &email).await;
    let over = app.services.clock.now().checked_add(SignedDuration::from_hours(1)).unwrap();
    app.services.clock.set(&over);
    assert_eq!(choose(&late).await.status(), StatusCode::GONE);
    app.stop().await;
}

#[tokio::test]
async fn asking_again_and_again_is_slowed_down_and_makes_no_login_wait() {
    let app = TestApp::start_mailing(Transport::Memory(Memory::default())).await;
    let email = app.account(Role::Reader, Place::Installation).await;
    for asked in [email.as_str(), "ingen@example.dk"] {
        for _ in 0..5 {
            assert_eq!(ask(&app, asked).await.0, StatusCode::OK);
        }
        let (status, page) = ask(&app, asked).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("for mange gange"), "{page}");
    }
    assert_eq!(ask(&app, "intet").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.log_in(&browser(), &email, PASSWORD, "").await.headers()["location"], "/staff");
    app.stop().await;
}

#[tokio::test]
async fn where_nobody_sends_mails_there_is_no_such_page() {
    let app = TestApp::start().await;
    let page = app.get("/staff/log-in").await.text().await.unwrap();
    assert!(!page.contains(FORGOTTEN) && page.contains("bed din administrator"), "{page}");
    assert_eq!(app.get(FORGOTTEN).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ask(&app, "opdigtet@example.dk").await.0, StatusCode::NOT_FOUND);
    app.stop().await;
}
