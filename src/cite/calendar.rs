//! The calendars that books of the region date by: a name, or a language and a year in, a calendar out.

use crate::locale::{Language, Tongue};

/// A calendar of dates in a bibliography.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Calendar {
    /// هجری شمسی
    SolarHijri,
    /// هجری قمری
    LunarHijri,
    /// میلادی
    Gregorian,
}

impl Calendar {
    /// Reads `solar-hijri`, `lunar-hijri` or `gregorian`, and their usual short names.
    pub(super) fn read(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "solar-hijri" | "solar" | "persian" | "jalali" | "shamsi" => Some(Self::SolarHijri),
            "lunar-hijri" | "lunar" | "islamic" | "hijri" | "qamari" => Some(Self::LunarHijri),
            "gregorian" | "gregory" | "miladi" => Some(Self::Gregorian),
            _ => None,
        }
    }

    /// The calendar of a year that none was named for.
    ///
    /// No Hijri year that could stand in a book yet exceeds 1600; below it, Persian and Dari books
    /// count Solar years, Arabic and Urdu ones lunar years.
    pub(super) fn guess(language: &Language, year: Option<i16>) -> Self {
        const LAST_HIJRI_YEAR: i16 = 1600;
        if year.is_some_and(|year| !(1..=LAST_HIJRI_YEAR).contains(&year)) {
            return Self::Gregorian;
        }
        match language.tongue() {
            Some(Tongue::Persian | Tongue::Dari | Tongue::Pashto) => Self::SolarHijri,
            Some(Tongue::Arabic | Tongue::Urdu) => Self::LunarHijri,
            Some(
                Tongue::Hebrew
                | Tongue::Sorani
                | Tongue::Uyghur
                | Tongue::Yiddish
                | Tongue::Sindhi
                | Tongue::SouthAzerbaijani
                | Tongue::English,
            )
            | None => Self::Gregorian,
        }
    }

    /// The longest a month can be; months count from 1.
    pub(super) fn longest_month(self, month: u8) -> u8 {
        match (self, month) {
            (Self::SolarHijri, 1..=6) => 31,
            (Self::SolarHijri | Self::LunarHijri, _) => 30,
            (Self::Gregorian, 2) => 29,
            (Self::Gregorian, 4 | 6 | 9 | 11) => 30,
            (Self::Gregorian, _) => 31,
        }
    }
}
