//! What is wrong with the file of a form: sheet by sheet and cell by cell, or line by line, as its author finds it again.

use ::forms::{Position, Severity};
use maud::{Markup, html};

use crate::http::staff::visit::Visit;
use crate::service::catalogue::form_files::Placed;

/// More at a time nobody mends; the rest shows when these are gone.
const MOST: usize = 100;

/// All of one kind, in the order of the file.
pub(super) fn list(visit: &Visit, faults: &[Placed], severity: Severity) -> Markup {
    let of_kind: Vec<&Placed> = faults.iter().filter(|placed| placed.fault.severity == severity).collect();
    let key = if severity == Severity::Error { "form-errors" } else { "form-warnings" };
    let shown = &of_kind[..of_kind.len().min(MOST)];
    html! {
        @if !of_kind.is_empty() {
            section.cells {
                h2 { (visit.say_with(key, &[("count", of_kind.len().into())])) }
                @if visit.language != "en" { p.hint { (visit.say("form-in-english")) } }
                @for part in shown.chunk_by(|one, next| sheet(one) == sheet(next)) {
                    @if let Some(sheet) = part.first().and_then(|placed| sheet(placed)) { h3 { (visit.say_with("form-sheet", &[("sheet", sheet.into())])) } }
                    ul { @for placed in part { (fault(visit, placed)) } }
                }
                @if of_kind.len() > MOST { p { (visit.say_with("form-more-faults", &[("count", (of_kind.len() - MOST).into())])) } }
            }
        }
    }
}

fn sheet(placed: &Placed) -> Option<&'static str> {
    match placed.fault.position {
        Position::Cell { sheet, .. } => Some(sheet.name()),
        Position::Text { .. } | Position::Workbook => None,
    }
}

fn fault(visit: &Visit, placed: &Placed) -> Markup {
    let fault = &placed.fault;
    let place = match fault.position {
        Position::Workbook => visit.say("form-whole-file"),
        position => position.to_string(),
    };
    html! {
        li {
            strong.place { (place) }
            @if let Some(text) = &placed.text { " " code dir="auto" { (text) } }
            p lang="en" { (fault.message) @if let Some(help) = &fault.help { " – " (help) } }
        }
    }
}
