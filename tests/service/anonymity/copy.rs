//! What an attacker holds: a copy of the database, with every row of every table and what the database notes beside it, and its
//! files byte by byte. A row names people for the score alone: a signal is a place, and never what an answer says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::BufRead as _;

use nabosvar::store::Location;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};

use super::score::real;
use crate::database::TestDatabase;
use crate::past;

/// A copy, and what is known of the moment at which it was taken.
pub(super) struct Copy {
    /// The moment.
    pub(super) moment: &'static str,
    /// Whether nobody has answered since the order was taken out.
    pub(super) is_clean: bool,
    /// Who had answered, in order. What nobody can see any more because it was taken back is not in it.
    pub(super) came: Vec<usize>,
    /// How many of these had come when the order was last taken out.
    pub(super) forgotten: usize,
    /// Those whose code had given an answer.
    pub(super) spent: BTreeSet<usize>,
    /// Those who have heard no more since the reminders began, of whom the document says what that tells.
    pub(super) stopped: BTreeSet<usize>,
    /// All rows.
    pub(super) rows: Vec<Row>,
    /// In which place of which file people are named.
    pub(super) files: BTreeMap<String, Vec<(f64, Named)>>,
    /// What PostgreSQL keeps to plan queries with: values of columns.
    pub(super) statistics: BTreeMap<String, String>,
}

/// A row of a table.
pub(super) struct Row {
    pub(super) table: String,
    /// Which it is when the table is read without any order.
    pub(super) scan: usize,
    /// What the database notes of it by itself.
    pub(super) noted: Vec<(&'static str, f64)>,
    /// Columns and values.
    pub(super) cells: Vec<(String, String)>,
}

/// Who is named in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// By what an answer says.
    Answer(usize),
    /// By an invitation.
    Invited(usize),
}

/// A letter that hardly anything else begins with.
const MARK: u8 = b'~';
const ANSWER: &str = "~person-";
const INVITED: &str = "~guest-";
const DIGITS: usize = 6;
/// Between two values of a row.
const BETWEEN: char = '\u{1f}';
const OF_POSTGRES: [(&str, &str); 4] = [
    ("ctid", "(ctid::text::point)[0] * 100000 + (ctid::text::point)[1]"),
    ("xmin", "xmin::text"),
    ("xmax", "xmax::text"),
    ("cmin", "cmin::text"),
];

/// What the answer of a person contains.
pub(super) fn marker(person: usize) -> String {
    format!("{ANSWER}{person:0DIGITS$}")
}

/// What the invitation of a person contains.
pub(super) fn guest(person: usize) -> String {
    format!("{INVITED}{person:0DIGITS$}")
}

/// Everybody who is named in some bytes, with the place.
pub(super) fn named(bytes: &[u8]) -> impl Iterator<Item = (usize, Named)> {
    places_of(bytes, MARK).filter_map(|place| {
        let number = |mark: &str| {
            let rest = bytes[place..].strip_prefix(mark.as_bytes())?;
            std::str::from_utf8(rest.get(..DIGITS)?).ok()?.parse().ok()
        };
        let who = number(ANSWER).map(Named::Answer).or_else(|| number(INVITED).map(Named::Invited))?;
        Some((place, who))
    })
}

/// Whether some bytes are among others.
pub(super) fn holds(bytes: &[u8], part: &[u8]) -> bool {
    places_of(bytes, part[0]).any(|place| bytes[place..].starts_with(part))
}

/// Where a byte stands. The files are large, and what the standard library searches with is quick also where tests are not.
fn places_of(bytes: &[u8], byte: u8) -> impl Iterator<Item = usize> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let is_over = rest.skip_until(byte).unwrap() == 0;
        let place = (bytes.len() - rest.len()).saturating_sub(1);
        (!is_over && bytes[place] == byte).then_some(place)
    })
}

/// All rows of all tables.
pub(super) async fn rows(database: &TestDatabase) -> Vec<Row> {
    let past = past::connect(&database.location).await;
    let mut all = Vec::new();
    for (table, columns) in columns(&past).await {
        all.extend(rows_of(&past, &table, &columns).await);
    }
    if past.get_database_backend() == DbBackend::Postgres {
        all.extend(rows_apart(&past).await);
    }
    past.close().await.unwrap();
    all
}

/// Who is named in which place of which file.
pub(super) async fn places(database: &TestDatabase) -> BTreeMap<String, Vec<(f64, Named)>> {
    let files = files(database).await.into_iter();
    files.map(|(name, bytes)| (name, named(&bytes).map(|(place, who)| (real(place), who)).collect())).collect()
}

/// What PostgreSQL knows of the values of each column, to plan queries with; it looks at them now and then.
pub(super) async fn statistics(database: &TestDatabase) -> BTreeMap<String, String> {
    let past = past::connect(&database.location).await;
    let mut known = BTreeMap::new();
    if past.get_database_backend() == DbBackend::Postgres {
        let kept = "SELECT tablename || '.' || attname, concat(most_common_vals::text, histogram_bounds::text) \
                    FROM pg_stats WHERE schemaname = 'public'";
        known = query(&past, kept).await.iter().map(|row| (text(row, 0), text(row, 1))).collect();
    }
    past.close().await.unwrap();
    known
}

