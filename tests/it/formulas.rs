//! What must be true of formulas in both books: numbers, references, the elements of each kind.

use std::collections::BTreeSet;

use lopdf::Document;
use lopdf::content::{Content, Operation};
use sahhaf::diag::Sink;
use sahhaf::formula::{self, Standing};
use sahhaf::frame::{PlacedLine, TextRole};
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

use crate::one_chapter::{OneChapter, lines_of};
use crate::snapshot;

const CHAPTER: &str = "# رابطه‌ها\n\n\
    $$\na^2 + b^2 = c^2\n$$ {#eq:py}\n\n\
    $$x = 1$$\n\n\
    پس داریم $$y = 2$$ {#eq:two} و از آن چیزی دیگر.\n\n\
    بنا به [@eq:py]، [](#eq:two) و [@eq:py; @eq:two].\n";

/// The lines of the text in the PDF.
fn body(manuscript: &Manuscript) -> Vec<PlacedLine> {
    let pages = manuscript.pages(&mut Sink::default());
    lines_of(&pages, |role| role == TextRole::Body)
}

fn lines(chapter: &str) -> Vec<PlacedLine> {
    body(&OneChapter::of(chapter).manuscript())
}

fn texts(lines: &[PlacedLine]) -> Vec<&str> {
    lines.iter().map(|line| line.text.trim()).collect()
}

fn chapter(markdown: &str) -> String {
    OneChapter::of(markdown).epub()
}

#[test]
fn formulas_with_a_name_are_numbered_and_referred_to_on_paper() {
    let lines = lines(CHAPTER);
    assert_eq!(
        texts(&lines),
        [
            "a^2 + b^2 = c^2",
            "(۱)",
            "x = 1",
            "پس داریم",
            "y = 2",
            "(۲)",
            "و از آن چیزی دیگر.",
            "بنا به رابطهٔ ۱، رابطهٔ ۲ و رابطه‌های ۱ و ۲.",
        ]
    );
}

#[test]
fn a_number_stands_on_the_line_of_its_formula_where_a_persian_line_ends() {
    let lines = lines(CHAPTER);
    let (formula, number) = (&lines[0], &lines[1]);
    assert_eq!(formula.baseline, number.baseline);
    assert!(number.runs[0].x < formula.runs[0].x);
}

/// The operations of the page on which a text is said.
fn page_that_says(pdf: &[u8], said: &str) -> Vec<Operation> {
    let document = Document::load_mem(pdf).unwrap();
    let pages = document.get_pages().into_values();
    let contents = pages.map(|page| Content::decode(&document.get_page_content(page)).unwrap());
    let says = |content: &Content<Vec<Operation>>| {
        content
            .operations
            .iter()
            .any(|one| actual_text(one).as_deref() == Some(said))
    };
    contents.into_iter().find(says).unwrap().operations
}

/// The text that a sequence stands for, where one begins.
fn actual_text(operation: &Operation) -> Option<String> {
    let properties = operation.operands.get(1)?.as_dict().ok()?;
    let text = properties.get(b"ActualText").ok()?.as_str().ok()?;
    let text = text.get(2..).unwrap_or_default();
    let units = text
        .chunks(2)
        .map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}

#[test]
fn a_formula_says_its_tex_once_and_its_letters_stand_on_the_baseline_of_the_line() {
    let manuscript = OneChapter::of("ریشه‌های $2^a + 2^b$ از این.\n").manuscript();
    let pages = manuscript.pages(&mut Sink::default());
    let pdf = manuscript.pdf(&pages).unwrap();
    let operations = page_that_says(&pdf, "2^a + 2^b");
    let said = operations.iter().filter_map(actual_text);
    assert_eq!(said.filter(|text| text.contains('^')).count(), 1);
    // From the span that says the TeX to the end of the line: a raised pen ends a line for pdfium.
    let from = operations
        .iter()
        .position(|one| actual_text(one).is_some_and(|text| text.contains('^')));
    let line = operations[from.unwrap()..]
        .iter()
        .take_while(|one| one.operator != "ET");
    let heights = line
        .filter(|one| one.operator == "Tm")
        .map(|one| one.operands[5].as_float().unwrap().to_bits());
    let heights: BTreeSet<u32> = heights.collect();
    assert_eq!(heights.len(), 1);
}

