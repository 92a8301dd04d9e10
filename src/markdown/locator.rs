//! Places in a work: «ص ۵۸»، `pp. 33–35` in, label and value out (CSL 1.0.2, "Locators").

use crate::model::{Locator, LocatorLabel};

const ZWNJ: char = '\u{200C}';

/// Label words by what they count; a longer word stands before a shorter one that begins it.
const LABELS: &[(&str, LocatorLabel)] = &[
    ("صفحه‌های", LocatorLabel::Page),
    ("صفحات", LocatorLabel::Page),
    ("صفحهٔ", LocatorLabel::Page),
    ("صفحة", LocatorLabel::Page),
    ("صفحه", LocatorLabel::Page),
    ("صص", LocatorLabel::Page),
    ("ص", LocatorLabel::Page),
    ("جلد", LocatorLabel::Volume),
    ("ج", LocatorLabel::Volume),
    ("فصل", LocatorLabel::Chapter),
    ("باب", LocatorLabel::Chapter),
    ("بخش", LocatorLabel::Section),
    ("بند", LocatorLabel::Paragraph),
    ("بیت", LocatorLabel::Verse),
    ("آیه", LocatorLabel::Verse),
    ("سطر", LocatorLabel::Line),
    ("شماره", LocatorLabel::Issue),
    ("شمارهٔ", LocatorLabel::Issue),
    ("شکل", LocatorLabel::Figure),
    ("ش", LocatorLabel::Issue),
    ("برگ", LocatorLabel::Folio),
    ("کتاب", LocatorLabel::Book),
    ("پانوشت", LocatorLabel::Note),
    ("پاورقی", LocatorLabel::Note),
    ("ستون", LocatorLabel::Column),
    ("pages", LocatorLabel::Page),
    ("page", LocatorLabel::Page),
    ("pp", LocatorLabel::Page),
    ("p", LocatorLabel::Page),
    ("volume", LocatorLabel::Volume),
    ("vols", LocatorLabel::Volume),
    ("vol", LocatorLabel::Volume),
    ("verses", LocatorLabel::Verse),
    ("verse", LocatorLabel::Verse),
    ("vv", LocatorLabel::Verse),
    ("v", LocatorLabel::Verse),
    ("chapter", LocatorLabel::Chapter),
    ("chaps", LocatorLabel::Chapter),
    ("chap", LocatorLabel::Chapter),
    ("ch", LocatorLabel::Chapter),
    ("sections", LocatorLabel::Section),
    ("section", LocatorLabel::Section),
    ("secs", LocatorLabel::Section),
    ("sec", LocatorLabel::Section),
    ("paragraph", LocatorLabel::Paragraph),
    ("paras", LocatorLabel::Paragraph),
    ("para", LocatorLabel::Paragraph),
    ("line", LocatorLabel::Line),
    ("ll", LocatorLabel::Line),
    ("l", LocatorLabel::Line),
    ("number", LocatorLabel::Issue),
    ("nos", LocatorLabel::Issue),
    ("no", LocatorLabel::Issue),
    ("note", LocatorLabel::Note),
    ("nn", LocatorLabel::Note),
    ("n", LocatorLabel::Note),
    ("folio", LocatorLabel::Folio),
    ("fols", LocatorLabel::Folio),
    ("fol", LocatorLabel::Folio),
    ("figure", LocatorLabel::Figure),
    ("figs", LocatorLabel::Figure),
    ("fig", LocatorLabel::Figure),
    ("book", LocatorLabel::Book),
    ("bk", LocatorLabel::Book),
    ("column", LocatorLabel::Column),
    ("cols", LocatorLabel::Column),
    ("col", LocatorLabel::Column),
    ("§§", LocatorLabel::Section),
    ("§", LocatorLabel::Section),
    ("¶", LocatorLabel::Paragraph),
];

/// What may join two numbers of one place.
const JOINTS: &[&str] = &["–", "-", "—", "تا", "و", "،", ",", "&"];

/// Reads a place at the start of a text; also gives what follows it.
///
/// A number without a label is a page.
pub(super) fn parse(text: &str) -> Option<(Locator, &str)> {
    let text = text.trim_start();
    if let Some((value, rest)) = numbers(text, Numerals::Decimal) {
        return Some((
            Locator {
                label: LocatorLabel::Page,
                value: value.to_owned(),
            },
            rest,
        ));
    }
    let (label, rest) = label(text)?;
    let (value, rest) = numbers(rest, Numerals::Any)?;
    Some((
        Locator {
            label,
            value: value.to_owned(),
        },
        rest,
    ))
}

