//! Walks from a node to its relatives, the ground on which the axes of a path stand.

use super::{NodeId, Tree};
use crate::tree::Kind;

impl Tree {
    /// The children in document order; attributes are none.
    pub fn children(&self, parent: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(parent), |child| self.next_sibling(*child))
    }

    /// The children that are elements.
    pub fn elements(&self, parent: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(parent).filter(|child| self.kind(*child) == Kind::Element)
    }

    /// The attributes, in the order they were added.
    pub fn attributes(&self, element: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(element).first_attribute, |attribute| self.node(*attribute).next)
    }

    /// Everything below a node in document order, without attributes and without the node itself.
    pub fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(top), move |node| self.following_within(*node, top))
    }

    /// The parent, its parent and so on up to the root.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |ancestor| self.parent(*ancestor))
    }

    /// The siblings after a node.
    pub(crate) fn following_siblings(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.next_sibling(node), |sibling| self.next_sibling(*sibling))
    }

    /// The siblings before a node, the nearest first.
    pub(crate) fn preceding_siblings(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.previous_sibling(node), |sibling| self.previous_sibling(*sibling))
    }

    /// Everything after a node in document order, less what is below it. After an attribute comes what is below its element.
    pub(crate) fn following(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let of_attribute = (self.kind(node) == Kind::Attribute).then(|| self.parent(node)).flatten();
        let below = of_attribute.into_iter().flat_map(|element| self.descendants(element));
        let line = std::iter::once(of_attribute.unwrap_or(node)).chain(self.ancestors(of_attribute.unwrap_or(node)));
        let after = line.flat_map(|above| self.following_siblings(above));
        below.chain(after.flat_map(|sibling| std::iter::once(sibling).chain(self.descendants(sibling))))
    }

    /// Everything before a node in document order, less what is above it; the nearest first.
    pub(crate) fn preceding(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let line = std::iter::once(node).chain(self.ancestors(node));
        let before = line.flat_map(|above| self.preceding_siblings(above));
        before.flat_map(|sibling| {
            let mut subtree: Vec<NodeId> = std::iter::once(sibling).chain(self.descendants(sibling)).collect();
            subtree.reverse();
            subtree
        })
    }

    /// The first child.
    pub(crate) fn first_child(&self, parent: NodeId) -> Option<NodeId> {
        self.node(parent).first_child
    }

    /// The next child of the same parent; an attribute has no siblings.
    pub(crate) fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        let own = self.node(node);
        own.next.filter(|_| own.kind != Kind::Attribute)
    }

    /// The child of the same parent just before.
    pub(crate) fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        let own = self.node(node);
        own.previous.filter(|_| own.kind != Kind::Attribute)
    }

    /// The node after `node` in a walk through everything below `top`.
    fn following_within(&self, node: NodeId, top: NodeId) -> Option<NodeId> {
        if let Some(child) = self.first_child(node) {
            return Some(child);
        }
        let mut current = node;
        while current != top {
            if let Some(sibling) = self.next_sibling(current) {
                return Some(sibling);
            }
            current = self.parent(current)?;
        }
        None
    }
}
