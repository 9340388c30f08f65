//! The form's own cells: what it is called, which version it is, who fills it and in which languages.

use super::{
    super::{
        fault::{At, Faults, Position},
        form::{Audience, ROOT_NAME},
        raw::{RawForm, RawLanguage},
        text::Language,
    },
    clients::Clients,
};
use crate::suggest;

/// The checked settings; with faults reported, they hold harmless stand-ins.
pub(super) struct Settings {
    pub(super) id: String,
    pub(super) version: String,
    /// What the form is called in its own answer document.
    pub(super) name: String,
    pub(super) default_language: String,
    pub(super) languages: Vec<Language>,
    pub(super) minutes: Option<u32>,
    pub(super) audience: Audience,
    /// Where to point at what is not there.
    pub(super) start: Position,
}

/// Names are part of addresses, of file names and of the columns of an export.
const MAX_NAME: usize = 64;

/// What stands before the name of a setting that becomes an attribute of the form's own element.
pub(in super::super) const ATTRIBUTE: &str = "attribute::";

/// Settings of XLSForm that this engine has no use for, and other clients have.
pub(in super::super) const CLIENT_SETTINGS: [&str; 11] = [
    "auto_delete",
    "auto_send",
    "client_editable",
    "delimiter",
    "instance_id",
    "instance_xmlns",
    "namespaces",
    "prefix",
    "public_key",
    "style",
    "submission_url",
];
/// More than anybody translates into; each text is held against all of them.
const MAX_LANGUAGES: usize = 50;

pub(super) fn compile(raw: &RawForm, faults: &mut Faults) -> Settings {
    let start = raw.start;
    let id = required(raw.form_id.as_ref(), "form_id", start, faults);
    if let Some(cell) = raw.form_id.as_ref().filter(|cell| !is_name(&cell.value)) {
        faults.error(cell.position, illegal_name("form_id", &cell.value));
    }
    let version = required(raw.version.as_ref(), "version", start, faults);
    if let Some(cell) = raw.version.as_ref().filter(|cell| !is_version(&cell.value)) {
        let message = format!("`{}` cannot be a version: letters, digits, `.`, `_` and `-`", cell.value);
        faults.error(cell.position, message);
    }
    let (default_language, languages) = languages(raw, start, faults);
    Settings {
        id,
        version,
        name: raw.name.as_ref().map_or_else(|| ROOT_NAME.to_owned(), |cell| root_name(cell, faults)),
        default_language,
        languages,
        minutes: raw.minutes.as_ref().and_then(|cell| minutes(cell, faults)),
        audience: raw.audience.as_ref().map_or(Audience::Resident, |cell| audience(cell, faults)),
        start,
    }
}

/// Settings that only other clients read, of those that there are, and attributes for the form's own element.
pub(super) fn client(
    cells: Vec<(String, At<String>)>,
    clients: &Clients,
    faults: &mut Faults,
) -> Vec<(String, String)> {
    let is_kept = |(name, cell): &(String, At<String>)| {
        name.strip_prefix(ATTRIBUTE).is_none_or(|attribute| clients.is_attribute(attribute, cell, faults))
    };
    let cells: Vec<(String, At<String>)> = cells.into_iter().filter(is_kept).collect();
    let is_unknown = |name: &str| !CLIENT_SETTINGS.contains(&name) && !name.starts_with(ATTRIBUTE);
    for (name, cell) in cells.iter().filter(|(name, _)| is_unknown(name)) {
        let help = match suggest::closest(name, CLIENT_SETTINGS) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("known here: {}", CLIENT_SETTINGS.join(", ")),
        };
        faults.error_with_help(cell.position, format!("unknown setting `{name}`"), Some(help));
    }
    let mut settings: Vec<(String, String)> = cells.into_iter().map(|(name, cell)| (name, cell.value)).collect();
    settings.sort_by_key(|(name, _)| CLIENT_SETTINGS.iter().position(|known| known == name));
    settings
}

/// Whether `text` can name a form, a list, a question or a choice column (a name of XML without its colon).
pub(in super::super) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = characters.next().is_some_and(|first| first == '_' || first.is_alphabetic() && is_in_xml(first));
    let follows = |c: char| matches!(c, '_' | '-' | '.') || c.is_alphanumeric() && is_in_xml(c);
    starts && text.len() <= MAX_NAME && characters.all(follows)
}

/// Whether XML 1.0 takes a letter or a digit in a name (`NameChar`), as the names of a form become those of elements.
fn is_in_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{7F}' | '\u{C0}'..='\u{2FF}' | '\u{370}'..='\u{1FFF}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// What is said of a name that [`is_name`] refuses.
pub(super) fn illegal_name(what: &str, name: &str) -> String {
    format!(
        "`{name}` cannot be a {what}: it starts with a letter or `_`, goes on with letters, digits, `_`, `-` and `.`, and is at most {MAX_NAME} bytes long"
    )
}

