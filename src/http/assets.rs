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

fn load(path: &str) -> Option<Asset> {
    let file = Embedded::get(path)?;
    // What is not ours lies in folders of its own, beside its licence.
    let name = path.rsplit('/').next()?;
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
    fn leaflet_is_that_of_its_release() {
        // Of the files in `leaflet-1.9.4.tgz`, as npm has it.
        for (file, digest) in [
            ("leaflet.js", "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"),
            ("leaflet.css", "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"),
            ("LICENSE", "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb"),
        ] {
            let found =
                Embedded::get(&format!("vendor/leaflet/{file}")).expect("it is embedded").metadata.sha256_hash();
            let mut written = String::new();
            for byte in found {
                write!(written, "{byte:02x}").unwrap();
            }
            assert_eq!(written, digest, "{file}");
        }
    }

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
