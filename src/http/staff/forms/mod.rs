//! Forms: which there are, a file that is checked cell by cell, what a version does to the data of the one before, and putting
//! it into use or taking it out.

mod changes;
mod draft;
mod faults;
mod list;
mod show;
mod upload;

use ::forms::Form;
use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::http::Method;

use super::table::{Needs, Page, page};
use super::visit::Visit;
use crate::access::Permission;

/// Where the list is.
pub(super) const LIST: &str = "/staff/forms";

const NEW: &str = "/staff/forms/new";
const DRAFT: &str = "/staff/forms/drafts/:form/:version";
const DELETE: &str = "/staff/forms/drafts/:form/:version/delete";
const ONE: &str = "/staff/forms/one/:form";
const CHANGES: &str = "/staff/forms/one/:form/:version/changes";
const FILE: &str = "/staff/forms/one/:form/:version/file/:ending";
const PREVIEW: &str = "/staff/forms/one/:form/:version/preview";
const USE: &str = "/staff/forms/one/:form/:version/use";

pub(super) fn pages() -> Vec<Page> {
    let reads = Needs::Permission(Permission::ReadForms);
    let writes = Needs::Permission(Permission::WriteForms);
    let publishes = Needs::Permission(Permission::PublishForms);
    vec![
        page(Method::GET, LIST, reads, list::show),
        page(Method::GET, NEW, writes, upload::show),
        page(Method::POST, NEW, writes, upload::take),
        page(Method::GET, DRAFT, writes, draft::show),
        page(Method::POST, DRAFT, publishes, draft::publish),
        page(Method::POST, DELETE, writes, draft::delete),
        page(Method::GET, ONE, reads, show::show),
        page(Method::GET, CHANGES, reads, changes::show),
        page(Method::GET, FILE, reads, show::file),
        page(Method::POST, PREVIEW, writes, show::preview),
        page(Method::POST, USE, publishes, show::change_use),
    ]
}

/// Whether a request brings the file of a form, and so is larger than others.
pub(super) fn brings_file(path: &str) -> bool {
    path == NEW
}

/// The address of a form.
fn address(form_id: &str) -> String {
    format!("{LIST}/one/{}", segment(form_id))
}

/// The address of a version, to which is added what is wanted of it.
fn version_address(form_id: &str, version: &str) -> String {
    format!("{}/{}", address(form_id), segment(version))
}

/// The address of a draft.
fn draft_address(form_id: &str, version: &str) -> String {
    format!("{LIST}/drafts/{}/{}", segment(form_id), segment(version))
}

/// A name as a piece of an address.
fn segment(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte);
    name.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// What a form is called.
pub(super) fn title(visit: &Visit, form: &Form) -> String {
    form.title().in_language(visit.language).unwrap_or_else(|| form.id()).to_owned()
}

/// The languages of a form; of each that nobody who speaks it has checked, that it is a draft.
fn languages(visit: &Visit, form: &Form) -> Markup {
    html! {
        @for (number, language) in form.languages().iter().enumerate() {
            @if number > 0 { ", " }
            span lang=(language.code) { (Locale::of(&language.code).name()) }
            @if language.is_draft { " " span.draft { (visit.say("form-unchecked")) } }
        }
    }
}

/// A line of a list of facts.
fn fact(visit: &Visit, key: &str, value: &Markup) -> Markup {
    html! { div { dt { (visit.say(key)) } dd { (value) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_one_piece_of_an_address() {
        assert_eq!(segment("tryghed_2026-1~"), "tryghed_2026-1~");
        assert_eq!(segment("a/b?c#d e%æ"), "a%2Fb%3Fc%23d%20e%25%C3%A6");
        // What browsers would take for a way upwards.
        assert_eq!(draft_address("..", "1"), "/staff/forms/drafts/%2E%2E/1");
    }
}
