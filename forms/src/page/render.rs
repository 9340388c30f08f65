//! Writes a page: what is wrong, what is asked, and what one can do next.

use maud::{Markup, html};

use super::{
    field::{Field, Heading},
    label, name,
    plan::Plan,
    reading::Typed,
    sequence::{Page, PageKind},
};
use crate::{
    instance::{CellId, CellKind, Instance, Violation},
    locale,
};

/// Where the caller keeps things: each address is a beginning that ends with a slash.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    /// The pages of the form.
    pub pages: &'a str,
    /// Pictures and sounds of the form.
    pub media: &'a str,
    /// Photos that were sent, each by its digest; nothing where none can be sent.
    pub photos: Option<&'a str>,
    /// The plan of where it is asked; nothing where there is none.
    pub plan: Option<Plan<'a>>,
}

impl Page {
    /// What the page is about, in words: its question, or the name of its group.
    pub fn title(&self, instance: &Instance<'_>) -> String {
        match &self.kind {
            PageKind::Single(cell) => label(instance, *cell),
            PageKind::List { group, .. } => section(instance, *group).unwrap_or_default(),
            PageKind::Turns(anchor) => turn_question(instance, *anchor),
        }
    }

    /// The part of the form that the page belongs to, if it says more than the title.
    pub fn section(&self, instance: &Instance<'_>) -> Option<String> {
        let (PageKind::Single(cell) | PageKind::List { group: cell, .. } | PageKind::Turns(cell)) = &self.kind;
        let around = std::iter::successors(instance.parent(*cell), |cell| instance.parent(*cell));
        let named = around.take_while(|cell| *cell != CellId::ROOT).find_map(|cell| section(instance, cell));
        named.filter(|section| *section != self.title(instance))
    }

    /// The content of the page's form, without the buttons: what is wrong, then what is asked, with what was typed where
    /// there is something, else with the answers there are.
    pub fn questions(
        &self,
        instance: &Instance<'_>,
        addresses: Addresses<'_>,
        typed: Option<&Typed>,
        violations: &[Violation],
    ) -> Markup {
        let field = |cell: CellId, heading| {
            let field = Field::new(instance, cell, heading, addresses, typed, violations);
            field.map(|field| field.render()).unwrap_or_default()
        };
        html! {
            (self.problems(instance, violations))
            @if let Some(section) = self.section(instance) { p.section { (section) } }
            @match &self.kind {
                PageKind::Single(cell) => { (field(*cell, Heading::Page)) }
                PageKind::List { group, cells } => {
                    @match section(instance, *group) {
                        Some(title) => {
                            h1 { (title) }
                            @for cell in cells { (field(*cell, Heading::Part)) }
                        }
                        // A group without a name: its first question is what the page is about.
                        None => @for (index, cell) in cells.iter().enumerate() {
                            (field(*cell, if index == 0 { Heading::Page } else { Heading::Part }))
                        }
                    }
                }
                PageKind::Turns(anchor) => { (turns(instance, *anchor)) }
            }
        }
    }

    /// The buttons of the page, all named `step`: `next`, `skip`; `add`, `remove.N` where a repeat asks for another one.
    pub fn actions(&self, instance: &Instance<'_>) -> Markup {
        let words = |key| locale::message(instance.language(), key, &[]);
        if let PageKind::Turns(anchor) = self.kind {
            let (add, first) =
                if instance.children(anchor).is_empty() { ("turn-yes-first", "add") } else { ("turn-yes", "add") };
            return html! {
                div.actions {
                    button.button name="step" value=(first) { (words(add)) }
                    button.button.other name="step" value="next" { (words("turn-no")) }
                }
            };
        }
        html! {
            div.actions {
                button.button name="step" value="next" { (words("next")) }
                @if self.can_be_skipped(instance) {
                    button.button.plain name="step" value="skip" { (words("skip")) }
                }
            }
        }
    }

    /// It takes the focus as the page opens, with and without scripts, and leads to each field.
    fn problems(&self, instance: &Instance<'_>, violations: &[Violation]) -> Markup {
        let fields: Vec<(String, String)> =
            self.cells().iter().map(|cell| (instance.path(*cell), name(instance, *cell))).collect();
        let target = |path: &str| fields.iter().find(|(own, _)| own == path).map(|(_, name)| format!("#{name}"));
        html! {
            @if !violations.is_empty() {
                div #problems.problems tabindex="-1" autofocus role="group" aria-labelledby="problems:title" {
                    h2 id="problems:title" { (locale::message(instance.language(), "problems", &[])) }
                    ul {
                        @for violation in violations {
                            li { a href=(target(&violation.path).unwrap_or_default()) { (violation.message) } }
                        }
                    }
                }
            }
        }
    }
}

/// The name of a group or of one instance of a repeat; nothing where the author gave none.
pub(super) fn section(instance: &Instance<'_>, cell: CellId) -> Option<String> {
    let own = instance.words(cell, &instance.item(cell).texts.label);
    match (instance.kind(cell), own) {
        // The instances below speak for it.
        (CellKind::Anchor, _) => None,
        (CellKind::Occurrence, own) => {
            let label = own.unwrap_or_default();
            let number = turn_number(instance, cell).to_string();
            Some(turn(instance, "turn", &label, number))
        }
        (_, own) => own,
    }
}

fn turns(instance: &Instance<'_>, anchor: CellId) -> Markup {
    let language = instance.language();
    let label = label(instance, anchor);
    let count = instance.children(anchor).len();
    html! {
        p.section { (label) }
        h1 { (turn_question(instance, anchor)) }
        p.hint { (locale::message(language, "turn-count", &[("count", count.into())])) }
        @for number in 1..=count {
            button.button.plain name="step" value={ "remove." (number) } {
                (turn(instance, "turn-remove", &label, number.to_string()))
            }
        }
    }
}

fn turn_question(instance: &Instance<'_>, anchor: CellId) -> String {
    let key = if instance.children(anchor).is_empty() { "turn-add-first" } else { "turn-add" };
    locale::message(instance.language(), key, &[])
}

fn turn(instance: &Instance<'_>, key: &str, label: &str, number: String) -> String {
    let words = locale::message(instance.language(), key, &[("label", label.into()), ("number", number.into())]);
    words.trim().to_owned()
}

fn turn_number(instance: &Instance<'_>, occurrence: CellId) -> usize {
    let siblings = instance.parent(occurrence).map(|anchor| instance.children(anchor)).unwrap_or_default();
    siblings.iter().position(|sibling| *sibling == occurrence).map_or(1, |index| index + 1)
}
