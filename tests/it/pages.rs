//! What must be true of every paginated book, on little books with small pages.

use std::sync::Arc;

use crate::snapshot;
use sahhaf::diag::{Code, Sink};
use sahhaf::frame::{Ending, LinkTarget, Page, PageItem, Pages, PlacedLine, Side, TextRole, dump};
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};
use sahhaf::units::Pt;

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n\
                        [pdf]\ntrim = \"90x120mm\"\nchapter-opening = \"next\"\n";

/// A sentence long enough for about two lines of a small page.
pub(crate) const SENTENCE: &str =
    "آسیای مرکزی در نیمه اول قرن بیستم شاهد جنبش‌های گوناگون مردمان این سرزمین بود. ";

pub(crate) fn set(files: &MemoryFiles) -> (Pages, Sink) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(files, &mut map, &mut sink)
        .unwrap()
        .unwrap_or_else(|| panic!("{:?}", sink.found()));
    let pages = manuscript.pages(&mut sink);
    (pages, sink)
}

pub(crate) fn book(chapter: &str) -> MemoryFiles {
    MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("1.md", chapter)
}

pub(crate) fn lines(page: &Arc<Page>) -> impl Iterator<Item = &PlacedLine> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    })
}

pub(crate) fn of_role(page: &Arc<Page>, role: TextRole) -> Vec<&PlacedLine> {
    lines(page).filter(|line| line.role == role).collect()
}

/// The pages of the text, from the one that is numbered ۱ or 1.
pub(crate) fn body(pages: &Pages) -> &[Arc<Page>] {
    let first = pages
        .pages
        .iter()
        .position(|page| page.folio == "۱" || page.folio == "1")
        .unwrap();
    &pages.pages[first..]
}

fn edges(line: &PlacedLine) -> (f32, f32) {
    let left = line.runs.iter().map(|run| run.x.0);
    let right = line.runs.iter().map(|run| (run.x + run.width()).0);
    (
        left.fold(f32::MAX, f32::min),
        right.fold(f32::MIN, f32::max),
    )
}

#[test]
fn a_persian_book_is_bound_on_the_right_and_an_english_one_on_the_left() {
    let (persian, _) = set(&book(&format!("# فصل\n\n{}", SENTENCE.repeat(40))));
    assert_eq!(body(&persian)[0].side, Side::Left);
    assert_eq!(body(&persian)[1].side, Side::Right);
    // The inner margin is smaller, and lies at the spine: at the right of a left page.
    let gaps = |page: &Arc<Page>| {
        let (left, right) = edges(of_role(page, TextRole::Body)[1]);
        (left, persian.size.0.0 - right)
    };
    assert!(gaps(&body(&persian)[0]).0 > gaps(&body(&persian)[0]).1);
    assert!(gaps(&body(&persian)[1]).0 < gaps(&body(&persian)[1]).1);
    let english = SETTINGS.replace("[pdf]", "language = \"en\"\n[pdf]");
    let (english, _) = set(
        &book(&format!("# One\n\n{}", "words of a book ".repeat(200))).with("book.toml", english),
    );
    assert_eq!(body(&english)[0].side, Side::Right);
}

#[test]
fn no_paragraph_leaves_a_single_line_on_a_page() {
    for filler in 1..24 {
        let before = "سطر.\\\n".repeat(filler) + "پایان.";
        let paragraph = |name: &str, words: usize| format!("{name} ").repeat(words);
        let (first, second) = (paragraph("نخستین", 40), paragraph("دومین", 55));
        let (pages, _) = set(&book(&format!(
            "# فصل\n\n{before}\n\n{first}\n\n{second}\n"
        )));
        for name in ["نخستین", "دومین"] {
            let of_page = |page: &Arc<Page>| {
                let lines = of_role(page, TextRole::Body).into_iter();
                lines.filter(|line| line.text.contains(name)).count()
            };
            let counts = body(&pages).iter().map(of_page).filter(|count| *count > 0);
            let counts: Vec<usize> = counts.collect();
            assert!(
                counts.iter().sum::<usize>() > 3,
                "{name} takes several lines"
            );
            assert!(
                counts.iter().all(|count| *count > 1),
                "{name} after {filler}: {counts:?}"
            );
        }
    }
}

