//! The table at the end: every figure beside its limit, and whether its goal is met.

use std::fmt::{self, Display, Formatter};

use crate::fire::Measured;

/// All lines.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; COLUMNS]>);

/// What a figure has to be.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// It is for the reader.
    None,
}

const COLUMNS: usize = 9;
const HEADS: [&str; COLUMNS] = ["", "conn.", "per s", "p50 ms", "p99 ms", "cpu ms", "limit per s", "ratio", "goal"];

impl Table {
    /// A rate beside a limit. `cpu` is processor time for each request, in milliseconds.
    pub(crate) fn rate(&mut self, what: &str, connections: usize, got: Measured, cpu: f64, limit: f64, goal: Goal) {
        let ratio = got.rate / limit;
        self.add([
            what.to_owned(),
            connections.to_string(),
            format!("{:.0}", got.rate),
            format!("{:.2}", got.p50.as_secs_f64() * 1e3),
            format!("{:.2}", got.p99.as_secs_f64() * 1e3),
            format!("{cpu:.3}"),
            format!("{limit:.0}"),
            format!("{ratio:.2}"),
            goal.of(ratio),
        ]);
    }

    /// One figure.
    pub(crate) fn figure(&mut self, what: &str, figure: f64, goal: Goal) {
        let mut line: [String; COLUMNS] = Default::default();
        what.clone_into(&mut line[0]);
        line[7] = format!("{figure:.2}");
        line[8] = goal.of(figure);
        self.add(line);
    }

    /// Each line is told as soon as it is there: the whole takes some minutes.
    fn add(&mut self, line: [String; COLUMNS]) {
        eprintln!("{}", line.join("  "));
        self.0.push(line);
    }
}

impl Goal {
    fn of(self, figure: f64) -> String {
        let (sign, goal, is_met) = match self {
            Self::AtLeast(goal) => ("≥", goal, figure >= goal),
            Self::AtMost(goal) => ("≤", goal, figure <= goal),
            Self::None => return String::new(),
        };
        format!("{sign} {goal} {}", if is_met { "met" } else { "MISSED" })
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let heads = HEADS.map(str::to_owned);
        let lines = || std::iter::once(&heads).chain(&self.0);
        let mut widths = [0; COLUMNS];
        for line in lines() {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for (number, line) in lines().enumerate() {
            for (place, (cell, width)) in line.iter().zip(widths).enumerate() {
                match place {
                    0 | 8 => write!(f, "| {cell:width$} ")?,
                    _ => write!(f, "| {cell:>width$} ")?,
                }
            }
            writeln!(f, "|")?;
            if number == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
                writeln!(f, "|{}|", rules.join("|"))?;
            }
        }
        Ok(())
    }
}
