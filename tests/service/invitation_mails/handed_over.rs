//! What a mail server is given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use nabosvar::service::invitations;
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::mail::server;

fn header<'v>(mail: &'v Value, name: &str) -> &'v str {
    let headers = mail["headers"].as_array().unwrap();
    headers.iter().find(|header| header[0] == name).map_or("", |header| header[1].as_str().unwrap())
}

/// What the mail server took for those of a tag, by recipient.
fn taken(tag: &str) -> BTreeMap<String, Vec<Value>> {
    let folder = PathBuf::from(std::env::var("NABOSVAR_TEST_MAILS").unwrap());
    let mut taken: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|end| end == "json") && file.to_str().unwrap().contains(tag) {
            let mail: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
            taken.entry(mail["to"][0].as_str().unwrap().to_owned()).or_default().push(mail);
        }
    }
    taken
}

#[tokio::test]
async fn two_hundred_are_invited_half_answer_and_the_other_half_is_reminded_each_by_one_mail() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let tag = Uuid::from_u128(fastrand::u128(..)).simple().to_string();
    // Some are refused for the moment, and one for ever.
    let kind = |at: usize| match at {
        200 => "never",
        at if at % 20 == 7 => "later",
        _ => "resident",
    };
    let stage = Stage::set(way, &list(201, &tag, kind)).await;
    // A double click, and a click on what was seen a day ago.
    assert!(matches!(stage.send(200).await, Err(Error::Changed)));
    let (one, other) = tokio::join!(stage.send(201), stage.send(201));
    assert_eq!(one.unwrap() + other.unwrap(), 201);
    stage.die_over_mails().await;
    stage.deliver_all().await;

    let mut invited = stage.invited().await;
    let refused = invited.remove(&format!("never.200.{tag}@invented.example")).unwrap();
    assert_eq!(refused.refusal.as_deref(), Some("550"));
    let first = taken(&tag);
    assert_eq!(first.keys().collect::<Vec<_>>(), invited.keys().collect::<Vec<_>>());
    assert!(first.values().all(|mails| mails.len() == 1));
    let ids: BTreeSet<_> = first.values().map(|mails| header(&mails[0], "Message-ID")).collect();
    assert_eq!(ids.len(), 200);
    for (address, one) in &invited {
        let mail = &first[address][0];
        let text = mail["parts"][0]["content"].as_str().unwrap();
        assert!(text.contains(&invitations::link(&stage.services, one)), "{text}");
        let stop = stop_link::address(&stage.services, one.id);
        assert!(text.replace("\r\n", "\n").ends_with(&format!(":\n{stop}\n")), "{text}");
        assert_eq!(header(mail, "List-Unsubscribe"), format!("<{stop}>"));
        assert_eq!(header(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    }

    let all: Vec<_> = invited.values().collect();
    let (answered, rest) = all.split_at(100);
    for one in answered {
        stage.answer(one).await;
    }
    stage.stop(rest[0]).await;
    stage.remind_on(date(2026, 11, 25)).await.unwrap();
    stage.at("2026-11-25T08:00:00");
    assert_eq!(stage.remind().await, 0, "nobody is woken");
    stage.at("2026-11-25T10:00:00");
    assert_eq!((stage.remind().await, stage.remind().await), (1, 0));
    // One more hears no more, and one more answers, while their reminders wait.
    stage.stop(rest[1]).await;
    stage.answer(rest[2]).await;
    stage.die_over_mails().await;
    stage.deliver_all().await;
    let second = taken(&tag);
    for one in answered.iter().chain(&rest[..3]) {
        assert_eq!(second[one.contact.email.as_ref().unwrap()].len(), 1);
    }
    for one in &rest[3..] {
        let mails = &second[one.contact.email.as_ref().unwrap()];
        assert_eq!(mails.len(), 2);
        assert_ne!(header(&mails[0], "Message-ID"), header(&mails[1], "Message-ID"));
    }
    assert!(second.keys().eq(first.keys()), "nobody else got one");
    stage.strike().await;
}

#[tokio::test]
async fn a_refused_reminder_is_noted_of_nobody() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let sent = Memory::default();
    let stage = Stage::set(Transport::Memory(sent.clone()), &list(2, "gone", |_| "never")).await;
    stage.send(2).await.unwrap();
    stage.deliver_all().await;
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    stage.wait(Duration::from_mins(1));
    assert_eq!(work(&mailing(stage.services.clone(), way)).await, 2);
    assert!(stage.invited().await.values().all(|one| one.refusal.is_none()));
    assert_eq!(stage.texts("SELECT event FROM outbox").await, [""; 0]);
    stage.strike().await;
}

#[tokio::test]
async fn who_was_refused_is_written_to_again_when_staff_say_so() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let stage = Stage::set(way, &list(3, "refused", |at| if at == 1 { "never" } else { "resident" })).await;
    stage.send(3).await.unwrap();
    stage.deliver_all().await;
    let at = stage.overview().await;
    assert_eq!((at.due, at.written, at.refused), (0, 3, 1));
    mails::try_again(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    let at = stage.overview().await;
    assert_eq!((at.due, at.written, at.refused), (1, 2, 0));
    stage.strike().await;
}
