//! Golden cases of direction: Markdown in, the order of the letters on paper out
//! (`tests/golden/bidi/order.txt` says how it is written).

use sahhaf::diag::Sink;
use sahhaf::frame::{GlyphText, PageItem, Pages, PlacedLine, TextRole};
use sahhaf::pipeline;
use sahhaf::source::{MemoryFiles, SourceMap};

const CASES: &str = include_str!("../golden/bidi/order.txt");

const SETTINGS: &str = "[book]\ntitle = \"عنوان\"\nchapters = [\"1.md\"]\n\
                        [bibliography]\nfiles = [\"works.bib\"]\n\
                        [pdf]\ntrim = \"290x300mm\"\nfont-size = 9\nchapter-opening = \"next\"\n";

/// What turns round in a part that runs from right to left (Bidi_Mirrored).
const MIRRORED: [(char, char); 7] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('‹', '›'),
    ('<', '>'),
    ('≤', '≥'),
];

fn mirrored(letter: char) -> char {
    let pair = MIRRORED.iter().find_map(|(left, right)| match letter {
        _ if letter == *left => Some(*right),
        _ if letter == *right => Some(*left),
        _ => None,
    });
    pair.unwrap_or(letter)
}

/// One case of the file.
#[derive(Default)]
struct Case {
    title: String,
    markdown: String,
    /// How each line is read, with its key.
    read: Vec<(String, String)>,
    /// How each line looks.
    seen: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in CASES.lines() {
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        if key == "#" {
            cases.push(Case {
                title: rest.to_owned(),
                ..Case::default()
            });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        match key {
            "in" => case.markdown += &format!("{rest}\n"),
            "rtl" | "ltr" => case.read.push((key.to_owned(), rest.to_owned())),
            "seen" => case.seen.push(rest.to_owned()),
            "" | "##" => {}
            other => panic!("no key {other} in {}", case.title),
        }
    }
    cases
}

/// A work in Persian and one in English.
const WORKS: &str = "@book{karimi, author = {کریمی, رضا}, title = {زبان C++ و آینده}, \
                     publisher = {نی}, year = {1399}, langid = {persian}}\n\
                     @book{smith, author = {Smith, John}, title = {The C++ Language}, \
                     publisher = {Nowhere}, year = {2001}, langid = {english}}\n";

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
                       <rect width=\"9\" height=\"9\"/></svg>";

fn set(markdown: &str) -> Pages {
    let files = MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("works.bib", WORKS)
        .with("a.svg", PICTURE)
        .with("1.md", markdown);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink).unwrap();
    let manuscript = manuscript.unwrap_or_else(|| panic!("{:?}", sink.found()));
    manuscript.pages(&mut sink)
}

/// The letters of a line from left to right by the places of their glyphs, brackets as they look.
fn seen(line: &PlacedLine) -> String {
    let mut placed: Vec<(f32, String)> = Vec::new();
    for run in &line.runs {
        let mut x = run.x.0;
        for glyph in &run.glyphs {
            if let GlyphText::Cluster(range) = &glyph.text {
                let letters = line.text[range.start as usize..range.end as usize].chars();
                let letters = letters.filter(|letter| !is_unseen(*letter));
                let turned = run.level % 2 == 1;
                let words: String = if turned {
                    letters.rev().map(mirrored).collect()
                } else {
                    letters.collect()
                };
                placed.push((x, words));
            }
            x += glyph.advance.0;
        }
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let words: String = placed.into_iter().map(|(_, words)| words).collect();
    words.trim_matches(' ').replace(WIDE_SPACE, "␣")
}

const WIDE_SPACE: char = '\u{2003}';

/// Marks above letters and what has no shape.
fn is_unseen(letter: char) -> bool {
    use unicode_bidi::BidiClass::{BN, FSI, LRI, NSM, PDI, RLI};
    let class = unicode_bidi::bidi_class(letter);
    matches!(class, NSM | BN | LRI | RLI | FSI | PDI) || matches!(letter, '\u{200E}' | '\u{200F}')
}

/// The lines of the text and the notes, in the order of the pages.
fn lines(pages: &Pages) -> Vec<String> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let lines = items.filter_map(|item| match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    let lines = lines.filter(|line| match line.role {
        TextRole::Body | TextRole::Note | TextRole::Heading(2..) => true,
        TextRole::Heading(_) | TextRole::Running | TextRole::Contents | TextRole::Code => false,
    });
    lines.map(seen).collect()
}

/// What a line read from one end looks like on paper.
fn on_paper(read: &str, from_right: bool) -> String {
    fn part(letters: &mut std::str::Chars<'_>, from_right: bool, end: Option<char>) -> String {
        let mut pieces: Vec<String> = Vec::new();
        while let Some(letter) = letters.next() {
            match letter {
                _ if Some(letter) == end => break,
                '⟨' => pieces.push(part(letters, false, Some('⟩'))),
                '⟪' => pieces.push(part(letters, true, Some('⟫'))),
                _ if is_unseen(letter) => {}
                _ if from_right => pieces.push(mirrored(letter).to_string()),
                _ => pieces.push(letter.to_string()),
            }
        }
        if from_right {
            pieces.reverse();
        }
        pieces.concat()
    }
    part(&mut read.chars(), from_right, None)
}

#[test]
fn every_mixture_of_scripts_is_read_in_its_order() {
    let mut wrong = String::new();
    for case in cases() {
        let found = lines(&set(&case.markdown));
        let visible = |words: &String| words.chars().filter(|one| !is_unseen(*one)).collect();
        let wanted: Vec<String> = case.seen.iter().map(visible).collect();
        if found != wanted {
            wrong += &format!("# {}\n  {:?}\n  {:?}\n", case.title, wanted, found);
        }
    }
    assert!(wrong.is_empty(), "wanted, then found:\n{wrong}");
}

#[test]
fn the_golden_file_agrees_with_itself() {
    let cases = cases();
    assert!(cases.len() >= 80, "{}", cases.len());
    for case in cases {
        assert!(!case.read.is_empty(), "{}", case.title);
        assert_eq!(case.read.len(), case.seen.len(), "{}", case.title);
        for ((key, read), seen) in case.read.iter().zip(&case.seen) {
            let seen: String = seen.chars().filter(|one| !is_unseen(*one)).collect();
            assert_eq!(on_paper(read, key == "rtl"), seen, "{}", case.title);
        }
    }
}

#[test]
fn spaces_between_latin_words_of_a_nastaliq_book_are_those_of_their_face() {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"ur\"\nchapters = [\"1.md\"]\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", "# باب\n\nیہ ہے guide to physical things اور یہ\n");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let pages = manuscript.pages(&mut sink);
    let lines = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            PageItem::Line(line) if line.text.contains("guide") => Some(line),
            _ => None,
        });
    // No letter of these words is as narrow as the space of Nastaliq, 0.13 em.
    let runs = lines
        .flat_map(|line| &line.runs)
        .filter(|run| run.level % 2 == 0);
    let words: Vec<_> = runs
        .filter(|run| run.glyphs.len() >= "guide to".len())
        .collect();
    assert_eq!(words.len(), 1);
    for glyph in &words[0].glyphs {
        let share = glyph.advance.0 / words[0].size.0;
        assert!(share > 0.2, "{share}");
    }
}
