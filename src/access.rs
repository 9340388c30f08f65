//! Who may do what, and where: roles, what each permits, and the part of the world that it is given for. Pure rules; who
//! somebody is, is found out elsewhere.

use uuid::Uuid;

/// What somebody may be given. People and programs hold roles in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Looks after accounts and everything else.
    Administrator,
    /// Walks, follows up, registers activities, writes forms: the daily work of an area.
    Coordinator,
    /// Reads what was collected, to make figures of it.
    Analyst,
    /// Gets pseudonymised rows of a wave, for a reason that is noted each time. Nobody else does.
    Researcher,
    /// Follows what is done: a board, a follow-up group.
    Reader,
    /// A program that only sends answers in.
    Collector,
}

/// One thing that can be allowed. Every route and page names the one that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Make accounts and tokens, give and take roles.
    ManageAccounts,
    /// Read the log of administration.
    ReadAudit,
    /// Set up programmes and open or close waves.
    ManageWaves,
    /// Read what is asked, by whom and when: forms, programmes and waves.
    ReadForms,
    /// Upload, check and preview forms.
    WriteForms,
    /// Publish and retire forms.
    PublishForms,
    /// Send answers in.
    SubmitAnswers,
    /// Read answers whose sender is known.
    ReadAnswers,
    /// Change, withdraw, review and decide about such answers.
    EditAnswers,
    /// Plan and hold safety walks, add findings.
    HoldWalks,
    /// Assign findings and say what became of them.
    HandleFindings,
    /// Let the residents see a finding and what was done.
    ApproveFindings,
    /// Look at walks, findings and their board.
    ReadFindings,
    /// Set up activities and register their sessions.
    RegisterActivities,
    /// Look at activities and their counts.
    ReadActivities,
    /// See names and addresses of those who signed up.
    ReadContacts,
    /// Read what the server measures about itself.
    ReadMetrics,
    /// Try plans and make releases of waves that are done with.
    MakeReleases,
    /// Read releases, which are safe to publish.
    ReadReleases,
    /// Take pseudonymised rows of a wave along.
    ReadMicrodata,
    /// Read indicators and what they are held against, which are safe to publish.
    ReadIndicators,
    /// Bring in figures of registers, baselines and targets.
    ChangeFigures,
    /// Say where indicators are sent to.
    ManageFeeds,
}

/// A part of the world: where something is, or what a role is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Everything on this installation.
    Installation,
    /// A programme with all of its areas.
    Programme(Uuid),
    /// One area of a programme.
    Area {
        /// The programme it belongs to.
        programme: Uuid,
        /// The area.
        area: Uuid,
    },
}

/// A role, given for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grant {
    /// What was given.
    pub role: Role,
    /// For which part of the world.
    pub place: Place,
}

/// Who does something, and what that person or program was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who, if not this installation itself.
    pub who: Who,
    /// The name, as others read it.
    pub name: String,
    /// The roles.
    pub grants: Vec<Grant>,
}

/// What kind of somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A person with an account.
    Person(Uuid),
    /// A program with a token.
    Program(Uuid),
    /// Who runs the installation, on its command line, or the installation by itself.
    Operator,
}

/// Who has to show more than a password to get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Duty {
    /// Who wants to.
    Nobody,
    /// Who hands out what others may.
    Administrators,
    /// Whoever works here.
    Everybody,
}

