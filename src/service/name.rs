//! What people call a programme, a wave or a token: short, on one line, never empty.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A name as people read it, without blanks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

/// The longest name; residents read a programme's above the survey.
const MOST_LETTERS: usize = 120;

/// A text that cannot be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to {MOST_LETTERS} letters on one line")]
pub struct NotAName;

impl Name {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let name = text.trim();
        // A line break or an escape would make something else of the list that the name is printed in.
        let is_name = (1..=MOST_LETTERS).contains(&name.chars().count()) && !name.contains(char::is_control);
        if is_name { Ok(Self(name.to_owned())) } else { Err(NotAName) }
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line() {
        assert_eq!(" En fælles indsats ".parse::<Name>().unwrap().as_str(), "En fælles indsats");
        for text in ["", " ", "two\nlines", "\u{1b}[31mred", "nul\0", &"a".repeat(121)] {
            assert_eq!(text.parse::<Name>(), Err(NotAName), "{text:?}");
        }
    }
}
