//! The object store: files that are too large for the database, in a folder or in a service that speaks S3. What lies here is
//! made durable before a row names it, so a crash leaves at worst an object without a row, which is swept.
//!
//! Objects tell no more than the day on which they came: nobody shall see from them when somebody answered. (A service that
//! speaks S3 keeps times of its own, which cannot be set.)

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, ObjectMeta, ObjectStore, ObjectStoreExt, WriteMultipart};
use tokio::io::AsyncReadExt;

mod folder;
mod key;
pub mod picture;
#[cfg(feature = "s3")]
mod s3;

pub use key::{Key, Part};
#[cfg(feature = "s3")]
pub use s3::Bucket;

/// Where the objects are.
#[derive(Clone, Debug)]
pub enum Location {
    /// A folder, made when it is not there.
    Folder(PathBuf),
    /// A bucket of a service that speaks S3.
    #[cfg(feature = "s3")]
    Bucket(Bucket),
}

/// The object store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs(Backend);

#[derive(Clone, Debug)]
enum Backend {
    Folder {
        files: Arc<LocalFileSystem>,
        root: Arc<PathBuf>,
    },
    #[cfg(feature = "s3")]
    Bucket(Arc<object_store::aws::AmazonS3>),
}

/// The content of an object, as it is read.
pub type Pieces = BoxStream<'static, io::Result<Vec<u8>>>;

/// An object that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub key: Key,
    /// When it came; in a folder only the day is right.
    pub came: Timestamp,
    /// Its bytes.
    pub size: u64,
}

