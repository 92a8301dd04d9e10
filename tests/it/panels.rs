//! What must be true of pictures side by side in both books.

use sahhaf::frame::{PageItem, Role};

use crate::one_chapter::OneChapter;

fn book(chapter: &str) -> OneChapter {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"300\"><path d=\"M0 0h9v9z\"/></svg>";
    let book = OneChapter::on_pages("110x160mm", chapter).with("a.svg", svg);
    book.with("b.svg", svg.replace("300", "200"))
}

fn epub(chapter: &str) -> String {
    book(chapter).epub()
}

const PANELS: &str = "# شکل\n\n::: figures {#fig:two}\n![از روبه‌رو](a.svg){#fig:front}\n![از پشت](b.svg)\n\n\
                      دو نما\n:::\n\n[@fig:two] و [@fig:front]\n";

#[test]
fn pictures_side_by_side_have_letters_and_a_label_for_all() {
    let text = epub(PANELS);
    for part in [
        "<figure id=\"fig-two\" class=\"panels in-2\">",
        "<figcaption><span class=\"label\">(الف)</span> از روبه‌رو</figcaption>",
        "<figcaption><span class=\"label\">(ب)</span> از پشت</figcaption>",
        "<figcaption><span class=\"label\">شکل ۱:</span> دو نما</figcaption>",
        ">شکل ۱</a>",
        ">شکل ۱ (الف)</a>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn the_first_picture_stands_where_reading_begins_and_all_on_one_line() {
    let pages = book(PANELS).pages();
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let pictures: Vec<_> = items
        .filter_map(|item| match item {
            PageItem::Picture(picture) => Some(picture.rect),
            _ => None,
        })
        .collect();
    let [first, second] = pictures.as_slice() else {
        panic!("{pictures:?}");
    };
    assert!(first.x > second.x + second.width, "{pictures:?}");
    let foot = |rect: &sahhaf::frame::Rect| rect.y + rect.height;
    assert!(
        (foot(first).0 - foot(second).0).abs() < 0.01,
        "{pictures:?}"
    );
    let roles = pages.structure.elements().map(|(_, element)| element.role);
    assert_eq!(roles.filter(|role| *role == Role::Figure).count(), 2);
}

#[test]
fn rows_are_as_the_author_says_in_the_words_of_other_tools_too() {
    for (head, class) in [
        ("::: {#fig-x layout-ncol=1}", "panels in-1"),
        ("::: {#fig-x layout-ncol=2}", "panels in-2"),
        ("::: figures {columns=3}", "panels in-3"),
        ("::: figures", "panels in-3"),
    ] {
        let text = epub(&format!(
            "# شکل\n\n{head}\n![الف](a.svg) ![ب](b.svg)\n\n![پ](a.svg)\n:::\n"
        ));
        assert!(text.contains(class), "{head}: {text}");
        // Without a caption for all each picture has a number of its own.
        assert!(text.contains("شکل ۳"), "{head}: {text}");
    }
}

#[test]
fn a_division_with_other_things_than_pictures_stays_one() {
    let text = epub("# شکل\n\n::: {#fig-x}\n![الف](a.svg)\n\n- فهرست\n:::\n");
    assert!(text.contains("<div id=\"fig-x\">") && !text.contains("panels"));
}

#[test]
fn the_titles_of_pictures_in_one_paragraph_are_the_captions_of_parts() {
    let text = epub(
        "# شکل\n\n::: figures\n![جلو](a.svg \"از *روبه‌رو*\") ![پشت](b.svg \"از پشت\"){#fig:back}\n\
         <img src=\"a.svg\" alt=\"کنار\" title=\"از کنار\">\n\nسه نما\n:::\n\n[@fig:back]\n",
    );
    for part in [
        "</span> از <em>روبه\u{200C}رو</em></figcaption>",
        "</span> از پشت</figcaption>",
        "</span> از کنار</figcaption>",
        ">شکل ۱ (ب)</a>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}
