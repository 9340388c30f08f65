//! The parameters of a `range`, held against the rules of the reference.

use super::{
    super::{
        fault::{At, Faults, Position},
        raw::RawChoiceList,
    },
    parameters::Parameter,
};

/// How far a quotient may be from a whole number: decimal fractions are not exact.
const TOLERANCE: f64 = 1e-9;

/// The numbers that are written, with the defaults of the reference for those that are not.
struct Numbers {
    start: f64,
    end: f64,
    step: f64,
    tick_interval: Option<f64>,
    placeholder: Option<f64>,
}

/// Gives the parameters as a definition has them; nothing, and faults, if they make no range.
pub(super) fn read(
    parameters: &[Parameter],
    position: Position,
    appearance: Option<&str>,
    lists: &[RawChoiceList],
    faults: &mut Faults,
) -> Vec<(String, At<String>)> {
    let Some(numbers) = Numbers::read(parameters, position, faults) else { return Vec::new() };
    let mut mistakes = numbers.mistakes();
    let drawn = ["tick_interval", "placeholder", "tick_labelset"];
    let is_drawn = parameters.iter().any(|(key, _)| drawn.contains(&key.as_str()));
    let is_drawable = |appearance: &str| appearance.contains("vertical") || appearance.contains("no-ticks");
    if is_drawn && !appearance.is_none_or(is_drawable) {
        mistakes.push(
            "`tick_interval`, `placeholder` and `tick_labelset` go with no appearance but `vertical` and `no-ticks`"
                .into(),
        );
    }
    if let Some((_, list)) = parameters.iter().find(|(key, _)| key == "tick_labelset") {
        let list = lists.iter().find(|known| known.name.value.eq_ignore_ascii_case(list));
        mistakes.extend(numbers.labels_mistake(list, appearance));
    }
    if !mistakes.is_empty() {
        for mistake in mistakes {
            faults.error(position, mistake);
        }
        return Vec::new();
    }
    parameters.iter().map(|(key, value)| (key.clone(), At { value: value.clone(), position })).collect()
}

impl Numbers {
    fn read(parameters: &[Parameter], position: Position, faults: &mut Faults) -> Option<Self> {
        let mut is_right = true;
        let mut number = |key: &str| {
            let (_, written) = parameters.iter().find(|(name, _)| name == key)?;
            let number = written.parse::<f64>().ok().filter(|number| number.is_finite());
            if number.is_none() {
                is_right = false;
                faults.error(position, format!("`{key}` is a number, not `{written}`"));
            }
            number
        };
        let numbers = Self {
            start: number("start").unwrap_or(1.0),
            end: number("end").unwrap_or(10.0),
            step: number("step").unwrap_or(1.0),
            tick_interval: number("tick_interval"),
            placeholder: number("placeholder"),
        };
        is_right.then_some(numbers)
    }

    fn width(&self) -> f64 {
        (self.end - self.start).abs()
    }

    fn contains(&self, number: f64) -> bool {
        number >= self.start.min(self.end) && number <= self.start.max(self.end)
    }

    fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (name, size) in [("step", Some(self.step)), ("tick_interval", self.tick_interval)] {
            let Some(size) = size else { continue };
            if size == 0.0 {
                mistakes.push(format!("`{name}` is 0, which leads nowhere"));
            } else if size > self.width() + TOLERANCE {
                mistakes.push(format!("`{name}` is larger than the whole range"));
            }
        }
        if self.step == 0.0 {
            return mistakes;
        }
        if self.tick_interval.is_some_and(|interval| !is_multiple(interval, self.step)) {
            mistakes.push("`tick_interval` is no multiple of `step`".to_owned());
        }
        if let Some(placeholder) = self.placeholder {
            if !is_multiple(placeholder - self.start, self.step) {
                mistakes.push("`placeholder` is no number of steps from `start`".to_owned());
            }
            if !self.contains(placeholder) {
                mistakes.push("`placeholder` is not between `start` and `end`".to_owned());
            }
        }
        mistakes
    }

    fn labels_mistake(&self, list: Option<&RawChoiceList>, appearance: Option<&str>) -> Option<String> {
        let Some(list) = list else { return Some("`tick_labelset` is no list of choices".to_owned()) };
        let names = list.choices.iter().filter_map(|choice| choice.name.as_ref()).map(|name| name.value.as_str());
        let mut places: Vec<f64> = Vec::new();
        for name in names {
            let Some(place) = name.parse::<f64>().ok().filter(|place| place.is_finite()) else {
                return Some(format!("the choice `{name}` of `tick_labelset` is not a number"));
            };
            if !self.contains(place) {
                return Some(format!("the choice `{name}` of `tick_labelset` is not between `start` and `end`"));
            }
            let interval = self.tick_interval.unwrap_or(self.step);
            if interval == 0.0 || !is_multiple(place - self.start, interval) {
                return Some(format!("the choice `{name}` of `tick_labelset` is where no tick is"));
            }
            places.push(place);
        }
        let is_end = |place: f64| is_close(place, self.start) || is_close(place, self.end);
        let has = |end: f64| places.iter().any(|place| is_close(*place, end));
        let is_plain = places.iter().all(|place| is_end(*place)) && has(self.start) && has(self.end);
        let has_no_ticks = appearance.is_some_and(|appearance| appearance.contains("no-ticks"));
        (has_no_ticks && !is_plain).then(|| "with `no-ticks`, `tick_labelset` has `start` and `end` alone".to_owned())
    }
}

fn is_multiple(number: f64, of: f64) -> bool {
    let quotient = number / of;
    is_close(quotient, quotient.round())
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() < TOLERANCE
}
