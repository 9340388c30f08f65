//! What breaks.

use std::time::Duration;

use fastrand::Rng;

use super::installation::{Installation, Node};

/// Breaks things, and mends them.
pub(crate) struct Chaos<'i> {
    installation: &'i Installation,
    nodes: Vec<Node>,
    rng: Rng,
    struck: [u32; FAULTS.len()],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// A machine loses its power, and comes back.
    Kill,
    /// A machine is stopped and started, as for an upgrade.
    Restart,
    /// A machine leaves for longer, or comes back.
    LeaveOrJoin,
    /// All clocks jump by up to three days.
    ClockJump,
    /// The database server loses its power, and comes back.
    DatabaseCrash,
    /// The database takes nothing for a moment.
    DatabaseReadOnly,
}

const FAULTS: [Fault; 6] =
    [Fault::Kill, Fault::Restart, Fault::LeaveOrJoin, Fault::ClockJump, Fault::DatabaseCrash, Fault::DatabaseReadOnly];
/// How often each is chosen.
const WEIGHTS: [u32; FAULTS.len()] = [60, 8, 12, 10, 6, 4];
const THREE_DAYS: i64 = 3 * 24 * 60 * 60;

impl<'i> Chaos<'i> {
    pub(crate) fn over(installation: &'i Installation, nodes: Vec<Node>, rng: Rng) -> Self {
        Self { installation, nodes, rng, struck: [0; FAULTS.len()] }
    }

    /// One fault, somewhere within the work of some requests.
    pub(crate) async fn strike(&mut self) {
        let moment = Duration::from_micros(self.rng.u64(..20_000));
        tokio::time::sleep(moment).await;
        let at = self.choose();
        self.struck[at] += 1;
        match FAULTS[at] {
            Fault::Kill => {
                let mut node = self.nodes.swap_remove(self.rng.usize(..self.nodes.len()));
                node.kill();
                self.nodes.push(self.installation.start_at(node.address()).await);
            }
            Fault::Restart => {
                let mut node = self.nodes.swap_remove(self.rng.usize(..self.nodes.len()));
                node.stop();
                self.nodes.push(self.installation.start_at(node.address()).await);
            }
            Fault::LeaveOrJoin => self.leave_or_join().await,
            Fault::ClockJump => self.installation.jump(self.rng.i64(-THREE_DAYS..THREE_DAYS)),
            Fault::DatabaseCrash => self.postgres().crash(),
            Fault::DatabaseReadOnly => {
                self.postgres().read_only(true);
                tokio::time::sleep(moment).await;
                self.postgres().read_only(false);
            }
        }
    }

    /// Everything works again: what is left undone may be done.
    pub(crate) fn calm_down(&mut self) {
        self.installation.jump(0);
    }

    pub(crate) fn stop(mut self) {
        self.nodes.iter_mut().for_each(Node::stop);
    }

    /// What struck, and how often.
    pub(crate) fn told(&self) -> String {
        let each = FAULTS.iter().zip(self.struck).map(|(fault, times)| format!("{fault:?} {times}"));
        each.collect::<Vec<_>>().join(", ")
    }

    async fn leave_or_join(&mut self) {
        let is_here = |address| self.nodes.iter().any(|node| node.address() == address);
        match self.installation.addresses.iter().find(|address| !is_here(**address)) {
            Some(free) => self.nodes.push(self.installation.start_at(*free).await),
            None if self.rng.bool() => self.nodes.swap_remove(0).stop(),
            None => self.nodes.swap_remove(0).kill(),
        }
    }

    fn choose(&mut self) -> usize {
        loop {
            let mut left = self.rng.u32(..WEIGHTS.iter().sum::<u32>());
            let at = WEIGHTS.iter().position(|weight| match left.checked_sub(*weight) {
                Some(rest) => {
                    left = rest;
                    false
                }
                None => true,
            });
            let at = at.expect("the weights cover every number below their sum");
            let needs_postgres =
                matches!(FAULTS[at], Fault::LeaveOrJoin | Fault::DatabaseCrash | Fault::DatabaseReadOnly);
            if !needs_postgres || self.installation.postgres.is_some() {
                return at;
            }
        }
    }

    fn postgres(&self) -> &super::postgres::Postgres {
        self.installation.postgres.as_ref().expect("only chosen where there is one")
    }
}
