//! What can be had without the server: a loop that stores one row a transaction with the same settings of SQLite, and a handler
//! that gives prepared bytes. Each runs as a process of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use poem::http::{StatusCode, header};
use poem::listener::TcpListener;
use poem::{Endpoint, Request, Response, Route, Server};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions, query};
use tokio::time::Instant;

use crate::Failure;
use crate::shot::{ANSWER, Chance};

/// What the handler of prepared bytes calls its content.
pub(crate) const TAG: &str = "\"invented\"";

/// Stores rows for so long, and prints how many a second.
pub(crate) async fn rows(file: &Path, lasting: Duration) -> Result<(), Failure> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON");
    let mut connection = options.connect().await?;
    query(
        "CREATE TABLE one_row (id BLOB PRIMARY KEY, wave_id BLOB, form_id TEXT NOT NULL, form_version TEXT NOT NULL, \
         language TEXT NOT NULL, answers TEXT NOT NULL, sha256 BLOB NOT NULL, period_starts_on TEXT NOT NULL, \
         review TEXT NOT NULL) WITHOUT ROWID",
    )
    .execute(&mut connection)
    .await?;
    let mut chance = Chance::of(1);
    let begin = Instant::now();
    let mut count = 0_u32;
    while begin.elapsed() < lasting {
        query("INSERT INTO one_row VALUES (?, ?, 'load', '1', 'da', ?, ?, '2020-01-01', 'none')")
            .bind(chance.identity())
            .bind(&[7_u8; 16][..])
            .bind(ANSWER.trim())
            .bind(&[7_u8; 32][..])
            .execute(&mut connection)
            .await?;
        count += 1;
    }
    println!("{}", f64::from(count) / begin.elapsed().as_secs_f64());
    Ok(())
}

/// Gives the bytes of a file, or says that the caller has them.
pub(crate) async fn handler(address: SocketAddr, file: &Path) -> Result<(), Failure> {
    let content = Content(std::fs::read(file)?);
    let routes = Route::new().at("/readyz", poem::endpoint::make_sync(|_| "ready")).at("/content", content);
    Ok(Server::new(TcpListener::bind(address)).run(routes).await?)
}

struct Content(Vec<u8>);

impl Endpoint for Content {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let response = Response::builder().header(header::ETAG, TAG);
        let is_known = request.header(header::IF_NONE_MATCH) == Some(TAG);
        Ok(if is_known {
            response.status(StatusCode::NOT_MODIFIED).finish()
        } else {
            response.content_type("application/json").body(self.0.clone())
        })
    }
}
