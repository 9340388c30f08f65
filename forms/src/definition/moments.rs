//! Whether the answers to a form say when they were given, which answers that are anonymous must not.

use super::form::{DefaultValue, Form, Formula, Item, Question, QuestionKind};
use crate::expression::ast::{Expr, ExprKind};

/// Functions that pass a moment on, perhaps in other words.
const PASSING: [&str; 12] = [
    "coalesce",
    "concat",
    "date",
    "date-time",
    "decimal-date-time",
    "decimal-time",
    "format-date",
    "format-date-time",
    "number",
    "once",
    "string",
    "substr",
];

impl Form {
    /// Whether an answer keeps when it was given: by a question of type `start`, `end` or `today`, or by a value that nobody
    /// is asked for and that is the time or the day of the clock (`now()`, `today()`). What is calculated with a day, such as an
    /// age, may stay in the answer.
    pub fn records_time(&self) -> bool {
        self.items
            .iter()
            .filter_map(|item| Some((item, item.question()?)))
            .any(|(item, question)| keeps_time(item, question))
    }
}

fn keeps_time(item: &Item, question: &Question) -> bool {
    let is_moment = |formula: &Formula| is_moment(&formula.expression.root);
    let default = match &question.default {
        Some(DefaultValue::Dynamic(formula)) if !item.is_shown() => Some(formula),
        _ => None,
    };
    matches!(question.kind, QuestionKind::Metadata(_))
        || question.calculation.as_ref().is_some_and(is_moment)
        || default.is_some_and(is_moment)
}

fn is_moment(expr: &Expr) -> bool {
    let ExprKind::Call(call) = &expr.kind else { return false };
    match call.name.as_str() {
        "now" | "today" => true,
        "if" => call.arguments.iter().skip(1).any(is_moment),
        passing => PASSING.contains(&passing) && call.arguments.iter().any(is_moment),
    }
}

#[cfg(test)]
mod tests {
    use crate::Form;

    fn records_time(row: &str) -> bool {
        let source = format!(
            "form_id: x\nversion: '1'\ndefault_language: en\ntitle: X\nsurvey:\n  - {{ type: date, name: born, label: B }}\n  - {{ {row} }}\n"
        );
        Form::from_yaml(&source).unwrap_or_else(|faults| panic!("{faults:?}")).0.records_time()
    }

    #[test]
    fn what_keeps_the_time_is_told_from_what_looks_at_it() {
        for row in [
            "type: start, name: a",
            "type: end, name: a",
            "type: today, name: a",
            "type: calculate, name: a, calculation: 'now()'",
            "type: calculate, name: a, calculation: \"once(concat('at ', format-date-time(now(), '%H:%M')))\"",
            "type: hidden, name: a, default: 'now()'",
            "type: calculate, name: a, calculation: 'today()'",
        ] {
            assert!(records_time(row), "{row}");
        }
        for row in [
            "type: calculate, name: a, calculation: 'int((today() - ${born}) div 365.25)'",
            "type: date, name: a, label: When?, default: 'today()', constraint: '. <= today()'",
            "type: text, name: a, label: A, relevant: 'now() > today()'",
        ] {
            assert!(!records_time(row), "{row}");
        }
    }
}
