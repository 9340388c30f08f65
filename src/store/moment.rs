//! Moments as whole milliseconds, and what a clock that was set means for what waits for one.
//!
//! No machine can know whether its clock was just set. So nothing here trusts a moment that lies further ahead than this
//! program ever puts one, and a minute more: it was written before a clock was set back, and counts as past. A clock that was set forward, or
//! one that goes wrong, makes work begin early, and twice; that a claim is a random number, held against the row when the
//! work is done, keeps it from counting twice.

use std::time::Duration;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, ExprTrait};

use crate::clock::Clock;

/// The moment now.
pub(super) fn now(clock: &Clock) -> i64 {
    clock.now().timestamp().as_millisecond()
}

/// A duration in milliseconds.
pub(super) fn length(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// So far apart the clocks of two machines may be: what one of them has just written is not past for the other.
const APART: Duration = Duration::from_mins(1);

/// Whether the moment in a column is over, or none. `longest` is the furthest ahead that this program writes there.
pub(super) fn is_over(column: impl ColumnTrait, now: i64, longest: Duration) -> SimpleExpr {
    column.is_null().or(column.lte(now)).or(column.gt(now.saturating_add(length(longest + APART))))
}
