//! Walking a path: from where it starts, step by step, through the predicates (`XPath` 1.0, section 2).

use super::{
    ast::{Axis, Expr, NodeTest, Path, PathStart, Step},
    context::{EvaluationError, EvaluationErrorKind},
    evaluator::{Evaluator, Focus},
    span::Span,
    value::{Node, Value},
};
use crate::tree::{Kind, NodeId};

/// The namespace of `XForms`, in which the elements of a form's answers stand or may stand.
const XFORMS: &str = "http://www.w3.org/2002/xforms";

/// Prefixes as the ODK `XForms` specification declares them, and those everyone uses.
const PREFIXES: [(&str, &str); 9] = [
    ("jr", "http://openrosa.org/javarosa"),
    ("orx", "http://openrosa.org/xforms"),
    ("odk", "http://www.opendatakit.org/xforms"),
    ("h", "http://www.w3.org/1999/xhtml"),
    ("html", "http://www.w3.org/1999/xhtml"),
    ("xhtml", "http://www.w3.org/1999/xhtml"),
    ("ev", "http://www.w3.org/2001/xml-events"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("xforms", XFORMS),
];

/// Nodes on the way through a path.
struct Walk<'t> {
    nodes: Vec<Node<'t>>,
    /// Whether none of the nodes is above another; then a step down keeps document order.
    level: bool,
}

