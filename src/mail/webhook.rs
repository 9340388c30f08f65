//! Whoever carries SMS or Digital Post, as an address that takes one message a request. What goes there, and what the answers
//! mean, is written down in `docs/webhooks.md`; headers and signature are those of "Standard Webhooks".

use std::fmt::{self, Debug, Formatter};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::header::HeaderMap;
use hyper::http::{self, StatusCode};
use jiff::Zoned;
use serde::Serialize;
use uuid::Uuid;

use super::{BadSetting, Failure, PostLetter, Sms, Way};
use crate::client::{Client, Question, Reach, signed};

/// An address, and how those who listen there know us. Cheap to clone.
#[derive(Clone)]
pub struct Webhook {
    url: String,
    secret: Vec<u8>,
    client: Client,
}

/// One message, as it is written down for them. What it means never changes without another `version`.
#[derive(Serialize)]
struct Body<'a> {
    version: u8,
    kind: &'static str,
    id: Uuid,
    to: String,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
}

const VERSION: u8 = 1;
/// Bytes of a secret: fewer can be guessed, more say nothing more.
const SECRET: std::ops::RangeInclusive<usize> = 24..=64;

impl Webhook {
    /// The address of a setting of this name, with its secret: 24 to 64 bytes as base64, which may begin with `whsec_`.
    pub fn new(name: &'static str, url: &str, secret: &str) -> Result<Self, BadSetting> {
        url.parse::<http::Uri>().map_err(|_| BadSetting::Webhook(name))?;
        let secret = BASE64_STANDARD.decode(secret.trim().trim_start_matches(signed::MARK)).ok();
        let secret = secret.filter(|secret| SECRET.contains(&secret.len())).ok_or(BadSetting::Secret(name))?;
        Ok(Self { url: url.to_owned(), secret, client: Client::new(Reach::Everywhere).map_err(BadSetting::Tls)? })
    }

    /// Hands over an SMS.
    pub async fn send_sms(&self, sms: &Sms, now: &Zoned) -> Result<(), Failure> {
        self.send(&Body::of_sms(sms), now).await
    }

    /// Hands over a letter.
    pub async fn send_letter(&self, letter: &PostLetter, now: &Zoned) -> Result<(), Failure> {
        self.send(&Body::of_letter(letter), now).await
    }

    async fn send(&self, body: &Body<'_>, now: &Zoned) -> Result<(), Failure> {
        let text = serde_json::to_string(body).map_err(|_| Failure::Refused(None))?;
        let question = self.question(body.id, text, now).map_err(|error| Failure::Unusable(error.to_string()))?;
        let answer = self.client.tell(question).await.map_err(|error| Failure::Unusable(error.to_string()))?;
        judge(answer.status(), answer.headers(), now)
    }

    fn question(&self, id: Uuid, body: String, now: &Zoned) -> Result<Question, http::Error> {
        signed::message(&self.url, id, body, std::slice::from_ref(&self.secret), now)
    }
}

impl Debug for Webhook {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").finish_non_exhaustive()
    }
}

impl<'a> Body<'a> {
    fn of_sms(Sms { id, to, language, text }: &'a Sms) -> Self {
        let kind = Way::Sms.name();
        Self { version: VERSION, kind, id: *id, to: to.to_string(), language, subject: None, text, html: None }
    }

    fn of_letter(PostLetter { id, to, language, subject, text, html }: &'a PostLetter) -> Self {
        let (kind, subject) = (Way::DigitalPost.name(), Some(subject.as_str()));
        Self { version: VERSION, kind, id: *id, to: to.to_string(), language, subject, text, html: Some(html) }
    }
}

/// What an answer means. Only what is said of this message refuses it for ever: all else may be our own mistake, or pass.
fn judge(status: StatusCode, headers: &HeaderMap, now: &Zoned) -> Result<(), Failure> {
    match status.as_u16() {
        200..300 => Ok(()),
        422 => Err(Failure::Refused(Some("422".to_owned()))),
        408 | 409 | 425 | 429 | 500.. => {
            Err(Failure::NotNow { said: status.as_u16().to_string(), wait: signed::wait(headers, now) })
        }
        // Also where it says to go elsewhere: what is in a message is for whom the operator named.
        _ => Err(Failure::Unusable(status.as_u16().to_string())),
    }
}

#[cfg(test)]
#[path = "webhook_tests.rs"]
mod tests;
