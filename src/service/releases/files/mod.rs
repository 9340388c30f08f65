//! The files of a release. They follow from what is kept of it and are the same to the byte whenever they are made.

use serde_json::json;
use stats::disclosure::Published;

use super::make::Counted;
use super::tidy::{Row, breakdowns, rows};
use crate::store::Digest;
use crate::store::release::Release;

/// A file to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Why there are no files: what is kept cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the release {0} is kept in a way that this version cannot read")]
pub struct Unwritable(uuid::Uuid);

/// How numbers and columns are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// RFC 4180, for programs.
    Plain,
    /// What Danish Excel opens with a click: a byte order mark, semicolons, decimal commas.
    DanishExcel,
}

/// All files of a release: the tables, the same for a spreadsheet, the release itself for auditors, the plan, and what tells of
/// them all.
pub fn files(release: &Release) -> Result<Vec<File>, Unwritable> {
    let published: Published = serde_json::from_str(&release.published).map_err(|_| Unwritable(release.id))?;
    let counted: Counted = serde_json::from_str(&release.counted).map_err(|_| Unwritable(release.id))?;
    let table = |dialect| table(&published, dialect).map_err(|_| Unwritable(release.id));
    let mut files = vec![
        File { name: "tables.csv", media_type: "text/csv; charset=utf-8", content: table(Dialect::Plain)? },
        File { name: "tabeller.csv", media_type: "text/csv; charset=utf-8", content: table(Dialect::DanishExcel)? },
        File { name: "release.json", media_type: "application/json", content: release.published.clone().into_bytes() },
        File { name: "plan.yaml", media_type: "application/yaml", content: release.plan.clone().into_bytes() },
    ];
    let manifest = manifest(release, &published, &counted, &files);
    let content = format!("{manifest:#}\n").into_bytes();
    files.push(File { name: "manifest.json", media_type: "application/json", content });
    Ok(files)
}

fn manifest(release: &Release, published: &Published, counted: &Counted, files: &[File]) -> serde_json::Value {
    let digests: serde_json::Map<_, _> =
        files.iter().map(|file| (file.name.to_owned(), json!(Digest::of(&file.content).to_string()))).collect();
    let shown = published.cells().filter(|(_, count)| count.is_some()).count();
    json!({
        "release": release.id,
        "wave": release.wave_id,
        "made_on": release.made_on.to_string(),
        "software": format!("nabosvar {}", release.software),
        "method": "cell suppression, audited",
        "rules": published.rules(),
        // The exact number tells of everybody; it is a cell like any other.
        "answers": published.plan().cell(&[]).and_then(|all| published.count(&all)).flatten(),
        "cells": published.cells().count(),
        "cells_shown": shown,
        "sums_audited": counted.audited_sums,
        "sha256": digests,
    })
}

fn table(published: &Published, dialect: Dialect) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = Vec::new();
    let delimiter = match dialect {
        Dialect::Plain => b',',
        Dialect::DanishExcel => {
            bytes.extend("\u{feff}".as_bytes());
            b';'
        }
    };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(&mut bytes);
    let columns = [
        "question",
        "answer",
        "count",
        "base",
        "answered",
        "share",
        "share_of",
        "low",
        "high",
        "obs_status",
        "conf_status",
    ];
    writer.write_record(breakdowns(published.plan()).into_iter().chain(columns))?;
    for row in rows(published) {
        writer.write_record(cells(&row, dialect))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

fn cells(row: &Row, dialect: Dialect) -> Vec<String> {
    let whole = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let part = |number: Option<f64>| {
        let text = number.map(|number| format!("{number:.4}")).unwrap_or_default();
        if dialect == Dialect::DanishExcel { text.replace('.', ",") } else { text }
    };
    let mut cells: Vec<String> = row.whom.iter().map(|code| code.clone().unwrap_or_default()).collect();
    cells.extend([row.question.clone(), row.answer.clone()]);
    cells.extend([row.count, row.base, row.answered].map(whole));
    let share = row.share;
    cells.extend([part(share.map(|one| one.value)), whole(share.map(|one| one.of))]);
    cells.extend([share.map(|one| one.low), share.map(|one| one.high)].map(part));
    cells.extend([row.observation(), row.confidentiality()].map(str::to_owned));
    cells
}
