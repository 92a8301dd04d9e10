//! What is told, in which form, and what is mended: every code has its row in `docs/diagnostics.md` and
//! something that triggers it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sahhaf::diag::Code;
use serde_json::Value;

use crate::on_disk::{LittleBook, SETTINGS, mistakes};
use crate::snapshot::project;

fn document() -> String {
    fs::read_to_string(project("docs/diagnostics.md")).unwrap()
}

/// The codes of the document, with whether they are marked as mended.
fn documented() -> BTreeMap<String, bool> {
    let document = document();
    let rows = document.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| {
        row.trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect::<Vec<_>>()
    });
    let codes = cells.filter(|cells| cells[1].len() > 12 && cells.len() == 3);
    codes
        .map(|cells| {
            (
                cells[0].trim_matches('`').to_owned(),
                cells[1].starts_with('✎'),
            )
        })
        .collect()
}

#[test]
fn every_code_is_documented_and_no_other() {
    let documented: BTreeSet<String> = documented().into_keys().collect();
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.name().to_owned())
        .collect();
    assert_eq!(documented, codes);
}

/// The texts of all tests: those from outside, and those beside the code.
fn tests_of(folder: &Path, texts: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            tests_of(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let only = path.ends_with("tests.rs")
                || path.components().any(|part| part.as_os_str() == "tests");
            let from = if only {
                Some(0)
            } else {
                text.find("#[cfg(test)]")
            };
            texts.extend(from.map(|at| text[at..].to_owned()));
        }
    }
}

