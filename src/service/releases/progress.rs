//! How far the work on a release is. Who works notes it in memory, and who tells of it looks as often as it wants to: nothing is
//! written where questions are protected. It holds no number that follows from what was answered.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::at_once::at_once;

/// How far it is. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<Point>>);

/// Where the work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Which plan it is, counted from 1, where a coarser one is looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<usize>,
    /// What is done.
    pub stage: Stage,
    /// Of so many pieces; none, where it is one.
    #[serde(default)]
    pub of: usize,
    /// So many are done.
    #[serde(default)]
    pub done: usize,
}

/// What is done, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Answers are read and counted.
    #[default]
    Counting,
    /// Cells are hidden, question by question.
    Protecting,
    /// The auditor attacks what is left: who took part, and each question.
    Attacking,
    /// What passed is kept.
    Writing,
}

impl Progress {
    /// Where the work is now.
    pub fn now(&self) -> Point {
        *self.point()
    }

    /// Another plan is worked on.
    pub(super) fn begin_plan(&self, number: usize) {
        *self.point() = Point { plan: Some(number), ..Point::default() };
    }

    /// Something else is done, which has so many pieces.
    pub(super) fn begin(&self, stage: Stage, of: usize) {
        let mut point = self.point();
        *point = Point { plan: point.plan, stage, of, done: 0 };
    }

    /// Does pieces of work like [`at_once`], and notes how many are done.
    pub(super) fn pieces<T: Send>(&self, stage: Stage, many: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
        self.begin(stage, many);
        at_once(many, &|at| {
            let piece = work(at);
            self.point().done += 1;
            piece
        })
    }

    fn point(&self) -> MutexGuard<'_, Point> {
        // Numbers are never half written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Point {
    /// Reads what was kept.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Counting, Self::Protecting, Self::Attacking, Self::Writing];

    /// As it is kept and told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counting => "counting",
            Self::Protecting => "protecting",
            Self::Attacking => "attacking",
            Self::Writing => "writing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_are_done_are_counted_and_each_plan_begins_anew() {
        let progress = Progress::default();
        assert_eq!(progress.now(), Point::default());
        progress.begin_plan(2);
        let seen = progress.pieces(Stage::Protecting, 3, &|_| progress.now());
        assert!(seen.iter().all(|point| point.stage == Stage::Protecting && point.done < 3), "{seen:?}");
        assert_eq!(progress.now(), Point { plan: Some(2), stage: Stage::Protecting, of: 3, done: 3 });
        progress.begin(Stage::Attacking, 4);
        assert_eq!(progress.now(), Point { plan: Some(2), stage: Stage::Attacking, of: 4, done: 0 });
        progress.begin_plan(3);
        assert_eq!(progress.now(), Point { plan: Some(3), ..Point::default() });
    }

    #[test]
    fn what_is_kept_is_read_by_the_names_that_are_told() {
        for stage in Stage::ALL {
            let text = format!("{{\"stage\":\"{}\"}}", stage.as_str());
            assert_eq!(Point::read(&text), Some(Point { stage, ..Point::default() }));
        }
        assert_eq!(Point::read("{\"stage\":\"baking\"}"), None, "a later version may know more");
    }
}
