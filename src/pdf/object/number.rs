//! Numbers of content streams and CMaps, as short as they can be.

/// Decimals of a length in points that are written: a thousandth of a point is below what any printer shows.
const PLACES: u32 = 3;

/// Room for every number of 64 bits with a sign and a point.
const ROOM: usize = 24;

/// A number with at most three decimals, as short as it can be.
pub(in crate::pdf) fn number(out: &mut String, value: f32) {
    decimal(out, value, PLACES);
}

/// A number with at most so many decimals, 9 or fewer, as short as it can be: `1.5`, `-0.25`, `2000`.
pub(in crate::pdf) fn decimal(out: &mut String, value: f32, places: u32) {
    let unit = f64::from(10_u32.pow(places));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lengths of a page; what is larger is held at the edge"
    )]
    let counted = (f64::from(value) * unit).round_ties_even() as i64;
    let (mut rest, mut places) = (counted.unsigned_abs(), places);
    while places > 0 && rest.is_multiple_of(10) {
        rest /= 10;
        places -= 1;
    }
    // From the last digit to the first.
    let mut signs = [b'0'; ROOM];
    let mut start = ROOM;
    let mut put = |sign: u8| {
        start -= 1;
        signs[start] = sign;
    };
    let mut left = places;
    while rest > 0 || left > 0 {
        put(b'0' + u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
        left = left.saturating_sub(1);
        if places > 0 && left == 0 {
            put(b'.');
            places = 0;
            if rest == 0 {
                put(b'0');
            }
        }
    }
    if counted == 0 {
        put(b'0');
    }
    if counted < 0 {
        put(b'-');
    }
    out.push_str(str::from_utf8(&signs[start..]).unwrap_or("0"));
}

#[cfg(test)]
mod tests {
    use super::{decimal, number};

    #[test]
    fn numbers_are_as_short_as_three_decimals_allow() {
        for (value, written) in [
            (0.0, "0"),
            (-0.0004, "0"),
            (1.5, "1.5"),
            (-12.345, "-12.345"),
            (100.01, "100.01"),
            (0.05, "0.05"),
            (595.275_6, "595.276"),
            (2000.0, "2000"),
        ] {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, written);
        }
    }

    #[test]
    fn a_number_has_as_many_decimals_as_are_asked_for() {
        for (value, places, written) in [
            (0.125, 0, "0"),
            (12.5, 0, "12"),
            (0.125, 2, "0.12"),
            (-0.004, 2, "0"),
            (-0.004, 5, "-0.004"),
            (10.0, 5, "10"),
            (0.000_001, 9, "0.000001"),
            (1e30, 3, "9223372036854775.807"),
        ] {
            let mut out = String::new();
            decimal(&mut out, value, places);
            assert_eq!(out, written);
        }
    }
}
