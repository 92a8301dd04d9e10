//! An ISBN in, the bars of its EAN-13 out (ISO/IEC 15420).

/// Modules of the whole code: three guards and twelve digits of seven.
pub(super) const MODULES: usize = 95;
/// What a digit of the left half looks like with odd parity, as seven modules.
const ODD: [&str; 10] = [
    "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
    "0110111", "0001011",
];
/// The parities of the left half, by the first digit: `1` for even.
const PARITY: [&str; 10] = [
    "000000", "001011", "001101", "001110", "010011", "011001", "011100", "010101", "010110",
    "011010",
];
const SIDE_GUARD: &str = "101";
const MIDDLE_GUARD: &str = "01010";

/// The bars of a code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Barcode {
    /// The thirteen digits.
    pub(super) digits: String,
    /// Dark modules are true.
    modules: Vec<bool>,
}

/// A bar: its first module, how many it is wide, and whether it is one of the longer guards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) from: usize,
    pub(super) width: usize,
    pub(super) guard: bool,
}

impl Barcode {
    /// The code of an ISBN of thirteen or ten digits; `None` for anything else.
    pub(super) fn of(isbn: &str) -> Option<Self> {
        let kept = isbn.chars().filter(|sign| sign.is_ascii_alphanumeric());
        let kept: Vec<char> = kept.collect();
        // An ISBN of ten digits has a check digit of its own kind: in the code its first nine digits follow
        // 978, and the check digit is made anew.
        let twelve: Vec<u32> = match kept.len() {
            13 => kept[..12].iter().map(|sign| sign.to_digit(10)).collect(),
            10 => {
                let new = "978".chars().chain(kept[..9].iter().copied());
                new.map(|sign| sign.to_digit(10)).collect()
            }
            _ => None,
        }?;
        let weighed = twelve.iter().zip([1, 3].into_iter().cycle());
        let sum: u32 = weighed.map(|(digit, weight)| digit * weight).sum();
        let mut digits: Vec<u32> = twelve;
        digits.push((10 - sum % 10) % 10);
        let modules = modules(&digits)?;
        let digits = digits
            .iter()
            .filter_map(|digit| char::from_digit(*digit, 10));
        Some(Self {
            digits: digits.collect(),
            modules,
        })
    }

    /// Neighbouring dark modules as bars, from left to right.
    pub(super) fn bars(&self) -> Vec<Bar> {
        let mut bars: Vec<Bar> = Vec::new();
        for (at, _) in self.modules.iter().enumerate().filter(|(_, dark)| **dark) {
            let guard = at < 3 || (45..50).contains(&at) || at >= MODULES - 3;
            match bars.last_mut() {
                Some(bar) if bar.from + bar.width == at => bar.width += 1,
                _ => bars.push(Bar {
                    from: at,
                    width: 1,
                    guard,
                }),
            }
        }
        bars
    }
}

fn modules(digits: &[u32]) -> Option<Vec<bool>> {
    let pattern = |digit: u32| ODD.get(usize::try_from(digit).ok()?).copied();
    // Twelve digits have bars. The first of the thirteen has none: it follows from which digits of the
    // left half have even parity.
    let (first, rest) = digits.split_first()?;
    let parity = PARITY.get(usize::try_from(*first).ok()?)?;
    let mut modules = SIDE_GUARD.to_owned();
    for (digit, parity) in rest.iter().zip(parity.chars()) {
        let odd = pattern(*digit)?;
        if parity == '1' {
            modules.extend(turned(odd).chars().rev());
        } else {
            modules.push_str(odd);
        }
    }
    modules.push_str(MIDDLE_GUARD);
    for digit in rest.get(6..)? {
        modules.push_str(&turned(pattern(*digit)?));
    }
    modules.push_str(SIDE_GUARD);
    Some(modules.chars().map(|module| module == '1').collect())
}

/// Dark for light.
fn turned(pattern: &str) -> String {
    let turn = |module: char| if module == '1' { '0' } else { '1' };
    pattern.chars().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of the standard's example, 5 901234 123457, as it is printed everywhere.
    const KNOWN: &str = "10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101";

    #[test]
    fn a_known_code_has_its_bars() {
        let code = Barcode::of("5901234123457").unwrap();
        let known: Vec<bool> = KNOWN.chars().map(|module| module == '1').collect();
        assert_eq!(code.modules.len(), MODULES);
        assert_eq!(code.modules, known);
        let dark: usize = code.bars().iter().map(|bar| bar.width).sum();
        assert_eq!(dark, KNOWN.matches('1').count());
    }

    #[test]
    fn an_isbn_of_ten_digits_gets_its_new_beginning_and_check_digit() {
        assert_eq!(
            Barcode::of("0-306-40615-2").unwrap().digits,
            "9780306406157"
        );
        assert_eq!(
            Barcode::of("978-964-448-127-7").unwrap().digits,
            "9789644481277"
        );
        assert_eq!(Barcode::of("12345"), None);
    }
}