/// A failure of the object store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be used.
    #[error("the folder of the attachments cannot be used")]
    Folder(#[source] io::Error),
    /// The settings of the service cannot be used.
    #[error("the settings of the object store cannot be used")]
    Settings(#[source] object_store::Error),
    /// This program was built without buckets.
    #[error("this program was built without buckets")]
    NoBuckets,
    /// A local file cannot be read or written.
    #[error("a temporary file cannot be used")]
    Temporary(#[source] io::Error),
    /// The store failed. Trying again may help.
    #[error("the object store failed")]
    Failed(#[source] object_store::Error),
}

impl Error {
    /// Whether it is the moment that is wrong, and not the request: the same again may succeed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Temporary(_))
    }
}

/// The least that a part of a larger object may have where parts are put together by a service.
const CHUNK: usize = 5 * 1024 * 1024;

impl Blobs {
    /// Opens the store.
    pub fn open(location: &Location) -> Result<Self, Error> {
        match location {
            Location::Folder(root) => {
                let (files, root) = folder::open(root)?;
                Ok(Self(Backend::Folder { files: Arc::new(files), root: Arc::new(root) }))
            }
            #[cfg(feature = "s3")]
            Location::Bucket(bucket) => Ok(Self(Backend::Bucket(Arc::new(bucket.open().map_err(Error::Settings)?)))),
        }
    }

    /// A file that nobody else sees and that is gone when it is closed, for what is on its way.
    pub fn temporary(&self) -> Result<std::fs::File, Error> {
        match &self.0 {
            // Beside the objects there is room for large files, which a machine may lack for temporary ones.
            Backend::Folder { root, .. } => tempfile::tempfile_in(root.as_path()),
            #[cfg(feature = "s3")]
            Backend::Bucket(_) => tempfile::tempfile(),
        }
        .map_err(Error::Temporary)
    }

    /// Puts an object. When this returns, it is durable.
    pub async fn put(&self, key: &Key, content: Vec<u8>) -> Result<(), Error> {
        self.store().put_opts(&key.path(), content.into(), object_store::PutOptions::default()).await?;
        self.forget_time(key).await
    }

    /// Puts an object of what is left of a file, without reading it as a whole. When this returns, it is durable.
    pub async fn put_file(&self, key: &Key, file: &mut tokio::fs::File) -> Result<(), Error> {
        let upload = self.store().put_multipart_opts(&key.path(), object_store::PutMultipartOptions::default()).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, CHUNK);
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer).await {
                Ok(0) => break,
                Ok(count) => {
                    writer.wait_for_capacity(1).await?;
                    writer.write(&buffer[..count]);
                }
                Err(error) => {
                    writer.abort().await?;
                    return Err(Error::Temporary(error));
                }
            }
        }
        writer.finish().await?;
        self.forget_time(key).await
    }

    /// The content of an object, piece by piece; `None` if it is not there.
    pub async fn read(&self, key: &Key) -> Result<Option<Pieces>, Error> {
        match self.store().get_opts(&key.path(), GetOptions::default()).await {
            Ok(found) => Ok(Some(found.into_stream().map_ok(Vec::from).map_err(io::Error::other).boxed())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes an object. Fine if it is gone.
    pub async fn remove(&self, key: &Key) -> Result<(), Error> {
        match self.store().delete(&key.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The files that are kept, in no order.
    pub fn kept(&self) -> impl Stream<Item = Result<Found, Error>> + Send + Unpin {
        self.list(&Path::from(key::KEPT))
    }

    /// The parts of all files that have not come to their end, in no order.
    pub fn unfinished(&self) -> impl Stream<Item = Result<Found, Error>> + Send + Unpin {
        self.list(&Path::from(key::PARTS))
    }

    /// The parts of the file with a digest, in the order of their bytes.
    pub async fn parts(&self, digest: impl std::fmt::Display) -> Result<Vec<Part>, Error> {
        let found = self.list(&Path::from(format!("{}/{digest}", key::PARTS)));
        let part = |found: Found| {
            let (start, end) = found.key.bytes()?;
            Some(Part { key: found.key, start, end })
        };
        let mut parts: Vec<Part> = found.try_filter_map(|found| async move { Ok(part(found)) }).try_collect().await?;
        parts.sort_by_key(|part| (part.start, part.end));
        Ok(parts)
    }

    /// Removes what an interrupted write left behind under no name of an object, if it is older than `before`.
    pub async fn tidy(&self, before: Timestamp) -> Result<(), Error> {
        match &self.0 {
            Backend::Folder { root, .. } => folder::tidy(root, before).await,
            // There, the rules of the bucket do that.
            #[cfg(feature = "s3")]
            Backend::Bucket(_) => Ok(()),
        }
    }

    fn list(&self, below: &Path) -> impl Stream<Item = Result<Found, Error>> + Send + Unpin + use<> {
        let found = |object: ObjectMeta| {
            let key = Key::parse(object.location.as_ref())?;
            let came = Timestamp::from_second(object.last_modified.timestamp()).ok()?;
            Some(Ok(Found { key, came, size: object.size }))
        };
        self.store()
            .list(Some(below))
            .filter_map(move |object| std::future::ready(object.map_or_else(|error| Some(Err(error.into())), found)))
    }

    async fn forget_time(&self, key: &Key) -> Result<(), Error> {
        match &self.0 {
            Backend::Folder { files, .. } => {
                folder::forget_time(files.path_to_filesystem(&key.path()).map_err(Error::Failed)?).await
            }
            #[cfg(feature = "s3")]
            Backend::Bucket(_) => Ok(()),
        }
    }

    fn store(&self) -> &dyn ObjectStore {
        match &self.0 {
            Backend::Folder { files, .. } => files.as_ref(),
            #[cfg(feature = "s3")]
            Backend::Bucket(bucket) => bucket.as_ref(),
        }
    }
}

/// How much of a file is there without a gap, and which parts that is.
pub fn without_gap(parts: &[Part]) -> (u64, Vec<Part>) {
    let (mut offset, mut chosen) = (0, Vec::new());
    // The same bytes may have come twice; the part that reaches farthest will do.
    while let Some(next) = parts.iter().filter(|part| part.start == offset).max_by_key(|part| part.end) {
        offset = next.end;
        chosen.push(next.clone());
    }
    (offset, chosen)
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        Self::Failed(error)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
