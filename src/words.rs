//! What the program says to people outside of forms: on pages for staff, on the residents' pages about what was done, and
//! in mails. One file a topic and language in `locales/`; staff read Danish or English, residents each language of the survey.

use std::sync::LazyLock;

use forms::locale::Catalogue;

pub use forms::locale::FluentValue as Value;

/// The languages that staff choose from; the first is the one without a choice.
pub const STAFF_LANGUAGES: [&str; 2] = ["da", "en"];

/// A topic, in each of its languages.
macro_rules! topic {
    ($name:literal: $($language:literal),+) => {
        [$(($language, include_str!(concat!("../locales/", $name, ".", $language, ".ftl")))),+]
    };
}

/// Every file of a topic has the same messages.
static TOPICS: &[&[(&str, &str)]] = &[
    &topic!("account": "da", "en"),
    &topic!("activity": "da", "en"),
    &topic!("answer": "da", "en"),
    &topic!("answered": "da", "en", "ar", "tr", "so"),
    &topic!("chart": "da", "en", "ar", "tr", "so"),
    &topic!("evaluation": "da", "en"),
    &topic!("feed": "da", "en"),
    &topic!("figure": "da", "en"),
    &topic!("finding": "da", "en"),
    &topic!("followed": "da", "en", "ar", "tr", "so"),
    &topic!("form": "da", "en"),
    &topic!("graph": "da", "en"),
    &topic!("indicator": "da", "en"),
    &topic!("interview": "da", "en"),
    &topic!("invitation": "da", "en"),
    &topic!("invited": "da", "en", "ar", "tr", "so"),
    &topic!("kiosk": "da", "en", "ar", "tr", "so"),
    &topic!("language": "da", "en"),
    &topic!("log": "da", "en"),
    &topic!("logbook": "da", "en"),
    &topic!("mailed": "da", "en", "ar", "tr", "so"),
    &topic!("mailing": "da", "en"),
    &topic!("map": "da", "en"),
    &topic!("microdata": "da", "en"),
    &topic!("notice": "da", "en", "ar", "tr", "so"),
    &topic!("own": "da", "en"),
    &topic!("place": "da", "en"),
    &topic!("plan": "da", "en"),
    &topic!("poster": "da", "en", "ar", "tr", "so"),
    &topic!("processing": "da", "en"),
    &topic!("quarantine": "da", "en"),
    &topic!("rate": "da", "en"),
    &topic!("receipt": "da", "en", "ar", "tr", "so"),
    &topic!("release": "da", "en"),
    &topic!("report": "da", "en"),
    &topic!("rights": "da", "en"),
    &topic!("satisfied": "da", "en", "ar", "tr", "so"),
    &topic!("second": "da", "en"),
    &topic!("sentence": "da", "en", "ar", "tr", "so"),
    &topic!("signup": "da", "en", "ar", "tr", "so"),
    &topic!("staff": "da", "en"),
    &topic!("start": "da", "en"),
    &topic!("tables": "da", "en"),
    &topic!("texted": "da", "en", "ar", "tr", "so"),
    &topic!("token": "da", "en"),
    &topic!("told": "da", "en", "ar", "tr", "so"),
    &topic!("trap": "da", "en", "ar", "tr", "so"),
    &topic!("walk": "da", "en"),
    &topic!("wave": "da", "en"),
];

static WORDS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&TOPICS.concat()));

/// The message `key` in `language`, in Danish where that language lacks it.
pub fn say(language: &str, key: &str) -> String {
    WORDS.message(language, key, &[])
}

/// The same with something put in.
pub fn say_with(language: &str, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
    WORDS.message(language, key, arguments)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The messages of a file, each with the names of its arguments.
    fn messages(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut last = "";
        for line in source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let (false, Some((key, _))) = (line.starts_with([' ', '}']), line.split_once(" =")) {
                assert!(found.insert(key, BTreeSet::new()).is_none(), "{key} stands twice");
                last = key;
            }
            let arguments = line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next());
            found.entry(last).or_default().extend(arguments);
        }
        found
    }

    #[test]
    fn every_topic_says_the_same_in_each_of_its_languages() {
        for topic in TOPICS {
            let (_, danish) = topic[0];
            for (language, source) in *topic {
                assert_eq!(messages(source), messages(danish), "{language}");
            }
        }
    }

    #[test]
    fn no_two_topics_use_a_key_for_different_things() {
        let mut known = BTreeSet::new();
        for topic in TOPICS {
            for key in messages(topic[0].1).into_keys() {
                assert!(known.insert(key), "{key} stands in two topics");
            }
        }
    }

    #[test]
    fn every_message_can_be_said() {
        for (language, source) in TOPICS.concat() {
            for key in messages(source).into_keys() {
                assert_ne!(say(language, key), key, "{language}");
            }
        }
    }

    #[test]
    fn a_language_without_words_is_answered_in_danish() {
        assert_eq!(say("unheard-of", "staff-log-out"), "Log ud");
        assert_eq!(say("en", "staff-log-out"), "Log out");
    }
}