#[test]
fn a_page_ends_in_the_middle_of_a_word_only_where_all_else_is_worse() {
    let settings = SETTINGS.replace("[pdf]", "language = \"en\"\n[pdf]");
    let sentence = "Representatives of the neighbouring principalities continued their complicated \
                    talks, and what they said of it throughout the summer was remembered in town. ";
    let paragraphs = (3..40).map(|count| sentence.repeat(1 + count % 5) + "Nobody knew.\n\n");
    let chapter = format!("# One\n\n{}", paragraphs.collect::<String>());
    let (pages, _) = set(&book(&chapter).with("book.toml", settings));
    let parts_word = |line: &&PlacedLine| {
        line.ending == Ending::Close && line.text.ends_with(char::is_alphabetic)
    };
    let body = body(&pages);
    let lines_of = |page| of_role(page, TextRole::Body);
    let parted = body
        .iter()
        .flat_map(lines_of)
        .filter(|line| parts_word(line));
    let (parted, pages) = (parted.count(), body.len());
    let lines = body.iter().flat_map(lines_of).count();
    let ends_in_word = |page: &&Arc<Page>| {
        let last = of_role(page, TextRole::Body).pop();
        last.is_some_and(|line| parts_word(&line))
    };
    let ends = body.iter().filter(ends_in_word).count();
    // By chance as large a share of the pages would end so as of the lines.
    let by_chance = parted * pages / lines;
    assert!(by_chance > 4, "{parted} of {lines} lines part a word");
    assert!(
        3 * ends <= by_chance,
        "{ends} of {pages} pages end in a word, by chance {by_chance}"
    );
}

#[test]
fn a_note_stands_on_the_page_of_its_mark() {
    let mut chapter = "# فصل\n\n".to_owned();
    for number in 1..=9 {
        chapter += &format!("{SENTENCE}{SENTENCE}نشانهٔ{number}[^{number}].\n\n");
        chapter += &format!("[^{number}]: یادداشت{number} دربارهٔ همین جا.\n\n");
    }
    let (pages, sink) = set(&book(&chapter));
    assert!(!sink.has_errors());
    for number in 1..=9 {
        let mark = format!("نشانهٔ{number}");
        let page = body(&pages).iter().find(|page| {
            of_role(page, TextRole::Body)
                .iter()
                .any(|line| line.text.contains(&mark))
        });
        let notes = of_role(page.unwrap(), TextRole::Note);
        let note = format!("یادداشت{number} ");
        assert!(
            notes.iter().any(|line| line.text.contains(&note)),
            "note {number}"
        );
    }
}

#[test]
fn a_note_longer_than_its_page_goes_on_without_losing_a_word() {
    let note = SENTENCE.repeat(30);
    let chapter = format!("# فصل\n\nمتن[^1].\n\n[^1]: {note}\n");
    let (pages, _) = set(&book(&chapter));
    let each = body(&pages)
        .iter()
        .flat_map(|page| of_role(page, TextRole::Note));
    let words: usize = each.map(|line| line.text.split_whitespace().count()).sum();
    assert_eq!(
        words,
        note.split_whitespace().count() + 1,
        "the note's words and its number"
    );
}

#[test]
fn a_note_in_a_note_is_set_and_a_note_marked_twice_is_set_once() {
    let chapter = "# فصل\n\nالف[^1] ب[^1]\n\n[^1]: یکمین[^2]\n[^2]: دومین\n";
    let (pages, _) = set(&book(chapter));
    let notes: Vec<String> = body(&pages)
        .iter()
        .flat_map(|page| of_role(page, TextRole::Note))
        .map(|line| line.text.clone())
        .collect();
    assert_eq!(notes, ["۱. یکمین۲", "۲. دومین"]);
}

#[test]
fn a_note_mark_after_a_forced_break_keeps_its_note() {
    let (pages, _) = set(&book("# فصل\n\nمتن\\\n[^1] و باز\n\n[^1]: یادداشت\n"));
    let notes = body(&pages)
        .iter()
        .flat_map(|page| of_role(page, TextRole::Note));
    assert_eq!(notes.count(), 1);
}

