//! Patterns of routes as people read them: the API library numbers the parameters of a path, its document names them.

use std::collections::HashMap;
use std::sync::OnceLock;

use poem_openapi::OpenApi;

use super::api;

/// The pattern as the document has it: `/api/v1/forms/{form}` for `/api/v1/forms/:param0`. Any other stays as it is.
pub(super) fn readable(pattern: &str) -> String {
    match operations().get(pattern) {
        Some(path) => path.readable.clone(),
        None => pattern.to_owned(),
    }
}

/// The methods of a pattern, as the `Allow` header lists them; `None` for what is no operation of the API.
pub(super) fn methods(pattern: &str) -> Option<&'static str> {
    operations().get(pattern).map(|path| path.methods.as_str())
}

/// The name of a numbered parameter (`param1`) in a readable pattern.
pub(super) fn parameter<'p>(readable: &'p str, numbered: &str) -> Option<&'p str> {
    let number: usize = numbered.strip_prefix("param")?.parse().ok()?;
    let names = readable.split('/').filter_map(|piece| piece.strip_prefix('{')?.strip_suffix('}'));
    names.into_iter().nth(number)
}

struct Path {
    readable: String,
    methods: String,
}

fn operations() -> &'static HashMap<String, Path> {
    static OPERATIONS: OnceLock<HashMap<String, Path>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let paths = api::Operations::meta().into_iter().flat_map(|api| api.paths);
        let mut found: HashMap<String, Path> = HashMap::new();
        for path in paths {
            let readable = format!("{}{}", api::BASE, path.path);
            let methods = path.operations.iter().map(|operation| match operation.method.as_str() {
                "GET" => "GET, HEAD",
                // Where it is an operation of its own, `GET` stands beside it.
                "HEAD" => "",
                other => other,
            });
            let methods = methods.filter(|method| !method.is_empty());
            let methods = methods.collect::<Vec<_>>().join(", ");
            let known = found.entry(numbered(&readable)).or_insert(Path { readable, methods: String::new() });
            let separator = if known.methods.is_empty() { "" } else { ", " };
            known.methods.push_str(separator);
            known.methods.push_str(&methods);
        }
        found
    })
}

/// `/forms/{form}/versions/{version}` → `/forms/:param0/versions/:param1`.
fn numbered(path: &str) -> String {
    let mut count = 0;
    let mut pieces = Vec::new();
    for piece in path.split('/') {
        if piece.starts_with('{') {
            pieces.push(format!(":param{count}"));
            count += 1;
        } else {
            pieces.push(piece.to_owned());
        }
    }
    pieces.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_found_by_its_pattern() {
        assert_eq!(readable("/api/v1/forms/:param0/versions/:param1"), "/api/v1/forms/{form}/versions/{version}");
        assert_eq!(methods("/api/v1/forms/:param0"), Some("GET, HEAD"));
        assert_eq!(readable("/s/:code"), "/s/:code");
        assert_eq!(parameter("/api/v1/forms/{form}/versions/{version}", "param1"), Some("version"));
    }
}