#[test]
fn every_code_is_triggered_by_a_test() {
    let mut texts = Vec::new();
    tests_of(&project("src"), &mut texts);
    tests_of(&project("tests/it"), &mut texts);
    let triggered = |code: &Code| {
        let (name, variant) = (format!("\"{}\"", code.name()), format!("Code::{code:?}"));
        let names = |text: &String| {
            let mut found = text.match_indices(&variant);
            let whole = found.any(|(at, _)| {
                !text[at + variant.len()..].starts_with(|letter: char| letter.is_alphanumeric())
            });
            whole || text.contains(&name)
        };
        texts.iter().any(names)
    };
    let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !triggered(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A chapter that says nothing wrong, after what does.
fn chapter(text: &str) -> LittleBook {
    LittleBook::of_chapter(format!("# فصل\n\n{text}\n"))
}

#[test]
fn mistakes_of_text_and_settings_are_told_by_their_codes() {
    let table: String = (0..400).map(|at| format!("واژهٔ {at}<br>")).collect();
    let style =
        format!("{SETTINGS}[bibliography]\nfiles = [\"a.bib\"]\nstyle = \"no-such-style\"\n");
    let work = "@book{a, title = {کتاب}, author = {نام}, year = {1399}}\n";
    for (book, code) in [
        (
            LittleBook::empty()
                .with("01.md", "# یک\n\nمتن.\n")
                .with("02.md", "متن بی سرخط.\n"),
            "nameless-chapter",
        ),
        (chapter("متن.\n\n[^a]: پانوشت\n"), "unused-note"),
        (
            chapter("متن[^a].\n\n[^a]: یک\n\n[^a]: دو\n"),
            "duplicate-key",
        ),
        (
            LittleBook::of_chapter("---\ndirection: sideways\n---\n\n# فصل\n\nمتن.\n"),
            "bad-front-matter",
        ),
        (
            chapter(&format!("| الف |\n|---|\n| {table} |\n")),
            "overfull-page",
        ),
        (
            chapter(&format!("ا{}\n", "\u{64E}".repeat(40))),
            "crowded-letter",
        ),
        (chapter("یک جمله. {lines=+1}\n"), "paragraph-lines"),
        (
            chapter("متن [@a].")
                .with("book.toml", &style)
                .with("a.bib", work),
            "bad-style",
        ),
        (
            LittleBook::empty()
                .with("01.md", "# یک\n\nمتن.\n")
                .with("02.md", ""),
            "empty-chapter",
        ),
        (
            LittleBook::empty()
                .with("fa/01.md", "# یک\n\nمتن نخست این کتاب به فارسی است.\n")
                .with("fa/02.md", "# دو\n\nمتن دوم این کتاب به فارسی است.\n")
                .with("ar/01.md", "# واحد\n\nهذا نص الكتاب الأول باللغة العربية.\n")
                .with(
                    "ar/02.md",
                    "# اثنان\n\nهذا نص الكتاب الثاني باللغة العربية.\n",
                )
                .with("LANGS.md", "* [فارسی](fa/)\n* [العربية](ar/)\n"),
            "several-languages",
        ),
        (
            LittleBook::empty()
                .with("docs/01.md", "# یک\n\nمتن.\n")
                .with(
                    "docs/.vitepress/config.js",
                    "export default { themeConfig: { sidebar: make() } }\n",
                ),
            "not-run",
        ),
    ] {
        let (_, found) = mistakes(&book);
        assert!(
            found.iter().any(|one| one.code == code),
            "{code}: {found:?}"
        );
    }
}

#[test]
fn a_line_that_cannot_be_filled_is_loose() {
    let settings =
        format!("{SETTINGS}[pdf]\ntrim = \"90x120mm\"\nkashida = \"off\"\nhyphenate = false\n");
    let words = "Donaudampfschifffahrtsgesellschaft Rindfleischetikettierungsgesetz ".repeat(8);
    let book = chapter(&words).with("book.toml", settings);
    let (_, found) = mistakes(&book);
    assert!(
        found.iter().any(|one| one.code == "loose-line"),
        "{found:?}"
    );
}

#[test]
fn a_spine_without_room_for_words_is_told() {
    let settings = format!("{SETTINGS}[print]\npaper-thickness = 0.05\n");
    let book = LittleBook::sound().with("book.toml", settings);
    let run = book.run(&["cover", ".", "--message-format", "json"]);
    let code = "thin-spine";
    assert!(run.err.contains(code), "{}", run.err);
}

#[test]
fn what_the_cover_has_no_room_for_is_told() {
    let told = |settings: &str| {
        let square = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
        let book = LittleBook::sound()
            .with("book.toml", format!("{SETTINGS}{settings}"))
            .with("c.svg", square);
        book.run(&["cover", ".", "--message-format", "json"]).err
    };
    let code = "cover-room";
    let long = "واژه‌های بسیار ".repeat(200);
    for settings in [
        format!("description = \"{long}\"\n"),
        format!("[cover]\nflaps = 80\nback-flap = [\"{long}\"]\n"),
        "[cover]\nfront-flap = [\"بی‌لبه\"]\n".to_owned(),
        format!("[print]\npaper-thickness = 1\nsheet = 32\n[cover]\nspine-title = \"{long}\"\n"),
    ] {
        assert!(told(&settings).contains(code), "{settings}");
    }
    assert!(!told("[cover]\nflaps = 80\nback-flap = [\"کوتاه\"]\n").contains(code));
    let code = "cover-cut";
    assert!(told("cover = \"c.svg\"\ncover-alt = \"جلد\"\n").contains(code));
    assert!(!told("").contains(code));
}

#[test]
fn what_is_surely_misspelled_is_shown_then_mended_and_nothing_else_is_touched() {
    let chapter = "# كتاب هاي من\r\n\r\nاو می رود و `كد` نمی¬داند، سال ١٣٩٩.\r\n\r\n\
                   <span lang=\"ar\">كتاب</span> [پیوند](http://a.org/ك)\r\n";
    let mended = "# کتاب\u{200C}های من\r\n\r\nاو می\u{200C}رود و `كد` نمی\u{200C}داند، سال ۱۳۹۹.\r\n\r\n\
                  <span lang=\"ar\">كتاب</span> [پیوند](http://a.org/ك)\r\n";
    let book = LittleBook::of_chapter(chapter);
    let (_, found) = mistakes(&book);
    assert!(found.is_empty(), "a build says nothing of it: {found:?}");

    let run = book.run(&["check", ".", "--message-format", "json"]);
    let mends = documented().into_iter().filter(|(_, mended)| *mended);
    let mends: Vec<String> = mends.map(|(code, _)| code).collect();
    let expected = [
        "arabic-digits",
        "arabic-letters",
        "false-zwnj",
        "zwnj-space",
    ];
    assert_eq!(mends, expected);
    for code in mends {
        assert!(
            run.err.contains(&format!("\"code\":\"{code}\"")),
            "{code}: {}",
            run.err
        );
    }
    assert_eq!(run.code, 0, "{}", run.err);

    let shown = book.run(&["check", ".", "--fix", "--diff"]);
    assert!(
        shown
            .out
            .starts_with("--- a/1.md\n+++ b/1.md\n@@ -1 +1 @@\n-# كتاب"),
        "{}",
        shown.out
    );
    assert_eq!(book.read("1.md"), chapter.as_bytes());

    let fixed = book.run(&["check", ".", "--fix"]);
    assert_eq!(fixed.code, 0, "{}", fixed.err);
    assert_eq!(String::from_utf8(book.read("1.md")).unwrap(), mended);
    let again = book.run(&["check", ".", "--fix"]);
    assert_eq!(again.out, "nothing is to be mended\n");
}

#[test]
fn a_poem_without_its_mark_and_stars_that_make_nothing_bold_are_hinted_at() {
    let poem = "بنی آدم اعضای یکدیگرند / که در آفرینش ز یک گوهرند";
    let count = |text: &str, code: &str| {
        let run = chapter(text).run(&["check", ".", "--message-format", "json"]);
        run.err.matches(&format!("\"code\":\"{code}\"")).count()
    };
    let quoted = format!("> {poem}\n> {poem}\n");
    assert_eq!(count(&quoted, "unmarked-verse"), 1);
    assert_eq!(count(poem, "unmarked-verse"), 1);
    assert_eq!(
        count(&format!("```شعر\n{poem}\n```\n"), "unmarked-verse"),
        0
    );
    assert_eq!(count("این ** مهم** است.", "left-over-mark"), 1);
    assert_eq!(count("این **مهم** و \\*\\*این است.", "left-over-mark"), 0);
}

#[test]
fn many_mistakes_that_are_alike_are_read_as_one_and_kept_in_json_and_sarif() {
    let lines: String = (0..40)
        .map(|at| format!("![نگاره](lost-{at}.png)\n\n"))
        .collect();
    let book = chapter(&lines);
    let told = book.run(&["build", "."]);
    assert_eq!(
        told.err.matches("warning[missing-file]").count(),
        1,
        "{}",
        told.err
    );
    assert!(
        told.err.contains("and 39 more like this, in 1 file"),
        "{}",
        told.err
    );
    assert!(told.err.ends_with("40 warnings\n"), "{}", told.err);

    let (_, found) = mistakes(&book);
    assert_eq!(
        found
            .iter()
            .filter(|one| one.code == "missing-file")
            .count(),
        40
    );

    let run = book.run(&["build", ".", "--message-format", "sarif"]);
    let sarif: Value = serde_json::from_str(&run.err).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 40);
    let region = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(region["artifactLocation"]["uri"], "1.md");
    assert_eq!(region["region"]["startLine"], 3);
}

#[test]
fn a_failure_of_the_outside_world_is_a_document_of_sarif_too() {
    let book = LittleBook::empty();
    let run = book.run(&["check", "--epub", "lost.epub", "--message-format", "sarif"]);
    let sarif: Value = serde_json::from_str(&run.err).unwrap();
    assert_eq!(run.code, 3);
    assert_eq!(
        sarif["runs"][0]["invocations"][0]["executionSuccessful"],
        false
    );
}