#[test]
fn figures_keep_their_order_when_one_has_to_wait() {
    let picture = |height: u32| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"{height}\"/>")
    };
    let chapter = format!(
        "# فصل\n\n{}\n\n![بلند](tall.svg \"یکمین\")\n\n![کوتاه](small.svg \"دومین\")\n\n{}",
        SENTENCE.repeat(5),
        SENTENCE.repeat(12)
    );
    let files = book(&chapter)
        .with("tall.svg", picture(220))
        .with("small.svg", picture(20));
    let (pages, _) = set(&files);
    let all: Vec<&str> = body(&pages)
        .iter()
        .flat_map(lines)
        .map(|line| line.text.as_str())
        .collect();
    let at = |name: &str| all.iter().position(|text| text.contains(name)).unwrap();
    assert!(at("یکمین") < at("دومین"), "{all:?}");
}

#[test]
fn a_paragraph_that_comes_to_stand_below_another_is_indented_though_a_figure_was_typed_between_them()
 {
    let chapter = |between: &str| {
        let text = SENTENCE.repeat(2);
        format!("# فصل\n\n{text}\n\n{between}\n\nدوباره {text}")
    };
    let indents = |between: &str| {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"220\"/>";
        let (pages, _) = set(&book(&chapter(between)).with("a.svg", svg));
        let text: Vec<_> = body(&pages)
            .iter()
            .flat_map(|page| of_role(page, TextRole::Body))
            .collect();
        let begins = text.iter().position(|line| line.text.starts_with("دوباره"));
        let right = |at: usize| edges(text[at]).1;
        begins.map(|at| right(at + 1) - right(at) > 5.0)
    };
    assert_eq!(indents("![کوه](a.svg \"کوه بلند\")"), Some(true));
    // What stays in its place parts them.
    assert_eq!(indents("> بیت"), Some(false));
}

#[test]
fn an_anchor_without_words_can_be_reached() {
    let (pages, _) = set(&book(
        "# فصل\n\nبه [آن جا](#x) بروید.\n\n<a id=\"x\"></a>\n\nآن جا.\n",
    ));
    let links = body(&pages).iter().flat_map(|page| &page.items);
    let targets: Vec<_> = links
        .filter_map(|item| match item {
            PageItem::Link(link) => Some(&link.target),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) => None,
        })
        .collect();
    let LinkTarget::Anchor(anchor) = targets[0] else {
        panic!("{targets:?}")
    };
    assert!(pages.destinations.contains_key(anchor));
}

#[test]
fn deep_nesting_stays_on_the_paper() {
    for opening in ["> ", "- "] {
        let chapter = format!("# فصل\n\n{}متن\n", opening.repeat(30));
        let (pages, _) = set(&book(&chapter));
        for line in body(&pages).iter().flat_map(lines) {
            let (left, right) = edges(line);
            assert!(
                left > 0.0 && right < pages.size.0.0,
                "{left} {right} {}",
                line.text
            );
        }
    }
}

#[test]
fn a_table_across_pages_repeats_its_head() {
    let rows: String = (1..40)
        .map(|row| format!("| سطر {row} | چیزی |\n"))
        .collect();
    let (pages, _) = set(&book(&format!(
        "# فصل\n\n| نام | نشان |\n|---|---|\n{rows}"
    )));
    let with_rows = body(&pages)
        .iter()
        .filter(|page| lines(page).any(|line| line.text.starts_with("سطر")));
    let counts: Vec<usize> = with_rows
        .map(|page| lines(page).filter(|line| line.text == "نشان").count())
        .collect();
    assert!(
        counts.len() > 2 && counts.iter().all(|count| *count == 1),
        "{counts:?}"
    );
}

#[test]
fn contents_give_the_pages_where_headings_stand() {
    let part = |name: &str| format!("## {name}\n\n{}\n\n", SENTENCE.repeat(18));
    let chapter = format!("# فصل\n\n{}{}{}", part("یکم"), part("دوم"), part("سوم"));
    let (pages, _) = set(&book(&chapter));
    let contents = pages
        .pages
        .iter()
        .flat_map(|page| of_role(page, TextRole::Contents));
    let contents: Vec<String> = contents.map(|line| line.text.clone()).collect();
    for name in ["یکم", "دوم", "سوم"] {
        let at = contents.iter().position(|words| words == name).unwrap();
        let page = body(&pages).iter().find(|page| {
            of_role(page, TextRole::Heading(2))
                .iter()
                .any(|line| line.text == name)
        });
        assert_eq!(contents[at + 1], page.unwrap().folio, "{name}");
    }
}

