//! Places in a work: «ص ۵۸»، `pp. 33–35` in, label and value out (CSL 1.0.2, "Locators").

use crate::model::{Locator, LocatorLabel};

const ZWNJ: char = '\u{200C}';

/// Label words by what they count; a longer word stands before a shorter one that begins it.
const LABELS: &[(&str, LocatorLabel)] = &[
    ("paragraphs", LocatorLabel::Paragraph),
    ("supplement", LocatorLabel::Supplement),
    ("paragraph", LocatorLabel::Paragraph),
    ("شماره‌های", LocatorLabel::Issue),
    ("timestamp", LocatorLabel::Timestamp),
    ("صفحه‌های", LocatorLabel::Page),
    ("chapters", LocatorLabel::Chapter),
    ("sections", LocatorLabel::Section),
    ("appendix", LocatorLabel::Appendix),
    ("articles", LocatorLabel::Article),
    ("equation", LocatorLabel::Equation),
    ("volumes", LocatorLabel::Volume),
    ("فصل‌های", LocatorLabel::Chapter),
    ("chapter", LocatorLabel::Chapter),
    ("بخش‌های", LocatorLabel::Section),
    ("section", LocatorLabel::Section),
    ("بیت‌های", LocatorLabel::Verse),
    ("برگ‌های", LocatorLabel::Folio),
    ("figures", LocatorLabel::Figure),
    ("یادداشت", LocatorLabel::Note),
    ("columns", LocatorLabel::Column),
    ("article", LocatorLabel::Article),
    ("معادلهٔ", LocatorLabel::Equation),
    ("עמודים", LocatorLabel::Page),
    ("جلدهای", LocatorLabel::Volume),
    ("volume", LocatorLabel::Volume),
    ("بندهای", LocatorLabel::Paragraph),
    ("verses", LocatorLabel::Verse),
    ("سطرهای", LocatorLabel::Line),
    ("شمارهٔ", LocatorLabel::Issue),
    ("גיליון", LocatorLabel::Issue),
    ("issues", LocatorLabel::Issue),
    ("folios", LocatorLabel::Folio),
    ("figure", LocatorLabel::Figure),
    ("پانوشت", LocatorLabel::Note),
    ("پاورقی", LocatorLabel::Note),
    ("حاشیهٔ", LocatorLabel::Note),
    ("column", LocatorLabel::Column),
    ("scenes", LocatorLabel::Scene),
    ("tables", LocatorLabel::Table),
    ("دقیقهٔ", LocatorLabel::Timestamp),
    ("معادله", LocatorLabel::Equation),
    ("معادلة", LocatorLabel::Equation),
    ("قاعدهٔ", LocatorLabel::Rule),
    ("ضمیمهٔ", LocatorLabel::Supplement),
    ("صفحات", LocatorLabel::Page),
    ("صفحهٔ", LocatorLabel::Page),
    ("pages", LocatorLabel::Page),
    ("chaps", LocatorLabel::Chapter),
    ("القسم", LocatorLabel::Section),
    ("paras", LocatorLabel::Paragraph),
    ("ابیات", LocatorLabel::Verse),
    ("verse", LocatorLabel::Verse),
    ("lines", LocatorLabel::Line),
    ("شماره", LocatorLabel::Issue),
    ("شمارہ", LocatorLabel::Issue),
    ("العدد", LocatorLabel::Issue),
    ("issue", LocatorLabel::Issue),
    ("folio", LocatorLabel::Folio),
    ("books", LocatorLabel::Book),
    ("تصویر", LocatorLabel::Figure),
    ("حاشیه", LocatorLabel::Note),
    ("حاشية", LocatorLabel::Note),
    ("notes", LocatorLabel::Note),
    ("پردهٔ", LocatorLabel::Act),
    ("صحنهٔ", LocatorLabel::Scene),
    ("scene", LocatorLabel::Scene),
    ("پیوست", LocatorLabel::Appendix),
    ("مادهٔ", LocatorLabel::Article),
    ("parts", LocatorLabel::Part),
    ("table", LocatorLabel::Table),
    ("دقیقه", LocatorLabel::Timestamp),
    ("قاعده", LocatorLabel::Rule),
    ("قاعدة", LocatorLabel::Rule),
    ("rules", LocatorLabel::Rule),
    ("ضمیمه", LocatorLabel::Supplement),
    ("suppl", LocatorLabel::Supplement),
    ("صفحة", LocatorLabel::Page),
    ("صفحہ", LocatorLabel::Page),
    ("صفحه", LocatorLabel::Page),
    ("עמוד", LocatorLabel::Page),
    ("page", LocatorLabel::Page),
    ("مجلد", LocatorLabel::Volume),
    ("vols", LocatorLabel::Volume),
    ("chap", LocatorLabel::Chapter),
    ("סעיף", LocatorLabel::Section),
    ("secs", LocatorLabel::Section),
    ("فقرة", LocatorLabel::Paragraph),
    ("فقره", LocatorLabel::Paragraph),
    ("פסקה", LocatorLabel::Paragraph),
    ("para", LocatorLabel::Paragraph),
    ("آیات", LocatorLabel::Verse),
    ("آیهٔ", LocatorLabel::Verse),
    ("פסוק", LocatorLabel::Verse),
    ("שורה", LocatorLabel::Line),
    ("line", LocatorLabel::Line),
    ("ورقة", LocatorLabel::Folio),
    ("fols", LocatorLabel::Folio),
    ("کتاب", LocatorLabel::Book),
    ("دفتر", LocatorLabel::Book),
    ("book", LocatorLabel::Book),
    ("איור", LocatorLabel::Figure),
    ("figs", LocatorLabel::Figure),
    ("הערה", LocatorLabel::Note),
    ("note", LocatorLabel::Note),
    ("ستون", LocatorLabel::Column),
    ("عمود", LocatorLabel::Column),
    ("cols", LocatorLabel::Column),
    ("پرده", LocatorLabel::Act),
    ("acts", LocatorLabel::Act),
    ("صحنه", LocatorLabel::Scene),
    ("ملحق", LocatorLabel::Appendix),
    ("נספח", LocatorLabel::Appendix),
    ("ماده", LocatorLabel::Article),
    ("مادة", LocatorLabel::Article),
    ("قسمت", LocatorLabel::Part),
    ("part", LocatorLabel::Part),
    ("جدول", LocatorLabel::Table),
    ("טבלה", LocatorLabel::Table),
    ("rule", LocatorLabel::Rule),
    ("opus", LocatorLabel::Opus),
    ("pgs", LocatorLabel::Page),
    ("جلد", LocatorLabel::Volume),
    ("جزء", LocatorLabel::Volume),
    ("כרך", LocatorLabel::Volume),
    ("vol", LocatorLabel::Volume),
    ("فصل", LocatorLabel::Chapter),
    ("باب", LocatorLabel::Chapter),
    ("פרק", LocatorLabel::Chapter),
    ("بخش", LocatorLabel::Section),
    ("حصہ", LocatorLabel::Section),
    ("sec", LocatorLabel::Section),
    ("بند", LocatorLabel::Paragraph),
    ("بیت", LocatorLabel::Verse),
    ("آیه", LocatorLabel::Verse),
    ("آیت", LocatorLabel::Verse),
    ("آية", LocatorLabel::Verse),
    ("سطر", LocatorLabel::Line),
    ("nos", LocatorLabel::Issue),
    ("برگ", LocatorLabel::Folio),
    ("ورق", LocatorLabel::Folio),
    ("fol", LocatorLabel::Folio),
    ("ספר", LocatorLabel::Book),
    ("bks", LocatorLabel::Book),
    ("شکل", LocatorLabel::Figure),
    ("fig", LocatorLabel::Figure),
    ("טור", LocatorLabel::Column),
    ("col", LocatorLabel::Column),
    ("act", LocatorLabel::Act),
    ("app", LocatorLabel::Appendix),
    ("art", LocatorLabel::Article),
    ("חלק", LocatorLabel::Part),
    ("tbl", LocatorLabel::Table),
    ("eqs", LocatorLabel::Equation),
    ("اثر", LocatorLabel::Opus),
    ("صص", LocatorLabel::Page),
    ("עמ", LocatorLabel::Page),
    ("pp", LocatorLabel::Page),
    ("pg", LocatorLabel::Page),
    ("مج", LocatorLabel::Volume),
    ("ch", LocatorLabel::Chapter),
    ("§§", LocatorLabel::Section),
    ("¶¶", LocatorLabel::Paragraph),
    ("vv", LocatorLabel::Verse),
    ("ll", LocatorLabel::Line),
    ("no", LocatorLabel::Issue),
    ("דף", LocatorLabel::Folio),
    ("bk", LocatorLabel::Book),
    ("nn", LocatorLabel::Note),
    ("sc", LocatorLabel::Scene),
    ("pt", LocatorLabel::Part),
    ("eq", LocatorLabel::Equation),
    ("op", LocatorLabel::Opus),
    ("ص", LocatorLabel::Page),
    ("ע", LocatorLabel::Page),
    ("p", LocatorLabel::Page),
    ("ج", LocatorLabel::Volume),
    ("§", LocatorLabel::Section),
    ("¶", LocatorLabel::Paragraph),
    ("v", LocatorLabel::Verse),
    ("l", LocatorLabel::Line),
    ("ش", LocatorLabel::Issue),
    ("n", LocatorLabel::Note),
];

