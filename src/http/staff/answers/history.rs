//! What became of an answer, in words: who did what, when, and for each question that was changed what it said before.

use ::forms::locale::Locale;
use ::forms::page::Reviewed;
use maud::{Markup, html};

use super::in_words;
use crate::http::staff::visit::Visit;
use crate::service::answer_desk::read::Shown;
use crate::store::response_event::{Deed, ResponseEvent};

/// A question that says something else than before.
pub(super) struct Changed {
    question: String,
    before: Vec<String>,
    after: Vec<String>,
}

/// One line for each thing that was done, the oldest first.
pub(super) fn list(visit: &Visit, shown: &Shown) -> Markup {
    let said: Vec<Vec<Reviewed>> =
        shown.revisions.iter().map(|revision| in_words(visit, &shown.found, revision)).collect();
    html! {
        @if shown.events.is_empty() { p.hint { (visit.say("answer-history-empty")) } }
        ol.history { @for event in &shown.events { li { (line(visit, event, &said)) } } }
    }
}

fn line(visit: &Visit, event: &ResponseEvent, said: &[Vec<Reviewed>]) -> Markup {
    let zone = visit.services().clock.now().time_zone().clone();
    let at = event.at.to_zoned(zone);
    let revision = usize::try_from(event.revision).unwrap_or_default();
    let changed = match (
        event.deed,
        revision.checked_sub(2).and_then(|before| said.get(before)),
        said.get(revision.saturating_sub(1)),
    ) {
        (Deed::Revise | Deed::TakeSecond, Some(before), Some(after)) => between(before, after),
        _ => Vec::new(),
    };
    html! {
        p {
            strong { (visit.say(&format!("answer-did-{}", event.deed.as_str()))) }
            " " span.hint {
                (event.who_name) " · "
                time datetime=(event.at) { (Locale::of(visit.language).date_time(at.date(), at.time())) }
            }
        }
        @if let Some(words) = &event.words { p.pre { (words) } }
        (differences(visit, &changed))
    }
}

/// Each question that is answered differently, with both answers.
pub(super) fn differences(visit: &Visit, changed: &[Changed]) -> Markup {
    let lines = |lines: &[String]| if lines.is_empty() { visit.say("answer-empty") } else { lines.join(", ") };
    html! {
        @if !changed.is_empty() {
            dl.changes {
                @for one in changed {
                    dt { (one.question) }
                    dd { del { (lines(&one.before)) } " → " ins { (lines(&one.after)) } }
                }
            }
        }
    }
}

/// What differs between two states of one answer. A question that stands on several pages is told apart by its page.
pub(super) fn between(before: &[Reviewed], after: &[Reviewed]) -> Vec<Changed> {
    let same = |one: &Reviewed, other: &Reviewed| one.address == other.address && one.question == other.question;
    let says = |row: &Reviewed| {
        row.photo.clone().map_or_else(|| row.answer.clone(), |photo| vec![photo[..8.min(photo.len())].to_owned()])
    };
    let of =
        |rows: &[Reviewed], row: &Reviewed| rows.iter().find(|other| same(row, other)).map(says).unwrap_or_default();
    let mut changed: Vec<Changed> = after
        .iter()
        .map(|row| Changed { question: row.question.clone(), before: of(before, row), after: says(row) })
        .collect();
    let gone = before.iter().filter(|row| !after.iter().any(|other| same(row, other)));
    changed.extend(gone.map(|row| Changed { question: row.question.clone(), before: says(row), after: Vec::new() }));
    changed.retain(|one| one.before != one.after);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(question: &str, answer: &[&str]) -> Reviewed {
        Reviewed {
            section: None,
            question: question.to_owned(),
            answer: answer.iter().map(|line| (*line).to_owned()).collect(),
            photo: None,
            is_on_plan: false,
            address: "a".to_owned(),
            violations: Vec::new(),
        }
    }

    #[test]
    fn what_was_changed_added_and_taken_away_is_told_and_nothing_else() {
        let before = [row("Same", &["x"]), row("Other", &["1", "2"]), row("Gone", &["g"]), row("Empty", &[])];
        let after = [row("Same", &["x"]), row("Other", &["2"]), row("New", &["n"]), row("Empty", &[])];
        let told: Vec<_> =
            between(&before, &after).into_iter().map(|it| (it.question, it.before.len(), it.after.len())).collect();
        let expected =
            [("Other", 2, 1), ("New", 0, 1), ("Gone", 1, 0)].map(|(name, one, two)| (name.to_owned(), one, two));
        assert_eq!(told, expected);
    }
}
