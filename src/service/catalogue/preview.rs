//! Looking at a half-filled answer without storing it, for clients that show a form themselves.

use forms::{Form, Instance, State, Surroundings, Violation};
use serde_json::Value;

use crate::service::Services;

/// What is asked now, what is calculated and what is wrong so far.
///
/// # Errors
/// The one violation of a body that is no JSON object: there is nothing to look at.
pub fn look(services: &Services, form: &Form, language: &str, body: &[u8]) -> Result<State, Vec<Violation>> {
    let language = if form.has_language(language) { language } else { form.default_language() };
    let surroundings = Surroundings { now: services.clock.now(), seed: 0, language: language.to_owned() };
    // What is no JSON is no object either, and the engine has the words for that.
    let document = Instance::document(body).unwrap_or(Value::Bool(false));
    let (instance, violations) = Instance::resume(form, &document, &surroundings);
    // Nothing at all is a document in which nothing was answered yet.
    if document.is_object() || document.is_null() { Ok(instance.state()) } else { Err(violations) }
}
