//! A mail server that takes, refuses and puts off, as mail servers do, and keeps in mind to whom it carried what.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use nabosvar::mail::Transport;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// It is there as long as this is.
pub(super) struct Post {
    /// How to reach it.
    pub(super) way: Transport,
    known: Arc<Known>,
    _server: JoinSet<()>,
}

#[derive(Default)]
struct Known {
    is_away: AtomicBool,
    carried: Mutex<Vec<String>>,
    put_off: Mutex<BTreeSet<String>>,
}

/// What the address begins with of whom this server refuses.
pub(super) const NEVER: &str = "never-";
/// What the address begins with of whom this server takes a mail when it is offered again.
pub(super) const LATER: &str = "later-";

impl Post {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let way = Transport::smtp(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
        let known = Arc::new(Known::default());
        let mut server = JoinSet::new();
        let shared = Arc::clone(&known);
        server.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let known = Arc::clone(&shared);
                tokio::spawn(async move { drop(known.talk(stream).await) });
            }
        });
        Self { way, known, _server: server }
    }

    /// From now on it takes nothing, or takes mails again.
    pub(super) fn be_away(&self, is_away: bool) {
        self.known.is_away.store(is_away, Ordering::Relaxed);
    }

    /// To whom it carried mails since it was last asked.
    pub(super) fn carried(&self) -> Vec<String> {
        std::mem::take(&mut *self.known.carried.lock().unwrap())
    }
}

impl Known {
    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 invented.example\r\n").await?;
        let (mut line, mut to, mut is_text) = (String::new(), String::new(), false);
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let said = line.trim_end();
            if is_text && said != "." {
                continue;
            }
            let reply = match said.get(..4).unwrap_or(said) {
                "." => {
                    is_text = false;
                    self.carried.lock().unwrap().push(std::mem::take(&mut to));
                    "250 taken"
                }
                "DATA" => {
                    is_text = true;
                    "354 go on"
                }
                "MAIL" if self.is_away.load(Ordering::Relaxed) => "451 not now",
                "RCPT" => {
                    said.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                    self.judge(&to)
                }
                _ => "250 invented.example",
            };
            stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        }
    }

    fn judge(&self, to: &str) -> &'static str {
        if to.starts_with(NEVER) {
            return "550 nobody";
        }
        let is_first = to.starts_with(LATER) && self.put_off.lock().unwrap().insert(to.to_owned());
        if is_first { "450 later" } else { "250 there is such a person" }
    }
}
