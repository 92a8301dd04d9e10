//! What must be true of plays, letters, epigraphs and boxes in both books.

use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, Pages, PlacedLine, TextRole};
use sahhaf::pipeline::{self, Manuscript};
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n\
                        [pdf]\ntrim = \"110x160mm\"\n[epub]\npage-list = false\n";

fn manuscript(chapter: &str) -> Manuscript {
    let files = MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink).unwrap();
    assert_eq!(sink.found().len(), 0, "{:?}", sink.found());
    read.unwrap()
}

fn pages(chapter: &str) -> Pages {
    manuscript(chapter).pages(&mut Sink::default())
}

fn epub(chapter: &str) -> String {
    let epub = manuscript(chapter).epub(&[], &mut Sink::default()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name("OEBPS/chapter-01.xhtml").unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The lines of the text, with their left and right edges.
fn lines(pages: &Pages) -> Vec<(String, f32, f32)> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let lines = items.filter_map(|item| match item {
        PageItem::Line(line) if line.role != TextRole::Running => Some(line),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    let edges = |line: &PlacedLine| {
        let left = line.runs.iter().map(|run| run.x.0).fold(f32::MAX, f32::min);
        let right = line.runs.iter().map(|run| (run.x + run.width()).0);
        (
            line.text.trim().to_owned(),
            left,
            right.fold(f32::MIN, f32::max),
        )
    };
    lines.map(edges).collect()
}

fn line(pages: &Pages, words: &str) -> (f32, f32) {
    let all = lines(pages);
    let found = all.iter().find(|(text, ..)| text.starts_with(words));
    let (_, left, right) = found.unwrap_or_else(|| panic!("no line {words} in {all:?}"));
    (*left, *right)
}

const PLAY: &str = "# نمایش\n\n::: play پردهٔ یکم\n(رستم از دور می‌آید.)\n\n\
    رستم: کیستی؟ این سخن دراز است تا به خط دوم برسد و باز هم برسد و از آن بگذرد.\n\
    سهراب (با خشم): نمی‌گویم؛\nهرگز نخواهم گفت.\n\n**راوی:** چنین بود.\n:::\n";

#[test]
fn lines_of_a_play_are_speeches_with_the_names_of_their_speakers_strong() {
    let text = epub(PLAY);
    for part in [
        "<div class=\"play\">",
        "<p class=\"form-title\">پردهٔ یکم</p>",
        "<p class=\"stage\">(رستم از دور می‌آید.)</p>",
        "<p class=\"speech\"><span class=\"speaker\"><strong>رستم</strong></span>: کیستی؟",
        "<p class=\"speech\"><span class=\"speaker\"><strong>سهراب</strong></span> (با خشم): نمی‌گویم؛ هرگز نخواهم گفت.</p>",
        "<p class=\"speech\"><span class=\"speaker\"><strong>راوی:</strong></span> چنین بود.</p>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let pages = pages(PLAY);
    let (name, stage) = (line(&pages, "رستم"), line(&pages, "(رستم"));
    let all = lines(&pages);
    let at = all
        .iter()
        .position(|(text, ..)| text.starts_with("رستم"))
        .unwrap();
    // The second line of a speech moves in, so that the name stands out; so does what happens on the stage.
    assert!(all[at + 1].2 < name.1 - 10.0, "{all:?}");
    assert!(stage.1 < name.1 - 10.0);
}

#[test]
fn a_colon_in_a_text_that_is_no_play_names_nobody() {
    let text = epub("# متن\n\nرستم: کیستی؟\n\n::: note\nسهراب: نه\n:::\n");
    assert!(!text.contains("speaker"));
}

const LETTER: &str = "# نامه\n\n::: نامه\nتهران، ۵ مهر ۱۳۲۰ {.date}\n\nدوست عزیزم، {.خطاب}\n\n\
    نامه‌ات رسید و شادم کرد. بند نخست آن را بارها خواندم و باز خواهم خواند.\n\nنیما {.signature}\n:::\n";

#[test]
fn date_and_signature_of_a_letter_stand_where_reading_ends() {
    let text = epub(LETTER);
    for part in [
        "<div class=\"letter\">",
        "<p class=\"date\">تهران، ۵ مهر ۱۳۲۰</p>",
        "<p class=\"salutation\">دوست عزیزم،</p>",
        "<p class=\"signature\">نیما</p>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let pages = pages(LETTER);
    let (text, date) = (line(&pages, "نامه‌ات"), line(&pages, "تهران"));
    let (greeting, name) = (line(&pages, "دوست"), line(&pages, "نیما"));
    assert!((date.0 - text.0).abs() < 1.0 && date.1 < text.1 - 20.0);
    assert!((name.0 - text.0).abs() < 1.0 && name.1 < text.1 - 20.0);
    assert!((greeting.1 - text.1).abs() < 1.0, "{greeting:?} {text:?}");
}

#[test]
fn an_epigraph_says_whose_words_it_is() {
    let chapter = "# فصل\n\n::: epigraph\nتوانا بود هر که دانا بود\n\n— فردوسی\n:::\n\nمتن فصل که از لبه تا لبه می‌رود و به خط دوم هم می‌رسد تا لبهٔ آن دانسته شود.\n";
    let text = epub(chapter);
    assert!(
        text.contains("<div class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\">"),
        "{text}"
    );
    assert!(text.contains("<p class=\"source\">— فردوسی</p>"), "{text}");
    let pages = pages(chapter);
    let (words, source, text) = (
        line(&pages, "توانا"),
        line(&pages, "—"),
        line(&pages, "متن"),
    );
    assert!(words.1 < text.1 - 60.0);
    assert!(source.0 - text.0 < 2.0);
}

#[test]
fn a_sidebar_is_a_box_with_or_without_a_title() {
    let text = epub("# متن\n\n::: sidebar\nکنار.\n:::\n\n::: کادر عنوان\nکنار.\n:::\n");
    assert_eq!(text.matches("<aside class=\"box").count(), 2, "{text}");
    assert_eq!(text.matches("class=\"box-title\"").count(), 1, "{text}");
}
