//! What the metadata promise about accessibility, against what the book holds (EPUB Accessibility 1.1, 2.2 and 3.5).

use super::book::Book;
use super::document::Document;
use super::finding::{Code, Finding, Findings};
use super::package::Version;
use crate::diag::isolate;

/// Metadata that every book must have (EPUB Accessibility 1.1, 2.2).
const REQUIRED: [&str; 3] = [
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
];

/// Faults that no evaluation lets pass.
const BARRIERS: [Code; 9] = [
    Code::LanguageMissing,
    Code::LanguageWrong,
    Code::ThMissing,
    Code::AltMissing,
    Code::AltEmpty,
    Code::AltMeaningless,
    Code::ContentsMissing,
    Code::PageListMatch,
    Code::BrokenLink,
];

/// Checks metadata after everything else: they speak of all of it.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    if book.package.version == Version::Three {
        check_presence(book, findings);
    }
    check_features(book, findings);
    check_claim(book, findings);
}

fn check_presence(book: &Book, findings: &mut Findings) {
    let package = &book.package;
    let absent = |name: &&str| package.property(name).next().is_none();
    let missing: Vec<&str> = REQUIRED.into_iter().filter(absent).collect();
    if !missing.is_empty() {
        let message = format!("the package does not say {}", missing.join(", "));
        findings.add(Code::AccessibilityMetadata, package.root_place(), message);
    }
}

/// Whether a book holds an element of a name.
fn holds(book: &Book, name: &str) -> bool {
    let has = |document: &Document| document.tree.named(name).next().is_some();
    book.documents.iter().any(has)
}

fn has_nav(book: &Book, kinds: &[&str]) -> bool {
    let nav = book.navigation();
    nav.is_some_and(|document| {
        let mut nodes = document.tree.named("nav");
        nodes.any(|node| document.is(node, kinds))
    })
}

/// What a feature promises and the book does not hold; `None` where it does, or if we cannot know.
fn broken_promise(book: &Book, feature: &str) -> Option<&'static str> {
    let pictures = || holds(book, "img") || holds(book, "svg") || holds(book, "image");
    let held = match feature {
        "alternativeText" => pictures(),
        "MathML" | "describedMath" => holds(book, "math"),
        "tableOfContents" => has_nav(book, &["toc", "doc-toc"]) || book.ncx.is_some(),
        "pageNavigation" => has_nav(book, &["page-list"]),
        "pageBreakMarkers" | "printPageNumbers" => {
            let marked = |document: &Document| {
                let mut nodes = document.tree.nodes();
                nodes.any(|node| document.is(node, &["pagebreak", "doc-pagebreak"]))
            };
            book.documents.iter().any(marked)
        }
        "captions" => holds(book, "track"),
        "synchronizedAudioText" => {
            let mut items = book.package.items.iter();
            items.any(|item| item.media_type == "application/smil+xml")
        }
        "rubyAnnotations" => holds(book, "ruby"),
        _ => true,
    };
    (!held).then_some("the book holds nothing of the kind")
}

fn check_features(book: &Book, findings: &mut Findings) {
    let tree = &book.package.tree;
    for (node, feature) in book.package.property("schema:accessibilityFeature") {
        if let Some(why) = broken_promise(book, feature.trim()) {
            let message = format!("accessibilityFeature is {}, and {why}", isolate(&feature));
            findings.add(Code::PromiseNotKept, tree.place(node), message);
        }
    }
    let modes: Vec<String> = book
        .package
        .property("schema:accessMode")
        .map(|(_, mode)| mode.trim().to_owned())
        .collect();
    let pictures = holds(book, "img") && holds(book, "figure");
    if !modes.is_empty() && pictures && !modes.iter().any(|mode| mode == "visual") {
        let message = "the book has figures, and no accessMode is visual";
        findings.add(Code::PromiseNotKept, book.package.root_place(), message);
    }
}

fn check_claim(book: &Book, findings: &mut Findings) {
    let tree = &book.package.tree;
    let claims = book.package.property("dcterms:conformsTo");
    let claim = claims
        .into_iter()
        .find(|(_, text)| text.contains("WCAG") || text.contains("accessibility"));
    let Some((node, _)) = claim else { return };
    let certified = book.package.property("a11y:certifiedBy").next().is_some();
    let barrier = findings.so_far().iter().find(|one| is_barrier(one));
    let message = match (certified, barrier) {
        (true, None) => return,
        (false, _) => "the book claims to conform, and nobody is named who found so".to_owned(),
        (true, Some(barrier)) => format!(
            "the book claims to conform, and it has faults such as {}",
            isolate(barrier.code.name())
        ),
    };
    findings.add(Code::ClaimWithoutBasis, tree.place(node), message);
}

fn is_barrier(finding: &Finding) -> bool {
    BARRIERS.contains(&finding.code)
}
