//! Messages that whoever gets them can hold us to: headers and signature of "Standard Webhooks", and what they ask in return.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use hyper::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use hyper::http;
use jiff::Zoned;
use jiff::fmt::rfc2822::DateTimeParser;
use sha2::Sha256;
use uuid::Uuid;

use super::Question;

/// What may stand before a secret, to tell what it is.
pub const MARK: &str = "whsec_";

/// A message under an identity, signed with each of the secrets: while one takes the place of another, either will do.
pub fn message(
    url: &str,
    id: Uuid,
    body: String,
    secrets: &[impl AsRef<[u8]>],
    now: &Zoned,
) -> Result<Question, http::Error> {
    let mut question =
        http::Request::post(url).header(CONTENT_TYPE, "application/json").header("Idempotency-Key", id.to_string());
    for (name, value) in headers(id, &body, secrets, now) {
        question = question.header(name, value);
    }
    question.body(body.into_bytes())
}

/// What tells whoever gets a message where it comes from, and when it was signed.
pub fn headers(id: Uuid, body: &str, secrets: &[impl AsRef<[u8]>], now: &Zoned) -> [(&'static str, String); 3] {
    let second = now.timestamp().as_second();
    let signatures: Vec<String> = secrets.iter().map(|secret| signature(secret.as_ref(), id, second, body)).collect();
    [
        ("webhook-id", id.to_string()),
        ("webhook-timestamp", second.to_string()),
        ("webhook-signature", signatures.join(" ")),
    ]
}

/// How long whoever answered wants to be left alone, as seconds or as a moment.
pub fn wait(headers: &HeaderMap, now: &Zoned) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = DateTimeParser::new().parse_timestamp(text).ok()?;
    moment.duration_since(now.timestamp()).try_into().ok()
}

/// Over identity, second and body, so that nobody takes one of them for another message.
fn signature(secret: &[u8], id: Uuid, second: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length will do");
    mac.update(format!("{id}.{second}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}
