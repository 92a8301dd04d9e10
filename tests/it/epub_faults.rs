//! What an EPUB cannot hold is told to the author at its line, and the book is bound without it.

use std::io::{Cursor, Read};

use crate::on_disk::{LittleBook, SETTINGS, mistakes, told};

/// A file of the EPUB that a book became.
fn bound(book: &LittleBook, file: &str) -> String {
    let names = book.names("output");
    let epub = names.iter().find(|name| name.ends_with(".epub")).unwrap();
    let bytes = book.read(&format!("output/{epub}"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut entry = archive.by_name(&format!("OEBPS/{file}")).unwrap();
    entry.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_formula_that_cannot_be_read_is_told_at_its_line_and_stands_as_its_source() {
    let book =
        LittleBook::of_chapter("# فصل\n\nمتن $a^2$ و $\\left( x$ است.\n\n$$\n\\nosuch{x}\n$$\n");
    let (exit, found) = mistakes(&book);
    assert_eq!(exit, 0, "{found:?}");
    let places: Vec<String> = found.iter().map(|one| one.place.clone()).collect();
    let first = told(found, "bad-math", "1.md:3:13");
    assert!(first.message.contains("\\left( x"), "{first:?}");
    assert_eq!(places, ["1.md:3:13", "1.md:6:1"]);
    let text = bound(&book, "chapter-01.xhtml");
    assert!(
        text.contains("<code class=\"math\" dir=\"ltr\">\\left( x</code>"),
        "{text}"
    );
    assert!(text.contains("alttext=\"a^2\""), "{text}");
    let package = bound(&book, "content.opf");
    for feature in ["MathML", "latex"] {
        let fact = format!("schema:accessibilityFeature\">{feature}<");
        assert!(package.contains(&fact), "{package}");
    }
    assert!(package.contains("properties=\"mathml\""), "{package}");
}

#[test]
fn what_is_wrong_with_a_formula_is_told_at_its_column_wherever_the_formula_stands() {
    for (text, place) in [
        ("$\\text{a} + \\te$", "1.md:3:13"),
        ("> متن $a +\n> \\nosuch$ است.", "1.md:4:3"),
        (
            "- متن:\n\n  > $$\n  > a +\n  > \\nosuch\n  > $$",
            "1.md:7:5",
        ),
        ("> [^n]\n\n[^n]: متن\n    $a +\n    \\nosuch$", "1.md:7:5"),
        (
            "| یک | دو |\n|---|---|\n| $a \\| \\nosuch$ | ۲ |",
            "1.md:5:9",
        ),
        ("<div>متن $a_1 + \\nosuch$</div>", "1.md:3:17"),
        ("$\\newcommand{\\a}{x \\nosuch}\\a$ و \\nosuch", "1.md:3:20"),
    ] {
        let (_, found) = mistakes(&LittleBook::of_chapter(format!("# فصل\n\n{text}\n")));
        let places = found.iter().filter(|one| one.code == "bad-math");
        let places: Vec<&str> = places.map(|one| one.place.as_str()).collect();
        assert_eq!(places, [place], "{text}");
    }
}

#[test]
fn a_property_that_no_epub_may_hold_is_told_at_its_line_and_left_out() {
    let settings = format!("{SETTINGS}[epub]\ncss = \"own.css\"\n");
    let book = LittleBook::sound().with("book.toml", settings).with(
        "own.css",
        "p { margin: 0;\n  direction: rtl;\n  new-one: 1 }\n",
    );
    let (exit, found) = mistakes(&book);
    assert_eq!(exit, 0, "{found:?}");
    assert_eq!(found.len(), 1, "unknown properties pass: {found:?}");
    told(found, "bad-value", "own.css:2:3");
    let css = bound(&book, "stylesheet.css");
    let own = css.rsplit("p { margin: 0;").next().unwrap();
    assert_eq!(
        own.split_whitespace().collect::<Vec<_>>(),
        ["new-one:", "1", "}"]
    );
}

#[test]
fn the_book_without_a_word_about_accessibility_claims_no_conformance() {
    let book = LittleBook::sound();
    assert_eq!(mistakes(&book).0, 0);
    let package = bound(&book, "content.opf");
    assert!(!package.contains("conformsTo") && !package.contains("certifiedBy"));
    let settings = format!(
        "{SETTINGS}[epub]\nconforms-to = \"EPUB Accessibility 1.1 - WCAG 2.1 Level AA\"\n\
         certified-by = \"ناظر\"\n"
    );
    let book = LittleBook::sound().with("book.toml", settings);
    assert_eq!(mistakes(&book).0, 0);
    let package = bound(&book, "content.opf");
    let claim = "<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.1 Level AA<";
    assert!(package.contains(claim), "{package}");
    assert!(
        package.contains("<meta property=\"a11y:certifiedBy\">ناظر</meta>"),
        "{package}"
    );
}

#[test]
fn words_in_a_formula_outside_text_are_told_and_set() {
    let book = LittleBook::of_chapter("# فصل\n\nمتن $سرعت + x$ است.\n");
    let (exit, found) = mistakes(&book);
    assert_eq!(exit, 0, "{found:?}");
    let first = told(found, "words-in-math", "1.md:3:6");
    assert!(first.message.contains("سرعت"), "{first:?}");
    let text = bound(&book, "chapter-01.xhtml");
    assert!(text.contains("<mtext>سرعت</mtext>"), "{text}");
}