/// Somebody wants what they may not. Whether what they wanted exists is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not permitted here")]
pub struct Denied;

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] =
        [Self::Administrator, Self::Coordinator, Self::Analyst, Self::Researcher, Self::Reader, Self::Collector];

    /// Those for people. The last one is of programs alone.
    pub const OF_PEOPLE: [Self; 5] =
        [Self::Administrator, Self::Coordinator, Self::Analyst, Self::Researcher, Self::Reader];

    /// Its name, in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Analyst => "analyst",
            Self::Researcher => "researcher",
            Self::Reader => "reader",
            Self::Collector => "collector",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// What it permits. This is the whole table.
    pub fn permits(self, permission: Permission) -> bool {
        use Permission::{
            ApproveFindings, ChangeFigures, EditAnswers, HandleFindings, HoldWalks, MakeReleases, ManageWaves,
            PublishForms, ReadActivities, ReadAnswers, ReadContacts, ReadFindings, ReadForms, ReadIndicators,
            ReadMetrics, ReadMicrodata, ReadReleases, RegisterActivities, SubmitAnswers, WriteForms,
        };
        match self {
            // Also an administrator has to be given what is of a role of its own, so that it stands in the log.
            Self::Administrator => !permission.is_of_its_own(),
            Self::Coordinator => matches!(
                permission,
                ManageWaves
                    | ReadForms
                    | WriteForms
                    | PublishForms
                    | SubmitAnswers
                    | ReadAnswers
                    | EditAnswers
                    | HoldWalks
                    | HandleFindings
                    | ApproveFindings
                    | ReadFindings
                    | RegisterActivities
                    | ReadActivities
                    | ReadContacts
                    | ReadReleases
                    | ReadIndicators
                    | ChangeFigures
            ),
            Self::Analyst => matches!(
                permission,
                ReadForms
                    | ReadAnswers
                    | ReadFindings
                    | ReadActivities
                    | ReadMetrics
                    | MakeReleases
                    | ReadReleases
                    | ReadIndicators
                    | ChangeFigures
            ),
            Self::Reader => matches!(permission, ReadFindings | ReadActivities | ReadReleases | ReadIndicators),
            Self::Researcher => matches!(permission, ReadForms | ReadMicrodata),
            Self::Collector => matches!(permission, ReadForms | SubmitAnswers),
        }
    }
}

impl Permission {
    /// All permissions.
    pub const ALL: [Self; 23] = [
        Self::ManageAccounts,
        Self::ReadAudit,
        Self::ManageWaves,
        Self::ReadForms,
        Self::WriteForms,
        Self::PublishForms,
        Self::SubmitAnswers,
        Self::ReadAnswers,
        Self::EditAnswers,
        Self::HoldWalks,
        Self::HandleFindings,
        Self::ApproveFindings,
        Self::ReadFindings,
        Self::RegisterActivities,
        Self::ReadActivities,
        Self::ReadContacts,
        Self::ReadMetrics,
        Self::MakeReleases,
        Self::ReadReleases,
        Self::ReadMicrodata,
        Self::ReadIndicators,
        Self::ChangeFigures,
        Self::ManageFeeds,
    ];

    /// Whether one role alone has it, which administrators give and do not have by themselves.
    pub fn is_of_its_own(self) -> bool {
        self == Self::ReadMicrodata
    }
}

impl Place {
    /// Whether `inner` is this place or lies in it.
    pub fn contains(&self, inner: &Self) -> bool {
        match (self, inner) {
            (Self::Installation, _) => true,
            (Self::Programme(one), Self::Programme(other) | Self::Area { programme: other, .. }) => one == other,
            (one, other) => one == other,
        }
    }
}

impl Duty {
    /// Whether it is the duty of somebody who was given this.
    pub fn is_of(self, grants: &[Grant]) -> bool {
        match self {
            Self::Nobody => false,
            Self::Administrators => grants.iter().any(|grant| grant.role.permits(Permission::ManageAccounts)),
            Self::Everybody => true,
        }
    }
}

impl Actor {
    /// Who runs the installation: may everything.
    pub fn operator() -> Self {
        let roles = [Role::Administrator, Role::Researcher];
        let grants = roles.map(|role| Grant { role, place: Place::Installation }).to_vec();
        Self { who: Who::Operator, name: "operator".to_owned(), grants }
    }

    /// Whether this is permitted for everything in `place`.
    pub fn may(&self, permission: Permission, place: &Place) -> bool {
        self.places(permission).any(|granted| granted.contains(place))
    }