#[test]
fn text_never_leaves_the_page() {
    let long = "قسطنطنیه".repeat(12);
    let chapter = format!(
        "# فصل\n\n{SENTENCE}\n\n> {SENTENCE}\n\n- {SENTENCE}\n  - {SENTENCE}\n\n\
         ```\nlet x = \"a very long line of code that has to be wrapped somewhere\";\n```\n\n\
         | الف | ب | پ |\n|---|---|---|\n| {SENTENCE} | {SENTENCE} | {SENTENCE} |\n\n{long}\n"
    );
    let (pages, sink) = set(&book(&chapter));
    for page in body(&pages) {
        for line in lines(page) {
            let (left, right) = edges(line);
            assert!(
                left > 0.0 && right < pages.size.0.0,
                "{left} {right} {}",
                line.text
            );
            assert!(
                line.baseline > Pt::ZERO && line.baseline < pages.size.1,
                "{}",
                line.text
            );
        }
    }
    let told = sink
        .found()
        .iter()
        .any(|one| one.code == Code::OverfullLine && one.span().is_some());
    assert!(told, "the long word is told at its place");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let chapter = format!(
        "# فصل\n\n{}\n\n## بخش\n\n{}",
        SENTENCE.repeat(20),
        SENTENCE.repeat(30)
    );
    let settings = SETTINGS.replace("[\"1.md\"]", "[\"1.md\", \"2.md\", \"3.md\"]");
    let files = book(&chapter)
        .with("2.md", chapter.as_str())
        .with("3.md", chapter.as_str())
        .with("book.toml", settings);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| dump::lines(&set(&files).0))
    };
    assert_eq!(with(1), with(4));
}

#[test]
fn the_lines_of_a_little_book_stand_where_they_stood() {
    let chapter = "# فصل یکم {#one}\n\nزبان C++ در سال ۱۹۸۵ پدید آمد (نک. ص ۱۰-۱۲)[^1].\n\n\
                   [^1]: یادداشتی کوتاه.\n\n۱. نخست\n\n1. یکم\n2. دوم\n\n\
                   ```verse\nبشنو این نی چون شکایت می‌کند / از جدایی‌ها حکایت می‌کند\n```\n";
    let (pages, _) = set(&book(chapter));
    snapshot::assert("pages/little.txt", &dump::lines(&pages));
}

#[test]
fn a_wide_table_gives_room_and_size_before_a_word_is_cut() {
    let table = "# فصل\n\n| ردیف | نام | Interoperability | توضیح | شمار |\n|-|-|-|-|-|\n\
                 | ۱ | ستون یکم | Compatibility | متن بیشتری دارد | ۱۲۳۴۵۶۷ |\n";
    let (pages, sink) = set(&book(table));
    let found = sink.found().iter().map(|one| one.code);
    assert_eq!(found.collect::<Vec<_>>(), []);
    let words: Vec<&str> = body(&pages)
        .iter()
        .flat_map(lines)
        .flat_map(|line| line.text.split_whitespace())
        .collect();
    for word in ["ردیف", "Interoperability", "Compatibility", "۱۲۳۴۵۶۷"] {
        assert!(words.contains(&word), "{word} in {words:?}");
    }
}

#[test]
fn a_paragraph_that_announces_a_block_stands_on_its_page() {
    for filler in 1..24 {
        let text = format!(
            "# فصل\n\n{}\n\nمعنی هر ستون:\n\n| ستون |\n|-|\n| یک |\n",
            SENTENCE.repeat(filler)
        );
        let (pages, _) = set(&book(&text));
        for page in body(&pages) {
            let set: Vec<&str> = lines(page).map(|line| line.text.trim()).collect();
            let announced = set.iter().any(|line| line.ends_with("ستون:"));
            assert_eq!(announced, set.contains(&"ستون"), "{filler}: {set:?}");
        }
    }
}

#[test]
fn a_label_stands_on_the_page_of_its_code() {
    for filler in 1..24 {
        let text = format!(
            "# فصل\n\n{}\n\nخط فرمان\n\n```\nls\n```\n",
            SENTENCE.repeat(filler)
        );
        let (pages, _) = set(&book(&text));
        for page in body(&pages) {
            let set: Vec<&str> = lines(page).map(|line| line.text.trim()).collect();
            assert_eq!(
                set.contains(&"خط فرمان"),
                set.contains(&"ls"),
                "{filler}: {set:?}"
            );
        }
    }
}

