//! Names that XML and URLs take: words of any script in, NCNames out (Namespaces in XML 1.0, 3).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer name helps nobody who has to type it.
const LONGEST: usize = 80;

/// Makes a name of a heading's words: letters of every script kept, spaces and signs to `-`.
///
/// Half-spaces are left out, so that «باسماچی‌ها» is found as «باسماچیها» and the other way round.
pub(super) fn slug(words: &str) -> String {
    let mut name = String::new();
    for letter in words.nfc().flat_map(char::to_lowercase) {
        if name.chars().count() >= LONGEST {
            break;
        }
        let word = letter.is_alphanumeric() || is_combining_mark(letter) || letter == '_';
        if word && is_name_char(letter) {
            name.push(letter);
        } else if (letter.is_whitespace() || is_dash(letter)) && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches('-').to_owned()
}

/// Makes an NCName of what an author wrote as a name.
pub(super) fn sanitize(written: &str) -> String {
    let mapped = written
        .nfc()
        .map(|letter| if is_name_char(letter) { letter } else { '-' });
    let name: String = mapped.collect();
    match name.chars().next() {
        Some(first) if is_name_start(first) => name,
        _ => format!("id-{name}"),
    }
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}')
}

/// `NameStartChar` of XML 1.0 (5th edition) 2.3, without the colon.
fn is_name_start(letter: char) -> bool {
    matches!(letter,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` of XML 1.0 (5th edition) 2.3, without the colon.
fn is_name_char(letter: char) -> bool {
    is_name_start(letter)
        || matches!(letter, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_script_are_kept_in_a_name() {
        assert_eq!(
            slug("مرحله اول جنبش (۱۹۱۶–۱۹۲۰)"),
            "مرحله-اول-جنبش-۱۹۱۶-۱۹۲۰"
        );
        assert_eq!(slug("باسماچی\u{200C}ها و C++"), "باسماچیها-و-c");
        assert_eq!(slug("…؟!"), "");
    }

    #[test]
    fn a_written_name_becomes_a_valid_one() {
        assert_eq!(sanitize("fig:a b"), "fig-a-b");
        assert_eq!(sanitize("1931"), "id-1931");
        assert_eq!(sanitize("بخش-۱"), "بخش-۱");
    }
}
