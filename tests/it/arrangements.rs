//! What must be true of what stands beside the text or in columns: margins, two columns, numbers of lines.

use std::io::{Cursor, Read};
use std::sync::Arc;

use crate::pages::{SENTENCE, body, book, lines, of_role, set};
use sahhaf::diag::Sink;
use sahhaf::frame::{Page, PlacedLine, Side, TextRole};
use sahhaf::pipeline::{self, NoObserver, Output};
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n[pdf]\ntrim = \"145x120mm\"\n\
                        chapter-opening = \"next\"\n";
/// A margin that words have room in.
const WIDE: &str = "margins = { outer = 40 }\n";
const NOTES: &str = "[notes]\nplace = \"margin\"\n";

fn with(settings: &str, chapter: &str) -> MemoryFiles {
    book(chapter).with("book.toml", format!("{SETTINGS}{settings}"))
}

fn codes(sink: &Sink) -> Vec<&str> {
    sink.found().iter().map(|found| found.code.name()).collect()
}

fn edges(line: &PlacedLine) -> (f32, f32) {
    let left = line.runs.iter().map(|run| run.x.0);
    let right = line.runs.iter().map(|run| (run.x + run.width()).0);
    (
        left.fold(f32::MAX, f32::min),
        right.fold(f32::MIN, f32::max),
    )
}

/// The left and the right edge of the text of a page.
fn block(page: &Arc<Page>) -> (f32, f32) {
    let all = of_role(page, TextRole::Body).into_iter().map(edges);
    all.fold((f32::MAX, f32::MIN), |(left, right), line| {
        (left.min(line.0), right.max(line.1))
    })
}

fn is_at_fore_edge(line: &PlacedLine, page: &Arc<Page>) -> bool {
    let ((left, right), (text_left, text_right)) = (edges(line), block(page));
    match page.side {
        Side::Left => right < text_left,
        Side::Right => left > text_right,
    }
}

/// Paragraphs of which each has a note.
fn noted(count: usize, note: &str) -> String {
    let paragraphs = (0..count).map(|at| {
        let text = SENTENCE.repeat(3);
        format!("{text}نشان{at}.[^{at}]\n\n[^{at}]: {note}\n\n")
    });
    format!("# فصل\n\n{}", paragraphs.collect::<String>())
}

#[test]
fn notes_of_the_margin_stand_at_the_fore_edge_on_the_lines_of_their_marks() {
    let (pages, sink) = set(&with(NOTES, &noted(8, "یادداشت.")));
    assert_eq!(codes(&sink), [""; 0]);
    let mut count = 0;
    for page in body(&pages) {
        for note in of_role(page, TextRole::Note) {
            assert!(is_at_fore_edge(note, page), "{}", note.text);
            let mut text = of_role(page, TextRole::Body).into_iter();
            let line = text.find(|line| (line.baseline.0 - note.baseline.0).abs() < 0.01);
            let line = line.unwrap_or_else(|| panic!("{} stands beside a line", note.text));
            assert!(line.text.contains("نشان"), "{}", line.text);
            count += 1;
        }
    }
    assert_eq!(count, 8);
    assert!(body(&pages).iter().any(|page| page.side == Side::Left));
    assert!(body(&pages).iter().any(|page| page.side == Side::Right));
}

#[test]
fn long_notes_of_the_margin_stand_below_each_other_and_none_is_lost() {
    let note = "یادداشت ".repeat(60);
    let (pages, sink) = set(&with(NOTES, &noted(6, &note)));
    assert_eq!(codes(&sink), [""; 0]);
    let mut words = 0;
    for page in &pages.pages {
        let notes = of_role(page, TextRole::Note);
        for pair in notes.windows(2) {
            assert!(pair[0].baseline.0 < pair[1].baseline.0 - 5.0, "no overlap");
        }
        let foot = notes.last().map_or(0.0, |line| line.baseline.0);
        assert!(
            foot < (pages.size.1.0) - 50.0,
            "inside the text block: {foot}"
        );
        let counted = notes
            .iter()
            .map(|line| line.text.matches("یادداشت").count());
        words += counted.sum::<usize>();
    }
    assert_eq!(words, 6 * 60);
}

