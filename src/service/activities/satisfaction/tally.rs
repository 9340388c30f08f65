//! What was said of an activity, counted. Only shares that tell on nobody leave this file, and no words that somebody wrote.

use serde_json::Value;

use super::Share;

/// What those who answered said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The share that was satisfied or very satisfied.
    pub satisfied: Share,
    /// The share that would come again.
    pub again: Share,
}

/// What somebody says who does not say anything.
const MISSING: [&str; 2] = ["dont_know", "declined"];

impl Tally {
    /// Counts answer documents.
    pub(super) fn of(documents: &[String]) -> Self {
        let documents: Vec<Value> = documents.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
        let share = |question: &str, wanted: &[&str]| {
            let said = documents.iter().filter_map(|document| document[question].as_str());
            let said: Vec<&str> = said.filter(|said| !MISSING.contains(said)).collect();
            let part = said.iter().filter(|said| wanted.contains(said)).count();
            Share::of(part as u64, said.len() as u64)
        };
        Self { satisfied: share("satisfied", &["very_satisfied", "satisfied"]), again: share("again", &["yes"]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(times: usize, satisfied: &str, again: &str) -> Vec<String> {
        let document = format!(r#"{{"satisfied": "{satisfied}", "again": "{again}", "better": "opdigtet"}}"#);
        vec![document; times]
    }

    #[test]
    fn who_says_nothing_is_not_counted() {
        let mut all = [said(8, "very_satisfied", "yes"), said(4, "satisfied", "maybe")].concat();
        all.extend(said(7, "dissatisfied", "declined"));
        all.extend(said(5, "dont_know", "dont_know"));
        all.push("{}".to_owned());
        assert_eq!(Tally::of(&all), Tally { satisfied: Share::TooFew, again: Share::TooFew });
        all.extend(said(1, "neither", "no"));
        assert_eq!(Tally::of(&all), Tally { satisfied: Share::About(60), again: Share::TooFew });
        all.extend(said(40, "satisfied", "yes"));
        assert_eq!(Tally::of(&all), Tally { satisfied: Share::About(87), again: Share::About(91) });
    }
}
