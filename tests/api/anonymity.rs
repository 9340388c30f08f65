//! What log and metrics tell while a wave is carried through: that somebody came, and when, and never who or what. The database
//! is attacked in `tests/service/anonymity`.

use nabosvar::access::Actor;
use nabosvar::config::Config;
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::invitations::mails::reminders::{self, When};
use nabosvar::service::invitations::{self, Invitation, import, mails, stop_link};
use nabosvar::service::waves::{self, Wave};
use reqwest::{Client, Method, StatusCode};
use serde_json::json;

use crate::harness::TestApp;
use crate::log::{Heard, Kept, listen};
use crate::pages::{location, response_of};
use crate::people::browser;
use crate::personal_codes;
use crate::receipt::shown;

const PEOPLE: usize = 6;
const LANGUAGES: [&str; 2] = ["da", "en"];

/// What somebody has who reads logs and looks at metrics, and what none of that may hold.
struct Seen {
    /// What is logged with the settings as they come, and when somebody looks for a fault.
    logs: [Kept; 2],
    /// What metrics counted of requests and answers, after each step.
    counts: Vec<Vec<String>>,
    secrets: Vec<String>,
}

struct Stage {
    app: TestApp,
    wave: Wave,
    invited: Vec<Invitation>,
    /// Which of those who are invited comes first.
    shift: usize,
    seen: Seen,
}

impl Stage {
    async fn set(shift: usize, seen: Seen) -> (Self, Memory) {
        let sent = Memory::default();
        let config = Config { open_metrics: true, ..Config::default() };
        let app = TestApp::start_mailing_with(config, Transport::Memory(sent.clone())).await;
        let wave = personal_codes::wave(&app).await;
        let line = |at: usize| format!("Familien Opdigtet{at};guest{at}@invented.example\n");
        let list = format!("Navn;E-mail\n{}", (0..PEOPLE).map(line).collect::<String>());
        let actor = Actor::operator();
        import::import(&app.services, &actor, wave.id, list.as_bytes()).await.unwrap();
        let (_, invited) = invitations::list(&app.services, &actor, wave.id).await.unwrap();
        let mut stage = Self { app, wave, invited, shift, seen };
        for at in 0..PEOPLE {
            stage.keep_secrets(at);
        }
        (stage, sent)
    }

    fn invited(&self, at: usize) -> &Invitation {
        &self.invited[(at + self.shift) % PEOPLE]
    }

    fn code(&self, at: usize) -> String {
        invitations::code(&self.app.services, self.invited(at)).as_str().to_owned()
    }

    /// What leads to somebody who is invited, and what they say.
    fn keep_secrets(&mut self, at: usize) {
        let (key, one) = (&self.app.services.secret_key, self.invited(at).clone());
        let code = invitations::code(&self.app.services, &one);
        let more = [
            one.id.to_string(),
            one.id.simple().to_string(),
            one.contact.name,
            one.contact.email.unwrap(),
            code.as_str().to_owned(),
            code.on_paper(),
            key.hash(&code).to_string(),
            key.stop(one.id).to_string(),
            key.mail(one.id, 0).to_string(),
            key.mail(one.id, 1).to_string(),
            format!("Svar fra {at}"),
            format!("Svar+fra+{at}"),
            format!("invented-agent-{at}"),
        ];
        self.seen.secrets.extend(more);
    }

    /// Answers on a phone and gives the receipt.
    async fn answer(&mut self, at: usize) -> String {
        let (phone, app) = (phone(at), &self.app);
        // Somebody else reads in another language when others come first.
        let language = LANGUAGES[(at + self.shift) % 2];
        let link = format!("/i/{}/{language}", self.code(at));
        let send = async |path: String, fields: &[(&str, &str)]| {
            let form = phone.post(app.url(&path)).header("origin", app.url("")).form(fields);
            form.send().await.unwrap()
        };
        let begun = send(link.clone(), &[]).await;
        let cookie = begun.cookies().next().unwrap().value().to_owned();
        let name = format!("Svar fra {at}");
        send(format!("{link}/q/name"), &[("name", &name)]).await;
        send(format!("{link}/q/age"), &[("age", "42")]).await;
        send(format!("{link}/q/colours"), &[]).await;
        let review = app.page(&phone, &format!("{link}/review")).await;
        let id = response_of(&review).to_owned();
        let thanked = send(format!("{link}/review"), &[("response", &id)]).await;
        let thanks = app.page(&phone, location(&thanked)).await;
        send(format!("{link}/review"), &[("response", &id)]).await;
        let receipt = shown(&thanks).unwrap();
        self.seen.secrets.extend([cookie, id, receipt.clone(), receipt.replace(' ', "")]);
        self.count().await;
        receipt
    }

