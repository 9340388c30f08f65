//! A page for residents that belongs to no form: who speaks, what is said, and the same in the other languages.

use forms::locale::{self, Locale};
use maud::{DOCTYPE, Markup, html};

use crate::http::assets;
use crate::http::document::head;
use crate::store::place::Programme;

/// A page.
pub(super) struct Plain<'a> {
    pub(super) language: &'static str,
    pub(super) title: &'a str,
    /// Who speaks, if that is known.
    pub(super) programme: Option<&'a Programme>,
    /// What is said where everything is invented.
    pub(super) demo: &'a str,
    /// Where the same is in the other languages, each with its address.
    pub(super) others: Vec<(&'static str, String)>,
}

impl Plain<'_> {
    pub(super) fn around(&self, content: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.language) dir=(Locale::of(self.language).direction().attribute()) {
                head { (head(self.title)) }
                body {
                    a.to-content href="#content" { (locale::message(self.language, "skip-to-content", &[])) }
                    header {
                        @if self.programme.is_some_and(|programme| programme.is_demo) { p.demo { (self.demo) } }
                        div.top {
                            p.who {
                                img src=(assets::address("nabosvar.svg")) alt="" width="28" height="28";
                                @if let Some(programme) = self.programme { span dir="auto" { (programme.name) } }
                            }
                        }
                    }
                    main #content tabindex="-1" { (content) }
                    (self.bottom())
                }
            }
        }
    }

    fn bottom(&self) -> Markup {
        html! {
            @if !self.others.is_empty() {
                footer.bottom {
                    @if Locale::of(self.language).is_draft() {
                        p { (locale::message(self.language, "draft-translation", &[])) }
                    }
                    ul.tongues aria-label=(locale::message(self.language, "choose-language", &[])) {
                        @for (other, address) in &self.others {
                            @let locale = Locale::of(other);
                            li {
                                a lang=(other) hreflang=(other) dir=(locale.direction().attribute()) href=(address) {
                                    (locale.name())
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
