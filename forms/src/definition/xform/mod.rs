//! Writes a form as an ODK `XForm`, which is what clients such as ODK Collect load: after the ODK `XForms` specification, laid
//! out as the reference converter for XLSForm lays it out.
//!
//! `missing` of a choice becomes one more child of its item, which clients leave alone. What else only this engine knows
//! (`sensitive`, `purpose`, `minutes`, `audience`) is left out: no client would act on it.

mod binds;
mod body;
mod client;
mod counts;
mod instances;
mod paths;
mod texts;
mod xml;

use super::{compile, form::Form};
use paths::Paths;
use xml::Element;

/// The namespace of what has no prefix.
const XFORMS: &str = "http://www.w3.org/2002/xforms";
/// The version of the specification.
const XFORMS_VERSION: &str = "1.0.0";

impl Form {
    /// The form as an ODK `XForm`. The same form always gives the same text.
    pub fn to_xform(&self) -> String {
        let paths = Paths::new(self);
        let html = Element::new("h:html").with("xmlns", XFORMS);
        let declared = compile::NAMESPACES.into_iter().chain(client::namespaces(self));
        let html = declared.fold(html, |html, (prefix, address)| html.with(&format!("xmlns:{prefix}"), address));
        let title = self.title.in_language(&self.default_language).unwrap_or_default();
        let head = Element::new("h:head").holding(Element::new("h:title").saying(title)).holding(model(self, &paths));
        xml::document(&html.holding(head).holding(body::body(self, &paths)))
    }
}

fn model(form: &Form, paths: &Paths<'_>) -> Element {
    let mut model = Element::new("model").with("odk:xforms-version", XFORMS_VERSION);
    model.extend(client::submission(form));
    model.extend(texts::itext(form, paths));
    model.push(instances::primary(form));
    model.extend(instances::secondary(form));
    model.extend(binds::all(form, paths));
    model
}
