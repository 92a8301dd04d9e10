//! What an author can get wrong: each is told with file, line, column and a hint, ends with exit
//! code 1 and writes nothing; what still allows a book is a warning.

use std::io::Cursor;

use crate::on_disk::{LittleBook, SETTINGS, mistakes, refuses, told};

// ── book.toml ───────────────────────────────────────────────────────────────

#[test]
fn a_folder_without_settings_is_no_book() {
    let missing = refuses(&LittleBook::empty(), "empty-book", "");
    assert!(missing.hint.contains("sahhaf new"), "{}", missing.hint);
}

#[test]
fn malformed_settings_are_told_at_their_place() {
    let book = LittleBook::sound().with("book.toml", "[book]\ntitle = \"کتاب\n");
    refuses(&book, "bad-config", "book.toml:2:14");
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_known() {
    let book = LittleBook::sound().with("book.toml", format!("{SETTINGS}subtitel = \"x\"\n"));
    let one = refuses(&book, "unknown-key", "book.toml:5:1");
    assert!(one.hint.contains("subtitle"), "{}", one.hint);
}

#[test]
fn settings_that_are_no_utf8_are_told_at_their_place() {
    let book = LittleBook::sound().with("book.toml", b"[book]\ntitle = \"\xD8\xAA\xFF\"\n");
    refuses(&book, "bad-utf8", "book.toml:2:11");
}

#[test]
fn a_missing_chapter_is_told_where_it_is_named() {
    let settings = SETTINGS.replace("\"1.md\"", "\"1.md\", \"2.md\"");
    let book = LittleBook::sound().with("book.toml", settings);
    refuses(&book, "missing-file", "book.toml:4:21");
}

#[test]
fn a_chapter_outside_the_book_is_refused() {
    for path in [
        "../1.md",
        "/etc/1.md",
        "C:\\\\1.md",
        "https://example.org/1.md",
    ] {
        let settings = SETTINGS.replace("1.md", path);
        refuses(
            &LittleBook::sound().with("book.toml", settings),
            "bad-path",
            "book.toml:4:13",
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_book_is_refused() {
    let outside = LittleBook::sound();
    let book = LittleBook::sound().with(
        "book.toml",
        SETTINGS.replace("\"1.md\"", "\"1.md\", \"out.md\""),
    );
    std::os::unix::fs::symlink(outside.path("1.md"), book.path("out.md")).unwrap();
    refuses(&book, "bad-path", "book.toml:4:21");
}

#[test]
fn a_book_without_chapters_is_empty() {
    let book = LittleBook::empty().with("book.toml", "[book]\ntitle = \"کتاب\"\n");
    refuses(&book, "empty-book", "book.toml:1:1");
}

#[test]
fn a_font_that_cannot_be_read_is_told_where_it_is_named() {
    let settings = format!("{SETTINGS}[fonts]\nbody = \"f.ttf\"\n");
    let book = LittleBook::sound()
        .with("book.toml", settings)
        .with("f.ttf", "not a font");
    refuses(&book, "bad-font", "book.toml:6:8");
}

#[test]
fn a_cover_that_is_no_picture_is_told_where_it_is_named() {
    let settings = format!("{SETTINGS}cover = \"c.png\"\ncover-alt = \"جلد\"\n");
    let book = LittleBook::sound()
        .with("book.toml", settings)
        .with("c.png", "not a picture");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    told(found, "bad-image", "book.toml:5:9");
}

// ── Chapters ────────────────────────────────────────────────────────────────

#[test]
fn a_book_whose_chapters_have_no_text_is_empty() {
    let (code, found) = mistakes(&LittleBook::of_chapter("\n\n"));
    assert_eq!(code, 1);
    assert!(
        found.iter().any(|one| one.code == "empty-book"),
        "{found:?}"
    );
}

#[test]
fn a_chapter_that_is_no_utf8_is_told_at_its_place() {
    let book = LittleBook::of_chapter(b"# a\n\n\xD9\x85\xD8\xAA\xD9\x86 \xFF\n");
    refuses(&book, "bad-utf8", "1.md:3:5");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let book = LittleBook::of_chapter("\u{FEFF}# فصل\r\n\r\nمتن کتاب.\r\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    assert!(found.is_empty(), "{found:?}");
}

/// Laying out ten megabytes takes its time; reading them must not.
#[test]
fn a_chapter_of_ten_megabytes_is_read() {
    let book = LittleBook::of_chapter("# فصل\n\n".to_owned() + &"کتاب و کتاب\n\n".repeat(500_000));
    let run = book.run(&["build", ".", "--emit", "text"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.len() > 10_000_000);
}

#[test]
fn a_chapter_of_forty_megabytes_is_refused() {
    let book = LittleBook::of_chapter(vec![b'a'; 40_000_000]);
    let (code, found) = mistakes(&book);
    assert_eq!(code, 1);
    let one = found.iter().find(|one| one.code == "too-large");
    assert!(!one.unwrap().hint.is_empty());
    assert_eq!(book.names("output"), [""; 0]);
}

#[test]
fn lists_nested_five_hundred_deep_are_told_and_do_not_break_the_build() {
    let mut chapter = String::from("# فصل\n\n");
    for depth in 0..500 {
        chapter.push_str(&format!("{}- مورد\n", "  ".repeat(depth)));
    }
    let (_, found) = mistakes(&LittleBook::of_chapter(chapter));
    assert!(found.iter().any(|one| one.code == "too-deep"), "{found:?}");
}

#[test]
fn quotes_nested_five_hundred_deep_do_not_break_the_build() {
    let chapter = format!("# فصل\n\n{} متن\n", "> ".repeat(500));
    let (_, found) = mistakes(&LittleBook::of_chapter(chapter));
    assert!(found.iter().any(|one| one.code == "too-deep"), "{found:?}");
}

#[test]
fn an_unknown_note_is_told_at_its_mark() {
    let book = LittleBook::of_chapter("# فصل\n\nمتن[^a] کتاب.\n\n[^b]: پانوشت.\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    told(found, "unknown-note", "1.md:3:4");
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    assert!(text.contains("متن[^a] کتاب."), "{text}");
}

#[test]
fn an_escaped_mark_is_text_without_a_word() {
    let book = LittleBook::of_chapter("# فصل\n\nالگوی [\\^a] و \\[^b] کتاب.\n");
    let (code, found) = mistakes(&book);
    assert_eq!((code, found.len()), (0, 0), "{found:?}");
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    assert!(text.contains("الگوی [^a] و [^b] کتاب."), "{text}");
}

#[test]
fn a_letter_that_no_face_has_is_reported_at_the_title_that_holds_it() {
    let settings = SETTINGS.replace("کتاب", "کتاب 漢");
    let (_, found) = mistakes(&LittleBook::sound().with("book.toml", settings));
    told(found, "missing-glyph", "book.toml:2:15");
}

#[test]
fn a_letter_that_no_face_has_is_reported_at_the_setting_that_gives_the_words() {
    let works = "@book{a, title = {کتاب}}\n";
    let text = "# فصل\n\nمتن[^a] و [واژه]{term} و [نام]{index=} از [نام]{index=نام} [@a].[^m:b]\n\n[^a]: یک.\n\n[^m:b]: دو.\n";
    for setting in [
        "[bibliography]\nfiles = [\"a.bib\"]\ntitle = \"منابع 漢\"",
        "[bibliography]\nfiles = [\"a.bib\"]\nplace = \"chapters\"\ntitle = \"منابع 漢\"",
        "[bibliography]\nfiles = [\"a.bib\"]\nsections = [{ title = \"کتاب 漢\", types = [\"book\"] }]",
        "[notes]\nplace = \"chapter\"\ntitle = \"یادداشت 漢\"",
        "[notes]\nplace = \"book\"\ntitle = \"یادداشت 漢\"",
        "[notes]\nseries = { m = \"漢\" }",
        "[indexes]\ntitle = \"نمایه 漢\"",
        "[indexes]\nnamed = [{ name = \"نام\", title = \"نام‌ها 漢\" }]",
        "[glossary]\nfile = \"a.csv\"\ntitle = \"واژه 漢\"",
        "[glossary]\nfile = \"a.csv\"\nforeign-title = \"Words 漢\"",
    ] {
        let settings = format!("{}\n{setting}\n", SETTINGS.trim_end());
        let before = settings.split('漢').next().unwrap();
        let line = before.lines().count();
        let column = before.lines().last().unwrap().chars().count() + 1;
        let book = LittleBook::of_chapter(text).with("book.toml", settings);
        let book = book.with("a.bib", works).with("a.csv", "واژه,word,یک\n");
        let (_, found) = mistakes(&book);
        let missing = found.iter().filter(|one| one.code == "missing-glyph");
        let places: Vec<_> = missing.map(|one| one.place.as_str()).collect();
        assert_eq!(places, [format!("book.toml:{line}:{column}")], "{setting}");
    }
}

#[test]
fn a_letter_that_no_face_has_is_reported_at_its_column_whatever_signs_were_set_otherwise_before_it()
{
    for (text, place) in [
        ("\"متن\" -- و 漢 نوشت.", "1.md:3:12"),
        ("متن \\* &amp; 漢 نوشت.", "1.md:3:14"),
        ("متن `یک 漢` نوشت.", "1.md:3:9"),
        ("- متن:\n\n  ```python\n  یک\n    دو 漢\n  ```", "1.md:7:8"),
        ("۱- یک\n۲- \"دو\"\n\n```\nسه\nچهار 漢\n```", "1.md:8:6"),
    ] {
        let book = LittleBook::of_chapter(format!("# فصل\n\n{text}\n"));
        let (_, found) = mistakes(&book);
        told(found, "missing-glyph", place);
    }
}

#[test]
fn two_things_with_one_id_are_told_at_the_second() {
    let book = LittleBook::of_chapter("# فصل {#a}\n\n## بخش {#a}\n\nمتن.\n");
    let (_, found) = mistakes(&book);
    let one = found.iter().find(|one| one.code == "duplicate-id").unwrap();
    assert!(one.place.starts_with("1.md:3:"), "{one:?}");
    assert!(!one.hint.is_empty());
}

#[test]
fn a_script_is_dropped_and_told() {
    let book = LittleBook::of_chapter("# فصل\n\nمتن.\n\n<script>alert(1)</script>\n");
    let (_, found) = mistakes(&book);
    told(found, "dropped-html", "1.md:5:1");
}

// ── Citations ───────────────────────────────────────────────────────────────

#[test]
fn a_citation_of_no_entry_is_told_where_it_stands() {
    let settings = format!("{SETTINGS}[bibliography]\nfiles = [\"r.bib\"]\n");
    let book = LittleBook::of_chapter("# فصل\n\nمتن [@nobody1399، ص ۵].\n")
        .with("book.toml", settings)
        .with(
            "r.bib",
            "@book{somebody1399, author={کس}, title={کتاب}, date={1399}}\n",
        );
    let (code, found) = mistakes(&book);
    assert_eq!(code, 1);
    let one = found
        .iter()
        .find(|one| one.code == "unknown-citation")
        .unwrap();
    assert!(one.place.starts_with("1.md:3:"), "{one:?}");
    assert!(one.hint.contains("somebody1399"), "{}", one.hint);
}

#[test]
fn an_entry_that_cannot_be_read_is_told_at_its_place_and_the_others_print() {
    let settings = format!("{SETTINGS}[bibliography]\nfiles = [\"r.bib\"]\n");
    let book = LittleBook::sound()
        .with("book.toml", settings)
        .with("r.bib", "@book{a, title={کتاب}}\n@book{b, title={\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    let one = found
        .iter()
        .find(|one| one.code == "bad-bibliography")
        .unwrap();
    assert!(one.place.starts_with("r.bib:"), "{one:?}");
}

// ── Pictures ────────────────────────────────────────────────────────────────

const PICTURE: &str = "# فصل\n\nمتن.\n\n![نقشه](a.png)\n";

#[test]
fn a_picture_that_cannot_be_had_is_told_where_it_is_named_and_its_words_are_set() {
    let sound = LittleBook::of_chapter(PICTURE);
    let broken = LittleBook::of_chapter(PICTURE).with("a.png", b"\x89PNG\r\n\x1a\nbroken");
    for (book, code) in [(sound, "missing-file"), (broken, "bad-image")] {
        let (exit, found) = mistakes(&book);
        assert_eq!(exit, 0, "{found:?}");
        told(found, code, "1.md:5:1");
        let words = book.run(&["build", ".", "--emit", "words"]).out;
        assert!(words.contains("نقشه"), "{words}");
        assert_eq!(book.run(&["check", ".", "--strict"]).code, 1, "{code}");
    }
}

#[test]
fn a_path_of_a_site_finds_its_picture_and_reads_nothing_outside_the_book() {
    for path in [
        "../a.png",
        "/static/a.png",
        "/a.png",
        "../../site/A.png?raw=true",
    ] {
        let book = LittleBook::of_chapter(PICTURE.replace("a.png", path));
        let book = book.with("static/a.png", picture(4, 4));
        let (code, found) = mistakes(&book);
        assert_eq!((code, found.len()), (0, 0), "{path}: {found:?}");
    }
    let book = LittleBook::of_chapter(PICTURE.replace("a.png", "/etc/hostname"));
    let (_, found) = mistakes(&book);
    told(found, "missing-file", "1.md:5:1");
}

#[test]
fn a_remote_picture_is_replaced_by_its_words_where_it_stands_alone() {
    let book = LittleBook::of_chapter(PICTURE.replace("a.png", "https://example.org/a.png"));
    let (_, found) = mistakes(&book);
    told(found, "remote-image", "1.md:5:1");
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    assert!(text.contains("نقشه"), "{text}");
}

#[test]
fn a_remote_picture_leaves_no_word_in_a_sentence() {
    let chapter = "# فصل\n\n![avatar](https://example.org/a.png) من ![img](https://example.org/b.png) می‌گفتم.\n";
    let book = LittleBook::of_chapter(chapter);
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    assert!(
        text.contains("\nمن می‌گفتم.") && !text.contains("avatar"),
        "{text}"
    );
    let badge =
        "# فصل\n\nگفت‌وگو: [![Gitter](https://example.org/a.png)](https://example.org) است.\n";
    let text = LittleBook::of_chapter(badge)
        .run(&["build", ".", "--emit", "text"])
        .out;
    assert!(text.contains("گفت‌وگو: Gitter است."), "{text}");
}

#[test]
fn a_picture_without_words_is_told() {
    let png = picture(4, 4);
    let book = LittleBook::of_chapter(PICTURE.replace("نقشه", "")).with("a.png", png);
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    told(found, "missing-alt", "1.md:5:1");
}

/// A PNG header may promise more pixels than any machine holds.
#[test]
fn a_picture_that_promises_too_many_pixels_is_refused_before_it_is_decoded() {
    let book = LittleBook::of_chapter(PICTURE).with("a.png", bomb());
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    let one = found.iter().find(|one| one.place == "1.md:5:1").unwrap();
    assert!(
        ["too-large", "bad-image"].contains(&one.code.as_str()),
        "{one:?}"
    );
    assert!(!one.hint.is_empty());
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::GrayImage::from_pixel(width, height, image::Luma([128]));
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A sound PNG whose IHDR says 60,000 × 60,000 pixels, its checksum made good again.
fn bomb() -> Vec<u8> {
    let mut bytes = picture(1, 1);
    for at in [16, 20] {
        bytes[at..at + 4].copy_from_slice(&60_000_u32.to_be_bytes());
    }
    let mut sum = flate2::Crc::new();
    sum.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    bytes
}

// ── Tags of site generators ─────────────────────────────────────────────────

/// An mdBook of one chapter that takes a file in.
fn book_of_parts(part: &str) -> LittleBook {
    LittleBook::empty()
        .with(
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nsrc = \"src\"\n",
        )
        .with("src/SUMMARY.md", "# فهرست\n\n- [فصل](one.md)\n")
        .with(
            "src/one.md",
            "# فصل\n\nآغاز.\n\n{{#include part.md}}\n\nپایان.\n",
        )
        .with("src/part.md", part)
}

#[test]
fn a_mistake_in_a_file_taken_in_is_reported_in_that_file() {
    let book = book_of_parts("پارهٔ دوم[^x] است.\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    told(found, "unknown-note", "src/part.md:1:10");
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    let places = ["آغاز.", "پارهٔ دوم[^x] است.", "پایان."].map(|words| text.find(words));
    assert!(places.is_sorted() && places[0].is_some(), "{text}");
}

#[test]
fn a_tag_that_stands_for_nothing_is_left_out_and_told_once() {
    let book = book_of_parts("متن {% toc %} و {% toc %} و `{% toc %}`.\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    let tags = found.iter().filter(|one| one.code == "template-tag");
    assert_eq!(tags.count(), 1, "{found:?}");
    told(found, "template-tag", "src/part.md:1:5");
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    assert!(
        text.contains("و {% toc %}.") && !text.contains("متن {%"),
        "{text}"
    );
}

#[test]
fn a_citation_of_a_book_without_a_bibliography_stays_as_typed() {
    let book = LittleBook::of_chapter("# فصل\n\nنوشتهٔ [@name] است.\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0, "{found:?}");
    told(found, "unknown-citation", "1.md:3:8");
    let text = book.run(&["build", ".", "--emit", "text"]).out;
    assert!(text.contains("نوشتهٔ [@name] است."), "{text}");
}
