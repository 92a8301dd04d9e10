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

/// The codes of a book that was made to stop the gate. Without bounds it would not answer while anybody waits.
fn hostile(name: &str, bytes: impl Into<Vec<u8>>) -> std::collections::BTreeSet<&'static str> {
    BOOK.clone().with(name, bytes).codes()
}

#[test]
fn what_stands_in_itself_is_looked_at_a_bounded_number_of_times() {
    for (open, close) in [
        ("<span epub:type=\"pagebreak\">", "</span>"),
        (
            "<aside epub:type=\"footnote\" role=\"doc-footnote\"><a href=\"#x\">1</a>",
            "</aside>",
        ),
        ("<ol><li>", "</li></ol>"),
        ("<table><tr><td>", "</td></tr></table>"),
    ] {
        let nested = |depth: usize| open.repeat(depth) + "واژه" + &close.repeat(depth);
        let with = |content: String| {
            BOOK.clone()
                .replaced("one.xhtml", "</body>", &(content + "</body>"))
        };
        assert!(
            !with(nested(60).repeat(60)).codes().contains("broken-xml"),
            "{open}"
        );
        assert!(with(nested(9000)).codes().contains("broken-xml"), "{open}");
    }
}

#[test]
fn a_thousand_of_anything_is_answered_and_told_up_to_a_limit() {
    let links = "<p><a href=\"#nowhere\">x</a> <img src=\"a.png\" alt=\"\"/></p>".repeat(3000);
    let figure = format!(
        "<figure>{}</figure>",
        "<img src=\"a.png\" alt=\"\"/>".repeat(3000)
    );
    // As many as the bound of an element allows.
    let declared: String = (0..1900)
        .map(|at| format!(" xmlns:n{at}=\"http://www.idpf.org/2007/ops\""))
        .collect();
    let prefixes = format!("<p{declared}>{}</p>", "<b n1:type=\"x\"/>".repeat(3000));
    let content = links + &figure + &prefixes + "</body>";
    let book = BOOK.clone().replaced("one.xhtml", "</body>", &content);
    let found = book.findings();
    let links = found.iter().filter(|one| one.code.name() == "broken-link");
    assert_eq!(links.clone().count(), 1001);
    assert!(
        links
            .into_iter()
            .any(|one| one.message.starts_with("8000 more"))
    );
}

#[test]
fn style_sheets_beyond_their_limit_are_told_and_not_read() {
    let sheet = "p { color: red; direction: rtl }\n".repeat(150_000);
    let codes = hostile("OEBPS/style.css", sheet);
    assert!(codes.contains("too-large"), "{codes:?}");
}

#[test]
fn a_file_of_the_spine_is_looked_for_behind_no_more_fallbacks_than_a_book_has() {
    // A chain that leads to a page in the end: the first of a short one is shown, that of an endless one is none.
    let with = |length: usize| {
        let item = |at: usize| {
            let next = if at + 1 == length {
                "one".to_owned()
            } else {
                format!("f{}", at + 1)
            };
            format!(
                "<item id=\"f{at}\" href=\"f{at}.bin\" media-type=\"x/y\" fallback=\"{next}\"/>"
            )
        };
        let items: String = (0..length).map(item).collect();
        BOOK.clone()
            .replaced("package.opf", "</manifest>", &(items + "</manifest>"))
            .replaced("package.opf", "</spine>", "<itemref idref=\"f0\"/></spine>")
    };
    let unshown = |length| {
        let found = with(length).findings();
        found
            .iter()
            .filter(|one| one.message.ends_with("without a fallback"))
            .count()
    };
    assert_eq!(unshown(5), 0);
    assert_eq!(unshown(60), 1);
}
