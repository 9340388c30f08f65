//! Names for formats that take few letters in them. Two names never become one.

use std::collections::BTreeMap;

/// What names became.
#[derive(Debug, Default)]
pub(super) struct Ids {
    known: BTreeMap<String, String>,
    /// What may begin with a digit, as codes may and names of columns may not.
    are_codes: bool,
}

impl Ids {
    /// Those of codes.
    pub(super) fn of_codes() -> Self {
        Self { are_codes: true, ..Self::default() }
    }

    /// What a name is there: letters of English, digits and low lines.
    pub(super) fn of(&mut self, name: &str) -> &str {
        if !self.known.contains_key(name) {
            let plain: String =
                name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
            let may_begin = |first: char| first.is_ascii_alphabetic() || (self.are_codes && first.is_ascii_digit());
            let plain = if plain.starts_with(may_begin) { plain } else { format!("x{plain}") };
            let is_taken = |id: &str| self.known.values().any(|known| known == id);
            let further = (2..).map(|number| format!("{plain}_{number}"));
            let id = std::iter::once(plain.clone()).chain(further).find(|id| !is_taken(id)).unwrap_or(plain);
            self.known.insert(name.to_owned(), id);
        }
        self.known(name)
    }

    /// What a name became; nothing, if nobody has asked for it.
    pub(super) fn known(&self, name: &str) -> &str {
        self.known.get(name).map(String::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_plain_and_stay_apart() {
        let mut ids = Ids::default();
        assert_eq!(ids.of("home/safe"), "home_safe");
        assert_eq!(ids.of("home_safe"), "home_safe_2");
        assert_eq!(ids.of("home:safe"), "home_safe_3");
        assert_eq!(ids.of("home/safe"), "home_safe");
        for (name, id) in [("1", "x1"), ("år", "x_r"), ("", "x")] {
            assert_eq!(ids.of(name), id);
        }
        assert_eq!(Ids::of_codes().of("1"), "1");
    }
}
