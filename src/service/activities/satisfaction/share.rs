//! How large a part of those who answered say something, told so that nobody's answer follows from it: of twenty at least,
//! and never how few a small rest is.

/// A part of those who answered, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// So few answered that nothing is told.
    TooFew,
    /// So much at the most: how few there are is not told.
    AtMost(u64),
    /// So much.
    About(u64),
    /// So much at the least: how few the others are is not told.
    AtLeast(u64),
}

/// Fewer answers are the base of no share.
pub const BASE: u64 = 20;
/// Fewer people than this are not told apart from nobody.
const FEW: u64 = 5;
/// Where a share is not told, it is told to lie below or above a multiple of this.
const STEP: u64 = 5;

impl Share {
    /// The share that `part` people have of `base`, of whom they are.
    pub fn of(part: u64, base: u64) -> Self {
        let few = (FEW - 1) * 100;
        match base.saturating_sub(part) {
            _ if base < BASE => Self::TooFew,
            _ if part < FEW => Self::AtMost(few.div_ceil(base).next_multiple_of(STEP)),
            others if others < FEW => Self::AtLeast(100 - few.div_ceil(base).next_multiple_of(STEP)),
            _ => Self::About((200 * part + base) / (2 * base)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_of_twenty_answers_and_of_five_people_on_either_side() {
        for ((part, base), expected) in [
            ((0, 0), Share::TooFew),
            ((10, 19), Share::TooFew),
            ((10, 20), Share::About(50)),
            ((5, 20), Share::About(25)),
            ((15, 20), Share::About(75)),
            ((7, 24), Share::About(29)),
            ((25, 40), Share::About(63)),
        ] {
            assert_eq!(Share::of(part, base), expected, "{part} of {base}");
        }
    }

    #[test]
    fn nobody_can_tell_how_few_a_small_rest_is() {
        for base in BASE..500 {
            for part in 1..FEW {
                assert_eq!(Share::of(part, base), Share::of(0, base), "{part} of {base}");
                assert_eq!(Share::of(base - part, base), Share::of(base, base), "all but {part} of {base}");
            }
            let (Share::AtMost(most), Share::AtLeast(least)) = (Share::of(0, base), Share::of(base, base)) else {
                panic!("the ends of {base} are not told")
            };
            assert!((FEW - 1) * 100 <= most * base && least + most == 100, "{base}");
        }
    }
}
