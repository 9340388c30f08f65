//! What every code means and what to do about it.

use std::sync::LazyLock;

use super::About;

mod asking;
mod bringing;

/// In the order of [`Code`](super::Code).
pub(super) static TABLE: LazyLock<Vec<About>> = LazyLock::new(|| [asking::ABOUT, bringing::ABOUT].concat());
