//! Two neighbouring words in, whether a line should not end between them out: a number and its unit, an
//! abbreviation and what it leads to, initials and a name.

use super::signs::{follows_number, is_digit, is_letter, is_operator, leads_on, leads_to_number};

/// Whether two words of one line belong together so closely that a break between them disturbs. Words
/// carry their punctuation.
pub(crate) fn stays_together(left: &str, right: &str) -> bool {
    measure(left, right)
        || reference(left, right)
        || abbreviation(left)
        || begins_with_dash(right)
        || joint(left, right)
        || lone_bracket(left, right)
}

fn opening(letter: char) -> bool {
    matches!(letter, '(' | '[' | '{' | '«' | '‹' | '“' | '‘' | '"' | '\'')
}

fn closing(letter: char) -> bool {
    matches!(
        letter,
        ')' | ']'
            | '}'
            | '»'
            | '›'
            | '”'
            | '’'
            | '"'
            | '\''
            | '.'
            | ','
            | '،'
            | ';'
            | '؛'
            | ':'
            | '!'
            | '?'
            | '؟'
            | '…'
    )
}

/// «۱۲ کیلومتر», "5 kg", «۳۰ تیرماه».
fn measure(left: &str, right: &str) -> bool {
    if !left.ends_with(|letter| is_digit(letter) || matches!(letter, '٪' | '%')) {
        return false;
    }
    let unit = right.trim_end_matches(closing);
    let stem = unit.split('/').next().unwrap_or(unit);
    let stems = [Some(stem), stem.strip_suffix('ی'), stem.strip_suffix("ماه")];
    stems
        .into_iter()
        .flatten()
        .map(|stem| stem.trim_end_matches('\u{200C}'))
        .any(|stem| !stem.is_empty() && follows_number(stem))
}

/// «شکل ۴», «ص ۱۲», "Fig. 3".
fn reference(left: &str, right: &str) -> bool {
    let number = right.trim_start_matches(opening);
    if !number.starts_with(is_digit) {
        return false;
    }
    let word = left.trim_start_matches(opening);
    leads_to_number(word.trim_end_matches(['.', ':']))
}

/// «نک. …», «ر.ک. …», "J. R. R. …".
fn abbreviation(left: &str) -> bool {
    let Some(word) = left.strip_suffix(['.', ':']) else {
        return false;
    };
    let word = word.trim_start_matches(opening);
    let initials = left.ends_with('.') && !word.is_empty() && word.split('.').all(is_letter);
    initials || leads_on(word)
}

/// A dash or a tatweel does not begin a line.
fn begins_with_dash(right: &str) -> bool {
    right.starts_with(['–', '—', '‒', '―', '−', 'ـ']) || right == "-"
}

/// Numbers joined by a dash with spaces, and equations.
fn joint(left: &str, right: &str) -> bool {
    let dash = matches!(left, "-" | "–" | "—" | "−") && right.starts_with(is_digit);
    let operator = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(is_operator) && letters.next().is_none()
    };
    dash || operator(left) || operator(right)
}

/// A slip: a space behind an opening bracket or before a closing one.
fn lone_bracket(left: &str, right: &str) -> bool {
    let only = |word: &str, kind: fn(char) -> bool| !word.is_empty() && word.chars().all(kind);
    only(left, opening) || right.starts_with([')', ']', '}', '»', '›', '”'])
}

#[cfg(test)]
mod tests {
    use super::stays_together;

    #[test]
    fn the_name_of_a_numbered_thing_stays_with_its_number() {
        for word in ["قضیهٔ", "رابطهٔ", "تعریف", "شکل", "المعادلة"] {
            assert!(stays_together(word, "۱."), "{word}");
        }
        assert!(!stays_together("کتاب", "۱"));
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        for (number, unit) in [
            ("۱۲", "کیلومتر"),
            ("۱۲", "کیلومتری"),
            ("(۵", "درصد،"),
            ("۲۰", "تومان."),
            ("12", "km"),
            ("۹۰", "km/h"),
            ("۳۰", "تیرماه"),
            ("٥", "كيلومتر"),
        ] {
            assert!(stays_together(number, unit), "{number} {unit}");
        }
        assert!(!stays_together("۱۲", "کتاب"));
        assert!(!stays_together("دوازده", "کیلومتر"));
    }

    #[test]
    fn what_leads_to_a_number_stays_with_it() {
        for word in ["ص", "(ج", "ش", "شکل", "جدول", "p.", "vol.", "Fig.", "ص."] {
            assert!(stays_together(word, "۱۲"), "{word}");
        }
        assert!(!stays_together("کتاب", "۱۲"));
        assert!(!stays_together("شکل", "تازه"));
    }

    #[test]
    fn an_abbreviation_stays_with_what_it_leads_to() {
        for word in [
            "نک.", "ر.ک.", "(نک.", "قس:", "cf.", "Dr.", "J.", "R.", "J.R.R.",
        ] {
            assert!(stays_together(word, "Tolkien"), "{word}");
        }
        assert!(!stays_together("رفت.", "سپس"));
    }

    #[test]
    fn no_line_begins_with_a_dash_or_a_closing_bracket() {
        assert!(stays_together("واژه", "–"));
        assert!(stays_together("واژه", ")"));
        assert!(stays_together("(", "واژه"));
        assert!(stays_together("x", "="));
        assert!(!stays_together("واژه", "(واژه"));
    }
}
