//! The manifest: what the files of a release were made of and how, and what they are to the byte.

use serde_json::json;
use stats::disclosure::Method;
use stats::estimate::Dispositions;

use super::{Content, File, JSON, MANIFEST};
use crate::service::releases::response_rate::ResponseRate;
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
    let answers = published.plan().cell(&[]).and_then(|all| content.count(&all));
    let rate = content.counted.response_rate(published);
    // Where it tells on somebody how many did not answer, so does how many were invited.
    let invited = rate.and_then(ResponseRate::invited);
    let mut parameters = json!(published.rules());
    let least_bases = published.plan().least_bases();
    if !least_bases.is_empty() {
        parameters["least_bases"] = json!(least_bases);
    }
    let method = match published.method() {
        Method::Suppression if content.has_counts() => "cell suppression, audited",
        Method::Suppression => "cell suppression, then whole percentages and bases rounded to 5, audited as ranges",
        Method::CellKey { most, variance } => {
            parameters["largest_change"] = json!(most);
            parameters["variance"] = json!(variance);
            "cell-key method, answers of small groups and places hidden, audited"
        }
        Method::SmallCountRounding { base } => {
            parameters["rounding_base"] = json!(base);
            "small-count rounding, answers of small groups and places hidden, audited"
        }
    };
    json!({
        "release": release.id,
        "made_on": release.made_on.to_string(),
        "software": format!("nabosvar {}", release.software),
        "programme": meaning.programme,
        "wave": { "id": release.wave_id, "name": meaning.wave, "from": meaning.first_day, "until": meaning.last_day },
        "forms": [{ "id": meaning.form_id, "version": meaning.form_version }],
        "plan": { "file": "plan.yaml", "form": meaning.form_id, "sha256": Digest::of(release.plan.as_bytes()).to_string() },
        "method": {
            "name": method,
            "parameters": parameters,
            "snapshot": published.snapshot(),
            "sums_audited": content.counted.audited_sums,
        },
        // The exact number tells of everybody; it is a cell like any other, and the sum of those who do not count is none.
        "answers": answers,
        "invited": invited,
        // Response rate 2 of AAPOR: whoever has not answered counts as one who may belong to those asked.
        "response_rate": rate.and_then(share),
        "cells": { "all": published.cells().count(), "shown": shown },
        "rows": content.rows.len(),
        "sha256": digests,
    })
}

fn share(rate: ResponseRate) -> Option<f64> {
    let ResponseRate::Told { answered, invited } = rate else { return None };
    let (answered, rest) = (u32::try_from(answered).ok()?, u32::try_from(invited - answered).ok()?);
    let asked = Dispositions { partial: answered, unknown_other: rest, ..Dispositions::default() };
    asked.rate_2().map(|rate| (rate * 10_000.0).round() / 10_000.0)
}
