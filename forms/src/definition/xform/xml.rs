//! Elements, and how they are put into bytes: each on a line of its own, except where text stands between them.

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event, attributes::Attribute},
    name::QName,
};

/// An element with what is in it.
pub(super) struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    content: Vec<Content>,
}

enum Content {
    Element(Element),
    Text(String),
}

/// The whole document around `root`.
pub(super) fn document(root: &Element) -> String {
    let mut writer = Writer::new(Vec::new());
    let written = (|| {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        line(&mut writer, 0)?;
        root.write(&mut writer, 0)?;
        line(&mut writer, 0)
    })();
    debug_assert!(written.is_ok(), "memory takes everything");
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

impl Element {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), content: Vec::new() }
    }

    /// With an attribute, in the place of an earlier one of the same name.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, earlier)) => *earlier = value.into(),
            None => self.attributes.push((name.to_owned(), value.into())),
        }
        self
    }

    /// With an attribute, if there is a value for it.
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With an element in it.
    pub(super) fn holding(mut self, child: Element) -> Self {
        self.push(child);
        self
    }

    /// With text in it.
    pub(super) fn saying(mut self, text: &str) -> Self {
        self.push_text(text);
        self
    }

    pub(super) fn push(&mut self, child: Element) {
        self.content.push(Content::Element(child));
    }

    pub(super) fn push_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.content.push(Content::Text(text.to_owned()));
        }
    }

    pub(super) fn extend(&mut self, children: impl IntoIterator<Item = Element>) {
        self.content.extend(children.into_iter().map(Content::Element));
    }

    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>, depth: usize) -> std::io::Result<()> {
        let mut tag = BytesStart::new(self.name.as_str());
        for (name, value) in &self.attributes {
            tag.push_attribute(Attribute { key: QName(name), value: quoted(value).into() });
        }
        if self.content.is_empty() {
            return writer.write_event(Event::Empty(tag));
        }
        writer.write_event(Event::Start(tag))?;
        let is_mixed = self.content.iter().any(|content| matches!(content, Content::Text(_)));
        for content in &self.content {
            if !is_mixed {
                line(writer, depth + 1)?;
            }
            match content {
                Content::Element(element) => element.write(writer, depth + 1)?,
                Content::Text(text) => writer.write_event(Event::Text(BytesText::from_escaped(escaped(text))))?,
            }
        }
        if !is_mixed {
            line(writer, depth)?;
        }
        writer.write_event(Event::End(BytesEnd::new(self.name.as_str())))
    }
}

fn line(writer: &mut Writer<Vec<u8>>, depth: usize) -> std::io::Result<()> {
    let blanks = format!("\n{}", "  ".repeat(depth));
    writer.write_event(Event::Text(BytesText::from_escaped(blanks)))
}

/// Without the characters that no XML document may hold, however they are written. Quotes stay, so that people can read it.
fn escaped(text: &str) -> String {
    let is_illegal =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
    partial_escape(text.replace(is_illegal, "")).replace('\r', "&#13;")
}

/// For an attribute, where lines would end up as blanks.
fn quoted(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}
