//! What a language is besides its words: its own name, its direction, how it writes numbers and dates. A table, so that a
//! further language is a row here and a file of words.

/// Which way a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As Danish.
    LeftToRight,
    /// As Arabic.
    RightToLeft,
}

/// How a language presents itself and writes numbers and dates.
#[derive(Debug)]
pub struct Locale {
    code: &'static str,
    name: &'static str,
    direction: Direction,
    /// Its words have not been checked by a speaker of the language.
    is_draft: bool,
    /// Between the whole part of a number and the rest.
    pub(super) decimal: char,
    /// Between groups of three digits. Only read, never written: a grouped "1.000" is another number in another language.
    pub(super) group: char,
    /// Between day, month and year in a date written with digits.
    pub(super) date: char,
}

/// All languages that the engine has words for. The first is the one that everything falls back to.
///
/// Arabic is written with the digits 0–9 here: so are the numbers in the texts of the forms, the scales in the answers
/// and everything else that a resident in Denmark has to compare them with. Both kinds of digits are read everywhere.
static LOCALES: [Locale; 5] = [
    Locale { decimal: ',', group: '.', date: '-', ..checked("da", "Dansk") },
    checked("en", "English"),
    Locale { direction: Direction::RightToLeft, ..draft("ar", "العربية") },
    Locale { decimal: ',', group: '.', date: '.', ..draft("tr", "Türkçe") },
    draft("so", "Soomaali"),
];

impl Locale {
    /// The locale of a language; of one that the engine has no words for, the Danish one, as its words will be Danish.
    pub fn of(language: &str) -> &'static Self {
        LOCALES.iter().find(|locale| locale.code == language).unwrap_or(&LOCALES[0])
    }

    /// BCP 47 code, such as `da`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What its speakers call it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Which way it is read.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether its words have not been checked by a speaker.
    pub fn is_draft(&self) -> bool {
        self.is_draft
    }
}

impl Direction {
    /// The value of the attribute `dir` in HTML.
    pub fn attribute(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

const fn checked(code: &'static str, name: &'static str) -> Locale {
    Locale { code, name, direction: Direction::LeftToRight, is_draft: false, decimal: '.', group: ',', date: '/' }
}

const fn draft(code: &'static str, name: &'static str) -> Locale {
    Locale { is_draft: true, ..checked(code, name) }
}
