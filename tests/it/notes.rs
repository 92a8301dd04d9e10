//! What must be true of notes: how they are counted and marked, who speaks in them, where they stand.

use std::fmt::Write as _;

use crate::one_chapter::file_of;
use sahhaf::diag::Sink;
use sahhaf::frame::{Page, PageItem, Pages, TextRole};
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

/// A book of chapters with what `[notes]` says.
fn book(notes: &str, chapters: &[&str]) -> Manuscript {
    let (manuscript, sink) = read(notes, chapters);
    assert_eq!(codes(&sink), [""; 0]);
    manuscript
}

fn read(notes: &str, chapters: &[&str]) -> (Manuscript, Sink) {
    let names: Vec<String> = (1..=chapters.len())
        .map(|at| format!("\"{at}.md\""))
        .collect();
    let settings = format!(
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [{}]\n\
         [pdf]\ntrim = \"110x160mm\"\n[epub]\npage-list = false\n[notes]\n{notes}",
        names.join(", ")
    );
    let mut files = MemoryFiles::default().with("book.toml", settings);
    for (at, chapter) in (1..).zip(chapters) {
        files = files.with(&format!("{at}.md"), *chapter);
    }
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink).unwrap();
    let manuscript = manuscript.unwrap_or_else(|| panic!("{:?}", sink.found()));
    (manuscript, sink)
}

fn codes(sink: &Sink) -> Vec<&'static str> {
    let found = sink.found().iter();
    found.map(|found| found.code.name()).collect()
}

fn lines(page: &Page, role: TextRole) -> Vec<String> {
    let lines = page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) if line.role == role => Some(line.text.trim().to_owned()),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    lines.collect()
}

/// The lines of notes on the pages that have some.
fn notes(pages: &Pages) -> Vec<Vec<String>> {
    let pages = pages.pages.iter().map(|page| lines(page, TextRole::Note));
    pages.filter(|lines| !lines.is_empty()).collect()
}

fn set(manuscript: &Manuscript) -> Pages {
    let mut sink = Sink::default();
    let pages = manuscript.pages(&mut sink);
    assert_eq!(codes(&sink), [""; 0]);
    pages
}

fn chapter_of_epub(manuscript: &Manuscript, number: usize) -> String {
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    file_of(&epub, &format!("OEBPS/chapter-{number:02}.xhtml"))
}

/// A chapter of so many paragraphs of three lines, each with a note.
fn long(paragraphs: usize) -> String {
    let words = "در روزگاری که هنوز کسی به یاد نمی‌آورد، مردی در کنار رودی خانه داشت و هر بامداد به آب \
                 می‌نگریست و با خود می‌گفت که روزی از این رود خواهد گذشت";
    let mut text = "# فصل\n\n".to_owned();
    for at in 0..paragraphs {
        write!(text, "{words}.[^{at}]\n\n[^{at}]: یادداشت.\n\n").unwrap();
    }
    text
}

#[test]
fn notes_are_counted_anew_on_each_page_where_the_book_asks_for_it() {
    let manuscript = book("numbering = \"page\"\n", &[&long(12)]);
    let pages = notes(&set(&manuscript));
    assert!(pages.len() > 2, "{pages:?}");
    for page in &pages {
        for (line, number) in page.iter().zip(["۱", "۲", "۳", "۴", "۵", "۶"]) {
            assert_eq!(*line, format!("{number}. یادداشت."));
        }
    }
    // The EPUB has no pages.
    assert!(chapter_of_epub(&manuscript, 1).contains(">۱۲</a>"));
}

#[test]
fn calls_have_the_numbers_of_their_notes_on_each_page() {
    let pages = set(&book("numbering = \"page\"\n", &[&long(12)]));
    for page in &pages.pages {
        let body = lines(page, TextRole::Body).join(" ");
        let called = body.matches("گذشت.").count();
        let ones = body.matches("گذشت.۱").count();
        assert_eq!(ones, usize::from(called > 0), "{body}");
    }
}

#[test]
fn a_note_that_is_called_again_on_another_page_cannot_be_counted_by_pages() {
    let again = format!("{}\n\nباز همان.[^0]\n", long(9));
    let manuscript = book("numbering = \"page\"\n", &[&again]);
    let mut sink = Sink::default();
    manuscript.pages(&mut sink);
    assert_eq!(codes(&sink), ["note-of-another-page"]);
    set(&book("numbering = \"chapter\"\n", &[&again]));
}

