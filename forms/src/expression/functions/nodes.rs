//! Nodes: counting, positions, the context, other documents.

use super::{
    Arguments, Function,
    Type::{Any, Boolean, Nodes, Number, Text},
    between, exactly, function, shuffle,
};
use crate::{
    expression::{
        context::{EvaluationError, EvaluationErrorKind},
        value::{Node, Value},
    },
    tree::{Kind, Tree},
};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

pub(super) const FUNCTIONS: &[Function] = &[
    function("count", exactly(1), &[Nodes], Number, |call| Ok(Value::Number(as_number(call.nodes(0)?.len())))),
    function("count-non-empty", exactly(1), &[Nodes], Number, |call| {
        let filled = call.node_texts(&call.nodes(0)?)?.into_iter().filter(|text| !text.is_empty());
        Ok(Value::Number(as_number(filled.count())))
    }),
    function("current", exactly(0), &[], Nodes, |call| Ok(Value::NodeSet(vec![call.context().current]))),
    function("id", exactly(1), &[Any], Nodes, id),
    function("instance", exactly(1), &[Text], Nodes, instance),
    function("lang", exactly(1), &[Text], Boolean, lang),
    function("last", exactly(0), &[], Number, |call| Ok(Value::Number(as_number(call.focus.size)))),
    function("position", between(0, 1), &[Nodes], Number, position),
    function("pulldata", exactly(4), &[Text], Text, pulldata),
    function("randomize", between(1, 2), &[Nodes, Any], Nodes, shuffle::randomize),
    function("sum", exactly(1), &[Nodes], Number, |call| {
        // Begun at zero, as the sum of nothing is that and not the negative zero.
        Ok(Value::Number(call.node_numbers(&call.nodes(0)?)?.fold(0.0, |sum, number| sum + number)))
    }),
];

#[expect(clippy::cast_precision_loss, reason = "no document has that many nodes")]
pub(super) fn as_number(count: usize) -> f64 {
    count as f64
}

/// The place of the context node, or of the argument's node among its siblings of the same name: the number of a repeat's instance.
fn position<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    if call.len() == 0 {
        return Ok(Value::Number(as_number(call.focus.position)));
    }
    let Some(node) = call.nodes(0)?.first().copied() else { return Ok(Value::Number(f64::NAN)) };
    let position = node.tree.position(node.id);
    call.evaluator.spend(position as u64, call.span)?;
    Ok(Value::Number(as_number(position)))
}

fn instance<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    Ok(Value::NodeSet(vec![document(call, &call.text(0)?)?]))
}

fn document<'t>(call: &Arguments<'_, '_, 't>, name: &str) -> std::result::Result<Node<'t>, EvaluationError> {
    let found = call.context().host.instance(name);
    found.ok_or_else(|| call.error(EvaluationErrorKind::UnknownInstance(name.to_owned())))
}

/// `pulldata(list, wanted, key, value)` is `instance(list)/root/item[key = value]/wanted`.
fn pulldata<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let root = document(call, &call.text(0)?)?;
    let (wanted, key, value) = (call.text(1)?, call.text(2)?, call.text(3)?);
    let tree: &'t Tree = root.tree;
    let visited = std::cell::Cell::new(0);
    let column = |item, name: &str| {
        let columns = tree.elements(item).inspect(|_| visited.set(visited.get() + 1));
        columns.into_iter().find(|column| tree.name(*column) == name)
    };
    let mut rows = tree.elements(root.id).flat_map(|list| tree.elements(list));
    let row = rows.find(|row| column(*row, &key).is_some_and(|found| tree.text(found) == value.as_str()));
    let found = row.and_then(|row| column(row, &wanted));
    call.evaluator.spend(visited.get(), call.span)?;
    found.map_or(Ok(Value::String(String::new())), |found| {
        call.evaluator.text(Value::NodeSet(vec![root.at(found)]), call.span).map(Value::String)
    })
}

/// Elements by their `id` attribute (`XPath` 1.0, section 4.1); a document without declaration is taken to mean that name.
fn id<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let wanted = match call.value(0)? {
        Value::NodeSet(nodes) => call.node_texts(&nodes)?.join(" "),
        value => call.evaluator.text(value, call.span)?,
    };
    let ids: Vec<&str> = wanted.split_ascii_whitespace().collect();
    let tree = call.focus.node.tree;
    call.evaluator.spend(tree.size().saturating_mul(ids.len() + 1) as u64, call.span)?;
    let has_id = |node: &crate::tree::NodeId| tree.attribute(*node, "id").is_some_and(|id| ids.contains(&id));
    let found = tree.descendants(tree.root()).filter(|node| tree.kind(*node) == Kind::Element).filter(has_id);
    // Of two elements with one id, the first has it.
    let mut taken = Vec::new();
    let mut nodes = Vec::new();
    for node in found {
        let id = tree.attribute(node, "id");
        if !taken.contains(&id) {
            taken.push(id);
            nodes.push(Node::new(tree, node));
        }
    }
    call.evaluator.put_in_order(&mut nodes, call.span)?;
    Ok(Value::NodeSet(nodes))
}

/// Whether the nearest `xml:lang` is the language or one of its kinds.
fn lang<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let wanted = call.text(0)?.to_lowercase();
    let (tree, node) = (call.focus.node.tree, call.focus.node.id);
    let declared = |element: crate::tree::NodeId| {
        tree.attributes(element)
            .find(|attribute| {
                tree.name(*attribute) == "lang"
                    && tree.qualified_name(*attribute).and_then(|name| name.prefix.as_deref()) == Some("xml")
            })
            .map(|attribute| tree.text(attribute).to_lowercase())
    };
    let nearest = std::iter::once(node).chain(tree.ancestors(node)).find_map(declared);
    let holds = nearest.is_some_and(|language| {
        language.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    });
    Ok(Value::Boolean(holds))
}
