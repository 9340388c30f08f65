//! The paths of the document. The API library writes a path once for each resource that has operations on it; a reader that
//! finds a name twice takes the last, so all operations of a path are put together here.

use std::fmt::{self, Formatter};

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

/// The document, with its paths apart from the rest.
#[derive(Deserialize)]
pub(super) struct Written {
    pub(super) paths: Paths,
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

/// Each path with its operations.
pub(super) struct Paths(pub(super) Map<String, Value>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Merging;
        impl<'de> Visitor<'de> for Merging {
            type Value = Paths;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("paths with their operations")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Paths, A::Error> {
                let mut paths = Map::new();
                while let Some((path, operations)) = access.next_entry::<String, Map<String, Value>>()? {
                    let known = paths.entry(path).or_insert_with(|| Value::Object(Map::new()));
                    if let Value::Object(known) = known {
                        known.extend(operations);
                    }
                }
                Ok(Paths(paths))
            }
        }
        deserializer.deserialize_map(Merging)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_stands_twice_has_the_operations_of_both() {
        let twice = r#"{"info":1,"paths":{"/a":{"get":1},"/b":{"get":2},"/a":{"put":3}}}"#;
        let written: Written = serde_json::from_str(twice).unwrap();
        let once = serde_json::json!({"/a": {"get": 1, "put": 3}, "/b": {"get": 2}});
        assert_eq!((Value::Object(written.paths.0), &written.rest["info"]), (once, &1.into()));
    }
}
