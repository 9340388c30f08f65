//! The picture itself, in the units of a phone's screen. Numbers stand below their column and never beside their mark, so that no two
//! of them can meet; in Arabic time runs from the right.

use forms::locale::{Direction, Locale};
use maud::{Markup, html};

use super::{Chart, HIDDEN, Kind, Mark, Value, axis};

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 196.0;
/// Where the plot begins and ends, from the start and from the top.
const START: f64 = 38.0;
const END: f64 = 316.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 150.0;
/// A month or a percentage needs so much room, in Arabic more.
const LABEL: f64 = 38.0;
/// Half of the length across the end of an interval.
const SERIF: f64 = 4.0;

/// What is needed to place something.
struct Sheet<'c> {
    chart: &'c Chart<'c>,
    /// The lowest and the highest value of the axis.
    reach: (f64, f64),
    /// From one column to the next.
    step: f64,
    is_mirrored: bool,
}

/// The picture of a chart with at least one column.
pub(super) fn picture(chart: &Chart<'_>) -> Markup {
    let steps = axis::steps(chart);
    let reach = (steps.first().copied().unwrap_or(0.0), steps.last().copied().unwrap_or(1.0));
    #[expect(clippy::cast_precision_loss, reason = "a picture has few columns")]
    let step = (END - START) / chart.columns.len() as f64;
    let is_mirrored = Locale::of(chart.language).direction() == Direction::RightToLeft;
    let sheet = Sheet { chart, reach, step, is_mirrored };
    let (title, description) = (format!("{}-title", chart.id), format!("{}-text", chart.id));
    html! {
        svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } aria-labelledby={ (title) " " (description) } {
            title id=(title) { (chart.title) }
            desc id=(description) { (chart.description()) }
            @for value in steps { (sheet.across(value)) }
            @for (at, level) in chart.levels.iter().enumerate() { (sheet.level(at, level.value)) }
            @for one in &chart.breaks { (sheet.apart(one.at)) }
            @for (at, line) in chart.lines.iter().enumerate().rev() {
                @for (column, mark) in line.marks.iter().enumerate() { (sheet.mark(at, column, *mark)) }
            }
            (sheet.below())
        }
    }
}

/// What stands in a legend for a line.
pub(super) fn sign(kind: Kind, line: usize) -> Markup {
    html! {
        svg.sign.line-other[line > 0] aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" {
            @match kind {
                Kind::Dots => { line.whisker x1="8" y1="0" x2="8" y2="16" {} (dot(line, 8.0, 8.0, false)) }
                Kind::Bars => rect.bar x="3" y="2" width="10" height="14" {},
            }
        }
    }
}

/// What stands in a legend for a level.
pub(super) fn level_sign(at: usize) -> Markup {
    html! {
        svg.sign aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" {
            line.level.level-other[at > 0] x1="0" y1="8" x2="16" y2="8" {}
        }
    }
}

/// What stands in a legend for a break.
pub(super) fn break_sign() -> Markup {
    html! {
        svg.sign aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" {
            @for x in [6, 10] { line.break x1=(x) x2=(x) y1="0" y2="16" {} }
        }
    }
}

/// What stands in a legend for what is unsure.
pub(super) fn unsure_sign(kind: Kind) -> Markup {
    html! {
        svg.sign aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" {
            @match kind {
                Kind::Dots => (dot(0, 8.0, 8.0, true)),
                Kind::Bars => rect.bar.unsure x="3" y="2" width="10" height="14" {},
            }
        }
    }
}

/// A circle for what a picture is about, a square on its tip for what that is held against; empty, where it is unsure.
fn dot(line: usize, x: f64, y: f64, is_unsure: bool) -> Markup {
    html! {
        @if line == 0 {
            circle.dot.unsure[is_unsure] cx=(round(x)) cy=(round(y)) r="5" {}
        } @else {
            path.dot.unsure[is_unsure] d={ "M" (round(x)) " " (round(y - 5.5)) "l5.5 5.5-5.5 5.5-5.5-5.5z" } {}
        }
    }
}

