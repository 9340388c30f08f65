//! Building a tree and changing it: answers set, instances of a repeat added and removed.

use std::sync::Arc;

use super::{Kind, Name, Node, NodeId, Tree};

impl Tree {
    /// Adds an element in no namespace as the last child.
    pub fn add_element(&mut self, parent: NodeId, name: &str) -> NodeId {
        self.add_named_element(parent, Name::plain(name))
    }

    /// Adds an element as the last child.
    pub fn add_named_element(&mut self, parent: NodeId, name: Name) -> NodeId {
        self.add_element_of(parent, Arc::new(name))
    }

    /// Adds an element as the last child, with a name that it shares with others.
    pub(crate) fn add_element_of(&mut self, parent: NodeId, name: Arc<Name>) -> NodeId {
        let node = self.push(Kind::Element, Some(name), parent);
        self.link_last(parent, node);
        node
    }

    /// Adds an attribute in no namespace.
    pub fn add_attribute(&mut self, element: NodeId, name: &str, value: &str) -> NodeId {
        self.add_named_attribute(element, Name::plain(name), value)
    }

    /// Adds an attribute.
    pub fn add_named_attribute(&mut self, element: NodeId, name: Name, value: &str) -> NodeId {
        let last = self.attributes(element).last();
        let node = self.push(Kind::Attribute, Some(Arc::new(name)), element);
        value.clone_into(&mut self.nodes[node.index()].value);
        self.nodes[node.index()].previous = last;
        match last {
            Some(last) => self.nodes[last.index()].next = Some(node),
            None => self.nodes[element.index()].first_attribute = Some(node),
        }
        node
    }

    /// Adds text, a comment or (with a target) a processing instruction as the last child.
    pub fn add_content(&mut self, parent: NodeId, kind: Kind, target: Option<&str>, value: &str) -> NodeId {
        let name = target.map(|target| Arc::new(Name::plain(target)));
        let node = self.push(kind, name, parent);
        value.clone_into(&mut self.nodes[node.index()].value);
        self.link_last(parent, node);
        node
    }

    /// Makes `value` the whole content of an element that holds an answer; empty means no content.
    /// An attribute or a text gets the value as its own. Costs nothing that grows with the tree.
    pub fn set_text(&mut self, node: NodeId, value: &str) {
        if !matches!(self.kind(node), Kind::Element | Kind::Root) {
            value.clone_into(&mut self.nodes[node.index()].value);
            return;
        }
        match self.first_child(node) {
            None if value.is_empty() => {}
            Some(only) if !value.is_empty() && self.kind(only) == Kind::Text && self.next_sibling(only).is_none() => {
                value.clone_into(&mut self.nodes[only.index()].value);
            }
            _ => {
                while let Some(child) = self.first_child(node) {
                    self.remove(child);
                }
                if !value.is_empty() {
                    self.add_only_text(node, value);
                }
            }
        }
    }

    /// Gives an element its only child, the text of an answer. The order of all other nodes stays known: the text comes
    /// right after its element.
    fn add_only_text(&mut self, element: NodeId, value: &str) {
        let order = self.order.take().filter(|_| self.node(element).first_attribute.is_none());
        let text = self.add_content(element, Kind::Text, None, value);
        if let Some(mut order) = order {
            order.resize(self.nodes.len(), u32::MAX);
            order[text.index()] = order[element.index()];
            self.order = order.into();
        }
    }

    /// Takes a node and everything below it out of the document. Its ids mean nothing afterwards.
    pub fn remove(&mut self, node: NodeId) {
        self.detach(node);
        let own = &mut self.nodes[node.index()];
        own.parent = None;
        if own.kind == Kind::Text {
            self.free_texts.push(node);
        }
    }

    /// Takes a node out of sight: its relatives no longer see it, while it still sees its parent, so that
    /// [`Tree::attach`] can bring it back with everything below it.
    pub fn detach(&mut self, node: NodeId) {
        let Node { parent, previous, next, kind, .. } = *self.node(node);
        let Some(parent) = parent.filter(|_| self.is_attached(node)) else { return };
        // Among the nodes that stay, the order is what it was.
        match (previous, kind) {
            (Some(previous), _) => self.nodes[previous.index()].next = next,
            (None, Kind::Attribute) => self.nodes[parent.index()].first_attribute = next,
            (None, _) => self.nodes[parent.index()].first_child = next,
        }
        match (next, kind) {
            (Some(next), _) => self.nodes[next.index()].previous = previous,
            (None, Kind::Attribute) => {}
            (None, _) => self.nodes[parent.index()].last_child = previous,
        }
        let own = &mut self.nodes[node.index()];
        (own.previous, own.next) = (None, None);
    }

    /// Puts an element right after a sibling, or first where there is none, whether it was detached or stood elsewhere
    /// among its siblings.
    pub fn attach(&mut self, node: NodeId, after: Option<NodeId>) {
        let own = self.node(node);
        if self.is_attached(node) && own.previous == after {
            return;
        }
        if let Some(parent) = own.parent {
            self.detach(node);
            self.order.take();
            self.link(parent, after, node);
        }
    }

    fn is_attached(&self, node: NodeId) -> bool {
        let own = self.node(node);
        let is_first = own.parent.map(|parent| self.node(parent)).is_some_and(|parent| {
            let first = if own.kind == Kind::Attribute { parent.first_attribute } else { parent.first_child };
            first == Some(node)
        });
        is_first || own.previous.is_some()
    }

