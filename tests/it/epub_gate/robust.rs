//! Whatever is done to an EPUB, the gate answers: it never panics and never points outside of a text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sahhaf::diag::Place;
use sahhaf::gate;
use sahhaf::source::SourceMap;

use super::epub::Epub;

static BOOK: LazyLock<Epub> = LazyLock::new(Epub::model);
static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| BOOK.pack());

/// Examines bytes; a refusal is an answer, too.
fn answers(bytes: &[u8]) {
    let mut map = SourceMap::default();
    let Ok(report) = gate::examine(bytes, &mut map) else {
        return;
    };
    for finding in report.findings {
        if let Place::At(span) = finding.place {
            let _ = map.locate(span);
            let _ = map.slice(span);
        }
    }
}

/// Pieces that break markup and styles.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "/>",
    "</p>",
    "<p",
    "\"",
    "&",
    "&zwnj;",
    "&#xD800;",
    "&#0;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html>",
    "{",
    "}",
    "url(",
    "/*",
    "id=\"p1\"",
    "dir=\"auto\"",
    "\u{200F}",
    "\u{0}",
    "%",
];

/// Names of the texts.
const TEXTS: [&str; 8] = [
    "META-INF/container.xml",
    "OEBPS/package.opf",
    "OEBPS/nav.xhtml",
    "OEBPS/toc.ncx",
    "OEBPS/style.css",
    "OEBPS/cover.xhtml",
    "OEBPS/one.xhtml",
    "OEBPS/two.xhtml",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_truncated_archive_is_answered(length in 0_usize..200_000) {
        answers(&PACKED[..length.min(PACKED.len())]);
    }

    #[test]
    fn an_archive_with_other_bytes_is_answered(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = PACKED.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        answers(&bytes);
    }

    #[test]
    fn broken_texts_are_answered(
        file in prop::sample::select(&TEXTS[..]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, prop::sample::select(&PIECES[..])), 1..8),
    ) {
        let text = &BOOK.files.iter().find(|(name, _)| name == file).unwrap().1;
        let mut letters: Vec<char> = str::from_utf8(text).unwrap().chars().collect();
        for (at, length, piece) in cuts {
            let at = at.index(letters.len());
            let end = (at + length).min(letters.len());
            letters.splice(at..end, piece.chars());
        }
        let text: String = letters.into_iter().collect();
        answers(&BOOK.clone().with(file, text).pack());
    }

    #[test]
    fn pictures_and_fonts_of_any_bytes_are_answered(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut book = BOOK.clone().with("OEBPS/map.png", bytes.clone());
        let font = &BOOK.files.iter().find(|(name, _)| name.ends_with(".ttf")).unwrap().1;
        let mut font = font[..cut.index(font.len())].to_vec();
        let middle = font.len() / 2;
        font.splice(middle..middle, bytes);
        book = book.with("OEBPS/font.ttf", font);
        answers(&book.pack());
    }
}