    /// Sends an answer by a program, again, and with other content.
    async fn put(&mut self, at: usize) {
        let id = self.app.services.clock.identity();
        let path = format!("/api/v1/forms/invented/versions/1/responses/{id}?wave={}", self.code(at));
        for (name, status) in [(format!("Svar fra {at}"), 201), (format!("Svar fra {at}"), 200), ("X".to_owned(), 409)]
        {
            let request = self.app.request(Method::PUT, &path).json(&json!({ "name": name }));
            assert_eq!(request.send().await.unwrap().status().as_u16(), status);
        }
        self.seen.secrets.push(id.to_string());
        self.count().await;
    }

    /// Looks at the metrics.
    async fn count(&mut self) {
        let metrics = self.app.get("/metrics").await.text().await.unwrap();
        self.seen.assert_none_of_it_in(&metrics, "the metrics");
        let labels =
            metrics.split(['{', ',']).skip(1).filter_map(|piece| piece.split_once("=\"")).map(|(name, _)| name);
        for label in labels {
            assert!(["route", "method", "status", "outcome", "schedule", "le"].contains(&label), "{label}");
        }
        let counts = metrics.lines().filter(|line| {
            line.starts_with("nabosvar_http_requests_total") || line.starts_with("nabosvar_answers_total")
        });
        let mut counts: Vec<String> = counts.map(str::to_owned).collect();
        counts.sort();
        self.seen.counts.push(counts);
    }
}

impl Seen {
    fn assert_none_of_it_in(&self, text: &str, what: &str) {
        for secret in &self.secrets {
            let line = text.lines().find(|line| line.contains(secret.as_str()));
            assert_eq!(line, None, "{secret} is in {what}");
        }
    }
}

fn phone(at: usize) -> Client {
    let builder = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.user_agent(format!("invented-agent-{at}")).build().unwrap()
}

/// Waits for so many mails of the server's own worker.
async fn mailed(sent: &Memory, count: usize) -> Vec<String> {
    let mut to = Vec::new();
    while to.len() < count {
        sent.added().await;
        to.extend(sent.take().iter().map(|mail| mail.to.to_string()));
    }
    to
}

/// A wave from its first mail to its last answer. `shift` says who comes first; what they do is the same.
async fn play(shift: usize) -> Seen {
    let Heard { usual, looking } = listen();
    let seen = Seen { logs: [usual, looking], counts: Vec::new(), secrets: Vec::new() };

    let (mut stage, sent) = Stage::set(shift, seen).await;
    let (actor, wave, services) = (Actor::operator(), stage.wave.id, stage.app.services.clone());
    let at = |moment: &str| services.clock.set(&format!("{moment}+01:00[Europe/Copenhagen]").parse().unwrap());
    mails::send(&services, &actor, wave, PEOPLE).await.unwrap();
    at("2026-11-21T12:01:00");
    mailed(&sent, PEOPLE).await;
    stage.count().await;
    let receipt = stage.answer(0).await;
    stage.put(1).await;
    let taken_back = browser().post(stage.app.url("/receipt/da")).form(&[("receipt", receipt)]).send().await.unwrap();
    assert_eq!(location(&taken_back), "/receipt/da/gone");
    stage.count().await;
    // A code with one wrong letter is always found to be mistyped; with several it may look like another code.
    let code = stage.code(2);
    let (start, last) = code.split_at(code.len() - 1);
    let mistyped = format!("{start}{}", if last == "2" { "3" } else { "2" });
    browser().get(stage.app.url(&format!("/i/{mistyped}"))).send().await.unwrap();
    stage.seen.secrets.push(mistyped);
    let stop = stop_link::address(&services, stage.invited(5).id).replace(&*services.base, "");
    let stopped = browser().post(stage.app.url(&stop)).form(&[("List-Unsubscribe", "One-Click")]).send().await.unwrap();
    assert_eq!(stopped.status(), StatusCode::OK);
    stage.count().await;
    reminders::add(&services, &actor, wave, When::After(21)).await.unwrap();
    at("2026-11-22T12:00:00");
    // The server may have done it by itself.
    mails::remind::remind(&services).await.unwrap();
    at("2026-11-22T12:02:00");
    let reminded = mailed(&sent, 3).await;
    assert!(!reminded.contains(stage.invited(0).contact.email.as_ref().unwrap()));
    stage.answer(2).await;
    stage.answer(3).await;
    assert_eq!(waves::progress(&services, wave).await.unwrap().unwrap().answers, 3);
    stage.app.stop().await;
    stage.seen
}

#[tokio::test]
async fn log_and_metrics_tell_that_somebody_came_and_never_who_or_what() {
    let seen = play(0).await;
    for log in &seen.logs {
        let text = log.text();
        let came = text.matches("POST /i/:code/:language/review got 303").count();
        assert!(came >= 3, "the log is there: {text}");
        seen.assert_none_of_it_in(&text, "the log");
    }
    assert!(seen.logs[1].text().lines().count() > seen.logs[0].text().lines().count());
    // When others come first and read in other languages, nothing is counted in another way.
    let others = play(1).await;
    assert_eq!(seen.counts, others.counts);
    assert!(seen.counts.windows(2).all(|counts| counts[0] != counts[1]), "something is counted at each step");
}