#[test]
fn notes_are_counted_through_the_book_where_it_asks_for_it() {
    let chapter = "# فصل\n\nمتن.[^a]\n\n[^a]: یادداشت.\n";
    let all = notes(&set(&book("numbering = \"book\"\n", &[chapter, chapter])));
    assert_eq!(all, [["۱. یادداشت."], ["۲. یادداشت."]]);
    let all = notes(&set(&book("", &[chapter, chapter])));
    assert_eq!(all, [["۱. یادداشت."], ["۱. یادداشت."]]);
}

#[test]
fn notes_are_counted_anew_below_each_heading_that_opens_a_chapter() {
    let file = "# یک\n\nمتن.[^a]\n\n# دو\n\nمتن.[^b] باز.[^c]\n\n[^a]: یادداشت.\n\n[^b]: یادداشت.[^d]\n\n\
                [^c]: یادداشت.\n\n[^d]: در یادداشت.\n";
    let all = notes(&set(&book("", &[file])));
    let second = ["۱. یادداشت.۲", "۲. در یادداشت.", "۳. یادداشت."];
    assert_eq!(all, [vec!["۱. یادداشت."], second.to_vec()]);
    // What stands in one list is counted through it.
    let at_end = notes(&set(&book("place = \"chapter\"\n", &[file])));
    assert_eq!((at_end.len(), at_end[0][3].as_str()), (1, "۴. یادداشت."));
    let through = notes(&set(&book("numbering = \"book\"\n", &[file])));
    assert_eq!(through[1][2], "۴. یادداشت.");
}

const SERIES: &str =
    "series = { m = { label = \"م.\" }, e = { label = \"ویراستار\", marks = \"letters\" } }\n";
const VOICES: &str = "# فصل\n\nیک[^1] دو[^m:b] سه[^e:c] چهار[^m:d][^2].\n\n[^1]: نویسنده.\n\n\
    [^m:b]: مترجم یک.\n\n[^e:c]: پیراسته.\n\n[^m:d]: مترجم دو.\n\n    بند دیگر.\n\n[^2]: باز نویسنده.\n";

#[test]
fn each_series_counts_its_own_and_says_who_speaks() {
    let manuscript = book(SERIES, &[VOICES]);
    let pages = set(&manuscript);
    let body: Vec<String> = pages
        .pages
        .iter()
        .flat_map(|page| lines(page, TextRole::Body))
        .collect();
    assert!(
        body.contains(&"یک۱ دو* سهالف چهار**،۲.".to_owned()),
        "{body:?}"
    );
    let expected = [
        "۱. نویسنده.",
        "* مترجم یک.\u{A0}–\u{A0}م.",
        "الف. پیراسته.\u{A0}–\u{A0}ویراستار",
        "** مترجم دو.",
        "بند دیگر.",
        "م.",
        "۲. باز نویسنده.",
    ];
    assert_eq!(notes(&pages), [expected]);
    let chapter = chapter_of_epub(&manuscript, 1);
    for part in [
        "role=\"doc-noteref\">*</a>",
        "role=\"doc-noteref\">الف</a>",
        "پیراسته.\u{A0}–\u{A0}ویراستار</p>",
        "<p class=\"align-end\">م.</p>",
    ] {
        assert!(chapter.contains(part), "{part} in {chapter}");
    }
}

#[test]
fn a_name_with_a_colon_is_a_name_where_the_book_has_no_such_series() {
    let pages = set(&book("", &["# فصل\n\nیک[^m:b].\n\n[^m:b]: ساده.\n"]));
    assert_eq!(notes(&pages), [["۱. ساده."]]);
}

