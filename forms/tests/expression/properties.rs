//! What holds of every source, however strange: the parser never panics, and what it reads it can write.

use forms::expression::{AnswerType, Lookup, MAX_DEPTH, MAX_LENGTH, ParseErrorKind, parse};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_source_makes_the_parser_panic(source in any::<String>()) {
        if let Err(error) = parse(&source) {
            prop_assert!(error.span.start <= error.span.end && error.span.end <= source.len());
        }
    }

    #[test]
    fn no_heap_of_tokens_makes_the_parser_panic(source in heap_of_tokens()) {
        if let Ok(expression) = parse(&source) {
            let _ = (expression.references(), expression.paths());
            prop_assert_eq!(parse(&expression.to_string()), Ok(expression));
        }
    }

    #[test]
    fn no_expression_makes_the_evaluator_panic(source in prop_oneof![heap_of_tokens(), expression(), call()]) {
        if let Ok(expression) = parse(&source) {
            expression.check(AnswerType::Unknown, |_| Lookup::Known(AnswerType::Unknown));
            crate::evaluate::evaluated_at(&source, "/");
        }
    }

    #[test]
    fn an_expression_survives_being_written(source in expression()) {
        let read = parse(&source);
        prop_assert!(read.is_ok(), "{source}: {read:?}");
        let written = read.as_ref().map(ToString::to_string).unwrap_or_default();
        prop_assert_eq!(parse(&written), read, "{} became {}", source, written);
    }
}

#[test]
fn nesting_has_a_limit_and_length_has_none_below_its_own() {
    for (open, close) in [("(", ")"), ("a[", "]"), ("not(", ")"), ("-(", ")")] {
        let nested = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert!(parse(&nested(MAX_DEPTH - 1)).is_ok(), "{open}");
        let refused = parse(&nested(8_000)).map_err(|error| error.kind);
        assert_eq!(refused.unwrap_err(), ParseErrorKind::TooDeep { limit: MAX_DEPTH }, "{open}");
    }
    for chain in ["1+", "a/", "a|", "-", "1 and ", "a="] {
        let long = format!("{}1", chain.repeat(MAX_LENGTH / 3 / chain.len())).replace("/1", "/b").replace("|1", "|b");
        let read = parse(&long).expect("a chain is not nested");
        assert!(parse(&read.to_string()) == Ok(read), "{chain}");
    }
    assert!(matches!(parse(&" ".repeat(MAX_LENGTH + 1)).unwrap_err().kind, ParseErrorKind::TooLong { .. }));
}

fn heap_of_tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "1",
        "0.5",
        "'a'",
        "\"b\"",
        "name",
        "jr:choice-name",
        "p:*",
        "${q}",
        "(",
        ")",
        "[",
        "]",
        ",",
        "/",
        "//",
        ".",
        "..",
        "@",
        "::",
        "*",
        "+",
        "-",
        "|",
        "=",
        "!=",
        "<",
        ">=",
        "and",
        "or",
        "div",
        "mod",
        "text",
        "node",
        "child",
        "self",
        " ",
        "$",
        "'",
    ]);
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

/// Every function, called with values of every kind.
fn call() -> impl Strategy<Value = String> {
    let names: Vec<&str> = include_str!("data/functions.txt")
        .lines()
        .filter_map(|line| line.split_once('(').map(|(name, _)| name))
        .filter(|name| !name.contains([' ', '#']))
        .collect();
    let argument = prop::sample::select(vec![
        "''",
        "'a'",
        "'2026-11-21'",
        "'1 2;3 4;5 6'",
        "0",
        "-1",
        "1e300",
        "(0 div 0)",
        "(1 div 0)",
        "true()",
        "//theme",
        "//nothing",
        "/data/age",
        "today()",
        "'('",
        "/",
        "@*",
        "'Ærø'",
        "date('x')",
        "2.5",
        "now()",
    ]);
    let arguments = prop::collection::vec(argument, 0..8);
    (prop::sample::select(names), arguments).prop_map(|(name, arguments)| format!("{name}({})", arguments.join(", ")))
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "1",
        "2.50",
        ".5",
        "1e-7",
        "'it'",
        "\"it's\"",
        "a",
        "and",
        "p:b",
        "@c",
        "*",
        "p:*",
        ".",
        "..",
        "/",
        "//d",
        "/e/f",
        "a//b",
        "text()",
        "self::node()",
        "ancestor-or-self::x",
        "descendant-or-self::node()",
        "//descendant-or-self::node()",
        "processing-instruction('t')",
        "${q}",
        "${q}/..",
        "current()/../g",
        "instance('l')/root/item",
        "today()",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(6, 40, 4, |inner| {
        let operator =
            prop::sample::select(vec!["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]);
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(left, operator, right)| format!("({left}) {operator} {right}")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("{left} + {right}")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left}) | ({right})")),
            inner.clone().prop_map(|operand| format!("-{operand}")),
            inner.clone().prop_map(|operand| format!("({operand})")),
            (inner.clone(), inner.clone())
                .prop_map(|(path, predicate)| format!("({path})[{predicate}]/x[{predicate}]")),
            inner.clone().prop_map(|predicate| format!("${{q}}[{predicate}]/y")),
            prop::collection::vec(inner, 0..4).prop_map(|arguments| format!("f({})", arguments.join(", "))),
        ]
    })
}
