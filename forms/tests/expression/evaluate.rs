//! What expressions give, in the invented documents of `data/answers.xml` and `data/list.xml`.

use std::sync::LazyLock;

use forms::{
    expression::{Context, Host, NoHost, Node, Value, parse},
    tree::{Kind, NodeId, Tree},
};
use jiff::{
    Zoned,
    civil::date,
    tz::{Offset, TimeZone},
};

use crate::table::compare;

/// A world with one list, one question with choices, one text, and numbers that count up.
#[derive(Default)]
struct World {
    random: std::cell::Cell<u64>,
}

static LIST: LazyLock<Tree> = LazyLock::new(|| read(include_str!("data/list.xml")));

#[test]
fn expressions_give_what_the_tables_say() {
    let tables = [
        ("operators.txt", include_str!("data/operators.txt")),
        ("paths-in-answers.txt", include_str!("data/paths-in-answers.txt")),
        ("functions.txt", include_str!("data/functions.txt")),
        ("dates.txt", include_str!("data/dates.txt")),
        ("errors.txt", include_str!("data/errors.txt")),
        ("edges.txt", include_str!("data/edges.txt")),
    ];
    for (name, table) in tables {
        compare(name, table, evaluated);
    }
}

#[test]
fn a_day_is_a_day_also_where_the_clock_is_changed() {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("Copenhagen");
    let now = date(2026, 4, 10).at(14, 5, 0, 0).to_zoned(zone).expect("the moment exists");
    compare("dates-in-summer.txt", include_str!("data/dates-in-summer.txt"), |source| {
        evaluated_then(source, "/", &now)
    });
}

#[test]
fn an_evaluation_ends_when_it_takes_too_long() {
    let (answers, world, now) = (read(include_str!("data/answers.xml")), World::default(), now());
    let context = Context { limit: 100_000, ..Context::new(Node::root_of(&answers), &now, &world) };
    let expression = parse("count(//*[count(//*[count(//*[count(//*) > 0]) > 0]) > 0])").expect("it is an expression");
    let error = expression.evaluate(&context).expect_err("it takes millions of steps");
    assert_eq!(error.to_string(), "the expression takes more than 100000 steps");
}

#[test]
fn the_deepest_expression_is_evaluated() {
    let (answers, world, now) = (Tree::new(), World::default(), now());
    let context = Context::new(Node::root_of(&answers), &now, &world);
    for (open, close) in
        [("not(", ")"), ("if(1, ", ", 0)"), ("self::node()[", "]"), ("concat(1, (", "))"), ("-(1 + ", ")")]
    {
        // `concat` takes two levels.
        let depth = (forms::expression::MAX_DEPTH - 1) / (open.matches('(').count().clamp(1, 2));
        let source = format!("{}.{}", open.repeat(depth), close.repeat(depth));
        let expression = parse(&source).expect("it is not too deep");
        assert!(expression.evaluate(&context).is_ok(), "{open}");
    }
}

/// `source` or `source @ /path/of/context`.
fn evaluated(source: &str) -> String {
    let (source, path) = source.split_once(" @ ").unwrap_or((source, "/"));
    evaluated_at(source, path)
}

/// The value of an expression at a node of the answers, in words.
pub(crate) fn evaluated_at(source: &str, path: &str) -> String {
    evaluated_then(source, path, &now())
}

fn evaluated_then(source: &str, path: &str, now: &Zoned) -> String {
    let (answers, world) = (read(include_str!("data/answers.xml")), World::default());
    let context = Context::new(node_at(&answers, path), now, &world);
    let expression = match parse(source) {
        Ok(expression) => expression,
        Err(error) => return format!("! {error}"),
    };
    match expression.evaluate(&context) {
        Ok(Value::NodeSet(nodes)) => {
            format!("[{}]", nodes.iter().map(|node| node.text()).collect::<Vec<_>>().join(", "))
        }
        Ok(Value::String(text)) => format!("'{text}'"),
        Ok(value) => value.to_text().into_owned(),
        Err(error) => format!("! {}..{} {error}", error.span.start, error.span.end),
    }
}

fn node_at<'t>(tree: &'t Tree, path: &str) -> Node<'t> {
    let (now, path) = (now(), parse(path).expect("the context is a path"));
    let found = path.evaluate(&Context::new(Node::root_of(tree), &now, &NoHost));
    match found.expect("the context can be found") {
        Value::NodeSet(nodes) => *nodes.first().expect("the context is there"),
        _ => panic!("{path} is no node"),
    }
}

impl<'t> Host<'t> for World {
    fn choice_name(&self, question: Node<'t>, value: &str) -> Option<String> {
        Some(format!("{} of {}", value, question.tree.name(question.id)))
    }

    fn itext(&self, id: &str) -> Option<String> {
        (id == "greeting").then(|| "Hello".to_owned())
    }

    fn instance(&self, name: &str) -> Option<Node<'t>> {
        (name == "places").then(|| Node::root_of(&LIST))
    }

    fn random(&self) -> u64 {
        self.random.set(self.random.get() + 1);
        self.random.get() << 60
    }
}

/// Saturday afternoon in Copenhagen in winter.
fn now() -> Zoned {
    date(2026, 11, 21).at(14, 5, 0, 0).to_zoned(TimeZone::fixed(Offset::constant(1))).expect("the moment exists")
}

fn read(xml: &str) -> Tree {
    let xml = roxmltree::Document::parse(xml).expect("the document is XML");
    let mut tree = Tree::new();
    let root = tree.root();
    add(&mut tree, root, xml.root_element());
    tree
}

fn add(tree: &mut Tree, parent: NodeId, xml: roxmltree::Node<'_, '_>) {
    if let Some(text) = xml.text().filter(|_| xml.is_text()) {
        if !text.trim().is_empty() {
            tree.add_content(parent, Kind::Text, None, text);
        }
        return;
    }
    let element = tree.add_element(parent, xml.tag_name().name());
    for attribute in xml.attributes() {
        tree.add_attribute(element, attribute.name(), attribute.value());
    }
    for child in xml.children() {
        add(tree, element, child);
    }
}