/// Words before the word that an entry of a dictionary or an encyclopedia stands under.
const ENTRY_LABELS: &[&str] = &[
    "ذیلِ",
    "ذیل",
    "زیر",
    "مادهٔ",
    "مدخل",
    "s.vv.",
    "s.v.",
    "sub verbo",
];

/// Signs that may stand for what a label's abbreviation leaves out: «עמ׳», "עמ'".
const SHORTENERS: [char; 5] = ['.', '\'', '׳', '’', '״'];

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
    if let Some(found) = entry(text) {
        return Some(found);
    }
    let (label, rest) = label(text)?;
    let (value, after) = numbers(rest, Numerals::Any)?;
    let page = match label {
        LocatorLabel::Volume => page_of_volume(after),
        _ => None,
    };
    let end = page.map_or(value.len(), |length| value.len() + length);
    let (value, rest) = rest.split_at(end);
    Some((
        Locator {
            label,
            value: value.to_owned(),
        },
        rest,
    ))
}

/// The bytes of a page after a volume: «، ص ۱۲۵».
fn page_of_volume(text: &str) -> Option<usize> {
    let inner = text.trim_start().strip_prefix(['،', ','])?;
    let (label, pages) = label(inner.trim_start())?;
    if label != LocatorLabel::Page {
        return None;
    }
    let (value, _) = numbers(pages, Numerals::Any)?;
    Some(text.len() - pages.len() + value.len())
}

