//! The receipt of an answer: what somebody writes down to take the answer back later. It is stored nowhere. It follows from the
//! cookie of the half-filled answer, and the identity of the answer follows from it: who holds the receipt finds the answer, and
//! who holds the answer finds nobody.

use std::fmt::{self, Debug, Formatter};

use uuid::Uuid;

use crate::service::Key;
use crate::store::{Digest, LinkCode};

/// Thirteen letters and digits, 65 bits of chance, as a link has. Not shown by `Debug`: who knows it can take the answer back.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptCode(LinkCode);

/// What the receipt is made for: no other secret of the same cookie is like it.
const PURPOSE: &str = "nabosvar: receipt of an answer";

impl ReceiptCode {
    /// The receipt of what the half-filled answer of a cookie becomes.
    pub(super) fn of(cookie: &Key) -> Self {
        let secret = cookie.derive(PURPOSE);
        Self(LinkCode::from_random(std::array::from_fn(|letter| secret.as_bytes()[letter])))
    }

    /// What somebody typed; `None` if it cannot be a receipt.
    pub fn parse(text: &str) -> Option<Self> {
        LinkCode::parse(text).map(Self)
    }

    /// The letters in groups, as they are read aloud and written down.
    pub fn expose(&self) -> String {
        let letters = self.0.as_str().to_uppercase();
        [&letters[..4], &letters[4..8], &letters[8..]].join(" ")
    }

    /// The identity of the answer: random to whoever does not know the receipt (UUID version 4). Programs that answer for
    /// somebody do the same, as the description of the API tells them.
    pub fn response_id(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Digest::of(format!("nabosvar answer {}", self.0.as_str())).as_bytes()[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

impl Debug for ReceiptCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptCode(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_leads_to_the_answer_however_it_is_typed() {
        let receipt = ReceiptCode::of(&Key::received("an invented cookie"));
        let id = receipt.response_id();
        assert_eq!(id.get_version_num(), 4);
        assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
        for typed in [receipt.expose(), receipt.expose().to_lowercase(), receipt.expose().replace(' ', "-")] {
            assert_eq!(ReceiptCode::parse(&typed).unwrap().response_id(), id, "{typed}");
        }
        assert_ne!(ReceiptCode::of(&Key::received("another")).response_id(), id);
        assert_eq!(ReceiptCode::parse("too short"), None);
        assert_eq!(format!("{receipt:?}"), "ReceiptCode(secret)");
    }

    // Answers that are out there are found by receipts on paper: the way from one to the other never changes.
    #[test]
    fn the_way_from_receipt_to_answer_stays() {
        let receipt = ReceiptCode::parse("0123 4567 89abc").unwrap();
        assert_eq!(receipt.response_id().to_string(), "d233df40-cccb-404b-91b8-c8dee8fcea97");
    }
}
