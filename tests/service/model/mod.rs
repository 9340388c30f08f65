//! Whatever is done to answers, in whichever order and at the same time, leaves what a small model says, and every reply is
//! the model's. What fails is made small, and its seed is kept in `seeds.txt`. `PROPTEST_CASES` asks for more cases.

mod operation;
mod state;
mod world;

use std::sync::Arc;

use proptest::collection::vec;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner};
use tokio::runtime::{Builder, Runtime};

use operation::operation;
use state::State;
use world::{Case, World};

const CASES: u32 = 48;

fn runner() -> TestRunner {
    let seeds = FileFailurePersistence::Direct("tests/service/model/seeds.txt");
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { CASES };
    TestRunner::new(Config { cases, failure_persistence: Some(Box::new(seeds)), ..Config::default() })
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn fails(what: String) -> TestCaseError {
    TestCaseError::fail(what)
}

#[test]
fn one_after_the_other() {
    let runtime = runtime();
    let world = Arc::new(runtime.block_on(World::make()));
    let result = runner().run(&vec(operation(), 1..30), |operations| {
        runtime.block_on(async {
            let case = Case::begin(&world).await;
            let mut state = State::default();
            for operation in &operations {
                let (expected, reply) = (state.carry_out(operation), case.carry_out(operation).await);
                if reply != expected {
                    return Err(fails(format!(
                        "{operation:?} gave {reply:?}, and the model {expected:?} in {state:?}"
                    )));
                }
            }
            let found = case.state().await;
            if found == state.seen() { Ok(()) } else { Err(fails(format!("{found:?}, and the model {state:?}"))) }
        })
    });
    runtime.block_on(Arc::into_inner(world).unwrap().end());
    result.unwrap();
}

#[test]
fn several_at_once_are_as_if_in_some_order() {
    let runtime = runtime();
    let world = Arc::new(runtime.block_on(World::make()));
    let result = runner().run(&vec(vec(operation(), 1..=3), 1..12), |rounds| {
        runtime.block_on(async {
            let case = Arc::new(Case::begin(&world).await);
            let mut state = State::default();
            for operations in &rounds {
                let tasks = operations.iter().map(|operation| {
                    let (case, operation) = (Arc::clone(&case), operation.clone());
                    tokio::spawn(async move { case.carry_out(&operation).await })
                });
                let mut replies = Vec::new();
                for task in tasks.collect::<Vec<_>>() {
                    replies.push(task.await.unwrap());
                }
                let found = case.state().await;
                let fits = |order: &Vec<usize>| {
                    let mut then = state.clone();
                    let same = order.iter().all(|place| then.carry_out(&operations[*place]) == replies[*place]);
                    (same && then.seen() == found).then_some(then)
                };
                state = orders(operations.len()).iter().find_map(fits).ok_or_else(|| {
                    fails(format!(
                        "{operations:?} gave {replies:?} and {found:?}, which is no order of them in {state:?}"
                    ))
                })?;
            }
            Ok(())
        })
    });
    runtime.block_on(Arc::into_inner(world).unwrap().end());
    result.unwrap();
}

/// Every order of the first numbers.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let shorter = orders(last).into_iter();
    let with_last = |order: Vec<usize>| {
        (0..count).map(move |place| {
            let mut order = order.clone();
            order.insert(place, last);
            order
        })
    };
    shorter.flat_map(with_last).collect()
}
