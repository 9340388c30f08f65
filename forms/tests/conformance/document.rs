//! The documents that the cases are evaluated in.

use forms::{
    expression::{Host, Node},
    tree::{Kind, NodeId, Tree},
};

use crate::xml;

/// A document of the recording.
pub(crate) struct Document {
    tree: Tree,
    /// What `/` means: the document, or where it is a whole `XForm`, its primary instance.
    root: NodeId,
}

/// What a form gives besides its primary instance.
pub(crate) struct Form<'t> {
    document: &'t Document,
    language: Option<String>,
    random: std::cell::Cell<u64>,
}

impl Document {
    /// Reads a line of `xpath-documents.jsonl`.
    pub(crate) fn parse(line: &str) -> (u64, Self) {
        let read: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let tree = xml::tree(read["xml"].as_str().expect("the document is text").trim_start());
        let root = primary_instance(&tree).unwrap_or(tree.root());
        (read["doc"].as_u64().expect("the document has a number"), Self { tree, root })
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node::new(&self.tree, self.root)
    }

    /// The node at a path of the recording, such as `/*[1]/*[2]/@id`.
    pub(crate) fn at(&self, path: &str) -> Node<'_> {
        let mut node = self.tree.root();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let found = if let Some(name) = part.strip_prefix('@') {
                let local = name.rsplit(':').next();
                self.tree.attributes(node).find(|attribute| Some(self.tree.name(*attribute)) == local)
            } else {
                let place: usize = part[2..part.len() - 1].parse().expect("a step is a place");
                self.tree.elements(node).nth(place - 1)
            };
            node = found.expect("the path leads to a node");
        }
        Node::new(&self.tree, node)
    }

    /// Every node that has no place of its own in the recording: texts, comments and instructions.
    pub(crate) fn unnamed(&self) -> impl Iterator<Item = Node<'_>> {
        let unnamed = [Kind::Text, Kind::Comment, Kind::ProcessingInstruction];
        let nodes =
            self.tree.descendants(self.tree.root()).filter(move |node| unnamed.contains(&self.tree.kind(*node)));
        nodes.map(|node| Node::new(&self.tree, node))
    }

    /// How the recording writes a node: elements and attributes by their place, others by their kind.
    pub(crate) fn written(&self, node: NodeId) -> String {
        match self.tree.kind(node) {
            Kind::Root => "/".to_owned(),
            Kind::Text => "#3".to_owned(),
            Kind::Comment => "#8".to_owned(),
            Kind::ProcessingInstruction => "#7".to_owned(),
            Kind::Attribute => {
                let name = self.tree.qualified_name(node).expect("an attribute has a name");
                let prefix = name.prefix.as_ref().map(|prefix| format!("{prefix}:")).unwrap_or_default();
                let element = self.tree.parent(node).expect("an attribute has an element");
                format!("{}/@{prefix}{}", self.written(element), name.local)
            }
            Kind::Element => {
                let parent = self.tree.parent(node).expect("an element has a parent");
                let place = self.tree.elements(parent).position(|child| child == node).expect("it is one of them") + 1;
                let above = self.written(parent);
                format!("{}/*[{place}]", above.trim_end_matches('/'))
            }
        }
    }

    pub(crate) fn form(&self, language: Option<String>) -> Form<'_> {
        Form { document: self, language, random: std::cell::Cell::new(1) }
    }

    fn elements_named<'t>(&'t self, name: &'t str) -> impl Iterator<Item = NodeId> + 't {
        self.tree.descendants(self.tree.root()).filter(move |node| self.tree.name(*node) == name)
    }
}

impl<'t> Host<'t> for Form<'t> {
    fn instance(&self, name: &str) -> Option<Node<'t>> {
        let document = self.document;
        let found = document.elements_named("instance").find(|node| document.tree.attribute(*node, "id") == Some(name));
        found.map(|node| Node::new(&document.tree, node))
    }

    fn itext(&self, id: &str) -> Option<String> {
        let tree = &self.document.tree;
        let translations: Vec<NodeId> = self.document.elements_named("translation").collect();
        let spoken = |node: &&NodeId| {
            self.language.as_deref().is_some_and(|language| tree.attribute(**node, "lang") == Some(language))
        };
        let default = |node: &&NodeId| tree.attribute(**node, "default").is_some();
        let translation =
            translations.iter().find(spoken).or_else(|| translations.iter().find(default)).or(translations.first())?;
        let text = tree.elements(*translation).find(|text| tree.attribute(*text, "id") == Some(id))?;
        let plain = |value: &NodeId| tree.attribute(*value, "form").is_none();
        tree.elements(text).find(plain).map(|value| tree.text(value).into_owned())
    }

    fn random(&self) -> u64 {
        // Any numbers will do: the recording says nothing of their values.
        self.random
            .set(self.random.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
        self.random.get()
    }
}

/// The first `instance` of a whole form: `html/head/model/instance`.
fn primary_instance(tree: &Tree) -> Option<NodeId> {
    let mut node = tree.document_element().filter(|element| tree.name(*element) == "html")?;
    for name in ["head", "model", "instance"] {
        node = tree.elements_named(node, name).next()?;
    }
    Some(node)
}
