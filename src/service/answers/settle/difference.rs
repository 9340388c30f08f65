//! Where two answer documents differ, question by question.

use serde_json::Value;

/// A question that two documents answer differently.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path, as violations name it: `household[2]/age`.
    pub path: String,
    /// The answer in the first document, if there is one.
    pub first: Option<Value>,
    /// The answer in the second document, if there is one.
    pub second: Option<Value>,
}

impl std::fmt::Debug for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Difference").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Every question that two documents answer differently, in the order of the first; those that only the second has, at the
/// end of their group.
pub fn between(first: &Value, second: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(String::new(), Some(first), Some(second), &mut found);
    found
}

fn compare(path: String, first: Option<&Value>, second: Option<&Value>, found: &mut Vec<Difference>) {
    if first == second {
        return;
    }
    let names = members(first, second);
    let rows = [first, second].map(|side| rows(side).map(<[_]>::len));
    match (names, rows) {
        (Some(names), _) => {
            for name in names {
                let inside = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                let side = |side: Option<&'_ Value>| side.and_then(|side| side.get(&name)).cloned();
                compare(inside, side(first).as_ref(), side(second).as_ref(), found);
            }
        }
        // A list of choices is one answer; a list of groups is a repeat.
        (None, [one, other]) if one.is_some() || other.is_some() => {
            for row in 0..one.unwrap_or(0).max(other.unwrap_or(0)) {
                let side = |side: Option<&'_ Value>| side.and_then(|side| side.get(row)).cloned();
                compare(format!("{path}[{}]", row + 1), side(first).as_ref(), side(second).as_ref(), found);
            }
        }
        _ => found.push(Difference { path, first: first.cloned(), second: second.cloned() }),
    }
}

/// The names in two groups, or in one if the other document has none; nothing if either is no group.
fn members(first: Option<&Value>, second: Option<&Value>) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for side in [first, second].into_iter().flatten() {
        for name in side.as_object()?.keys() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    Some(names)
}

fn rows(side: Option<&Value>) -> Option<&[Value]> {
    side?.as_array().map(Vec::as_slice).filter(|rows| rows.iter().any(Value::is_object))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_question_with_another_answer_is_named_by_its_path() {
        let first =
            json!({ "name": "a", "age": 3, "home": { "rooms": 2 }, "pets": [{ "kind": "cat" }], "tags": ["x"] });
        let second = json!({ "name": "a", "home": { "rooms": 3 }, "pets": [{ "kind": "cat" }, { "kind": "dog" }],
                             "tags": ["x", "y"], "why": { "more": "b" } });
        let found: Vec<_> = between(&first, &second).into_iter().map(|it| (it.path, it.first, it.second)).collect();
        assert_eq!(
            found,
            [
                ("age".to_owned(), Some(json!(3)), None),
                ("home/rooms".to_owned(), Some(json!(2)), Some(json!(3))),
                ("pets[2]/kind".to_owned(), None, Some(json!("dog"))),
                ("tags".to_owned(), Some(json!(["x"])), Some(json!(["x", "y"]))),
                ("why/more".to_owned(), None, Some(json!("b"))),
            ]
        );
    }

    #[test]
    fn the_same_differs_nowhere() {
        let one = json!({ "name": "a", "pets": [] });
        assert!(between(&one, &one).is_empty());
        assert_eq!(between(&json!({ "a": 1 }), &json!({ "a": { "b": 1 } })).len(), 1);
    }
}
