//! Asks over HTTP: one question a connection, a few seconds, so much of an answer, and where it says to go on is not gone to. It is
//! small because it asks only whom the operator names, as the provider of logins, and whom an administrator names, who can lead
//! nowhere but into the world.

use std::fmt::{self, Debug, Formatter};
use std::io::{self, Cursor};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper::http;
use hyper_util::rt::TokioIo;
use rustls::pki_types::{InvalidDnsNameError, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{error::Elapsed, timeout};
use tokio_rustls::TlsConnector;

mod address;
pub mod nats;
pub mod signed;

/// A question, with its whole body.
pub type Question = http::Request<Vec<u8>>;
/// An answer, with its whole body.
pub type Answer = http::Response<Vec<u8>>;

/// What asks.
#[derive(Clone)]
pub struct Client {
    tls: TlsConnector,
    reach: Reach,
}

/// How far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Also into the network of this machine.
    Everywhere,
    /// Into the world, and nowhere else.
    World,
}

/// How much of an answer is waited for.
#[derive(Clone, Copy, Debug)]
enum Heard {
    /// Status and headers.
    Head,
    /// All of it.
    Whole,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The address is none that can be asked.
    #[error("the address has no host, or is neither https nor on this machine")]
    Address,
    /// The address is of the network of this machine, and who named it may not lead there.
    #[error("the address does not lie in the world, but in a network of its own")]
    Private,
    /// The host's name is none.
    #[error(transparent)]
    Name(#[from] InvalidDnsNameError),
    /// It took too long.
    #[error("it took longer than {} seconds", PATIENCE.as_secs())]
    Slow(#[from] Elapsed),
    /// There was more than anybody needs.
    #[error("the answer is longer than {MOST_BYTES} bytes")]
    Long,
    /// The connection failed.
    #[error(transparent)]
    Connection(#[from] io::Error),
    /// What came is no HTTP.
    #[error(transparent)]
    Http(#[from] hyper::Error),
    /// What was to be sent is none.
    #[error(transparent)]
    Request(#[from] http::Error),
    /// The body broke off.
    #[error("the answer broke off")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// People wait for it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Keys and names of a large provider are some thousand bytes; who carries messages says less.
const MOST_BYTES: usize = 256 * 1024;

impl Debug for Client {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

impl Client {
    /// One that trusts whom this machine trusts.
    pub fn new(reach: Reach) -> Result<Self, rustls::Error> {
        Ok(Self { tls: TlsConnector::from(Arc::new(tls()?)), reach })
    }

    /// Asks, and waits for the whole answer.
    pub async fn ask(&self, request: Question) -> Result<Answer, Failure> {
        timeout(PATIENCE, self.connect(request, Heard::Whole)).await?
    }

    /// Tells something, and waits until it is said how that was taken: status and headers. What else is said is not read.
    pub async fn tell(&self, request: Question) -> Result<http::Response<()>, Failure> {
        Ok(timeout(PATIENCE, self.connect(request, Heard::Head)).await??.map(drop))
    }

    /// Whether an address may be one to ask: with encryption, or on this machine. Where a name leads shows when it is asked.
    pub fn may_ask(&self, uri: &http::Uri) -> bool {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let is_there = self.reach == Reach::Everywhere || host.parse().map_or(!is_near(host), address::is_public);
        match uri.scheme_str() {
            Some("https") => !host.is_empty() && is_there,
            Some("http") => is_near(host) && is_there,
            _ => false,
        }
    }

    async fn connect(&self, request: Question, heard: Heard) -> Result<Answer, Failure> {
        let uri = request.uri();
        let host = uri.host().ok_or(Failure::Address)?.trim_matches(['[', ']']).to_owned();
        match uri.scheme_str() {
            Some("https") => {
                let name = ServerName::try_from(host.clone())?;
                let tcp = self.open(&host, uri.port_u16().unwrap_or(443)).await?;
                converse(self.tls.connect(name, tcp).await?, request, heard).await
            }
            Some("http") if is_near(&host) => {
                converse(self.open(&host, uri.port_u16().unwrap_or(80)).await?, request, heard).await
            }
            _ => Err(Failure::Address),
        }
    }

    /// Connects to a host. Its name is looked up once, so that what was found good is what is gone to.
    async fn open(&self, host: &str, port: u16) -> Result<TcpStream, Failure> {
        let is_within = |found: &SocketAddr| self.reach == Reach::Everywhere || address::is_public(found.ip());
        let found: Vec<SocketAddr> = lookup_host((host, port)).await?.filter(is_within).collect();
        if found.is_empty() { Err(Failure::Private) } else { Ok(TcpStream::connect(found.as_slice()).await?) }
    }
}

/// Encryption that trusts whom this machine trusts.
fn tls() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    Ok(ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// Whether a host is this machine, where nobody listens in between.
fn is_near(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1" | "[::1]")
}

async fn converse(io: impl AsyncRead + AsyncWrite + Unpin, request: Question, heard: Heard) -> Result<Answer, Failure> {
    let (mut parts, body) = request.into_parts();
    let authority = parts.uri.authority().ok_or(Failure::Address)?.as_str();
    let host = HeaderValue::try_from(authority).map_err(http::Error::from)?;
    parts.headers.insert(HOST, host);
    let path = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    parts.uri = path.parse().map_err(http::Error::from)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(io)).await?;
    let question = http::Request::from_parts(parts, Full::new(Cursor::new(body)));
    // Boxed, or every future that asks anything would be as large as a connection.
    let mut talk = Box::pin(async move {
        let (parts, body) = sender.send_request(question).await?.into_parts();
        let body = match heard {
            Heard::Whole => whole(body).await?,
            Heard::Head => Vec::new(),
        };
        Ok(http::Response::from_parts(parts, body))
    });
    let connection = Box::pin(connection);
    tokio::select! {
        answer = &mut talk => answer,
        // What came before it ended is at hand.
        _ = connection => talk.await,
    }
}

async fn whole(body: Incoming) -> Result<Vec<u8>, Failure> {
    let read = |error: Box<dyn std::error::Error + Send + Sync>| {
        if error.is::<LengthLimitError>() { Failure::Long } else { Failure::Body(error) }
    };
    Ok(Limited::new(body, MOST_BYTES).collect().await.map_err(read)?.to_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// A host that says one thing, whoever asks, and then no more. Gives what it was asked.
    async fn asked_of(answer: &'static [u8]) -> (Result<Answer, Failure>, String) {
        let client = Client::new(Reach::Everywhere).unwrap();
        said_by(answer, async |request| client.ask(request).await).await
    }

    async fn said_by<A>(answer: &'static [u8], asking: impl AsyncFnOnce(Question) -> A) -> (A, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/keys?a=b", listener.local_addr().unwrap());
        let host = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut heard = vec![0; 4096];
            let length = stream.read(&mut heard).await.unwrap();
            // Who has heard enough hangs up.
            drop(stream.write_all(answer).await);
            heard.truncate(length);
            String::from_utf8(heard).unwrap()
        };
        let request = http::Request::builder().uri(address).body(Vec::new()).unwrap();
        tokio::join!(asking(request), host)
    }

    #[tokio::test]
    async fn an_answer_comes_as_it_is_and_is_not_followed() {
        let (answer, asked) = asked_of(b"HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 2\r\n\r\nno").await;
        let answer = answer.unwrap();
        assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (302, &b"no"[..]));
        assert!(asked.starts_with("GET /keys?a=b HTTP/1.1\r\n") && asked.contains("host: 127.0.0.1:"), "{asked}");
    }

    #[tokio::test]
    async fn what_is_too_long_broken_or_no_http_is_no_answer() {
        let long = [&b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"[..], &vec![b'a'; MOST_BYTES + 1]].concat().leak();
        assert!(matches!(asked_of(long).await.0, Err(Failure::Long)));
        let broken = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
        assert!(matches!(asked_of(broken).await.0, Err(Failure::Body(_))));
        assert!(matches!(asked_of(b"SSH-2.0-invented\r\n").await.0, Err(Failure::Http(_))));
    }

    #[tokio::test]
    async fn who_is_told_something_has_taken_it_by_the_first_line_of_an_answer() {
        let long =
            [&b"HTTP/1.1 202 Accepted\r\nretry-after: 7\r\n\r\n"[..], &vec![b'a'; MOST_BYTES + 1]].concat().leak();
        let half: &[u8] = b"HTTP/1.1 202 Accepted\r\nretry-after: 7\r\ncontent-length: 9\r\n\r\nhalf";
        let client = Client::new(Reach::Everywhere).unwrap();
        for answer in [long, half] {
            let (told, _) = said_by(answer, async |request| client.tell(request).await).await;
            let told = told.unwrap();
            assert_eq!((told.status().as_u16(), &told.headers()["retry-after"]), (202, &HeaderValue::from_static("7")));
        }
    }

    #[tokio::test]
    async fn nobody_far_away_is_asked_without_encryption() {
        for address in ["http://provider.example/", "ftp://127.0.0.1/", "/keys"] {
            let request = http::Request::builder().uri(address).body(Vec::new()).unwrap();
            assert!(
                matches!(Client::new(Reach::Everywhere).unwrap().ask(request).await, Err(Failure::Address)),
                "{address}"
            );
        }
    }

    #[tokio::test]
    async fn who_reaches_into_the_world_alone_is_not_led_to_this_machine() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let client = Client::new(Reach::World).unwrap();
        // The second is a name, which leads to an address only when it is looked up.
        for address in
            ["http://127.0.0.1", "http://localhost", "https://127.0.0.1", "https://10.0.0.1", "https://[::ffff:7f00:1]"]
        {
            let request = http::Request::builder().uri(format!("{address}:{port}/")).body(Vec::new()).unwrap();
            assert!(matches!(client.ask(request).await, Err(Failure::Private)), "{address}");
        }
    }

    #[test]
    fn an_address_is_known_to_be_none_before_it_is_asked() {
        let askable = |reach, address: &str| Client::new(reach).unwrap().may_ask(&address.parse().unwrap());
        for (address, everywhere, world) in [
            ("https://example.dk/a?b", true, true),
            ("https://10.0.0.1/", true, false),
            ("http://127.0.0.1:9/", true, false),
            ("http://[::1]/", true, false),
            ("https://localhost/", true, false),
            ("http://example.dk/", false, false),
            ("ftp://127.0.0.1/", false, false),
            ("/keys", false, false),
        ] {
            assert_eq!([askable(Reach::Everywhere, address), askable(Reach::World, address)], [everywhere, world]);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let request = http::Request::builder().uri(address).body(Vec::new()).unwrap();
        assert!(matches!(Client::new(Reach::Everywhere).unwrap().ask(request).await, Err(Failure::Slow(_))));
    }
}
