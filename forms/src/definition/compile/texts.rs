//! Texts in all the languages of a form, and what is missing of them.

use super::super::{
    fault::{Faults, Position},
    form::Media,
    raw::{RawMedia, RawText, RawTranslation},
    text::{Language, Text},
};

/// The languages that a form's texts are held against.
pub(super) struct Translations {
    default_language: String,
    languages: Vec<Language>,
}

impl Translations {
    pub(super) fn new(default_language: &str, languages: &[Language]) -> Self {
        Self { default_language: default_language.to_owned(), languages: languages.to_vec() }
    }

    /// The languages, in the order of the form.
    pub(super) fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The default language's code.
    pub(super) fn default_language(&self) -> &str {
        &self.default_language
    }

    /// A text that may be absent. `owner` and `what` name it in faults: "the label of `glad`".
    pub(super) fn read(&self, raw: &RawText, owner: &str, what: &str, faults: &mut Faults) -> Text {
        let Some(first) = raw.0.first() else { return Text::default() };
        let start = first.text.position;
        let stands_in = first.stands_in;
        if let [RawTranslation { language: None, text, .. }] = raw.0.as_slice() {
            let text = Text::plain(self.default_language.clone(), text.value.clone());
            self.report_missing(text.translations(), owner, what, start, faults);
            return if stands_in { text.standing_in() } else { text };
        }
        let mut found: Vec<(String, String)> = Vec::new();
        for translation in &raw.0 {
            let language = translation.language.as_ref().unwrap_or(&self.default_language);
            if self.languages.iter().all(|known| known.code != *language) {
                let known = self.languages.iter().map(|language| language.code.as_str());
                let help = faults.did_you_mean(language, known, str::to_owned);
                let message = format!("the {what} of {owner} is in `{language}`, which is not among `languages`");
                faults.error_with_help(translation.text.position, message, help);
            } else {
                found.push((language.clone(), translation.text.value.clone()));
            }
        }
        let written = found.iter().map(|(language, text)| (language.as_str(), text.as_str()));
        self.report_missing(written, owner, what, start, faults);
        let text = self.sorted(found);
        if stands_in { text.standing_in() } else { text }
    }

    /// Files, in every language.
    pub(super) fn media(&self, raw: &RawMedia, owner: &str, faults: &mut Faults) -> Media {
        Media {
            image: self.read(&raw.image, owner, "image", faults),
            audio: self.read(&raw.audio, owner, "audio", faults),
            video: self.read(&raw.video, owner, "video", faults),
            big_image: self.read(&raw.big_image, owner, "big-image", faults),
        }
    }

    /// A text that has to be there.
    pub(super) fn required(&self, raw: &RawText, owner: &str, what: &str, at: Position, faults: &mut Faults) -> Text {
        if raw.0.is_empty() {
            faults.error(at, format!("{owner} has no `{what}`"));
        }
        self.read(raw, owner, what, faults)
    }

    fn report_missing<'t>(
        &self,
        found: impl Iterator<Item = (&'t str, &'t str)>,
        owner: &str,
        what: &str,
        at: Position,
        faults: &mut Faults,
    ) {
        let found: Vec<&str> = found.map(|(code, _)| code).collect();
        let is_missing = |language: &&Language| !found.contains(&language.code.as_str());
        let missing: Vec<&str> =
            self.languages.iter().filter(is_missing).map(|language| language.code.as_str()).collect();
        if missing.contains(&self.default_language.as_str()) {
            let message =
                format!("the {what} of {owner} is missing in the default language `{}`", self.default_language);
            faults.error(at, message);
        } else if !missing.is_empty() {
            faults.warning(at, format!("the {what} of {owner} is not translated into {}", missing.join(", ")));
        }
    }

    /// The default language first, so that it is what a missing translation falls back to; the others as the form has them.
    fn sorted(&self, mut found: Vec<(String, String)>) -> Text {
        let rank = |code: &str| {
            let place = self.languages.iter().position(|language| language.code == code);
            (code != self.default_language, place)
        };
        found.sort_by_key(|(code, _)| rank(code));
        Text::new(found)
    }
}
