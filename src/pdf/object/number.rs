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
    out.push_str(str::from_utf8(Written::of(value, places).signs()).unwrap_or("0"));
}

/// A length in points with at most three decimals, in the bytes of an object.
pub(super) fn length(out: &mut Vec<u8>, value: f32) {
    out.extend_from_slice(Written::of(value, PLACES).signs());
}

/// A whole number in the bytes of an object.
pub(super) fn whole(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(Written::counted(value, 0).signs());
}

/// A number as it is written.
struct Written {
    /// The signs, at the end of the room.
    room: [u8; ROOM],
    /// Where they start.
    start: usize,
}

impl Written {
    /// A number with at most so many decimals.
    fn of(value: f32, places: u32) -> Self {
        let unit = f64::from(10_u32.pow(places));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "lengths of a page; what is larger is held at the edge"
        )]
        let counted = (f64::from(value) * unit).round_ties_even() as i64;
        Self::counted(counted, places)
    }

    /// A number of units, of which ten to the power of `places` are one: 1500 with three places is `1.5`.
    fn counted(counted: i64, mut places: u32) -> Self {
        let mut rest = counted.unsigned_abs();
        while places > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            places -= 1;
        }
        let mut written = Self {
            room: [b'0'; ROOM],
            start: ROOM,
        };
        // From the last digit to the first.
        let mut left = places;
        while rest > 0 || left > 0 {
            written.put(b'0' + u8::try_from(rest % 10).unwrap_or(0));
            rest /= 10;
            left = left.saturating_sub(1);
            if places > 0 && left == 0 {
                written.put(b'.');
                places = 0;
                if rest == 0 {
                    written.put(b'0');
                }
            }
        }
        if counted == 0 {
            written.put(b'0');
        }
        if counted < 0 {
            written.put(b'-');
        }
        written
    }

    fn put(&mut self, sign: u8) {
        self.start -= 1;
        self.room[self.start] = sign;
    }

    fn signs(&self) -> &[u8] {
        &self.room[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, number, whole};

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

    #[test]
    fn a_whole_number_has_all_its_digits() {
        for value in [0, 7, -40, 1_000, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            whole(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
    }
}
