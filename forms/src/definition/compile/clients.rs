//! What a definition says to other clients alone, in terms of the `XForm` that they load: `bind::odk:length` of a row becomes an
//! attribute of its `bind`. Attributes have names of XML, whose prefixes have to be declared.

use std::collections::BTreeSet;

use super::{
    super::{
        fault::{At, Faults},
        raw::RawForm,
    },
    settings::is_name,
};

/// Where in an `XForm` a cell of a row can go.
const GROUPS: [&str; 3] = ["bind", "body", "instance"];
/// The prefixes that every `XForm` declares, and what they mean.
pub(in super::super) const NAMESPACES: [(&str, &str); 6] = [
    ("h", "http://www.w3.org/1999/xhtml"),
    ("ev", "http://www.w3.org/2001/xml-events"),
    ("xsd", "http://www.w3.org/2001/XMLSchema"),
    ("jr", "http://openrosa.org/javarosa"),
    ("orx", "http://openrosa.org/xforms"),
    ("odk", "http://www.opendatakit.org/xforms"),
];
/// What XML keeps for itself begins with this.
const XML: &str = "http://www.w3.org/";
/// Attributes that the rest of an `XForm` hangs on.
const RESERVED: [&str; 6] = ["id", "jr:template", "nodeset", "ref", "version", "xmlns"];

/// What the attributes of a form may be called.
pub(super) struct Clients {
    prefixes: Vec<String>,
}

impl Clients {
    pub(super) fn new(raw: &RawForm) -> Self {
        let text =
            raw.client_settings.iter().find(|(name, _)| name == "namespaces").map(|(_, cell)| cell.value.as_str());
        Self { prefixes: namespaces(text.unwrap_or_default()).map(|(prefix, _)| prefix.to_owned()).collect() }
    }

    /// The cells of a row that can be written.
    pub(super) fn of_row(&self, cells: Vec<(String, At<String>)>, faults: &mut Faults) -> Vec<(String, String)> {
        let mut kept: Vec<(String, String)> = Vec::new();
        for (name, cell) in cells {
            let attribute = name.split_once("::").filter(|(group, _)| GROUPS.contains(group)).map(|(_, name)| name);
            let Some(attribute) = attribute else {
                let help = format!("known here: {}", GROUPS.map(|group| format!("{group}::…")).join(", "));
                faults.error_with_help(cell.position, format!("nothing goes to `{name}`"), Some(help));
                continue;
            };
            if self.is_attribute(attribute, &cell, faults) {
                kept.push((name, cell.value));
            }
        }
        kept
    }

    /// Whether there can be an attribute of this name; where not, the author is told that it is left out.
    pub(super) fn is_attribute(&self, name: &str, cell: &At<String>, faults: &mut Faults) -> bool {
        let (prefix, local) = name.split_once(':').map_or((None, name), |(prefix, local)| (Some(prefix), local));
        if !is_name(local) || prefix.is_some_and(|prefix| !is_name(prefix)) || RESERVED.contains(&name) {
            faults.warning(cell.position, format!("`{name}` cannot be an attribute, and is left out"));
            return false;
        }
        let declared = |prefix: &str| {
            NAMESPACES.iter().any(|(known, _)| *known == prefix) || self.prefixes.iter().any(|known| known == prefix)
        };
        if let Some(prefix) = prefix.filter(|prefix| !declared(prefix)) {
            let help = format!("write `{prefix}=\"https://…\"` as `namespaces` in the settings");
            let message = format!("`{prefix}:` is not declared, so that `{name}` is left out");
            faults.warning_with_help(cell.position, message, Some(help));
            return false;
        }
        true
    }
}

/// The prefixes that the setting `namespaces` declares, with their addresses, each once: two names for one thing would let an
/// element have the same attribute twice.
pub(in super::super) fn namespaces(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let (mut prefixes, mut addresses): (BTreeSet<&str>, BTreeSet<&str>) = NAMESPACES.into_iter().unzip();
    let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
    let named = pairs.map(|(prefix, address)| (prefix, address.trim_matches(['"', '\''])));
    named.filter(move |(prefix, address)| {
        let is_legal = is_name(prefix) && !prefix.to_lowercase().starts_with("xml") && !address.is_empty();
        is_legal && !address.starts_with(XML) && prefixes.insert(prefix) && addresses.insert(address)
    })
}
