//! Embedded fonts: whether they can be read, join Arabic letters and know the ZWNJ (OpenType, GSUB).

use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider, Tag};

use super::book::Book;
use super::finding::{Code, Findings};
use crate::diag::Place;

const ZWNJ: char = '\u{200C}';
const BEH: char = 'ب';

/// The feature that gives letters the shape of a word's beginning.
const INITIAL: Tag = Tag::new(b"init");

/// Checks every font of the manifest.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    for path in book.package.items.iter().filter_map(|item| {
        let kind = item.media_type.as_str();
        let font = kind.starts_with("font/") || kind.contains("font-") || kind.contains("opentype");
        item.path.as_ref().filter(|_| font)
    }) {
        if let Some(bytes) = book.container.bytes(path) {
            check_font(book, path, bytes, findings);
        }
    }
}

fn check_font(book: &Book, path: &str, bytes: &[u8], findings: &mut Findings) {
    let place = || Place::File(path.to_owned());
    match bytes.get(..4) {
        Some(b"wOF2") => {
            let message = "the font is WOFF2";
            return findings.add(Code::FontFormat, place(), message);
        }
        // Every shop reads WOFF 1; its tables are compressed, and nobody subsets into it any more.
        Some(b"wOFF") => return,
        _ => {}
    }
    let Some(font) = whole(bytes) else {
        let message = "the font cannot be read";
        return findings.add(Code::FontBroken, place(), message);
    };
    let letters = font.charmap();
    if letters.map(BEH).is_none() {
        return;
    }
    if !joins(&font) {
        let message = "the font has Arabic letters and no forms for the beginning of a word";
        findings.add(Code::FontJoins, place(), message);
    }
    let mut documents = book.documents.iter();
    let needed = documents.any(|document| document.prose.text.contains(ZWNJ));
    if needed && letters.map(ZWNJ).is_none() {
        let message = "the font has Arabic letters and no ZWNJ (U+200C), and the book has some";
        findings.add(Code::FontZwnj, place(), message);
    }
}

/// A font whose tables lie inside the file, those that every font has among them.
fn whole(bytes: &[u8]) -> Option<FontRef<'_>> {
    let font = FontRef::new(bytes).ok()?;
    let directory = font.table_directory();
    let mut records = directory.table_records().iter();
    let inside = records.all(|record| {
        let end = u64::from(record.offset()) + u64::from(record.length());
        end <= bytes.len() as u64
    });
    let read = font.head().is_ok() && font.maxp().is_ok() && font.cmap().is_ok();
    (inside && read).then_some(font)
}

fn joins(font: &FontRef<'_>) -> bool {
    let Ok(table) = font.gsub() else {
        return false;
    };
    let Ok(features) = table.feature_list() else {
        return false;
    };
    let mut records = features.feature_records().iter();
    records.any(|record| record.feature_tag() == INITIAL)
}
