//! Reads the JSON of an answer document, and refuses one that gives two answers to one question: a usual reader silently takes
//! the last, and nobody could say which of the two the person meant.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt::{self, Formatter},
};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::Instance;

/// What was given, as JSON has it. Texts are not copied out of what was sent.
#[derive(Debug, Default)]
pub(super) enum Given<'b> {
    #[default]
    Nothing,
    Boolean(bool),
    Number(Number),
    Text(Cow<'b, str>),
    List(Vec<Given<'b>>),
    Members(Members<'b>),
}

/// The members of an object by their names. In order, as a group has few: a table by hashes costs more to build than to do without.
pub(super) type Members<'b> = BTreeMap<Cow<'b, str>, Given<'b>>;

impl Instance<'_> {
    /// The document in `body`, for [`Instance::resume`]. `None` if it is no JSON in UTF-8, nests more than 128 levels, or
    /// holds an object with one name twice.
    pub fn document(body: &[u8]) -> Option<Value> {
        Given::read(body).map(Value::from)
    }
}

impl<'b> Given<'b> {
    /// As [`Instance::document`] reads it.
    pub(super) fn read(body: &'b [u8]) -> Option<Self> {
        serde_json::from_str(std::str::from_utf8(body).ok()?).ok()
    }
}

impl<'v> From<&'v Value> for Given<'v> {
    fn from(value: &'v Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(boolean) => Self::Boolean(*boolean),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.as_str().into()),
            Value::Array(members) => Self::List(members.iter().map(Self::from).collect()),
            Value::Object(members) => {
                Self::Members(members.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect())
            }
        }
    }
}

impl From<Given<'_>> for Value {
    fn from(given: Given<'_>) -> Self {
        match given {
            Given::Nothing => Self::Null,
            Given::Boolean(boolean) => Self::Bool(boolean),
            Given::Number(number) => Self::Number(number),
            Given::Text(text) => Self::String(text.into_owned()),
            Given::List(members) => members.into_iter().map(Self::from).collect(),
            Given::Members(members) => {
                members.into_iter().map(|(name, value)| (name.into_owned(), Self::from(value))).collect()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Given<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GivenVisitor)
    }
}

struct GivenVisitor;

/// The name of a member, which is not copied either.
#[derive(serde::Deserialize)]
struct Name<'b>(#[serde(borrow)] Cow<'b, str>);

impl<'de> Visitor<'de> for GivenVisitor {
    type Value = Given<'de>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Given<'de>, E> {
        Ok(Given::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Given<'de>, E> {
        Ok(Given::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Given<'de>, E> {
        Ok(Given::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Given<'de>, E> {
        Ok(Given::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Given<'de>, E> {
        Ok(Number::from_f64(value).map_or(Given::Nothing, Given::Number))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Given<'de>, E> {
        Ok(Given::Text(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Given<'de>, E> {
        Ok(Given::Text(value.to_owned().into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Given<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(member) = members.next_element()? {
            list.push(member);
        }
        Ok(Given::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Given<'de>, A::Error> {
        let mut object = Members::new();
        while let Some((Name(name), value)) = members.next_entry()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice in an object"));
            }
        }
        Ok(Given::Members(object))
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
