//! Names, numbers and links of small books.

use std::num::NonZeroUsize;
use std::sync::Arc;

use crate::in_memory;
use sahhaf::cite::{Citations, Entry, List, Rendered};
use sahhaf::config::Config;
use sahhaf::diag::Sink;
use sahhaf::locale::{Direction, Language};
use sahhaf::model::{InlineKind, Target, plain_text};
use sahhaf::resolve::text::{Floats, ItemNumbers, NotePlace, TextOptions, text_with};
use sahhaf::resolve::{ResolvedBook, resolve};
use sahhaf::source::SourceMap;

struct Built {
    book: ResolvedBook,
    map: SourceMap,
    sink: Sink,
}

fn build(chapters: &[(&str, &str)]) -> Built {
    build_with(chapters, |_| {}, |_| Citations::default())
}

fn build_with(
    chapters: &[(&str, &str)],
    change: impl Fn(&mut Config),
    cite: impl Fn(&sahhaf::model::Book) -> Citations,
) -> Built {
    let (book, map, mut sink) = in_memory::read(chapters);
    let names: Vec<&str> = chapters.iter().map(|(path, _)| *path).collect();
    let mut config = in_memory::config(&names);
    change(&mut config);
    let citations = cite(&book);
    let book = resolve(Arc::new(book), citations, &config, &mut sink);
    Built { book, map, sink }
}

impl Built {
    fn ids(&self) -> Vec<&str> {
        self.book.anchors.ids().collect()
    }

    /// The label of each note, and its number.
    fn note_numbers(&self) -> Vec<(&str, usize)> {
        let number = |id| self.book.note_number(id).map_or(0, NonZeroUsize::get);
        let notes = self.book.notes();
        notes
            .map(|(id, note)| (note.label.as_str(), number(id)))
            .collect()
    }

    fn report(&self) -> String {
        in_memory::report(&self.sink, &self.map)
    }
}

#[test]
fn headings_are_named_by_their_words_and_names_are_unique() {
    let built = build(&[
        ("a.md", "# مقدمه\n\n## یک {#x}\n\n## مقدمه\n"),
        ("b.md", "# فصل دو\n\n## یک {#x}\n"),
    ]);
    assert_eq!(built.ids(), ["x", "مقدمه", "مقدمه-2", "x-2", "فصل-دو"]);
    assert_eq!(
        built.report(),
        "Warning duplicate-id 3:1 the id «\u{2068}x\u{2069}» is taken already, in «\u{2068}a.md\u{2069}» \
         (give it a name of its own; it is called «\u{2068}x-2\u{2069}» now)\n"
    );
}

#[test]
fn links_lead_to_their_own_chapter_first_and_then_to_the_book() {
    let a =
        "# یک {#x}\n\n[الف](#x) [ب](sub/b.md) [پ](sub/b.md#x) [ت](#تنها) [ث](sub/b.html#تنها)\n";
    let b = "متن\n\n# دو {#x}\n\n[الف](#x) [ب](../a.md) ![t](t.svg)\n\n## تنها\n";
    let built = build(&[("a.md", a), ("sub/b.md", b)]);
    assert_eq!(
        in_memory::targets(&built.book),
        ["x", "chapter-2", "x-2", "تنها", "تنها", "x-2", "x"]
    );
}

#[test]
fn a_link_that_leads_nowhere_is_reported_with_the_nearest_name() {
    let built = build(&[(
        "a.md",
        "# مقدمه\n\n[الف](#مقدمه‌ها) [ب](b.md) [پ](data.zip) [ت](#مقدم)\n",
    )]);
    assert_eq!(in_memory::targets(&built.book), ["!", "!", "!", "!"]);
    let report = built.report();
    assert_eq!(report.lines().count(), 4, "{report}");
    assert!(
        report.contains("did you mean «\u{2068}#مقدمه\u{2069}»"),
        "{report}"
    );
}

#[test]
fn notes_of_a_tables_caption_are_numbered_before_those_of_its_cells() {
    let text =
        "| سر[^cell] |\n|---|\n| خانه |\n\nجدول: شرح[^caption]\n\n[^cell]: یک\n\n[^caption]: دو\n";
    let built = build(&[("01.md", text)]);
    let mut numbers = built.note_numbers();
    numbers.sort_unstable();
    assert_eq!(numbers, [("caption", 1), ("cell", 2)]);
}

#[test]
fn notes_are_numbered_in_the_order_of_their_marks_within_a_chapter() {
    let text = "# ف\n\nا[^b] ب[^a] پ[^b]\n\n[^a]: اول\n[^b]: دوم[^c]\n[^c]: سوم\n";
    let built = build(&[("a.md", text), ("b.md", "# ق\n\nا[^a]\n\n[^a]: چهارم\n")]);
    let numbers = built.note_numbers();
    assert_eq!(numbers, [("b", 1), ("a", 3), ("c", 2), ("a", 1)]);
}

