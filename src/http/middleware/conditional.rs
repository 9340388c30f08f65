//! Answers "not modified" to who has the content already (RFC 9110, 13.1.2). A handler only has to say its `ETag`.

use std::sync::Arc;

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, Request, Response};

/// Takes the body off a response whose content the caller has.
pub(super) async fn answer<E: Endpoint<Output = Response>>(inner: Arc<E>, request: Request) -> poem::Result<Response> {
    let known: Vec<HeaderValue> = match *request.method() {
        Method::GET | Method::HEAD => request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect(),
        _ => Vec::new(),
    };
    let mut response = inner.call(request).await?;
    let tag = response.header(header::ETAG);
    let is_content = matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT);
    if is_content && tag.is_some_and(|tag| known.iter().any(|known| matches(known, tag))) {
        response.set_status(StatusCode::NOT_MODIFIED);
        response.set_body(());
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_RANGE);
    }
    Ok(response)
}

/// The weak comparison of RFC 9110, 8.8.3.2: whether a tag is weak does not matter.
fn matches(known: &HeaderValue, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let Ok(known) = known.to_str() else {
        return false;
    };
    // Our tags hold no comma, so a list can be split at every one.
    known.trim() == "*" || known.split(',').any(|known| opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly_and_in_lists() {
        for known in ["\"a\"", "W/\"a\"", "\"b\", W/\"a\"", "\"b\",\"a\" ", "*"] {
            assert!(matches(&HeaderValue::from_static(known), "\"a\""), "{known}");
        }
        for known in ["\"b\"", "a", "\"A\"", "", "\"a", "W/\"b\", \"c\""] {
            assert!(!matches(&HeaderValue::from_static(known), "\"a\""), "{known}");
        }
    }
}
