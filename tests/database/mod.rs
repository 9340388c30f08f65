//! A database of its own for one test: a fresh SQLite file, or a fresh PostgreSQL database when `NABOSVAR_TEST_POSTGRES`
//! names a server where the test may make one. Made empty; the tables come from the real migrations.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use nabosvar::blob::{self, Blobs};
use nabosvar::service::Attachments;
use nabosvar::store::{Db, Location};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// The variable with the address of a PostgreSQL server.
const SERVER: &str = "NABOSVAR_TEST_POSTGRES";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// An empty database. Call [`TestDatabase::drop`] at the end; a forgotten PostgreSQL database goes with its server.
#[derive(Debug)]
pub(crate) struct TestDatabase {
    /// Where it is.
    pub(crate) location: Location,
    kept: Kept,
    /// For the files that answers refer to.
    files: TempDir,
}

#[derive(Debug)]
enum Kept {
    Folder(TempDir),
    Server { server: String, name: String },
}

impl TestDatabase {
    /// Makes it.
    pub(crate) async fn create() -> Self {
        let files = TempDir::new().expect("a temporary folder");
        let Ok(server) = std::env::var(SERVER) else {
            let folder = TempDir::new().expect("a temporary folder");
            let location = Location::Sqlite(folder.path().join("test.sqlite"));
            return Self { location, kept: Kept::Folder(folder), files };
        };
        let name = format!("nabosvar_test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        administer(&server, &format!("CREATE DATABASE {name}")).await;
        let (base, options) = server.split_once('?').unwrap_or((&server, ""));
        let base = base.rsplit_once('/').expect("the server's address ends in a database").0;
        let location = Location::Postgres(format!("{base}/{name}?{options}"));
        Self { location, kept: Kept::Server { server, name }, files }
    }

    /// Opens it, with few connections, so that many tests fit on one server.
    pub(crate) async fn open(&self) -> Db {
        Db::open(&self.location, 3).await.expect("the test's database opens")
    }

    /// Where files lie that belong to it: as the settings have it, but that little may wait for an answer.
    pub(crate) async fn attachments(&self) -> Attachments {
        let blobs = Blobs::open(&self.place_of_files().await).expect("the object store opens");
        Attachments::new(blobs, 10 * 1024 * 1024, 1024 * 1024)
    }

    /// A bucket of its own on the server of `NABOSVAR_TEST_S3`, or a folder.
    #[cfg_attr(not(feature = "s3"), expect(clippy::unused_async, reason = "only a bucket has to be made"))]
    async fn place_of_files(&self) -> blob::Location {
        #[cfg(feature = "s3")]
        if let Ok(server) = std::env::var("NABOSVAR_TEST_S3") {
            // As the program does; the client of the tests is built like that of the program.
            drop(rustls::crypto::ring::default_provider().install_default());
            let name = format!("nabosvar-test-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            let made = reqwest::Client::new().put(format!("{server}/{name}")).send().await.expect("the server replies");
            assert!(made.status().is_success(), "the test may make a bucket");
            let (region, key, secret) = ("us-east-1".to_owned(), "invented".to_owned(), "invented".to_owned());
            return blob::Location::Bucket(blob::Bucket { name, endpoint: Some(server), region, key, secret });
        }
        blob::Location::Folder(self.files.path().to_owned())
    }

    /// Removes it.
    pub(crate) async fn drop(self) {
        self.files.close().expect("the folder goes");
        match self.kept {
            Kept::Folder(folder) => folder.close().expect("the folder goes"),
            Kept::Server { server, name } => administer(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await,
        }
    }
}

async fn administer(server: &str, statement: &str) {
    let connection = Database::connect(server).await.expect("the server of NABOSVAR_TEST_POSTGRES answers");
    connection.execute_unprepared(statement).await.expect("the test may make and remove databases");
    connection.close().await.expect("the connection closes");
}
