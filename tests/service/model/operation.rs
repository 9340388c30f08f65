//! What can be done to answers, and what is replied: in the terms of the model, where a content is a letter.

use nabosvar::service::answers::settle::Resolution;
use proptest::prelude::*;

/// One of a few identities.
pub(super) type Slot = usize;

/// What an answer says. `A` refers to no picture, `B` to one, `C` to the same and to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Content {
    A,
    B,
    C,
}

impl Content {
    pub(super) const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The pictures that it refers to, by number.
    pub(super) fn pictures(self) -> &'static [usize] {
        match self {
            Self::A => &[],
            Self::B => &[0],
            Self::C => &[0, 1],
        }
    }
}

/// Which wave it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Place {
    Anonymous,
    Identified,
}

/// A content in a wave: what a digest is of.
pub(super) type Said = (Place, Content);

/// The answer of a slot, or the one that was split off from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Target {
    Own(Slot),
    Split(Slot, Said),
}

#[derive(Clone, Debug)]
pub(super) enum Operation {
    Put(Slot, Said),
    Edit { target: Target, base: Content, content: Content },
    KeepFirst(Slot, Said),
    TakeSecond(Slot, Said, Content),
    Split(Slot, Said),
    Withdraw(Target),
}

/// What is replied. A number is that of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Created,
    Known(Target, usize),
    Revised(usize),
    Conflict,
    Withdrawn,
    Stale,
    Anonymous,
    NotFound,
    NoCase,
    Elsewhere,
    Settled(Resolution),
    SettledBefore(Resolution),
    Gone,
}

const SLOTS: Slot = 2;

pub(super) fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        6 => (slot(), said()).prop_map(|(slot, said)| Operation::Put(slot, said)),
        4 => (target(), content(), content())
            .prop_map(|(target, base, content)| Operation::Edit { target, base, content }),
        1 => (slot(), said()).prop_map(|(slot, said)| Operation::KeepFirst(slot, said)),
        2 => (slot(), said(), content()).prop_map(|(slot, said, first)| Operation::TakeSecond(slot, said, first)),
        2 => (slot(), said()).prop_map(|(slot, said)| Operation::Split(slot, said)),
        1 => target().prop_map(Operation::Withdraw),
    ]
}

fn slot() -> impl Strategy<Value = Slot> {
    0..SLOTS
}

fn content() -> impl Strategy<Value = Content> {
    prop_oneof![Just(Content::A), Just(Content::B), Just(Content::C)]
}

/// Mostly in the wave where more can happen.
fn said() -> impl Strategy<Value = Said> {
    (prop_oneof![1 => Just(Place::Anonymous), 3 => Just(Place::Identified)], content())
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        3 => slot().prop_map(Target::Own),
        1 => (slot(), said()).prop_map(|(slot, said)| Target::Split(slot, said)),
    ]
}
