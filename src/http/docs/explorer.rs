//! The page to read the document and to try the API: Swagger UI, which the API library brings along in one piece.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use poem_openapi::OpenApiService;

use super::Page;
use crate::http::api::Operations;
use crate::store::Digest;

/// Makes the page show `document`.
pub(super) fn page(api: &OpenApiService<Operations, ()>, document: &str) -> Page {
    let html = api.swagger_ui_html().replace(&api.spec(), document).replace("\r\n", "\n");
    let body = format!("<!doctype html>\n{}", html.trim_start().replacen("<html", "<html lang=\"en\"", 1));
    let body = body.replacen("<title>Swagger UI</title>", "<title>Nabosvar API</title>", 1);
    let policy = Some(policy(&body));
    Page { body, media_type: "text/html; charset=utf-8", policy }
}

/// Only the scripts of this page run: each is named by its digest. Swagger UI sets styles from its script, and its icons are
/// data URLs.
fn policy(html: &str) -> String {
    let scripts: Vec<String> = scripts(html).map(|script| format!("'{}'", source(script))).collect();
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        scripts.join(" ")
    )
}

/// The digest of an inline script or style, as a policy names it.
pub(super) fn source(inline: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Digest::of(inline).as_bytes()))
}

/// What stands between each `<script …>` and the first `</script>` after it, which is where a browser ends it, too.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (_, opened) = rest.split_once("<script")?;
        let (_, content) = opened.split_once('>')?;
        let (script, after) = content.split_once("</script>")?;
        rest = after;
        Some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_speaks_of_scripts_is_one_script() {
        let html = "<html><script charset=\"UTF-8\">a = '<script src=x>'</script><p><script>b</script>";
        assert_eq!(scripts(html).collect::<Vec<_>>(), ["a = '<script src=x>'", "b"]);
    }
}