fn root_name(cell: &At<String>, faults: &mut Faults) -> String {
    if !is_name(&cell.value) {
        faults.error(cell.position, illegal_name("name", &cell.value));
    }
    cell.value.clone()
}

fn is_version(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (1..=MAX_NAME).contains(&text.len()) && text.chars().all(legal) && !text.starts_with('.')
}

fn required(cell: Option<&At<String>>, name: &str, start: Position, faults: &mut Faults) -> String {
    if cell.is_none() {
        faults.error(start, format!("`{name}` is missing"));
    }
    cell.map_or_else(|| "unnamed".to_owned(), |cell| cell.value.clone())
}

fn languages(raw: &RawForm, start: Position, faults: &mut Faults) -> (String, Vec<Language>) {
    let default = required(raw.default_language.as_ref(), "default_language", start, faults);
    let mut languages: Vec<Language> = Vec::new();
    if let Some(surplus) = raw.languages.get(MAX_LANGUAGES) {
        faults.error(surplus.code.position, format!("a form has at most {MAX_LANGUAGES} languages"));
    }
    for language in raw.languages.iter().take(MAX_LANGUAGES) {
        check_language(&language.code, faults);
        check_language_name(language, faults);
        let (code, name) = (language.code.value.clone(), language.name.clone());
        languages.push(Language { code, name, is_draft: language.is_draft });
    }
    match raw.default_language.as_ref() {
        Some(cell) if languages.is_empty() => {
            check_language(cell, faults);
            languages.push(Language { code: cell.value.clone(), name: None, is_draft: false });
        }
        Some(cell) if languages.iter().all(|language| language.code != default) => {
            let message = format!("the default language `{default}` is not among `languages`");
            faults.error(cell.position, message);
        }
        _ => {}
    }
    (default, languages)
}

/// The one way in which the code of a language is written, such as `pt-BR` for `PT_br`; nothing if it is no code.
pub(in super::super) fn language_code(text: &str) -> Option<String> {
    let is_primary = |part: &str| matches!(part.len(), 2 | 3) && part.chars().all(|c| c.is_ascii_alphabetic());
    let is_further = |part: &str| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let mut parts = text.split(['-', '_']);
    if !(parts.next().is_some_and(is_primary) && parts.all(is_further)) {
        return None;
    }
    let written = text.split(['-', '_']).enumerate().map(|(place, part)| match (place, part.len()) {
        (0, _) => part.to_lowercase(),
        (_, 2) => part.to_uppercase(),
        _ => part.to_owned(),
    });
    Some(written.collect::<Vec<_>>().join("-"))
}

fn check_language(cell: &At<String>, faults: &mut Faults) {
    let code = language_code(&cell.value);
    if code.as_ref() != Some(&cell.value) {
        let help = code.map(|code| format!("write `{code}`"));
        let message = format!("`{}` is no language code such as `da` or `pt-BR`", cell.value);
        faults.error_with_help(cell.position, message, help);
    }
}

/// What a language is called stands in headings, so that it has to be fit for them and may not name another code.
fn check_language_name(RawLanguage { code, name, .. }: &RawLanguage, faults: &mut Faults) {
    let Some(name) = name else { return };
    let inside = name.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside.trim());
    let named = inside.and_then(language_code);
    let is_line = name.split_whitespace().collect::<Vec<_>>().join(" ") == *name;
    if !is_line || name.contains("::") || named.is_some_and(|named| named != code.value) {
        let message = format!("`{name}` cannot be what the language `{}` is called", code.value);
        let help = Some(format!("write it on one line, with its own code behind it: `… ({})`", code.value));
        faults.error_with_help(code.position, message, help);
    }
}

fn minutes(cell: &At<String>, faults: &mut Faults) -> Option<u32> {
    let minutes = cell.value.parse().ok().filter(|minutes| (1..=600).contains(minutes));
    if minutes.is_none() {
        faults.error(cell.position, format!("`{}` is no number of minutes from 1 to 600", cell.value));
    }
    minutes
}

fn audience(cell: &At<String>, faults: &mut Faults) -> Audience {
    match cell.value.as_str() {
        "resident" => Audience::Resident,
        "staff" => Audience::Staff,
        other => {
            let help = suggest::closest(other, ["resident", "staff"]).map(|close| format!("did you mean `{close}`?"));
            faults.error_with_help(cell.position, format!("`{other}` is neither `resident` nor `staff`"), help);
            Audience::Resident
        }
    }
}
