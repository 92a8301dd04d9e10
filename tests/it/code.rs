//! What must be true of code in both books: its parts are told apart, its words keep their order, its lines their text.

use sahhaf::frame::{Ink, PlacedLine, PlacedRun, TextRole};

use crate::one_chapter::{OneChapter, lines_of};

/// The lines of code of the PDF, in their order.
fn lines(chapter: &str) -> Vec<PlacedLine> {
    let pages = OneChapter::on_pages("90x120mm", chapter).pages();
    lines_of(&pages, |role| role == TextRole::Code)
}

/// The chapter of the EPUB.
fn chapter(markdown: &str) -> String {
    OneChapter::of(markdown).epub()
}

fn words(line: &PlacedLine, run: &PlacedRun) -> String {
    let ranges = run.glyphs.iter().filter_map(|glyph| match &glyph.text {
        sahhaf::frame::GlyphText::Cluster(range) => Some(range.clone()),
        _ => None,
    });
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    let each = ranges.into_iter();
    each.map(|range| &line.text[range.start as usize..range.end as usize])
        .collect()
}

/// Words of code from left to right.
fn in_sight(line: &PlacedLine) -> Vec<String> {
    let mut runs: Vec<&PlacedRun> = line.runs.iter().collect();
    runs.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
    let words = runs
        .into_iter()
        .map(|run| words(line, run).trim().to_owned());
    words.filter(|words| !words.is_empty()).collect()
}

#[test]
fn words_of_the_language_are_bold_on_paper_and_comments_gray() {
    let lines = lines("# کد\n\n```rust\nlet x = 1; // شرح\n```\n");
    let line = &lines[0];
    let look = |wanted: &str| {
        let run = line
            .runs
            .iter()
            .find(|run| words(line, run).trim() == wanted);
        let run = run.unwrap_or_else(|| panic!("{wanted} in {:?}", in_sight(line)));
        (run.face, run.ink)
    };
    assert_eq!(look("let").1, Ink::BLACK);
    assert_ne!(look("let").0, look("x = 1;").0);
    assert!(matches!(look("شرح").1, Ink::Gray(gray) if gray > 0.2));
}

#[test]
fn names_and_texts_of_a_program_stand_in_the_order_of_the_program() {
    let lines = lines("# کد\n\n```python\nprint(سلام(\"دنیا\"), 1)\n```\n");
    let seen = in_sight(&lines[0]).concat();
    assert_eq!(seen, "print(سلام(\"دنیا\"), 1)");
}

#[test]
fn a_long_line_of_code_goes_on_between_tokens_behind_a_mark_that_is_no_text() {
    let code = "let result = function_with_a_name(argument_number_one, argument_number_two);";
    let lines = lines(&format!("# کد\n\n```rust\n{code}\n```\n"));
    let (own, marks): (Vec<&PlacedLine>, Vec<&PlacedLine>) =
        lines.iter().partition(|line| line.element.is_some());
    let texts: Vec<&str> = own.iter().map(|line| line.text.trim()).collect();
    assert!(texts.len() > 2, "{texts:?}");
    for name in [
        "function_with_a_name(",
        "argument_number_one,",
        "argument_number_two);",
    ] {
        assert!(
            texts.iter().any(|line| line.contains(name)),
            "{name} in {texts:?}"
        );
    }
    assert_eq!(marks.len(), texts.len() - 1);
    assert!(marks.iter().all(|line| line.text.is_empty()));
}

#[test]
fn lines_are_numbered_in_the_digits_of_the_book_and_the_numbers_are_no_text() {
    let markdown =
        "# کد\n\n```{.rust .numberLines startFrom=\"9\"}\nlet a = 1;\n\nlet b = 2;\n```\n";
    let lines = lines(markdown);
    let numbers = lines.iter().filter(|line| line.element.is_none()).count();
    assert_eq!(numbers, 3);
    let text: String = lines.iter().map(|line| line.text.as_str()).collect();
    assert!(!text.contains(['۹', '۱']), "{text}");
    let chapter = chapter(markdown);
    for number in ["۹", "۱۰", "۱۱"] {
        let line = format!("<span class=\"line\" data-number=\"{number}\">");
        assert!(chapter.contains(&line), "{line} in {chapter}");
    }
    assert!(
        chapter.contains("<pre class=\"numbered\" dir=\"ltr\">"),
        "{chapter}"
    );
}

#[test]
fn output_in_persian_runs_from_the_right_in_both_books() {
    let markdown = "# کد\n\n```\nخروجی: سلام، دنیا!\n```\n\n```{dir=ltr}\nخروجی: سلام، دنیا!\n```\n";
    let lines = lines(markdown);
    let right = |line: &PlacedLine| {
        let ends = line.runs.iter().map(|run| (run.x + run.width()).0);
        ends.fold(f32::MIN, f32::max)
    };
    assert!(right(&lines[0]) > right(&lines[1]) + 20.0);
    let chapter = chapter(markdown);
    assert!(
        chapter.contains("<pre dir=\"rtl\"><code>خروجی"),
        "{chapter}"
    );
    assert!(chapter.contains("<pre dir=\"ltr\"><code><bdi"), "{chapter}");
}

#[test]
fn words_that_turn_in_a_program_are_isolated_in_the_epub() {
    let chapter = chapter("# کد\n\n```python\nسلام(\"دنیا\") # شرح C++ کوتاه\n```\n");
    for isolate in [
        "<bdi dir=\"rtl\"><span class=\"hl-function\">سلام</span></bdi>",
        "<bdi dir=\"rtl\"><span class=\"hl-string\">دنیا</span></bdi>",
        "<bdi dir=\"ltr\"><span class=\"hl-comment\">C++</span></bdi>",
    ] {
        assert!(chapter.contains(isolate), "{isolate} in {chapter}");
    }
}
