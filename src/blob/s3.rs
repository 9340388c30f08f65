//! A bucket of a service that speaks S3, for many machines. Times of its objects are the service's own.

use std::fmt::{self, Debug, Formatter};

use object_store::aws::{AmazonS3, AmazonS3Builder};

/// How to reach a bucket. `Debug` shows no key.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The address of the service, if it is not Amazon's.
    pub endpoint: Option<String>,
    /// The region.
    pub region: String,
    /// The name of the key.
    pub key: String,
    /// The key.
    pub secret: String,
}

impl Debug for Bucket {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket").field("name", &self.name).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl Bucket {
    pub(super) fn open(&self) -> object_store::Result<AmazonS3> {
        // One way of encryption for all of the program: the one that the database connection has, too. Where it was chosen
        // already, nothing is to be done.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = AmazonS3Builder::new()
            .with_bucket_name(&self.name)
            .with_region(&self.region)
            .with_access_key_id(&self.key)
            .with_secret_access_key(&self.secret);
        match &self.endpoint {
            // A service beside this program may do without encryption.
            Some(endpoint) => builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://")).build(),
            None => builder.build(),
        }
    }
}
