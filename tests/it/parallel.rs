//! What must be true of parallel texts: pairs stand beside each other, and are read one text after the other.

use std::io::{Cursor, Read};

use crate::pages::{SENTENCE, body, book, lines, of_role, set};
use sahhaf::diag::Sink;
use sahhaf::frame::{PlacedLine, Side, TextRole};
use sahhaf::pipeline::{self, NoObserver, Output};
use sahhaf::source::SourceMap;

/// A parallel text of Persian and English.
fn chapter(persian: &str, english: &str) -> String {
    format!(
        "# فصل\n\n:::: parallel\n::: {{lang=fa}}\n{persian}\n:::\n::: {{lang=en}}\n{english}\n:::\n::::\n"
    )
}

fn left(line: &PlacedLine) -> f32 {
    line.runs.iter().map(|run| run.x.0).fold(f32::MAX, f32::min)
}

#[test]
fn paragraphs_of_one_number_begin_on_one_line_the_first_text_where_reading_begins() {
    let english = "A sentence of another language stands here. ".repeat(3);
    let (pages, sink) = set(&book(&chapter(
        &format!("یک. {SENTENCE}\n\nدو. {SENTENCE}"),
        &format!("One. {english}\n\nTwo. {english}"),
    )));
    assert!(
        sink.found()
            .iter()
            .all(|found| found.code.name() == "loose-line"),
        "{:?}",
        sink.found()
    );
    let all: Vec<&PlacedLine> = body(&pages).iter().flat_map(lines).collect();
    let begins = |word: &str| {
        let found = all.iter().find(|line| line.text.starts_with(word));
        *found.unwrap_or_else(|| panic!("{word} begins a line"))
    };
    for (persian, english) in [("یک.", "One."), ("دو.", "Two.")] {
        let (persian, english) = (begins(persian), begins(english));
        assert_eq!(persian.baseline, english.baseline);
        assert!(left(persian) > left(english));
        assert_eq!(english.language.as_str(), "en");
    }
}

#[test]
fn the_lines_of_one_text_follow_each_other_in_the_page_before_those_of_the_other() {
    let words = |word: &str| format!("{word} ").repeat(24);
    let (pages, _) = set(&book(&chapter(
        &format!("{}\n\n{}", words("یک"), words("سه")),
        &format!("{}\n\n{}", words("two"), words("four")),
    )));
    let told = ["یک", "two", "سه", "four"];
    for page in body(&pages) {
        let which = |line: &PlacedLine| told.iter().position(|word| line.text.contains(word));
        let order: Vec<usize> = lines(page).filter_map(which).collect();
        assert!(order.is_sorted(), "{order:?}");
    }
    let some = body(&pages).iter().flat_map(lines);
    assert!(some.filter(|line| line.text.contains("two")).count() > 1);
}

#[test]
fn the_epub_has_them_pair_by_pair_in_their_languages_and_notes_are_counted_as_they_are_seen() {
    let text = chapter("یک[^a].\n\nسه[^c].", "two[^b].\n\nfour.");
    let chapter = format!("{text}\n[^a]: الف.\n\n[^b]: ب.\n\n[^c]: پ.\n");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&book(&chapter), &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let books = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    assert_eq!(sink.found(), []);
    let mut archive = zip::ZipArchive::new(Cursor::new(&books[0].bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name("OEBPS/chapter-01.xhtml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let place = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words} in {text}"))
    };
    let order = [
        "parallel-pair",
        "<div lang=\"fa\"",
        "یک",
        "<div lang=\"en\"",
        "two",
        ">۲</a>",
        "سه",
        ">۳</a>",
        "four",
    ];
    let places = order.map(place);
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(text.matches("class=\"parallel-pair\"").count(), 2);
}

