//! The documents that expressions look at: a tree of nodes by the data model of `XPath` 1.0, in one arena.
//!
//! A form's answers are such a tree, and so is each list of choices. Nodes are named by small ids, so an
//! answer can be set in constant time and a template can be cloned in one go.

mod axes;
mod edit;

use std::{cmp::Ordering, sync::Arc, sync::OnceLock};

/// So many bytes of text can be copied or read in the time that one step of a walk takes.
pub(crate) const TEXT_STEP: usize = 64;

/// A node of one [`Tree`]. It says nothing of which tree, and nothing any more once its node is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// What a node is (`XPath` 1.0, section 5; namespace nodes are left out, as ODK `XForms` has no use for them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The document itself, above its outermost element.
    Root,
    /// An element.
    Element,
    /// An attribute; its parent is an element that does not count it among its children.
    Attribute,
    /// Text between tags.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction; its name is its target.
    ProcessingInstruction,
}

/// The name of an element, an attribute or a processing instruction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The namespace's address, if there is one.
    pub namespace: Option<Arc<str>>,
    /// The prefix it was written with; it matters only to `name()`.
    pub prefix: Option<Arc<str>>,
    /// The name without prefix.
    pub local: Arc<str>,
}

/// A document. Every tree has a root; an empty one has nothing else.
#[derive(Debug, Clone)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Slots of text nodes that are gone, for the next ones: an answer typed and emptied again takes no memory.
    free_texts: Vec<NodeId>,
    /// Each node's place in document order, made when first asked for after a change of structure.
    order: OnceLock<Vec<u32>>,
}

#[derive(Debug, Clone)]
struct Node {
    kind: Kind,
    name: Option<Arc<Name>>,
    value: String,
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    first_attribute: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
}

impl Tree {
    /// A document without content.
    #[must_use]
    pub fn new() -> Self {
        Self { nodes: vec![Node::new(Kind::Root, None, None)], free_texts: Vec::new(), order: OnceLock::new() }
    }

    /// A document without content that has room for so many nodes.
    pub(crate) fn with_room(nodes: usize) -> Self {
        let mut tree = Self::new();
        tree.nodes.reserve_exact(nodes);
        tree
    }

    /// The node above the outermost element, the `/` of a path.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The outermost element, if there is one.
    pub fn document_element(&self) -> Option<NodeId> {
        self.elements(self.root()).next()
    }

    /// What `node` is.
    pub fn kind(&self, node: NodeId) -> Kind {
        self.node(node).kind
    }

    /// The full name of an element, an attribute or a processing instruction.
    pub fn qualified_name(&self, node: NodeId) -> Option<&Name> {
        self.node(node).name.as_deref()
    }

    /// The name without prefix, or nothing for a node without name.
    pub fn name(&self, node: NodeId) -> &str {
        self.node(node).name.as_ref().map_or("", |name| &name.local)
    }

    /// The node above, also of an attribute.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).parent
    }

    /// The string value (`XPath` 1.0, section 5): of an element, all text below it.
    pub fn text(&self, node: NodeId) -> std::borrow::Cow<'_, str> {
        let own = self.node(node);
        if !matches!(own.kind, Kind::Root | Kind::Element) {
            return own.value.as_str().into();
        }
        match own.first_child.map(|child| self.node(child)) {
            None => "".into(),
            Some(only) if only.kind == Kind::Text && only.next.is_none() => only.value.as_str().into(),
            Some(_) => self
                .descendants(node)
                .map(|below| self.node(below))
                .filter(|below| below.kind == Kind::Text)
                .map(|below| below.value.as_str())
                .collect::<String>()
                .into(),
        }
    }

    /// How much there is to walk and to copy for [`Tree::text`]: each node counts one, and each [`TEXT_STEP`] bytes.
    pub(crate) fn text_steps(&self, node: NodeId) -> u64 {
        let own = self.node(node);
        let of_text = |node: &Node| 1 + (node.value.len() / TEXT_STEP) as u64;
        if !matches!(own.kind, Kind::Root | Kind::Element) {
            return of_text(own);
        }
        match own.first_child.map(|child| self.node(child)) {
            None => 1,
            Some(only) if only.kind == Kind::Text && only.next.is_none() => of_text(only),
            Some(_) => self.descendants(node).map(|below| of_text(self.node(below))).sum(),
        }
    }

    /// An attribute of `element` by its local name.
    pub fn attribute(&self, element: NodeId, name: &str) -> Option<&str> {
        self.attributes(element)
            .find(|attribute| self.name(*attribute) == name)
            .map(|found| self.node(found).value.as_str())
    }

    /// Which of its siblings of the same name an element is, counted from 1: the instance of a repeat.
    pub fn position(&self, element: NodeId) -> usize {
        let name = &self.node(element).name;
        let earlier = std::iter::successors(self.previous_sibling(element), |sibling| self.previous_sibling(*sibling));
        1 + earlier.filter(|sibling| self.kind(*sibling) == Kind::Element && &self.node(*sibling).name == name).count()
    }

    /// The children of `parent` that are elements of this local name.
    pub fn elements_named<'t>(&'t self, parent: NodeId, name: &'t str) -> impl Iterator<Item = NodeId> + 't {
        self.elements(parent).filter(move |child| self.name(*child) == name)
    }

    /// How many nodes [`Tree::compare`] would have to walk before it can compare; none once they are numbered.
    pub(crate) fn steps_to_order(&self) -> u64 {
        if self.order.get().is_some() { 0 } else { self.size() as u64 }
    }

    /// Which of two nodes of this tree comes first in the document.
    pub(crate) fn compare(&self, left: NodeId, right: NodeId) -> Ordering {
        let order = self.order.get_or_init(|| self.number_nodes());
        // A text that came after the numbering has the number of its element.
        let numbered = order[left.index()].cmp(&order[right.index()]);
        numbered.then_with(|| (self.parent(left) == Some(right)).cmp(&(self.parent(right) == Some(left))))
    }

    /// How many nodes were ever made, less the reused; a bound on what a walk over the tree costs.
    pub(crate) fn size(&self) -> usize {
        self.nodes.len()
    }

    fn number_nodes(&self) -> Vec<u32> {
        let mut order = vec![u32::MAX; self.nodes.len()];
        let mut next = 0;
        let everything = std::iter::once(self.root()).chain(self.descendants(self.root()));
        for node in everything {
            for own in std::iter::once(node).chain(self.attributes(node)) {
                order[own.index()] = next;
                next += 1;
            }
        }
        order
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self::new()
    }
}

impl NodeId {
    /// A small number that no other node of the tree has.
    pub(crate) fn place(self) -> usize {
        self.index()
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

impl Name {
    /// A name in no namespace, as all names of a form's answers are.
    #[must_use]
    pub fn plain(local: &str) -> Self {
        Self { namespace: None, prefix: None, local: local.into() }
    }
}

impl Node {
    fn new(kind: Kind, name: Option<Arc<Name>>, parent: Option<NodeId>) -> Self {
        Self {
            kind,
            name,
            value: String::new(),
            parent,
            first_child: None,
            last_child: None,
            first_attribute: None,
            previous: None,
            next: None,
        }
    }
}
