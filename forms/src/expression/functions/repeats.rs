//! Repeats: a value from one of their instances.

use super::{
    Arguments, Arity, Function,
    Type::{Any, Nodes, Number},
    function,
};
use crate::{
    expression::{
        ast::{Axis, Expr, ExprKind, NodeTest, PathStart},
        context::{EvaluationError, EvaluationErrorKind},
        value::{Node, Value},
    },
    tree::NodeId,
};

pub(super) const FUNCTIONS: &[Function] = &[function(
    "indexed-repeat",
    Arity { least: 3, most: Some(7), bundle: 2 },
    &[Nodes, Nodes, Number, Nodes, Number, Nodes, Number],
    Any,
    indexed_repeat,
)];

/// A chosen instance of a repeat: its path by names from the root, and which instance, counted from 1.
struct Chosen {
    names: Vec<String>,
    index: f64,
}

/// The value at a path, with the instance of up to three repeats on the way stated by number. As in `JavaRosa`, the paths
/// are taken as names from the root, whatever instances they would lead to from here.
fn indexed_repeat<'t>(call: &Arguments<'_, '_, 't>) -> std::result::Result<Value<'t>, EvaluationError> {
    let wanted = names(call, 0)?;
    let mut chosen = Vec::new();
    for index in (1..call.len()).step_by(2) {
        chosen.push(Chosen { names: names(call, index)?, index: call.number(index + 1)? });
    }
    let root = call.context().root;
    let own = own_line(call);
    let mut nodes = vec![root.id];
    for depth in 1..=wanted.len() {
        let name = &wanted[depth - 1];
        let repeat = chosen.iter().find(|chosen| chosen.names == wanted[..depth]);
        let mut reached = Vec::new();
        for node in nodes {
            let all: Vec<NodeId> = root.tree.elements_named(node, name).collect();
            call.evaluator.spend(all.len() as u64 + 1, call.span)?;
            match repeat {
                Some(chosen) => reached.extend(at(&all, chosen.index)),
                // A repeat without number means the instance that the question itself is in, if it is in one.
                None => match own.get(depth).filter(|own| depth < wanted.len() && all.contains(own)) {
                    Some(own) => reached.push(*own),
                    None => reached.extend(all),
                },
            }
        }
        nodes = reached;
    }
    Ok(Value::NodeSet(nodes.into_iter().map(|node| Node::new(root.tree, node)).collect()))
}

fn at(nodes: &[NodeId], index: f64) -> Option<NodeId> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a place")]
    if index >= 1.0 { nodes.get(index as usize - 1).copied() } else { None }
}

/// From the root down to the context node.
fn own_line(call: &Arguments<'_, '_, '_>) -> Vec<NodeId> {
    let root = call.context().root;
    let own = if std::ptr::eq(call.focus.node.tree, root.tree) { call.focus.node } else { call.context().current };
    let mut line: Vec<NodeId> = std::iter::once(own.id).chain(own.tree.ancestors(own.id)).collect();
    line.reverse();
    let at = line.iter().position(|node| *node == root.id).unwrap_or(line.len());
    line.split_off(at)
}

/// The names on the way from the root to where a path leads.
fn names(call: &Arguments<'_, '_, '_>, index: usize) -> std::result::Result<Vec<String>, EvaluationError> {
    let expr = call.expr(index);
    let tree = call.context().root.tree;
    let line = || own_line(call).into_iter().skip(1).map(|node| tree.name(node).to_owned()).collect::<Vec<_>>();
    let error = || EvaluationError {
        kind: EvaluationErrorKind::IllegalArgument("a path of names is needed here".to_owned()),
        span: expr.span,
    };
    let ExprKind::Path(path) = &expr.kind else { return Err(error()) };
    let mut names = match &path.start {
        PathStart::Root => Vec::new(),
        PathStart::Context => line(),
        PathStart::Expression { inner, predicates } if predicates.is_empty() && is_current(inner) => line(),
        _ => return Err(error()),
    };
    for step in &path.steps {
        match (step.axis, &step.test) {
            (Axis::Child, NodeTest::Name { prefix: None, local }) => names.push(local.clone()),
            (Axis::Parent, NodeTest::Node) => drop(names.pop()),
            (Axis::SelfNode, NodeTest::Node) => {}
            _ => return Err(error()),
        }
    }
    Ok(names)
}

fn is_current(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call(call) if call.name == "current" && call.arguments.is_empty())
}
