//! What holds for every chapter, however it is written.

use crate::in_memory;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use sahhaf::cite::Citations;
use sahhaf::diag::{Code, Sink};
use sahhaf::model::{Block, BlockKind, Book, InlineKind, plain_text, visit_blocks, visit_inlines};
use sahhaf::source::{SourceMap, Span, WrittenText};

/// Pieces that our extensions look at.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "متن", " ", "\n", "\n\n", "# ", "> ", "- ", "1. ", "    ", "*", "**", "~", "^", "`", "```", "```verse\n", "[", "]", "(", ")", "![", "](a.svg \"ب\")", "{#id}", "{.c lang=ar}", "{", "}", "@key", "[@k, ص ۵]", "[ص ۵]", "؛ ", "[^n]", "[^n]: ", ":::", "::: note\n", ":::\n", "|", "|-|\n", "\"", "'", "...", "--", "<div>", "</div>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<script>", "</script>", "<img src=a.png>", "<p align=left>", "<li>", "<!-- ", " -->", "<pre>", "</pre>", "<details>", "<summary>", "<figure>", "<figcaption>", "جدول: ", ": ", "$", "$$", "\\", "&amp;", "---\n", "+++\n", "\u{200C}", "\u{0}", "https://a.b/c", " / ", "\t", "<a href=\"#x\">", "</a>", "<q>", "</q>",
];

