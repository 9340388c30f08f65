//! The languages of a workbook: its headings name them in words, a form by their codes.

use super::{
    super::{
        compile::language_code,
        fault::{At, Faults, Position},
        raw::RawLanguage,
        text::Language,
    },
    table::{NamedColumn, Table},
};

/// What a text is in when nothing says so; a code of BCP 47.
const UNDETERMINED: &str = "und";
/// How the reference calls what has no language.
const UNNAMED: &str = "default";

/// Names that people write instead of a code.
const KNOWN: [(&str, &str); 48] = [
    ("albanian", "sq"),
    ("amharic", "am"),
    ("arabic", "ar"),
    ("bengali", "bn"),
    ("bosnian", "bs"),
    ("bulgarian", "bg"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dansk", "da"),
    ("dari", "prs"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("engelsk", "en"),
    ("english", "en"),
    ("español", "es"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("français", "fr"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("kurdish", "ku"),
    ("kyrgyz", "ky"),
    ("norwegian", "no"),
    ("pashto", "ps"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("somali", "so"),
    ("spanish", "es"),
    ("swahili", "sw"),
    ("swedish", "sv"),
    ("tamil", "ta"),
    ("thai", "th"),
    ("tigrinya", "ti"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("vietnamese", "vi"),
];

/// The languages that the headings name, in their order.
pub(super) struct Languages {
    default: String,
    position: Position,
    /// Neither the settings nor a plain `label` say which language is the default one.
    is_guessed: bool,
    /// As the headings have it, and the code.
    named: Vec<(String, String)>,
    /// The default language as the settings have it.
    setting: Option<String>,
}

impl Languages {
    /// Finds the languages of all headings.
    ///
    /// Texts under a heading without a language are in the default one: that which the settings name; if they name none
    /// and the survey has a plain `label`, one that nobody has named; otherwise the first that a heading names.
    pub(super) fn find(setting: Option<At<String>>, tables: [&Table; 3], faults: &mut Faults) -> Self {
        let setting = setting.filter(|cell| !cell.value.eq_ignore_ascii_case(UNNAMED));
        let (default, position) = (UNDETERMINED.to_owned(), tables[0].start);
        let mut languages = Self { default, position, is_guessed: false, named: Vec::new(), setting: None };
        let columns = || tables.into_iter().flat_map(|table| &table.columns).filter(|column| column.is_translated);
        for column in columns() {
            let Some(written) = column.language.as_ref().filter(|language| *language != UNNAMED) else { continue };
            if languages.code(Some(written)).is_none() {
                languages.add(written, column.position, faults);
            }
        }
        let has_plain_label = tables[0].columns.iter().any(|column| column.name == "label" && is_plain(column));
        let first = languages.named.first().map(|(_, code)| code.clone());
        match (setting, first) {
            (Some(cell), _) => {
                languages.position = cell.position;
                match code(&cell.value) {
                    Some(code) => languages.default = code,
                    None => report_unknown(&cell.value, cell.position, faults),
                }
                languages.setting = Some(cell.value);
            }
            (None, Some(first)) if !has_plain_label => {
                languages.default = first;
                languages.is_guessed = true;
            }
            (None, _) => {
                let message = "nothing says in which language the texts are";
                let help = "write its code, such as `da`, as `default_language` on the sheet `settings`".to_owned();
                faults.warning_with_help(tables[0].start, message, Some(help));
            }
        }
        languages
    }

    pub(super) fn default_code(&self) -> &str {
        &self.default
    }

    /// Whether nothing says which language is the default one.
    pub(super) fn is_guessed(&self) -> bool {
        self.is_guessed
    }

    /// The default language, with the place that says so.
    pub(super) fn default_cell(&self) -> At<String> {
        At { value: self.default.clone(), position: self.position }
    }

    /// The code of a language as a heading names it; nothing if it has none, which has been reported.
    pub(super) fn code(&self, written: Option<&str>) -> Option<&str> {
        let Some(written) = written.filter(|written| *written != UNNAMED) else { return Some(&self.default) };
        self.named.iter().find(|(name, _)| name == written).map(|(_, code)| code.as_str())
    }

    /// Each language once, as the headings have them; one that no heading names is the default one, and the first. `drafts`: the codes of those that no speaker has checked.
    pub(super) fn list(&self, drafts: &[&str]) -> Vec<RawLanguage> {
        let is_named = self.named.iter().any(|(_, code)| *code == self.default);
        let mut codes: Vec<&str> = if is_named { Vec::new() } else { vec![&self.default] };
        for (_, code) in &self.named {
            if !codes.contains(&code.as_str()) {
                codes.push(code);
            }
        }
        let in_heading = |code: &str| self.named.iter().find(|(_, named)| named == code).map(|(name, _)| name);
        let in_setting = |code: &str| self.setting.as_ref().filter(|_| code == self.default);
        let language = |code: &str| RawLanguage {
            code: At { value: code.to_owned(), position: self.position },
            name: in_heading(code)
                .or_else(|| in_setting(code))
                .filter(|name| **name != Language::usual_heading(code))
                .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")),
            is_draft: drafts.contains(&code),
        };
        codes.into_iter().map(language).collect()
    }

    fn add(&mut self, written: &str, position: Position, faults: &mut Faults) {
        match code(written) {
            Some(code) => self.named.push((written.to_owned(), code)),
            None => report_unknown(written, position, faults),
        }
    }
}

fn is_plain(column: &NamedColumn) -> bool {
    column.language.as_deref().is_none_or(|language| language == UNNAMED)
}

fn report_unknown(written: &str, position: Position, faults: &mut Faults) {
    let help = format!("write the code with it, as in `{written} (da)`");
    faults.error_with_help(position, format!("`{written}` is no language that is known here by name"), Some(help));
}

/// `en` for `English (en)`, for `en` and for `English`.
pub(super) fn code(written: &str) -> Option<String> {
    let inside = written.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(code, _)| code.trim());
    let candidate = inside.unwrap_or(written).trim();
    let by_name = || KNOWN.iter().find(|(name, _)| *name == written.to_lowercase()).map(|(_, code)| *code);
    language_code(candidate).or_else(|| by_name().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_language_is_named_by_code_by_both_or_by_a_well_known_name() {
        let code = |written| code(written);
        assert_eq!(code("Dansk (da)").as_deref(), Some("da"));
        assert_eq!(code("eng(en)").as_deref(), Some("en"));
        assert_eq!(code("so").as_deref(), Some("so"));
        assert_eq!(code("PT_br").as_deref(), Some("pt-BR"));
        assert_eq!(code("French").as_deref(), Some("fr"));
        assert_eq!(code("Klingon"), None);
        assert_eq!(code("(mellem os)"), None);
        assert_eq!(code(""), None);
    }
}
