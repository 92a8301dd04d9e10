//! Letters that look right and are not: Arabic ones in Persian, shapes of fonts, signs in place of the ZWNJ.

use std::ops::Range;

use super::block_words::beginning;
use super::book::Book;
use super::document::Document;
use super::finding::{Code, Findings};
use super::script::is_arabic;
use crate::diag::isolate;
use crate::locale::parted_words;

/// Languages that write ی and ک.
const PERSIAN_LETTERS: [&str; 5] = ["fa", "prs", "pes", "ur", "azb"];

/// Languages whose words our rules split.
const PERSIAN: [&str; 3] = ["fa", "prs", "pes"];

/// Signs that are typed or converted where a ZWNJ belongs, with their names.
const FALSE_ZWNJ: [(char, &str); 7] = [
    ('\u{200F}', "a right-to-left mark (U+200F)"),
    ('\u{200E}', "a left-to-right mark (U+200E)"),
    ('\u{200B}', "a zero width space (U+200B)"),
    ('\u{2060}', "a word joiner (U+2060)"),
    ('\u{FEFF}', "a byte order mark (U+FEFF)"),
    ('\u{AD}', "a soft hyphen (U+00AD)"),
    ('¬', "a not sign (U+00AC)"),
];

/// A thing found several times in a document, and where it was first.
#[derive(Default)]
struct Tally {
    count: usize,
    first: Range<usize>,
}

impl Tally {
    fn add(&mut self, range: Range<usize>) {
        if self.count == 0 {
            self.first = range;
        }
        self.count += 1;
    }
}

/// Checks the prose of every document.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    for document in &book.documents {
        check_arabic_letters(document, findings);
        check_forms(document, findings);
        check_false_zwnj(document, findings);
        check_spaces(document, findings);
    }
}

fn speaks(document: &Document, at: usize, languages: &[&str]) -> bool {
    let node = document.prose.node(at);
    let tag = node.map_or("", |node| document.language(node));
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    languages.contains(&primary.to_ascii_lowercase().as_str())
}

fn report(document: &Document, code: Code, tally: &Tally, what: &str, findings: &mut Findings) {
    if tally.count == 0 {
        return;
    }
    let word = word_around(&document.prose.text, tally.first.clone());
    let shown = isolate(&beginning(&document.prose.text[word]));
    let message = match tally.count {
        1 => format!("{what} in {shown}"),
        count => format!(
            "{what} in {shown}, and {} more times in this file",
            count - 1
        ),
    };
    let range = document.prose.source(tally.first.clone());
    findings.add(code, document.tree.place_at(range), message);
}

/// A range with the rest of the words that it touches.
fn word_around(text: &str, range: Range<usize>) -> Range<usize> {
    let before = &text[..range.start];
    let after = &text[range.end..];
    let start = before.rfind(char::is_whitespace).map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let end = after.find(char::is_whitespace).unwrap_or(after.len());
    start..range.end + end
}

fn check_arabic_letters(document: &Document, findings: &mut Findings) {
    let mut tally = Tally::default();
    for (at, letter) in document.prose.text.char_indices() {
        let arabic = matches!(letter, 'ي' | 'ك');
        if arabic && speaks(document, at, &PERSIAN_LETTERS) {
            tally.add(at..at + letter.len_utf8());
        }
    }
    let what = "Arabic ي or ك";
    report(document, Code::ArabicLetters, &tally, what, findings);
}

fn check_forms(document: &Document, findings: &mut Findings) {
    let mut tally = Tally::default();
    for (at, letter) in document.prose.text.char_indices() {
        // Signs such as ﷼ and ﷺ stand in the same blocks and are lawful.
        let form = matches!(letter, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}');
        if form {
            tally.add(at..at + letter.len_utf8());
        }
    }
    let what = "a letter in the shape of a font";
    report(document, Code::PresentationForms, &tally, what, findings);
}

fn check_false_zwnj(document: &Document, findings: &mut Findings) {
    let text = &document.prose.text;
    for (sign, name) in FALSE_ZWNJ {
        let mut tally = Tally::default();
        for (at, _) in text.match_indices(sign) {
            let after = at + sign.len_utf8();
            let before = text[..at].chars().next_back();
            let next = text[after..].chars().next();
            if before.is_some_and(is_arabic) && next.is_some_and(is_arabic) {
                tally.add(at..after);
            }
        }
        // A mark between two letters of one word breaks their joining, as a ZWNJ would; between words it is lawful.
        let what = format!("{name} where a ZWNJ belongs");
        report(document, Code::FalseZwnj, &tally, &what, findings);
    }
}

fn check_spaces(document: &Document, findings: &mut Findings) {
    let mut tally = Tally::default();
    for parted in parted_words(&document.prose.text) {
        if speaks(document, parted.word.start, &PERSIAN) {
            tally.add(parted.word);
        }
    }
    let what = "a space where a ZWNJ belongs";
    report(document, Code::ZwnjSpace, &tally, what, findings);
}