#[test]
fn a_latin_note_runs_from_the_left_whoever_speaks_in_it() {
    let series = "series = { \"م\" = \"مترجم\" }\n";
    let manuscript = book(
        series,
        &["# فصل\n\nیک[^م:ب].\n\n[^م:ب]: Strabo, *Geographica*.\n"],
    );
    let pages = set(&manuscript);
    let page = pages
        .pages
        .iter()
        .find(|page| !lines(page, TextRole::Note).is_empty());
    let line = page.unwrap().items.iter().find_map(|item| match item {
        PageItem::Line(line) if line.role == TextRole::Note => Some(line),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    assert_eq!(line.unwrap().direction, sahhaf::locale::Direction::Ltr);
}

#[test]
fn references_name_notes_by_their_marks() {
    let chapter =
        "# فصل\n\nیک[^1] دو[^m:b]، بنگرید به [](#^m:b).\n\n[^1]: نویسنده.\n\n[^m:b]: مترجم.\n";
    let pages = set(&book(SERIES, &[chapter]));
    let body: Vec<String> = pages
        .pages
        .iter()
        .flat_map(|page| lines(page, TextRole::Body))
        .collect();
    assert!(body.concat().contains("پانوشت *"), "{body:?}");
}

#[test]
fn a_series_with_a_name_that_no_mark_can_have_is_told() {
    let (_, sink) = read("series = { \"m:\" = \"م.\" }\n", &["# فصل\n\nمتن.\n"]);
    assert_eq!(codes(&sink), ["bad-value"]);
}

const TWO: [&str; 2] = [
    "# سفر\n\nیک[^1] دو[^m:2].\n\n[^1]: از سفر[^3].\n\n[^m:2]: از مترجم.\n\n[^3]: درون یادداشت.\n",
    "# بازگشت\n\nسه[^1].\n\n[^1]: از بازگشت.\n",
];

/// The lines of every page that has some, headings among them.
fn all_lines(pages: &Pages) -> Vec<Vec<String>> {
    let lines = pages.pages.iter().map(|page| {
        let lines = page.items.iter().filter_map(|item| match item {
            PageItem::Line(line) if line.role != TextRole::Running => {
                Some(line.text.trim().to_owned())
            }
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => {
                None
            }
        });
        lines.collect::<Vec<_>>()
    });
    lines.filter(|lines| !lines.is_empty()).collect()
}

#[test]
fn notes_of_a_chapter_stand_below_a_heading_at_its_end() {
    let manuscript = book("place = \"chapter\"\n", &TWO);
    let pages = all_lines(&set(&manuscript));
    let expected = [
        "فصل یکم",
        "سفر",
        "یک۱ دو۳.",
        "یادداشت‌ها",
        "۱. از سفر۲.",
        "۲. درون یادداشت.",
        "۳. از مترجم.",
    ];
    assert!(
        pages.contains(&expected.map(str::to_owned).to_vec()),
        "{pages:?}"
    );
    let chapter = chapter_of_epub(&manuscript, 1);
    for part in [
        "epub:type=\"endnotes\" role=\"doc-endnotes\" aria-labelledby=\"end-notes\"",
        "<h2 id=\"end-notes\">یادداشت‌ها</h2>",
        "<ol class=\"end-notes\">",
        "epub:type=\"endnote\">",
        "role=\"doc-backlink\"",
    ] {
        assert!(chapter.contains(part), "{part} in {chapter}");
    }
    assert!(!chapter.contains("<aside"), "{chapter}");
}

#[test]
fn notes_of_the_book_are_a_part_of_it_by_chapters_and_others_stay_at_the_foot() {
    let settings =
        "place = \"book\"\ntitle = \"پی‌نوشت‌ها\"\nseries = { m = { place = \"page\" } }\n";
    let manuscript = book(settings, &TWO);
    let set = set(&manuscript);
    assert_eq!(notes(&set)[0], ["* از مترجم."]);
    let pages = all_lines(&set);
    let expected = [
        "پی‌نوشت‌ها",
        "فصل یکم: سفر",
        "۱. از سفر۲.",
        "۲. درون یادداشت.",
        "فصل دوم: بازگشت",
        "۱. از بازگشت.",
    ];
    assert_eq!(pages.last().unwrap(), &expected);
    let contents = pages.iter().find(|page| page[0] == "فهرست").unwrap();
    assert!(
        contents.iter().any(|line| line.contains("پی‌نوشت‌ها")),
        "{contents:?}"
    );
    let epub = manuscript.epub(&[], &mut Sink::default()).unwrap();
    let part = file_of(&epub, "OEBPS/notes.xhtml");
    for expected in [
        "role=\"doc-endnotes\"",
        "<h1 id=\"end-notes\">پی‌نوشت‌ها</h1>",
        "<h2 id=\"chapter-notes\">فصل یکم: سفر</h2>",
        "href=\"chapter-02.xhtml#note-mark-4\"",
        "href=\"#note-mark-3\"",
    ] {
        assert!(part.contains(expected), "{expected} in {part}");
    }
    let chapter = file_of(&epub, "OEBPS/chapter-02.xhtml");
    assert!(chapter.contains("href=\"notes.xhtml#note-4\""), "{chapter}");
    let nav = file_of(&epub, "OEBPS/nav.xhtml");
    assert!(
        nav.contains("<a href=\"notes.xhtml#end-notes\">پی‌نوشت‌ها</a>"),
        "{nav}"
    );
}

#[test]
fn marks_lead_to_notes_of_another_part_and_back() {
    let pages = set(&book("place = \"book\"\n", &TWO));
    let links: Vec<_> = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            PageItem::Link(link) => Some(&link.target),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) => None,
        })
        .collect();
    let anchors: Vec<_> = links
        .iter()
        .filter_map(|target| match target {
            sahhaf::frame::LinkTarget::Anchor(anchor) => Some(anchor),
            _ => None,
        })
        .collect();
    assert!(
        anchors
            .iter()
            .all(|anchor| pages.destinations.contains_key(anchor))
    );
    // Four notes, each with a call that leads to it and a mark that leads back; the contents besides.
    assert!(anchors.len() >= 8, "{links:?}");
}

