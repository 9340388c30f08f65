//! A way to a server that is not always there: what is said passes, or one of its answers does not come.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What happens to an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passage {
    /// It comes.
    Free,
    /// The connection breaks before it does.
    Broken,
    /// It does not come, and the connection stays.
    Silent,
}

type Deciding = Box<dyn FnMut() -> Passage + Send>;

/// One that listens on a port of its own until it is dropped.
pub(crate) struct Relay {
    /// Host and port.
    pub(crate) address: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    server: String,
    /// By which bytes an answer is known.
    mark: &'static [u8],
    deciding: Mutex<Deciding>,
    is_open: watch::Sender<bool>,
}

impl Relay {
    /// One to a server, among whose words those with the mark are answers.
    pub(crate) async fn open(server: &str, mark: &'static [u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let deciding: Deciding = Box::new(|| Passage::Free);
        let shared = Arc::new(Shared {
            server: server.to_owned(),
            mark,
            deciding: Mutex::new(deciding),
            is_open: watch::Sender::new(true),
        });
        let listening = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(Arc::clone(&listening).carry(stream));
            }
        });
        Self { address, shared, task }
    }

    /// From now on this happens to answers.
    pub(crate) fn decides(&self, deciding: impl FnMut() -> Passage + Send + 'static) {
        *self.shared.deciding.lock().unwrap() = Box::new(deciding);
    }

    /// Ends all connections, and from now on each that is made.
    pub(crate) fn close(&self) {
        self.shared.is_open.send_replace(false);
    }

    /// Lets connections through again.
    pub(crate) fn reopen(&self) {
        self.shared.is_open.send_replace(true);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    async fn carry(self: Arc<Self>, mut client: TcpStream) {
        let mut is_open = self.is_open.subscribe();
        if !*is_open.borrow() {
            return;
        }
        let mut server = TcpStream::connect(&self.server).await.unwrap();
        let ((mut from_client, mut to_client), (mut from_server, mut to_server)) = (client.split(), server.split());
        let answers = async {
            let mut heard = vec![0; 64 * 1024];
            loop {
                let length = from_server.read(&mut heard).await.unwrap_or_default();
                let said = &heard[..length];
                let is_answer = said.windows(self.mark.len()).any(|part| part == self.mark);
                let passage = if is_answer { (*self.deciding.lock().unwrap())() } else { Passage::Free };
                match passage {
                    Passage::Free if length > 0 && to_client.write_all(said).await.is_ok() => {}
                    Passage::Silent => {}
                    Passage::Free | Passage::Broken => return,
                }
            }
        };
        tokio::select! {
            () = answers => {}
            _ = tokio::io::copy(&mut from_client, &mut to_server) => {}
            _ = is_open.wait_for(|is_open| !is_open) => {}
        }
    }
}
