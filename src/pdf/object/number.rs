//! Numbers of content streams and CMaps, as short as they can be.

/// A number with at most three decimals, as short as it can be.
pub(in crate::pdf) fn number(out: &mut String, value: f32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lengths of a page; what is larger is held at the edge"
    )]
    let thousandths = (f64::from(value) * 1000.0).round_ties_even() as i64;
    let whole = thousandths.unsigned_abs() / 1000;
    let mut rest = thousandths.unsigned_abs() % 1000;
    if thousandths < 0 {
        out.push('-');
    }
    digits(out, whole);
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        digits(out, rest / 100);
        rest = rest % 100 * 10;
    }
}

/// A whole number in digits.
fn digits(out: &mut String, value: u64) {
    if value >= 10 {
        digits(out, value / 10);
    }
    let digit = u8::try_from(value % 10).unwrap_or(0);
    out.push(char::from(b'0' + digit));
}

#[cfg(test)]
mod tests {
    use super::number;

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
}