impl<'t> Evaluator<'_, 't> {
    pub(super) fn path(&self, path: &Path, span: Span, focus: Focus<'t>) -> Result<Vec<Node<'t>>, EvaluationError> {
        if let Some(nodes) = path.fixed.0.and_then(|row| self.context.host.fixed(row)) {
            return Ok(nodes.into_iter().collect());
        }
        let (mut walk, taken) = match &path.start {
            PathStart::Root => self.own_instance(&path.steps, focus),
            PathStart::Context => (Walk::from(focus.node), 0),
            PathStart::Reference { name, at, .. } => {
                let kind = EvaluationErrorKind::UnresolvedReference(name.clone());
                return Err(EvaluationError { kind, span: at.0 });
            }
            PathStart::Expression { inner, predicates } => {
                let mut nodes = self.nodes(inner, focus)?;
                for predicate in predicates {
                    nodes = self.filtered(nodes, predicate)?;
                }
                let level = nodes.len() < 2;
                (Walk { nodes, level }, 0)
            }
        };
        let mut steps = path.steps[taken..].iter().peekable();
        while let Some(step) = steps.next() {
            if let Some(next) = steps.peek()
                && means_descendant(step, next)
            {
                walk = self.step(&walk, Axis::Descendant, next, span)?;
                steps.next();
            } else if is_itself(step) {
                self.spend(2 * walk.nodes.len() as u64, span)?;
            } else {
                walk = self.step(&walk, step.axis, step, span)?;
            }
        }
        Ok(walk.nodes)
    }

    /// The start of an absolute path: the root, or as far down as the path leads to ancestors of the question itself. So a path
    /// into a repeat from inside it leads to the same instance; its last step is left, to give all nodes of that name.
    fn own_instance(&self, steps: &[Step], focus: Focus<'t>) -> (Walk<'t>, usize) {
        let root = self.context.root;
        let own = if std::ptr::eq(focus.node.tree, root.tree) { focus.node } else { self.context.current };
        if !self.context.contextual || steps.len() < 2 || !std::ptr::eq(own.tree, root.tree) {
            return (Walk::from(root), 0);
        }
        let mut line: Vec<NodeId> = std::iter::once(own.id).chain(own.tree.ancestors(own.id)).collect();
        line.reverse();
        let Some(at) = line.iter().position(|node| *node == root.id) else { return (Walk::from(root), 0) };
        let shared = line[at + 1..].iter().zip(&steps[..steps.len() - 1]);
        let taken = shared
            .take_while(|(node, step)| {
                let named = matches!(step.test, NodeTest::Name { .. });
                step.axis == Axis::Child
                    && named
                    && step.predicates.is_empty()
                    && passes(root.at(**node), &step.test, step.axis)
            })
            .count();
        (Walk::from(root.at(line[at + taken])), taken)
    }

    fn step(&self, walk: &Walk<'t>, axis: Axis, step: &Step, span: Span) -> Result<Walk<'t>, EvaluationError> {
        let mut found = Vec::new();
        for node in &walk.nodes {
            let mut visited = 1;
            let mut nodes = Vec::new();
            on_axis(*node, axis, |reached| {
                visited += 1;
                if passes(reached, &step.test, axis) {
                    nodes.push(reached);
                }
            });
            self.spend(visited, span)?;
            for predicate in &step.predicates {
                nodes = self.filtered(nodes, predicate)?;
            }
            if is_reverse(axis) {
                nodes.reverse();
            }
            found.append(&mut nodes);
        }
        let keeps_level = matches!(axis, Axis::Child | Axis::Attribute | Axis::SelfNode);
        if walk.nodes.len() > 1 && !(walk.level && keeps_level) {
            self.put_in_order(&mut found, span)?;
        }
        Ok(Walk { level: found.len() < 2 || (walk.level && keeps_level), nodes: found })
    }

    /// The nodes for which a predicate is true; a number means the node at that place (`XPath` 1.0, section 2.4).
    fn filtered(&self, nodes: Vec<Node<'t>>, predicate: &Expr) -> Result<Vec<Node<'t>>, EvaluationError> {
        let size = nodes.len();
        let mut kept = Vec::new();
        for (node, position) in nodes.into_iter().zip(1..) {
            #[expect(clippy::float_cmp, clippy::cast_precision_loss, reason = "positions are small integers")]
            let keep = match self.value(predicate, Focus { node, position, size })? {
                Value::Number(number) => number == position as f64,
                value => value.to_boolean(),
            };
            if keep {
                kept.push(node);
            }
        }
        Ok(kept)
    }
}

impl<'t> From<Node<'t>> for Walk<'t> {
    fn from(node: Node<'t>) -> Self {
        Self { nodes: vec![node], level: true }
    }
}

/// `.`, which leads nowhere.
fn is_itself(step: &Step) -> bool {
    step.axis == Axis::SelfNode && step.test == NodeTest::Node && step.predicates.is_empty()
}

/// `//name` without predicates, which is walked without stopping at every node.
fn means_descendant(step: &Step, next: &Step) -> bool {
    let anywhere = step.axis == Axis::DescendantOrSelf && step.test == NodeTest::Node && step.predicates.is_empty();
    anywhere && next.axis == Axis::Child && next.predicates.is_empty()
}

fn is_reverse(axis: Axis) -> bool {
    matches!(axis, Axis::Ancestor | Axis::AncestorOrSelf | Axis::Preceding | Axis::PrecedingSibling)
}

/// Visits the nodes of an axis, the nearest first.
fn on_axis<'t>(node: Node<'t>, axis: Axis, mut visit: impl FnMut(Node<'t>)) {
    let (tree, id) = (node.tree, node.id);
    let visit = |id| visit(node.at(id));
    let itself = std::iter::once(id);
    match axis {
        Axis::SelfNode => itself.for_each(visit),
        Axis::Child => tree.children(id).for_each(visit),
        Axis::Parent => tree.parent(id).into_iter().for_each(visit),
        Axis::Attribute => tree.attributes(id).for_each(visit),
        Axis::Ancestor => tree.ancestors(id).for_each(visit),
        Axis::AncestorOrSelf => itself.chain(tree.ancestors(id)).for_each(visit),
        Axis::Descendant => tree.descendants(id).for_each(visit),
        Axis::DescendantOrSelf => itself.chain(tree.descendants(id)).for_each(visit),
        Axis::FollowingSibling => tree.following_siblings(id).for_each(visit),
        Axis::PrecedingSibling => tree.preceding_siblings(id).for_each(visit),
        Axis::Following => tree.following(id).for_each(visit),
        Axis::Preceding => tree.preceding(id).for_each(visit),
        Axis::Namespace => {}
    }
}

/// Whether a node passes the test of a step (`XPath` 1.0, section 2.3).
pub(super) fn passes(node: Node<'_>, test: &NodeTest, axis: Axis) -> bool {
    let kind = node.tree.kind(node.id);
    let principal = if axis == Axis::Attribute { Kind::Attribute } else { Kind::Element };
    match test {
        NodeTest::Node => true,
        NodeTest::Text => kind == Kind::Text,
        NodeTest::Comment => kind == Kind::Comment,
        NodeTest::ProcessingInstruction(None) => kind == Kind::ProcessingInstruction,
        NodeTest::ProcessingInstruction(Some(target)) => {
            kind == Kind::ProcessingInstruction && node.tree.name(node.id) == target
        }
        NodeTest::Any => kind == principal,
        NodeTest::AnyOf { prefix } => kind == principal && in_namespace_of(node, prefix),
        NodeTest::Name { prefix: Some(prefix), local } => {
            kind == principal && node.tree.name(node.id) == local && in_namespace_of(node, prefix)
        }
        NodeTest::Name { prefix: None, local } => {
            let unnamed = |node: Node<'_>| {
                let name = node.tree.qualified_name(node.id);
                name.and_then(|name| name.namespace.as_deref()).is_none_or(|namespace| namespace == XFORMS)
            };
            kind == principal && node.tree.name(node.id) == local && unnamed(node)
        }
    }
}

/// Whether a node's namespace is what a prefix of a path means: by the prefixes everyone uses, else by the node's own prefix.
fn in_namespace_of(node: Node<'_>, prefix: &str) -> bool {
    let Some(name) = node.tree.qualified_name(node.id) else { return false };
    let known = PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, namespace)| *namespace);
    known.is_some() && name.namespace.as_deref() == known || name.prefix.as_deref() == Some(prefix)
}
