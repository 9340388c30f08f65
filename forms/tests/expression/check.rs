//! What the static check finds, in a form with the questions `text`, `age`, `born`, `clock`, and the group `walk`, the select `place`
//! and the repeat `finding`.

use forms::expression::{AnswerType, Lookup, parse};

use crate::table::compare;

#[test]
fn everything_that_cannot_work_is_found() {
    compare("check.txt", include_str!("data/check.txt"), |source| {
        let expression = parse(source).expect("the table holds expressions");
        let mistakes = expression.check(AnswerType::Number, lookup);
        let shown = mistakes.iter().map(|mistake| {
            let help = mistake.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}..{} {}{help}", mistake.span.start, mistake.span.end, mistake.message)
        });
        let shown = shown.collect::<Vec<_>>().join("; ");
        if shown.is_empty() { "fine".to_owned() } else { shown }
    });
}

fn lookup(name: &str) -> Lookup {
    Lookup::Known(match name {
        "text" => AnswerType::Text,
        "age" => AnswerType::Number,
        "born" => AnswerType::Date,
        "clock" => AnswerType::Time,
        "place" => AnswerType::Choice,
        "walk" => AnswerType::Group,
        "finding" => AnswerType::Repeat,
        _ => return Lookup::Unknown { nearest: (name == "aeg").then(|| "age".to_owned()) },
    })
}
