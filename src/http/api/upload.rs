//! The body of a request with a file: its bytes, whatever it is called. They may be more than answers are, so they are read here
//! and only once it is known that the caller has a token.

use std::marker::PhantomData;

use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::registry::MetaRequest;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::BASE;
use super::media_type::{any_bytes, must_be_bytes};
use super::piece::brings_file;
use crate::http::middleware::read_body;
use crate::service::catalogue::form_drafts;

/// A file of a kind, not yet looked at.
pub(super) struct Upload<K> {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    kind: PhantomData<K>,
}

/// What kinds of files there are.
pub(super) trait Kind {
    /// What is said of the body.
    const ABOUT: &'static str;
    /// So many bytes it has at most.
    const MOST_BYTES: usize;
}

/// A form, as a workbook or as text.
pub(super) struct Form;
/// A table, as a spreadsheet saves it as text.
pub(super) struct Table;
/// The same, or a workbook.
pub(super) struct Sheet;

impl Kind for Form {
    const ABOUT: &'static str = "The bytes of the file. Its media type is not looked at.";
    const MOST_BYTES: usize = form_drafts::MOST_BYTES;
}

/// Twenty thousand lines are smaller.
const MOST_BYTES_OF_TABLE: usize = 4 * 1024 * 1024;

impl Kind for Table {
    const ABOUT: &'static str = "A table as text (CSV) with commas, semicolons or tabs, in UTF-8 or as Excel writes it, with the \
                                 names of its columns above them. Its media type is not looked at.";
    const MOST_BYTES: usize = MOST_BYTES_OF_TABLE;
}

/// Where forms are taken, below [`BASE`].
const FORMS: &str = "/drafts";

/// Whether the operation of a request reads the body itself.
pub(crate) fn reads_itself(request: &Request) -> bool {
    let path = request.uri().path().strip_prefix(BASE).unwrap_or_default();
    let is_upload = path == FORMS
        || (path.starts_with("/programmes/") && (path.ends_with("/population") || path.ends_with("/register-figures")))
        || (path.starts_with("/waves/") && path.ends_with("/invitations"));
    (*request.method() == Method::POST && is_upload) || brings_file(request)
}

impl Kind for Sheet {
    const ABOUT: &'static str = "A workbook (XLSX), of which the first sheet with anything on it is read, or a table as text (CSV) with commas, \
                                 semicolons or tabs, in UTF-8 or as Excel writes it; with the names of its columns above \
                                 them. Its media type is not looked at.";
    const MOST_BYTES: usize = MOST_BYTES_OF_TABLE;
}

impl<'a, K: Kind + Send> ApiExtractor<'a> for Upload<K> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(any_bytes(K::ABOUT))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        must_be_bytes(request)?;
        Ok(Self { bytes: read_body(request.headers(), body.take()?, K::MOST_BYTES).await?, kind: PhantomData })
    }
}