    fn push(&mut self, kind: Kind, name: Option<Arc<Name>>, parent: NodeId) -> NodeId {
        self.order.take();
        let made = Node::new(kind, name, Some(parent));
        if kind == Kind::Text
            && let Some(node) = self.free_texts.pop()
        {
            self.nodes[node.index()] = made;
            return node;
        }
        let node = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(made);
        node
    }

    fn link_last(&mut self, parent: NodeId, node: NodeId) {
        self.link(parent, self.node(parent).last_child, node);
    }

    fn link(&mut self, parent: NodeId, after: Option<NodeId>, node: NodeId) {
        let next = match after {
            Some(after) => self.node(after).next,
            None => self.node(parent).first_child,
        };
        self.nodes[node.index()].previous = after;
        self.nodes[node.index()].next = next;
        match after {
            Some(after) => self.nodes[after.index()].next = Some(node),
            None => self.nodes[parent.index()].first_child = Some(node),
        }
        match next {
            Some(next) => self.nodes[next.index()].previous = Some(node),
            None => self.nodes[parent.index()].last_child = Some(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> (Tree, NodeId) {
        let mut tree = Tree::new();
        let data = tree.add_element(tree.root(), "data");
        (tree, data)
    }

    #[test]
    fn an_answer_is_set_changed_and_emptied_without_growing_the_tree() {
        let (mut tree, data) = form();
        let question = tree.add_element(data, "question");
        for _ in 0..10 {
            tree.set_text(question, "yes");
            tree.set_text(question, "no");
            assert_eq!(tree.text(question), "no");
            tree.set_text(question, "");
            assert_eq!(tree.text(question), "");
        }
        assert_eq!(tree.size(), 4);
    }

    #[test]
    fn an_instance_of_a_repeat_stands_after_its_sibling() {
        let (mut tree, data) = form();
        let first = tree.add_element(data, "finding");
        let other = tree.add_element(data, "other");
        let second = tree.add_element(data, "finding");
        let third = tree.add_element(data, "finding");
        tree.attach(second, Some(first));
        tree.attach(third, Some(second));
        assert_eq!(tree.elements(data).collect::<Vec<_>>(), [first, second, third, other]);
        assert_eq!(tree.position(third), 3);
        tree.remove(first);
        assert_eq!(tree.position(third), 2);
        assert_eq!(tree.elements(data).collect::<Vec<_>>(), [second, third, other]);
        assert!(tree.compare(third, other).is_lt());
    }

    #[test]
    fn what_is_detached_is_out_of_sight_and_comes_back_with_its_content() {
        let (mut tree, data) = form();
        let [first, second, third] = ["a", "b", "c"].map(|name| tree.add_element(data, name));
        let inner = tree.add_element(second, "inner");
        tree.set_text(inner, "kept");
        for _ in 0..2 {
            tree.detach(second);
            assert_eq!(tree.elements(data).collect::<Vec<_>>(), [first, third]);
            assert_eq!(tree.text(data), "");
            assert_eq!(tree.parent(second), Some(data));
        }
        tree.attach(second, Some(first));
        assert_eq!(tree.elements(data).collect::<Vec<_>>(), [first, second, third]);
        assert_eq!(tree.text(data), "kept");
        tree.detach(first);
        tree.remove(first);
        assert_eq!(tree.elements(data).collect::<Vec<_>>(), [second, third]);
    }

    #[test]
    fn the_text_of_an_element_is_all_text_below_it() {
        let (mut tree, data) = form();
        tree.add_content(data, Kind::Text, None, "one ");
        let inner = tree.add_element(data, "inner");
        tree.set_text(inner, "two");
        tree.add_content(data, Kind::Comment, None, "not this");
        assert_eq!(tree.text(data), "one two");
        assert_eq!(tree.text(tree.root()), "one two");
    }

    #[test]
    fn the_order_is_right_after_every_change() {
        let (mut tree, data) = form();
        let [first, second, third] = ["a", "b", "c"].map(|name| tree.add_element(data, name));
        let sorted = |tree: &Tree| {
            let mut nodes: Vec<NodeId> = tree.descendants(data).collect();
            nodes.reverse();
            nodes.sort_by(|left, right| tree.compare(*left, *right));
            assert_eq!(nodes, tree.descendants(data).collect::<Vec<_>>());
        };
        sorted(&tree);
        for (node, answer) in [(second, "x"), (first, "y"), (second, ""), (third, "z"), (third, ""), (first, "w")] {
            tree.set_text(node, answer);
            sorted(&tree);
        }
        tree.detach(first);
        sorted(&tree);
        tree.set_text(first, "v");
        tree.attach(first, None);
        sorted(&tree);
        tree.attach(first, Some(third));
        sorted(&tree);
        let attribute = tree.add_attribute(second, "n", "1");
        assert!(tree.compare(second, attribute).is_lt());
        tree.set_text(second, "u");
        let text = tree.first_child(second).unwrap();
        assert!(tree.compare(attribute, text).is_lt());
    }

    #[test]
    fn attributes_can_be_removed() {
        let (mut tree, data) = form();
        let first = tree.add_attribute(data, "a", "1");
        tree.add_attribute(data, "b", "2");
        tree.remove(first);
        assert_eq!(tree.attribute(data, "a"), None);
        assert_eq!(tree.attribute(data, "b"), Some("2"));
    }
}