#[test]
fn words_of_the_margin_begin_beside_the_block_that_follows_them() {
    let before = format!("# فصل\n\n{SENTENCE}\n\n");
    let chapter = format!(
        "{before}::: حاشیه\nکنار.\n:::\n\nبند. {}\n",
        SENTENCE.repeat(3)
    );
    let (pages, sink) = set(&with(WIDE, &chapter));
    assert!(!codes(&sink).contains(&"narrow-margin"));
    let page = &body(&pages)[0];
    let notes = of_role(page, TextRole::Note);
    assert_eq!(notes.len(), 1);
    assert!(is_at_fore_edge(notes[0], page));
    let begins = lines(page)
        .find(|line| line.text.starts_with("بند"))
        .unwrap();
    assert!((begins.baseline.0 - notes[0].baseline.0).abs() < 0.01);
}

#[test]
fn a_margin_without_room_is_told_and_its_words_stand_in_the_text_or_at_the_foot() {
    let chapter = format!("# فصل\n\n::: margin\nکنار.\n:::\n\n{SENTENCE}\n");
    let (pages, sink) = set(&with("", &chapter));
    assert_eq!(codes(&sink), ["narrow-margin"]);
    let text: String = lines(&body(&pages)[0])
        .map(|line| line.text.as_str())
        .collect();
    assert!(text.contains("کنار."), "{text}");
    let settings = format!("margins = {{ outer = 20 }}\n{NOTES}");
    let (pages, sink) = set(&with(&settings, &noted(1, "پایین.")));
    assert_eq!(codes(&sink), ["narrow-margin"]);
    let page = &body(&pages)[0];
    assert!(!is_at_fore_edge(of_role(page, TextRole::Note)[0], page));
}

/// The words of lines, in the order of the page.
fn words(page: &Arc<Page>) -> Vec<String> {
    let lines = of_role(page, TextRole::Body).into_iter();
    let words = lines.flat_map(|line| line.text.split_whitespace().map(str::to_owned));
    words.filter(|word| word.starts_with('و')).collect()
}

#[test]
fn columns_of_a_page_are_read_one_after_the_other_and_go_on_overleaf() {
    let counted = (100..400).map(|at| format!("و{at} ")).collect::<String>();
    let chapter = format!("# فصل\n\n{SENTENCE}\n\n::: columns\n{counted}\n:::\n\nپس از آن.\n");
    let (pages, _) = set(&with("", &chapter));
    let all: Vec<String> = body(&pages).iter().flat_map(words).collect();
    let wanted: Vec<String> = (100..400).map(|at| format!("و{at}")).collect();
    assert_eq!(all, wanted, "each word once, in order");
    let mut of_columns = 0;
    for page in body(&pages) {
        let (left, right) = block(page);
        let middle = f32::midpoint(left, right);
        let column = of_role(page, TextRole::Body).into_iter();
        let column: Vec<(f32, f32)> = column
            .filter(|line| {
                line.text.contains("و1") || line.text.contains("و2") || line.text.contains("و3")
            })
            .map(|line| (edges(line).1, line.baseline.0))
            .collect();
        if column.is_empty() {
            continue;
        }
        of_columns += 1;
        let is_first = |line: &&(f32, f32)| line.0 > middle + 1.0;
        let first: Vec<_> = column.iter().filter(is_first).collect();
        let second: Vec<_> = column.iter().filter(|line| !is_first(line)).collect();
        assert!(
            first.len() - second.len() < 2,
            "{} {}",
            first.len(),
            second.len()
        );
        assert!(
            (first[0].1 - second[0].1).abs() < 0.01,
            "both begin on one line"
        );
    }
    assert!(of_columns > 1, "the columns go on overleaf");
}

#[test]
fn notes_called_in_columns_stand_on_the_page_of_their_calls() {
    let items: String = (0..60).map(|at| format!("- مورد {at}[^{at}]\n")).collect();
    let notes: String = (0..60)
        .map(|at| format!("[^{at}]: یادداشت {at}.\n\n"))
        .collect();
    let chapter = format!("# فصل\n\n::: columns\n{items}:::\n\n{notes}");
    let (pages, _) = set(&with("", &chapter));
    let mut found = 0;
    for page in body(&pages) {
        let items = of_role(page, TextRole::Body);
        for note in of_role(page, TextRole::Note) {
            let name = note
                .text
                .trim()
                .trim_end_matches('.')
                .rsplit_once(' ')
                .unwrap()
                .1
                .to_owned();
            let called = items
                .iter()
                .any(|line| line.text.contains(&format!("مورد {name}")));
            assert!(called, "{}", note.text);
            found += 1;
        }
    }
    assert_eq!(found, 60);
}

