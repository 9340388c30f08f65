//! What is sent to who subscribed, as a document of `AsyncAPI`. A test holds it against what is sent.

/// The document.
pub(super) const DOCUMENT: &str = include_str!("../../../docs/asyncapi.yaml");

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jiff::civil::date;
    use serde_json::Value;
    use uuid::Uuid;

    use super::*;
    use crate::service::indicators::feed::told::{OBSERVATION, message};
    use crate::service::indicators::observation::{Figure, Observation, Observed, Series, Status};

    fn document() -> Value {
        serde_saphyr::from_str(DOCUMENT).unwrap()
    }

    /// The message that the document has for an example, as the program sends it.
    fn sent() -> Value {
        let id = |text: &str| text.parse::<Uuid>().unwrap();
        let observation = Observation {
            number: 17,
            id: id("2d1f0c64-8a3b-4e57-b1c9-6f0e7a9d3b52"),
            revision: 0,
            made_on: date(2026, 11, 21),
            observed: Observed {
                series: Series {
                    programme_id: id("3f2a6c1e-5b7d-4c8e-a1f0-7d9b2e4c6a58"),
                    area_id: Some(id("5c8e1f6b-4d70-4b0a-9a55-9d3f1c527e64")),
                    indicator: "basic_safety".to_owned(),
                    whom: BTreeMap::from([("gender".to_owned(), "woman".to_owned())]),
                },
                definition: 1,
                period: (date(2026, 5, 1), date(2026, 5, 31)),
                wave_id: Some(id("9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70")),
                release_id: Some(id("7b1e9d40-2c6a-4f83-9e15-c0a47d3b8f62")),
                status: Status::Free,
                figure: Some(Figure { value: 0.72, interval: Some((0.67, 0.77)), respondents: Some(318) }),
            },
        };
        serde_json::from_str(&message(&observation)).unwrap()
    }

    #[test]
    fn the_example_of_the_document_is_what_is_sent() {
        let document = document();
        assert_eq!(document["asyncapi"], "3.0.0");
        let example = &document["components"]["messages"]["observation"]["examples"][0]["payload"];
        assert_eq!(*example, sent());
    }

    #[test]
    fn what_lies_in_a_stream_is_the_same_message() {
        let document = document();
        let messages = &document["components"]["messages"];
        assert_eq!(messages["streamed"]["payload"], messages["observation"]["payload"]);
        let refers = &document["channels"]["stream"]["messages"]["observation"]["$ref"];
        assert_eq!(refers, "#/components/messages/streamed");
        let address = document["channels"]["stream"]["address"].as_str().unwrap();
        for name in document["channels"]["stream"]["parameters"].as_object().unwrap().keys() {
            assert!(address.contains(&format!("{{{name}}}")), "{name}");
        }
    }

    #[test]
    fn every_name_that_is_sent_is_described_and_nothing_else_is() {
        let document = document();
        let schema = &document["components"]["schemas"]["observation"]["properties"];
        assert_eq!(schema["type"]["const"], OBSERVATION);
        let names = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
        let described = names(&schema["data"]["properties"]);
        assert_eq!(described, names(&sent()["data"]));
        let required =
            schema["data"]["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
        assert_eq!(described, required.collect());
        for (name, one) in schema["data"]["properties"].as_object().unwrap() {
            assert!(one["description"].is_string(), "{name}");
        }
    }
}
