//! A picture that a page shows. Whether whoever asks may see it was decided before.

use poem::http::header;
use poem::{Body, Request, Response};

use crate::blob;
use crate::service::Services;
use crate::service::attachments::{self, Kept};

/// The picture, which whoever gets it may keep as `cache` says; `None` if its content is gone.
pub(super) async fn show(services: &Services, kept: &Kept, cache: &str) -> Result<Option<Response>, blob::Error> {
    let Some(content) = attachments::read(services, kept).await? else { return Ok(None) };
    let response = Response::builder()
        .content_type(&kept.media_type)
        .header(header::CONTENT_LENGTH, kept.size)
        .header(header::ETAG, format!("\"{}\"", kept.kept_sha256))
        .header(header::CACHE_CONTROL, cache);
    Ok(Some(response.body(Body::from_bytes_stream(content))))
}

/// The same, as small as a list of them needs.
pub(super) async fn show_small(services: &Services, kept: &Kept, cache: &str) -> Result<Option<Response>, blob::Error> {
    let Some(small) = attachments::read_small(services, kept).await? else { return Ok(None) };
    let response = Response::builder().content_type(small.media_type).header(header::CACHE_CONTROL, cache);
    Ok(Some(response.body(Body::from_vec(small.content.clone()))))
}

/// As small as a list needs, unless the address asks for all of it: `?full`.
pub(super) async fn show_as_asked(
    services: &Services,
    kept: &Kept,
    cache: &str,
    request: &Request,
) -> Result<Option<Response>, blob::Error> {
    match request.uri().query() {
        Some("full") => show(services, kept, cache).await,
        _ => show_small(services, kept, cache).await,
    }
}