#[test]
fn figures_and_tables_with_captions_are_counted_through_the_book() {
    let table = "|ا|ب|\n|-|-|\n|۱|۲|\n\nجدول: شرح\n";
    let figure = "![t](t.svg \"شرح\")\n\n![u](u.svg)\n";
    let built = build(&[("a.md", &format!("{table}\n{figure}")), ("b.md", figure)]);
    let tables = built.book.tables.iter();
    let labels = tables.flat_map(|tables| tables.labels.values());
    let labels: Vec<String> = labels.map(ToString::to_string).collect();
    assert_eq!(labels, ["جدول ۱", "شکل ۱", "شکل ۲"]);
}

#[test]
fn numbered_headings_carry_the_digits_of_the_book() {
    let text = "# الف\n\n## ب\n\n## پ\n\n# مقدمه {.unnumbered}\n\n# ت\n";
    let built = build_with(
        &[("a.md", text)],
        |config| {
            config.page.number_headings = true;
            config.design.chapter_number = sahhaf::config::ChapterNumber::None;
        },
        |_| Citations::default(),
    );
    let numbers: Vec<_> = built
        .book
        .headings
        .iter()
        .map(|entry| entry.number.as_deref())
        .collect();
    assert_eq!(
        numbers,
        [Some("۱"), Some("۱-۱"), Some("۱-۲"), None, Some("۲")]
    );
    assert!(sahhaf::resolve::text(&built.book).starts_with("۱ الف\n۱-۱ ب\n"));
}

#[test]
fn empty_and_skipping_headings_are_reported() {
    let built = build(&[("a.md", "# الف[^n]\n\n### ب\n\n#\n\n[^n]: ی\n")]);
    let report = built.report();
    assert!(
        report.contains("bad-heading 3:1 the heading goes from level 1 to level 3"),
        "{report}"
    );
    assert!(
        report.contains("bad-heading 5:1 the heading is empty"),
        "{report}"
    );
    assert_eq!(plain_text(&built.book.headings[0].title), "الف");
    assert_eq!(built.book.headings.len(), 2);
}

#[test]
fn the_bibliography_is_the_last_heading_and_its_entries_are_anchors() {
    let built = build_with(
        &[("a.md", "متن [@k]\n")],
        |_| {},
        |book| {
            let (cited, citation) = book.citations().next().unwrap();
            let (id, span) = (citation.node, citation.span);
            let word = |text: &str| sahhaf::model::Inline {
                id,
                kind: InlineKind::Text(text.to_owned()),
                span,
            };
            let target = Target::Work("k".to_owned());
            let link = InlineKind::Link {
                target,
                content: vec![word("(ک، ۱۳۹۹)")],
            };
            let entry = Entry {
                key: "k".to_owned(),
                heading: None,
                content: vec![word("ک. کتاب. ۱۳۹۹")],
                language: Language::persian(),
                direction: Direction::Rtl,
                span,
                cited: Vec::new(),
            };
            let rendered = Rendered {
                content: vec![sahhaf::model::Inline {
                    id,
                    kind: link,
                    span,
                }],
                ..Rendered::default()
            };
            Citations {
                rendered: [(cited, rendered)].into(),
                lists: vec![List {
                    chapter: None,
                    entries: vec![entry],
                }],
            }
        },
    );
    let (_, citation) = built.book.book.citations().next().unwrap();
    let link = &built.book.citation(citation.node)[0];
    let InlineKind::Link { target, .. } = &link.kind else {
        panic!("no link to the entry")
    };
    let Target::Anchor(id) = built.book.target(link.id, target) else {
        panic!("the link leads nowhere")
    };
    assert_eq!(built.book.anchors.id(*id), Some("ref-k"));
    let last = built.book.headings.last().unwrap();
    assert_eq!(plain_text(&last.title), "منابع");
    assert_eq!(
        sahhaf::resolve::text(&built.book),
        "متن (ک، ۱۳۹۹)\nمنابع\nک. کتاب. ۱۳۹۹\n"
    );
}

#[test]
fn the_text_of_the_book_stands_in_reading_order() {
    let source = "# فصل\n\nاول[^n] دوم[^n].\n\n1. یک\n2. دو\n\n|س|\n|-|\n|خ|\n\nجدول: شرح\n\n[^n]: یادداشت\n";
    let built = build(&[("a.md", source)]);
    assert_eq!(
        sahhaf::resolve::text(&built.book),
        "فصل\nاول دوم.\nیادداشت\nیک\nدو\nجدول ۱: شرح\nس\nخ\n"
    );
    let options = TextOptions {
        notes: NotePlace::AtMark,
        floats: Floats::Skipped,
        item_numbers: ItemNumbers::Written,
        ..TextOptions::default()
    };
    assert_eq!(
        text_with(&built.book, options),
        "فصل\nاول یادداشت دوم.\n۱. یک\n۲. دو\n"
    );
}
