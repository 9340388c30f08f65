//! What is handed over, and what answers mean.

use std::time::Duration;

use super::*;

/// The chapter for those who listen. Its example is one.
const CHAPTER: &str = include_str!("../../docs/webhooks.md");

fn now() -> Zoned {
    "2026-11-21T12:00:00+01:00[Europe/Copenhagen]".parse().unwrap()
}

fn answer(status: u16, headers: &[(&'static str, &str)]) -> Result<(), Failure> {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    judge(StatusCode::from_u16(status).unwrap(), &headers, &now())
}

#[test]
fn the_example_of_the_chapter_is_what_is_sent() {
    let secret = "whsec_bmFib3N2YXIgaW52ZW50ZWQgc2VjcmV0IQ==";
    let webhook = Webhook::new("NABOSVAR_SMS_WEBHOOK", "https://sms.example.dk/messages", secret).unwrap();
    let sms = Sms {
        id: Uuid::from_u128(0x8e03_978e_40d5_43e8_bc93_6894_a57f_9324),
        to: "20 12 34 56".parse().unwrap(),
        language: "da".to_owned(),
        text: "Opdigtet projekt beder om dit svar: https://svar.example.dk/i/4mdr1c1m2j5ekb".to_owned(),
    };
    let body = serde_json::to_string(&Body::of_sms(&sms)).unwrap();
    let question = webhook.question(sms.id, body.clone(), &now()).unwrap();
    assert_eq!(question.body(), body.as_bytes());
    assert!(CHAPTER.contains(&body), "{body}");
    assert!(CHAPTER.contains(secret));
    for name in ["content-type", "idempotency-key", "webhook-id", "webhook-timestamp", "webhook-signature"] {
        let line = format!("{name}: {}", question.headers()[name].to_str().unwrap());
        assert!(CHAPTER.contains(&line), "{line}");
    }
}

#[test]
fn a_letter_has_a_subject_and_a_page() {
    let letter = crate::mail::Letter::new("ar", "Opdigtet").words("a\"b");
    let letter = letter.posted(Uuid::from_u128(7), "M-000123".parse().unwrap());
    let body = serde_json::to_value(Body::of_letter(&letter)).unwrap();
    let keys: std::collections::BTreeSet<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(Vec::from_iter(keys), ["html", "id", "kind", "language", "subject", "text", "to", "version"]);
    assert_eq!(
        (&body["kind"], &body["to"], &body["text"]),
        (&"digital_post".into(), &"M-000123".into(), &"a\"b\n".into())
    );
}

#[test]
fn only_what_is_said_of_a_message_refuses_it() {
    for status in [200, 201, 202, 204] {
        assert!(answer(status, &[]).is_ok(), "{status}");
    }
    assert!(matches!(answer(422, &[]), Err(Failure::Refused(Some(said))) if said == "422"));
    for status in [408, 409, 425, 429, 500, 502, 503, 504, 599] {
        assert!(matches!(answer(status, &[]), Err(Failure::NotNow { wait: None, .. })), "{status}");
    }
    for status in [301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 413] {
        let elsewhere = answer(status, &[("location", "https://other.example/")]);
        assert!(matches!(elsewhere, Err(Failure::Unusable(_))), "{status}");
    }
}

#[test]
fn who_wants_to_be_left_alone_says_so_in_seconds_or_by_the_clock() {
    for (text, seconds) in [
        ("120", Some(120)),
        (" 0 ", Some(0)),
        ("Sat, 21 Nov 2026 11:02:00 GMT", Some(120)),
        ("Sat, 21 Nov 2026 10:00:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("99999999999999999999", None),
    ] {
        let Err(Failure::NotNow { wait, .. }) = answer(429, &[("retry-after", text)]) else { panic!("not now") };
        assert_eq!(wait, seconds.map(Duration::from_secs), "{text}");
    }
}

#[test]
fn a_secret_that_can_be_guessed_is_none() {
    for secret in ["", "whsec_", "c2hvcnQ=", "not base64, and long enough to be one", &"YWJj".repeat(22)] {
        let made = Webhook::new("NABOSVAR_SMS_WEBHOOK", "https://sms.example.dk", secret);
        let told = made.unwrap_err().to_string();
        assert!(
            told.starts_with("NABOSVAR_SMS_WEBHOOK_SECRET ") && (secret.is_empty() || !told.contains(secret)),
            "{told}"
        );
    }
}
