//! Where a value stands in a picture: round numbers along the side, and as many labels below as there is room for.

use super::{Chart, Kind, Mark, Unit};

/// The values that have a line across the picture, the lowest first.
pub(super) fn steps(chart: &Chart<'_>) -> Vec<f64> {
    if chart.unit == Unit::Share {
        return vec![0.0, 0.25, 0.5, 0.75, 1.0];
    }
    let (low, high) = reach(chart);
    let step = round_up((high - low) / 4.0);
    let (first, last) = ((low / step).floor(), (high / step).ceil().max((low / step).floor() + 1.0));
    let mut steps = vec![first * step];
    let mut at = first;
    while at < last {
        at += 1.0;
        steps.push(at * step);
    }
    steps
}

/// The lowest and the highest of what is drawn. Bars begin at nothing.
fn reach(chart: &Chart<'_>) -> (f64, f64) {
    let of_lines = chart.lines.iter().flat_map(|line| &line.marks).filter_map(|mark| match mark {
        Mark::Value(value) => Some(value.interval.map_or([value.value; 2], |(low, high)| [low, high])),
        Mark::Nothing | Mark::Hidden => None,
    });
    let all: Vec<f64> = of_lines.flatten().chain(chart.levels.iter().map(|level| level.value)).collect();
    let high = all.iter().copied().filter(|one| one.is_finite()).reduce(f64::max).unwrap_or(1.0);
    let low = all.iter().copied().filter(|one| one.is_finite()).reduce(f64::min).unwrap_or(0.0);
    match chart.kind {
        Kind::Bars => (low.min(0.0), high.max(1.0)),
        Kind::Dots if high > low => (low, high),
        Kind::Dots => (low - 1.0, high + 1.0),
    }
}

/// The next of 1, 2 and 5 times a power of ten.
fn round_up(step: f64) -> f64 {
    let power = 10f64.powf(step.max(f64::MIN_POSITIVE).log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * power >= step).unwrap_or(10.0);
    times * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (step, round) in [(0.3, 0.5), (1.0, 1.0), (1.1, 2.0), (7.0, 10.0), (23.0, 50.0), (0.06, 0.1)] {
            assert!((round_up(step) - round).abs() < 1e-9, "{step}");
        }
    }
}
