//! No mark covers another: what would is one spot, and every finding is in exactly one.

use proptest::prelude::*;

use super::*;
use crate::service::findings::invented;
use crate::store::finding::Kind;

/// Findings at these points, with the numbers that each spot has.
fn numbers(points: &[(f64, f64)], ratio: f64) -> Vec<Vec<usize>> {
    let findings: Vec<Finding> = points.iter().map(|_| invented::finding(1, Kind::Problem)).collect();
    let placed = points.iter().zip(&findings).map(|((x, y), finding)| (Point { x: *x, y: *y }, finding)).collect();
    spots(placed, ratio).iter().map(|spot| spot.numbered().map(|(number, _)| number).collect()).collect()
}

#[test]
fn what_lies_on_one_spot_has_numbers_that_follow_each_other() {
    let apart = [(0.1, 0.1), (0.5, 0.5), (0.11, 0.1), (0.9, 0.9), (0.5, 0.5)];
    assert_eq!(numbers(&apart, 1.5), [vec![1, 2], vec![3, 4], vec![5]]);
    assert!(numbers(&[], 1.5).is_empty());
}

#[test]
fn a_wide_plan_is_not_as_high_as_it_is_wide() {
    let one_above_the_other = [(0.5, 0.1), (0.5, 0.2)];
    assert_eq!(numbers(&one_above_the_other, 1.0).len(), 2);
    assert_eq!(numbers(&one_above_the_other, 2.0).len(), 1, "a tenth of the height is a twentieth of the width");
}

proptest! {
    #[test]
    fn every_finding_has_one_number_and_no_two_marks_are_near(
        points in prop::collection::vec((0.0..=1.0, 0.0..=1.0), 0..40),
        ratio in 0.2..5.0,
    ) {
        let findings: Vec<Finding> = points.iter().map(|_| invented::finding(1, Kind::Problem)).collect();
        let placed = points.iter().zip(&findings).map(|((x, y), finding)| (Point { x: *x, y: *y }, finding)).collect();
        let spots = spots(placed, ratio);
        let given: Vec<usize> = spots.iter().flat_map(|spot| spot.numbered().map(|(number, _)| number)).collect();
        prop_assert_eq!(given, (1..=points.len()).collect::<Vec<_>>());
        for (at, one) in spots.iter().enumerate() {
            for other in &spots[at + 1..] {
                let (right, down) = (one.point.x - other.point.x, (one.point.y - other.point.y) / ratio);
                prop_assert!(right.hypot(down) >= NEAR);
            }
        }
    }
}
