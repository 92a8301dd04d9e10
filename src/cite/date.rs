//! Dates of a bibliography: EDTF strings, old year and month fields and CSL dates in, parts out.
//!
//! Rules: ISO 8601-2 (EDTF) level 0 and 1 as biblatex reads them (manual, "Date and Time
//! Specifications"), in any of the three calendars: a Solar month may have 31 days.

use super::calendar::Calendar;
use crate::locale::Digits;

/// A date or a range of dates, of whatever calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// The day, or the first day of a range.
    pub(super) start: Day,
    /// How the range goes on.
    pub(super) end: End,
    /// How sure it is.
    pub(super) certainty: Certainty,
    /// What to print instead of the year («زیر چاپ»), as the author wrote it.
    pub(super) literal: Option<String>,
}

/// A day, a month, a season or a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// The year; 0 is 1 BCE.
    pub(super) year: i16,
    /// 1 to 12.
    pub(super) month: Option<u8>,
    /// 1 to 31.
    pub(super) day: Option<u8>,
    /// 1 spring to 4 winter.
    pub(super) season: Option<u8>,
}

/// How a range of dates goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It is one date.
    Same,
    /// It goes on.
    Open,
    /// It ends then.
    At(Day),
}

/// How sure a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Nothing was said.
    Sure,
    /// About then (`~`).
    About,
    /// Perhaps then (`?`, `%`).
    Doubtful,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateFault {
    /// It is not written as a date.
    Form,
    /// There is no such month or season.
    Month,
    /// The month has no such day.
    Day,
}

impl DateFault {
    /// What is wrong, for a message.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Form => "is not a date",
            Self::Month => "has no such month or season",
            Self::Day => "has a day that its month does not have",
        }
    }
}

impl Date {
    /// A single sure date.
    pub(super) fn on(start: Day) -> Self {
        Self {
            start,
            end: End::Same,
            certainty: Certainty::Sure,
            literal: None,
        }
    }

    /// Words in the place of a date.
    pub(super) fn literal(words: &str) -> Self {
        Self {
            literal: Some(words.to_owned()),
            ..Self::on(Day::default())
        }
    }

    /// Reads an EDTF date or range; digits may be of any script.
    pub(super) fn parse(written: &str) -> Result<Self, DateFault> {
        let written = Digits::Latin.convert(written.trim());
        let mut text = written.as_str();
        // `1325~` is about 1325, `1325?` and `1325%` perhaps 1325 (EDTF level 1, "Qualification").
        let certainty = match text.chars().last() {
            Some('~') => Certainty::About,
            Some('?' | '%' | '؟') => Certainty::Doubtful,
            _ => Certainty::Sure,
        };
        text = text.trim_end_matches(['~', '?', '%', '؟']);
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Self {
                certainty,
                ..Self::on(Day::parse(text)?)
            });
        };
        let start = Day::parse(start.trim_end_matches(['~', '?', '%']))?;
        // `1390/` and `1390/..` go on to this day.
        let end = match end.trim() {
            "" | ".." => End::Open,
            end => End::At(Day::parse(end)?),
        };
        Ok(Self {
            end,
            certainty,
            ..Self::on(start)
        })
    }

    /// Checks months against a calendar: each month with more days than it can have is a fault.
    pub(super) fn check(&self, calendar: Calendar) -> Result<(), DateFault> {
        let ends = match self.end {
            End::At(day) => Some(day),
            End::Same | End::Open => None,
        };
        std::iter::once(self.start)
            .chain(ends)
            .try_for_each(|day| day.check(calendar))
    }

    /// Whether more than the year is known.
    pub(super) fn has_month(&self) -> bool {
        self.literal.is_none() && (self.start.month.is_some() || self.start.season.is_some())
    }
}

impl Day {
    /// Reads `year`, `year-month`, `year-month-day` or `year-season` (21 spring to 24 winter).
    pub(super) fn parse(text: &str) -> Result<Self, DateFault> {
        let text = text.trim();
        // `-0399` is 400 BCE: EDTF counts a year 0, which is 1 BCE.
        let (negative, digits) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let mut parts = digits.split('-');
        let year = parts.next().unwrap_or_default();
        if !(1..=5).contains(&year.len()) || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DateFault::Form);
        }
        let year: i16 = year.parse().map_err(|_| DateFault::Form)?;
        let mut day = Self {
            year: if negative { -year } else { year },
            ..Self::default()
        };
        if let Some(month) = parts.next() {
            day.set_month(small(month)?)?;
        }
        if let Some(number) = parts.next() {
            day.set_day(small(number)?)?;
        }
        if parts.next().is_some() {
            Err(DateFault::Form)
        } else {
            Ok(day)
        }
    }

    /// Sets a month (1 to 12) or a season (21 to 24).
    pub(super) fn set_month(&mut self, month: u8) -> Result<(), DateFault> {
        match month {
            1..=12 => self.month = Some(month),
            // EDTF level 1 counts seasons on from the months: 21 is spring.
            21..=24 => self.season = Some(month - 20),
            _ => return Err(DateFault::Month),
        }
        Ok(())
    }

    /// Sets a day, once the month is known.
    pub(super) fn set_day(&mut self, day: u8) -> Result<(), DateFault> {
        if self.month.is_none() || !(1..=31).contains(&day) {
            return Err(DateFault::Day);
        }
        self.day = Some(day);
        Ok(())
    }

    fn check(self, calendar: Calendar) -> Result<(), DateFault> {
        match (self.month, self.day) {
            (Some(month), Some(day)) if day > calendar.longest_month(month) => Err(DateFault::Day),
            _ => Ok(()),
        }
    }
}

fn small(text: &str) -> Result<u8, DateFault> {
    text.trim().parse().map_err(|_| DateFault::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solar_month_may_have_31_days() {
        let date = Date::parse("۱۳۹۷-۰۲-۳۱").unwrap();
        assert_eq!(
            date.start,
            Day {
                year: 1397,
                month: Some(2),
                day: Some(31),
                season: None
            }
        );
        assert_eq!(date.check(Calendar::SolarHijri), Ok(()));
        assert_eq!(date.check(Calendar::Gregorian), Err(DateFault::Day));
    }

    #[test]
    fn seasons_are_months_21_to_24() {
        assert_eq!(Date::parse("1399-21").unwrap().start.season, Some(1));
        assert_eq!(Date::parse("1399-25"), Err(DateFault::Month));
        assert_eq!(Date::parse("1399-13"), Err(DateFault::Month));
    }

    #[test]
    fn ranges_and_doubts_are_read() {
        let range = Date::parse("1390/1392").unwrap();
        assert_eq!(
            range.end,
            End::At(Day {
                year: 1392,
                ..Day::default()
            })
        );
        assert_eq!(Date::parse("1390/").unwrap().end, End::Open);
        assert_eq!(Date::parse("1325~").unwrap().certainty, Certainty::About);
        assert_eq!(Date::parse("1325؟").unwrap().certainty, Certainty::Doubtful);
        assert_eq!(Date::parse("-0399").unwrap().start.year, -399);
    }

    #[test]
    fn what_is_not_a_date_is_said() {
        for text in [
            "",
            "-",
            "بی‌تا",
            "139X",
            "1387-",
            "1387-1-1-1",
            "1387-01-40",
            "99999",
            "1387-21-3",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }
}
