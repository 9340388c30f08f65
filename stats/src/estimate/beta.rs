//! Quantiles of the beta distribution, from which those of Student's t and exact intervals of shares follow.
//!
//! Written out here, because the inverse of `statrs` 0.19.1 did not come to an end in a test of Student's t from one degree of
//! freedom to a milliard. Halving an interval sixty-four times does.

/// The share below which a beta distribution with `a` and `b`, both above zero, has the part `below` of what it holds.
pub(super) fn beta_quantile(a: f64, b: f64, below: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    // Halved so often, the two are the same number.
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if beta_below(a, b, middle) < below { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// What a beta distribution holds below `share`: the regularised incomplete beta function.
///
/// Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 26.5.8, and 26.5.2 where that would be slow.
fn beta_below(a: f64, b: f64, share: f64) -> f64 {
    if share <= 0.0 || share >= 1.0 {
        return share.clamp(0.0, 1.0);
    }
    let front = a * share.ln() + b * (-share).ln_1p() + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    if share > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - front.exp() * fraction(b, a, 1.0 - share) / b;
    }
    front.exp() * fraction(a, b, share) / a
}

/// The continued fraction of 26.5.8, by Lentz's method (Thompson and Barnett, "Coulomb and Bessel functions of complex arguments and
/// order", *Journal of Computational Physics* 64 (1986), 490–509). It takes about as many steps as the root of the larger parameter.
fn fraction(a: f64, b: f64, share: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut upper = 1.0;
    let mut lower = 1.0 / away_from_zero(1.0 - (a + b) * share / (a + 1.0));
    let mut value = lower;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * share / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * share / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = value;
        for term in [even, odd] {
            lower = 1.0 / away_from_zero(1.0 + term * lower);
            upper = away_from_zero(1.0 + term / upper);
            value *= lower * upper;
        }
        if (value / before - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

const MOST_STEPS: u32 = 100_000;

/// The logarithm of the gamma function above zero: Stirling's series (Abramowitz and Stegun, 6.1.41), moved to where four terms of it are
/// exact to fourteen digits.
fn ln_gamma(value: f64) -> f64 {
    let (mut at, mut below) = (value, 0.0);
    while at < 20.0 {
        below += at.ln();
        at += 1.0;
    }
    let square = at * at;
    let series = (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1_260.0 - 1.0 / (1_680.0 * square)) / square) / square) / at;
    (at - 0.5) * at.ln() - at + 0.5 * std::f64::consts::TAU.ln() + series - below
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Closed forms: with (1, b) it is 1 − (1 − x)ᵇ, with (a, 1) it is xᵃ, with (½, ½) the arc sine.
    #[test]
    fn where_there_is_a_closed_form_it_is_that() {
        for part in [0.001, 0.025, 0.5, 0.9, 0.975] {
            for size in [0.5, 1.0, 7.0, 263.0, 100_000.0] {
                let of_first = beta_quantile(size, 1.0, part);
                let of_second = beta_quantile(1.0, size, part);
                assert!((of_first.powf(size) - part).abs() < 1e-9, "{size} {part} {of_first}");
                assert!(((1.0 - (1.0 - of_second).powf(size)) - part).abs() < 1e-9, "{size} {part} {of_second}");
            }
            let arc = (part * std::f64::consts::FRAC_PI_2).sin().powi(2);
            assert!((beta_quantile(0.5, 0.5, part) - arc).abs() < 1e-12, "{part}");
        }
    }

    /// Γ(5) = 24, Γ(½) = √π, and Abramowitz and Stegun, table 6.4: ln Γ(100) = 359.134 205 37.
    #[test]
    fn ln_gamma_as_in_the_tables() {
        assert!((ln_gamma(5.0) - 24_f64.ln()).abs() < 1e-13);
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-13);
        assert!((ln_gamma(100.0) - 359.134_205_37).abs() < 5e-9);
    }

    #[test]
    fn parameters_without_measure_come_to_an_end() {
        for (a, b) in [(0.5, 1e12), (1e12, 1e12), (1e-12, 1.0), (f64::MAX, 1.0), (f64::INFINITY, 0.5), (f64::NAN, 1.0)]
        {
            let quantile = beta_quantile(a, b, 0.975);
            assert!((0.0..=1.0).contains(&quantile), "{a} {b} {quantile}");
        }
    }
}
