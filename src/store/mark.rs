//! What the way in which an answer came says of it. It never keeps an answer out.

/// What is said: one of four, so that in an anonymous wave a mark is no name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// A field was filled that people neither see nor hear.
    pub trapped: bool,
    /// It came in less than half of the time in which its questions can be read.
    pub too_fast: bool,
}

impl Marks {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match (self.trapped, self.too_fast) {
            (false, false) => "none",
            (true, false) => "trapped",
            (false, true) => "too_fast",
            (true, true) => "trapped_too_fast",
        }
    }

    /// Those of this name.
    pub fn named(name: &str) -> Option<Self> {
        let pairs = [(false, false), (true, false), (false, true), (true, true)];
        pairs.map(|(trapped, too_fast)| Self { trapped, too_fast }).into_iter().find(|marks| marks.as_str() == name)
    }
}
