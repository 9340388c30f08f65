//! What was done about a finding, in words.

use forms::locale::Locale;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::http::staff::visit::Visit;
use crate::http::staff::walks;
use crate::service::findings::labels::{Labels, RESPONSIBLE};
use crate::store::finding_event::{Change, Field, FindingEvent};

/// One line for each thing that was done.
pub(super) fn list(visit: &Visit, labels: &Labels, events: &[FindingEvent]) -> Markup {
    let zone = visit.services().clock.now().time_zone().clone();
    html! {
        @if !events.is_empty() {
            ol.history {
                @for event in events {
                    @let at = event.at.to_zoned(zone.clone());
                    li {
                        p {
                            strong { (visit.say(&format!("finding-did-{}", event.deed.as_str()))) }
                            " " span.hint {
                                (event.who_name) " · "
                                time datetime=(event.at) { (Locale::of(visit.language).date_time(at.date(), at.time())) }
                            }
                        }
                        @if let Some(walk) = event.walk {
                            p { a.aside href=(walks::address(walk)) { (visit.say("finding-on-walk")) } }
                        }
                        @if let Some(words) = &event.words { p.pre { (words) } }
                        ul.changes {
                            @for change in &event.changes { @if let Some(change) = in_words(visit, labels, change) { li { (change) } } }
                        }
                    }
                }
            }
        }
    }
}

/// A change of a field. What residents read stands further up and in several languages, so it is not repeated; the status is
/// what the line itself says.
fn in_words(visit: &Visit, labels: &Labels, change: &Change) -> Option<String> {
    let field = match change.field {
        Field::Party => "party",
        Field::Assignee => "assignee",
        Field::Deadline => "deadline",
        Field::RefusalReason | Field::Status | Field::Published | Field::PublicText => return None,
    };
    let value = |value: &Option<String>| match value {
        None => visit.say("finding-nothing"),
        Some(code) if change.field == Field::Party => labels.word(RESPONSIBLE, code).to_owned(),
        Some(day) if change.field == Field::Deadline => {
            day.parse::<Date>().map_or_else(|_| day.clone(), |day| Locale::of(visit.language).date(day))
        }
        Some(text) => text.clone(),
    };
    let name = visit.say(&format!("finding-{field}"));
    let arguments = [("field", name.into()), ("from", value(&change.from).into()), ("to", value(&change.to).into())];
    Some(visit.say_with("finding-changed", &arguments))
}
