//! A letter as one writes it: words, links, facts. Both bodies of a mail are made from it, so that they say the same, and
//! what people typed is text in either.

use std::fmt::Write;

use maud::{DOCTYPE, html};
use uuid::Uuid;

use super::{Address, Message, PostLetter, PostReference, Subject};

/// A letter that is being written.
#[derive(Clone, Debug)]
pub struct Letter {
    language: String,
    subject: Subject,
    parts: Vec<Part>,
    calendar: Option<String>,
    stop: Option<String>,
}

#[derive(Clone, Debug)]
enum Part {
    Words(String),
    Link { words: String, address: String },
    Facts(Vec<(String, String)>),
}

impl Letter {
    /// An empty letter in a language.
    pub fn new(language: &str, subject: &str) -> Self {
        let (language, subject) = (language.to_owned(), Subject::of(subject));
        Self { language, subject, parts: Vec::new(), calendar: None, stop: None }
    }

    /// A paragraph.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> Self {
        self.with(Part::Words(words.into()))
    }

    /// Where something can be done, and what that is.
    #[must_use]
    pub fn link(self, words: impl Into<String>, address: impl Into<String>) -> Self {
        self.with(Part::Link { words: words.into(), address: address.into() })
    }

    /// What is so: when, where, who.
    #[must_use]
    pub fn facts(self, facts: impl IntoIterator<Item = (String, String)>) -> Self {
        self.with(Part::Facts(facts.into_iter().collect()))
    }

    /// An appointment that goes with it, as iCalendar.
    #[must_use]
    pub fn calendar(mut self, calendar: impl Into<String>) -> Self {
        self.calendar = Some(calendar.into());
        self
    }

    /// Where who gets it stops such letters. What that is in words stands in it as a link.
    #[must_use]
    pub fn stop(self, words: impl Into<String>, address: &str) -> Self {
        Self { stop: Some(address.to_owned()), ..self.link(words, address) }
    }

    /// The mail of an identity, to an address.
    pub fn to(self, id: Uuid, to: Address) -> Message {
        let (text, html) = (self.text(), self.html());
        Message { id, to, subject: self.subject, text, html, calendar: self.calendar, stop: self.stop }
    }

    /// The letter of an identity, as Digital Post.
    pub fn posted(self, id: Uuid, to: PostReference) -> PostLetter {
        let (text, html) = (self.text(), self.html());
        PostLetter { id, to, language: self.language, subject: self.subject, text, html }
    }

    fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            // Writing into text does not fail.
            let _ = match part {
                Part::Words(words) => write!(text, "{words}\n\n"),
                Part::Link { words, address } => write!(text, "{words}:\n{address}\n\n"),
                Part::Facts(facts) => {
                    let lines: Vec<_> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                    write!(text, "{}\n\n", lines.join("\n"))
                }
            };
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    /// Styles stand where they are used: many mail programs read no others.
    fn html(&self) -> String {
        let direction = forms::locale::Locale::of(&self.language).direction().attribute();
        let page = html! {
            (DOCTYPE)
            html lang=(self.language) dir=(direction) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    title { (self.subject.as_str()) }
                }
                body style="margin:0 auto;max-width:36rem;padding:1rem;font:16px/1.5 system-ui,sans-serif" {
                    @for part in &self.parts {
                        @match part {
                            Part::Words(words) => @for lines in words.split("\n\n") { p { (lines) } },
                            Part::Link { words, address } => p { a href=(address) { (words) } },
                            Part::Facts(facts) => table style="border-spacing:0" {
                                @for (name, value) in facts {
                                    tr {
                                        th scope="row" style="text-align:start;vertical-align:top;padding-inline-end:1rem" { (name) }
                                        td { (value) }
                                    }
                                }
                            },
                        }
                    }
                }
            }
        };
        page.into_string()
    }
}
