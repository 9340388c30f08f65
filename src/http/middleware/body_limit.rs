//! No handler gets a body that is larger than the limit: a larger one is refused before it is read, or, if it did not say how
//! large it is, as soon as it is too large. And all bodies that are held at a time have only so much room, however many send
//! large ones slowly.

use std::sync::Arc;

use poem::error::ReadBodyError;
use poem::http::{HeaderMap, header};
use poem::{Body, Endpoint, Request, Response};
use tokio::io::AsyncReadExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::super::code::Code;
use super::super::error::Problem;

/// Room for the bodies of all requests together. Clones share it.
#[derive(Clone)]
pub(super) struct Room(Arc<Semaphore>);

/// The part of a body that needs no room: nearly every answer is smaller. As many as there may be connections can hold it.
const SMALL: usize = 16 * 1024;
/// What is held beyond that by all of them, in bytes.
const TOTAL: usize = 64 * 1024 * 1024;

impl Default for Room {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(TOTAL)))
    }
}

/// Refuses a body of more than `limit` bytes, and otherwise reads it.
pub(super) async fn limit<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    mut request: Request,
    limit: usize,
    room: Room,
) -> poem::Result<Response> {
    let body = request.take_body();
    // The room is held for as long as the request is looked at.
    let (body, _held) = read_into(request.headers(), body, limit, &room).await?;
    request.set_body(body);
    inner.call(request).await
}

/// Reads a body of at most `limit` bytes, of which somebody else sees to it that there are not too many at a time.
pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    Ok(read_into(headers, body, limit, &Room::default()).await?.0)
}

/// The body, and the room that it takes.
async fn read_into(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    room: &Room,
) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), Problem> {
    let too_large = || Problem::with_detail(Code::BodyTooLarge, format!("The limit is {limit} bytes."));
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if declared.is_some_and(|declared: usize| declared > limit) {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(declared.unwrap_or(0).min(SMALL));
    let mut held: Option<OwnedSemaphorePermit> = None;
    let mut reader = body.into_async_read();
    while reader.read_buf(&mut bytes).await.map_err(ReadBodyError::Io)? > 0 {
        if bytes.len() > limit {
            return Err(too_large());
        }
        let missing = bytes.len().saturating_sub(SMALL + held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits));
        if missing > 0 {
            let more = room.more(missing)?;
            match &mut held {
                Some(held) => held.merge(more),
                None => held = Some(more),
            }
        }
    }
    Ok((bytes, held))
}

impl Room {
    /// Waiting for room would keep what is already held for longer: who finds none is told so.
    fn more(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Problem> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        Arc::clone(&self.0).try_acquire_many_owned(bytes).map_err(|_| {
            Problem::with_detail(
                Code::Unavailable,
                "Too many large requests are being read. Send it again in a moment.",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 4 * SMALL;

    async fn take(size: usize, room: &Room) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), Problem> {
        read_into(&HeaderMap::new(), Body::from_vec(vec![b'x'; size]), LIMIT, room).await
    }

    #[tokio::test]
    async fn a_body_is_read_to_its_last_byte_and_no_further_than_the_limit() {
        for size in [0, 1, SMALL, SMALL + 1, LIMIT] {
            assert_eq!(take(size, &Room::default()).await.unwrap().0.len(), size);
        }
        assert_eq!(take(LIMIT + 1, &Room::default()).await.unwrap_err().code, Code::BodyTooLarge);
    }

    #[tokio::test]
    async fn large_bodies_share_their_room_and_small_ones_need_none() {
        let room = Room(Arc::new(Semaphore::new(SMALL)));
        let first = take(2 * SMALL, &room).await.unwrap();
        assert_eq!(take(SMALL + 1, &room).await.unwrap_err().code, Code::Unavailable);
        assert_eq!(take(SMALL, &room).await.unwrap().0.len(), SMALL);
        drop(first);
        assert_eq!(take(SMALL + 1, &room).await.unwrap().0.len(), SMALL + 1);
        assert_eq!(room.0.available_permits(), SMALL);
    }
}
