//! What must be true of plays, letters, epigraphs and boxes in both books.

use sahhaf::frame::{PageItem, Pages, TextRole};

use crate::one_chapter::{Edges, OneChapter, lines_of};

const TRIM: &str = "110x160mm";

fn pages(chapter: &str) -> Pages {
    OneChapter::on_pages(TRIM, chapter).pages()
}

fn epub(chapter: &str) -> String {
    OneChapter::of(chapter).epub()
}

/// The edges of the first line that begins with these words, and of the line below it.
fn lines_from(pages: &Pages, words: &str) -> [Edges; 2] {
    let all = lines_of(pages, |role| role != TextRole::Running);
    let at = all
        .iter()
        .position(|line| line.text.trim().starts_with(words));
    let at = at.unwrap_or_else(|| panic!("no line {words}"));
    let below = all.get(at + 1).unwrap_or(&all[at]);
    [Edges::of(&all[at]), Edges::of(below)]
}

fn line(pages: &Pages, words: &str) -> Edges {
    lines_from(pages, words)[0]
}

/// Each of these parts stands in a text.
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} in {text}");
    }
}

const PLAY: &str = "# نمایش\n\n::: play پردهٔ یکم\n(رستم از دور می‌آید.)\n\n\
    رستم: کیستی؟ این سخن دراز است تا به خط دوم برسد و باز هم برسد و از آن بگذرد.\n\
    سهراب (با خشم): نمی‌گویم؛\nهرگز نخواهم گفت.\n\n**راوی:** چنین بود.\n:::\n";

#[test]
fn lines_of_a_play_are_speeches_with_the_names_of_their_speakers_strong() {
    let text = epub(PLAY);
    assert_has(
        &text,
        &[
            "<div class=\"play\">",
            "<p class=\"form-title\">پردهٔ یکم</p>",
            "<p class=\"stage\">(رستم از دور می‌آید.)</p>",
            "<p class=\"speech\"><span class=\"speaker\"><strong>رستم</strong></span>: کیستی؟",
            "<p class=\"speech\"><span class=\"speaker\"><strong>سهراب</strong></span> (با خشم): نمی‌گویم؛ هرگز نخواهم گفت.</p>",
            "<p class=\"speech\"><span class=\"speaker\"><strong>راوی:</strong></span> چنین بود.</p>",
        ],
    );
    let pages = pages(PLAY);
    let ([name, second], stage) = (lines_from(&pages, "رستم"), line(&pages, "(رستم"));
    // The second line of a speech moves in, so that the name stands out; so does what happens on the stage.
    assert!(second.right < name.right - 10.0, "{second:?}");
    assert!(stage.right < name.right - 10.0);
}

#[test]
fn what_ends_a_scene_stands_on_the_page_of_its_last_words() {
    // Wherever the scene comes to stand on its page, from the head of it to its foot.
    for before in 0..24 {
        let above = "بند کوتاه.\n\n".repeat(before);
        let chapter = format!(
            "# نمایش\n\n{above}::: play\nرستم: کیستی؟\n\nسهراب: هرگز.\n\n(پرده می‌افتد.)\n:::\n"
        );
        let pages = pages(&chapter);
        let page_of = |words: &str| {
            pages.pages.iter().position(|page| {
                page.items.iter().any(|item| match item {
                    PageItem::Line(line) => line.text.contains(words),
                    _ => false,
                })
            })
        };
        let (speech, curtain) = (page_of("هرگز").unwrap(), page_of("پرده").unwrap());
        assert_eq!(speech, curtain, "{before} paragraphs above");
    }
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
    assert_has(
        &text,
        &[
            "<div class=\"letter\">",
            "<p class=\"date\">تهران، ۵ مهر ۱۳۲۰</p>",
            "<p class=\"salutation\">دوست عزیزم،</p>",
            "<p class=\"signature\">نیما</p>",
        ],
    );
    let pages = pages(LETTER);
    let (text, date) = (line(&pages, "نامه‌ات"), line(&pages, "تهران"));
    let (greeting, name) = (line(&pages, "دوست"), line(&pages, "نیما"));
    for ending in [date, name] {
        assert!((ending.left - text.left).abs() < 1.0 && ending.right < text.right - 20.0);
    }
    assert!(
        (greeting.right - text.right).abs() < 1.0,
        "{greeting:?} {text:?}"
    );
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
    assert!(words.right < text.right - 60.0);
    assert!(source.left - text.left < 2.0);
}

#[test]
fn a_sidebar_is_a_box_with_or_without_a_title() {
    let text = epub("# متن\n\n::: sidebar\nکنار.\n:::\n\n::: کادر عنوان\nکنار.\n:::\n");
    assert_eq!(text.matches("<aside class=\"box").count(), 2, "{text}");
    assert_eq!(text.matches("class=\"box-title\"").count(), 1, "{text}");
}

#[test]
fn an_epigraph_right_below_a_title_stands_with_it_above_the_text() {
    let chapter =
        |epigraph: &str| format!("# فصل\n\n{epigraph}متن فصل.\n\n::: epigraph\nدیگر.\n:::\n");
    let of = |chapter: &str| {
        let pages = OneChapter::of(chapter).pages();
        let find = |words: &str| {
            let lines = lines_of(&pages, |role| {
                matches!(role, TextRole::Body | TextRole::Heading(1))
            });
            lines
                .into_iter()
                .find(|line| line.text.trim().starts_with(words))
        };
        (
            find("فصل"),
            find("بسیار"),
            find("سعدی").or(find("—")),
            find("متن"),
        )
    };
    let (_, none, _, plain) = of(&chapter(""));
    assert!(none.is_none());
    let (title, words, source, text) = of(&chapter(
        "::: epigraph\nبسیار سفر باید تا پخته شود خامی.\n\n— سعدی\n:::\n\n",
    ));
    let (title, words, source, text) = (
        title.unwrap(),
        words.unwrap(),
        source.unwrap(),
        text.unwrap(),
    );
    // The text begins where it does without an epigraph.
    assert_eq!(text.baseline, plain.unwrap().baseline);
    assert!(title.baseline < words.baseline && words.baseline < source.baseline);
    assert!(source.baseline < text.baseline);
    let (words, text) = (Edges::of(&words), Edges::of(&text));
    assert!(words.right < text.right - 80.0, "{words:?} beside {text:?}");
    assert!(Edges::of(&source).left < words.right - 80.0, "{source:?}");
}
