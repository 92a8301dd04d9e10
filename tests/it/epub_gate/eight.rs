//! The eight faults that EPUBCheck and Ace both let pass, each put into a book that our own binary has made.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::epub::Epub;

/// The good book.
static BOOK: LazyLock<Epub> = LazyLock::new(Epub::ours);

/// Breaks the book in one way; the gate must name that fault and nothing else.
fn finds_only(code: &str, broken: &Epub) {
    let findings = broken.findings();
    assert_eq!(broken.codes(), BTreeSet::from([code]), "{findings:#?}");
}

fn book() -> Epub {
    BOOK.clone()
}

#[test]
fn a_good_book_has_no_finding() {
    let findings = book().findings();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_book_without_any_direction_is_named() {
    let broken = book()
        .replaced(".xhtml", "xml:lang=\"fa\" dir=\"rtl\"", "xml:lang=\"fa\"")
        .replaced(".opf", " dir=\"rtl\"", "")
        .replaced(".opf", " page-progression-direction=\"rtl\"", "");
    finds_only("direction-missing", &broken);
    let documents = broken.files.iter();
    let documents = documents.filter(|(name, _)| name.ends_with(".xhtml"));
    // Every document, the package and the spine.
    assert_eq!(broken.findings().len(), documents.count() + 2);
}

#[test]
fn persian_marked_as_english_is_named() {
    let broken = book()
        .replaced(".xhtml", "lang=\"fa\"", "lang=\"en\"")
        .replaced(".opf", "xml:lang=\"fa\"", "xml:lang=\"en\"")
        .replaced(".opf", ">fa</dc:language>", ">en</dc:language>");
    finds_only("language-wrong", &broken);
}

#[test]
fn a_spine_from_left_to_right_is_named() {
    let from = "page-progression-direction=\"rtl\"";
    let to = "page-progression-direction=\"ltr\"";
    finds_only("direction-wrong", &book().replaced(".opf", from, to));
}

#[test]
fn an_alt_that_says_nothing_is_named() {
    for alt in ["image", "تصویر", "تصویر ۱", "map.png", "IMG_1234.jpg", "—"] {
        let from = "alt=\"نقشهٔ دره با سه شهر بر کرانهٔ رود\"";
        let broken = book().replaced(".xhtml", from, &format!("alt=\"{alt}\""));
        finds_only("alt-meaningless", &broken);
    }
}

#[test]
fn a_table_without_head_cells_is_named() {
    let broken = book()
        .replaced("chapter-01.xhtml", "<th", "<td")
        .replaced("chapter-01.xhtml", "</th>", "</td>")
        .replaced("chapter-01.xhtml", "<tdead", "<thead");
    let closing = broken.replaced("chapter-01.xhtml", " scope=\"col\"", "");
    finds_only("th-missing", &closing);
}

#[test]
fn a_claim_of_conformance_without_basis_is_named() {
    let claim = "<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n</metadata>";
    let broken = book().replaced(".opf", "</metadata>", claim);
    finds_only("claim-without-basis", &broken);
    let by = "<meta property=\"a11y:certifiedBy\">نشر نمونه</meta>\n</metadata>";
    let certified = broken.replaced(".opf", "</metadata>", by);
    assert!(certified.findings().is_empty());
    let barrier = certified.replaced("chapter-01.xhtml", " alt=\"", " title=\"");
    assert_eq!(
        barrier.codes(),
        BTreeSet::from(["alt-missing", "claim-without-basis"])
    );
}

#[test]
fn right_to_left_marks_in_place_of_the_zwnj_are_named() {
    let broken = book().replaced("chapter-01.xhtml", "\u{200C}", "\u{200F}");
    finds_only("false-zwnj", &broken);
    let broken = book().replaced("chapter-01.xhtml", "\u{200C}", "&#x200F;");
    finds_only("false-zwnj", &broken);
}

#[test]
fn text_aligned_left_is_named() {
    let broken = book().replaced(".css", "text-align: start", "text-align: left");
    finds_only("css-left-right", &broken);
}
