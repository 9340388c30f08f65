//! A client of HTTP that can break off wherever it likes. One request a connection.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// How a client treats a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manners {
    /// Sends everything and waits for the reply.
    Patient,
    /// Goes after this many bytes of the request.
    GoesAfter(usize),
    /// Sends everything and goes without hearing the reply.
    DoesNotListen,
}

/// A server that was killed says nothing; one that runs is quicker than this.
const PATIENCE: Duration = Duration::from_secs(20);

impl Request {
    /// The reply, if one was waited for and came whole.
    pub(crate) async fn send(&self, to: SocketAddr, manners: Manners) -> Option<Reply> {
        tokio::time::timeout(PATIENCE, self.try_send(to, manners)).await.ok()?.ok()?
    }

    async fn try_send(&self, to: SocketAddr, manners: Manners) -> std::io::Result<Option<Reply>> {
        let mut stream = TcpStream::connect(to).await?;
        let bytes = self.bytes();
        match manners {
            Manners::GoesAfter(some) => {
                stream.write_all(&bytes[..some.min(bytes.len())]).await?;
                return Ok(None);
            }
            _ => stream.write_all(&bytes).await?,
        }
        if manners == Manners::DoesNotListen {
            return Ok(None);
        }
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).await?;
        Ok(Reply::read(&reply))
    }

    /// As it goes over the line.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut lines = vec![
            format!("{} {} HTTP/1.1", self.method, self.path),
            "Host: invented".to_owned(),
            "Connection: close".to_owned(),
            format!("Content-Length: {}", self.body.len()),
        ];
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        [lines.join("\r\n").as_bytes(), b"\r\n\r\n", &self.body].concat()
    }
}

impl Reply {
    /// Nothing, if it is not whole.
    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?.to_ascii_lowercase();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let body = bytes[end + 4..].to_vec();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        (length.unwrap_or(0) == body.len()).then_some(Self { status, body })
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the server replies with JSON")
    }
}
