//! What a mail looks like when it leaves, and what can be no part of one.

use std::path::Path;

use jiff::Zoned;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;

fn noon() -> Zoned {
    "2026-11-21T12:00:00+01:00[Europe/Copenhagen]".parse().unwrap()
}

fn sender(folder: &Path) -> Sender {
    let way = Transport::Folder(folder.to_owned());
    Sender::new(way, "Opdigtet projekt <post@invented.example>", Some("svar@invented.example")).unwrap()
}

fn letter() -> Letter {
    Letter::new("da", "Plads på \"Fælles <mad>\"\r\nBcc: other@invented.example")
        .words("Hej <b>Å</b>\n\n.\nBcc: other@invented.example")
        .facts([("Hvornår".to_owned(), "i morgen".to_owned())])
        .link("Se din tilmelding", "https://invented.example/join?a=1&b=2")
}

async fn written(message: &Message) -> String {
    let folder = TempDir::new().unwrap();
    sender(folder.path()).send(message, "invented.example", &noon()).await.unwrap();
    std::fs::read_to_string(folder.path().join(format!("{}.eml", message.id))).unwrap()
}

#[tokio::test]
async fn both_bodies_say_the_same_and_no_words_become_headers() {
    let message = letter().to(Uuid::from_u128(7), "resident@invented.example".parse().unwrap());
    assert!(message.html.contains("Hej &lt;b&gt;Å&lt;/b&gt;") && message.html.contains("a=1&amp;b=2"));
    assert!(message.text.contains("Hvornår: i morgen\n") && message.text.contains("join?a=1&b=2\n"));
    let mail = written(&message).await;
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    let names: Vec<_> = head.lines().filter(|line| !line.starts_with([' ', '\t'])).collect();
    assert!(names.contains(&"Message-ID: <00000000-0000-0000-0000-000000000007@invented.example>"), "{head}");
    assert!(names.contains(&"Reply-To: svar@invented.example") && names.contains(&"To: resident@invented.example"));
    assert!(names.contains(&"Auto-Submitted: auto-generated"));
    assert!(names.contains(&"Date: Sat, 21 Nov 2026 11:00:00 +0000"), "{head}");
    assert!(!names.iter().any(|line| line.starts_with("Bcc")), "{head}");
    assert_eq!(body.matches("Content-Type: text/plain; charset=utf-8").count(), 1);
    assert_eq!(body.matches("Content-Type: text/html; charset=utf-8").count(), 1);
}

#[tokio::test]
async fn an_appointment_goes_with_its_method() {
    let calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
    let message = letter().calendar(calendar).to(Uuid::from_u128(8), "a@invented.example".parse().unwrap());
    let mail = written(&message).await;
    assert!(mail.contains("multipart/mixed"));
    assert!(mail.contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST"), "{mail}");
    assert!(mail.contains("filename=\"invite.ics\""));
}

#[test]
fn an_address_is_one_of_another_machine_and_nothing_else() {
    assert_eq!(" a.b+c@invented.example ".parse::<Address>().unwrap().to_string(), "a.b+c@invented.example");
    for text in [
        "",
        "nobody",
        "@invented.example",
        "a@b@invented.example",
        "a@localhost",
        "a@[127.0.0.1]",
        "a b@invented.example",
        "a@invented.example\r\nBcc: b@invented.example",
        "a@invented.example, b@invented.example",
        "A <a@invented.example>",
        "å@invented.example",
        &format!("{}@invented.example", "a".repeat(250)),
    ] {
        assert_eq!(text.parse::<Address>(), Err(NotAnAddress), "{text:?}");
    }
}

#[test]
fn a_subject_is_one_line_of_bearable_length() {
    assert_eq!(Subject::of(" a\r\nb\u{2028}c\0 ").as_str(), "a  b c");
    assert_eq!(Subject::of(&"å".repeat(999)).as_str().chars().count(), 200);
}

#[test]
fn a_wrong_setting_is_named_and_not_repeated() {
    let told = Transport::smtp("gopher://invented:secret@host").unwrap_err().to_string();
    assert!(told.contains("NABOSVAR_MAIL_URL") && !told.contains("secret"), "{told}");
    let told = Sender::new(Transport::Memory(Memory::default()), "nobody", None).unwrap_err().to_string();
    assert!(told.contains("NABOSVAR_MAIL_FROM"), "{told}");
}