#[test]
fn a_line_of_strong_words_stands_on_the_page_of_what_it_heads() {
    for filler in 1..24 {
        let text = format!(
            "# فصل\n\n{}\n\n**۱. تعریف**\n\nآشوب یکم.\n",
            SENTENCE.repeat(filler)
        );
        let (pages, _) = set(&book(&text));
        for page in body(&pages) {
            let set: Vec<&str> = lines(page).map(|line| line.text.trim()).collect();
            assert_eq!(
                set.contains(&"۱. تعریف"),
                set.contains(&"آشوب یکم."),
                "{filler}: {set:?}"
            );
        }
    }
}

#[test]
fn a_link_of_words_and_numbers_is_one_area_on_a_line() {
    let (pages, _) = set(&book(
        "# فصل\n\n[موضوع ۱۳۹۰](https://example.org) و بیشتر.\n",
    ));
    let links = body(&pages).iter().flat_map(|page| &page.items);
    let links = links.filter(|item| matches!(item, PageItem::Link(_)));
    assert_eq!(links.count(), 1);
}

#[test]
fn every_heading_of_level_one_opens_a_chapter_with_its_own_running_head() {
    let chapter = |name: &str| format!("# {name}\n\n{}\n\n", SENTENCE.repeat(24));
    let (pages, _) = set(&book(&format!("{}{}", chapter("نخست"), chapter("دوم"))));
    let opened = body(&pages).iter().position(|page| {
        lines(page).any(|line| line.text == "دوم" && line.role == TextRole::Heading(1))
    });
    let opened = opened.unwrap();
    let mut words = lines(&body(&pages)[opened]).filter(|line| line.role != TextRole::Running);
    let first = words.next().map(|line| line.text.as_str());
    assert_eq!(
        first,
        Some("فصل دوم"),
        "a chapter opens at the head of a page"
    );
    let heads = body(&pages)[opened + 1..].iter().flat_map(lines);
    let heads: Vec<&str> = heads
        .filter(|line| line.role == TextRole::Running)
        .map(|line| line.text.as_str())
        .collect();
    assert!(
        heads.contains(&"دوم") && !heads.contains(&"نخست"),
        "{heads:?}"
    );
}

#[test]
fn a_letter_with_too_many_marks_is_printed_with_some_and_told_at_its_word() {
    let text = format!("متن a{} متن\n", "\u{323}\u{301}".repeat(500));
    let (pages, sink) = set(&book(&text));
    let found = sink.found();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, Code::CrowdedLetter);
    assert_eq!(found[0].span().map(|span| span.start), Some(7));
    let printed = of_role(&body(&pages)[0], TextRole::Body);
    let marks = printed[0].text.matches('\u{323}').count();
    assert_eq!(marks, 15);
}

#[test]
fn a_heading_of_a_thousand_words_is_cut_above_its_pages_where_its_room_ends() {
    let words = |count: usize| vec!["عنوان"; count].join(" ");
    let head = |title: &str| {
        let text = format!("# {title}\n\n{}\n", SENTENCE.repeat(60));
        let (pages, _) = set(&book(&text));
        let running = body(&pages)
            .iter()
            .flat_map(|page| of_role(page, TextRole::Running));
        let mut titles = running.filter(|line| line.text.starts_with("عنوان"));
        titles.next().unwrap().text.clone()
    };
    let shown = head(&words(30));
    assert!(
        shown.ends_with(" …") && shown.split(' ').count() > 4,
        "{shown}"
    );
    assert_eq!(head(&words(300)), shown);
    assert_eq!(head("عنوان کوتاه"), "عنوان کوتاه");
}

/// The words that the pages of the text begin with.
fn first_words(pages: &Pages) -> Vec<String> {
    let first = |page: &Arc<Page>| {
        let lines = of_role(page, TextRole::Body);
        lines
            .first()
            .map_or(String::new(), |line| line.text.clone())
    };
    body(pages).iter().map(first).collect()
}