#[test]
fn a_wide_formula_makes_way_for_its_number_and_a_wider_one_has_it_below() {
    let sum = |terms: usize| format!("# ی\n\n$${}$$ {{#eq:a}}\n", vec!["abcd"; terms].join("+"));
    let mut found = Vec::new();
    for terms in 4..12 {
        let lines = lines(&sum(terms));
        let (formula, number) = (&lines[0], &lines[1]);
        let end = number.runs[0].x + number.runs.iter().map(|run| run.width()).sum();
        let is_beside = formula.baseline == number.baseline;
        assert!(!is_beside || end < formula.runs[0].x, "{terms}: {lines:?}");
        found.push(is_beside);
    }
    assert!(found.contains(&true) && found.contains(&false), "{found:?}");
}

#[test]
fn chapters_count_their_own_formulas_where_they_count_captions() {
    let settings = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\", \"2.md\"]\n\
                    [design]\ncaption-numbers = \"chapter\"\n";
    let second = "# دو\n\n$$a$$ {#eq:a}\n\n$$b$$ {#eq:b}\n\nبنا به [@eq:b] و [@eq:py].\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", CHAPTER)
        .with("2.md", second);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let tables = read.book.tables.iter();
    let labels: Vec<String> = tables
        .flat_map(|tables| tables.labels.values())
        .map(ToString::to_string)
        .collect();
    let wanted = ["رابطهٔ ۱-۱", "رابطهٔ ۱-۲", "رابطهٔ ۲-۱", "رابطهٔ ۲-۲"];
    assert_eq!(labels, wanted);
    let lines = body(&read);
    let texts = texts(&lines);
    assert!(texts.contains(&"(۲-۱)"), "{texts:?}");
    assert_eq!(texts.last(), Some(&"بنا به رابطهٔ ۲-۲ و رابطهٔ ۱-۱."));
}

#[test]
fn formulas_with_a_name_are_numbered_and_referred_to_in_the_epub() {
    let text = chapter(CHAPTER);
    for wanted in [
        "<div id=\"eq-py\" class=\"display-math numbered\"><math",
        "</math> <span class=\"formula-number\">(۱)</span></div>",
        "<span class=\"formula-number\">(۲)</span>",
        "<div class=\"display-math\"><math",
        "<p>و از آن چیزی دیگر.</p>",
        ">رابطهٔ ۱</a>",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains('{'), "{text}");
    assert_eq!(text.matches("formula-number").count(), 2);
}

#[test]
fn a_formula_that_cannot_be_set_has_its_number_beside_its_source() {
    let (read, _) = OneChapter::of("# ی\n\n$$\\nosuch$$ {#eq:a}\n").read();
    let lines = body(&read);
    assert_eq!(texts(&lines), ["\\nosuch", "(۱)"]);
}

#[test]
fn a_formula_with_the_class_unnumbered_has_no_number() {
    let lines = lines("# ی\n\n$$x$$ {#eq:x .unnumbered}\n");
    assert_eq!(texts(&lines), ["x"]);
}

#[test]
fn formulas_in_the_text_of_html_are_set() {
    let text = chapter(
        "# ی\n\n<div dir=\"rtl\">\nبردار $x_1 \\in A$ است و $5 تا $6.\n</div>\n\n<div>\n$$y$$\n</div>\n",
    );
    assert_eq!(text.matches("<math").count(), 2, "{text}");
    assert!(text.contains("display=\"block\""), "{text}");
}

