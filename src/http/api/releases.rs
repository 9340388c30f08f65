//! Releases that were made: which there are, what one is, and its files.

use poem::http::HeaderMap;
use poem_openapi::param::{Path, Query};
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::release_file::ReleaseFile;
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::http::ranged::{Fixed, Unsatisfiable};
use crate::service::Services;
use crate::service::releases::{self, Entry, File, Order, Part, Release};
use crate::store::Digest;

/// The operations on releases.
pub(crate) struct Releases {
    pub(super) services: Services,
}

/// Releases.
#[derive(Debug, Object)]
#[oai(rename = "Releases", example)]
struct ListDocument {
    /// By the day on which they were made, the first ones first.
    releases: Vec<ReleaseDocument>,
    /// The `after` that gives the releases behind these; null if there are none.
    next: Option<Uuid>,
}

/// A release of a wave. It never changes.
#[derive(Debug, Object)]
#[oai(rename = "Release", example)]
struct ReleaseDocument {
    /// Identity.
    id: Uuid,
    /// The wave whose answers were counted.
    wave: Uuid,
    /// Which release of the wave it is: 0 is the first, and each later one is a revision that counts what has come and changed since.
    snapshot: u32,
    /// The day on which it was made.
    made_on: String,
    /// Version of the program that made it.
    software: String,
}

/// A release with its files.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseWithFiles", example)]
struct FullDocument {
    /// Identity.
    id: Uuid,
    /// The wave whose answers were counted.
    wave: Uuid,
    /// Which release of the wave it is: 0 is the first, and each later one is a revision that counts what has come and changed since.
    snapshot: u32,
    /// The day on which it was made.
    made_on: String,
    /// Version of the program that made it.
    software: String,
    /// The plan by which it was counted, as YAML.
    plan: String,
    /// Its files; they are the same to the byte whenever they are read.
    files: Vec<FileDocument>,
}

/// A file of a release.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseFile")]
struct FileDocument {
    /// Its name, below `files/`.
    name: String,
    /// Its media type.
    media_type: String,
    /// Bytes.
    size: u64,
    /// SHA-256: 64 lowercase hexadecimal digits.
    sha256: String,
}

/// Errors of listing.
struct Listing;
/// Errors of one.
struct One;
/// Errors of a file.
struct Reading;

impl Declares for Listing {
    const CODES: &'static [Code] = &[Code::ReleaseNotFound];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::ReleaseNotFound];
}

impl Declares for Reading {
    const CODES: &'static [Code] = &[Code::ReleaseNotFound, Code::RangeUnsatisfiable];
}

#[OpenApi(tag = "Chapter::Releases")]
impl Releases {
    /// List the releases
    ///
    /// Those of all waves, or of one. They are told in pages.
    #[oai(path = "/releases", method = "get", operation_id = "list_releases")]
    async fn list(
        &self,
        program: Program,
        /// Only those of this wave.
        wave: Query<Option<Uuid>>,
        /// Those behind this release: the `next` of the page before.
        after: Query<Option<Uuid>>,
        /// At most so many, and never more than 100.
        #[oai(default = "page", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
    ) -> Result<Content<ListDocument>, Refusal<Listing>> {
        let part = Part { wave: wave.0, order: Order::Oldest, behind: after.0, most: limit.0 };
        let found = releases::part(&self.services, &program.actor, part).await?;
        let (found, is_more) = found.ok_or_else(|| Problem::new(Code::ReleaseNotFound))?;
        let next = found.last().filter(|_| is_more).map(|last| last.id);
        let document = ListDocument { releases: found.iter().map(ReleaseDocument::of).collect(), next };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Read about one release
    ///
    /// What it counts, and the names, lengths and digests of its files.
    #[oai(path = "/releases/:release", method = "get", operation_id = "get_release")]
    async fn one(
        &self,
        program: Program,
        /// Identity of the release.
        release: Path<Uuid>,
    ) -> Result<Content<FullDocument>, Refusal<One>> {
        let release = self.find(&program, release.0).await?;
        let (ReleaseDocument { id, wave, snapshot, made_on, software }, plan) =
            (ReleaseDocument::of(&Entry::from(&release)), release.plan.clone());
        let files = releases::written(&self.services, release).await.map_err(Problem::internal)?;
        let files = files.iter().map(FileDocument::of).collect();
        let document = FullDocument { id, wave, snapshot, made_on, software, plan, files };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Read a file of a release
    ///
    /// It never changes. `Range` gives a part of it (`bytes=65536-`), and `If-Range` with its `ETag` sees to it that the part is of
    /// the same file.
    #[oai(path = "/releases/:release/files/:name", method = "get", operation_id = "get_release_file")]
    async fn file(
        &self,
        program: Program,
        /// Identity of the release.
        release: Path<Uuid>,
        /// The name of the file, as the release lists it.
        name: Path<String>,
        headers: &HeaderMap,
    ) -> Result<ReleaseFile, Refusal<Reading>> {
        let release = self.find(&program, release.0).await?;
        let file = releases::written_one(&self.services, release, name.0).await.map_err(Problem::internal)?;
        let file = file.ok_or_else(|| Problem::new(Code::ReleaseNotFound))?;
        let fixed = Fixed {
            name: file.name.to_string(),
            media_type: file.media_type.to_string(),
            tag: Digest::of(&file.content).to_string(),
            content: file.content,
        };
        let response = fixed.respond(headers).map_err(|Unsatisfiable(length)| Problem {
            length: Some(length),
            ..Problem::with_detail(Code::RangeUnsatisfiable, format!("The file has {length} bytes."))
        });
        Ok(ReleaseFile(response?))
    }
}

fn page() -> u64 {
    releases::PAGE
}

impl Releases {
    async fn find(&self, program: &Program, id: Uuid) -> Result<Release, Problem> {
        let found = releases::find(&self.services, &program.actor, id).await?;
        found.ok_or_else(|| Problem::new(Code::ReleaseNotFound))
    }
}

impl ReleaseDocument {
    fn of(release: &Entry) -> Self {
        Self {
            id: release.id,
            wave: release.wave_id,
            snapshot: release.snapshot,
            made_on: release.made_on.to_string(),
            software: release.software.clone(),
        }
    }
}

impl FileDocument {
    fn of(file: &File) -> Self {
        Self {
            name: file.name.to_string(),
            media_type: file.media_type.to_string(),
            size: file.content.len() as u64,
            sha256: Digest::of(&file.content).to_string(),
        }
    }
}

impl Example for ReleaseDocument {
    fn example() -> Self {
        Self {
            id: examples::RELEASE.parse().unwrap_or_default(),
            wave: examples::WAVE.parse().unwrap_or_default(),
            snapshot: 0,
            made_on: examples::DAY.to_owned(),
            software: "0.1.0".to_owned(),
        }
    }
}

impl Example for ListDocument {
    fn example() -> Self {
        Self { releases: vec![ReleaseDocument::example()], next: None }
    }
}

impl Example for FullDocument {
    fn example() -> Self {
        let ReleaseDocument { id, wave, snapshot, made_on, software } = ReleaseDocument::example();
        let file = FileDocument {
            name: "tables.csv".to_owned(),
            media_type: "text/csv; charset=utf-8".to_owned(),
            size: 48_213,
            sha256: examples::DIGEST.to_owned(),
        };
        Self { id, wave, snapshot, made_on, software, plan: examples::PLAN.to_owned(), files: vec![file] }
    }
}