#[test]
fn the_author_says_where_a_page_ends() {
    let plain = set(&book("# فصل\n\nیک.\n\nدو.\n\nسه.\n")).0;
    assert_eq!(body(&plain).len(), 1);
    for marked in [
        "# فصل\n\nیک.\n\nدو. {break=before}\n\nسه.\n",
        "# فصل\n\nیک.\n\n::: {break=before}\nدو.\n:::\n\nسه.\n",
    ] {
        let (pages, sink) = set(&book(marked));
        assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
        let begins = first_words(&pages);
        assert_eq!(begins.len(), 2, "{marked}");
        assert!(begins[1].starts_with("دو."), "{begins:?}");
    }
    let heading = "# فصل\n\nیک.\n\n## دو {break=before}\n\nسه.\n";
    let (pages, _) = set(&book(heading));
    assert_eq!(of_role(&body(&pages)[1], TextRole::Heading(2)).len(), 1);
}

#[test]
fn what_is_kept_stands_on_one_page() {
    let kept = SENTENCE.repeat(3);
    let chapter: String = (0..6).map(|_| format!("{kept}{{keep}}\n\n")).collect();
    let chapter = format!("# فصل\n\n{chapter}");
    let (pages, _) = set(&book(&chapter));
    let paragraphs = |page: &Arc<Page>| {
        let start = |line: &PlacedLine| line.span.map(|span| span.range().start);
        let lines = of_role(page, TextRole::Body);
        lines.into_iter().filter_map(start).collect::<Vec<_>>()
    };
    let pages: Vec<Vec<usize>> = body(&pages).iter().map(paragraphs).collect();
    assert!(pages.len() > 1);
    for pair in pages.windows(2) {
        assert!(pair[0].last() < pair[1].first(), "{pages:?}");
    }
}

#[test]
fn a_paragraph_has_a_line_more_or_less_where_the_author_asks() {
    let count = |braces: &str| {
        let words = SENTENCE.repeat(9);
        let (pages, sink) = set(&book(&format!("# فصل\n\n{}{braces}\n", words.trim_end())));
        let mut found = sink.found().iter();
        let told = found.any(|found| found.code == Code::ParagraphLines);
        let pages = body(&pages).iter();
        let lines: usize = pages.map(|page| of_role(page, TextRole::Body).len()).sum();
        (lines, told)
    };
    let (lines, told) = count("");
    assert!(!told);
    let (more, told) = count(" {lines=+1}");
    assert!(told || more == lines + 1, "{lines} {more}");
    let (less, told_less) = count(" {lines=-1}");
    assert!(told_less || less + 1 == lines, "{lines} {less}");
    assert!(!(told && told_less), "one of both can be set");
}

#[test]
fn calls_side_by_side_are_parted_by_a_comma() {
    let (pages, _) = set(&book(
        "# فصل\n\nدو پانوشت[^a][^b] و یکی[^c].\n\n[^a]: یکم.\n\n[^b]: دوم.\n\n[^c]: سوم.\n",
    ));
    let shown = of_role(&body(&pages)[0], TextRole::Body);
    let words: String = shown[0]
        .text
        .chars()
        .filter(|sign| !is_isolate(*sign))
        .collect();
    assert_eq!(words.trim(), "دو پانوشت۱،۲ و یکی۳.");
}

fn is_isolate(sign: char) -> bool {
    matches!(sign, '\u{2066}'..='\u{2069}')
}

#[test]
fn lists_count_in_the_digits_of_their_text() {
    let numbers = |chapter: &str| -> Vec<String> {
        let pages = set(&book(chapter)).0;
        let found = body(&pages).iter().flat_map(lines);
        let first = |line: &PlacedLine| {
            line.text
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        found
            .map(first)
            .filter(|word| word.ends_with('.') && word.chars().count() == 2)
            .collect()
    };
    let words = "All of it is written in the language of another country. ".repeat(9);
    let english = format!("# Summary\n\n{words}\n\n1. First\n2. Second\n");
    assert_eq!(numbers("# فصل\n\n1. یکم\n2. دوم\n"), ["۱.", "۲."]);
    assert_eq!(numbers(&english), ["1.", "2."]);
    assert_eq!(
        numbers("# فصل\n\n::: {lang=ar}\n1. أول\n2. ثان\n:::\n"),
        ["١.", "٢."]
    );
}
