//! An archived wave that so many have answered, and a plan of what is counted of it that is quick to protect.

use nabosvar::access::Actor;
use nabosvar::service::Services;
use nabosvar::service::answers::submit::submit;
use nabosvar::service::waves::{Wave, life};
use serde_json::json;

use crate::{invented, sending};

/// One answer to one question, and nothing that it is broken down by.
pub(crate) const PLAN: &str = "form_id: invented\ntables: [[]]\nanswers:\n  - question: colours\n    only: red\n";

/// A wave that is archived. Two thirds of those who answered chose red.
pub(crate) async fn archived(services: &Services, people: usize) -> Wave {
    let wave = invented::wave(services).await;
    for person in 0..people {
        let colours = if person % 3 == 0 { ["blue"] } else { ["red"] };
        let answer = sending::by_link(services, &wave, &json!({ "name": "Opdigtet", "colours": colours }));
        submit(services, answer).await.expect("an answer");
    }
    life::close(services, &Actor::operator(), wave.id).await.expect("it closes");
    life::archive(services, &Actor::operator(), wave.id).await.expect("it is archived")
}
