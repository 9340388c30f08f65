//! XML as expressions see it.

use std::sync::Arc;

use forms::tree::{Kind, Name, NodeId, Tree};

/// A document.
pub(crate) fn tree(source: &str) -> Tree {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let xml = roxmltree::Document::parse_with_options(source, options).expect("the document is XML");
    let mut tree = Tree::new();
    let root = tree.root();
    for child in xml.root().children() {
        add(&mut tree, root, child);
    }
    tree
}

fn add(tree: &mut Tree, parent: NodeId, xml: roxmltree::Node<'_, '_>) {
    let text = xml.text().unwrap_or_default();
    match xml.node_type() {
        roxmltree::NodeType::Element => {
            let source = &xml.document().input_text()[xml.range()][1..];
            let prefix = source.split([' ', '\t', '\n', '\r', '/', '>']).next().and_then(|tag| tag.split_once(':'));
            let element = tree.add_named_element(parent, name(xml.tag_name(), prefix.map(|(prefix, _)| prefix)));
            for attribute in xml.attributes() {
                let written = &xml.document().input_text()[attribute.range_qname()];
                let prefix = written.split_once(':').map(|(prefix, _)| prefix);
                let name = Name {
                    namespace: attribute.namespace().map(Arc::from),
                    prefix: prefix.map(Arc::from),
                    local: attribute.name().into(),
                };
                tree.add_named_attribute(element, name, attribute.value());
            }
            for child in xml.children() {
                add(tree, element, child);
            }
        }
        roxmltree::NodeType::Text => drop(tree.add_content(parent, Kind::Text, None, text)),
        roxmltree::NodeType::Comment => drop(tree.add_content(parent, Kind::Comment, None, text)),
        roxmltree::NodeType::PI => {
            let instruction = xml.pi().expect("it is one");
            let value = instruction.value.unwrap_or_default();
            tree.add_content(parent, Kind::ProcessingInstruction, Some(instruction.target), value);
        }
        roxmltree::NodeType::Root => {}
    }
}

fn name(written: roxmltree::ExpandedName<'_, '_>, prefix: Option<&str>) -> Name {
    Name {
        namespace: written.namespace().filter(|address| !address.is_empty()).map(Arc::from),
        prefix: prefix.map(Arc::from),
        local: written.name().into(),
    }
}