#[test]
fn every_fifth_line_of_a_text_with_numbered_lines_has_its_number_at_the_fore_edge() {
    let text = format!("{}\n\n{}", SENTENCE.repeat(9), SENTENCE.repeat(12));
    let chapter = format!("# فصل\n\n{SENTENCE}\n\n::: سطرشمار\n{text}\n:::\n");
    let (pages, sink) = set(&with("", &chapter));
    assert_eq!(codes(&sink), [""; 0]);
    let (mut number, mut numbers) = (0, 0);
    let uncounted = 2;
    let mut skipped = 0;
    for page in body(&pages) {
        let margin = of_role(page, TextRole::Running).into_iter();
        let margin: Vec<_> = margin.filter(|line| is_at_fore_edge(line, page)).collect();
        for line in of_role(page, TextRole::Body) {
            if skipped < uncounted {
                skipped += 1;
                continue;
            }
            number += 1;
            let mut beside = margin
                .iter()
                .filter(|one| (one.baseline.0 - line.baseline.0).abs() < 0.01);
            let beside = beside.next().map(|one| one.text.trim().to_owned());
            let wanted =
                (number % 5 == 0).then(|| sahhaf::locale::Language::persian().number(number));
            assert_eq!(beside, wanted, "line {number}: {}", line.text);
            numbers += usize::from(beside.is_some());
        }
    }
    assert!(numbers > 3, "{numbers}");
    let tens = chapter.replace("سطرشمار", "{.numbered-lines every=10}");
    let (pages, _) = set(&with("", &tens));
    let margin = body(&pages).iter().flat_map(|page| {
        let lines = of_role(page, TextRole::Running).into_iter();
        lines
            .filter(|line| is_at_fore_edge(line, page))
            .map(|line| line.text.trim().to_owned())
    });
    let all: Vec<String> = margin.collect();
    assert_eq!(all[..2], ["۱۰", "۲۰"]);
}

#[test]
fn the_epub_has_the_same_divisions_with_classes_of_their_own() {
    let chapter = "# فصل\n\n::: margin\nکنار.\n:::\n\nبند.\n\n::: دوستونه\n- یک\n- دو\n:::\n\n:::: columns\n\
                   ::: {.column width=50%}\nراست.\n:::\n::: {.column width=50%}\nچپ.\n:::\n::::\n";
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&with(WIDE, chapter), &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let books = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    assert_eq!(codes(&sink), [""; 0]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&books[0].bytes)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name("OEBPS/chapter-01.xhtml").unwrap();
    file.read_to_string(&mut text).unwrap();
    for class in ["in-margin", "two-columns", "parallel-pair"] {
        assert_eq!(
            text.matches(&format!("class=\"{class}\"")).count(),
            1,
            "{text}"
        );
    }
}

#[test]
fn whatever_stands_in_whatever_no_word_is_lost() {
    let columns = |inside: &str| format!("::: columns\n{inside}\n:::\n\n");
    let many = (100..160)
        .map(|at| format!("- و{at}\n"))
        .collect::<String>();
    let paragraph = (100..160).map(|at| format!("و{at} ")).collect::<String>();
    let nested = format!(":::: columns\n{}::::\n", columns(&many));
    let in_quote = columns(&many)
        .lines()
        .map(|line| format!("> {line}\n"))
        .collect::<String>();
    let in_box = format!(":::: sidebar\n{}::::\n", columns(&paragraph));
    let in_sides = format!(
        "::::: parallel\n:::: {{lang=fa}}\n{}::::\n:::: {{lang=fa}}\nبند.\n::::\n:::::\n",
        columns(&many)
    );
    let numbered = format!(":::: numbered-lines\n{}::::\n", columns(&many));
    let counted = columns(&format!(":::: numbered-lines\n{paragraph}\n::::"));
    let high = columns(&format!("### عنوان\n\n{many}"));
    let beside = format!(":::: columns\n::: margin\nکنار.\n:::\n\n{paragraph}\n::::\n");
    for text in [
        nested, in_quote, in_box, in_sides, numbered, counted, high, beside,
    ] {
        let (pages, _) = set(&with(WIDE, &format!("# فصل\n\n{text}")));
        let mut all: Vec<String> = body(&pages).iter().flat_map(words).collect();
        all.sort();
        let wanted: Vec<String> = (100..160).map(|at| format!("و{at}")).collect();
        assert_eq!(all, wanted, "{text}");
    }
}
