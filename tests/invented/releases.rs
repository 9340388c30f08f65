//! An archived wave that so many have answered, and a plan of what is counted of it that is quick to protect.

use nabosvar::access::Actor;
use nabosvar::service::Services;
use nabosvar::service::answers::submit::submit;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{Identity, Wave, life};
use serde_json::{Value, json};

use crate::{invented, sending};

/// One answer to one question, and nothing that it is broken down by.
pub(crate) const PLAN: &str = "form_id: invented\ntables: [[]]\nanswers:\n  - question: colours\n    only: red\n";

/// The form with a question by which the other one can be broken down.
const SHADE: &str = r#"  - { type: select_one colours, name: shade, label: { da: "Nuance", en: "Shade" } }"#;

/// A wave that is archived. Two thirds of those who answered chose red, and a third has a shade of its own.
pub(crate) async fn archived(services: &Services, people: usize) -> Wave {
    let answer = |person| {
        let colour = if person % 3 == 0 { "blue" } else { "red" };
        json!({ "name": "Opdigtet", "colours": [colour], "shade": colour })
    };
    archived_with(services, &format!("{}{SHADE}\n", invented::FORM), (0..people).map(answer)).await
}

/// The same of another form that is called so, with other answers.
pub(crate) async fn archived_with(services: &Services, form: &str, answers: impl Iterator<Item = Value>) -> Wave {
    publish_form::publish(services, &Actor::operator(), form).await.expect("the form is right");
    let wave = invented::another_wave(services, Identity::Anonymous).await;
    for said in answers {
        submit(services, sending::by_link(services, &wave, &said)).await.expect("an answer");
    }
    life::close(services, &Actor::operator(), wave.id).await.expect("it closes");
    life::archive(services, &Actor::operator(), wave.id).await.expect("it is archived")
}
