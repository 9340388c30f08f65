//! Invented notes in the log book of the demonstration: one that is right, one that somebody has to look at, and one that came
//! twice. Each has an identity of its own for good, so that seeding again changes nothing.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::service::answers::submit::{self, Command, Handling, Round};
use crate::service::{Services, catalogue};
use crate::store::Digest;

const FORM: &str = "logbog";

/// Sends them in.
pub async fn seed(services: &Services, programme: Uuid) -> Result<(), submit::Error> {
    let Some(entry) = catalogue::versions(services, FORM).await? else { return Ok(()) };
    let Some(version) = entry.versions.iter().rfind(|version| version.retired_on.is_none()) else { return Ok(()) };
    for (name, note) in notes() {
        let command = Command {
            form_id: FORM.to_owned(),
            version: version.version.clone(),
            response_id: Digest::of_all(&["demo note", &programme.to_string(), name]).identity(),
            round: Round::OnlyOpen,
            handling: Handling::Lenient,
            language: "da".to_owned(),
            body: note.to_string().into_bytes(),
        };
        match submit::submit(services, command).await {
            // Somebody has changed it, taken it back or settled what came twice; or the newest version of the form, which they
            // published, has no room for it.
            Ok(_) | Err(submit::Error::Conflict | submit::Error::Withdrawn | submit::Error::Violations(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn notes() -> [(&'static str, Value); 4] {
    let meeting = |what: &str| {
        json!({
            "when_and_where": { "happened_on": "2025-09-02", "area": "ringparken" },
            "kind": "meeting",
            "focus_area": "cohesion",
            "about_person": "no",
            "what": what,
            "next_step": "colleague",
            "follow_up": { "task": "Ring til boligorganisationen", "due_on": "2025-09-16" },
        })
    };
    let unfinished = json!({
        "when_and_where": { "happened_on": "2025-09-03", "area": "motalavej" },
        "kind": "talk",
        "about_person": "no",
        "what": "Beboere savner en bænk ved legepladsen (opdigtet)",
        "next_step": "me",
    });
    [
        ("meeting", meeting("Møde om lys på stien (opdigtet)")),
        ("unfinished", unfinished),
        ("twice", meeting("Møde om affald ved containerne (opdigtet)")),
        ("twice", meeting("Møde om affald og cykler ved containerne (opdigtet)")),
    ]
}
