//! The manifest: what the files of a release were made of and how, and what they are to the byte.

use serde_json::json;

use super::{Content, File, JSON, MANIFEST};
use crate::store::Digest;

/// Tells of the other files.
pub(super) fn file(content: &Content<'_>, files: &[File]) -> File {
    let manifest = manifest(content, files);
    File { name: MANIFEST, media_type: JSON, content: super::json_file(&manifest) }
}

fn manifest(content: &Content<'_>, files: &[File]) -> serde_json::Value {
    let (release, published, meaning) = (content.release, &content.published, content.meaning());
    let digests: serde_json::Map<_, _> =
        files.iter().map(|file| (file.name.to_owned(), json!(Digest::of(&file.content).to_string()))).collect();
    let shown = published.cells().filter(|(_, count)| count.is_some()).count();
    json!({
        "release": release.id,
        "made_on": release.made_on.to_string(),
        "software": format!("nabosvar {}", release.software),
        "programme": meaning.programme,
        "wave": { "id": release.wave_id, "name": meaning.wave, "from": meaning.first_day, "until": meaning.last_day },
        "forms": [{ "id": meaning.form_id, "version": meaning.form_version }],
        "plan": { "file": "plan.yaml", "form": meaning.form_id, "sha256": Digest::of(release.plan.as_bytes()).to_string() },
        "method": {
            "name": "cell suppression, audited",
            "parameters": published.rules(),
            "snapshot": published.snapshot(),
            "sums_audited": content.counted.audited_sums,
        },
        // The exact number tells of everybody; it is a cell like any other, and the sum of those who do not count is none.
        "answers": published.plan().cell(&[]).and_then(|all| published.count(&all)).flatten(),
        "cells": { "all": published.cells().count(), "shown": shown },
        "rows": content.rows.len(),
        "sha256": digests,
    })
}
