//! The OpenAPI document: what the API library writes, with a sentence and an example for every error code.

use poem_openapi::OpenApiService;
use poem_openapi::types::ToJSON;
use serde_json::{Map, Value, json};

use super::paths::Written;
use crate::http::api::Operations;
use crate::http::code::Code;
use crate::http::error::{MEDIA_TYPE, Problem};

/// Writes the document.
pub(super) fn write(api: &OpenApiService<Operations, ()>) -> String {
    let written = api.spec();
    let Ok(Written { mut paths, mut rest }) = serde_json::from_str(&written) else {
        return written;
    };
    let mut errors = Map::new();
    let operations = paths.0.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    for operation in operations {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut).into_iter();
        responses.flat_map(Map::values_mut).for_each(|response| explain(response, &mut errors));
    }
    if let Some(Value::Object(components)) = rest.get_mut("components") {
        components.insert("responses".to_owned(), Value::Object(errors));
    }
    rest.insert("paths".to_owned(), Value::Object(paths.0));
    format!("{:#}\n", Value::Object(rest))
}

/// Says of a response which codes it can have, if it is an error, and puts it where all operations share it.
fn explain(response: &mut Value, errors: &mut Map<String, Value>) {
    let codes: Vec<Code> = match response.pointer(&format!("/content/{}", MEDIA_TYPE.replace('/', "~1"))) {
        Some(content) => {
            let names = content.pointer("/schema/allOf/1/properties/code/enum").and_then(Value::as_array);
            names.into_iter().flatten().filter_map(Value::as_str).filter_map(Code::named).collect()
        }
        None => return,
    };
    let lines: Vec<String> = codes.iter().map(|code| line(*code)).collect();
    let examples: Map<String, Value> =
        codes.iter().map(|code| (code.about().name.to_owned(), example(*code))).collect();
    response["description"] = lines.join("\n").into();
    response["content"][MEDIA_TYPE]["examples"] = Value::Object(examples);
    let name = codes.iter().map(|code| code.about().name).collect::<Vec<_>>().join("-");
    let shared = json!({ "$ref": format!("#/components/responses/{name}") });
    errors.insert(name, std::mem::replace(response, shared));
}

fn line(code: Code) -> String {
    let about = code.about();
    format!("- [`{}`]({}): {}.", about.name, about.page(), about.title)
}

fn example(code: Code) -> Value {
    let problem = Problem::example_of(code);
    json!({ "summary": code.about().title, "value": problem.document("6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11").to_json() })
}
