//! What stands around every page: head, who asks, the way out, and the headers that keep the page to itself.

use forms::locale::{self, Locale};
use maud::{DOCTYPE, Markup, html};
use poem::http::{StatusCode, header};
use poem::{Body, Response};

use super::visit::Visit;
use super::{assets, reload};

/// Everything comes from here, nothing is inline. Our script sends forms itself, hence `connect-src`.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page as it goes out.
pub(super) struct Frame<'a> {
    pub(super) language: &'a str,
    /// What the page is about; the form is named behind it.
    pub(super) title: &'a str,
    pub(super) status: StatusCode,
    /// Nothing where no wave is known.
    pub(super) visit: Option<&'a Visit>,
    pub(super) way_out: WayOut,
}

/// Whether the page offers to finish and clear the phone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WayOut {
    /// There may be something to clear.
    Shown,
    /// The page is about nothing else, or comes after it.
    Left,
}

impl<'a> Frame<'a> {
    /// A page of a visit.
    pub(super) fn of(visit: &'a Visit, title: &'a str) -> Self {
        let language = &visit.language;
        Self { language, title, status: StatusCode::OK, visit: Some(visit), way_out: WayOut::Shown }
    }

    /// The response.
    pub(super) fn around(&self, content: &Markup) -> Response {
        Response::builder()
            .status(self.status)
            .content_type("text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .header(header::CACHE_CONTROL, "no-store")
            // Forms need an origin that the server can check; nobody else learns of the link.
            .header(header::REFERRER_POLICY, "same-origin")
            .header("x-robots-tag", "noindex")
            .body(Body::from_string(self.document(content).into_string()))
    }

    fn document(&self, content: &Markup) -> Markup {
        let words = |key| locale::message(self.language, key, &[]);
        let form = self.visit.and_then(|visit| visit.form().title().in_language(self.language));
        let title = match form.filter(|form| *form != self.title) {
            Some(form) => {
                let arguments = [("page", self.title.into()), ("form", form.into())];
                locale::message(self.language, "page-title", &arguments)
            }
            None => self.title.to_owned(),
        };
        html! {
            (DOCTYPE)
            html lang=(self.language) dir=(Locale::of(self.language).direction().attribute()) {
                head {
                    (head(&title))
                    script src=(assets::address("nabosvar.js")) defer {}
                    @if let Some(script) = self.visit.and_then(reload::script) { (script) }
                }
                body {
                    a.to-content href="#content" { (words("skip-to-content")) }
                    (self.top())
                    main #content tabindex="-1" { (content) }
                    (self.bottom(form))
                }
            }
        }
    }

    fn top(&self) -> Markup {
        let words = |key| locale::message(self.language, key, &[]);
        html! {
            header {
                @if let Some((visit, mark)) = self.visit.and_then(|visit| Some((visit, visit.link.mark()?))) {
                    p.demo.preview[visit.link.look().is_some()] { (visit.words(mark)) }
                    @if let Some(faults) = reload::faults(visit) { (faults) }
                }
                div.top {
                    p.who {
                        img src=(assets::address("nabosvar.svg")) alt="" width="28" height="28";
                        @if let Some(programme) = self.visit.and_then(|visit| visit.link.programme()) {
                            span dir="auto" { (programme.name) }
                        }
                    }
                    @if let Some(visit) = self.visit.filter(|_| self.way_out == WayOut::Shown) {
                        a.exit href=(visit.address("clear")) { (words("clear")) }
                    }
                }
            }
        }
    }

    fn bottom(&self, form: Option<&str>) -> Markup {
        html! {
            @if let (Some(visit), Some(form)) = (self.visit, form) {
                footer.bottom {
                    p { (form) }
                    @if visit.is_draft_translation() { p { (visit.words("draft-translation")) } }
                    @if self.title != visit.words("choose-language") {
                        p { a href=(visit.root()) { (visit.words("change-language")) } }
                    }
                }
            }
        }
    }
}

/// What stands in the head of every page for residents.
pub(super) fn head(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (title) }
        link rel="stylesheet" href=(assets::address("nabosvar.css"));
        link rel="icon" type="image/svg+xml" href=(assets::address("nabosvar.svg"));
    }
}

impl Visit {
    /// Whether nobody who speaks the language has checked the words, the form's or our own.
    fn is_draft_translation(&self) -> bool {
        let language = self.form().languages().iter().find(|language| language.code == self.language);
        self.locale().is_draft() || language.is_some_and(|language| language.is_draft)
    }
}