#[test]
fn the_label_of_an_author_stands_on_paper() {
    let width = |chapter: &str| {
        let lines = lines(chapter);
        let formula = lines[0].runs.iter().find_map(|run| run.formula.clone());
        formula.unwrap().width
    };
    assert!(width("# ی\n\n$$x \\tag{۷}$$\n") > width("# ی\n\n$$x$$\n"));
}

/// The elements of a formula below each other, each a level further in than what it lies in.
fn indented(markup: &str) -> String {
    let (mut out, mut depth) = (String::new(), 1_usize);
    for part in markup.split_inclusive('>') {
        let closes = part.starts_with("</");
        if closes {
            depth -= 1;
            continue;
        }
        let (words, tag) = part.split_at(part.rfind('<').unwrap_or(0));
        match tag.strip_prefix("</") {
            // A token: its words stand behind its tag.
            Some(_) => {
                depth -= 1;
                out.truncate(out.trim_end().len());
                out += &format!(" {words}\n");
            }
            None => {
                out += &format!("{:width$}{tag}\n", "", width = depth * 2);
                depth += usize::from(!tag.ends_with("/>"));
            }
        }
    }
    out
}

#[test]
fn kinds_of_formulas_have_the_agreed_elements() {
    let kinds = include_str!("../../src/formula/kinds.txt");
    let mut dump = String::new();
    for source in kinds.lines().filter(|line| !line.is_empty()) {
        let read = formula::read(source, Standing::Displayed).unwrap();
        let markup = formula::mathml(&read.tree, "", Standing::Displayed);
        let inside = &markup[markup.find('>').unwrap() + 1..markup.len() - "</math>".len()];
        dump += &format!("{source}\n{}\n", indented(inside));
    }
    snapshot::assert("formulas/kinds.txt", &dump);
}

#[test]
fn a_wide_formula_is_broken_and_its_number_stands_on_the_last_line() {
    let long = "S = a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 = \\frac{9(a_1 + a_9)}{2}";
    let narrow = |tex: &str| {
        OneChapter::on_pages(
            "110x160mm",
            &format!("# ر\n\n$$\n{tex}\n$$ {{#eq:s}}\n\n[@eq:s]\n"),
        )
    };
    let book = narrow(long);
    assert_eq!(told(&book), [""; 0]);
    let lines = body(&book.manuscript());
    let (formula, number) = (&lines[0], &lines[1]);
    assert_eq!(number.text, "(۱)");
    assert_eq!(formula.baseline, number.baseline);
    let placed = formula.runs[0].formula.as_ref().unwrap();
    // The last line is that of the number: the others stand above it.
    assert!(placed.ascent.0 > 2.0 * placed.descent.0, "{placed:?}");
    let right = number.runs[0].x + number.runs[0].width();
    assert!(formula.runs[0].x > right);
    // What cannot be broken is set smaller, and told where that is not enough.
    let letters = "x_1 & ".repeat(12);
    let matrix = format!("\\begin{{matrix}}{letters}1\\end{{matrix}}");
    assert_eq!(told(&narrow(&matrix)), [""; 0]);
    let matrix = format!("\\begin{{matrix}}{}1\\end{{matrix}}", "x_1 & ".repeat(40));
    assert_eq!(told(&narrow(&matrix)), ["overfull-line"]);
}

/// The codes of what is told of a book and its pages.
fn told(book: &OneChapter) -> Vec<&'static str> {
    let (manuscript, mut sink) = book.read();
    manuscript.pages(&mut sink);
    sink.found().iter().map(|one| one.code.name()).collect()
}

#[test]
fn a_formula_that_is_higher_than_the_page_is_told() {
    let sum = "a + b ".to_owned() + &"+ c + d ".repeat(400);
    let book = OneChapter::on_pages("110x160mm", &format!("# ر\n\n$$\n{sum}\n$$\n"));
    assert_eq!(told(&book), ["overfull-page"]);
}
