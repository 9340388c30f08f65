//! The `parameters` column: pairs such as `start=1 end=7`, held against what the type of the row takes.

use super::{
    super::{
        compile::PARAMETERS,
        fault::{At, Faults},
    },
    question::Context,
    range,
};

/// A parameter, its key in small letters, and its value as it was written.
pub(super) type Parameter = (String, String);

/// The parameters of a row of type `kind`, as a definition has them.
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
    // Another type takes what is written and does nothing with it, as in the reference.
    if PARAMETERS.iter().all(|(taking, _)| *taking != kind) {
        if !parameters.is_empty() {
            faults.warning(position, format!("a `{kind}` takes no parameters"));
        }
        return Vec::new();
    }
    if kind == "range" {
        return range::read(&parameters, position, appearance, context.lists, faults);
    }
    let geometry = parameters.iter().find(|(key, _)| key == "reference-geometry");
    if let Some((_, name)) = geometry.filter(|(_, name)| !context.has_geometry(name)) {
        let message = format!("`reference-geometry` is a list of choices or a repeat, as in `${{name}}`, not `{name}`");
        faults.error(position, message);
    }
    parameters.into_iter().map(|(key, value)| (key, At { value, position })).collect()
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
        parameters.push((key, value.to_owned()));
    }
    Some(parameters)
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
