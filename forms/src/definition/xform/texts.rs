//! What the form says to people: in place where it is the same in every language, else as `itext`.
//!
//! Clients can show a picture, a recording or guidance only from `itext`, so that a text goes there, too, where such things
//! come with it. In a language that lacks a text, `-` stands, which is what people who know the ODK tools look for.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    super::{
        form::{Choice, ChoiceList, Form, Item, ItemId, ListSource, Media, Texts},
        text::{Language, Text},
    },
    paths::{Nesting, Paths},
    xml::Element,
};
use crate::locale::{self, Locale};

/// What stands where a language lacks a text.
const MISSING: &str = "-";
/// How clients call the language of a form that names none.
const UNNAMED: &str = "default";
/// The words for what `or_other` adds, in languages that we have no words for.
const OTHER: &str = "Other";
const PLEASE_SPECIFY: &str = "Specify other.";

/// A text with what comes with it, under one identifier.
struct Entry<'f> {
    id: String,
    /// The row whose answers `${name}` means.
    from: ItemId,
    values: Vec<Value<'f>>,
}

struct Value<'f> {
    /// The attribute `form`; none for the words themselves.
    form: Option<&'static str>,
    /// What stands before the name of a file.
    folder: &'static str,
    text: Cow<'f, Text>,
}

/// The element `itext` with every text that is not written in place.
pub(super) fn itext(form: &Form, paths: &Paths<'_>) -> Option<Element> {
    let mut entries = Vec::new();
    for id in (1..form.items.len()).map(ItemId) {
        entries.extend(of_item(form, id, paths));
    }
    entries.extend(form.choice_lists.iter().filter(|list| needs_itext(list)).flat_map(|list| of_list(form, list)));
    let used: BTreeSet<&str> = entries
        .iter()
        .flat_map(|entry| &entry.values)
        .flat_map(|value| value.text.written().map(|(language, _)| language))
        .collect();
    let used = form.languages.iter().filter(|language| used.contains(language.code.as_str()));
    let mut itext = Element::new("itext");
    let mut is_empty = true;
    for language in used {
        itext.push(translation(form, language, &entries, paths));
        is_empty = false;
    }
    (!is_empty).then_some(itext)
}

/// An element such as `label` for a text of a row.
pub(super) fn shown(name: &str, id: ItemId, form: &Form, paths: &Paths<'_>) -> Option<Element> {
    let item = form.item(id);
    let values = if name == "hint" { hint(&item.texts) } else { label(form, item) };
    let element = Element::new(name);
    if is_translated(&values) {
        return Some(element.with("ref", format!("jr:itext('{}:{name}')", paths.absolute(id))));
    }
    let text = values.first()?.text.translations().next()?.1.to_owned();
    Some(said(element, &text, "", id, paths))
}

/// A message, which is an attribute: the words, or where they are.
pub(super) fn message(name: &str, text: &Text, id: ItemId, paths: &Paths<'_>) -> Option<String> {
    let (_, words) = text.translations().next()?;
    let is_in_place = text.is_plain() && !words.contains("${");
    Some(if is_in_place { words.to_owned() } else { format!("jr:itext('{}:{name}')", paths.absolute(id)) })
}

/// What is said on occasion, by the names of the attributes that say it.
pub(super) fn messages(texts: &Texts) -> [(&'static str, &Text); 3] {
    [
        ("jr:constraintMsg", &texts.constraint_message),
        ("jr:requiredMsg", &texts.required_message),
        ("jr:noAppErrorString", &texts.no_app_error),
    ]
}

/// Whether the choices of a list refer to `itext`.
pub(super) fn needs_itext(list: &ChoiceList) -> bool {
    let is_plain = |choice: &Choice| {
        choice.label.is_plain() && choice.label.translations().all(|(_, label)| !label.contains("${"))
    };
    let is_written = list.source == ListSource::Written;
    is_written
        && list.choices.iter().any(|choice| !choice.is_generated && (!is_plain(choice) || !choice.media.is_empty()))
}

/// The label of a choice of a list without `itext`. Where the author wrote none, it is the name: clients load no list in which
/// nothing has a label.
pub(super) fn choice_label(form: &Form, choice: &Choice) -> String {
    if choice.is_generated {
        return words_for(&form.default_language, "choice-other", OTHER);
    }
    choice.label.in_language(&form.default_language).unwrap_or_default().to_owned()
}

/// The identifier of the texts of a choice.
pub(super) fn choice_id(list: &ChoiceList, place: usize) -> String {
    format!("{}-{place}", list.name)
}

fn of_item<'f>(form: &'f Form, id: ItemId, paths: &Paths<'_>) -> Vec<Entry<'f>> {
    let item = form.item(id);
    let entry = |name: &str, values| Entry { id: format!("{}:{name}", paths.absolute(id)), from: id, values };
    let mut entries = Vec::new();
    for (name, values) in [("label", label(form, item)), ("hint", hint(&item.texts))] {
        if is_translated(&values) {
            entries.push(entry(name, values));
        }
    }
    for (name, text) in messages(&item.texts) {
        if message(name, text, id, paths).is_some_and(|written| written.starts_with("jr:itext(")) {
            entries.push(entry(name, vec![words(text)]));
        }
    }
    entries
}

fn of_list<'f>(form: &Form, list: &'f ChoiceList) -> impl Iterator<Item = Entry<'f>> {
    list.choices.iter().enumerate().map(|(place, choice)| {
        let other = || Cow::Owned(Text::new(added(form, "choice-other", OTHER)));
        let label = if choice.is_generated { other() } else { Cow::Borrowed(&choice.label) };
        let label = Value { form: None, folder: "", text: label };
        let values = std::iter::once(label).filter(|value| !value.text.is_empty()).chain(files(&choice.media));
        Entry { id: choice_id(list, place), from: ItemId::ROOT, values: values.collect() }
    })
}

