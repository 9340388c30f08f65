//! Fields of these pages: a label, what is wrong, and the place to type.

use maud::{Markup, html};

use crate::http::staff::visit::Visit;

/// What was filled in: names and values as they come, because a name may come more than once.
pub(super) type Pairs = Vec<(String, String)>;

/// One line to type in.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    /// The message of its label; that of its hint, if there is one, ends in `-hint`.
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    /// The `type` of the input.
    pub(super) kind: &'a str,
    pub(super) has_hint: bool,
    /// The message that says what is wrong.
    pub(super) wrong: Option<&'a str>,
}

impl Field<'_> {
    pub(super) fn render(&self, visit: &Visit) -> Markup {
        let Self { name, label, value, kind, has_hint, wrong } = *self;
        let hint = has_hint.then(|| format!("{name}-hint"));
        let about = described(wrong.map(|_| format!("{name}-wrong")), hint.clone());
        let is_short = matches!(kind, "date" | "time" | "number");
        html! {
            div.question.has-problem[wrong.is_some()] {
                label for=(name) { (visit.say(label)) }
                @if let Some(hint) = &hint { p.hint id=(hint) { (visit.say(&format!("{label}-hint"))) } }
                @if let Some(wrong) = wrong { p.wrong id={ (name) "-wrong" } { (visit.say(wrong)) } }
                input.field.short[is_short] id=(name) name=(name) type=(kind) value=(value)
                    inputmode=[(kind == "number").then_some("numeric")] maxlength=[(kind == "text").then_some("120")]
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby=[about];
            }
        }
    }
}

/// One thing to choose, or several.
pub(super) struct Choices<'a> {
    pub(super) name: &'a str,
    /// The message above them.
    pub(super) label: &'a str,
    /// `radio` or `checkbox`.
    pub(super) kind: &'a str,
    /// Value and words of each, and whether it is chosen.
    pub(super) options: Vec<(String, String, bool)>,
    /// The message that says what is wrong.
    pub(super) wrong: Option<&'a str>,
}

impl Choices<'_> {
    pub(super) fn render(&self, visit: &Visit) -> Markup {
        let Self { name, label, kind, options, wrong } = self;
        html! {
            fieldset.question.has-problem[wrong.is_some()] id=(name) tabindex="-1"
                aria-describedby=[wrong.map(|_| format!("{name}-wrong"))]
            {
                legend { (visit.say(label)) }
                @if let Some(wrong) = wrong { p.wrong id={ (name) "-wrong" } { (visit.say(wrong)) } }
                div.answers {
                    @for (value, words, is_chosen) in options {
                        label.choice {
                            input type=(kind) name=(name) value=(value) checked[*is_chosen];
                            span { (words) }
                        }
                    }
                }
            }
        }
    }
}

/// The first value of a name; nothing where it was left out.
pub(super) fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// What is wrong, above everything: each with a link to its field.
pub(super) fn summary(visit: &Visit, faults: &[(&str, &str)]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.problems role="alert" tabindex="-1" {
                h2 { (visit.say("activity-wrong")) }
                ul { @for (field, words) in faults { li { a href={ "#" (field) } { (visit.say(words)) } } } }
            }
        }
    }
}

fn described(wrong: Option<String>, hint: Option<String>) -> Option<String> {
    let ids: Vec<String> = [wrong, hint].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
