//! Ways to protect counts by changing them a little instead of hiding some. Each makes another promise than hidden cells do: no interval
//! of a given width is promised of a count. So what [`protect_by`] publishes says by which method, and the auditor judges it by that.
//!
//! - [`Noise`], the cell-key method: unbiased noise of a known variance, the same for the same people wherever they are counted.
//!   Tables do not add up to the last person, and who knows the keys knows the counts.
//! - Small-count rounding: small counts become none or a base, and everything still adds up, the answers to the people too.
//!   [`round_small`] does it for the people, and each question is rounded within what came of them.

mod answers;
mod cell_key;
mod release;
mod rounding;
mod whole;

pub use cell_key::{Noise, NoiseError, RecordKey, cell_key};
pub use release::{Keys, protect_by};
pub use rounding::round_small;
