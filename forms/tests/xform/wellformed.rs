//! Whatever a form is called and says, its `XForm` is XML, and says the same.

use forms::Form;
use proptest::prelude::*;
use serde_json::json;

proptest! {
    #[test]
    fn every_form_is_written_as_xml(name in "[\\p{L}\\p{N}_]{1,3}", label in "(?s).{1,20}", message in "(?s).{1,20}", attribute in "[\\p{L}:=\"x' ]{1,6}") {
        let form = json!({
            "form_id": "f",
            "version": "1",
            "default_language": "da",
            "title": label,
            "client_settings": { "namespaces": attribute, "submission_url": message },
            "survey": [{
                "type": "text",
                "name": name,
                "label": label,
                "constraint": "true()",
                "constraint_message": message,
                "client": { format!("bind::{attribute}"): message },
            }],
        });
        let Ok((form, _)) = Form::from_yaml(&form.to_string()) else { return Ok(()) };
        let xform = form.to_xform();
        let xml = roxmltree::Document::parse(&xform).unwrap_or_else(|error| panic!("{error}\n{xform}"));
        let title = xml.descendants().find(|node| node.has_tag_name("title")).expect("it has a title");
        let is_illegal = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
        let written = form.title().in_language("da").expect("it has a title").replace(is_illegal, "");
        prop_assert_eq!(title.text().unwrap_or_default(), written);
    }
}
