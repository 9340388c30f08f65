//! Messages by SMS and Digital Post, given to a server that carries them.

use std::collections::BTreeSet;

use nabosvar::store::StopCode;
use nabosvar::worker::Worker;

use super::*;
use crate::gateway::{Gateway, Taken};

/// One who reads mail, two with a phone, two whom Digital Post knows, and one who gets letters alone.
const LIST: &str = "Navn;Adresse;E-mail;Telefon;Digital Post;Sprog\n\
    Mail Opdigtet;;mail@invented.example;20 00 00 01;M-1;\n\
    Sms Opdigtet;;;20 00 00 02;M-2;\n\
    Sms Invented;;;+45 20000003;;tyrkisk\n\
    Post Opdigtet;;;;M-4;\n\
    Post Invented;;;;M-5;arabisk\n\
    Brev Opdigtet;Opdigtet Allé 6;;;;\n";

struct Ways {
    stage: Stage,
    mails: Memory,
    sms: Gateway,
    post: Gateway,
}

impl Ways {
    async fn set() -> Self {
        let mails = Memory::default();
        let mut stage = Stage::set(Transport::Memory(mails.clone()), LIST).await;
        let (sms, post) = (Gateway::open().await, Gateway::open().await);
        stage.services = stage.services.clone().texting(sms.webhook()).posting(post.webhook());
        Self { stage, mails, sms, post }
    }

    /// Those who are invited, by their names.
    async fn invited(&self) -> BTreeMap<String, Invitation> {
        let (_, all) = invitations::list(&self.stage.services, &Actor::operator(), self.stage.wave.id).await.unwrap();
        all.into_iter().map(|one| (one.contact.name.clone(), one)).collect()
    }

    /// Who was written to, by every way.
    fn reached(&self) -> Vec<String> {
        let to = |taken: Vec<Taken>| taken.into_iter().map(|one| one.body["to"].as_str().unwrap().to_owned());
        recipients(&self.mails).into_iter().chain(to(self.sms.take())).chain(to(self.post.take())).collect()
    }
}

fn keys(taken: &[Taken]) -> BTreeSet<String> {
    taken.iter().map(|one| one.headers["idempotency-key"].clone()).collect()
}

#[tokio::test]
async fn each_is_written_to_by_one_way_and_reminded_by_it_if_they_have_not_answered() {
    let ways = Ways::set().await;
    let stage = &ways.stage;
    let at = stage.overview().await;
    let by_way: Vec<_> = at.ways.iter().map(|(way, count)| (way.name(), *count)).collect();
    assert_eq!(by_way, [("mail", 1), ("sms", 2), ("digital_post", 2)]);
    assert_eq!((at.due, at.without), (5, 1));
    let (one, other) = tokio::join!(stage.send(5), stage.send(5));
    assert_eq!(one.unwrap() + other.unwrap(), 5);
    stage.deliver_all().await;

    let invited = ways.invited().await;
    assert_eq!(recipients(&ways.mails), ["mail@invented.example"]);
    let (texts, letters) = (ways.sms.take(), ways.post.take());
    let [danish, turkish] = &texts[..] else { panic!("two") };
    let one = &invited["Sms Opdigtet"];
    let stop = stop_link::short(&stage.services, one.id);
    assert_eq!(
        danish.body,
        json!({
            "version": 1,
            "kind": "sms",
            "id": stage.services.secret_key.mail(one.id, 0),
            "to": "+4520000002",
            "language": "da",
            "text": format!(
                "Invented programme spørger, hvordan det er at bo her. Det er frivilligt at svare. Svaret er anonymt.\n\
                 Svar til og med 30. november 2026:\n{}\nIkke flere beskeder:\n{stop}",
                invitations::link(&stage.services, one)
            ),
        })
    );
    assert_eq!((&turkish.body["to"], &turkish.body["language"]), (&json!("+4520000003"), &json!("tr")));
    let [danish, arabic] = &letters[..] else { panic!("two") };
    assert_eq!((&danish.body["to"], &danish.body["kind"]), (&json!("M-4"), &json!("digital_post")));
    assert!(arabic.body["html"].as_str().unwrap().contains("dir=\"rtl\"") && arabic.body["subject"].is_string());

    // One answers, one stops by the short link, and of the others each gets one reminder.
    stage.answer(&invited["Sms Invented"]).await;
    let code = StopCode::parse(stop.rsplit('/').next().unwrap()).unwrap();
    assert_eq!(code.invitation, one.id);
    let other = StopCode::of(one.id, stage.services.secret_key.stop(invited["Post Opdigtet"].id));
    assert!(stop_link::stop(&stage.services, one.id, Key::Short(other)).await.unwrap().is_none());
    assert!(stop_link::stop(&stage.services, one.id, Key::Short(code)).await.unwrap().unwrap().is_stopped);
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.at("2026-11-24T12:00:00");
    assert_eq!((stage.remind().await, stage.remind().await), (1, 0));
    stage.deliver_all().await;
    assert_eq!(ways.reached(), ["mail@invented.example", "M-4", "M-5"]);
    ways.stage.strike().await;
}

