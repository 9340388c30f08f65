//! Mails to those who are invited, from the page on which staff send them to the page on which somebody stops them.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::mail::{Memory, Message, Transport, Webhook};
use nabosvar::service::invitations::{self, import, stop_link};
use reqwest::{Client, StatusCode};

use crate::harness::TestApp;
use crate::invented;
use crate::pages::location;
use crate::people::browser;
use crate::personal_codes;

const LIST: &str = "Navn;Adresse;E-mail;Sprog\nOpdigtet Familie;;et@invented.example;\n\
                    Anden Familie;;to@invented.example;arabisk\nTredje Familie;Opdigtet Allé 3;;\n";

struct Stage {
    app: TestApp,
    sent: Memory,

    staff: Client,
    at: String,
}

impl Stage {
    async fn set() -> Self {
        let sent = Memory::default();
        let app = TestApp::start_mailing(Transport::Memory(sent.clone())).await;
        let wave = personal_codes::wave(&app).await;
        import::import(&app.services, &Actor::operator(), wave.id, LIST.as_bytes()).await.expect("the list is taken");
        let staff = app.staff(Role::Coordinator, Place::Installation).await;
        let at = format!("/staff/waves/{}/mails", wave.id);
        Self { app, sent, staff, at }
    }

    async fn send(&self, fields: &[(&str, &str)]) -> reqwest::Response {
        self.app.send(&self.staff, &self.at, fields).await
    }

    /// The mails to both who have an address, when the worker has sent them.
    async fn mails(&self) -> Vec<Message> {
        assert_eq!(location(&self.send(&[("deed", "send"), ("seen", "2")]).await), format!("{}?sent=2", self.at));
        self.app.services.clock.set(&"2026-11-21T12:01:00+01:00[Europe/Copenhagen]".parse().unwrap());
        let mut mails = Vec::new();
        while mails.len() < 2 {
            self.sent.added().await;
            mails.extend(self.sent.take());
        }
        mails.sort_by_key(|mail| mail.to.to_string());
        mails
    }
}

/// The path of the link with this in it.
fn path(mail: &Message, part: &str) -> String {
    let line = mail.text.lines().find(|line| line.starts_with("http") && line.contains(part)).expect("a link");
    line[line.find(part).expect("it is there")..].to_owned()
}