#[test]
fn notes_at_an_end_cannot_be_counted_by_pages() {
    let (_, sink) = read("place = \"book\"\nnumbering = \"page\"\n", &TWO);
    assert_eq!(codes(&sink), ["bad-value"]);
    // A series at an end counts by chapters where the others are counted by pages.
    book(
        "numbering = \"page\"\nseries = { m = { place = \"chapter\" } }\n",
        &TWO,
    );
}

#[test]
fn printed_pages_that_begin_in_notes_at_an_end_are_found_in_the_epub() {
    let mut long = "# فصل\n\n".to_owned();
    for at in 0..90 {
        write!(long, "متن[^{at}]. ").unwrap();
    }
    for at in 0..90 {
        write!(long, "\n\n[^{at}]: یادداشتی که یک سطر دارد.").unwrap();
    }
    for place in ["chapter", "book"] {
        let manuscript = book(
            &format!("place = \"{place}\"\n"),
            &[&long, "# دو\n\nمتن.\n"],
        );
        let mut sink = Sink::default();
        let pages = manuscript.pages(&mut sink);
        let epub = manuscript.epub(&pages.printed, &mut sink).unwrap();
        assert_eq!(codes(&sink), [""; 0]);
        let file = match place {
            "chapter" => "OEBPS/chapter-01.xhtml",
            _ => "OEBPS/notes.xhtml",
        };
        let marks = file_of(&epub, file).matches("doc-pagebreak").count();
        assert!(marks > 2, "{place}: {marks}");
    }
}

#[test]
fn short_notes_stand_side_by_side_where_the_book_asks_for_it() {
    let chapter = "# فصل\n\nیک[^1] دو[^2] سه[^3] چهار[^4] پنج[^5].\n\n[^1]: هرودوت.\n\n[^2]: پلوتارک.\n\n\
        [^3]: استرابون.\n\n[^4]: Strabo\n\n[^5]: یادداشتی که از نیمهٔ سطر بسیار درازتر است و تنها می‌ماند.\n";
    let rows = |notes: &str| -> Vec<usize> {
        let pages = set(&book(notes, &[chapter]));
        let items = pages.pages.iter().flat_map(|page| &page.items);
        let lines = items.filter_map(|item| match item {
            PageItem::Line(line) if line.role == TextRole::Note => Some(line.baseline.0),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => {
                None
            }
        });
        let baselines: Vec<f32> = lines.collect();
        let same = |a: &f32, b: &f32| (a - b).abs() < 0.1;
        baselines.chunk_by(same).map(<[f32]>::len).collect()
    };
    assert_eq!(rows(""), [1, 1, 1, 1, 1]);
    assert_eq!(rows("short = \"beside\"\n"), [3, 1, 1]);
}
