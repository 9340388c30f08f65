//! The numbers that a `range` offers, of what its author wrote, which may run downwards and end where no step leads: other
//! clients show it so, and people answer the same numbers.

use super::{
    super::{fault::Faults, form::Range},
    parameters::Cell,
};

/// How far a quotient may be from a whole number: decimal fractions are not exact.
const TOLERANCE: f64 = 1e-9;

/// From the smallest to the largest number that can be answered. The defaults are those of XLSForm: 1 to 10 by 1.
pub(super) fn read(parameters: &[Cell], faults: &mut Faults) -> Range {
    let mut number = |name: &str, default: f64| {
        let Some((_, cell)) = parameters.iter().find(|(known, _)| known == name) else { return default };
        let number = cell.value.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            faults.error(cell.position, format!("`{}` is not a number", cell.value));
        }
        number.unwrap_or(default)
    };
    let (start, end, step) = (number("start", 1.0), number("end", 10.0), number("step", 1.0).abs());
    let mut range = Range { start: start.min(end), end: start.max(end), step };
    let Some((_, first)) = parameters.first() else { return range };
    let steps = (range.end - range.start) / step;
    let whole = (steps + TOLERANCE).floor();
    if !steps.is_finite() || whole < 1.0 {
        faults.error(first.position, "from `start` to `end` there must be one step at least");
        return range;
    }
    if (steps - steps.round()).abs() >= TOLERANCE {
        let last = if start < end { start + whole * step } else { start - whole * step };
        // Without the noise of adding fractions up.
        let last = format!("{last:.9}").parse().unwrap_or(last);
        faults.warning(first.position, format!("the steps do not meet `end`: the last is {last}"));
        *(if start < end { &mut range.end } else { &mut range.start }) = last;
    }
    if end < start {
        faults.warning(first.position, "the range is shown from its smallest to its largest number");
    }
    range
}
