//! A number as people and spreadsheets write it, in the unit of an indicator. Whether 0.4 is 40 per cent or 0.4 per cent is never
//! guessed: who writes so little says which.

use super::entry::Wrong;
use super::{Indicator, Unit};

/// The Danish scale of grades.
const GRADES: (f64, f64) = (-3.0, 12.0);

/// The value of a figure of an indicator; `unit` is what stands in the column of that name.
pub(super) fn value(of: &Indicator, text: &str, unit: &str) -> Result<f64, Wrong> {
    let text = text.replace(['\u{a0}', '\u{202f}', ' '], "");
    let (digits, has_sign) = text.strip_suffix('%').map_or((text.as_str(), false), |digits| (digits, true));
    let number = number(digits).ok_or(Wrong::Value)?;
    let (value, (least, most)) = match of.unit {
        Unit::Share => (share(number, has_sign, &unit.to_lowercase())?, (0.0, 1.0)),
        Unit::Grade if has_sign => return Err(Wrong::Value),
        Unit::Grade => (number, GRADES),
    };
    if (least..=most).contains(&value) { Ok(value) } else { Err(Wrong::Range) }
}

fn share(number: f64, has_sign: bool, unit: &str) -> Result<f64, Wrong> {
    match unit {
        "" | "%" | "procent" | "pct" | "pct." | "percent" | "per cent" => {
            let is_told = has_sign || !unit.is_empty();
            if !is_told && number > 0.0 && number <= 1.0 { Err(Wrong::Percent) } else { Ok(number / 100.0) }
        }
        "andel" | "share" if !has_sign => Ok(number),
        _ => Err(Wrong::Percent),
    }
}

/// Digits with a comma or a point before the fraction, and nothing else.
fn number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let digits = whole.strip_prefix(['-', '−']).unwrap_or(whole);
    if !is_number(digits) || !is_number(fraction) || digits.len() > 9 {
        return None;
    }
    let number: f64 = format!("{digits}.{fraction}").parse().ok()?;
    Some(if digits.len() < whole.len() { -number } else { number })
}
