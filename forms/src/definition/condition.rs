//! Conditions on one question that are written outside of the form: which of its codes they hold for. So an indicator says what it
//! counts in the words that the form itself uses.

use std::collections::BTreeSet;

use jiff::Zoned;

use super::codebook::Variable;
use super::form::Form;
use crate::expression::{self, AnswerType, Context, Lookup, NoHost, Node};
use crate::suggest;
use crate::tree::Tree;

/// The codes of a question for which a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodesWhere {
    /// Path of the question.
    pub path: String,
    /// Those codes.
    pub codes: BTreeSet<String>,
}

/// Why a condition says nothing about a question of the form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// It is no expression, or one that cannot work.
    #[error("`{0}` is no condition: {1}")]
    Expression(String, String),
    /// It names none, or more than one.
    #[error("`{0}` has to name one question, and no other")]
    NotOne(String),
    /// The form has no question of this name that is asked once and has codes; perhaps another was meant.
    #[error("no question `{name}` is asked once with codes to choose one from{}", meant(.near.as_deref()))]
    Unknown {
        /// The name.
        name: String,
        /// A name that is close to it.
        near: Option<String>,
    },
}

const ROOT: &str = "data";

impl Form {
    /// For which codes of the question that it names a condition such as `${basic_safety} <= 3` holds. Each code is tried by
    /// itself, those that stand for no answer as well.
    pub fn codes_where(&self, condition: &str) -> Result<CodesWhere, ConditionError> {
        let wrong = |why: String| ConditionError::Expression(condition.to_owned(), why);
        let mut parsed = expression::parse(condition).map_err(|error| wrong(error.kind.to_string()))?;
        let names: BTreeSet<String> = parsed.references().into_iter().map(|reference| reference.name).collect();
        let [name] = &names.into_iter().collect::<Vec<_>>()[..] else {
            return Err(ConditionError::NotOne(condition.to_owned()));
        };
        let question = self.question_with_codes(name)?;
        if let Some(mistake) =
            parsed.check(AnswerType::Unknown, |_| Lookup::Known(AnswerType::Choice)).into_iter().next()
        {
            return Err(wrong(mistake.message));
        }
        // Only the one name is in it, and it has a path.
        let resolved = parsed.resolve(|_| Some(format!("/{ROOT}/{name}")));
        resolved.map_err(|_| ConditionError::NotOne(condition.to_owned()))?;
        let mut codes = BTreeSet::new();
        for code in question.codes {
            let mut tree = Tree::new();
            let root = tree.add_element(tree.root(), ROOT);
            let answer = tree.add_element(root, name);
            tree.set_text(answer, &code.code);
            // A condition on codes that asks for the time would change its meaning by the day; it sees the beginning of all.
            let now = Zoned::default();
            let held = parsed.evaluate(&Context::new(Node::new(&tree, root), &now, &NoHost));
            if held.map_err(|error| wrong(error.to_string()))?.to_boolean() {
                codes.insert(code.code);
            }
        }
        Ok(CodesWhere { path: question.path, codes })
    }

    fn question_with_codes(&self, name: &str) -> Result<Variable, ConditionError> {
        let called = |variable: &Variable| variable.path.rsplit('/').next().unwrap_or_default().to_owned();
        let fits = |variable: &Variable| variable.kind == "select_one" && variable.repeat.is_none();
        let known: Vec<Variable> = self.codebook(self.default_language()).variables.into_iter().filter(fits).collect();
        let names: Vec<String> = known.iter().map(called).collect();
        let mut found = known.into_iter().filter(|variable| called(variable) == name);
        if let (Some(one), None) = (found.next(), found.next()) {
            return Ok(one);
        }
        let near = suggest::closest(name, names.iter().map(String::as_str)).map(str::to_owned);
        Err(ConditionError::Unknown { name: name.to_owned(), near })
    }
}

fn meant(near: Option<&str>) -> String {
    near.map(|near| format!("; is `{near}` meant?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let source = r#"
form_id: invented
version: "1"
default_language: en
title: Invented
choices:
  scale:
    - { name: "1", label: One }
    - { name: "2", label: Two }
    - { name: "3", label: Three }
    - { name: dont_know, missing: dont_know, label: Unknown }
survey:
  - { type: select_one scale, name: safe, label: Safe? }
  - { type: select_one scale, name: glad, label: Glad? }
  - { type: text, name: more, label: More? }
"#;
        Form::from_yaml(source).unwrap().0
    }

    fn codes(condition: &str) -> Vec<String> {
        form().codes_where(condition).unwrap().codes.into_iter().collect()
    }

    #[test]
    fn each_code_is_tried_by_itself() {
        assert_eq!(codes("${safe} <= 2"), ["1", "2"]);
        // What is no number is not below or above one.
        assert_eq!(codes("${safe} >= 1"), ["1", "2", "3"]);
        assert_eq!(codes("${safe} = 'dont_know' or ${safe} = 3"), ["3", "dont_know"]);
        assert_eq!(codes("${safe} > 9"), [""; 0]);
    }

    #[test]
    fn what_says_nothing_of_one_question_is_refused_with_the_reason() {
        let refused = |condition| form().codes_where(condition).unwrap_err().to_string();
        assert_eq!(
            refused("${saef} <= 2"),
            "no question `saef` is asked once with codes to choose one from; is `safe` meant?"
        );
        assert!(refused("${more} = 'x'").starts_with("no question `more`"));
        assert_eq!(
            refused("${safe} = 1 and ${glad} = 1"),
            "`${safe} = 1 and ${glad} = 1` has to name one question, and no other"
        );
        assert_eq!(refused("true()"), "`true()` has to name one question, and no other");
        assert!(refused("${safe} <=").starts_with("`${safe} <=` is no condition: "));
        assert!(refused("nothing(${safe})").contains("nothing"));
    }
}
