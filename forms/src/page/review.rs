//! All answers in words, for a last look before they are sent.

use maud::{Markup, html};

use super::{
    Addresses, answer, label, plan,
    sequence::{is_answered_here, pages},
};
use crate::{
    definition::form::QuestionKind,
    instance::{CellId, Instance, Violation},
    locale,
};

/// A question that was asked, and what was answered.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The part of the form it stands in, if that has a name.
    pub section: Option<String>,
    /// The question.
    pub question: String,
    /// The answer in words, one line for each thing chosen; empty if there is none.
    pub answer: Vec<String>,
    /// Whether it is answered on a plan, and so cannot be where there is none.
    pub is_on_plan: bool,
    /// The digest of the photo, if one was sent.
    pub photo: Option<String>,
    /// The end of the address of its page.
    pub address: String,
    /// What keeps it from being sent.
    pub violations: Vec<Violation>,
}

/// Every question that is relevant now, in the order of the pages.
pub fn review(instance: &Instance<'_>) -> Vec<Reviewed> {
    let mut found = Vec::new();
    for page in pages(instance) {
        let section = page.section(instance).or_else(|| page.cells().get(1).map(|_| page.title(instance)));
        for cell in page.cells().iter().filter(|cell| is_answered_here(instance, **cell)) {
            found.push(Reviewed {
                section: section.clone(),
                question: label(instance, *cell),
                answer: answer::in_words(instance, *cell),
                is_on_plan: instance.item(*cell).question().is_some_and(|it| plan::is_plan(instance, *cell, &it.kind)),
                photo: photo(instance, *cell),
                address: page.address().to_owned(),
                violations: instance.violations_of(*cell),
            });
        }
    }
    found
}

fn photo(instance: &Instance<'_>, cell: CellId) -> Option<String> {
    instance.item(cell).question().filter(|question| question.kind == QuestionKind::Image)?;
    Some(instance.answer(cell)).filter(|sent| !sent.is_empty())
}

impl Reviewed {
    /// The answers as a list, part by part, each with a link to change it.
    pub fn list(reviewed: &[Self], language: &str, addresses: Addresses<'_>) -> Markup {
        let is_shown = |row: &&Self| !row.is_on_plan || addresses.plan.is_some() || !row.answer.is_empty();
        let reviewed: Vec<&Self> = reviewed.iter().filter(is_shown).collect();
        let parts = reviewed.chunk_by(|one, next| one.section == next.section);
        html! {
            div.review {
                @for part in parts {
                    @if let Some(section) = &part[0].section { h2 { (section) } }
                    dl { @for row in part { (row.row(language, addresses)) } }
                }
            }
        }
    }

    fn row(&self, language: &str, addresses: Addresses<'_>) -> Markup {
        let words = |key| locale::message(language, key, &[]);
        let change = locale::message(language, "change-what", &[("question", self.question.as_str().into())]);
        html! {
            div {
                dt { (self.question) }
                @if self.answer.is_empty() { dd.empty { (words("not-answered")) } }
                @if let (Some(photo), Some(photos)) = (&self.photo, addresses.photos) {
                    dd { img.picture src={ (photos) (photo) } alt=(words("photo-sent")); }
                } @else {
                    @for line in &self.answer { dd.pre { bdi { (line) } } }
                }
                @for violation in &self.violations { dd.wrong { (violation.message) } }
                dd.change {
                    a href={ (addresses.pages) (self.address) "?to=" (self.address) } aria-label=(change) { (words("change")) }
                }
            }
        }
    }
}
