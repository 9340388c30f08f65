//! Methods that change counts, each against its own promise and against what others have published.

use proptest::prelude::*;
use stats::disclosure::perturb::{Noise, RecordKey, cell_key, round_small};

/// A key as people write it, such as .9, to the 64th binary place.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 1")]
fn key(part: f64) -> RecordKey {
    RecordKey::from_bits(((part * 4_294_967_296.0) as u64) << 32)
}

/// The *Handbook on Statistical Disclosure Control*, chapter 5: record keys .9, .3 and .6 make the cell key .8.
#[test]
fn keys_add_up_without_whole_numbers_as_published() {
    let sum = |parts: &[f64]| cell_key(parts.iter().map(|part| key(*part))).part();
    assert!((sum(&[0.9, 0.3, 0.6]) - 0.8).abs() < 1e-8);
    assert!((sum(&[0.6, 0.9, 0.3]) - 0.8).abs() < 1e-8);
    assert!(sum(&[]).abs() < 1e-12);
}

/// R `ptable` 1.0.0, vignette "Introduction to the ptable-Package", `create_cnt_ptable(D = 2, V = 1)`: a count of 2 becomes 0 with
/// .0638 and stays with .383.
#[test]
fn probabilities_as_in_r() {
    let noise = Noise::new(2, 1.0).expect("there is such noise");
    let changes = noise.changes(2);
    assert_eq!(changes.iter().map(|(change, _)| *change).collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
    for (at, likely) in [(0, 0.0638), (2, 0.383), (4, 0.0638)] {
        assert!((changes[at].1 - likely).abs() < 0.0005, "{changes:?}");
    }
    // With D = 2 and V = 2 all changes are as likely.
    let even = Noise::new(3, 2.0).expect("there is such noise").changes(1);
    assert_eq!(even.first().map(|(change, _)| *change), Some(-1));
}

#[test]
fn noise_is_unbiased_of_its_variance_and_takes_no_count_below_zero() {
    for (most, variance) in [(1, 0.5), (2, 1.0), (3, 1.5), (5, 3.0), (5, 4.5), (10, 2.0), (20, 15.0)] {
        let noise = Noise::new(most, variance).expect("there is such noise");
        for count in 1..40_u32 {
            let changes = noise.changes(u64::from(count));
            let moment = |power: i32| -> f64 {
                changes
                    .iter()
                    .map(|(change, p)| p * f64::from(i32::try_from(*change).expect("small")).powi(power))
                    .sum()
            };
            assert!((moment(0) - 1.0).abs() < 1e-9 && moment(1).abs() < 1e-9, "{most} {variance} {count}");
            assert!((moment(2) - variance).abs() < 1e-9, "{most} {variance} {count}");
            let within = |change: i64| change.unsigned_abs() <= u64::from(most) && change >= -i64::from(count);
            assert!(changes.iter().all(|(change, p)| within(*change) && *p >= 0.0));
        }
        assert_eq!(noise.changes(0), [(0, 1.0)]);
        assert_eq!(noise.applied(0, key(0.99)), 0, "zeros stay zeros");
    }
    for (most, variance) in [(0, 1.0), (2, 2.0), (2, 0.0), (21, 1.0), (3, f64::NAN)] {
        assert!(Noise::new(most, variance).is_err(), "{most} {variance}");
    }
}

#[test]
fn over_many_cells_what_is_drawn_has_the_mean_and_variance_that_are_told() {
    let noise = Noise::new(5, 3.0).expect("there is such noise");
    let (mut sum, mut squares, draws) = (0.0, 0.0, 100_000_u32);
    for draw in 0..draws {
        let off =
            f64::from(i32::try_from(noise.applied(7, key((f64::from(draw) + 0.5) / f64::from(draws)))).expect("small"))
                - 7.0;
        sum += off;
        squares += off * off;
    }
    assert!((sum / f64::from(draws)).abs() < 0.001 && (squares / f64::from(draws) - 3.0).abs() < 0.01);
}

/// A small table by hand: 2 and 3 of one row, 1 and 40 of the other, with all margins, to base 5.
#[test]
fn small_counts_become_none_or_the_base() {
    let published =
        [vec![0], vec![1], vec![2], vec![3], vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
    assert_eq!(round_small(&[2, 3, 1, 40], &published, 5), [0, 5, 0, 40]);
    assert_eq!(round_small(&[0, 7, 9, 40], &published, 5), [0, 7, 9, 40], "nothing small, nothing changed");
    // Only what small published counts are made of is rounded: here the inner ones are not published.
    assert_eq!(round_small(&[2, 3, 1, 40], &published[4..6], 5), [2, 3, 1, 40]);
}

proptest! {
    /// The same people have the same noise, in whichever order and under whichever name they are counted.
    #[test]
    fn the_same_people_are_the_same_number(mut bits in prop::collection::vec(any::<u64>(), 1..60), turn in 0_usize..60) {
        let noise = Noise::new(4, 2.0).expect("there is such noise");
        let told = |bits: &[u64]| {
            noise.applied(bits.len() as u64, cell_key(bits.iter().map(|bits| RecordKey::from_bits(*bits))))
        };
        let before = told(&bits);
        let middle = turn % bits.len();
        bits.rotate_left(middle);
        prop_assert_eq!(told(&bits), before);
        prop_assert!(before.abs_diff(bits.len() as u64) <= 4);
    }

    /// No published count is between none and the base, the whole differs by half the base at most, and what is not small stays.
    #[test]
    fn rounding_keeps_its_promise(
        counts in prop::collection::vec(0_u64..9, 24), base in 3_u64..6, shown in prop::collection::vec(any::<bool>(), 24),
    ) {
        // Two departments in two areas each, three ages, two answers.
        let inner = |place: usize, age: usize, answer: usize| (place * 3 + age) * 2 + answer;
        let mut published: Vec<Vec<usize>> = Vec::new();
        for answers in [vec![0], vec![1], vec![0, 1]] {
            for places in [vec![0], vec![1], vec![2], vec![3], vec![0, 1], vec![2, 3], vec![0, 1, 2, 3]] {
                for ages in [vec![0], vec![1], vec![2], vec![0, 1, 2]] {
                    let sum = places.iter().flat_map(|place| ages.iter().map(move |age| (*place, *age)));
                    let sum: Vec<usize> = sum.flat_map(|(place, age)| answers.iter().map(move |answer| inner(place, age, *answer))).collect();
                    if sum.len() > 1 || shown[sum[0]] {
                        published.push(sum);
                    }
                }
            }
        }
        let rounded = round_small(&counts, &published, base);
        for sum in &published {
            let value: u64 = sum.iter().map(|at| rounded[*at]).sum();
            prop_assert!(!(1..base).contains(&value), "{} of {:?}", value, rounded);
        }
        let (before, after) = (counts.iter().sum::<u64>(), rounded.iter().sum::<u64>());
        prop_assert!(2 * before.abs_diff(after) <= base, "{} {}", before, after);
        for (count, rounded) in counts.iter().zip(&rounded) {
            prop_assert!(rounded == count || (*count < base && (*rounded == 0 || *rounded == base)));
        }
        prop_assert_eq!(round_small(&counts, &published, base), rounded);
    }
}
