//! A form that is tried while it is written: what is wrong with its file right now, for the pages that show the last version
//! without errors. Only `form preview` has one to tell of; everywhere else it stays empty.

use std::sync::{Arc, PoisonError, RwLock};

use forms::Fault;

/// What is wrong with the file. Clones tell of the same file.
#[derive(Clone, Debug, Default)]
pub struct Trial(Arc<RwLock<Vec<Fault>>>);

impl Trial {
    /// Takes down what is wrong now, in the place of what was.
    pub fn tell(&self, faults: Vec<Fault>) {
        // Who panicked in between has left a whole list behind.
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// What is wrong now; nothing where the pages show the file as it is.
    pub fn faults(&self) -> Vec<Fault> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
