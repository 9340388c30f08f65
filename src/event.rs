//! What happened and still has to have consequences. An event is kept as JSON in the transaction of what it tells, so its form
//! outlives the program that wrote it: a variant never changes, a new meaning gets a new one, and its name says its version.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that happened.
///
/// There is none about an anonymous answer: a row that waits tells that somebody answered just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", deny_unknown_fields)]
pub enum Event {
    /// No row names a blob any more.
    #[serde(rename = "blob_unused.1")]
    BlobUnused {
        /// Where the blob lies. A key is used once, so that a late removal never meets another upload.
        key: String,
    },
    /// A mail waits to be sent.
    #[serde(rename = "mail.1")]
    Mail {
        /// Which. What it says and to whom is deleted with it, and so not here.
        message: Uuid,
    },
    /// Somebody who is invited to a wave is to be written to, unless they have stopped it, or have answered before a reminder.
    #[serde(rename = "invitation_mail.1")]
    InvitationMail {
        /// Whom, and in which round, sealed under the installation's key: a row that waits, is tried again or is gone tells of
        /// nobody that they have answered.
        sealed: String,
    },
    /// Somebody who has forgotten the password of an account asks for a link.
    #[serde(rename = "password_forgotten.1")]
    PasswordForgotten {
        /// SHA-256 of the address that was typed, which is most likely nobody's here.
        email_digest: String,
    },
}

/// An event that this program cannot read: most likely a newer one wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this program knows no event {kind:?}, or not in this form")]
pub struct Unknown {
    kind: String,
}

/// Of a kind that nobody knows, no more than this is told.
const TOLD: usize = 40;

impl Event {
    /// As it is kept.
    pub fn to_text(&self) -> String {
        // A map with text in it can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what was kept.
    pub fn read(text: &str) -> Result<Self, Unknown> {
        serde_json::from_str(text).map_err(|_| Unknown { kind: kind(text) })
    }
}

/// The kind and version that a kept event calls itself, also if it is not known.
pub fn kind(text: &str) -> String {
    #[derive(Deserialize)]
    struct Kind {
        event: String,
    }
    let kind = serde_json::from_str::<Kind>(text).map(|kind| kind.event).unwrap_or_default();
    kind.chars().filter(|letter| !letter.is_control()).take(TOLD).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_for_ever() {
        let message = Uuid::from_u128(7);
        let kept = [
            (r#"{"event":"blob_unused.1","key":"invented"}"#, Event::BlobUnused { key: "invented".to_owned() }),
            (
                r#"{"event":"password_forgotten.1","email_digest":"00ff"}"#,
                Event::PasswordForgotten { email_digest: "00ff".to_owned() },
            ),
            (
                r#"{"event":"invitation_mail.1","sealed":"invented"}"#,
                Event::InvitationMail { sealed: "invented".to_owned() },
            ),
            (r#"{"event":"mail.1","message":"00000000-0000-0000-0000-000000000007"}"#, Event::Mail { message }),
        ];
        for (text, event) in kept {
            assert_eq!(Event::read(text).unwrap(), event);
            assert_eq!(event.to_text(), text);
        }
    }

    #[test]
    fn what_is_not_known_is_named_and_nothing_of_it_is_told() {
        for (text, named) in [
            (r#"{"event":"blob_unused.2","key":"invented"}"#, "blob_unused.2"),
            (r#"{"event":"blob_unused.1","key":"a","more":1}"#, "blob_unused.1"),
            (r#"{"event":"blob_unused.1"}"#, "blob_unused.1"),
            ("no JSON", ""),
        ] {
            let unknown = Event::read(text).unwrap_err();
            assert_eq!(unknown.kind, named, "{text}");
            assert!(!unknown.to_string().contains("invented"));
        }
        assert_eq!(kind(&format!(r#"{{"event":"{}"}}"#, "long".repeat(99))).len(), TOLD);
    }
}
