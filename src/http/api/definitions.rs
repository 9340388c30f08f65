//! Shapes of forms and of what is made from them, as the document describes them. Their bytes come from the form engine.

use poem_openapi::types::{Any, Example};
use poem_openapi::{NewType, Object};
use serde_json::Value;

use super::examples;

/// A form version: what XLSForm says, as JSON. Texts are objects with a string per language, or plain strings when one language
/// was asked for (`lang`). What publishes forms reads this again.
#[derive(Debug, NewType)]
#[oai(rename = "Definition", example, from_parameter = false, from_multipart = false, to_header = false)]
pub(super) struct Definition(Any<Value>);

/// A JSON Schema (2020-12) of the answers to a form version. It says what an answer may look like; whether it is right, with
/// conditions and calculations, only the server's check says.
#[derive(Debug, NewType)]
#[oai(rename = "AnswerSchema", example, from_parameter = false, from_multipart = false, to_header = false)]
pub(super) struct AnswerSchema(Any<Value>);

/// What every variable of a form version means.
#[derive(Debug, Object)]
#[oai(rename = "Codebook", example, deny_unknown_fields)]
pub(super) struct CodebookDocument {
    /// The form.
    form_id: String,
    /// Its version.
    version: String,
    /// What the form is called.
    title: String,
    /// The language of the labels.
    language: String,
    /// The variables, in the order of the form.
    variables: Vec<VariableDocument>,
}

/// One variable: a question, a calculated or a hidden value.
#[derive(Debug, Object)]
#[oai(rename = "Variable", deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct VariableDocument {
    /// Names from the form downwards: `background/age_band`.
    path: String,
    /// The type as XLSForm names it, without its list.
    #[oai(rename = "type")]
    kind: String,
    /// The question in words, if it has any.
    label: Option<String>,
    /// The repeat whose instances each have a value of their own.
    repeat: Option<String>,
    /// Nobody may be singled out by this variable.
    sensitive: bool,
    /// Everybody who is asked has to answer.
    required: bool,
    /// When the question is asked at all: its own condition and those of the groups around it.
    #[oai(default, skip_serializing_if_is_empty)]
    relevant: Vec<String>,
    /// The codes that a select takes.
    #[oai(default, skip_serializing_if_is_empty)]
    codes: Vec<CodeDocument>,
}

/// One code of a select.
#[derive(Debug, Object)]
#[oai(rename = "ChoiceCode", deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct CodeDocument {
    /// What is stored.
    code: String,
    /// What it means.
    label: String,
    /// `dont_know` or `declined`, if it stands for no answer to the question.
    missing: Option<String>,
}

impl Example for Definition {
    fn example() -> Self {
        Self(Any(examples::form().to_json()))
    }
}

impl Example for AnswerSchema {
    fn example() -> Self {
        Self(Any(examples::form().json_schema()))
    }
}

impl Example for CodebookDocument {
    /// The engine's own codebook of the example form.
    fn example() -> Self {
        let codebook = examples::form().codebook("en");
        let variables = codebook.variables.into_iter().map(|variable| VariableDocument {
            path: variable.path,
            kind: variable.kind,
            label: variable.label,
            repeat: variable.repeat,
            sensitive: variable.sensitive,
            required: variable.required,
            relevant: variable.relevant,
            codes: variable
                .codes
                .into_iter()
                .map(|code| CodeDocument {
                    code: code.code,
                    label: code.label,
                    missing: code.missing.map(str::to_owned),
                })
                .collect(),
        });
        Self {
            form_id: codebook.form_id,
            version: codebook.version,
            title: codebook.title,
            language: codebook.language,
            variables: variables.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ParseFromJSON;

    use super::*;

    #[test]
    fn the_described_codebook_is_the_one_that_is_sent() {
        let sent = serde_json::to_value(examples::form().codebook("en")).unwrap();
        let described = CodebookDocument::parse_from_json(Some(sent)).unwrap();
        assert_eq!(described.variables.len(), 2);
        assert_eq!(described.variables[0].codes[2].missing.as_deref(), Some("dont_know"));
    }
}
