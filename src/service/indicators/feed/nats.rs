//! An observation as a message for a stream: what it is about, so that whoever reads the stream can take a part of it, and the same
//! words and signature as other messages.

use std::fmt::Write as _;

use super::subscribe::{self, Subscription};
use super::told;
use crate::client::nats::Letter;
use crate::client::signed;
use crate::service::Services;
use crate::service::indicators::observation::{Observation, Series};

/// The longest beginning of a subject.
pub(super) const MOST_LETTERS: usize = 200;
/// Of what an indicator is called, more does not stand in a subject.
const MOST_BYTES: usize = 200;
/// Where the area stands, of what is of the whole programme.
const EVERYWHERE: &str = "all";

/// A beginning of a subject, if it is one: names of letters, digits, `-` and `_` with dots between them. What begins with `_` belongs
/// to the server.
pub(super) fn prefix(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let is_one = typed.len() <= MOST_LETTERS && !typed.starts_with('_') && typed.split('.').all(is_name);
    is_one.then_some(typed)
}

/// The message of an observation.
pub(super) fn letter(services: &Services, to: &Subscription, what: &Observation) -> Letter {
    let (body, secrets) = (told::message(what), subscribe::secrets(services, to));
    let headers = signed::headers(what.id, &body, &secrets, &services.clock.now());
    Letter {
        subject: subject(&to.target, &what.observed.series),
        id: what.id.to_string(),
        headers: std::iter::once(("content-type", "application/json".to_owned())).chain(headers).collect(),
        body,
    }
}

/// `PREFIX.<programme>.<area>.<indicator>`.
fn subject(prefix: &str, series: &Series) -> String {
    let area = series.area_id.map_or_else(|| EVERYWHERE.to_owned(), |area| area.to_string());
    format!("{prefix}.{}.{area}.{}", series.programme_id, token(&series.indicator))
}

/// A name as one part of a subject: what would be more than one, or stand for others, is written as `%` and its hexadecimal digits.
fn token(name: &str) -> String {
    let mut token = String::new();
    for byte in name.bytes().take(MOST_BYTES) {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            token.push(byte.into());
        } else {
            // Text can always be written.
            _ = write!(token, "%{byte:02X}");
        }
    }
    if token.is_empty() { "%".to_owned() } else { token }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn about(area: Option<u128>, indicator: &str) -> String {
        let (programme_id, area_id) = (Uuid::from_u128(1), area.map(Uuid::from_u128));
        subject("a.b", &Series { programme_id, area_id, indicator: indicator.to_owned(), whom: BTreeMap::new() })
    }

    #[test]
    fn a_subject_says_programme_area_and_indicator() {
        let one = "00000000-0000-0000-0000-000000000001";
        assert_eq!(about(None, "basic_safety"), format!("a.b.{one}.all.basic_safety"));
        let two = "00000000-0000-0000-0000-000000000002";
        assert_eq!(about(Some(2), "a.*.> b"), format!("a.b.{one}.{two}.a%2E%2A%2E%3E%20b"));
        assert_eq!(about(None, "å"), format!("a.b.{one}.all.%C3%A5"));
        assert_eq!(about(None, ""), format!("a.b.{one}.all.%"));
    }

    proptest! {
        #[test]
        fn no_name_makes_a_subject_of_another_shape(name in any::<String>(), other in any::<String>()) {
            let subject = about(None, &name);
            let parts: Vec<&str> = subject.split('.').collect();
            prop_assert!(parts.len() == 5 && parts.iter().all(|part| !part.is_empty()) && subject.len() <= 1_000);
            prop_assert!(subject.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_%".contains(&byte)), "{}", subject);
            if name.len().max(other.len()) <= MOST_BYTES {
                prop_assert_eq!(name == other, subject == about(None, &other));
            }
        }
    }

    #[test]
    fn a_beginning_is_names_with_dots_between_them() {
        for good in ["nabosvar", "nabosvar.observations", " a-1.B_2 ", &"a".repeat(MOST_LETTERS)] {
            assert_eq!(prefix(good), Some(good.trim()));
        }
        let long = "a".repeat(MOST_LETTERS + 1);
        for bad in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "a.*",
            "a.>",
            "a b",
            "a\r\nPUB b",
            "$JS.API",
            "_INBOX.a",
            "nats://a",
            "æ",
            &long,
        ] {
            assert_eq!(prefix(bad), None, "{bad}");
        }
    }
}