fn label<'f>(form: &Form, item: &'f Item) -> Vec<Value<'f>> {
    let texts = &item.texts;
    if item.question().is_some_and(|question| question.is_other_text) {
        let texts = added(form, "other-please-specify", PLEASE_SPECIFY);
        // The same in every language, they are written in place.
        let text = match texts.first() {
            Some((_, first)) if texts.iter().all(|(_, text)| text == first) => {
                Text::plain(form.default_language.clone(), first.clone())
            }
            _ => Text::new(texts),
        };
        return vec![Value { form: None, folder: "", text: Cow::Owned(text) }];
    }
    let label = std::iter::once(words(&texts.label)).filter(|value| !value.text.is_empty());
    label.chain(files(&texts.media)).collect()
}

fn hint(texts: &Texts) -> Vec<Value<'_>> {
    let guidance = Value { form: Some("guidance"), ..words(&texts.guidance_hint) };
    [words(&texts.hint), guidance].into_iter().filter(|value| !value.text.is_empty()).collect()
}

fn words(text: &Text) -> Value<'_> {
    Value { form: None, folder: "", text: Cow::Borrowed(text) }
}

fn files(media: &Media) -> impl Iterator<Item = Value<'_>> {
    let named = media.by_name().into_iter().filter(|(_, text)| !text.is_empty());
    named.map(|(form, text)| {
        let folder = match form {
            "audio" => "jr://audio/",
            "video" => "jr://video/",
            _ => "jr://images/",
        };
        Value { form: Some(form), folder, text: Cow::Borrowed(text) }
    })
}

fn is_translated(values: &[Value<'_>]) -> bool {
    values.iter().any(|value| value.form.is_some() || !value.text.is_plain())
}

fn translation(form: &Form, language: &Language, entries: &[Entry<'_>], paths: &Paths<'_>) -> Element {
    let is_default = language.code == form.default_language && !form.default_is_guessed;
    let mut translation =
        Element::new("translation").with("lang", name(language)).with_some("default", is_default.then_some("true()"));
    for entry in entries {
        let mut text = Element::new("text").with("id", entry.id.as_str());
        for value in &entry.values {
            let own = value.text.written().find(|(code, _)| *code == language.code);
            let Some(words) = own.map(|(_, words)| words).or(value.folder.is_empty().then_some(MISSING)) else {
                continue;
            };
            let element = Element::new("value").with_some("form", value.form);
            text.push(said(element, words, value.folder, entry.from, paths));
        }
        translation.push(text);
    }
    translation
}

/// As clients list the languages.
fn name(language: &Language) -> String {
    let is_unnamed = language.name.is_none() && language.code == "und";
    if is_unnamed { UNNAMED.to_owned() } else { language.heading() }
}

/// `element` with the words in it, and an element in the place of each `${name}`.
fn said(mut element: Element, words: &str, folder: &str, from: ItemId, paths: &Paths<'_>) -> Element {
    if !words.contains("${") {
        return element.saying(&format!("{folder}{words}"));
    }
    let mut parts = words.split("${");
    element.push_text(&format!(" {folder}{}", parts.next().unwrap_or_default()));
    for part in parts {
        let (name, after) = part.split_once('}').unwrap_or(("", part));
        let path = paths.reference(name.trim(), from, Nesting::Own);
        element.extend(path.map(|path| Element::new("output").with("value", path)));
        element.push_text(after);
    }
    element.saying(" ")
}

/// What `or_other` adds, in every language of the form.
fn added(form: &Form, key: &str, otherwise: &str) -> Vec<(String, String)> {
    let codes = form.languages.iter().map(|language| language.code.as_str());
    codes.map(|code| (code.to_owned(), words_for(code, key, otherwise))).collect()
}

/// Our words, in a language that we have words for.
fn words_for(language: &str, key: &str, otherwise: &str) -> String {
    let is_ours = Locale::of(language).code() == language;
    if is_ours { locale::message(language, key, &[]) } else { otherwise.to_owned() }
}
