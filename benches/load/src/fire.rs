//! The load generator: so many connections, each of which sends its next request when the reply to the last one is there.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::Failure;
use crate::shot::{Chance, Shot};

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    /// Requests a second, after warming up.
    pub(crate) rate: f64,
    /// Half of the replies took no longer.
    pub(crate) p50: Duration,
    /// Of a hundred replies, one took longer.
    pub(crate) p99: Duration,
    /// All requests that were answered, also while warming up.
    pub(crate) all: usize,
}

/// Not measured: connections are made, caches fill.
const WARM_UP: Duration = Duration::from_secs(1);

/// Fires for so long from so many connections.
pub(crate) async fn fire(
    at: SocketAddr,
    shot: &Shot,
    connections: usize,
    lasting: Duration,
) -> Result<Measured, Failure> {
    let mut tasks = JoinSet::new();
    let begin = Instant::now();
    let seed = u64::try_from(std::time::SystemTime::UNIX_EPOCH.elapsed()?.as_nanos() & 0xFFFF_FFFF_FFFF)?;
    for number in 0..connections {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let chance = Chance::of(seed.wrapping_add(u64::try_from(number)? << 48));
        tasks.spawn(keep_firing(stream, shot.clone(), chance, begin + WARM_UP, begin + WARM_UP + lasting));
    }
    let (mut all, mut took) = (0, Vec::new());
    while let Some(done) = tasks.join_next().await {
        let (count, mut measured) = done??;
        all += count;
        took.append(&mut measured);
    }
    took.sort_unstable();
    let place = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default();
    let rate = f64::from(u32::try_from(took.len())?) / lasting.as_secs_f64();
    Ok(Measured { rate, p50: place(50), p99: place(99), all })
}

/// One request, and the whole reply.
pub(crate) async fn once(at: SocketAddr, shot: &Shot) -> Result<Vec<u8>, Failure> {
    let mut stream = TcpStream::connect(at).await?;
    stream.write_all(&shot.bytes).await?;
    let mut reply = Vec::new();
    read(&mut stream, &mut reply).await?;
    expect(shot, &reply)?;
    Ok(reply)
}

async fn keep_firing(
    mut stream: TcpStream,
    mut shot: Shot,
    mut chance: Chance,
    counted_from: Instant,
    end: Instant,
) -> Result<(usize, Vec<Duration>), Failure> {
    let (mut count, mut took, mut reply) = (0, Vec::with_capacity(1 << 16), Vec::with_capacity(1 << 16));
    loop {
        let start = Instant::now();
        if start >= end {
            return Ok((count, took));
        }
        shot.vary(&mut chance);
        stream.write_all(&shot.bytes).await?;
        read(&mut stream, &mut reply).await?;
        expect(&shot, &reply)?;
        count += 1;
        if start >= counted_from {
            took.push(start.elapsed());
        }
    }
}

/// Reads one reply: as much as its headers say.
async fn read(stream: &mut TcpStream, reply: &mut Vec<u8>) -> io::Result<()> {
    reply.clear();
    let mut whole = usize::MAX;
    while reply.len() < whole {
        if stream.read_buf(reply).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if whole == usize::MAX
            && let Some(head) = find(reply, b"\r\n\r\n")
        {
            // "Not modified" says how long the content would be, and leaves it out.
            let has_body = reply.get(9..12) != Some(b"304");
            whole = head + 4 + if has_body { content_length(&reply[..head]) } else { 0 };
        }
    }
    Ok(())
}

fn content_length(head: &[u8]) -> usize {
    let Some(at) = find(head, b"content-length: ") else { return 0 };
    let digits = head[at + 16..].iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0'))
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}

fn expect(shot: &Shot, reply: &[u8]) -> Result<(), Failure> {
    if reply.get(9..12) == Some(shot.status) {
        return Ok(());
    }
    Err(format!("not what was expected: {}", String::from_utf8_lossy(reply)).into())
}
