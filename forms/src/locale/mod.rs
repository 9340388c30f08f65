//! The words that the engine itself says to people, in the languages of the shipped forms.
//!
//! Texts stand in `locales/*.ftl` (Project Fluent); Danish is what a missing one falls back to.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

const DANISH: &str = "da";

static SOURCES: [(&str, &str); 2] =
    [(DANISH, include_str!("../../locales/da.ftl")), ("en", include_str!("../../locales/en.ftl"))];

static BUNDLES: LazyLock<Vec<(&'static str, FluentBundle<FluentResource>)>> =
    LazyLock::new(|| SOURCES.iter().map(|(code, source)| (*code, bundle(code, source))).collect());

/// The message `key` in `language`, with `arguments` put in.
pub fn message(language: &str, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let wanted = BUNDLES.iter().filter(|(code, _)| *code == language);
    let danish = BUNDLES.iter().filter(|(code, _)| *code == DANISH);
    wanted.chain(danish).find_map(|(_, bundle)| format(bundle, key, &arguments)).unwrap_or_else(|| key.to_owned())
}

fn format(bundle: &FluentBundle<FluentResource>, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    Some(bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned())
}

/// What cannot be read of a file is left out here; the test below sees that nothing is.
fn bundle(code: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(code.parse().into_iter().collect());
    // The marks around arguments are for mixed directions; the pages keep these apart with elements.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_to_the_end() {
        for (code, source) in SOURCES {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{code}.ftl");
        }
    }
}