#[tokio::test]
async fn what_is_tried_again_keeps_its_key_and_waits_as_long_as_it_is_told() {
    let ways = Ways::set().await;
    let stage = &ways.stage;
    stage.send(5).await.unwrap();
    ways.sms.answers(|_| (429, vec![("retry-after", "900".to_owned())]));
    ways.post.answers(|_| (307, vec![("location", "https://elsewhere.example/".to_owned())]));
    stage.wait(Duration::from_mins(1));
    assert_eq!(work(&stage.services).await, 5);
    let (texts, letters) = (keys(&ways.sms.take()), keys(&ways.post.take()));
    assert_eq!((texts.len(), letters.len()), (2, 2));
    let failures = stage.texts("SELECT DISTINCT failure FROM outbox ORDER BY failure").await;
    assert_eq!(failures, ["the server cannot be used (307)", "the server said 429"]);
    // What nobody took is noted of nobody, and asked for again in a quarter of an hour; a mistake of the set-up sooner.
    assert!(ways.invited().await.values().all(|one| one.refusal.is_none()));
    stage.wait(Duration::from_mins(14));
    assert_eq!(work(&stage.services).await, 2);
    assert_eq!((keys(&ways.sms.take()).len(), keys(&ways.post.take())), (0, letters));
    ways.sms.answers(|_| (200, Vec::new()));
    ways.post.answers(|_| (200, Vec::new()));
    stage.wait(Duration::from_mins(2));
    assert_eq!(work(&stage.services).await, 4);
    assert_eq!(keys(&ways.sms.take()), texts);
    assert_eq!(stage.texts("SELECT event FROM outbox").await, [""; 0]);
    ways.stage.strike().await;
}

#[tokio::test]
async fn a_machine_that_dies_over_a_message_is_followed_by_one_that_sends_it_under_the_same_key() {
    let ways = Ways::set().await;
    let stage = &ways.stage;
    stage.send(5).await.unwrap();
    stage.wait(Duration::from_mins(1));
    for one in &claim(&stage.services, 5).await {
        drop(deliver(&stage.services, sealed(one)).await);
    }
    let (texts, letters) = (keys(&ways.sms.take()), keys(&ways.post.take()));
    stage.wait(LEASE);
    stage.deliver_all().await;
    assert_eq!((keys(&ways.sms.take()), keys(&ways.post.take())), (texts, letters));
    assert_eq!(recipients(&ways.mails).len(), 1, "mail servers know nothing again");
    ways.stage.strike().await;
}

#[tokio::test]
async fn a_refused_first_message_is_noted_and_a_refused_reminder_of_nobody() {
    let ways = Ways::set().await;
    let stage = &ways.stage;
    ways.sms.answers(|body| if body["to"] == "+4520000002" { (422, Vec::new()) } else { (200, Vec::new()) });
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    let invited = ways.invited().await;
    let refused: Vec<_> =
        invited.values().filter_map(|one| Some((&*one.contact.name, one.refusal.as_deref()?))).collect();
    assert_eq!(refused, [("Sms Opdigtet", "422")]);
    assert_eq!(ways.reached().len(), 5);
    ways.sms.answers(|_| (422, Vec::new()));
    ways.post.answers(|_| (422, Vec::new()));
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    stage.deliver_all().await;
    assert_eq!(ways.reached(), ["mail@invented.example", "+4520000003", "M-4", "M-5"]);
    assert_eq!(ways.invited().await.values().filter(|one| one.refusal.is_some()).count(), 1);
    ways.stage.strike().await;
}

#[tokio::test]
async fn a_text_says_what_it_has_to_in_every_language_and_costs_what_it_says() {
    let lines = ["dansk", "engelsk", "arabisk", "tyrkisk", "somali"];
    let line = |(at, language): (usize, &&str)| format!("Person {at};2000000{at};{language}\n");
    let list = format!("Navn;Telefon;Sprog\n{}", lines.iter().enumerate().map(line).collect::<String>());
    let mut stage = Stage::set(Transport::Memory(Memory::default()), &list).await;
    let gateway = Gateway::open().await;
    stage.services = stage.services.clone().texting(gateway.webhook());
    let at = stage.overview().await;
    let text = |parcel: &nabosvar::mail::Parcel| {
        let length = mails::sms_length(parcel).unwrap();
        format!("{}\n{} {:?}: {}", parcel.text(), length.letters, length.alphabet, length.segments)
    };
    let texts: Vec<String> =
        at.samples.iter().map(|sample| format!("{}\n----\n{}", text(&sample.first), text(&sample.reminder))).collect();
    assert_eq!(texts.len(), 5);
    insta::assert_snapshot!(texts.join("\n====\n"));
    // What is sent is as long as what was shown.
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    for (sent, sample) in gateway.take().iter().zip(&at.samples) {
        let sent = nabosvar::mail::SmsLength::of(sent.body["text"].as_str().unwrap());
        assert_eq!(Some(sent), mails::sms_length(&sample.first));
    }
    stage.strike().await;
}

#[tokio::test]
async fn the_worker_waits_as_long_as_it_is_told() {
    let ways = Ways::set().await;
    let stage = &ways.stage;
    ways.sms.answers(|_| (503, vec![("retry-after", "900".to_owned())]));
    stage.send(5).await.unwrap();
    stage.wait(Duration::from_mins(1));
    let worker = Worker::start(&stage.services);
    let query = "SELECT CAST(next_try_at AS text) FROM outbox WHERE failure IS NOT NULL";
    let mut tried = Vec::new();
    while tried.len() < 2 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        tried = stage.texts(query).await;
    }
    worker.stop(Duration::from_secs(5)).await;
    let expected = stage.services.clock.now().timestamp().as_millisecond() + 900_000;
    assert_eq!(tried, [expected.to_string(), expected.to_string()]);
    ways.stage.strike().await;
}
