//! What makes a request that creates something safe to repeat: the client names the request by a key, and the identity of what
//! is created follows from it. So the constraint of the table itself makes it exactly once, on all machines and after every
//! crash, for as long as the thing exists.

use uuid::Uuid;

use crate::store::Digest;

/// The name that a client gives a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

/// Longer keys name nothing better.
const LONGEST: usize = 255;

impl Key {
    /// Reads a key: 1 to 255 visible characters of ASCII. It is taken as it stands, quotes included.
    pub fn parse(text: &str) -> Option<Self> {
        let is_key = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_key.then(|| Self(text.to_owned()))
    }

    /// The identity of what an operation creates when the holder of a token asks for it under this key.
    pub fn identity(&self, token: Uuid, operation: &str) -> Uuid {
        Digest::of_all(&[&token.to_string(), operation, &self.0]).identity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_short_and_visible() {
        for key in ["a", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", &"x".repeat(255)] {
            assert!(Key::parse(key).is_some(), "{key}");
        }
        for key in ["", " ", "a b", "æ", "a\n", &"x".repeat(256)] {
            assert!(Key::parse(key).is_none(), "{key}");
        }
    }

    #[test]
    fn an_identity_is_of_one_token_one_operation_and_one_key() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let key = |text| Key::parse(text).unwrap();
        let identity = key("a").identity(one, "open_wave");
        assert_eq!(identity, key("a").identity(one, "open_wave"));
        assert_eq!(identity.get_version_num(), 8);
        for different in [
            key("b").identity(one, "open_wave"),
            key("a").identity(other, "open_wave"),
            key("a").identity(one, "create_programme"),
        ] {
            assert_ne!(identity, different);
        }
    }
}
