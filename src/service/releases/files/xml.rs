//! Just enough XML to write a tree of elements with texts.

/// An element on its way.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// One with nothing but text.
    pub(super) fn of(name: &'static str, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::new(name) }
    }

    pub(super) fn with(mut self, attribute: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((attribute, value.into()));
        self
    }

    pub(super) fn holding(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// A document of which it is the root.
    pub(super) fn document(&self) -> String {
        let mut document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.write(0, &mut document);
        document
    }

    fn write(&self, depth: usize, to: &mut String) {
        let indent = "  ".repeat(depth);
        to.extend([indent.as_str(), "<", self.name]);
        for (name, value) in &self.attributes {
            to.extend([" ", name, "=\"", &escaped(value), "\""]);
        }
        if self.children.is_empty() {
            to.extend([">", &escaped(&self.text), "</", self.name, ">\n"]);
            return;
        }
        to.push_str(">\n");
        for child in &self.children {
            child.write(depth + 1, to);
        }
        to.extend([&indent, "</", self.name, ">\n"]);
    }
}

/// Text as XML takes it, without the letters that it does not know.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_people_write_stays_text() {
        let inner = Element::of("b", "1 < 2 & \"3\"\u{0}\n</b>").with("c", "\"><!--");
        let document = Element::new("a").holding([inner, Element::new("d")]).document();
        assert_eq!(
            document,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <b c=\"&quot;&gt;&lt;!--\">1 &lt; 2 &amp; &quot;3&quot; &lt;/b&gt;</b>\n  <d></d>\n</a>\n"
        );
    }
}
