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

    /// The first child.
    pub fn first_child(&self, parent: NodeId) -> Option<NodeId> {
        self.node(parent).first_child
    }

    /// The next child of the same parent; an attribute has no siblings.
    pub fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        let own = self.node(node);
        own.next.filter(|_| own.kind != Kind::Attribute)
    }

    /// The child of the same parent just before.
    pub fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
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
