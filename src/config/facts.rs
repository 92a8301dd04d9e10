//! Facts about a book that have a form of their own: ISBN, dates, the identifier.

use sha2::{Digest, Sha256};

use crate::locale::{Digits, Language};

/// `dcterms:modified` of a book that names no date: fixed, so that the same book gives the same bytes.
const UNDATED: &str = "2000-01-01T00:00:00Z";

/// What an ISBN turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum IsbnFault {
    /// Neither 10 nor 13 digits.
    Length,
    /// The last digit does not agree with the others.
    CheckDigit,
}

/// Checks the digits of an ISBN (ISO 2108), hyphens and spaces left aside.
pub(super) fn check_isbn(written: &str) -> Result<(), IsbnFault> {
    let latin = Digits::Latin.convert(written);
    let digits: Vec<char> = latin
        .chars()
        .filter(|letter| !matches!(letter, '-' | ' '))
        .collect();
    let value = |at: usize| match digits[at] {
        'X' | 'x' if at == 9 && digits.len() == 10 => Some(10),
        digit => digit.to_digit(10),
    };
    let values: Option<Vec<u32>> = (0..digits.len()).map(value).collect();
    // ISBN-10: the digits weighted 10, 9 … 1 make a multiple of 11, so the last may be ten, written X.
    // ISBN-13: weighted 1, 3, 1, 3 … they make a multiple of 10.
    // Example: 0-8044-2957-X is 0·10 + 8·9 + 0·8 + 4·7 + 4·6 + 2·5 + 9·4 + 5·3 + 7·2 + 10·1 = 209 = 19·11.
    let fits = match values.as_deref() {
        Some(values) if values.len() == 10 => {
            values
                .iter()
                .zip((1..=10).rev())
                .map(|(value, weight)| value * weight)
                .sum::<u32>()
                % 11
                == 0
        }
        Some(values) if values.len() == 13 => {
            values
                .iter()
                .zip([1, 3].iter().cycle())
                .map(|(value, weight)| value * weight)
                .sum::<u32>()
                % 10
                == 0
        }
        _ => return Err(IsbnFault::Length),
    };
    if fits {
        Ok(())
    } else {
        Err(IsbnFault::CheckDigit)
    }
}

/// Reads a date of ISO 8601 in one of the precisions `2026`, `2026-11`, `2026-11-22`, in any digits.
pub(super) fn date(written: &str) -> Option<String> {
    let latin = Digits::Latin.convert(written.trim());
    let parts: Vec<&str> = latin.split('-').collect();
    let number = |at: usize, width: usize| {
        let part = parts.get(at)?;
        let plain = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain {
            part.parse::<u32>().ok()
        } else {
            None
        }
    };
    let year = number(0, 4)?;
    let valid = match parts.len() {
        1 => true,
        2 => (1..=12).contains(&number(1, 2)?),
        3 => (1..=days(year, number(1, 2)?)).contains(&number(2, 2)?),
        _ => false,
    };
    valid.then_some(latin)
}

/// How many days a month of the Gregorian calendar has; 0 where there is no such month.
fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// Reads `CCYY-MM-DDThh:mm:ssZ`; a date alone is taken as its first moment.
pub(super) fn moment(written: &str) -> Option<String> {
    let latin = Digits::Latin.convert(written.trim());
    let Some((day, time)) = latin.split_once('T') else {
        return date(&latin).map(|day| first_moment(&day));
    };
    let clock = time.strip_suffix('Z')?;
    let bounds = [24, 60, 60];
    let parts: Vec<&str> = clock.split(':').collect();
    let fits = |(part, bound): (&&str, &u32)| {
        part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number < *bound)
    };
    let valid = parts.len() == bounds.len() && parts.iter().zip(&bounds).all(fits);
    (valid && day.len() == 10 && date(day).is_some()).then_some(latin)
}

fn first_moment(date: &str) -> String {
    const FIRST: &str = "0000-01-01T00:00:00Z";
    format!("{date}{}", &FIRST[date.len()..])
}

/// When the book was last changed, as far as its date of publication tells.
pub(super) fn modified_by_default(date: Option<&str>) -> String {
    date.map_or_else(|| UNDATED.to_owned(), first_moment)
}

/// An identifier that stays the same while title and language do: a UUID of version 8 (RFC 9562,
/// 5.8) whose bits come from the SHA-256 of both.
pub(super) fn stable_identifier(title: &str, language: &Language) -> String {
    let digest = Sha256::digest(format!("sahhaf\n{title}\n{language}"));
    // RFC 9562 gives four bits to the version and two to the variant; all others are ours.
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let [a, b, c, d, e] = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}

/// Whether an identifier is a URI: a scheme, a colon and something without spaces (RFC 3986, 3.1).
pub(super) fn is_uri(written: &str) -> bool {
    let Some((scheme, rest)) = written.split_once(':') else {
        return false;
    };
    let lettered = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.');
    lettered
        && scheme.chars().all(plain)
        && !rest.is_empty()
        && !written.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isbn_is_checked_by_its_last_digit() {
        assert_eq!(check_isbn("978-964-448-127-7"), Ok(()));
        assert_eq!(check_isbn("0-8044-2957-X"), Ok(()));
        assert_eq!(check_isbn("۹۷۸-۹۶۴-۴۴۸-۱۲۷-۷"), Ok(()));
        assert_eq!(check_isbn("978-964-448-127-8"), Err(IsbnFault::CheckDigit));
        assert_eq!(check_isbn("978-964"), Err(IsbnFault::Length));
        assert_eq!(check_isbn("کتاب"), Err(IsbnFault::Length));
    }

    #[test]
    fn a_date_is_a_day_a_month_or_a_year() {
        assert_eq!(date("2026").as_deref(), Some("2026"));
        assert_eq!(date("۲۰۲۶-۱۱-۲۲").as_deref(), Some("2026-11-22"));
        assert_eq!(date("2024-02-29").as_deref(), Some("2024-02-29"));
        for wrong in [
            "2026-02-29",
            "2026-13",
            "22/11/2026",
            "26",
            "2026-1-2",
            "2026-11-22-01",
            "",
        ] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_time_of_change_is_a_moment() {
        let moment_of = |written| moment(written).unwrap_or_default();
        assert_eq!(moment_of("2026-11-22T10:20:30Z"), "2026-11-22T10:20:30Z");
        assert_eq!(moment_of("2026-11"), "2026-11-01T00:00:00Z");
        assert_eq!(moment("2026-11-22T25:00:00Z"), None);
        assert_eq!(moment("2026-11T00:00:00Z"), None);
        assert_eq!(modified_by_default(None), UNDATED);
        assert_eq!(modified_by_default(Some("2026")), "2026-01-01T00:00:00Z");
    }

    #[test]
    fn the_same_title_has_the_same_identifier() {
        let persian = Language::persian();
        let identifier = stable_identifier("کتاب", &persian);
        assert_eq!(identifier, stable_identifier("کتاب", &persian));
        assert_ne!(identifier, stable_identifier("کتاب", &Language::english()));
        assert!(is_uri(&identifier));
        assert_eq!(identifier.len(), "urn:uuid:".len() + 36);
        assert_eq!(&identifier[23..24], "8");
    }

    #[test]
    fn an_identifier_is_a_uri() {
        assert!(is_uri("urn:isbn:9789644481277"));
        assert!(is_uri("https://example.org/book"));
        assert!(!is_uri("کتاب من"));
        assert!(!is_uri("urn: isbn"));
    }
}
