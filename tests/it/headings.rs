//! What must be true of headings: on the page, with what they head, and in the list of contents.

use std::sync::Arc;

use crate::one_chapter::{OneChapter, lines_of};
use crate::pages::{SENTENCE, body, book, lines, of_role, set};
use sahhaf::frame::{Page, PlacedLine, TextRole};

#[test]
fn no_heading_stands_at_the_foot_of_a_page() {
    for filler in 1..24 {
        let before = "سطر.\\\n".repeat(filler) + "پایان.";
        let chapter = format!("# فصل\n\n{before}\n\n## بخش\n\n{}\n", SENTENCE.repeat(3));
        let (pages, _) = set(&book(&chapter));
        for page in body(&pages) {
            let all: Vec<_> = lines(page)
                .filter(|line| line.role != TextRole::Running)
                .collect();
            let last = all.last().unwrap();
            assert_ne!(last.role, TextRole::Heading(2), "after {filler} lines");
        }
    }
}

#[test]
fn a_break_beside_a_heading_is_the_heading_alone() {
    let texts = |chapter: &str| -> Vec<String> {
        let (pages, _) = set(&book(chapter));
        let body = body(&pages).iter().flat_map(lines);
        body.map(|line| line.text.trim().to_owned()).collect()
    };
    let signs = |chapter: &str| {
        texts(chapter)
            .iter()
            .filter(|text| text.contains('*'))
            .count()
    };
    assert_eq!(signs("# فصل\n\nیک.\n\n---\n\nدو.\n"), 1);
    assert_eq!(signs("# فصل\n\n---\n\nیک.\n\n---\n\n## بخش\n\nدو.\n"), 0);
}

#[test]
fn a_heading_below_a_heading_stands_as_close_as_a_line_of_text() {
    let distance = |chapter: &str| {
        let (pages, _) = set(&book(chapter));
        let page = &body(&pages)[0];
        let [upper, lower] =
            [2, 4].map(|level| of_role(page, TextRole::Heading(level))[0].baseline);
        lower - upper
    };
    let leading = {
        let (pages, _) = set(&book(&format!("# فصل\n\n{SENTENCE}")));
        let text = of_role(&body(&pages)[0], TextRole::Body);
        text[1].baseline - text[0].baseline
    };
    let apart = distance("# فصل\n\nیک.\n\n## پوسته\n\n#### Shell\n\nدو.\n");
    assert!((apart - leading).0.abs() < 0.1, "{apart:?} {leading:?}");
    let with_text = distance("# فصل\n\nیک.\n\n## پوسته\n\nسه.\n\n#### Shell\n\nدو.\n");
    assert!(with_text > leading * 2.5, "{with_text:?} {leading:?}");
}

#[test]
fn a_chapter_in_the_contents_stands_with_the_first_of_its_sections() {
    let section = |number: usize| format!("## بخش {number}\n\nسخن.\n\n");
    for before in 0..8 {
        let first: String = (0..before).map(section).collect();
        let others =
            (0..9).map(|chapter| format!("# فصل {chapter}\n\n{}{}", section(1), section(2)));
        let (pages, _) = set(&book(&format!(
            "# آغاز\n\n{first}{}",
            others.collect::<String>()
        )));
        let of_contents = |page: &Arc<Page>| -> Vec<String> {
            let lines = of_role(page, TextRole::Contents).into_iter();
            lines.map(|line| line.text.trim().to_owned()).collect()
        };
        let listed: Vec<Vec<String>> = pages.pages.iter().map(of_contents).collect();
        let listed: Vec<_> = listed.iter().filter(|page| !page.is_empty()).collect();
        assert!(listed.len() > 1, "the contents take several pages");
        for page in listed {
            let last = page.last().unwrap();
            assert!(
                !last.starts_with("فصل"),
                "{last:?} behind {before} sections"
            );
        }
    }
}

#[test]
fn headings_in_the_tool_s_own_words_were_written_nowhere() {
    let settings = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n\
        [bibliography]\nfiles = [\"a.bib\"]\n[notes]\nplace = \"book\"\n\
        [glossary]\nfile = \"a.csv\"\n[design]\nanswers = \"book\"\n";
    let text = "# آغاز\n\n[نام]{index=} و [واژه]{term} از [@a].[^n]\n\n\
        ::: exercise\nیک؟\n:::\n\n::: answer\nدو.\n:::\n\n[^n]: سه.\n";
    let book = OneChapter::of(text)
        .with("book.toml", settings)
        .with("a.bib", "@book{a, title = {الف}}\n")
        .with("a.csv", "واژه,word,یک\n");
    let is_title = |role| matches!(role, TextRole::Heading(_) | TextRole::Contents);
    let lines = lines_of(&book.pages(), is_title);
    for title in ["منابع", "یادداشت‌ها", "نمایه", "واژه‌نامهٔ", "پاسخ تمرین‌ها"]
    {
        let own = lines.iter().filter(|line| line.text.contains(title));
        let own: Vec<&PlacedLine> = own.collect();
        assert!(own.len() > 1, "{title}: {own:?}");
        for line in own {
            let start = line.text.find(title).unwrap();
            let written = line.written.as_ref();
            let place = written.and_then(|all| all.place_of_word(start..start + title.len()));
            assert_eq!(place, None, "{title}: {line:?}");
        }
    }
    let mut others = lines.iter().filter(|line| line.text.contains("آغاز"));
    let is_written = |line: &PlacedLine| {
        let written = line.written.as_ref();
        written.is_some_and(|all| all.first_place(line.text.len()).is_some())
    };
    assert!(others.any(is_written));
}
