//! What the store promises, on a folder, and on a service that speaks S3 where the tests were given one.

use futures_util::TryStreamExt;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use uuid::Uuid;

use super::*;

fn key(number: u128) -> Key {
    Key::kept(Uuid::from_u128(number))
}

async fn content(blobs: &Blobs, key: &Key) -> Option<Vec<u8>> {
    let read = blobs.read(key).await.unwrap()?;
    Some(read.try_collect::<Vec<_>>().await.unwrap().concat())
}

async fn round_trip(blobs: &Blobs) {
    let (small, large) = (key(1), key(2));
    assert!(content(blobs, &small).await.is_none());
    blobs.put(&small, b"invented".to_vec()).await.unwrap();
    assert_eq!(content(blobs, &small).await.unwrap(), b"invented");

    // Larger than what is sent in one piece.
    let bytes: Vec<u8> = (0..CHUNK + 12_345).map(|number| u8::try_from(number % 251).unwrap()).collect();
    let mut file = tokio::fs::File::from_std(blobs.temporary().unwrap());
    file.write_all(&bytes).await.unwrap();
    file.rewind().await.unwrap();
    blobs.put_file(&large, &mut file).await.unwrap();
    assert!(content(blobs, &large).await.unwrap() == bytes);

    let mut kept: Vec<Found> = blobs.kept().try_collect().await.unwrap();
    kept.sort_by(|one, other| one.key.cmp(&other.key));
    let sizes: Vec<_> = kept.iter().map(|found| (found.key.clone(), found.size)).collect();
    assert_eq!(sizes, [(small.clone(), 8), (large.clone(), bytes.len() as u64)]);

    for (start, end) in [(0, 4), (4, 9), (4, 6), (12, 20)] {
        blobs.put(&Key::part("00ff", start, end), vec![0; 4]).await.unwrap();
    }
    blobs.put(&Key::part("00fe", 9, 12), vec![0; 4]).await.unwrap();
    let parts = blobs.parts("00ff").await.unwrap();
    let spans: Vec<_> = parts.iter().map(|part| (part.start, part.end)).collect();
    assert_eq!(spans, [(0, 4), (4, 6), (4, 9), (12, 20)]);
    let (offset, chosen) = without_gap(&parts);
    assert_eq!((offset, chosen.len()), (9, 2));
    assert_eq!(blobs.unfinished().try_collect::<Vec<_>>().await.unwrap().len(), 5);
    assert!(blobs.parts("00").await.unwrap().is_empty(), "a digest is not the beginning of another");

    blobs.remove(&small).await.unwrap();
    blobs.remove(&small).await.unwrap();
    assert!(content(blobs, &small).await.is_none());
}

#[tokio::test]
async fn a_folder_gives_back_what_was_put_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    round_trip(&Blobs::open(&Location::Folder(folder.path().join("new"))).unwrap()).await;
}

#[cfg(feature = "s3")]
#[tokio::test]
async fn a_bucket_gives_back_what_was_put_and_no_more() {
    let Ok(server) = std::env::var("NABOSVAR_TEST_S3") else { return };
    let bucket = Bucket {
        name: "nabosvar-blobs".to_owned(),
        endpoint: Some(server),
        region: "us-east-1".to_owned(),
        key: "invented".to_owned(),
        secret: "invented".to_owned(),
    };
    round_trip(&Blobs::open(&Location::Bucket(bucket)).unwrap()).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_is_private_and_its_files_tell_no_more_than_the_day() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("new");
    let blobs = Blobs::open(&Location::Folder(root.clone())).unwrap();
    blobs.put(&key(1), b"invented".to_vec()).await.unwrap();
    assert_eq!(root.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    let file = root.join(key(1).to_string()).metadata().unwrap();
    assert_eq!((file.mtime() % 86_400, file.mtime_nsec()), (0, 0));
    let found: Vec<Found> = blobs.kept().try_collect().await.unwrap();
    assert_eq!(found[0].came.as_second() % 86_400, 0);
}

#[tokio::test]
async fn what_an_interrupted_write_left_is_no_object_and_goes() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(&Location::Folder(folder.path().to_owned())).unwrap();
    blobs.put(&key(1), b"invented".to_vec()).await.unwrap();
    let left = folder.path().join(format!("{}#1", key(2)));
    std::fs::write(&left, "half").unwrap();
    assert_eq!(blobs.kept().try_collect::<Vec<_>>().await.unwrap().len(), 1);
    blobs.tidy(Timestamp::UNIX_EPOCH).await.unwrap();
    assert!(left.exists(), "it may still be written");
    blobs.tidy(Timestamp::MAX).await.unwrap();
    assert!(!left.exists());
    assert_eq!(content(&blobs, &key(1)).await.unwrap(), b"invented");
}
