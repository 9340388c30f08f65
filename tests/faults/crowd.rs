//! Those who connect and keep everybody waiting: who says nothing, who says half of it, who sends a large answer slowly, who does
//! not listen.

use std::net::SocketAddr;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Dropped, they go.
pub(crate) struct Crowd(Vec<TcpStream>);

/// As many connections as a server takes by default.
const CROWD: u64 = 10_000;
/// Files that this process and others need.
const OTHERS: u64 = 500;

/// Gathers as many as this machine lets us have.
pub(crate) async fn gather(at: SocketAddr) -> Crowd {
    let files = rlimit::increase_nofile_limit(CROWD + OTHERS).expect("a limit");
    let size = CROWD.min(files.saturating_sub(OTHERS));
    let large =
        b"PUT /api/v1/forms/faults/versions/1/responses/x HTTP/1.1\r\nHost: invented\r\nContent-Length: 900000\r\n\r\n";
    let page = b"GET /api/openapi.json HTTP/1.1\r\nHost: invented\r\n\r\n";
    let mut crowd = Vec::new();
    for number in 0..size {
        let mut stream = TcpStream::connect(at).await.expect("the server listens");
        let said = match number % 20 {
            0..17 => Ok(()),
            17 => stream.write_all(b"GET / HTTP/1.1\r\nHost: inv").await,
            18 => stream.write_all(&[&large[..], &vec![b' '; 40_000]].concat()).await,
            _ => stream.write_all(&page.repeat(4)).await,
        };
        // The server may have sent somebody away to make room.
        drop(said);
        crowd.push(stream);
    }
    Crowd(crowd)
}

impl Crowd {
    pub(crate) fn told(&self) -> String {
        format!("{} connections that keep the server waiting", self.0.len())
    }
}