    /// Whether this is permitted anywhere, and so whether a page about it is worth showing.
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        self.places(permission).next().is_some()
    }

    /// Refuses what is not permitted.
    pub fn need(&self, permission: Permission, place: &Place) -> Result<(), Denied> {
        if self.may(permission, place) { Ok(()) } else { Err(Denied) }
    }

    /// Where this is permitted: each grant's place, which may lie in one another.
    pub fn places(&self, permission: Permission) -> impl Iterator<Item = Place> {
        self.grants.iter().filter(move |grant| grant.role.permits(permission)).map(|grant| grant.place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PROGRAMME: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);
    const AREA: Uuid = Uuid::from_u128(3);
    const NEXT: Uuid = Uuid::from_u128(4);

    fn somebody(role: Role, place: Place) -> Actor {
        Actor { who: Who::Person(Uuid::nil()), name: "Opdigtet".to_owned(), grants: vec![Grant { role, place }] }
    }

    #[test]
    fn a_role_counts_where_it_was_given_and_further_in() {
        let area = Place::Area { programme: PROGRAMME, area: AREA };
        let next = Place::Area { programme: PROGRAMME, area: NEXT };
        let coordinator = somebody(Role::Coordinator, area);
        assert!(coordinator.may(Permission::HoldWalks, &area));
        assert!(!coordinator.may(Permission::HoldWalks, &next));
        assert!(!coordinator.may(Permission::HoldWalks, &Place::Programme(PROGRAMME)));
        let of_all = somebody(Role::Coordinator, Place::Programme(PROGRAMME));
        assert!(of_all.may(Permission::HoldWalks, &area) && of_all.may(Permission::HoldWalks, &next));
        assert!(!of_all.may(Permission::HoldWalks, &Place::Area { programme: OTHER, area: AREA }));
        assert_eq!(of_all.need(Permission::ManageAccounts, &area), Err(Denied));
    }

    #[test]
    fn every_permission_is_in_the_list_and_somebody_has_it() {
        for (at, permission) in Permission::ALL.into_iter().enumerate() {
            assert_eq!(permission as usize, at);
            assert!(Actor::operator().may(permission, &Place::Installation));
        }
        // A permission that came later and is missing from the list.
        assert_eq!(Permission::ManageFeeds as usize + 1, Permission::ALL.len());
    }

    #[test]
    fn rows_are_of_one_role_and_administrators_do_not_have_it_by_themselves() {
        for permission in Permission::ALL {
            assert_eq!(Role::Administrator.permits(permission), permission != Permission::ReadMicrodata);
        }
        let have = Role::ALL.into_iter().filter(|role| role.permits(Permission::ReadMicrodata));
        assert_eq!(have.collect::<Vec<_>>(), [Role::Researcher]);
    }

    #[test]
    fn a_second_factor_is_the_duty_of_who_hands_out_roles_wherever() {
        let reader = Grant { role: Role::Reader, place: Place::Installation };
        let local = Grant { role: Role::Administrator, place: Place::Programme(PROGRAMME) };
        for (grants, duties) in [
            (&[][..], [false, false, true]),
            (&[reader], [false, false, true]),
            (&[reader, local], [false, true, true]),
        ] {
            assert_eq!([Duty::Nobody, Duty::Administrators, Duty::Everybody].map(|duty| duty.is_of(grants)), duties);
        }
    }

    #[test]
    fn names_lead_back_to_their_roles() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.as_str()), Some(role));
        }
        assert_eq!(Role::named("owner"), None);
    }

    fn place() -> impl Strategy<Value = Place> {
        let id = || (1_u128..4).prop_map(Uuid::from_u128);
        prop_oneof![
            Just(Place::Installation),
            id().prop_map(Place::Programme),
            (id(), id()).prop_map(|(programme, area)| Place::Area { programme, area }),
        ]
    }

    proptest! {
        #[test]
        fn lying_in_one_another_is_an_order(one in place(), other in place(), third in place()) {
            prop_assert!(one.contains(&one));
            prop_assert!(!(one.contains(&other) && other.contains(&one)) || one == other);
            prop_assert!(!(one.contains(&other) && other.contains(&third)) || one.contains(&third));
        }
    }
}