/// Reads a label word, its dot and the space after it.
fn label(text: &str) -> Option<(LocatorLabel, &str)> {
    for (word, label) in LABELS {
        let Some(rest) = starts_with(text, word) else {
            continue;
        };
        let dotted = rest.strip_prefix('.').unwrap_or(rest);
        let value =
            dotted.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ZWNJ);
        let parted = value.len() < rest.len();
        if parted || value.starts_with(|letter: char| letter.is_numeric()) {
            return Some((*label, value));
        }
    }
    None
}

fn starts_with<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// Which numerals a value may begin with.
#[derive(Clone, Copy, PartialEq)]
enum Numerals {
    /// Decimal digits of any script.
    Decimal,
    /// Those and Roman ones; only after a label.
    Any,
}

/// Reads numbers and ranges of numbers: `58`, `۵۹–۶۰`, `۵ تا ۷`, `xii`, `12a`.
fn numbers(text: &str, numerals: Numerals) -> Option<(&str, &str)> {
    let mut end = number(text, numerals)?;
    while let Some(more) = joint(&text[end..]) {
        let Some(length) = number(&text[end + more..], numerals) else {
            break;
        };
        end += more + length;
    }
    Some(text.split_at(end))
}

/// The bytes of one number at the start of a text.
fn number(text: &str, numerals: Numerals) -> Option<usize> {
    let end = text
        .find(|letter: char| !letter.is_alphanumeric())
        .unwrap_or(text.len());
    let word = &text[..end];
    let decimal = word.starts_with(|letter: char| letter.is_numeric());
    let roman = |letter: char| "ivxlcdmIVXLCDM".contains(letter);
    let read =
        decimal || (numerals == Numerals::Any && !word.is_empty() && word.chars().all(roman));
    read.then_some(end)
}

/// The bytes of a joint with the spaces around it.
fn joint(text: &str) -> Option<usize> {
    let inner = text.trim_start();
    let space = text.len() - inner.len();
    for joint in JOINTS {
        let Some(rest) = inner.strip_prefix(joint) else {
            continue;
        };
        let after = rest.len() - rest.trim_start().len();
        // «تا» and «و» are words: they need their spaces.
        if joint.chars().all(char::is_alphabetic) && (space == 0 || after == 0) {
            continue;
        }
        return Some(space + joint.len() + after);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (LocatorLabel, String, String) {
        let (locator, rest) = parse(text).unwrap();
        (locator.label, locator.value, rest.to_owned())
    }

    #[test]
    fn persian_and_latin_labels_name_what_is_counted() {
        assert_eq!(
            read("ص ۵۸"),
            (LocatorLabel::Page, "۵۸".into(), String::new())
        );
        assert_eq!(read("صص. ۵۹–۶۰ و جاهای دیگر").1, "۵۹–۶۰");
        assert_eq!(
            read("ج۳"),
            (LocatorLabel::Volume, "۳".into(), String::new())
        );
        assert_eq!(
            read("pp. 33-35"),
            (LocatorLabel::Page, "33-35".into(), String::new())
        );
        assert_eq!(read("p. xii").1, "xii");
        assert_eq!(read("شماره ۴").0, LocatorLabel::Issue);
        assert_eq!(read("شکل ۴").0, LocatorLabel::Figure);
    }

    #[test]
    fn a_bare_number_is_a_page() {
        assert_eq!(
            read("۷۱، ویراست دوم"),
            (LocatorLabel::Page, "۷۱".into(), "، ویراست دوم".into())
        );
    }

    #[test]
    fn ranges_are_written_with_dashes_or_with_ta() {
        assert_eq!(read("ص ۵ تا ۷").1, "۵ تا ۷");
        assert_eq!(read("ص ۵، ۷ و ۹").1, "۵، ۷ و ۹");
    }

    #[test]
    fn words_are_no_place() {
        assert!(parse("و جاهای دیگر").is_none());
        assert!(parse("صنعت ۵").is_none());
        assert!(parse("civil").is_none());
    }
}
