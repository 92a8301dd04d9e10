//! Numbers of content streams and CMaps, as short as they can be.

/// Decimals of a length in points that are written: a thousandth of a point is below what any printer shows.
const PLACES: u32 = 3;

/// Room for every number of 64 bits with a sign and a point.
const ROOM: usize = 24;

/// A number with at most three decimals, as short as it can be.
pub(in crate::pdf) fn number(out: &mut Vec<u8>, value: f32) {
    decimal(out, value, PLACES);
}

/// A number with at most so many decimals, 9 or fewer, as short as it can be: `1.5`, `-0.25`, `2000`.
#[inline]
pub(in crate::pdf) fn decimal(out: &mut Vec<u8>, value: f32, places: u32) {
    let unit = f64::from(10_u32.pow(places));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lengths of a page; what is larger is held at the edge"
    )]
    let counted = (f64::from(value) * unit).round_ties_even() as i64;
    write_counted(out, counted, places);
}

/// A whole number.
pub(in crate::pdf) fn whole(out: &mut Vec<u8>, value: i64) {
    let mut written = Written::NOTHING;
    written.put_whole(value.unsigned_abs());
    written.finish(value < 0, out);
}

/// Writes a number of units, of which ten to the power of `places` are one: 1500 with three places is `1.5`.
#[inline]
fn write_counted(out: &mut Vec<u8>, counted: i64, places: u32) {
    let one = 10_u64.pow(places);
    let mut fraction = counted.unsigned_abs() % one;
    let mut written = Written::NOTHING;
    if fraction > 0 {
        let mut left = places;
        // The last digits that are zero say nothing.
        while fraction.is_multiple_of(10) {
            fraction /= 10;
            left -= 1;
        }
        while left > 1 {
            written.put_pair(fraction);
            fraction /= 100;
            left -= 2;
        }
        if left == 1 {
            written.put_last_digit(fraction);
        }
        written.put(b'.');
    }
    written.put_whole(counted.unsigned_abs() / one);
    written.finish(counted < 0, out);
}

/// The digits of 00 to 99. A page has a thousand numbers: two digits at a time take half of the divisions.
static PAIRS: [[u8; 2]; 100] = pairs();

const fn pairs() -> [[u8; 2]; 100] {
    let mut pairs = [[b'0'; 2]; 100];
    let mut at = 1;
    while at < 100 {
        pairs[at] = match pairs[at - 1] {
            [tens, b'9'] => [tens + 1, b'0'],
            [tens, ones] => [tens, ones + 1],
        };
        at += 1;
    }
    pairs
}

/// A number that is being written, from its last digit to the first.
struct Written {
    /// The signs, at the end of the room.
    room: [u8; ROOM],
    /// Where they start.
    start: usize,
}

impl Written {
    const NOTHING: Self = Self {
        room: [0; ROOM],
        start: ROOM,
    };

    fn put_whole(&mut self, mut whole: u64) {
        while whole >= 100 {
            self.put_pair(whole);
            whole /= 100;
        }
        if whole >= 10 {
            self.put_pair(whole);
        } else {
            self.put_last_digit(whole);
        }
    }

    fn put_last_digit(&mut self, number: u64) {
        self.put(Self::last_pair(number)[1]);
    }

    fn put_pair(&mut self, number: u64) {
        let [tens, ones] = Self::last_pair(number);
        self.put(ones);
        self.put(tens);
    }

    /// The last two digits of a number.
    fn last_pair(number: u64) -> [u8; 2] {
        PAIRS[usize::try_from(number % 100).unwrap_or(0)]
    }

    fn put(&mut self, sign: u8) {
        self.start -= 1;
        self.room[self.start] = sign;
    }

    fn finish(mut self, is_negative: bool, out: &mut Vec<u8>) {
        if is_negative {
            self.put(b'-');
        }
        out.extend_from_slice(&self.room[self.start..]);
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
            let mut out = Vec::new();
            number(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), written);
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
            let mut out = Vec::new();
            decimal(&mut out, value, places);
            assert_eq!(String::from_utf8(out).unwrap(), written);
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
