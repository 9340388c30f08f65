//! The words that the engine itself says to people, and how each language writes numbers and dates.
//!
//! Texts stand in `locales/*.ftl` (Project Fluent), the same messages in each; Danish is what a missing language falls
//! back to.

mod dates;
mod language;
mod numbers;

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

pub use fluent_bundle::FluentValue;

pub use dates::{read_date, read_time};
pub use language::{Direction, Locale};

const DANISH: &str = "da";

static SOURCES: [(&str, &str); 5] = [
    (DANISH, include_str!("../../locales/da.ftl")),
    ("en", include_str!("../../locales/en.ftl")),
    ("ar", include_str!("../../locales/ar.ftl")),
    ("tr", include_str!("../../locales/tr.ftl")),
    ("so", include_str!("../../locales/so.ftl")),
];

static WORDS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&SOURCES));

/// Messages in several languages, read from Project Fluent's files.
pub struct Catalogue {
    bundles: Vec<(&'static str, FluentBundle<FluentResource>)>,
}

/// The message `key` of the engine in `language`, with `arguments` put in.
pub fn message(language: &str, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    WORDS.message(language, key, arguments)
}

impl Catalogue {
    /// Of files, each with the code of its language; several may be of one.
    pub fn new(sources: &[(&'static str, &str)]) -> Self {
        let mut bundles: Vec<(&'static str, FluentBundle<FluentResource>)> = Vec::new();
        for (code, source) in sources {
            match bundles.iter_mut().find(|(known, _)| known == code) {
                Some((_, bundle)) => add(bundle, source),
                None => bundles.push((code, bundle(code, source))),
            }
        }
        Self { bundles }
    }

    /// The message `key` in `language`, else in Danish, with `arguments` put in; the key itself where there is none.
    pub fn message(&self, language: &str, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        let wanted = self.bundles.iter().filter(|(code, _)| *code == language);
        let danish = self.bundles.iter().filter(|(code, _)| *code == DANISH);
        wanted.chain(danish).find_map(|(_, bundle)| format(bundle, key, &arguments)).unwrap_or_else(|| key.to_owned())
    }
}

fn format(bundle: &FluentBundle<FluentResource>, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    Some(bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned())
}

fn bundle(code: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(code.parse().into_iter().collect());
    // The marks around arguments are for mixed directions; the pages keep these apart with elements.
    bundle.set_use_isolating(false);
    add(&mut bundle, source);
    bundle
}

/// What cannot be read of a file is left out here; tests see that nothing is.
fn add(bundle: &mut FluentBundle<FluentResource>, source: &str) {
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
    bundle.add_resource_overriding(resource);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of a file, each with the names of its arguments.
    fn messages(source: &str) -> Vec<(String, Vec<String>)> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let (false, Some((key, _))) = (line.starts_with([' ', '}']), line.split_once(" = ")) {
                found.push((key.to_owned(), Vec::new()));
            }
            let arguments = line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next());
            if let Some((_, all)) = found.last_mut() {
                all.extend(arguments.map(str::to_owned));
                all.sort();
                all.dedup();
            }
        }
        found
    }

    #[test]
    fn every_file_can_be_read_to_the_end() {
        for (code, source) in SOURCES {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{code}.ftl");
        }
    }

    #[test]
    fn every_file_has_the_same_messages_with_the_same_arguments_in_the_same_order() {
        let danish = messages(SOURCES[0].1);
        assert!(danish.len() > 100, "the test reads the files wrongly: {}", danish.len());
        for (code, source) in SOURCES {
            for (theirs, ours) in messages(source).iter().zip(&danish) {
                assert_eq!(theirs, ours, "{code}.ftl");
            }
            assert_eq!(messages(source).len(), danish.len(), "{code}.ftl");
        }
    }

    #[test]
    fn every_language_with_words_has_a_locale_and_a_draft_says_so_in_its_first_line() {
        for (code, source) in SOURCES {
            assert_eq!(Locale::of(code).code(), code);
            assert_eq!(source.starts_with("# DRAFT"), Locale::of(code).is_draft(), "{code}.ftl");
        }
    }

    #[test]
    fn counted_things_follow_the_grammar_of_the_language() {
        let minutes = |language, count: u32| message(language, "unit-minutes", &[("minutes", count.into())]);
        assert_eq!(minutes("da", 1), "1 minut");
        assert_eq!(minutes("da", 4), "4 minutter");
        assert_eq!(minutes("ar", 2), "دقيقتان");
        assert_eq!(minutes("ar", 4), "4 دقائق");
        assert_eq!(minutes("ar", 60), "60 دقيقة");
        assert_eq!(minutes("unheard-of", 4), "4 minutter");
    }
}
