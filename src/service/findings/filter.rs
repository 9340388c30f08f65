//! Which findings somebody wants to see: read from the query of an address and written into one again, so that a list can be
//! kept, sent and exported as it is seen.

use jiff::civil::Date;
use uuid::Uuid;

use super::life;
use crate::store::finding::{Finding, Kind, Published, Status};

/// What a finding has to be like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this area.
    pub area: Option<Uuid>,
    /// A problem, or a good place.
    pub kind: Option<Kind>,
    /// This far, and so a problem.
    pub status: Option<Status>,
    /// Of this party.
    pub party: Option<String>,
    /// About this.
    pub theme: Option<String>,
    /// This large.
    pub severity: Option<String>,
    /// Its deadline is over.
    pub overdue: bool,
    /// It is decided what becomes of it, and residents have not heard.
    pub untold: bool,
    /// Residents see it, or do not.
    pub published: Option<Published>,
    /// All of these words stand in it somewhere.
    pub text: Option<String>,
}

/// Of a longer value, nothing would be found.
const MOST_LETTERS: usize = 100;

impl Filter {
    /// Reads the pairs of a query. What nobody knows is passed over: an old address still shows a list.
    pub fn read<'q>(pairs: impl Iterator<Item = (&'q str, &'q str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs.map(|(name, value)| (name, value.trim())).filter(|(_, value)| !value.is_empty()) {
            let text = || (value.chars().count() <= MOST_LETTERS).then(|| value.to_owned());
            match name {
                "area" => filter.area = value.parse().ok(),
                "kind" => filter.kind = Kind::named(value),
                "status" => filter.status = Status::named(value),
                "party" => filter.party = text(),
                "theme" => filter.theme = text(),
                "severity" => filter.severity = text(),
                "overdue" => filter.overdue = value == "yes",
                "untold" => filter.untold = value == "yes",
                "published" => filter.published = Published::named(value),
                "text" => filter.text = text(),
                _ => {}
            }
        }
        filter
    }

    /// The pairs of a query that is read as this filter.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let pairs = [
            ("area", self.area.map(|area| area.to_string())),
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
            ("status", self.status.map(|status| status.as_str().to_owned())),
            ("party", self.party.clone()),
            ("theme", self.theme.clone()),
            ("severity", self.severity.clone()),
            ("overdue", self.overdue.then(|| "yes".to_owned())),
            ("untold", self.untold.then(|| "yes".to_owned())),
            ("published", self.published.map(|published| published.as_str().to_owned())),
            ("text", self.text.clone()),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a finding is wanted.
    pub fn lets_through(&self, finding: &Finding, today: Date) -> bool {
        let is = |wanted: &Option<String>, value: &Option<String>| wanted.is_none() || wanted == value;
        self.area.is_none_or(|area| area == finding.area_id)
            && self.kind.is_none_or(|kind| kind == finding.kind)
            && self.status.is_none_or(|status| finding.kind == Kind::Problem && status == finding.status)
            && is(&self.party, &finding.party)
            && is(&self.theme, &finding.theme)
            && is(&self.severity, &finding.severity)
            && (!self.overdue || life::is_overdue(finding, today))
            && (!self.untold || life::is_untold(finding))
            && self.published.is_none_or(|published| published == finding.published)
            && self.text.as_ref().is_none_or(|text| says(finding, text))
    }
}

/// Whether all words of a text stand in what was written, in capitals or not.
fn says(finding: &Finding, text: &str) -> bool {
    let written = [
        Some(&finding.observation),
        finding.proposal.as_ref(),
        finding.place_text.as_ref(),
        finding.assignee.as_ref(),
        finding.refusal_reason.as_ref(),
    ];
    let written = written.into_iter().flatten().map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n");
    text.to_lowercase().split_whitespace().all(|word| written.contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::service::findings::invented;

    fn read(pairs: &[(&str, &str)]) -> Filter {
        Filter::read(pairs.iter().copied())
    }

    proptest! {
        #[test]
        fn a_filter_comes_back_from_its_own_query(
            status in proptest::option::of(0_usize..Status::ALL.len()),
            party in proptest::option::of("[a-z_&=ø]{1,12}"),
            overdue: bool,
            untold: bool,
            text in proptest::option::of("[a-zæøå%\"<]{1,9}( [a-z]{1,5}){0,2}"),
        ) {
            let status = status.map(|at| Status::ALL[at]);
            let filter = Filter { status, party, overdue, untold, text, area: Some(Uuid::nil()), ..Filter::default() };
            let pairs = filter.pairs();
            prop_assert_eq!(Filter::read(pairs.iter().map(|(name, value)| (*name, value.as_str()))), filter);
        }
    }

    #[test]
    fn what_nobody_knows_is_passed_over() {
        let long = "a".repeat(MOST_LETTERS + 1);
        assert!(read(&[("status", "eaten"), ("area", "1"), ("x", "y"), ("text", &long), ("party", " ")]).is_empty());
    }

    #[test]
    fn each_wish_keeps_out_what_does_not_meet_it() {
        let today = Date::constant(2026, 11, 21);
        let finding = Finding {
            status: Status::Assigned,
            party: Some("police".to_owned()),
            deadline: Some(Date::constant(2026, 11, 20)),
            observation: "Tre LAMPER ved Åen lyser ikke".to_owned(),
            ..invented::finding(1, Kind::Problem)
        };
        for (wish, expected) in [
            (&[][..], true),
            (&[("kind", "problem"), ("status", "assigned"), ("party", "police"), ("overdue", "yes")], true),
            (&[("text", "åen lamper")], true),
            (&[("text", "lamper grøn")], false),
            (&[("kind", "good")], false),
            (&[("status", "open")], false),
            (&[("party", "board")], false),
            (&[("theme", "lighting")], false),
            (&[("published", "approved")], false),
            (&[("area", "00000000-0000-0000-0000-00000000ffff")], false),
        ] {
            assert_eq!(read(wish).lets_through(&finding, today), expected, "{wish:?}");
        }
        let good = invented::finding(2, Kind::Good);
        assert!(!read(&[("status", "open")]).lets_through(&good, today), "a good place has no status");
        assert!(!read(&[("overdue", "yes")]).lets_through(&good, today));
    }
}
