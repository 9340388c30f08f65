//! JSON is YAML, but far quicker to read as what it is: definitions are kept as JSON, and compiled from it at every start.

use serde::de::IgnoredAny;

use super::{
    super::fault::{Faults, Position},
    node::{Entries, Key, MAX_DEPTH, Node, Value, cell_text},
};

/// Reads `source` as a JSON object into the tree that the YAML of it would give. Nothing if it is none, or nests too deep: then
/// the reader of YAML says what is wrong.
pub(super) fn read(source: &str, faults: &mut Faults) -> Option<Node> {
    if !source.trim_start().starts_with('{') || serde_json::from_str::<IgnoredAny>(source).is_err() {
        return None;
    }
    Reader { source, at: 0, counted: 0, line: 1, column: 1, depth: 0 }.value(faults)
}

/// Where in the source the reading is. What is read has been seen to be JSON.
struct Reader<'s> {
    source: &'s str,
    at: usize,
    /// Up to here, lines and columns are counted.
    counted: usize,
    line: usize,
    column: usize,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self, faults: &mut Faults) -> Option<Node> {
        let next = self.peek()?;
        let position = self.position();
        let value = match next {
            b'{' => Value::Mapping(self.mapping(faults)?),
            b'[' => Value::Sequence(self.sequence(faults)?),
            b'"' => {
                let position = position.after_quote();
                let text = self.string(position, faults)?;
                return Some(Node { position, value: Value::Scalar((!text.is_empty()).then_some(text)) });
            }
            _ => {
                let rest = self.source.get(self.at..)?;
                let end = rest.find([',', '}', ']', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
                self.at += end;
                Value::Scalar(Some(rest[..end].to_owned()).filter(|written| written != "null"))
            }
        };
        Some(Node { position, value })
    }

    fn mapping(&mut self, faults: &mut Faults) -> Option<Vec<(Key, Node)>> {
        self.begin()?;
        let mut entries = Entries::default();
        while self.peek()? != b'}' {
            self.pass(b',');
            self.peek()?;
            let position = self.position().after_quote();
            let text = self.string(position, faults)?;
            self.pass(b':');
            let key = entries.key(text, position, faults);
            let value = self.value(faults)?;
            entries.add(key, value);
        }
        self.end();
        Some(entries.all)
    }

    fn sequence(&mut self, faults: &mut Faults) -> Option<Vec<Node>> {
        self.begin()?;
        let mut nodes = Vec::new();
        while self.peek()? != b']' {
            self.pass(b',');
            nodes.push(self.value(faults)?);
        }
        self.end();
        Some(nodes)
    }

    fn string(&mut self, position: Position, faults: &mut Faults) -> Option<String> {
        let rest = self.source.as_bytes().get(self.at + 1..)?;
        let mut length = 0;
        let mut is_plain = true;
        while *rest.get(length)? != b'"' {
            let is_escape = rest[length] == b'\\';
            is_plain &= !is_escape;
            length += 1 + usize::from(is_escape);
        }
        let quoted = self.source.get(self.at..self.at + length + 2)?;
        self.at += length + 2;
        let text = &quoted[1..=length];
        Some(if is_plain {
            cell_text(text, position, faults)
        } else {
            cell_text(&serde_json::from_str::<String>(quoted).ok()?, position, faults)
        })
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.source.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))?;
        Some(self.source.as_bytes()[self.at])
    }

    /// Goes past a mark, if it comes.
    fn pass(&mut self, mark: u8) {
        if self.peek() == Some(mark) {
            self.at += 1;
        }
    }

    fn begin(&mut self) -> Option<()> {
        self.at += 1;
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    fn end(&mut self) {
        self.at += 1;
        self.depth -= 1;
    }

    fn position(&mut self) -> Position {
        let passed = &self.source[self.counted..self.at];
        match passed.rfind('\n') {
            Some(last) => {
                self.line += passed.matches('\n').count();
                self.column = 1 + passed[last + 1..].chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.counted = self.at;
        Position::Text { line: self.line, column: self.column }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::node::{self, Node},
        *,
    };

    #[test]
    fn json_is_read_as_the_yaml_that_it_is() {
        let examples = [
            r#"{"a": 1.10, "b": [true, null, "x", -1e5], "c": {"d": "", "e": "ø\n\"q\" \\ \u00e5"}}"#.to_owned(),
            "{}".to_owned(),
            "{\n\t\"ø\": \"ø\", \"b\" : [ ] ,\r\n \"c\":{ } }\n".to_owned(),
            r#"{"a": 1, "a": 2, "b": {"x": 1, "x": 2}}"#.to_owned(),
        ];
        let shipped = crate::library::all().iter().map(|shipped| {
            let (form, _) = crate::Form::from_yaml(shipped.source).expect("a shipped form");
            serde_json::to_string_pretty(&form.to_json()).expect("JSON")
        });
        for source in shipped.chain(examples) {
            let (mut own, mut of_yaml) = (Faults::default(), Faults::default());
            let read = read(&source, &mut own).expect("it is JSON");
            let as_yaml: Node = node::read_yaml(&source, &mut of_yaml).expect("it is YAML");
            assert_eq!(format!("{read:?}"), format!("{as_yaml:?}"));
            assert_eq!(own.into_sorted(), of_yaml.into_sorted());
        }
    }

    #[test]
    fn what_is_no_json_or_too_deep_is_left_to_the_reader_of_yaml() {
        let deep = format!("{{\"a\": {}{}}}", "[".repeat(100), "]".repeat(100));
        for source in ["", "a: 1", "{a: 1}", "{\"a\": 1,}", "[1]", "{\"a\": 1} {}", &deep] {
            assert!(read(source, &mut Faults::default()).is_none(), "{source}");
        }
    }
}
