//! How often invented people answer what, by how glad they are to live where they live. All of it is invented, after the skew of
//! published surveys of housing areas.

/// A code, and of how many it is the answer for each mood: the glad ones, those between, the worried ones.
pub(super) type Weighted = (&'static str, [u32; 3]);

pub(super) const DEPARTMENTS: [(&str, &str, u32); 9] = [
    ("motalavej", "a15", 120),
    ("motalavej", "a21", 145),
    ("motalavej", "a35", 40),
    ("ringparken", "a23", 80),
    ("ringparken", "a24", 100),
    ("ringparken", "a26", 105),
    ("ringparken", "a32", 60),
    ("sydbyen", "a12", 160),
    ("sydbyen", "a34", 90),
];
pub(super) const AGES: [(&str, u32); 6] = [
    ("under_18", 1),
    ("from_18_to_29", 15),
    ("from_30_to_44", 24),
    ("from_45_to_59", 27),
    ("from_60_to_74", 23),
    ("from_75", 9),
];
pub(super) const GENDERS: [(&str, u32); 4] = [("woman", 55), ("man", 42), ("other", 1), ("declined", 2)];
pub(super) const YEARS: [(&str, u32); 5] =
    [("under_1", 9), ("from_1_to_4", 26), ("from_5_to_9", 24), ("from_10", 39), ("declined", 2)];

pub(super) const SAFETY: &[Weighted] = &[
    ("1", [45, 24, 6]),
    ("2", [28, 25, 11]),
    ("3", [17, 20, 18]),
    ("4", [5, 14, 19]),
    ("5", [3, 9, 21]),
    ("6", [1, 5, 16]),
    ("7", [1, 3, 9]),
];
pub(super) const AFTER_DARK: &[Weighted] = &[
    ("very_safe", [34, 14, 4]),
    ("safe", [42, 36, 20]),
    ("neither", [12, 22, 19]),
    ("unsafe", [7, 17, 33]),
    ("very_unsafe", [1, 5, 16]),
    ("not_out", [4, 6, 8]),
];
pub(super) const SATISFACTION: &[Weighted] = &[
    ("very_satisfied", [38, 15, 5]),
    ("satisfied", [46, 42, 21]),
    ("neither", [10, 25, 26]),
    ("dissatisfied", [5, 13, 31]),
    ("very_dissatisfied", [1, 5, 17]),
];
pub(super) const HOW_OFTEN: &[Weighted] = &[
    ("daily", [24, 16, 11]),
    ("weekly", [41, 36, 26]),
    ("monthly", [18, 22, 21]),
    ("seldom", [14, 20, 28]),
    ("never", [3, 6, 14]),
];
pub(super) const HOW_MANY: &[Weighted] = &[
    ("none", [9, 18, 36]),
    ("one_or_two", [36, 42, 40]),
    ("three_to_five", [34, 28, 18]),
    ("six_or_more", [21, 12, 6]),
];
pub(super) const AMOUNT: &[Weighted] =
    &[("a_lot", [34, 17, 8]), ("some", [48, 46, 29]), ("little", [15, 29, 39]), ("not_at_all", [3, 8, 24])];
pub(super) const CERTAINTY: &[Weighted] =
    &[("surely", [26, 15, 8]), ("probably", [45, 39, 26]), ("probably_not", [23, 34, 42]), ("surely_not", [6, 12, 24])];
pub(super) const STAY: &[Weighted] = &[("stay", [82, 58, 27]), ("move", [8, 25, 55]), ("either", [10, 17, 18])];
pub(super) const LONELY: &[Weighted] =
    &[("often", [4, 9, 19]), ("sometimes", [16, 24, 32]), ("seldom", [36, 37, 29]), ("never", [44, 30, 20])];
pub(super) const FELT_UNSAFE: &[Weighted] = &[("yes", [17, 39, 69]), ("no", [83, 61, 31])];
pub(super) const CHILDREN: &[Weighted] = &[("yes", [34, 36, 38]), ("no", [66, 64, 62])];
pub(super) const LEISURE: &[Weighted] = &[("yes", [58, 47, 36]), ("no", [42, 53, 64])];
pub(super) const WELL: &[Weighted] = &[
    ("5", [18, 9, 3]),
    ("4", [38, 24, 12]),
    ("3", [25, 29, 22]),
    ("2", [12, 21, 28]),
    ("1", [5, 12, 23]),
    ("0", [2, 5, 12]),
];
pub(super) const TIMES: &[Weighted] = &[("day", [12, 11, 10]), ("evening", [68, 64, 56]), ("both", [20, 25, 34])];
pub(super) const PLACES: [(&str, u32); 7] = [
    ("paths", 44),
    ("streets", 31),
    ("stairwell", 16),
    ("basement", 21),
    ("car_park", 27),
    ("playground", 12),
    ("green_area", 18),
];
pub(super) const REASONS: [(&str, u32); 6] = [
    ("young_people", 52),
    ("intoxicated", 27),
    ("drug_dealing", 31),
    ("violence", 11),
    ("vandalism", 19),
    ("lighting", 33),
];
pub(super) const VOLUNTEERED: [(&str, u32); 4] = [("here", 46), ("municipality", 38), ("outside", 21), ("online", 8)];
pub(super) const IDEAS: [(&str, u32); 4] = [
    ("Mere lys på stien bag blokkene (opdigtet)", 1),
    ("Flere bænke ved legepladsen (opdigtet)", 1),
    ("En fælles spisning hver måned (opdigtet)", 1),
    ("At nogen samler skrald op om søndagen (opdigtet)", 1),
];
