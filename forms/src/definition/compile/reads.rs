//! Follows the paths of an expression through the shape of the form: which rows they lead to, and that they lead somewhere.

use std::collections::BTreeSet;

use super::{
    super::{
        fault::Faults,
        form::{ChoiceList, Formula, ItemId, StepKind},
    },
    effort::Effort,
    outline::Outline,
};
use crate::expression::{
    Axis, Base, NodeTest, PathStep, PathUse, Span, Start,
    ast::{Expr, ExprKind},
};

/// Where an expression stands in a row; it decides what the expression may refer to and when it is evaluated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Evaluated when something it reads changes.
    Step(StepKind),
    /// Evaluated with a choice as its context.
    Filter,
    /// Evaluated when somebody asks.
    OnDemand,
}

/// A node that a path may be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// Above the form's outermost element.
    Document,
    Row(ItemId),
}

/// Where a path is known to be able to be; nothing where it has left the answers, for a list of choices or the like.
type Nodes = Option<Vec<Node>>;

/// The rows that `formula` of `item` reads. A path that leads to no question is a fault.
pub(super) fn targets(
    formula: &Formula,
    outline: &Outline,
    (item, role): (ItemId, Role),
    columns: Option<&Columns<'_>>,
    effort: &Effort,
    faults: &mut Faults,
) -> Vec<ItemId> {
    let paths = formula.expression.paths();
    let walker = Walker { outline, item, role, paths: &paths, effort };
    let counted = counted(&formula.expression.root);
    let mut found = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        if let (Role::Filter, Some(columns)) = (role, columns) {
            check_column(path, columns, formula, faults);
        }
        let Some(nodes) = walker.end(index) else { continue };
        if effort.is_spent() {
            break;
        }
        if nodes.is_empty() && !path.steps.is_empty() && !faults.are_full() {
            let at = formula.position.within(&formula.source, path.span);
            faults.error(at, "this path leads to no question");
        }
        let rows = nodes.into_iter().filter_map(|node| match node {
            Node::Row(id) => Some(id),
            Node::Document => None,
        });
        for id in rows {
            found.push(id);
            // The text of a group is that of all that is in it.
            if !outline.children(id).is_empty() && !counted.contains(&path.span) {
                found.extend(outline.descendants(id));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where the paths stand of which only matters which nodes there are, not what is in them.
fn counted(root: &Expr) -> BTreeSet<Span> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(expr) = waiting.pop() {
        if let ExprKind::Call(call) = &expr.kind {
            let values = match call.name.as_str() {
                "count" | "position" | "name" | "local-name" | "namespace-uri" | "boolean" | "not" => 0,
                "indexed-repeat" => 1,
                _ => call.arguments.len(),
            };
            found.extend(call.arguments.iter().skip(values).map(|argument| argument.span));
        }
        waiting.extend(expr.parts());
    }
    found
}

/// In a filter, a name alone is a column of the list.
fn check_column(path: &PathUse, columns: &Columns<'_>, formula: &Formula, faults: &mut Faults) {
    if (&path.start, path.base) != (&Start::Context, Base::Expression) || faults.have_warned_enough() {
        return;
    }
    let [PathStep { axis: Axis::Child, test: NodeTest::Name { local, .. } }] = path.steps.as_slice() else { return };
    if !columns.names.contains(local.as_str()) {
        let help = faults.did_you_mean(local, columns.names.iter().copied(), str::to_owned);
        let at = formula.position.within(&formula.source, path.span);
        // A path to nothing gives nothing, in XPath no mistake; forms in use have such filters.
        faults.warning_with_help(at, format!("the list `{}` has no column `{local}`", columns.list), help);
    }
}

/// The columns of a list of choices.
pub(super) struct Columns<'l> {
    list: &'l str,
    names: BTreeSet<&'l str>,
}

impl<'l> Columns<'l> {
    pub(super) fn of(list: &'l ChoiceList) -> Self {
        Self { list: &list.name, names: list.columns() }
    }
}

struct Walker<'w> {
    outline: &'w Outline,
    item: ItemId,
    role: Role,
    paths: &'w [PathUse],
    effort: &'w Effort,
}

