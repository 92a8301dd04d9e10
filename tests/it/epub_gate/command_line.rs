//! `sahhaf check --epub`, driven as a user drives it.

use super::epub::Epub;
use crate::on_disk::LittleBook;

fn shelf(book: &Epub) -> LittleBook {
    LittleBook::empty().with("a.epub", book.pack())
}

#[test]
fn a_good_book_is_passed_in_silence_and_judged_for_every_shop() {
    let run = shelf(&Epub::model()).run(&["check", "--epub", "a.epub", "--strict"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for shop in ["Apple Books", "Google Play", "Kobo", "Kindle"] {
        let line = format!("{shop}: no rule of this shop is broken");
        assert!(run.out.lines().any(|one| one == line), "{}", run.out);
    }
}

#[test]
fn a_finding_is_one_line_with_its_place_and_what_to_do() {
    let book = Epub::model().replaced("style.css", "text-align: start", "text-align: left");
    let shelf = shelf(&book);
    let run = shelf.run(&["check", "--epub", "a.epub"]);
    assert_eq!(run.code, 0, "a warning does not fail");
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.err);
    assert!(
        lines[0].starts_with("OEBPS/style.css:2:36: warning[css-left-right]: "),
        "{}",
        lines[0]
    );
    assert!(
        lines[0].contains("(help: use start and end"),
        "{}",
        lines[0]
    );
    assert_eq!(lines[1], "1 warning");
    assert_eq!(
        shelf.run(&["check", "--epub", "a.epub", "--strict"]).code,
        1
    );
}

#[test]
fn errors_fail_and_shops_say_which_rule_is_broken() {
    let book = Epub::model()
        .replaced("one.xhtml", "two.xhtml#start", "three.xhtml")
        .replaced(".opf", "<meta name=\"cover\" content=\"cover\"/>\n", "");
    let run = shelf(&book).run(&["check", "--epub", "a.epub"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("OEBPS/one.xhtml:8:"), "{}", run.err);
    assert!(run.out.contains("1 × broken-link"), "{}", run.out);
    assert!(
        run.out
            .contains("1 × cover-marks (github.com/kobolabs/epub-spec)"),
        "{}",
        run.out
    );
}

#[test]
fn findings_can_be_read_by_a_program() {
    let book = Epub::model().replaced(".opf", "<dc:language>fa</dc:language>\n", "");
    let run = shelf(&book).run(&["check", "--epub", "a.epub", "--message-format", "json"]);
    assert_eq!(run.code, 1);
    let lines = run.err.lines();
    let mut found = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let found = found.find(|one| one["code"] == "language-missing").unwrap();
    assert_eq!(found["severity"], "error");
    assert_eq!(
        (&found["file"], &found["line"]),
        (&"OEBPS/package.opf".into(), &2.into())
    );
    assert_eq!(run.out.lines().count(), 4);
    for line in run.out.lines() {
        let shop: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(shop["store"].is_string() && shop["broken"].is_array());
    }
}

#[test]
fn what_is_no_epub_is_the_fault_of_the_outside() {
    let shelf = LittleBook::empty().with("a.epub", "no archive");
    for file in ["a.epub", "lost.epub", "."] {
        let run = shelf.run(&["check", "--epub", file]);
        assert_eq!(run.code, 3, "{file}");
        assert!(run.err.starts_with("error: cannot "), "{}", run.err);
    }
}

#[test]
fn a_folder_and_an_epub_cannot_be_checked_at_once() {
    let run = LittleBook::empty().run(&["check", ".", "--epub", "a.epub"]);
    assert_eq!(run.code, 2);
}

#[test]
fn the_help_says_what_is_checked() {
    let run = LittleBook::empty().run(&["check", "--help"]);
    assert!(
        run.out.contains("--epub <FILE>") && run.out.contains("docs/epub-gate.md"),
        "{}",
        run.out
    );
}
