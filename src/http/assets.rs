//! Style sheet, script and picture of the pages, embedded in the program. The address of each holds a digest of its content,
//! so a browser may keep it for ever and never shows an old one.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

use poem::http::{StatusCode, header};
use poem::{Request, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "web/"]
struct Embedded;

struct Asset {
    name: String,
    address: String,
    tag: String,
    content: Cow<'static, [u8]>,
}

const KINDS: [(&str, &str); 3] =
    [("css", "text/css; charset=utf-8"), ("js", "text/javascript; charset=utf-8"), ("svg", "image/svg+xml")];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| Embedded::iter().filter_map(|name| load(&name)).collect());

/// The address of an asset; its bare name where there is none, which a browser will not find.
pub(super) fn address(name: &str) -> &str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.address)
}

/// Answers a request for an asset.
pub(super) fn serve(request: &Request) -> Response {
    let path = request.original_uri().path();
    let Some(asset) = ASSETS.iter().find(|asset| asset.address == path) else {
        return Response::builder().status(StatusCode::NOT_FOUND).finish();
    };
    let kind =
        KINDS.iter().find(|(end, _)| asset.name.ends_with(end)).map_or("application/octet-stream", |(_, kind)| kind);
    Response::builder()
        .content_type(kind)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(header::ETAG, &asset.tag)
        .body(asset.content.to_vec())
}

fn load(name: &str) -> Option<Asset> {
    let file = Embedded::get(name)?;
    let (stem, end) = name.rsplit_once('.')?;
    let mut digest = String::new();
    for byte in &file.metadata.sha256_hash()[..8] {
        // Writing to a string cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    let address = format!("/assets/{stem}.{digest}.{end}");
    Some(Asset { name: name.to_owned(), address, tag: format!("\"{digest}\""), content: file.data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_has_an_address_of_its_own_and_a_known_kind() {
        for name in ["nabosvar.css", "nabosvar.js", "nabosvar-position.js", "nabosvar-reload.js", "nabosvar.svg"] {
            assert!(address(name).starts_with("/assets/nabosvar"), "{name}");
        }
        for asset in ASSETS.iter() {
            assert!(KINDS.iter().any(|(end, _)| asset.name.ends_with(end)), "{}", asset.name);
        }
    }
}