/// Those pieces and any others, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_nul_in_html_moves_no_place() {
    let text = "<div><A\0<details>متن";
    let (book, map, sink) = in_memory::read(&[("a.md", text)]);
    for span in spans(&book, &sink) {
        assert!(map.file(span.file).text().get(span.range()).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_chapter_makes_the_reader_panic_and_every_place_lies_in_its_file(text in pieces()) {
        let (book, map, sink) = in_memory::read(&[("a.md", &text)]);
        for span in spans(&book, &sink) {
            prop_assert!(map.file(span.file).text().get(span.range()).is_some(), "{span:?} in {text:?}");
        }
        let mut sink = Sink::default();
        let config = in_memory::config(&["a.md"]);
        let resolved = sahhaf::resolve::resolve(book.into(), Citations::default(), &config, &mut sink);
        let mut ids: Vec<_> = resolved.anchors.ids().collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert!(ids.len() == count, "ids are unique in {text:?}");
        let _ = sahhaf::resolve::text(&resolved);
    }

    #[test]
    fn each_letter_that_is_set_stands_where_it_was_written(text in pieces()) {
        let (book, map, _) = in_memory::read(&[("a.md", &text)]);
        let config = in_memory::config(&["a.md"]);
        let resolved = sahhaf::resolve::resolve(book.into(), Citations::default(), &config, &mut Sink::default());
        let mut faults = Vec::new();
        visit_inlines(&resolved.book.chapters[0].blocks, &mut |inline| {
            if let InlineKind::Text(words) | InlineKind::Code(words) = &inline.kind {
                faults.extend(misplaced(words, &resolved.written(inline.source(), words.len()), &map));
            }
        });
        prop_assert!(faults.is_empty(), "{faults:?} in {text:?}");
    }

    // Words begin with a letter: «١. …» begins a list.
    #[test]
    fn words_of_plain_paragraphs_are_never_lost(words in prop::collection::vec("[ا-غف-يپچژکگی][ا-ی]{0,8}(\u{200C}[ا-ی]{1,5})?[،.؟]?", 1..60)) {
        let text = words.chunks(7).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n\n");
        let (book, ..) = in_memory::read(&[("a.md", &text)]);
        let mut read = Vec::new();
        visit_blocks(&book.chapters[0].blocks, &mut |block| {
            if let BlockKind::Paragraph(content) = &block.kind {
                read.extend(plain_text(content).split_whitespace().map(str::to_owned));
            }
        });
        prop_assert!(read == words);
    }
}

/// The words that are said to stand as they were written, and do not: what is set, and what is written there.
fn misplaced(words: &str, written: &WrittenText, map: &SourceMap) -> Vec<[String; 2]> {
    let letters =
        |text: &str| -> String { text.chars().filter(|sign| sign.is_alphanumeric()).collect() };
    let ranges = written.ranges().iter().filter(|range| range.is_verbatim);
    let exact = ranges.filter_map(|range| Some((range.range.clone(), range.origin.span()?)));
    let pairs = exact.map(|(range, place)| [letters(&words[range]), letters(map.slice(place))]);
    pairs
        .filter(|[set, written]| !set.is_empty() && set != written)
        .collect()
}

fn spans(book: &Book, sink: &Sink) -> Vec<Span> {
    let mut found: Vec<Span> = sink
        .found()
        .iter()
        .filter_map(|found| found.span())
        .collect();
    let mut add = |blocks: &[Block]| {
        visit_blocks(blocks, &mut |block| found.push(block.span));
        visit_inlines(blocks, &mut |inline| found.push(inline.span));
    };
    book.chapters
        .iter()
        .for_each(|chapter| add(&chapter.blocks));
    book.notes().for_each(|(_, note)| add(&note.blocks));
    found.extend(book.notes().map(|(_, note)| note.span));
    for (_, citation) in book.citations() {
        found.push(citation.span);
        found.extend(citation.items.iter().map(|item| item.span));
    }
    found
}

/// The source of the first inline that is wanted.
fn slice(text: &str, wanted: fn(&InlineKind) -> bool) -> String {
    let (book, map, _): (Book, SourceMap, Sink) = in_memory::read(&[("a.md", text)]);
    let mut found = None;
    visit_inlines(&book.chapters[0].blocks, &mut |inline| {
        if found.is_none() && wanted(&inline.kind) {
            found = Some(map.slice(inline.span).to_owned());
        }
    });
    found.unwrap()
}

#[test]
fn a_place_reads_as_what_was_written_there() {
    let text = "---\ntitle: ت\n---\n\u{200F}سلام *دنیا* [@k, ص ۵] @n [ص ۶] [پیوند](b.md) [^x] ![ت](a.svg){width=3cm}\n\n[^x]: ی\n";
    assert_eq!(
        slice(text, |kind| matches!(kind, InlineKind::Emphasis(_))),
        "*دنیا*"
    );
    assert_eq!(
        slice(
            text,
            |kind| matches!(kind, InlineKind::Citation(id) if id.index == 0)
        ),
        "[@k, ص ۵]"
    );
    assert_eq!(
        slice(
            text,
            |kind| matches!(kind, InlineKind::Citation(id) if id.index == 1)
        ),
        "@n [ص ۶]"
    );
    assert_eq!(
        slice(text, |kind| matches!(kind, InlineKind::Link { .. })),
        "[پیوند](b.md)"
    );
    assert_eq!(
        slice(text, |kind| matches!(kind, InlineKind::NoteRef(_))),
        "[^x]"
    );
    assert_eq!(
        slice(text, |kind| matches!(kind, InlineKind::Image(_))),
        "![ت](a.svg){width=3cm}"
    );
}

#[test]
fn lists_five_hundred_deep_are_flattened_with_one_warning() {
    let text: String = (0..500)
        .map(|depth| format!("{}- الف\n", "  ".repeat(depth)))
        .collect();
    let (book, _, sink) = in_memory::read(&[("a.md", &text)]);
    let deep = sink
        .found()
        .iter()
        .filter(|found| found.code == Code::TooDeep)
        .count();
    assert_eq!(deep, 1);
    let mut words = 0;
    visit_inlines(&book.chapters[0].blocks, &mut |inline| {
        words +=
            usize::from(matches!(&inline.kind, InlineKind::Text(text) if text.contains("الف")));
    });
    assert!(words >= 300, "{words}");
    for open in ["> ", "*a **b ", "<div>", "<b>", "[", "::: x\n"] {
        let _ = in_memory::read(&[("a.md", &format!("{}متن", open.repeat(5000)))]);
    }
}

#[test]
fn bad_files_are_named_with_their_place() {
    use sahhaf::source::MemoryFiles;
    let files = MemoryFiles::default().with("a.md", b"\xEF\xBB\xBF# \xD8\xA7\r\nx \xFF y".to_vec());
    let config = in_memory::config(&["a.md", "b.md"]);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    sahhaf::markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    let report = in_memory::report(&sink, &map);
    assert!(report.contains("bad-utf8 2:3 "), "{report}");
    assert!(report.contains("missing-file - "), "{report}");
    let (_, _, sink) = in_memory::read(&[("a.md", "\n\n"), ("b.md", "<!-- هیچ -->\n")]);
    let codes: Vec<Code> = sink.found().iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::EmptyChapter, Code::EmptyBook]);
}

/// Nothing here asks a clock; where time would grow with the square of the text, this never ends.
#[test]
fn repeated_marks_of_every_kind_are_read_to_the_end() {
    let size = 4_000_000;
    let prose = "این یک پاراگراف *معمولی* با [@key, ص ۵] و «نقل» و \"نقل\" است[^n].\n\n";
    for piece in [
        prose,
        "[a ",
        "@a [",
        "'a ",
        "\"",
        "<b>",
        "# عنوان\n\n",
        "| a | b |\n",
        "{#a}",
        "- a\n",
        "^a ",
        "::: x\n",
        "<td>",
        "<div>",
        "</b>",
        "<table>",
    ] {
        let text = piece.repeat(size / 10 / piece.len());
        let text = if piece == prose {
            prose.repeat(size / prose.len())
        } else {
            text
        };
        let (book, ..) = in_memory::read(&[("a.md", &text)]);
        let mut sink = Sink::default();
        let config = in_memory::config(&["a.md"]);
        let resolved =
            sahhaf::resolve::resolve(book.into(), Citations::default(), &config, &mut sink);
        assert_eq!(resolved.book.chapters.len(), 1, "{piece:?}");
    }
}
