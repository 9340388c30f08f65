//! What an expression is read as, what it names and what it reads.

use forms::expression::{Base, PathUse, Start, parse};

use crate::table::compare;

#[test]
fn an_expression_is_read_and_written_back() {
    compare("parse.txt", include_str!("data/parse.txt"), |source| match parse(source) {
        Ok(expression) => {
            let written = expression.to_string();
            assert_eq!(parse(&written).as_ref(), Ok(&expression), "{written} must mean the same as {source}");
            written
        }
        Err(error) => {
            let help = error.kind.help().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("! {}..{} {error}{help}", error.span.start, error.span.end)
        }
    });
}

#[test]
fn references_are_found_where_they_stand() {
    compare("references.txt", include_str!("data/references.txt"), |source| {
        let references = parse(source).expect("the table holds expressions").references();
        let listed =
            references.iter().map(|found| format!("{:?} {}", found.place, &source[found.span.start..found.span.end]));
        listed.collect::<Vec<_>>().join(", ")
    });
}

#[test]
fn references_are_replaced_by_paths() {
    compare("resolve.txt", include_str!("data/resolve.txt"), |source| {
        let mut expression = parse(source).expect("the table holds expressions");
        let resolved = expression.resolve(|reference| match reference.name.as_str() {
            "a" => Some("/data/a".to_owned()),
            "up" => Some("../../up".to_owned()),
            "self" => Some(".".to_owned()),
            "call" => Some("instance('x')/root".to_owned()),
            "broken" => Some("../".to_owned()),
            _ => None,
        });
        match resolved {
            Ok(()) => expression.to_string(),
            Err(errors) => {
                let listed = errors.iter().map(|error| format!("! {}..{} {error}", error.span.start, error.span.end));
                listed.collect::<Vec<_>>().join(", ")
            }
        }
    });
}

#[test]
fn paths_say_what_is_read() {
    compare("paths.txt", include_str!("data/paths.txt"), |source| {
        let paths = parse(source).expect("the table holds expressions").paths();
        paths.iter().map(shown).collect::<Vec<_>>().join("; ")
    });
}

/// `start/axis::test/…`, in a predicate with `@path+steps` in front.
fn shown(path: &PathUse) -> String {
    let base = match path.base {
        Base::Expression => String::new(),
        Base::Predicate { path, steps } => format!("@{path}+{steps} "),
    };
    let start = match &path.start {
        Start::Root => "root".to_owned(),
        Start::Context => ".".to_owned(),
        Start::Current => "current".to_owned(),
        Start::Instance(name) => format!("instance {name}"),
        Start::Reference(name) => format!("${name}"),
        Start::Computed(from) => format!("of {from:?}"),
    };
    let steps = path.steps.iter().map(|step| format!("/{:?}:{}", step.axis, step.test));
    format!("{base}{start}{}", steps.collect::<String>())
}
