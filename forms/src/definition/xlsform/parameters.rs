//! The `parameters` column: pairs such as `start=1 end=7`, held against what the type of the row takes.

use super::{
    super::fault::{At, Faults, Position},
    question::Context,
    range,
};

/// A parameter and its value, both as they are compared: in small letters.
pub(super) type Parameter = (String, String);

/// The keys that a type takes; a type that is not here takes what is written and does nothing with it, as in the reference.
const KEYS: [(&str, &[&str]); 6] = [
    ("text", &["rows"]),
    ("image", &["app", "max-pixels"]),
    ("geopoint", &["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"]),
    ("select_one", &["randomize", "seed"]),
    ("select_multiple", &["randomize", "seed"]),
    ("range", &["end", "placeholder", "start", "step", "tick_interval", "tick_labelset"]),
];

/// Checks the parameters of a row of type `kind` and gives those that the form keeps, which only a range has.
pub(super) fn read(
    cell: &At<String>,
    kind: &str,
    appearance: Option<&str>,
    context: &Context<'_>,
    faults: &mut Faults,
) -> Vec<(String, At<String>)> {
    let position = cell.position;
    let Some(parameters) = parse(&cell.value) else {
        let help = Some("write `key=value` pairs, such as `start=1 end=7`".to_owned());
        faults.error_with_help(position, format!("`{}` are no parameters", cell.value), help);
        return Vec::new();
    };
    let Some((_, keys)) = KEYS.iter().find(|(name, _)| *name == kind) else {
        if !parameters.is_empty() {
            faults.warning(position, format!("a `{kind}` takes no parameters"));
        }
        return Vec::new();
    };
    for (key, _) in parameters.iter().filter(|(key, _)| !keys.contains(&key.as_str())) {
        let help = format!("`{kind}` takes {}", keys.join(", "));
        faults.error_with_help(position, format!("`{kind}` takes no parameter `{key}`"), Some(help));
    }
    if kind == "range" {
        return range::read(&parameters, position, appearance, context.lists, faults);
    }
    for (key, value) in &parameters {
        check(key, value, position, appearance, faults);
    }
    let geometry = parameters.iter().find(|(key, _)| key == "reference-geometry");
    if let Some((_, name)) = geometry.filter(|(_, name)| !context.has_geometry(name)) {
        let message = format!("`reference-geometry` is a list of choices or a repeat, as in `${{name}}`, not `{name}`");
        faults.error(position, message);
    }
    if parameters.iter().any(|(key, _)| key == "seed") && parameters.iter().all(|(key, _)| key != "randomize") {
        faults.error(position, "a `seed` is for `randomize=true`, which is missing");
    }
    let names: Vec<&str> = parameters.iter().map(|(key, _)| key.as_str()).filter(|key| keys.contains(key)).collect();
    if !names.is_empty() {
        faults.warning(position, format!("not used here: {}", names.join(", ")));
    }
    Vec::new()
}

/// The pairs; blanks, commas and semicolons part them. Nothing if it is something else.
pub(super) fn parse(text: &str) -> Option<Vec<Parameter>> {
    let spaced = text.replace('=', " = ");
    let mut words = spaced.split([',', ';']).flat_map(str::split_whitespace).peekable();
    let mut parameters: Vec<Parameter> = Vec::new();
    while let Some(key) = words.next() {
        let value = words.next().filter(|word| *word == "=").and_then(|_| words.next())?;
        if key == "=" || value == "=" {
            return None;
        }
        let key = key.to_lowercase();
        // Of a key that is there twice, the last counts.
        parameters.retain(|(earlier, _)| *earlier != key);
        parameters.push((key, value.to_lowercase()));
    }
    Some(parameters)
}

fn check(key: &str, value: &str, position: Position, appearance: Option<&str>, faults: &mut Faults) {
    let is_number = value.parse::<f64>().is_ok();
    let is_reference = value.starts_with("${") && value.ends_with('}');
    let (is_right, wanted) = match key {
        "rows" | "max-pixels" => (value.parse::<i64>().is_ok(), "a whole number"),
        "capture-accuracy" | "warning-accuracy" => (is_number, "a number"),
        "allow-mock-accuracy" | "randomize" => (matches!(value, "true" | "false"), "`true` or `false`"),
        "seed" => (is_number || is_reference, "a number or `${name}`"),
        "app" if appearance.is_none_or(|appearance| appearance == "annotate") => {
            (is_package(value), "the name of an Android package, such as `org.example.camera`")
        }
        _ => (true, ""),
    };
    if !is_right {
        faults.error(position, format!("`{key}` is {wanted}, not `{value}`"));
    }
}

/// By the rule of Android: names in letters, digits and `_`, at least two, with dots between.
fn is_package(name: &str) -> bool {
    let is_part = |part: &str| {
        part.chars().next().is_some_and(|first| first.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    name.contains('.') && name.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn pairs_may_be_parted_by_blanks_commas_and_semicolons() {
        let pairs = |text| parse(text).map(|pairs| pairs.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>());
        let both = Some(vec!["start=2".to_owned(), "end=9".to_owned()]);
        for text in ["start=2 end=9", "start=2,end=9", "Start=2 ; end = 9", "start=2 , end=9"] {
            assert_eq!(pairs(text), both, "{text}");
        }
        assert_eq!(pairs(""), Some(Vec::new()));
        for text in ["start", "start=", "=2", "start 2", "start==2", "start=2=3"] {
            assert_eq!(pairs(text), None, "{text}");
        }
    }
}
