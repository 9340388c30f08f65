//! The first row of a sheet: which column a heading means, by whatever name it has gone, and in which language it is.

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The one name that we know the column by; as written where we do not know it.
    pub(super) name: String,
    /// The language, as written.
    pub(super) language: Option<String>,
}

/// Which other names the columns of a sheet have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// The columns.
    pub(super) known: &'static [&'static str],
    /// Other name, column.
    pub(super) aliases: &'static [(&'static str, &'static str)],
}

/// What may stand before a column, from the time when headings said where in the `XForm` a cell goes.
const GROUPS: [&str; 4] = ["bind", "control", "body", "media"];

impl Names {
    /// Reads a heading. `is_double`: the sheet parts its headings with `::`, so that a single colon parts nothing.
    ///
    /// Letters and blanks are taken loosely: `Label`, `guidance hint` and `label :: Dansk (da)` are what they seem.
    pub(super) fn parse(self, heading: &str, is_double: bool) -> Header {
        let tokens = split(heading, is_double || heading.contains("::"));
        let as_written = Header { name: heading.to_owned(), language: None };
        let is_grouped = GROUPS.contains(&snake_case(&tokens[0]).as_str()) && tokens.len() > 1;
        let tokens = &tokens[usize::from(is_grouped)..];
        let Some(name) = tokens.first().and_then(|token| self.canonical(token)) else { return as_written };
        match &tokens[1..] {
            [] => Header { name: name.to_owned(), language: None },
            [language] if !language.is_empty() => Header { name: name.to_owned(), language: Some(language.clone()) },
            _ => as_written,
        }
    }

    fn canonical(self, token: &str) -> Option<&'static str> {
        let token = snake_case(token);
        let known = self.known.iter().find(|known| known.eq_ignore_ascii_case(&token)).copied();
        known.or_else(|| self.aliases.iter().find(|(alias, _)| *alias == token).map(|(_, name)| *name))
    }
}

/// The parts of a heading. With single colons, the prefix `jr:` stays where it belongs.
fn split(heading: &str, is_double: bool) -> Vec<String> {
    let delimiter = if is_double { "::" } else { ":" };
    let mut tokens: Vec<String> = Vec::new();
    for token in heading.split(delimiter).map(str::trim) {
        match tokens.last_mut() {
            Some(last) if !is_double && last == "jr" => *last = format!("jr:{token}"),
            _ => tokens.push(token.to_owned()),
        }
    }
    tokens
}

/// `Guidance  Hint` as `guidance_hint`.
fn snake_case(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_heading_may_be_written_in_many_ways() {
        let names = Names {
            known: &["label", "relevant", "image", "constraint_message", "repeat_count"],
            aliases: &[("caption", "label"), ("jr:count", "repeat_count"), ("jr:constraintmsg", "constraint_message")],
        };
        let read = |heading: &str, is_double| {
            let header = names.parse(heading, is_double);
            (header.name, header.language)
        };
        let column = |name: &str, language: Option<&str>| (name.to_owned(), language.map(str::to_owned));
        assert_eq!(read("Label", false), column("label", None));
        assert_eq!(read("caption:Dansk (da)", false), column("label", Some("Dansk (da)")));
        assert_eq!(read("label :: da", true), column("label", Some("da")));
        assert_eq!(read("bind:relevant", false), column("relevant", None));
        assert_eq!(read("media::image::da", true), column("image", Some("da")));
        assert_eq!(read("bind:jr:constraintMsg:da", false), column("constraint_message", Some("da")));
        assert_eq!(read("jr:count", true), column("repeat_count", None));
        assert_eq!(read("body::esri:style", true), column("body::esri:style", None));
        assert_eq!(read("label:da", true), column("label:da", None));
        assert_eq!(read("", false), column("", None));
    }
}