/// The files of the database, byte by byte: what is deleted and not overwritten is in them too. Without the log of PostgreSQL,
/// of which `docs/anonymity.md` says what it is.
pub(super) async fn files(database: &TestDatabase) -> Vec<(String, Vec<u8>)> {
    let Location::Sqlite(file) = &database.location else {
        let past = past::connect(&database.location).await;
        past.execute_unprepared("CHECKPOINT").await.unwrap();
        let files = "SELECT c.relname::text, pg_read_binary_file(pg_relation_filepath(c.oid)) \
                     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                     WHERE c.relkind IN ('r', 't', 'i') AND n.nspname IN ('public', 'pg_toast') \
                     AND pg_relation_filenode(c.oid) > 0";
        let found = query(&past, files).await;
        past.close().await.unwrap();
        let name = |row| text(row, 0).trim_end_matches(|end: char| end.is_ascii_digit()).to_owned();
        return found.iter().map(|row| (name(row), row.try_get_by_index(1).unwrap())).collect();
    };
    let beside = std::fs::read_dir(file.parent().unwrap()).unwrap().map(|file| file.unwrap().path());
    beside
        .map(|file| (file.extension().unwrap().to_string_lossy().into_owned(), std::fs::read(&file).unwrap()))
        .collect()
}

impl Row {
    /// The value of a column; nothing if there is none.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value)
    }

    /// What the database notes of it by itself.
    pub(super) fn note(&self, name: &str) -> Option<f64> {
        self.noted.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// The tables and their columns.
async fn columns(past: &DatabaseConnection) -> BTreeMap<String, Vec<String>> {
    let columns = if past.get_database_backend() == DbBackend::Postgres {
        "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public' \
         ORDER BY ordinal_position"
    } else {
        "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY c.cid"
    };
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in query(past, columns).await {
        tables.entry(text(&row, 0)).or_default().push(text(&row, 1));
    }
    tables
}

async fn rows_of(past: &DatabaseConnection, table: &str, columns: &[String]) -> Vec<Row> {
    let is_postgres = past.get_database_backend() == DbBackend::Postgres;
    let value = |column: &String| {
        let value = format!("CAST(\"{column}\" AS text)");
        let bytes = format!("CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE {value} END");
        format!("coalesce({}, '')", if is_postgres { &value } else { &bytes })
    };
    let between = if is_postgres { " || chr(31) || " } else { " || char(31) || " };
    let values: Vec<String> = columns.iter().map(value).collect();
    let values = values.join(between);
    let mut names: Vec<&'static str> = Vec::new();
    let mut numbers = String::new();
    if is_postgres {
        for (name, number) in OF_POSTGRES {
            names.push(name);
            write!(numbers, ", ({number})::float8").unwrap();
        }
    } else if past.execute_unprepared(&format!("SELECT rowid FROM \"{table}\" LIMIT 1")).await.is_ok() {
        names.push("rowid");
        numbers.push_str(", CAST(rowid AS real)");
    }
    let anyhow = if is_postgres { "" } else { " NOT INDEXED" };
    let found = query(past, &format!("SELECT {values}{numbers} FROM \"{table}\"{anyhow}")).await;
    let read = |(scan, row): (usize, &QueryResult)| {
        let values = text(row, 0);
        let cells = columns.iter().cloned().zip(values.split(BETWEEN).map(str::to_owned)).collect();
        let noted = (1..).zip(&names).map(|(at, name)| (*name, row.try_get_by_index(at).unwrap())).collect();
        Row { table: table.to_owned(), scan, noted, cells }
    };
    found.iter().enumerate().map(read).collect()
}

/// What lies apart from its row, and has a number that grows.
async fn rows_apart(past: &DatabaseConnection) -> Vec<Row> {
    let of = "SELECT t.relname::text FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid WHERE c.relname = 'response'";
    let toast = text(&query(past, of).await[0], 0);
    let pieces = format!("SELECT encode(chunk_data, 'escape'), chunk_id::text::float8 FROM pg_toast.{toast}");
    let read = |(scan, row): (usize, &QueryResult)| Row {
        table: "response apart".to_owned(),
        scan,
        noted: vec![("number", row.try_get_by_index(1).unwrap())],
        cells: vec![("piece".to_owned(), text(row, 0))],
    };
    query(past, &pieces).await.iter().enumerate().map(read).collect()
}

async fn query(past: &DatabaseConnection, query: &str) -> Vec<QueryResult> {
    past.query_all_raw(Statement::from_string(past.get_database_backend(), query)).await.unwrap()
}

fn text(row: &QueryResult, at: usize) -> String {
    row.try_get_by_index(at).unwrap()
}
