//! A running server for one test: the real one, on a port of its own, over a database of its own, at a fixed moment.
//!
//! ```ignore
//! let app = TestApp::start().await;
//! let reply = app.get("/healthz").await;
//! app.stop().await;
//! ```

use nabosvar::access::{Actor, Duty, Role};
use nabosvar::app;
use nabosvar::config::Config;
use nabosvar::mail::{Sender, Transport, Webhook};
use nabosvar::oidc::Provider;
use nabosvar::service::Services;
use nabosvar::service::accounts::tokens;
use nabosvar::service::waves::Wave;
use nabosvar::store::Location;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, redirect};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::database::TestDatabase;
use crate::invented;

/// The server and a client that keeps cookies and follows no redirect, so that both can be looked at.
pub(crate) struct TestApp {
    /// What the server stands on: to prepare what a test needs, and to see what became of it.
    pub(crate) services: Services,
    /// The client, without a token.
    pub(crate) client: Client,
    base: String,
    stop: oneshot::Sender<()>,
    server: JoinHandle<Result<(), app::Error>>,
    database: TestDatabase,
}

impl TestApp {
    /// Starts it with the default settings.
    pub(crate) async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    /// Starts it with other settings. Address and database are its own all the same.
    pub(crate) async fn start_with(config: Config) -> Self {
        Self::start_over(config, |services| services).await
    }

    /// Starts it with a way for mails.
    pub(crate) async fn start_mailing(way: Transport) -> Self {
        Self::start_mailing_with(Config::default(), way).await
    }

    /// Starts it with other settings and a way for mails.
    pub(crate) async fn start_mailing_with(config: Config, way: Transport) -> Self {
        let sender = Sender::new(way, "post@invented.example", None).expect("a sender");
        Self::start_over(config, |services| services.mailing(sender)).await
    }

    /// Starts it where those who subscribed to indicators are sent them.
    pub(crate) async fn start_feeding(client: nabosvar::client::Client) -> Self {
        Self::start_over(Config::default(), |services| services.feeding(client)).await
    }

    /// Starts it where somebody carries SMS.
    pub(crate) async fn start_texting(webhook: Webhook) -> Self {
        Self::start_over(Config::default(), |services| services.texting(webhook)).await
    }

    /// Starts it where so many may answer by one link within ten minutes.
    pub(crate) async fn start_letting_in(most: u32) -> Self {
        Self::start_over(Config::default(), |services| services.letting_in(most)).await
    }

    /// Starts it where these people have to have a second factor.
    pub(crate) async fn start_demanding(duty: Duty) -> Self {
        Self::start_over(Config::default(), |services| services.demanding(duty)).await
    }

    /// Starts it with a provider of logins.
    pub(crate) async fn start_asking(provider: Provider) -> Self {
        Self::start_over(Config::default(), |services| services.asking(provider)).await
    }

    async fn start_over(mut config: Config, change: impl FnOnce(Services) -> Services) -> Self {
        let database = TestDatabase::create().await;
        let services = change(invented::services(&database).await);
        config.listen = "127.0.0.1:0".parse().expect("an address");
        let bound = app::bind(&config).await.expect("a free port");
        let base = format!("http://{}", bound.address());
        let (stop, stopped) = oneshot::channel();
        let serving = services.clone();
        let server = tokio::spawn(async move { bound.serve(serving, &config, async { drop(stopped.await) }).await });
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).no_proxy().build();
        Self { services, client: client.expect("a client"), base, stop, server, database }
    }

    /// Where the server's database is.
    pub(crate) fn location(&self) -> &Location {
        &self.database.location
    }

    /// The address of a path of this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A request without a token.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    /// The reply to a request without a token.
    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.expect("the server replies")
    }

    /// A page as somebody sees it who is logged in, or is not. It is there.
    pub(crate) async fn page(&self, who: &Client, path: &str) -> String {
        let reply = who.get(self.url(path)).send().await.expect("the server replies");
        assert_eq!(reply.status(), StatusCode::OK, "{path}");
        reply.text().await.expect("a page")
    }

    /// The reply to a form of theirs.
    pub(crate) async fn send(&self, who: &Client, path: &str, fields: &[(&str, &str)]) -> Response {
        who.post(self.url(path)).form(fields).send().await.expect("the server replies")
    }

    /// Stops the server as a signal would, and removes the database. Fails if the server did not end well.
    pub(crate) async fn stop(self) {
        drop(self.client);
        self.stop.send(()).expect("the server runs until it is stopped");
        self.server.await.expect("the server does not panic").expect("the server ends well");
        self.database.drop().await;
    }
}

/// What most tests need first.
impl TestApp {
    /// A fresh token.
    pub(crate) async fn token(&self) -> String {
        tokens::create(&self.services, &Actor::operator(), invented::token(Role::Administrator))
            .await
            .expect("a token")
            .0
            .expose()
            .to_owned()
    }

    /// A request with a fresh token.
    pub(crate) async fn authorised(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth(self.token().await)
    }

    /// An open anonymous wave of the invented form, which is published with it.
    pub(crate) async fn wave(&self) -> Wave {
        invented::wave(&self.services).await
    }
}
