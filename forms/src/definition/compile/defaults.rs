//! What a question holds before anybody has answered it.

use jiff::civil::{Date, Time};

use super::{
    super::{
        fault::{At, Faults},
        form::{ChoiceList, DefaultValue, Formula, QuestionKind},
    },
    formulas,
};

/// Reads the cell. A default is dynamic if it refers to a question, calls a function or computes; anything else is what it says.
pub(super) fn read(
    cell: At<String>,
    kind: &QuestionKind,
    list: Option<&ChoiceList>,
    faults: &mut Faults,
) -> DefaultValue {
    if let Some(expression) = formulas::parse_dynamic(&cell) {
        return DefaultValue::Dynamic(Formula {
            expression,
            source: cell.value,
            position: cell.position,
            reads: Vec::new(),
        });
    }
    if !can_be(kind, list, cell.value.trim()) {
        // The reference takes it, and its clients show an empty question.
        let message =
            format!("the default `{}` cannot be an answer to a question of type `{}`", cell.value, kind.name());
        faults.warning(cell.position, message);
    }
    DefaultValue::Literal(cell.value)
}

fn can_be(kind: &QuestionKind, list: Option<&ChoiceList>, text: &str) -> bool {
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    let is_code = |code: &str| list.is_none_or(|list| list.choices.iter().any(|choice| choice.name == code));
    match kind {
        QuestionKind::Integer => text.parse::<i32>().is_ok(),
        QuestionKind::Decimal | QuestionKind::Range(_) => is_number(),
        QuestionKind::Date => text.parse::<Date>().is_ok(),
        QuestionKind::Time => text.get(..5).is_some_and(|clock| clock.parse::<Time>().is_ok()),
        QuestionKind::DateTime => text.split_once('T').is_some_and(|(day, _)| day.parse::<Date>().is_ok()),
        QuestionKind::SelectOne { .. } => is_code(text),
        QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. } => text.split_whitespace().all(is_code),
        _ => true,
    }
}
