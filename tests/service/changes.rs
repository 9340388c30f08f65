//! What a node keeps in memory is forgotten on every node when it changes, whichever node changed it.

use std::time::Duration;

use nabosvar::access::{Actor, Role};
use nabosvar::service::accounts::tokens;
use nabosvar::service::waves::{State, Wave, life};
use nabosvar::service::{Services, waves};
use nabosvar::store::change::{self, Topic};
use nabosvar::store::{Location, wave};
use sea_orm::ConnectionTrait;
use tokio::task::JoinHandle;

use crate::database::TestDatabase;
use crate::{invented, past};

/// Two nodes on one database. The second hears what changes.
struct Nodes {
    database: TestDatabase,
    one: Services,
    other: Services,
    hearing: JoinHandle<()>,
}

impl Nodes {
    async fn start() -> Self {
        let database = TestDatabase::create().await;
        let (one, other) = (invented::services(&database).await, invented::services(&database).await);
        let hearing = tokio::spawn(change::hear(other.db.clone()));
        let nodes = Self { database, one, other, hearing };
        nodes.changed(Topic::Waves, async {}).await;
        nodes
    }

    /// Does something, and waits until the second node has heard of it.
    async fn changed(&self, topic: Topic, what: impl Future<Output = ()>) {
        let changes = self.other.db.changes();
        let moment = changes.moment(topic);
        what.await;
        tokio::time::timeout(Duration::from_secs(20), changes.after(topic, moment)).await.expect("the change is heard");
    }

    /// Changes the database without a word.
    async fn secretly(&self, statement: &str) {
        let past = past::connect(&self.database.location).await;
        past.execute_unprepared(statement).await.unwrap();
        past.close().await.unwrap();
    }

    async fn state(&self, wave: &Wave) -> State {
        waves::by_code(&self.other, wave.code.as_str()).await.unwrap().unwrap().state
    }

    async fn stop(self) {
        self.hearing.abort();
        self.one.db.close().await.unwrap();
        self.other.db.close().await.unwrap();
        self.database.drop().await;
    }
}

#[tokio::test]
async fn a_wave_that_is_closed_on_one_node_is_closed_on_the_other() {
    let nodes = Nodes::start().await;
    let wave = invented::wave(&nodes.one).await;
    assert_eq!(nodes.state(&wave).await, State::Open);
    nodes
        .changed(Topic::Waves, async {
            life::close(&nodes.one, &Actor::operator(), wave.id).await.unwrap();
        })
        .await;
    assert_eq!(nodes.state(&wave).await, State::Closed);
    nodes.stop().await;
}

#[tokio::test]
async fn a_token_that_is_revoked_on_one_node_does_not_count_on_the_other() {
    let nodes = Nodes::start().await;
    let (token, made) =
        tokens::create(&nodes.one, &Actor::operator(), invented::token(Role::Administrator)).await.unwrap();
    assert!(tokens::authenticate(&nodes.other, token.expose()).await.unwrap().is_some());
    nodes
        .changed(Topic::Tokens, async {
            assert!(tokens::revoke(&nodes.one, &Actor::operator(), made.id).await.unwrap());
        })
        .await;
    assert_eq!(tokens::authenticate(&nodes.other, token.expose()).await.unwrap(), None);
    nodes.stop().await;
}

#[tokio::test]
async fn what_is_known_is_not_asked_for_and_a_change_is_found_also_when_nobody_tells() {
    let nodes = Nodes::start().await;
    let wave = invented::wave(&nodes.one).await;
    assert_eq!(nodes.state(&wave).await, State::Open);
    nodes.secretly("UPDATE wave SET state = 'closed'").await;
    assert_eq!(nodes.state(&wave).await, State::Open, "it is known, and nobody announced a change");
    if let Location::Postgres(_) = nodes.database.location {
        let listens = "query LIKE 'LISTEN%' AND datname = current_database()";
        nodes.secretly(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listens}")).await;
    }
    // What `announce` does, but for telling those who listen.
    let count = "INSERT INTO change VALUES ('waves', 1)";
    nodes.changed(Topic::Waves, nodes.secretly(count)).await;
    assert_eq!(nodes.state(&wave).await, State::Closed);
    nodes.stop().await;
}

#[tokio::test]
async fn a_look_up_that_began_before_a_change_does_not_bring_the_old_back() {
    let nodes = Nodes::start().await;
    let node = &nodes.other;
    let wave = invented::wave(node).await;
    let slow = async {
        let found = wave::find_by_code(&node.db, &wave.code).await;
        life::close(node, &Actor::operator(), wave.id).await.unwrap();
        found
    };
    let found = node.waves.find(&node.db, &wave.code, slow).await.unwrap();
    assert_eq!(found.map(|found| found.state), Some(State::Open));
    assert_eq!(nodes.state(&wave).await, State::Closed);
    nodes.stop().await;
}
