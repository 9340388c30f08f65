//! The address of somebody's mail box, written in one way.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::mail::{Address, NotAnAddress};

/// An address in lower case. No mail box that is in use tells two apart by the case of their letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let address: Address = text.to_lowercase().parse()?;
        Ok(Self(address.to_string()))
    }
}

impl Display for Email {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_in_one_way() {
        assert_eq!(" Opdigtet@Example.DK ".parse::<Email>().unwrap().as_str(), "opdigtet@example.dk");
        for text in ["", "opdigtet", "@example.dk", "a@b@c.dk", "a b@example.dk", "a@example.dk\nBcc: b@example.dk"] {
            assert_eq!(text.parse::<Email>(), Err(NotAnAddress), "{text:?}");
        }
        assert_eq!(format!("{}@example.dk", "a".repeat(250)).parse::<Email>(), Err(NotAnAddress));
    }
}
