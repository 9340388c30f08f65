//! A field that nobody sees or hears, and that programs fill which fill everything. Who fills it is told nothing: the answer is
//! taken, and marked.

use maud::{Markup, html};

use super::visit::Visit;

/// No question is called so: names of questions have no colon.
pub(super) const NAME: &str = "contact:website";

/// The field. Managers of passwords are told to leave it alone, each in its own words.
pub(super) fn field(visit: &Visit) -> Markup {
    html! {
        // Staff are known.
        @if visit.link.held().is_none() {
            div.hidden-text aria-hidden="true" {
                label for=(NAME) { (visit.say("trap-leave")) }
                input id=(NAME) type="text" name=(NAME) tabindex="-1" autocomplete="off" data-1p-ignore="true"
                    data-lpignore="true" data-bwignore="true" data-form-type="other";
            }
        }
    }
}

/// Whether something was typed into it.
pub(super) fn is_filled(typed: Option<&str>) -> bool {
    typed.is_some_and(|typed| !typed.is_empty())
}
