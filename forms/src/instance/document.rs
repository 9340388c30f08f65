//! Reads the JSON of an answer document, and refuses one that gives two answers to one question: a usual reader silently takes
//! the last, and nobody could say which of the two the person meant.

use std::fmt::{self, Formatter};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::Instance;

impl Instance<'_> {
    /// The document in `body`, for [`Instance::resume`]. `None` if it is no JSON in UTF-8, nests more than 128 levels, or
    /// holds an object with one name twice.
    pub fn document(body: &[u8]) -> Option<Value> {
        serde_json::from_slice(body).ok().map(|Strict(document)| document)
    }
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(member)) = members.next_element()? {
            array.push(member);
        }
        Ok(array.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, _>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice in an object"));
            }
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_one_thing_is_read_as_any_reader_reads_it() {
        let body = r#"{"a":[1,-2,2.5,1e3,true,null,"x"],"b":{"a":"ø\u00e5"},"c":{}}"#;
        let usual: Value = serde_json::from_str(body).unwrap();
        assert_eq!(Instance::document(body.as_bytes()), Some(usual));
    }

    #[test]
    fn what_says_two_things_is_not_read() {
        for body in [r#"{"a":1,"a":1}"#, r#"{"b":[{"a":1,"a":null}]}"#, r#"{"a":1,"\u0061":2}"#] {
            assert_eq!(Instance::document(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Instance::document(nested(100).as_bytes()).is_some());
        assert!(Instance::document(nested(100_000).as_bytes()).is_none());
    }
}
