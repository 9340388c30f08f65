//! Logs: a readable sentence plus fields, for a person on a terminal and as JSON for a machine. They go to standard error,
//! so that standard output stays free for what a command was asked for. A log never holds an answer, a code or a token.

use std::io::{IsTerminal, stderr};

use serde::Deserialize;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// How a log line looks.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Why there are no logs.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The filter is not one.
    #[error("NABOSVAR_LOG (log in the settings file): must look like `info` or `info,nabosvar=debug`")]
    Filter,
    /// Something else has taken the logs of this process.
    #[error("logging was started twice")]
    Twice(#[from] TryInitError),
}

/// Starts logging for the whole process. `filter` is a level, and levels for single parts: `info,nabosvar=debug`.
pub fn start(filter: &str, format: Format) -> Result<(), Error> {
    let filter = targets(filter)?;
    let registry = tracing_subscriber::registry();
    let layer = tracing_subscriber::fmt::layer().with_writer(stderr);
    let terminal = stderr().is_terminal();
    if format == Format::Json || (format == Format::Auto && !terminal) {
        let layer = layer.json().flatten_event(true).with_current_span(true).with_span_list(false);
        registry.with(layer.with_filter(filter)).try_init()?;
    } else {
        registry.with(layer.with_ansi(terminal).with_filter(filter)).try_init()?;
    }
    Ok(())
}

/// What a filter lets through.
///
/// The database libraries are held at warnings whatever is asked for: below that, they would write the database's password
/// and values of statements.
pub fn targets(filter: &str) -> Result<Targets, Error> {
    let targets: Targets = filter.parse().map_err(|_| Error::Filter)?;
    // A misspelt level would count as the name of a part of the program, and silence all others.
    if targets.default_level().is_none() {
        return Err(Error::Filter);
    }
    let quiet = ["sea_orm", "sqlx", "sqlx_core", "sqlx_postgres", "sqlx_sqlite"];
    let spoken = targets.default_level().unwrap_or(LevelFilter::ERROR).min(LevelFilter::WARN);
    let mut kept = Targets::new().with_default(targets.default_level().unwrap_or(LevelFilter::ERROR));
    for (target, level) in &targets {
        if !quiet.iter().any(|name| target.starts_with(name)) {
            kept = kept.with_target(target, level);
        }
    }
    // What becomes of a message to a stream is logged once, where it is known whether it is sent again.
    let kept = kept.with_target("async_nats", LevelFilter::OFF);
    Ok(kept.with_targets(quiet.map(|name| (name, spoken))))
}

/// An error with all that is behind it, in one line.
pub fn in_one_line(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn the_filter_counts_for_our_own_code() {
        let filter = targets("info,nabosvar::store=debug").unwrap();
        assert!(filter.would_enable("nabosvar::store", &Level::DEBUG));
        assert!(filter.would_enable("nabosvar::http", &Level::INFO));
        assert!(!filter.would_enable("nabosvar::http", &Level::DEBUG));
    }

    #[test]
    fn no_filter_makes_the_database_libraries_talk() {
        for filter in ["trace", "info,sea_orm=trace,sqlx::query=debug"] {
            let filter = targets(filter).unwrap();
            assert!(!filter.would_enable("sea_orm::driver", &Level::INFO));
            assert!(!filter.would_enable("sqlx::query", &Level::INFO));
            assert!(filter.would_enable("sqlx::pool", &Level::WARN));
        }
    }

    #[test]
    fn an_error_is_told_with_all_that_is_behind_it() {
        #[derive(Debug, thiserror::Error)]
        #[error("nothing was written")]
        struct Unwritten(#[source] std::fmt::Error);
        let told = in_one_line(&Unwritten(std::fmt::Error));
        assert_eq!(told, format!("nothing was written: {}", std::fmt::Error));
    }

    #[test]
    fn a_filter_that_is_none_is_refused() {
        for filter in ["nabosvar=loud", "loud", "nabosvar=debug"] {
            assert!(matches!(targets(filter), Err(Error::Filter)), "{filter}");
        }
    }
}
