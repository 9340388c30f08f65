//! What a copy of the database shows: for each signal, where each answer stands. The answers name their people, for the score
//! alone: a signal is a place and never what an answer says.

use std::collections::BTreeMap;

use nabosvar::store::Location;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};

use super::score::real;
use crate::database::TestDatabase;
use crate::past;

/// Where each person's answer stands, by one signal.
pub(super) type Place = BTreeMap<usize, f64>;
/// All signals by name.
pub(super) type Sight = BTreeMap<String, Place>;

const MARK: &str = "invented-person-";
const DIGITS: usize = 6;
/// Of SQLite; that of PostgreSQL is twice as long.
const PAGE: f64 = 4096.0;

/// What the answer of a person contains.
pub(super) fn marker(person: usize) -> String {
    format!("{MARK}{person:0DIGITS$}")
}

/// Everything there is to see.
pub(super) async fn look(database: &TestDatabase) -> Sight {
    let mut sight = Sight::new();
    for (name, bytes) in files(database).await {
        see_bytes(&mut sight, &format!("file {name}"), &bytes);
    }
    let past = past::connect(&database.location).await;
    if past.get_database_backend() == DbBackend::Postgres {
        look_into_postgres(&mut sight, &past).await;
    } else {
        see_rows(&mut sight, &past, "scan", "SELECT answers, 0.0 FROM response NOT INDEXED").await;
        let by_index = "SELECT answers, 0.0 FROM response INDEXED BY response_wave WHERE wave_id IS NOT NULL";
        see_rows(&mut sight, &past, "index of waves", by_index).await;
    }
    see_rows(&mut sight, &past, "identity", "SELECT answers, 0 FROM response ORDER BY id").await;
    past.close().await.unwrap();
    sight
}

/// The files of the database, byte by byte: what is deleted and not overwritten is in them too. Without the log of PostgreSQL,
/// of which `docs/anonymity.md` says what it is.
pub(super) async fn files(database: &TestDatabase) -> Vec<(String, Vec<u8>)> {
    let Location::Sqlite(file) = &database.location else {
        let past = past::connect(&database.location).await;
        past.execute_unprepared("CHECKPOINT").await.unwrap();
        let files = "SELECT c.relname::text AS name, pg_read_binary_file(pg_relation_filepath(c.oid)) AS bytes \
                     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                     WHERE c.relkind IN ('r', 't', 'i') AND n.nspname IN ('public', 'pg_toast') \
                     AND pg_relation_filenode(c.oid) > 0";
        let found = rows(&past, files).await;
        past.close().await.unwrap();
        let named = |row: &QueryResult| {
            let name: String = row.try_get("", "name").unwrap();
            (name.trim_end_matches(|end: char| end.is_ascii_digit()).to_owned(), row.try_get("", "bytes").unwrap())
        };
        return found.iter().map(named).collect();
    };
    let beside = std::fs::read_dir(file.parent().unwrap()).unwrap().map(|file| file.unwrap().path());
    beside
        .map(|file| (file.extension().unwrap().to_string_lossy().into_owned(), std::fs::read(&file).unwrap()))
        .collect()
}

async fn look_into_postgres(sight: &mut Sight, past: &DatabaseConnection) {
    for (name, value) in [
        ("ctid", "(ctid::text::point)[0] * 100000 + (ctid::text::point)[1]"),
        ("xmin", "xmin::text::float8"),
        ("xmax", "xmax::text::float8"),
        ("cmin", "cmin::text::float8"),
    ] {
        see_rows(sight, past, name, &format!("SELECT answers, ({value})::float8 FROM response")).await;
    }
    see_rows(sight, past, "scan", "SELECT answers, 0::float8 FROM response").await;
    // What lies apart from its row has a number that grows.
    let toast = "SELECT t.relname::text AS name FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid WHERE c.relname = 'response'";
    let toast: String = rows(past, toast).await[0].try_get("", "name").unwrap();
    let apart = format!("SELECT encode(chunk_data, 'escape'), chunk_id::text::float8 FROM pg_toast.{toast}");
    see_rows(sight, past, "number apart", &apart).await;
}

async fn rows(past: &DatabaseConnection, query: &str) -> Vec<QueryResult> {
    past.query_all_raw(Statement::from_string(past.get_database_backend(), query)).await.unwrap()
}

/// Rows of a text and a number: the number is the place, or if it is 0 for all, the number of the row.
async fn see_rows(sight: &mut Sight, past: &DatabaseConnection, name: &str, query: &str) {
    for (number, row) in rows(past, query).await.iter().enumerate() {
        let text: String = row.try_get_by_index(0).unwrap();
        let value: f64 = row.try_get_by_index(1).unwrap_or_default();
        let Some(person) = people(text.as_bytes()).next().map(|(_, person)| person) else { continue };
        let is_numbered = name != "scan" && !name.starts_with('i');
        let value = if is_numbered { value } else { real(number) };
        sight.entry(name.to_owned()).or_default().insert(person, value);
    }
}

/// Where each person stands in some bytes, for the first time and for the last.
fn see_bytes(sight: &mut Sight, name: &str, bytes: &[u8]) {
    for (place, person) in people(bytes) {
        let place = real(place);
        sight.entry(format!("{name}, first")).or_default().entry(person).or_insert(place);
        sight.entry(format!("{name}, last")).or_default().insert(person, place);
        // A page is filled from its end.
        sight.entry(format!("{name}, in its page")).or_default().insert(person, -(place % PAGE));
    }
}

/// Everybody who is named in some bytes.
fn people(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let long = MARK.len() + DIGITS;
    let starts = bytes.windows(long).enumerate().filter(|(_, window)| window.starts_with(MARK.as_bytes()));
    starts.filter_map(|(place, window)| {
        let digits = std::str::from_utf8(&window[MARK.len()..]).ok()?;
        Some((place, digits.parse().ok()?))
    })
}