impl Sheet<'_> {
    fn x(&self, x: f64) -> f64 {
        round(if self.is_mirrored { WIDTH - x } else { x })
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = self.reach;
        round(BOTTOM - (BOTTOM - TOP) * ((value - low) / (high - low)).clamp(0.0, 1.0))
    }

    /// The middle of a column.
    #[expect(clippy::cast_precision_loss, reason = "a picture has few columns")]
    fn middle(&self, column: usize) -> f64 {
        START + self.step * (column as f64 + 0.5)
    }

    /// The middle of what a line has in a column: beside each other, if there are several.
    #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
    fn own(&self, line: usize, column: usize) -> f64 {
        let lines = self.chart.lines.len() as f64;
        let apart = match self.chart.kind {
            Kind::Dots => (self.step / (lines + 1.0)).min(18.0),
            Kind::Bars => self.bar(),
        };
        self.x(self.middle(column) + apart * (line as f64 - (lines - 1.0) / 2.0))
    }

    /// How wide a bar is.
    #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
    fn bar(&self) -> f64 {
        (0.7 * self.step / self.chart.lines.len().max(1) as f64).min(24.0)
    }

    /// A line across the picture with its value at the side.
    fn across(&self, value: f64) -> Markup {
        let y = self.y(value);
        let anchor = if self.is_mirrored { "start" } else { "end" };
        html! {
            line.grid x1=(self.x(START)) x2=(self.x(END)) y1=(y) y2=(y) {}
            text.small x=(self.x(START - 5.0)) y=(round(y + 3.5)) text-anchor=(anchor) {
                (self.chart.unit.told(self.chart.language, value))
            }
        }
    }

    fn level(&self, at: usize, value: f64) -> Markup {
        let y = self.y(value);
        html! { line.level.level-other[at > 0] x1=(self.x(START)) x2=(self.x(END)) y1=(y) y2=(y) {} }
    }

    /// Two lines between a column and the one before it.
    #[expect(clippy::cast_precision_loss, reason = "a picture has few columns")]
    fn apart(&self, column: usize) -> Markup {
        let x = self.x(START + self.step * column as f64);
        html! { @for x in [x - 2.0, x + 2.0] { line.break x1=(round(x)) x2=(round(x)) y1=(TOP) y2=(BOTTOM) {} } }
    }

    fn mark(&self, line: usize, column: usize, mark: Mark) -> Markup {
        let x = self.own(line, column);
        match mark {
            Mark::Nothing => html! {},
            Mark::Hidden => html! { text x=(x) y=(round(BOTTOM - 4.0)) text-anchor="middle" { (HIDDEN) } },
            Mark::Value(value) => html! {
                g.line-other[line > 0] { (self.interval(x, &value)) (self.value(line, x, &value)) }
            },
        }
    }

    fn value(&self, line: usize, x: f64, value: &Value) -> Markup {
        let y = self.y(value.value);
        let (wide, from) = (self.bar(), self.y(0.0));
        html! {
            @match self.chart.kind {
                Kind::Dots => (dot(line, x, y, value.is_unreliable)),
                Kind::Bars => rect.bar.unsure[value.is_unreliable] x=(round(x - wide / 2.0)) y=(y.min(from))
                    width=(round(wide)) height=(round((from - y).abs())) {},
            }
        }
    }

    fn interval(&self, x: f64, value: &Value) -> Markup {
        let Some((low, high)) = value.interval else { return html! {} };
        let (low, high) = (self.y(low), self.y(high));
        html! {
            line.whisker x1=(x) x2=(x) y1=(high) y2=(low) {}
            @for end in [low, high] { line.whisker.end x1=(round(x - SERIF)) x2=(round(x + SERIF)) y1=(end) y2=(end) {} }
        }
    }

    /// Below the picture: months, years, and the values of the first line where there is room for all of them.
    fn below(&self) -> Markup {
        let columns = &self.chart.columns;
        let room = if self.is_mirrored { LABEL * 1.25 } else { LABEL };
        let every = (1..=columns.len()).find(|every| self.middle(*every) - self.middle(0) >= room).unwrap_or(1);
        // The last one is what one looks for.
        let is_told = |at: usize| (columns.len() - 1 - at).is_multiple_of(every);
        let year_before = |at: usize| at.checked_sub(every).and_then(|at| columns.get(at)).map(|column| &column.year);
        html! {
            @for (at, column) in columns.iter().enumerate().filter(|(at, _)| is_told(*at)) {
                @let x = self.x(self.middle(at));
                text.small x=(x) y=(BOTTOM + 14.0) text-anchor="middle" { (column.short) }
                @if year_before(at) != Some(&column.year) || every == 1 {
                    text.small x=(x) y=(BOTTOM + 26.0) text-anchor="middle" { (column.year) }
                }
                @if every == 1 && let Some(Mark::Value(value)) = self.chart.lines.first().and_then(|line| line.marks.get(at)) {
                    text.strong x=(x) y=(BOTTOM + 41.0) text-anchor="middle" {
                        (self.chart.unit.told(self.chart.language, value.value))
                    }
                }
            }
        }
    }
}

/// A tenth of a unit is less than anybody sees.
fn round(number: f64) -> f64 {
    (10.0 * number).round() / 10.0
}