/// Reads the word that an entry stands under: «ذیل «باسماچی»», `s.v. Basmachi`, up to the next comma.
fn entry(text: &str) -> Option<(Locator, &str)> {
    let rest = ENTRY_LABELS
        .iter()
        .find_map(|word| starts_with(text, word))?;
    let value = rest.trim_start();
    // «مادهٔ ۵» is an article of a law.
    if value.len() == rest.len() || value.starts_with(char::is_numeric) {
        return None;
    }
    let end = value.find([',', '،']).unwrap_or(value.len());
    let (value, rest) = value.split_at(end);
    let label = LocatorLabel::Entry;
    let value = value.trim_end().to_owned();
    (!value.is_empty()).then_some((Locator { label, value }, rest))
}

/// Reads a label word, its dot and the space after it.
fn label(text: &str) -> Option<(LocatorLabel, &str)> {
    for (word, label) in LABELS {
        let Some(rest) = starts_with(text, word) else {
            continue;
        };
        let dotted = rest.strip_prefix(SHORTENERS).unwrap_or(rest);
        let value =
            dotted.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ZWNJ);
        let separated = value.len() < rest.len();
        if separated || value.starts_with(|letter: char| letter.is_numeric()) {
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
    let lettered = word.chars().all(roman) || is_hebrew_number(word);
    let read = decimal || (numerals == Numerals::Any && !word.is_empty() && lettered);
    read.then_some(end)
}

/// Whether a word of at most three Hebrew letters counts: «כרך ב».
fn is_hebrew_number(word: &str) -> bool {
    let letters = word.chars().count();
    (1..=3).contains(&letters) && word.chars().all(|letter| ('א'..='ת').contains(&letter))
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
        assert_eq!(read("مادهٔ ۴").0, LocatorLabel::Article);
    }

    #[test]
    fn hebrew_labels_are_shortened_with_a_geresh_or_an_apostrophe() {
        for written in ["עמ' 71", "עמ׳ 71", "עמ’ 71", "עמודים 71"] {
            assert_eq!(
                read(written),
                (LocatorLabel::Page, "71".into(), String::new())
            );
        }
        assert_eq!(read("כרך ב").1, "ב");
    }

    #[test]
    fn an_entry_of_an_encyclopedia_is_a_place() {
        assert_eq!(
            read("ذیل «باسماچی»، و جاهای دیگر"),
            (
                LocatorLabel::Entry,
                "«باسماچی»".into(),
                "، و جاهای دیگر".into()
            )
        );
        assert_eq!(read("s.v. Basmachi").1, "Basmachi");
    }

    #[test]
    fn a_longer_label_is_tried_before_a_shorter_one_that_begins_it() {
        for (at, (word, _)) in LABELS.iter().enumerate() {
            for (shorter, _) in &LABELS[..at] {
                assert!(!word.starts_with(shorter), "{word} after {shorter}");
            }
        }
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
    fn a_page_after_a_volume_belongs_to_it() {
        assert_eq!(
            read("ج ۲، ص ۱۲۵–۱۲۷، و جاهای دیگر"),
            (
                LocatorLabel::Volume,
                "۲، ص ۱۲۵–۱۲۷".into(),
                "، و جاهای دیگر".into()
            )
        );
        assert_eq!(read("ج ۲، فصل ۳").1, "۲");
    }

    #[test]
    fn words_are_no_place() {
        assert!(parse("و جاهای دیگر").is_none());
        assert!(parse("صنعت ۵").is_none());
        assert!(parse("civil").is_none());
    }
}
