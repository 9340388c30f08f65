//! The connections of clients: how many there may be, how long a client may take, and how they end. What nobody limits here is
//! limited around each request (`http::middleware`).
//!
//! HTTP/1.1 only: what stands in front of this server speaks it, and what a server does not speak it need not defend.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

use super::crowd::{Crowd, Place};

/// What a client may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Connections at a time.
    pub(super) most: u32,
    /// From one reply, or from the beginning, until the next request has its last header: for who has nothing to say just now,
    /// and for who says it one byte at a time. Longer than proxies keep a connection that they may use again.
    pub(super) header: Duration,
    /// Without taking a byte of a reply.
    pub(super) write: Duration,
    /// Bytes of request line and headers.
    pub(super) header_bytes: usize,
    /// To finish what is in flight when the server stops, or when the place is wanted.
    pub(super) patience: Duration,
}

/// The server's own files: database, attachments, logs.
const OWN_FILES: u64 = 256;
/// When the machine gives no connection, it is asked again after this, and not a million times a second.
const BREATH: Duration = Duration::from_millis(50);
/// For the rest of a reply, when the place of a connection is wanted.
const LAST_WORDS: Duration = Duration::from_millis(100);

impl Default for Limits {
    fn default() -> Self {
        Self {
            most: 10_000,
            header: Duration::from_secs(90),
            write: Duration::from_secs(30),
            header_bytes: 32 * 1024,
            patience: Duration::from_secs(10),
        }
    }
}

/// Serves until `stop` is done; then takes nobody new, and gives those in flight time to finish.
pub(super) async fn serve<E>(listener: TcpListener, endpoint: E, limits: Limits, stop: impl Future<Output = ()>)
where
    E: Endpoint<Output = Response> + 'static,
{
    let endpoint = Arc::new(endpoint);
    let crowd = Crowd::new(places(limits.most));
    let (stopping, stopped) = watch::channel(false);
    let mut conversations = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            // Who has gone is not kept count of. A panic was told where it happened.
            Some(_) = conversations.join_next() => {}
            next = accept(&listener, &crowd) => match next {
                Ok((stream, place)) => {
                    let (endpoint, stopped) = (Arc::clone(&endpoint), stopped.clone());
                    conversations.spawn(Conversation { stream, place, endpoint, limits, stopped }.hold());
                }
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "a connection was not taken");
                    crowd.make_room();
                    sleep(BREATH).await;
                }
            },
        }
    }
    drop(listener);
    stopping.send_replace(true);
    let all_gone = async { while conversations.join_next().await.is_some() {} };
    if timeout(limits.patience, all_gone).await.is_err() {
        tracing::warn!(given_up = conversations.len(), "some requests did not finish in time");
    }
}

/// As many connections as are allowed, and as the machine lets this process have.
fn places(most: u32) -> usize {
    let most = u64::from(most);
    let files = rlimit::increase_nofile_limit(most + OWN_FILES).unwrap_or(most + OWN_FILES);
    let places = most.min(files.saturating_sub(OWN_FILES)).max(16);
    if places < most {
        tracing::warn!(
            allowed = most,
            places,
            "the machine gives this process fewer files than connections are allowed"
        );
    }
    usize::try_from(places).unwrap_or(usize::MAX)
}

/// The place comes first: whoever finds none waits outside, where it costs the machine and not this process.
async fn accept(listener: &TcpListener, crowd: &Crowd) -> io::Result<(TcpStream, Place)> {
    let place = crowd.place().await;
    Ok((listener.accept().await?.0, place))
}

/// One connection from its first byte to its end.
struct Conversation<E> {
    stream: TcpStream,
    place: Place,
    endpoint: Arc<E>,
    limits: Limits,
    stopped: watch::Receiver<bool>,
}

