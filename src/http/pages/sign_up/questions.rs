//! What is asked of who signs up: labels, what is wrong, places to type.

use forms::locale;
use maud::{Markup, html};

use super::Guest;
use crate::service::sign_ups::take::Fault;

/// One line to type in. `about` is how browsers know it, so that they fill it in.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) kind: &'a str,
    pub(super) about: &'a str,
    pub(super) has_hint: bool,
    pub(super) fault: Option<Fault>,
}

impl Line<'_> {
    pub(super) fn render(&self, guest: &Guest) -> Markup {
        let Self { name, value, kind, about, has_hint, fault } = *self;
        let ids = [fault.map(|_| format!("{name}-wrong")), has_hint.then(|| format!("{name}-hint"))];
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        let is_number = kind == "number";
        // Numbers are typed with the digits of any keyboard, which a field for numbers does not take.
        let kind = if is_number { "text" } else { kind };
        html! {
            div.question.has-problem[fault.is_some()] {
                label for=(name) { (guest.say(&format!("signup-{name}"))) }
                @if has_hint { p.hint id={ (name) "-hint" } { (guest.say(&format!("signup-{name}-hint"))) } }
                @if let Some(fault) = fault { p.wrong id={ (name) "-wrong" } { (guest.say(place(fault).1)) } }
                input.field.short[is_number] id=(name) name=(name) type=(kind) value=(value) autocomplete=(about)
                    inputmode=[is_number.then_some("numeric")] maxlength=[(!is_number).then_some("254")]
                    dir=[(kind == "email").then_some("ltr")] aria-invalid=[fault.map(|_| "true")]
                    aria-describedby=[(!ids.is_empty()).then(|| ids.join(" "))];
            }
        }
    }
}

/// What is wrong, above everything: each with a link to its field.
pub(super) fn summary(guest: &Guest, faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.problems role="alert" tabindex="-1" {
                h2 { (locale::message(guest.language, "problems", &[])) }
                ul {
                    @for (field, words) in faults.iter().map(|fault| place(*fault)) {
                        li { a href={ "#" (field) } { (guest.say(words)) } }
                    }
                }
            }
        }
    }
}

/// Who comes: adults, children, and who answers for children that come alone.
pub(super) fn party(guest: &Guest, adults: &str, children: &str, guardian: &str, faults: &[Fault]) -> Markup {
    let fault = |fault: Fault| faults.contains(&fault).then_some(fault);
    let line = |name, value, fault| Line { name, value, kind: "number", about: "off", has_hint: false, fault };
    html! {
        (line("adults", adults, fault(Fault::People)).render(guest))
        (line("children", children, None).render(guest))
        (Line { name: "guardian", value: guardian, kind: "text", about: "off", has_hint: true, fault: fault(Fault::Guardian) }
            .render(guest))
    }
}

/// The field of a fault, and the message about it.
fn place(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Name => ("name", "signup-fault-name"),
        // Only staff ask for a number, of who has no address.
        Fault::Email | Fault::Phone => ("email", "signup-fault-email"),
        Fault::People => ("adults", "signup-fault-people"),
        Fault::Guardian => ("guardian", "signup-fault-guardian"),
    }
}
