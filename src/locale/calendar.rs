//! The solar calendar of Iran and Afghanistan: dates as authors write them in, Gregorian dates for machines and
//! words for readers out.
//!
//! `icu_calendar` knows the calendar; the names of its months in three languages stand here.

use icu_calendar::Date;
use icu_calendar::cal::Persian;

use super::{Digits, Language, Tongue};

/// A date of the solar calendar, as precise as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SolarDate {
    /// The year, such as 1405.
    pub year: i32,
    /// The month from 1.
    pub month: Option<u8>,
    /// The day from 1.
    pub day: Option<u8>,
}

/// Years that are solar and not Gregorian: those of printed books.
const YEARS: std::ops::RangeInclusive<i32> = 1200..=1599;

impl SolarDate {
    /// Reads `1405`, `1405-09` or `1405-09-01`, in any digits; `None` for what is no solar date of a printed book.
    pub fn parse(written: &str) -> Option<Self> {
        let latin = Digits::Latin.convert(written.trim());
        let mut parts = latin.split('-');
        let year: i32 = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse::<u8>).transpose().ok()?;
        let day = parts.next().map(str::parse::<u8>).transpose().ok()?;
        let date = Self { year, month, day };
        let is_whole = parts.next().is_none() && YEARS.contains(&year);
        (is_whole && date.first_day().is_some()).then_some(date)
    }

    /// The solar date of a Gregorian one of ISO 8601. Of a month only the year is known: November 2026 is parts of
    /// two solar months of 1405. Of a year nothing is, and neither of March, in which the solar year begins.
    pub fn of_gregorian(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let year: i32 = parts.next()?.parse().ok()?;
        let month: u8 = parts.next()?.parse().ok()?;
        let solar = |day| {
            Some(
                Date::try_new_iso(year, month, day)
                    .ok()?
                    .to_calendar(Persian),
            )
        };
        match parts.next() {
            Some(day) => {
                let found = solar(day.parse().ok()?)?;
                Some(Self {
                    year: found.year().extended_year(),
                    month: Some(found.month().ordinal),
                    day: Some(found.day_of_month().0),
                })
            }
            None => {
                let (first, last) = (solar(1)?, solar(28)?);
                let year = first.year().extended_year();
                (year == last.year().extended_year()).then_some(Self {
                    year,
                    month: None,
                    day: None,
                })
            }
        }
    }

    /// The Gregorian date in ISO 8601, as precise: that in which the solar year, month or day begins.
    pub fn to_gregorian(self) -> Option<String> {
        let first = self.first_day()?.to_calendar(icu_calendar::cal::Iso);
        let (year, month) = (first.year().extended_year(), first.month().ordinal);
        Some(match (self.month, self.day) {
            (None, _) => format!("{year:04}"),
            (Some(_), None) => format!("{year:04}-{month:02}"),
            (Some(_), Some(_)) => format!("{year:04}-{month:02}-{:02}", first.day_of_month().0),
        })
    }

    fn first_day(self) -> Option<Date<Persian>> {
        let month = self.month.unwrap_or(1);
        Date::try_new_persian(self.year, month, self.day.unwrap_or(1)).ok()
    }
}

/// The months of Iran.
pub(crate) const IRAN: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];
/// The same months in Afghanistan, in Dari.
pub(crate) const AFGHANISTAN: [&str; 12] = [
    "حمل",
    "ثور",
    "جوزا",
    "سرطان",
    "اسد",
    "سنبله",
    "میزان",
    "عقرب",
    "قوس",
    "جدی",
    "دلو",
    "حوت",
];
/// The same in Pashto.
pub(crate) const PASHTO: [&str; 12] = [
    "وری",
    "غویی",
    "غبرګولی",
    "چنګاښ",
    "زمری",
    "وږی",
    "تله",
    "لړم",
    "لیندۍ",
    "مرغومی",
    "سلواغه",
    "کب",
];

/// Whether books of a language are dated by the solar calendar.
pub(super) fn is_solar(language: &Language) -> bool {
    match language.tongue() {
        Some(Tongue::Persian | Tongue::Dari | Tongue::Pashto | Tongue::SouthAzerbaijani) => true,
        Some(
            Tongue::Arabic
            | Tongue::Urdu
            | Tongue::Hebrew
            | Tongue::Sorani
            | Tongue::Uyghur
            | Tongue::Yiddish
            | Tongue::Sindhi
            | Tongue::English,
        ) => false,
        None => matches!(language.primary(), "lrc" | "glk" | "mzn"),
    }
}

/// A date in words: «۱ آذر ۱۴۰۵», in Dari «۱ قوس ۱۴۰۵».
pub(super) fn in_words(language: &Language, date: SolarDate) -> String {
    let months = match language.tongue() {
        Some(Tongue::Pashto) => PASHTO,
        Some(Tongue::Dari) => AFGHANISTAN,
        _ if language.as_str().ends_with("-AF") => AFGHANISTAN,
        _ => IRAN,
    };
    let digits = language.digits();
    let year = digits.convert(&date.year.to_string());
    let month = date.month.and_then(|month| {
        let index = usize::from(month).checked_sub(1)?;
        months.get(index)
    });
    match (month, date.day) {
        (Some(month), Some(day)) => {
            format!("{} {month} {year}", digits.convert(&day.to_string()))
        }
        (Some(month), None) => format!("{month} {year}"),
        (None, _) => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solar(year: i32, month: Option<u8>, day: Option<u8>) -> SolarDate {
        SolarDate { year, month, day }
    }

    #[test]
    fn a_day_is_the_same_in_both_calendars() {
        for (gregorian, date) in [
            ("2026-11-22", solar(1405, Some(9), Some(1))),
            ("2026-03-20", solar(1404, Some(12), Some(29))),
            ("2026-03-21", solar(1405, Some(1), Some(1))),
            // 1403 is a leap year.
            ("2025-03-20", solar(1403, Some(12), Some(30))),
        ] {
            assert_eq!(SolarDate::of_gregorian(gregorian), Some(date));
            assert_eq!(date.to_gregorian().as_deref(), Some(gregorian));
        }
    }

    #[test]
    fn a_month_tells_the_solar_year_unless_the_year_begins_in_it() {
        assert_eq!(
            SolarDate::of_gregorian("2026-11"),
            Some(solar(1405, None, None))
        );
        assert_eq!(SolarDate::of_gregorian("2026-03"), None);
        assert_eq!(SolarDate::of_gregorian("2026"), None);
    }

    #[test]
    fn a_date_of_a_printed_book_is_read_in_any_digits() {
        assert_eq!(SolarDate::parse("۱۴۰۵"), Some(solar(1405, None, None)));
        let month = SolarDate::parse("1405-09");
        assert_eq!(month, Some(solar(1405, Some(9), None)));
        let gregorian = month.and_then(SolarDate::to_gregorian);
        assert_eq!(gregorian.as_deref(), Some("2026-11"));
        for wrong in ["2026", "1405-13", "1405-12-31", "1405-1-1-1", "سال"] {
            assert_eq!(SolarDate::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_have_the_names_of_the_country() {
        let words = |tag| in_words(&Language::new(tag).unwrap(), solar(1405, Some(9), Some(1)));
        assert_eq!(words("fa"), "۱ آذر ۱۴۰۵");
        assert_eq!(words("fa-AF"), "۱ قوس ۱۴۰۵");
        assert_eq!(words("ps"), "۱ لیندۍ ۱۴۰۵");
    }
}
