//! Every deed from every status, in one table.

use jiff::civil::Date;

use super::*;
use crate::service::findings::invented;

const MONTH: Date = Date::constant(2026, 12, 1);

fn finding(kind: Kind, status: Status) -> Finding {
    Finding {
        party: Some("board".to_owned()),
        assignee: Some("Opdigtet Person".to_owned()),
        deadline: Some(MONTH),
        status,
        ..invented::finding(1, kind)
    }
}

fn words() -> Words {
    Words::parse("opdigtet").unwrap()
}

fn texts() -> PublicTexts {
    PublicTexts::parse(|_, language| if language == "da" { "Lampen lyser." } else { "" }).unwrap()
}

fn action(deed: Deed) -> Action {
    match deed {
        Deed::Assign => Action::Assign(Assignment { party: "police".to_owned(), ..Assignment::default() }),
        Deed::Begin => Action::Begin,
        Deed::Finish => Action::Finish(None),
        Deed::Refuse => Action::Refuse(words()),
        Deed::Verify => Action::Verify(None),
        Deed::Reopen => Action::Reopen(words()),
        Deed::Postpone => Action::Postpone(Some(MONTH)),
        Deed::Comment => Action::Comment(words()),
        Deed::AddPhoto => Action::AddPhoto(Digest::of("an invented photo")),
        Deed::Approve => Action::Approve(texts(), Vec::new()),
        Deed::Withdraw => Action::Withdraw,
    }
}

#[test]
fn each_deed_leads_from_each_status_where_the_table_says() {
    use Status::{Assigned, Done, InProgress, Open, Refused, Verified};
    let statuses = [Open, Assigned, InProgress, Done, Refused, Verified];
    let any = statuses.map(Some);
    for (deed, expected) in [
        (Deed::Assign, [Some(Assigned), Some(Assigned), Some(Assigned), None, None, None]),
        (Deed::Begin, [None, Some(InProgress), None, None, None, None]),
        (Deed::Finish, [Some(Done), Some(Done), Some(Done), None, None, None]),
        (Deed::Refuse, [Some(Refused), Some(Refused), Some(Refused), None, None, None]),
        (Deed::Verify, [None, None, None, Some(Verified), None, None]),
        (Deed::Reopen, [None, None, None, Some(Open), Some(Open), Some(Open)]),
        (Deed::Postpone, [None, Some(Assigned), Some(InProgress), None, None, None]),
        (Deed::Comment, any),
        (Deed::AddPhoto, any),
        (Deed::Approve, any),
        (Deed::Withdraw, any),
    ] {
        for (from, expected) in statuses.into_iter().zip(expected) {
            let before = Finding { published: Published::Approved, ..finding(Kind::Problem, from) };
            let after = carry_out(&before, &action(deed));
            assert_eq!(after.as_ref().ok().map(|after| after.status), expected, "{deed:?} from {from:?}");
            assert_eq!(fits(&before, deed).is_ok(), expected.is_some());
            if let Ok(after) = after {
                assert_eq!(after.version, before.version + 1);
                let is_same = Outcome::of(after.status) == Outcome::of(from) && deed != Deed::Withdraw;
                assert_eq!(after.published == Published::Approved, is_same, "{deed:?} from {from:?}");
            }
        }
    }
}

#[test]
fn a_good_place_is_spoken_of_and_shown_and_nothing_else() {
    let good = finding(Kind::Good, Status::Open);
    let fitting: Vec<Deed> = Deed::ALL.into_iter().filter(|deed| fits(&good, *deed).is_ok()).collect();
    assert_eq!(fitting, [Deed::Comment, Deed::AddPhoto, Deed::Approve]);
    assert_eq!(fits(&good, Deed::Finish), Err(Misfit::GoodPlace));
}

#[test]
fn what_is_opened_again_has_nobody_and_no_reason() {
    let refused = carry_out(&finding(Kind::Problem, Status::Open), &action(Deed::Refuse)).unwrap();
    assert_eq!(refused.refusal_reason.as_deref(), Some("opdigtet"));
    let open = carry_out(&refused, &action(Deed::Reopen)).unwrap();
    assert_eq!((open.assignee, open.deadline, open.refusal_reason), (None, None, None));
    assert_eq!(open.party.as_deref(), Some("board"), "who was responsible is still the first to be asked");
}

#[test]
fn what_was_approved_is_seen_until_it_is_withdrawn_or_something_else_came_of_it() {
    let before = finding(Kind::Problem, Status::Done);
    assert_eq!(fits(&before, Deed::Withdraw), Err(Misfit::NotNow));
    let approved = carry_out(&before, &action(Deed::Approve)).unwrap();
    assert_eq!(approved.published, Published::Approved);
    assert_eq!(carry_out(&approved, &action(Deed::Comment)).unwrap().published, Published::Approved);
    assert_eq!(carry_out(&approved, &action(Deed::Verify)).unwrap().published, Published::Approved);
    for deed in [Deed::Withdraw, Deed::Reopen] {
        let after = carry_out(&approved, &action(deed)).unwrap();
        assert_eq!(after.published, Published::None, "{deed:?}");
        assert_eq!(after.public_text, approved.public_text, "the words are kept for the next time");
    }
}

#[test]
fn changes_name_each_field_that_differs_and_no_other() {
    let before = finding(Kind::Problem, Status::Open);
    assert!(changes(&before, &before).is_empty());
    let after = carry_out(&before, &action(Deed::Assign)).unwrap();
    let found = changes(&before, &after);
    let named: Vec<_> =
        found.iter().map(|change| (change.field, change.from.as_deref(), change.to.as_deref())).collect();
    assert_eq!(
        named,
        [
            (Field::Status, Some("open"), Some("assigned")),
            (Field::Party, Some("board"), Some("police")),
            (Field::Assignee, Some("Opdigtet Person"), None),
            (Field::Deadline, Some("2026-12-01"), None),
        ]
    );
}

#[test]
fn overdue_is_what_somebody_still_has_to_do_after_its_day() {
    let next_day = MONTH.tomorrow().unwrap();
    for (status, expected) in [(Status::Assigned, true), (Status::Done, false), (Status::Refused, false)] {
        assert_eq!(is_overdue(&finding(Kind::Problem, status), next_day), expected);
        assert!(!is_overdue(&finding(Kind::Problem, status), MONTH), "the day itself still counts");
    }
    assert!(!is_overdue(&finding(Kind::Good, Status::Open), next_day));
}