impl<E: Endpoint<Output = Response> + 'static> Conversation<E> {
    async fn hold(mut self) {
        self.place.is_silent();
        let mut first = [0];
        tokio::select! {
            // What reads requests costs memory, and many who connect never say a word.
            said = timeout(self.limits.header, self.stream.peek(&mut first)) => if !matches!(said, Ok(Ok(1))) { return },
            () = self.place.wanted() => return,
            _ = self.stopped.wait_for(|stopped| *stopped) => return,
        }
        // On the heap, so that who is silent does not keep the room for it.
        Box::pin(self.answer()).await;
    }

    async fn answer(self) {
        let Self { stream, place, endpoint, limits, mut stopped } = self;
        // Replies are small and complete: there is nothing to wait for. Where it cannot be set, replies are late and not wrong.
        let _ = stream.set_nodelay(true);
        let (Ok(local), Ok(remote)) = (stream.local_addr(), stream.peer_addr()) else { return };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.write));
        let place = &place;
        let service = service_fn(move |request| {
            place.is_served();
            let request = (request, LocalAddr(Addr::from(local)), RemoteAddr(Addr::from(remote)), Scheme::HTTP);
            let endpoint = Arc::clone(&endpoint);
            // On the heap, too: a connection keeps room for what its request needs, also between requests.
            Box::pin(async move {
                let reply = endpoint.get_response(request.into()).await;
                place.is_silent();
                Ok::<_, Infallible>(hyper::Response::from(reply))
            })
        });
        let mut requests = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.header)
                .max_buf_size(limits.header_bytes)
                .serve_connection(TokioIo::new(Box::pin(stream)), service)
        );
        let patience = tokio::select! {
            // How a client ended is its own affair.
            _ = requests.as_mut() => return,
            () = place.wanted() => LAST_WORDS,
            _ = stopped.wait_for(|stopped| *stopped) => limits.patience,
        };
        requests.as_mut().graceful_shutdown();
        let is_over = timeout(patience, requests.as_mut()).await.is_ok();
        // Its request may have come while its place was asked for: it is answered all the same.
        if !is_over && patience == LAST_WORDS && place.is_being_served() {
            drop(timeout(limits.patience, requests).await);
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::endpoint::make_sync;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::{mpsc, oneshot};
    use tokio::task::JoinHandle;

    use super::*;

    struct Server {
        address: std::net::SocketAddr,
        stop: oneshot::Sender<()>,
        task: JoinHandle<()>,
    }

    impl Server {
        async fn start<E: Endpoint<Output = Response> + 'static>(endpoint: E, limits: Limits) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let (stop, stopped) = oneshot::channel();
            let task = tokio::spawn(serve(listener, endpoint, limits, async { drop(stopped.await) }));
            Self { address, stop, task }
        }

        async fn connect(&self) -> TcpStream {
            TcpStream::connect(self.address).await.unwrap()
        }

        async fn say(&self, words: &[u8]) -> TcpStream {
            let mut stream = self.connect().await;
            stream.write_all(words).await.unwrap();
            stream
        }

        async fn stop(self) {
            self.stop.send(()).unwrap();
            self.task.await.unwrap();
        }
    }

    fn hello() -> impl Endpoint<Output = Response> + 'static {
        make_sync(|_| Response::builder().body("hej"))
    }

    /// What the server says until it ends the connection.
    async fn rest(mut stream: TcpStream) -> String {
        let mut reply = Vec::new();
        // A connection may also end without a good-bye, when the server had not read everything.
        let _ = stream.read_to_end(&mut reply).await;
        String::from_utf8(reply).unwrap()
    }

    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: invented\r\nConnection: close\r\n\r\n";
    const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: inv";

    #[tokio::test]
    async fn who_does_not_come_to_the_point_is_cut_off() {
        let limits = Limits { header: Duration::from_millis(50), ..Limits::default() };
        let server = Server::start(hello(), limits).await;
        let (silent, half) = (server.connect().await, server.say(HALF).await);
        assert_eq!(rest(silent).await, "");
        assert!(!rest(half).await.contains("200"));
        assert!(rest(server.say(WHOLE).await).await.ends_with("hej"));
        server.stop().await;
    }

    #[tokio::test]
    async fn who_says_something_gets_the_place_of_those_who_do_not() {
        let limits = Limits { most: 16, ..Limits::default() };
        let server = Server::start(hello(), limits).await;
        let mut idle = Vec::new();
        for _ in 0..40 {
            idle.push(server.say(HALF).await);
            idle.push(server.connect().await);
        }
        assert!(rest(server.say(WHOLE).await).await.ends_with("hej"));
        drop(idle);
        server.stop().await;
    }

    #[tokio::test]
    async fn headers_do_not_grow_without_end() {
        let server = Server::start(hello(), Limits::default()).await;
        let huge = format!("GET / HTTP/1.1\r\nHost: invented\r\nX-Invented: {}\r\n\r\n", "x".repeat(100_000));
        let mut stream = server.connect().await;
        // The server may be gone before all of it is sent.
        let _ = stream.write_all(huge.as_bytes()).await;
        assert!(!rest(stream).await.contains("200"));
        server.stop().await;
    }

    /// Says that a request arrived, and answers it when it is told to go on.
    fn slow() -> (impl Endpoint<Output = Response> + 'static, mpsc::Receiver<()>, watch::Sender<bool>) {
        let (arrived, arrivals) = mpsc::channel(64);
        let (go_on, going_on) = watch::channel(false);
        let slow = poem::endpoint::make(move |_| {
            let (arrived, mut going_on) = (arrived.clone(), going_on.clone());
            async move {
                arrived.send(()).await.unwrap();
                going_on.wait_for(|go_on| *go_on).await.unwrap();
                Ok::<_, poem::Error>(Response::builder().body("hej"))
            }
        });
        (poem::EndpointExt::map_to_response(slow), arrivals, go_on)
    }

    #[tokio::test]
    async fn a_request_is_answered_though_its_place_was_wanted_when_it_came() {
        let (endpoint, mut arrivals, go_on) = slow();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let crowd = Crowd::new(4);
        let (stream, place) = accept(&listener, &crowd).await.unwrap();
        let (_stop, stopped) = watch::channel(false);
        client.write_all(b"GET / HTTP/1.1\r\nHost: inv").await.unwrap();
        place.is_silent();
        let conversation =
            Conversation { stream, place, endpoint: Arc::new(endpoint), limits: Limits::default(), stopped };
        // Past the look at the first byte, where who is asked to go just goes.
        let held = tokio::spawn(conversation.answer());
        tokio::task::yield_now().await;
        crowd.make_room();
        client.write_all(b"ented\r\n\r\n").await.unwrap();
        arrivals.recv().await.unwrap();
        // On a clock that leaps once all have come to rest: what was to happen in that time has happened.
        tokio::time::pause();
        tokio::time::sleep(LAST_WORDS * 2).await;
        tokio::time::resume();
        go_on.send_replace(true);
        assert!(rest(client).await.ends_with("hej"));
        held.await.unwrap();
    }

    #[tokio::test]
    async fn what_is_in_flight_finishes_and_what_is_not_does_not_hold_the_end_up() {
        let (endpoint, mut arrivals, go_on) = slow();
        let server = Server::start(endpoint, Limits::default()).await;
        let (idle, in_flight) = (server.connect().await, server.say(WHOLE).await);
        arrivals.recv().await.unwrap();
        server.stop.send(()).unwrap();
        assert_eq!(rest(idle).await, "");
        go_on.send_replace(true);
        assert!(rest(in_flight).await.ends_with("hej"));
        server.task.await.unwrap();
    }
}