#[test]
fn sides_that_do_not_answer_each_other_are_told_and_nothing_is_lost() {
    for (chapter, words) in [
        (
            chapter("یک.\n\nدو.\n\nسه.", "One."),
            vec!["یک", "دو", "سه", "One"],
        ),
        (
            "# فصل\n\n::: دوزبانه\nیک.\n\nدو.\n\nسه.\n:::\n".to_owned(),
            vec!["یک", "دو", "سه"],
        ),
    ] {
        let (pages, sink) = set(&book(&chapter));
        let codes: Vec<_> = sink.found().iter().map(|found| found.code.name()).collect();
        assert_eq!(codes, ["uneven-sides"], "{chapter}");
        let all: String = body(&pages)
            .iter()
            .flat_map(lines)
            .map(|line| line.text.as_str())
            .collect();
        assert!(words.iter().all(|word| all.contains(word)), "{all}");
    }
}

/// A parallel text of Arabic and Persian on facing pages.
fn facing(pairs: usize, notes: bool) -> String {
    let side = |word: &str, words: usize, called: bool| -> String {
        let paragraph = |at: usize| {
            let call = if called {
                format!("[^{at}]")
            } else {
                String::new()
            };
            format!("{word}{at} {}{call}.\n\n", format!("{word} ").repeat(words))
        };
        (0..pairs).map(paragraph).collect()
    };
    let notes: String = (0..pairs)
        .filter(|_| notes)
        .map(|at| format!("[^{at}]: یادداشت.\n\n"))
        .collect();
    format!(
        "# فصل\n\nپیش از آن.\n\n:::: روبه‌رو\n::: {{lang=ar}}\n{}:::\n::: {{lang=fa}}\n{}:::\n::::\n\nپس از آن.\n\n{notes}",
        side("عربی", 30, false),
        side("پارسی", 55, !notes.is_empty()),
    )
}

#[test]
fn sides_on_facing_pages_have_the_same_pairs_on_each_spread() {
    for notes in [false, true] {
        let (pages, _) = set(&book(&facing(9, notes)));
        let all = body(&pages);
        let texts: Vec<String> = all
            .iter()
            .map(|page| lines(page).map(|line| format!("{} ", line.text)).collect())
            .collect();
        let (mut spreads, mut words) = (0, [0, 0]);
        for (at, text) in texts.iter().enumerate() {
            words[0] += text.matches("عربی").count();
            words[1] += text.matches("پارسی").count();
            if !text.contains("عربی") {
                continue;
            }
            spreads += 1;
            // The page that is read first is an even one, at the right; the one that faces it follows.
            assert_eq!(all[at].side, Side::Right);
            assert!(!text.contains("پارسی"), "{text}");
            for pair in 0..9 {
                let begins = [format!("عربی{pair} "), format!("پارسی{pair} ")];
                let here = [
                    text.contains(&begins[0]),
                    texts[at + 1].contains(&begins[1]),
                ];
                assert_eq!(here[0], here[1], "pair {pair} begins on both pages of {at}");
            }
        }
        assert!(spreads > 1);
        assert_eq!(words, [9 * 31, 9 * 56], "nothing is lost");
    }
}

#[test]
fn a_text_goes_on_behind_the_pages_that_face_each_other() {
    let (pages, _) = set(&book(&facing(4, false)));
    let all = body(&pages);
    let holds = |word: &str| -> Vec<usize> {
        let on = |page: &usize| lines(&all[*page]).any(|line| line.text.contains(word));
        (0..all.len()).filter(on).collect()
    };
    assert_eq!(holds("پیش از آن"), [0]);
    let (first, last) = (holds("عربی"), holds("پارسی"));
    assert!(first[0] > 0);
    assert_eq!(holds("پس از آن"), [last[last.len() - 1] + 1]);
}

#[test]
fn long_notes_of_facing_pages_stand_below_their_text() {
    let text = facing(9, true).replace("یادداشت.", &"یادداشتی دراز ".repeat(40));
    let (pages, _) = set(&book(&text));
    let mut noted = 0;
    for page in body(&pages) {
        let foot = of_role(page, TextRole::Body)
            .iter()
            .map(|line| line.baseline.0)
            .fold(0.0, f32::max);
        let notes = of_role(page, TextRole::Note);
        noted += notes.len();
        assert!(notes.iter().all(|line| line.baseline.0 > foot), "{foot}");
    }
    assert!(noted > 9);
}
