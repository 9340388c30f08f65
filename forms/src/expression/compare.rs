//! Comparison of values (`XPath` 1.0, section 3.4), with dates compared as moments (ODK `XForms`, "`XPath` Operators").

use jiff::tz::TimeZone;

use super::{
    ast::Operator,
    datetime::looks_like_date,
    value::{Node, Value, text_to_number},
};

/// Whether the comparison is true; of nodes, whether it is for any of them.
pub(super) fn holds(left: &Value<'_>, operator: Operator, right: &Value<'_>, zone: &TimeZone) -> bool {
    match (left, right) {
        // Of `<` and the like, XPath 1.0 would compare the boolean with whether there are nodes. Both reference implementations
        // compare it with the nodes' numbers, so that of no nodes nothing holds.
        (Value::NodeSet(_), Value::Boolean(_)) | (Value::Boolean(_), Value::NodeSet(_)) if is_equality(operator) => {
            atoms(&Value::Boolean(left.to_boolean()), operator, &Value::Boolean(right.to_boolean()), zone)
        }
        (Value::NodeSet(left), Value::NodeSet(right)) => {
            let right: Vec<_> = right.iter().map(|right| right.text()).collect();
            left.iter().any(|left| {
                let left = left.text();
                right.iter().any(|right| texts(&left, operator, right, zone))
            })
        }
        (Value::NodeSet(nodes), _) => nodes.iter().any(|node| node_and_atom(*node, operator, right, zone)),
        (_, Value::NodeSet(nodes)) => nodes.iter().any(|node| node_and_atom(*node, mirrored(operator), left, zone)),
        _ => atoms(left, operator, right, zone),
    }
}

fn node_and_atom(node: Node<'_>, operator: Operator, other: &Value<'_>, zone: &TimeZone) -> bool {
    let text = node.text();
    match other {
        Value::Number(_) | Value::DateTime(_) | Value::Boolean(_) => {
            numbers(text_to_number(&text, zone), operator, other.to_number(zone))
        }
        _ => texts(&text, operator, &other.to_text(), zone),
    }
}

fn atoms(left: &Value<'_>, operator: Operator, right: &Value<'_>, zone: &TimeZone) -> bool {
    let as_numbers = || numbers(left.to_number(zone), operator, right.to_number(zone));
    match (left, right) {
        _ if !is_equality(operator) => as_numbers(),
        (Value::Boolean(_), _) | (_, Value::Boolean(_)) => {
            (left.to_boolean() == right.to_boolean()) == (operator == Operator::Equal)
        }
        (Value::String(left), Value::String(right)) => texts(left, operator, right, zone),
        _ => as_numbers(),
    }
}

fn texts(left: &str, operator: Operator, right: &str, zone: &TimeZone) -> bool {
    match operator {
        _ if is_equality(operator) && !(looks_like_date(left) && looks_like_date(right)) => {
            (left == right) == (operator == Operator::Equal)
        }
        _ => numbers(text_to_number(left, zone), operator, text_to_number(right, zone)),
    }
}

#[expect(clippy::float_cmp, reason = "XPath compares numbers exactly")]
fn numbers(left: f64, operator: Operator, right: f64) -> bool {
    match operator {
        Operator::Equal => left == right,
        Operator::NotEqual => left != right,
        Operator::Less => left < right,
        Operator::LessOrEqual => left <= right,
        Operator::Greater => left > right,
        Operator::GreaterOrEqual => left >= right,
        _ => false,
    }
}

fn is_equality(operator: Operator) -> bool {
    matches!(operator, Operator::Equal | Operator::NotEqual)
}

/// The operator that says the same with its sides changed.
fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        same => same,
    }
}
