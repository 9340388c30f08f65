//! Residents and programs send answers while everything that can break does: the server is killed, the database restarted, the
//! disk is full, the clock jumps, connections end half-way. In the end every answer that was acknowledged is there once, to the
//! byte, and none that nobody sent.
//!
//! `make test` runs it in a short form; `make faults` in the long one (`NABOSVAR_FAULTS=ROUNDS`, at least 100 kills). Each run
//! prints its seed; `NABOSVAR_SEED=…` chooses the same faults and the same answers again. What the machine does at the same time
//! is its own.

mod chaos;
mod check;
mod client;
mod crowd;
mod disk;
mod installation;
mod journal;
mod picture;
mod postgres;
mod sender;

use std::sync::Arc;

use chaos::Chaos;
use fastrand::Rng;
use installation::Installation;
use journal::Journal;

/// Senders at a time.
const SENDERS: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_nothing_is_lost_or_doubled() {
    let installation = Installation::on_sqlite();
    run(installation).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_with_two_machines_nothing_is_lost_or_doubled() {
    let Some(installation) = Installation::on_postgres() else {
        println!("not run: there is no PostgreSQL server here");
        return;
    };
    run(installation).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_or_locked_disk_loses_nothing() {
    let Some(disk) = disk::Disk::mount() else {
        println!("not run: this user may not mount a small disk");
        return;
    };
    let installation = Installation::on_sqlite_in(disk.folder());
    let mut rng = Rng::with_seed(seed());
    let journal = Arc::new(Journal::default());
    let mut nodes = installation.start(1).await;
    let senders = sender::start(SENDERS, &installation, &journal, &mut rng);
    for _ in 0..rounds().div_ceil(10) {
        journal.more_acknowledged(20).await;
        disk.fill();
        journal.more_put_off(5).await;
        disk.empty();
        journal.more_acknowledged(20).await;
        let holder = installation.hold().await;
        journal.more_put_off(5).await;
        holder.close().await.expect("it lets go");
    }
    journal.more_acknowledged(20).await;
    senders.finish().await;
    check::everything(&installation, &journal).await;
    println!("{}", journal.told());
    nodes.iter_mut().for_each(installation::Node::stop);
    disk.lock();
    let refused = installation.try_run(&["serve", "--listen", &installation.addresses[0].to_string()]);
    assert!(!refused.status.success(), "it does not serve what it could not store");
    disk.unlock();
    installation.start(1).await.iter_mut().for_each(installation::Node::stop);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_who_say_nothing_keep_nobody_out() {
    let installation = Installation::on_sqlite();
    let mut rng = Rng::with_seed(seed());
    let journal = Arc::new(Journal::default());
    let mut nodes = installation.start(1).await;
    let before = nodes[0].resident_kilobytes();
    let crowd = crowd::gather(nodes[0].address()).await;
    let senders = sender::start(SENDERS, &installation, &journal, &mut rng);
    journal.more_acknowledged(200).await;
    let after = nodes[0].resident_kilobytes();
    println!("{}: {before} KB of memory before, {after} KB with them; {}", crowd.told(), journal.told());
    assert!(after < 256 * 1024, "memory is bounded, whoever connects");
    drop(crowd);
    senders.finish().await;
    check::everything(&installation, &journal).await;
    nodes.iter_mut().for_each(installation::Node::stop);
}

async fn run(installation: Installation) {
    let mut rng = Rng::with_seed(seed());
    let journal = Arc::new(Journal::default());
    let nodes = installation.start(installation.most_nodes()).await;
    let senders = sender::start(SENDERS, &installation, &journal, &mut rng);
    let mut chaos = Chaos::over(&installation, nodes, rng.fork());
    for _ in 0..rounds() {
        journal.more_acknowledged(rng.u64(1..40)).await;
        chaos.strike().await;
    }
    chaos.calm_down();
    senders.finish().await;
    check::everything(&installation, &journal).await;
    println!("{}; {}", chaos.told(), journal.told());
    chaos.stop();
}

/// How many faults.
fn rounds() -> usize {
    std::env::var("NABOSVAR_FAULTS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(8)
}

fn seed() -> u64 {
    let seed = std::env::var("NABOSVAR_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    println!("NABOSVAR_SEED={seed}");
    seed
}
