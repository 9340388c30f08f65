//! What a row says that means nothing for a row of its type.

use super::{
    super::{
        fault::Faults,
        form::QuestionKind,
        raw::{RawItem, RawText},
    },
    parameters,
    question_kind::RowKind,
};

/// Says which cells of a row are out of place. What would change who is asked what is an error; what would have no effect is
/// a warning.
pub(super) fn report(raw: &RawItem, kind: &RowKind, faults: &mut Faults) {
    let is_question = matches!(kind, RowKind::Question(_));
    let is_select = matches!(kind, RowKind::Question(kind) if kind.list().is_some());
    let for_questions = [
        ("required", &raw.required),
        ("constraint", &raw.constraint),
        ("calculation", &raw.calculation),
        ("default", &raw.default),
        ("read_only", &raw.read_only),
        ("sensitive", &raw.sensitive),
        ("trigger", &raw.trigger),
    ];
    let misplaced = for_questions.into_iter().filter(|_| !is_question);
    let misplaced = misplaced.chain((!is_select).then_some(("choice_filter", &raw.choice_filter)));
    let misplaced = misplaced.chain((!matches!(kind, RowKind::Repeat)).then_some(("repeat_count", &raw.repeat_count)));
    for (name, cell) in misplaced {
        if let Some(cell) = cell {
            faults.error(cell.position, format!("`{name}` means nothing for a row of this type"));
        }
    }
    if let (true, Some(children)) = (is_question, &raw.children) {
        faults.error(children.position, "only a `group` or a `repeat` has `children`");
    }
    match kind {
        RowKind::Group | RowKind::Repeat => {
            let name = if matches!(kind, RowKind::Repeat) { "repeat" } else { "group" };
            parameters::refuse_unknown(name, &raw.parameters, faults);
            report_messages(raw, faults);
        }
        RowKind::Question(QuestionKind::Note) => report_note(raw, faults),
        RowKind::Question(_) | RowKind::FromFile(_) => {}
    }
}

/// A group is never answered, and so never answered wrongly.
fn report_messages(raw: &RawItem, faults: &mut Faults) {
    let messages: [(&str, &RawText); 2] =
        [("required_message", &raw.required_message), ("constraint_message", &raw.constraint_message)];
    for (name, text) in messages {
        if let Some(first) = text.0.first() {
            faults.warning(first.text.position, format!("`{name}` is never said of a group or a repeat"));
        }
    }
}

/// Nobody answers a note.
fn report_note(raw: &RawItem, faults: &mut Faults) {
    for (name, cell) in [("required", &raw.required), ("constraint", &raw.constraint), ("default", &raw.default)] {
        if let Some(cell) = cell {
            faults.warning(cell.position, format!("`{name}` means nothing for a note, which nobody answers"));
        }
    }
}