#[tokio::test]
async fn staff_see_what_goes_out_and_send_it_once() {
    let stage = Stage::set().await;
    let page = stage.app.page(&stage.staff, &stage.at).await;
    for words in ["2 får en besked, når du sender.", "1 kan hverken nås", "et@invented.example", "/i/•••"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("lang=\"ar\" dir=\"rtl\"") && page.contains("post@invented.example"), "{page}");
    let look = format!("{}/look?language=ar&reminder=true", stage.at);
    let reply = stage.staff.get(stage.app.url(&look)).send().await.unwrap();
    assert!(reply.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
    assert!(reply.text().await.unwrap().contains("<html lang=\"ar\" dir=\"rtl\">"));

    let changed = stage.send(&[("deed", "send"), ("seen", "3")]).await;
    assert_eq!(changed.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(changed.text().await.unwrap().contains("Listen er ændret imens."));
    let mails = stage.mails().await;
    assert_eq!(
        mails.iter().map(|mail| mail.to.to_string()).collect::<Vec<_>>(),
        ["et", "to"].map(|name| format!("{name}@invented.example"))
    );
    assert_eq!(location(&stage.send(&[("deed", "send"), ("seen", "2")]).await), format!("{}?sent=0", stage.at));
    let first = stage.app.get(&path(&mails[0], "/i/")).await;
    assert!(first.status().is_redirection() || first.status() == StatusCode::OK, "{}", first.status());
    assert!(stage.app.page(&stage.staff, &stage.at).await.contains("2 er skrevet til."));

    let other = Place::Programme(invented::programme(&stage.app.services).await);
    let other = stage.app.staff(Role::Coordinator, other).await;
    for end in ["", "/look?language=da"] {
        let found = other.get(stage.app.url(&format!("{}{end}", stage.at))).send().await.unwrap();
        assert_eq!(found.status(), StatusCode::NOT_FOUND, "{end}");
    }
    for (end, deed) in [("", "send"), ("", "again"), ("/reminders", "add"), ("/reminders", "remove")] {
        let fields = [("deed", deed), ("date", "2026-11-25"), ("on", "2026-11-25")];
        let found = stage.app.send(&other, &format!("{}{end}", stage.at), &fields).await;
        assert_eq!(found.status(), StatusCode::NOT_FOUND, "{deed}");
    }
    stage.app.stop().await;
}

#[tokio::test]
async fn days_of_reminders_are_set_and_what_is_wrong_is_said_beside_them() {
    let stage = Stage::set().await;
    let reminders = format!("{}/reminders", stage.at);
    for (days, day, words) in [
        ("", "", "Skriv et antal dage eller en dato."),
        ("3", "2026-11-25", "Skriv et antal dage eller en dato."),
        ("-1", "", "Skriv et antal dage eller en dato."),
        ("65535", "", "Målingen er slut den dag."),
        ("", "2026-11-20", "Dagen er gået."),
        ("", "i morgen", "Skriv et antal dage eller en dato."),
    ] {
        let reply = stage.app.send(&stage.staff, &reminders, &[("days", days), ("date", day)]).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "{days} {day}");
        assert!(reply.text().await.unwrap().contains(words), "{days} {day}");
    }
    for fields in [[("days", "24"), ("date", "")], [("days", ""), ("date", "2026-11-27")]] {
        assert_eq!(location(&stage.app.send(&stage.staff, &reminders, &fields).await), stage.at);
    }
    let page = stage.app.page(&stage.staff, &stage.at).await;
    assert!(page.contains("25. november 2026") && page.contains("27. november 2026"), "{page}");
    for _ in 0..2 {
        let fields = [("deed", "remove"), ("on", "2026-11-25")];
        assert_eq!(location(&stage.app.send(&stage.staff, &reminders, &fields).await), stage.at);
    }
    assert!(!stage.app.page(&stage.staff, &stage.at).await.contains("25. november 2026"));
    stage.app.stop().await;
}

#[tokio::test]
async fn a_link_in_a_mail_stops_them_with_one_button_and_with_one_request() {
    let stage = Stage::set().await;
    let mails = stage.mails().await;
    let stops: Vec<String> = mails.iter().map(|mail| path(mail, "/stop/")).collect();
    assert!(mails[0].stop.as_ref().is_some_and(|stop| stop.ends_with(&stops[0])));
    let nobody = browser();
    // In the language of the mail, or another that is chosen. Looking stops nothing.
    let page = stage.app.page(&nobody, &stops[1]).await;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains("method=\"post\""), "{page}");
    let page = stage.app.page(&nobody, &format!("{}?language=da", stops[1])).await;
    assert!(page.contains("Vil du ikke have flere beskeder?") && page.contains("action=\"?language=da\""), "{page}");
    let overview = async || stage.app.page(&stage.staff, &stage.at).await;
    assert!(!overview().await.contains("vil ikke høre mere"));
    // A program that reads mail sends no cookie and says nothing of where it comes from; some say that it is elsewhere.
    for _ in 0..2 {
        let one_click = nobody.post(stage.app.url(&stops[0])).header("sec-fetch-site", "cross-site");
        let reply = one_click.form(&[("List-Unsubscribe", "One-Click")]).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        assert!(reply.text().await.unwrap().contains("Du får ikke flere beskeder"));
    }
    assert!(overview().await.contains("1 vil ikke høre mere."));
    assert!(stage.app.page(&nobody, &stops[0]).await.contains("Du får ikke flere beskeder"));
    let (id, key) = stops[1].trim_start_matches("/stop/").split_once('/').unwrap();
    let zeros = "0".repeat(64);
    for wrong in [format!("/stop/{id}/{zeros}"), format!("/stop/{id}/x"), format!("/stop/x/{key}")] {
        let reply = nobody.post(stage.app.url(&wrong)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{wrong}");
    }
    assert!(overview().await.contains("1 vil ikke høre mere."));
    stage.app.stop().await;
}

#[tokio::test]
async fn an_sms_is_shown_with_what_it_costs_and_stopped_by_its_short_link() {
    let gateway =
        Webhook::new("NABOSVAR_SMS_WEBHOOK", "https://invented.example", &"YWJj".repeat(10)).expect("a webhook");
    let app = TestApp::start_texting(gateway).await;
    let wave = personal_codes::wave(&app).await;
    let list = "Navn;Telefon;Sprog\nOpdigtet Familie;20 12 34 56;\nAnden Familie;20 12 34 57;arabisk\n";
    import::import(&app.services, &Actor::operator(), wave.id, list.as_bytes()).await.expect("the list is taken");
    let staff = app.staff(Role::Coordinator, Place::Installation).await;
    let at = format!("/staff/waves/{}/mails", wave.id);
    let page = app.page(&staff, &at).await;
    for words in ["2 pr. sms", "+4520123456", "GSM-7)", "UCS-2)", "Ikke flere beskeder:", "/i/••••••••••••••"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("/mails/look"), "an SMS has no looks");
    let look = staff.get(app.url(&format!("{at}/look?way=sms&language=da"))).send().await.expect("an answer");
    assert_eq!(look.status(), StatusCode::NOT_FOUND);

    let (_, invited) = invitations::list(&app.services, &Actor::operator(), wave.id).await.expect("the list");
    let short = stop_link::short(&app.services, invited[0].id);
    let path = &short[short.find("/stop/").expect("a path")..];
    let nobody = browser();
    assert!(app.page(&nobody, path).await.contains("method=\"post\""));
    let capitals = path.replace("/stop/", "").to_uppercase();
    let reply = nobody.post(app.url(&format!("/stop/{capitals}"))).send().await.expect("an answer");
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(app.page(&staff, &at).await.contains("1 vil ikke høre mere."));
    for wrong in [&path[..path.len() - 1], "/stop/x", &format!("/stop/{}", "0".repeat(39))] {
        let reply = nobody.post(app.url(wrong)).send().await.expect("an answer");
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{wrong}");
    }
    app.stop().await;
}

#[tokio::test]
async fn staff_let_messages_go_by_themselves_and_take_it_back() {
    let stage = Stage::set().await;
    assert!(stage.app.page(&stage.staff, &stage.at).await.contains("kun, når nogen trykker på send."));
    for (from, words) in [("2026-11-20", "Dagen er gået."), ("2026-12-24", "slut den dag"), ("x", "Skriv en dato")] {
        let reply = stage.send(&[("deed", "by-itself"), ("from", from)]).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        assert!(reply.text().await.expect("a page").contains(words), "{from}");
    }
    for (from, date) in [("", "1. november 2026"), ("2026-11-25", "25. november 2026")] {
        assert_eq!(location(&stage.send(&[("deed", "by-itself"), ("from", from)]).await), stage.at);
        let page = stage.app.page(&stage.staff, &stage.at).await;
        assert!(page.contains(&format!("af sig selv fra {date} til og med 30. november 2026.")), "{page}");
    }
    assert_eq!(location(&stage.send(&[("deed", "by-hand")]).await), stage.at);
    assert!(stage.app.page(&stage.staff, &stage.at).await.contains("kun, når nogen trykker på send."));
    stage.app.stop().await;
}
