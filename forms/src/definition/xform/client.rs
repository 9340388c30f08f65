//! What means something to ODK clients alone: settings, parameters of questions and metadata that a device fills in.

use super::{
    super::{
        compile::{self, ATTRIBUTE},
        form::{Form, Item, ItemId, Metadata, Question, QuestionKind},
    },
    xml::Element,
};

/// A setting that the form keeps for clients.
pub(super) fn setting<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.client_settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Where and how clients send answers, if the form says it.
pub(super) fn submission(form: &Form) -> Option<Element> {
    let attributes = [
        ("submission_url", "action"),
        ("public_key", "base64RsaPublicKey"),
        ("auto_send", "orx:auto-send"),
        ("auto_delete", "orx:auto-delete"),
    ];
    let mut submission = Element::new("submission");
    for (name, attribute) in attributes {
        let value = setting(form, name);
        submission = submission.with_some(attribute, value);
        if name == "submission_url" && value.is_some() {
            submission = submission.with("method", "post");
        }
    }
    if setting(form, "client_editable").is_some_and(is_yes) {
        submission = submission.with("odk:client-editable", "true");
    }
    submission.has_attributes().then_some(submission)
}

/// The namespaces that the author declares.
pub(super) fn namespaces(form: &Form) -> impl Iterator<Item = (&str, &str)> {
    compile::namespaces(setting(form, "namespaces").unwrap_or_default())
}

/// `element` with what the author wrote for this part of the `XForm` in columns such as `bind::odk:length`.
pub(super) fn with_own(element: Element, item: &Item, group: &str, read: impl Fn(&str) -> String) -> Element {
    item.client.iter().fold(element, |element, (name, cell)| match name.split_once("::") {
        Some((part, attribute)) if part == group => element.with(attribute, read(cell)),
        _ => element,
    })
}

/// The element of the form in its primary instance.
pub(super) fn root(form: &Form) -> Element {
    let root = Element::new(&form.item(ItemId::ROOT).name)
        .with_some("xmlns", setting(form, "instance_xmlns"))
        .with("id", form.id.as_str())
        .with("version", form.version.as_str())
        .with_some("odk:prefix", setting(form, "prefix"))
        .with_some("odk:delimiter", setting(form, "delimiter"));
    let own = form.client_settings.iter().filter_map(|(name, value)| Some((name.strip_prefix(ATTRIBUTE)?, value)));
    own.fold(root, |root, (name, value)| root.with(name, value.as_str()))
}

/// `bind` with what the device is told of the answer.
pub(super) fn bind(bind: Element, question: &Question) -> Element {
    let preloaded = match question.kind {
        QuestionKind::Metadata(Metadata::Start) => Some(("timestamp", "start")),
        QuestionKind::Metadata(Metadata::End) => Some(("timestamp", "end")),
        QuestionKind::Metadata(Metadata::Today) => Some(("date", "today")),
        _ => None,
    };
    let bind = match preloaded {
        Some((kind, parameter)) => bind.with("jr:preload", kind).with("jr:preloadParams", parameter),
        None => bind,
    };
    bind.with_some("orx:max-pixels", question.parameter("max-pixels"))
        .with_some("odk:allow-mock-accuracy", question.parameter("allow-mock-accuracy"))
}

/// `control` with how the device shows it.
pub(super) fn control(control: Element, item: &Item, question: &Question) -> Element {
    let takes_app = item.appearance.is_empty() || item.has_appearance("annotate");
    control
        .with_some("autoplay", item.autoplay.as_deref())
        .with_some("rows", question.parameter("rows"))
        .with_some("intent", question.parameter("app").filter(|_| takes_app))
        .with_some("accuracyThreshold", question.parameter("capture-accuracy"))
        .with_some("unacceptableAccuracyThreshold", question.parameter("warning-accuracy"))
        .with_some("odk:tick-interval", question.parameter("tick_interval"))
        .with_some("odk:placeholder", question.parameter("placeholder"))
}

fn is_yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "yes" | "true" | "true()")
}
