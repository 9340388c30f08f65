//! Everything that can stand in the log has words for those who read it.

use super::*;
use crate::words::say;

#[test]
fn there_are_words_for_every_entry() {
    for (at, action) in Action::ALL.into_iter().enumerate() {
        assert_eq!(action as usize, at);
        let key = format!("log-did-{}", action.as_str());
        assert_ne!(say("da", &key), key);
    }
    assert_eq!(Action::Erased as usize + 1, Action::ALL.len());
    let id = Uuid::nil();
    let some = [Object::Programme(id), Object::Wave(id), Object::Activity(id), Object::Token(id), Object::Account(id)];
    let others = [
        Object::Role(id, Role::Reader),
        Object::FormVersion("a", "1"),
        Object::Finding(id),
        Object::Walk(id),
        Object::Session(id),
        Object::SignUp(id),
        Object::Consent(id),
        Object::Area(id),
        Object::Password(id),
        Object::SecondFactor(id),
        Object::Plan(id),
        Object::ProviderLink(id),
        Object::Response(id),
        Object::Case(id),
        Object::Release(id),
        Object::ReleaseRequest(id),
        Object::ReleaseProposal(id),
        Object::ReleaseTrial(id),
        Object::Invitation(id),
        Object::Registrant(id),
        Object::Guest(id),
        Object::Mail(id),
        Object::RegisterFigures(id),
        Object::Subscription(id),
        Object::Microdata(id, "plan", id),
    ];
    for object in some.into_iter().chain(others) {
        let key = format!("log-kind-{}", object.kind());
        assert_ne!(say("da", &key), key);
    }
}