impl Walker<'_> {
    fn end(&self, index: usize) -> Nodes {
        self.after(index, self.paths[index].steps.len())
    }

    fn after(&self, index: usize, steps: usize) -> Nodes {
        let path = &self.paths[index];
        let mut nodes = self.start(path)?;
        for step in path.steps.iter().take(steps) {
            let mut reached = BTreeSet::new();
            for node in nodes {
                reached.extend(self.step(node, step));
                if self.effort.is_spent() {
                    return Some(Vec::new());
                }
            }
            nodes = reached.into_iter().collect();
        }
        Some(nodes)
    }

    fn start(&self, path: &PathUse) -> Nodes {
        match &path.start {
            Start::Root => Some(vec![Node::Document]),
            Start::Current => Some(vec![Node::Row(self.item)]),
            Start::Instance(_) | Start::Reference(_) => None,
            Start::Context => match path.base {
                Base::Expression if self.role == Role::Filter => None,
                Base::Expression => Some(vec![Node::Row(self.item)]),
                Base::Predicate { path, steps } => self.after(path, steps),
            },
            Start::Computed(others) => {
                let ends: Vec<Nodes> = others.iter().map(|other| self.end(*other)).collect();
                ends.into_iter().collect::<Option<Vec<_>>>().map(|ends| ends.concat())
            }
        }
    }

    fn step(&self, node: Node, step: &PathStep) -> Vec<Node> {
        let nodes = match step.axis {
            // By far the most steps are of this kind.
            Axis::Child => match (node, &step.test) {
                (Node::Row(id), NodeTest::Name { local, .. }) => {
                    self.outline.child(id, local).map(Node::Row).into_iter().collect()
                }
                _ => self.children(node),
            },
            Axis::Parent => self.parent(node),
            Axis::SelfNode => vec![node],
            Axis::Descendant => self.descendants(node),
            Axis::DescendantOrSelf => [vec![node], self.descendants(node)].concat(),
            Axis::Ancestor => self.ancestors(node),
            Axis::AncestorOrSelf => [vec![node], self.ancestors(node)].concat(),
            Axis::FollowingSibling | Axis::PrecedingSibling => {
                self.parent(node).into_iter().flat_map(|parent| self.children(parent)).collect()
            }
            Axis::Following | Axis::Preceding => self.descendants(Node::Document),
            Axis::Attribute | Axis::Namespace => Vec::new(),
        };
        self.effort.spend(1 + nodes.len());
        nodes.into_iter().filter_map(|found| self.test(found, node, &step.test)).collect()
    }

    /// Text nodes are part of their question here: a path to one reads what the question holds.
    fn test(&self, found: Node, from: Node, test: &NodeTest) -> Option<Node> {
        match test {
            NodeTest::Name { local, .. } => match found {
                Node::Row(id) if self.outline.name(id) == &**local => Some(found),
                _ => None,
            },
            NodeTest::Text => Some(from),
            NodeTest::Comment | NodeTest::ProcessingInstruction(_) => None,
            _ => Some(found),
        }
    }

    fn children(&self, node: Node) -> Vec<Node> {
        match node {
            Node::Document => vec![Node::Row(ItemId::ROOT)],
            Node::Row(id) => self.outline.children(id).iter().copied().map(Node::Row).collect(),
        }
    }

    fn parent(&self, node: Node) -> Vec<Node> {
        match node {
            Node::Document => Vec::new(),
            Node::Row(id) => vec![self.outline.parent(id).map_or(Node::Document, Node::Row)],
        }
    }

    fn ancestors(&self, node: Node) -> Vec<Node> {
        std::iter::successors(self.parent(node).pop(), |node| self.parent(*node).pop()).collect()
    }

    fn descendants(&self, node: Node) -> Vec<Node> {
        match node {
            Node::Document => {
                let root = std::iter::once(ItemId::ROOT);
                root.chain(self.outline.descendants(ItemId::ROOT)).map(Node::Row).collect()
            }
            Node::Row(id) => self.outline.descendants(id).into_iter().map(Node::Row).collect(),
        }
    }
}
