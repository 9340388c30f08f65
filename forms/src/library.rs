//! The shipped forms and indicators, so that a new installation has something to ask and to tell.

/// A form or an indicator that comes with the software.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its identifier, which is also the name of its file.
    pub name: &'static str,
    /// The definition as YAML.
    pub source: &'static str,
}

macro_rules! shipped {
    ($folder:literal, $($name:literal),+ $(,)?) => {
        &[$(Shipped { name: $name, source: include_str!(concat!("../library/", $folder, $name, ".yaml")) }),+]
    };
}

/// Every shipped form.
pub fn all() -> &'static [Shipped] {
    shipped!["", "tryghed", "tilmelding", "tilfredshed", "tryghedsvandring", "aktivitet", "logbog", "selvevaluering"]
}

/// What is published of a round of a shipped form, if that was declared: a release plan as YAML.
pub fn release_plan(form_id: &str) -> Option<&'static str> {
    (form_id == "tryghed").then_some(include_str!("../library/tryghed.release.yaml"))
}

/// The table of the strategic agreement, with the rows that come from registers, as YAML.
pub fn agreement() -> &'static str {
    include_str!("../library/agreement.yaml")
}

/// The indicators that come with the software: each a definition as YAML.
pub fn indicators() -> &'static [Shipped] {
    shipped![
        "indicators/",
        "basic_safety",
        "voluntary_work",
        "experienced_safety",
        "social_cohesion",
        "collective_efficacy",
        "trust",
        "satisfaction",
        "quality_of_life",
        "response_rate",
        "sessions",
        "participants",
        "first_timers",
        "volunteers",
        "findings_opened",
        "findings_closed",
        "days_to_close",
    ]
}
