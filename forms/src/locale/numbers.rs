//! Numbers as people type and read them; the engine itself holds them as XPath writes them: `-12.5`.

use super::Locale;

impl Locale {
    /// A number as the engine holds it, in the way of this language. Anything else comes back as it is.
    pub fn number(&self, value: &str) -> String {
        match value.parse::<f64>() {
            Ok(number) if number.is_finite() => value.replace('.', &self.decimal.to_string()),
            _ => value.to_owned(),
        }
    }

    /// A number as a person typed it, in the way of the engine; nothing if it is none.
    ///
    /// A separator counts as this language has it: "1.000" is a thousand in Danish and one in English. Where that makes
    /// no number, it counts as the other language has it: "2.5" is two and a half in Danish, too.
    pub fn read_number(&self, typed: &str) -> Option<String> {
        let plain = plain_digits(typed);
        let (sign, digits) = match plain.strip_prefix(['-', '+']) {
            Some(digits) => (if plain.starts_with('-') { "-" } else { "" }, digits),
            None => ("", plain.as_str()),
        };
        let (whole, fraction) =
            split(digits, self.decimal, self.group).or_else(|| split(digits, self.group, self.decimal))?;
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let fraction = fraction.trim_end_matches('0');
        Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
    }
}

/// The digits, signs and separators of a text as ASCII, without the spaces and invisible marks that phones put between.
pub(super) fn plain_digits(typed: &str) -> String {
    let is_invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
    typed.chars().filter(|c| !is_invisible(*c)).map(plain).collect()
}

fn plain(c: char) -> char {
    let ascii = |zero: char| u8::try_from(u32::from(c) - u32::from(zero)).map_or(c, |digit| char::from(b'0' + digit));
    match c {
        // Arabic-Indic digits and those of Persian and Urdu.
        '٠'..='٩' => ascii('٠'),
        '۰'..='۹' => ascii('۰'),
        '\u{66b}' => ',',
        '\u{2212}' => '-',
        _ => c,
    }
}

/// Whole part and fraction of digits with these separators; groups must have three digits.
fn split(digits: &str, decimal: char, group: char) -> Option<(String, &str)> {
    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split([group, '\u{66c}', '\'']).collect();
    let is_grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = groups.iter().all(|group| !group.is_empty() && are_digits(group)) && are_digits(fraction);
    (is_grouped && is_number).then(|| (groups.concat(), fraction))
}
