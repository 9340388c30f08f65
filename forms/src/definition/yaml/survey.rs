//! The rows of the survey, with groups and repeats holding their rows as `children`.

use super::{
    super::{
        fault::{At, Faults},
        raw::RawItem,
    },
    cells::{list, mapping, media, named_cells, scalar, text, unknown_key},
    node::{Key, Node},
};

pub(in super::super) const KEYS: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "choice_filter",
    "repeat_count",
    "read_only",
    "appearance",
    "parameters",
    "trigger",
    "media",
    "autoplay",
    "no_app_error_string",
    "client",
    "sensitive",
    "children",
];

/// The members of `survey` or `children`.
pub(super) fn items(node: Node, key: &Key, faults: &mut Faults) -> Vec<RawItem> {
    list(node, key, faults).into_iter().map(|node| item(node, faults)).collect()
}

fn item(node: Node, faults: &mut Faults) -> RawItem {
    let mut item = RawItem::new(node.position);
    for (key, value) in mapping(node, "a question", faults) {
        match key.text.as_str() {
            "type" => item.kind = scalar(value, &key, faults),
            "name" => item.name = scalar(value, &key, faults),
            "label" => item.label = text(value, &key, faults),
            "hint" => item.hint = text(value, &key, faults),
            "guidance_hint" => item.guidance_hint = text(value, &key, faults),
            "required" => item.required = scalar(value, &key, faults),
            "required_message" => item.required_message = text(value, &key, faults),
            "relevant" => item.relevant = scalar(value, &key, faults),
            "constraint" => item.constraint = scalar(value, &key, faults),
            "constraint_message" => item.constraint_message = text(value, &key, faults),
            "calculation" => item.calculation = scalar(value, &key, faults),
            "default" => item.default = scalar(value, &key, faults),
            "choice_filter" => item.choice_filter = scalar(value, &key, faults),
            "repeat_count" => item.repeat_count = scalar(value, &key, faults),
            "read_only" => item.read_only = scalar(value, &key, faults),
            "appearance" => item.appearance = scalar(value, &key, faults),
            "parameters" => item.parameters = named_cells(value, &key, faults),
            "trigger" => item.trigger = scalar(value, &key, faults),
            "media" => item.media = media(value, faults),
            "autoplay" => item.autoplay = scalar(value, &key, faults),
            "no_app_error_string" => item.no_app_error = text(value, &key, faults),
            "client" => item.client = named_cells(value, &key, faults),
            "sensitive" => item.sensitive = scalar(value, &key, faults),
            "children" => {
                let position = value.position;
                item.children = Some(At { value: items(value, &key, faults), position });
            }
            _ => unknown_key(&key, KEYS, faults),
        }
    }
    item
}
