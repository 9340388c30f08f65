//! The files of an export: the rows, what they mean, and what tells of them all.

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use stats::microdata::Protected;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::codebook::{Described, Head, document, notes, table};
use super::layout::Layout;
use super::syntax;
use super::weights::{NoWeights, Weights};
use super::weights_told::Told;
use crate::service::parquet::{self, Column, Values};
use crate::service::spreadsheet::{self, Cell, Dialect, Table};
use crate::store::Digest;

/// A file to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// A table could not be written.
    #[error(transparent)]
    Table(#[from] spreadsheet::Error),
    /// The rows could not be written as Parquet.
    #[error(transparent)]
    Parquet(#[from] parquet::Error),
    /// The archive could not be written.
    #[error("the archive could not be written")]
    Archive(#[from] ZipError),
}

/// What stands in rows beside what is protected.
pub(super) struct Beside<'p> {
    pub(super) numbers: &'p [u64],
    pub(super) texts: &'p [Vec<Option<String>>],
    pub(super) weights: &'p Result<Weights, NoWeights>,
}

/// All files.
pub(super) fn write(
    head: &Head,
    layout: &Layout,
    protected: &Protected,
    beside: &Beside<'_>,
) -> Result<Vec<File>, Unwritable> {
    let columns = Described::all(layout, protected);
    let weights = Told::new(head, beside.weights, columns.iter().map(|column| column.variable.name.as_str()));
    let names = syntax::names(&columns, &weights);
    let rows = rows(&columns, protected, beside, &weights);
    let marked = if head.has_text { "-with-free-text" } else { "" };
    let main = format!("microdata{marked}.csv");
    let first = rows.names.len() - columns.len();
    let longest: Vec<usize> = (first..rows.names.len()).map(|at| longest(&rows, at)).collect();
    let program = syntax::program(&main, &notes(head, &weights), &columns, &names, &longest, &weights);
    let book = document(head, layout, &columns, &names, &weights);
    let meanings = table(head, layout, &columns, &weights);
    let mut files = vec![
        File { name: main, content: rows.csv(Dialect::Plain)? },
        File { name: format!("mikrodata{marked}.csv"), content: rows.csv(Dialect::Danish)? },
        File { name: format!("microdata{marked}.parquet"), content: columnar(head, &rows)? },
        File { name: "codebook.json".to_owned(), content: format!("{book:#}\n").into_bytes() },
        File { name: "codebook.csv".to_owned(), content: meanings.csv(Dialect::Plain)? },
        File { name: "kodebog.csv".to_owned(), content: meanings.csv(Dialect::Danish)? },
        File { name: "microdata.sps".to_owned(), content: program.into_bytes() },
    ];
    let manifest = manifest(head, protected, &files);
    files.push(File { name: "manifest.json".to_owned(), content: format!("{manifest:#}\n").into_bytes() });
    Ok(files)
}

/// The files as one. They carry no time of day.
pub fn zip(files: &[File]) -> Result<Vec<u8>, Unwritable> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.name.as_str(), SimpleFileOptions::default())?;
        archive.write_all(&file.content).map_err(ZipError::from)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn rows(columns: &[Described<'_>], protected: &Protected, beside: &Beside<'_>, weights: &Told<'_>) -> Table<'static> {
    let each = beside.weights.as_ref().ok().map(|weights| &weights.each);
    let weight = each.map(|_| weights.column.clone());
    let names = columns.iter().map(|column| column.variable.name.clone());
    let names = ["row".to_owned()].into_iter().chain(weight).chain(names);
    let numbered = protected.rows().iter().zip(beside.numbers).zip(beside.texts).enumerate();
    let rows = numbered.map(|(at, ((row, number), texts))| {
        let coded = columns.iter().zip(row.keys.iter().chain(&row.answers));
        let coded = coded.map(|(column, category)| Cell::Text(column.text(*category).to_owned()));
        let texts = texts.iter().map(|text| Cell::text(text.as_deref()));
        let weight = each.map(|each| Cell::Number(each[at]));
        [Cell::Text(number.to_string())].into_iter().chain(weight).chain(coded).chain(texts).collect()
    });
    Table { names: names.map(Into::into).collect(), rows: rows.collect() }
}

/// The rows for programs that count: weights are numbers, and all else is codes, so text.
fn columnar(head: &Head, rows: &Table<'_>) -> Result<Vec<u8>, parquet::Error> {
    let text = |cell: &Cell| if let Cell::Text(text) = cell { Some(text.clone()) } else { None };
    let number = |cell: &Cell| if let Cell::Number(number) = cell { Some(*number) } else { None };
    let column = |(at, name): (usize, &std::borrow::Cow<'_, str>)| {
        let are_numbers = rows.rows.iter().any(|row| matches!(row[at], Cell::Number(_)));
        let values = if are_numbers {
            Values::Number(rows.rows.iter().map(|row| number(&row[at])).collect())
        } else {
            Values::Text(rows.rows.iter().map(|row| text(&row[at])).collect())
        };
        Column { name: name.to_string(), values }
    };
    let columns: Vec<Column> = rows.names.iter().enumerate().map(column).collect();
    parquet::write(&columns, &[("export", head.about["export"].as_str().unwrap_or_default())])
}

/// The most bytes that stand in a column, with what is put before a text that looks like a formula.
fn longest(rows: &Table<'_>, at: usize) -> usize {
    let bytes = |cell: &Cell| if let Cell::Text(text) = cell { text.len() + 1 } else { 0 };
    rows.rows.iter().map(|row| bytes(&row[at])).max().unwrap_or_default()
}

fn manifest(head: &Head, protected: &Protected, files: &[File]) -> Value {
    let report = protected.report();
    let digests: serde_json::Map<_, _> =
        files.iter().map(|file| (file.name.clone(), json!(Digest::of(&file.content).to_string()))).collect();
    let mut manifest = head.about.clone();
    manifest["method"] =
        json!("k-anonymity of the keys by local suppression; rare answers and unanimous sensitive ones withheld");
    manifest["rows"] = json!(protected.rows().len());
    manifest["risk"] = json!({
        "unique_before": report.unique,
        "rare_before": report.rare,
        "keys_withheld": report.blanked_keys.iter().sum::<usize>(),
        "answers_withheld": report.blanked_answers.iter().sum::<usize>(),
        "combinations_of_keys": report.combinations,
        "rows_of_the_rarest": report.smallest,
    });
    manifest["sha256"] = Value::Object(digests);
    manifest
}
