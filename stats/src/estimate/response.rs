//! How many of those who were asked answered.

/// What became of everybody who was asked, in the categories of AAPOR.
///
/// The American Association for Public Opinion Research, *Standard Definitions* (9th ed. 2016), "Response rates".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dispositions {
    /// I: answered to the end.
    pub complete: u32,
    /// P: answered enough to be counted.
    pub partial: u32,
    /// R: said no or broke off.
    pub refusal: u32,
    /// NC: lives there and was never reached.
    pub non_contact: u32,
    /// O: another reason, such as no language in common.
    pub other: u32,
    /// UH: nobody knows whether anyone lives there.
    pub unknown_household: u32,
    /// UO: nobody knows whether who lives there belongs to those asked.
    pub unknown_other: u32,
}

impl Dispositions {
    /// Response rate 1: the complete ones of all who may belong, I / ((I + P) + (R + NC + O) + (UH + UO)). The least there
    /// is. Nothing where nobody was asked.
    pub fn rate_1(self) -> Option<f64> {
        self.share(self.complete)
    }

    /// Response rate 2: as the first, with the partial ones among those who answered.
    pub fn rate_2(self) -> Option<f64> {
        self.share(self.complete.saturating_add(self.partial))
    }

    fn share(self, answered: u32) -> Option<f64> {
        let parts = [
            self.complete,
            self.partial,
            self.refusal,
            self.non_contact,
            self.other,
            self.unknown_household,
            self.unknown_other,
        ];
        let asked: f64 = parts.into_iter().map(f64::from).sum();
        (asked > 0.0).then(|| f64::from(answered) / asked)
    }
}
