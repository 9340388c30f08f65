//! What a monthly report says, as it is kept: it stays what it was, whatever is registered later.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A day, written as `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub Date);

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Activities by what they support, each sub-goal once.
    pub goals: Vec<Goal>,
    /// What was due, what was reached, and what is next.
    pub milestones: Vec<Due>,
    /// Findings of safety walks.
    pub findings: Findings,
    /// Indicators that were observed anew since the report before.
    pub changed: Vec<Changed>,
    /// The day of the report before; none, if this is the first one.
    #[serde(default)]
    pub since: Option<Day>,
    /// Number of the last observation that this report knew; the next one begins behind it. Reports of older versions do not tell.
    #[serde(default)]
    pub seen: Option<i64>,
}

/// The activities of a focus area that support one of its sub-goals, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The focus area.
    pub focus_area: String,
    /// The sub-goal; none for activities that name none.
    pub sub_goal: Option<String>,
    /// How often something was held.
    pub sessions: u64,
    /// Of how many of these nobody has said who came.
    pub unregistered: u64,
    /// How many came, every time they came.
    pub participants: u64,
    /// How many came the month before.
    pub before: u64,
    /// How many are to come in a month.
    pub wanted: Option<u64>,
    /// How many helped.
    pub volunteers: u64,
    /// How many were there for the first time.
    pub first_timers: u64,
}

/// A milestone, as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The focus area.
    pub focus_area: String,
    /// What.
    pub name: String,
    /// By when.
    pub due_on: Day,
    /// When it was reached.
    pub reached_on: Option<Day>,
}

/// Findings of safety walks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Seen in the month.
    pub found: u64,
    /// Not seen to when the report was made.
    pub open: u64,
    /// Of these, over their deadline.
    pub overdue: u64,
}

/// An indicator that was observed anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// The indicator.
    pub indicator: String,
    /// The area; none for the whole programme.
    pub area: Option<Uuid>,
    /// First and last day of what it is about.
    pub period: (Day, Day),
    /// What it is now; nothing where it is hidden.
    pub value: Option<f64>,
    /// Both ends of its interval.
    pub interval: Option<(f64, f64)>,
    /// How many it rests on.
    pub respondents: Option<u64>,
    /// What it was the time before, if the two can be held against each other.
    pub before: Option<f64>,
    /// What there is to know of that. Reports of older versions do not tell.
    #[serde(default)]
    pub earlier: Option<Earlier>,
    /// Whether there was a time before, and it cannot be held against it because something else was asked or counted.
    #[serde(default)]
    pub is_broken: bool,
}

/// How sure an earlier figure was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// Last day of what it is about.
    pub until: Day,
    /// Both ends of its interval.
    pub interval: Option<(f64, f64)>,
    /// How many it rests on.
    pub respondents: Option<u64>,
}

/// How a milestone stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was reached.
    Reached,
    /// It should have been.
    Overdue,
    /// It is still to come.
    Ahead,
}

impl Due {
    /// How it stood on a day.
    pub fn standing(&self, on: Date) -> Standing {
        match self.reached_on {
            Some(_) => Standing::Reached,
            None if self.due_on.0 < on => Standing::Overdue,
            None => Standing::Ahead,
        }
    }
}

impl Standing {
    /// Its name in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Overdue => "overdue",
            Self::Ahead => "ahead",
        }
    }
}

impl TryFrom<String> for Day {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

impl From<Day> for String {
    fn from(Day(day): Day) -> Self {
        day.to_string()
    }
}
