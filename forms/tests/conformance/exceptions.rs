//! What need not pass, and why: read from `exceptions.txt`.

use crate::case::Case;

pub(crate) struct Exceptions {
    /// A suite and a part of the expressions that are meant.
    parts: Vec<(String, String)>,
    cases: Vec<(String, String)>,
    /// Suites whose feature the ODK `XForms` specification does not have.
    suites: Vec<String>,
}

impl Exceptions {
    pub(crate) fn read() -> Self {
        let (mut parts, mut cases, mut suites) = (Vec::new(), Vec::new(), Vec::new());
        let stated = include_str!("exceptions.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        for line in stated {
            let fields: Vec<&str> = line.split(" | ").collect();
            match fields[..] {
                ["suite", suite, _reason] => suites.push(suite.to_owned()),
                ["part", suite, part, _reason] => parts.push((suite.to_owned(), part.to_owned())),
                ["case", suite, expression_or_name, _reason] => {
                    cases.push((suite.to_owned(), expression_or_name.to_owned()));
                }
                _ => panic!("not an exception with its reason: {line}"),
            }
        }
        Self { parts, cases, suites }
    }

    pub(crate) fn in_specification(&self, suite: &str) -> bool {
        !self.suites.iter().any(|known| known == suite)
    }

    pub(crate) fn covers(&self, case: &Case) -> bool {
        self.parts.iter().any(|(suite, part)| *suite == case.suite && case.expression.contains(part.as_str()))
            || self
                .cases
                .iter()
                .any(|(suite, named)| *suite == case.suite && (*named == case.expression || *named == case.name))
    }
}
