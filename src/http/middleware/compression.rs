//! Squeezes text for slow connections; not what is too small to gain, and not what is squeezed already.

use std::sync::Arc;

use poem::http::{HeaderValue, StatusCode, header};
use poem::web::{Compress, CompressionAlgo, CompressionLevel};
use poem::{Endpoint, IntoResponse, Request, Response};

/// Below this the headers weigh more than what is saved: one packet it is in any case.
const LEAST: usize = 1_024;
/// Between speed and size: three quarters of the gain for a tenth of the time of the highest level.
const LEVEL: CompressionLevel = CompressionLevel::Precise(5);

/// Compresses a response if the caller understands it and it is worth it.
pub(super) async fn compress<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    request: Request,
) -> poem::Result<Response> {
    let accepted =
        request.headers().get_all(header::ACCEPT_ENCODING).iter().filter_map(|accepted| accepted.to_str().ok());
    let algorithm = choose(&accepted.collect::<Vec<_>>().join(","));
    let mut response = inner.call(request).await?;
    let is_squeezed = response.headers().contains_key(header::CONTENT_ENCODING);
    // A part is of the file as it is, and would not fit the others if it was squeezed.
    let is_part = response.status() == StatusCode::PARTIAL_CONTENT;
    let is_candidate = response.content_type().is_some_and(is_text) && !is_squeezed && !is_part;
    if is_candidate || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    let Some(algorithm) = algorithm.filter(|_| is_candidate) else {
        return Ok(response);
    };
    let body = response.take_body().into_bytes().await?;
    let is_small = body.len() < LEAST;
    response.set_body(body);
    if is_small {
        return Ok(response);
    }
    weaken_tag(&mut response);
    Ok(Compress::new(response, algorithm).with_quality(LEVEL).into_response())
}

/// A strong tag promises the same bytes, and these are others.
fn weaken_tag(response: &mut Response) {
    let tag = response.header(header::ETAG).filter(|tag| !tag.starts_with("W/"));
    if let Some(Ok(weak)) = tag.map(|tag| HeaderValue::from_str(&format!("W/{tag}"))) {
        response.headers_mut().insert(header::ETAG, weak);
    }
}

fn is_text(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    kind == "text" || ["json", "javascript", "xml"].iter().any(|text| subtype.ends_with(text))
}

/// What the caller likes best of what we have; brotli if it does not care.
fn choose(accepted: &str) -> Option<CompressionAlgo> {
    let quality = |coding: &str| {
        let entries = accepted.split(',').map(|entry| entry.split_once(';').unwrap_or((entry, "")));
        let parsed = entries.map(|(name, weight)| {
            // The name of the weight may be written large, too (RFC 9110, section 12.4.2).
            let weight = weight.trim().strip_prefix(['q', 'Q']).and_then(|weight| weight.strip_prefix('='));
            let weight = weight.map_or(Ok(1.0), str::parse::<f32>);
            (name.trim(), weight.unwrap_or(0.0))
        });
        let named = |wanted: &str| parsed.clone().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        named(coding).or_else(|| named("*")).map_or(0.0, |(_, weight)| weight)
    };
    let (brotli, gzip) = (quality("br"), quality("gzip"));
    match () {
        () if brotli > 0.0 && brotli >= gzip => Some(CompressionAlgo::BR),
        () if gzip > 0.0 => Some(CompressionAlgo::GZIP),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_that_the_caller_takes_is_chosen() {
        let brotli = Some(CompressionAlgo::BR);
        let gzip = Some(CompressionAlgo::GZIP);
        let cases = [
            ("gzip, deflate, br", brotli),
            ("gzip", gzip),
            ("gzip;q=1.0, br;q=0.3", gzip),
            ("br;q=0, *", gzip),
            ("*", brotli),
            ("identity", None),
            ("gzip;q=0", None),
            ("br;Q=0, gzip;Q=0", None),
            ("gzip;q=loud", None),
            ("", None),
        ];
        for (accepted, expected) in cases {
            assert_eq!(choose(accepted), expected, "{accepted}");
        }
    }

    #[test]
    fn text_is_told_from_pictures() {
        for text in ["text/html; charset=utf-8", "application/json", "application/problem+json", "image/svg+xml"] {
            assert!(is_text(text), "{text}");
        }
        for other in ["image/png", "application/octet-stream", "", "audio/mpeg"] {
            assert!(!is_text(other), "{other}");
        }
    }
}
