//! The shipped forms, so that a new installation has something to ask.

/// A form that comes with the software.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its `form_id`, which is also the name of its file.
    pub name: &'static str,
    /// The definition as YAML.
    pub source: &'static str,
}

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        &[$(Shipped { name: $name, source: include_str!(concat!("../library/", $name, ".yaml")) }),+]
    };
}

/// Every shipped form.
pub fn all() -> &'static [Shipped] {
    shipped!["tryghed", "tilmelding", "tilfredshed", "tryghedsvandring", "aktivitet", "logbog", "selvevaluering"]
}

/// What is published of a round of a shipped form, if that was declared: a release plan as YAML.
pub fn release_plan(form_id: &str) -> Option<&'static str> {
    (form_id == "tryghed").then_some(include_str!("../library/tryghed.release.yaml"))
}
