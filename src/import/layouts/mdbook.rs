//! mdBook: `book.toml` with `[book]`, and `SUMMARY.md` in the folder `src` that it names.

use super::{Reading, Site};
use crate::import::Refusal;
use crate::import::data::Document;
use crate::import::outline;
use crate::import::plan::{Dialect, Layout, LeftOut, Reason};
use crate::import::repository::{Repository, joined};

/// Tables of `book.toml` that only mdBook has.
const TABLES: [&str; 4] = ["output", "preprocessor", "build", "rust"];

/// Tables of `book.toml` that only we have.
const OURS: [&str; 5] = ["bibliography", "epub", "fonts", "pdf", "print"];

/// Keys of `[book]` that only mdBook has.
const KEYS: [&str; 3] = ["src", "multilingual", "text-direction"];

const NAVIGATION: &[&str] = &["SUMMARY.md"];

/// Whether a `book.toml` is mdBook's and not ours.
pub(super) fn is_settings(repository: &Repository<'_>, document: &Document) -> bool {
    let root = &document.root;
    let tables = OURS.iter().any(|table| root.get(table).is_some());
    let ours = tables || root.at("book.chapters").is_some();
    let tables = TABLES.iter().any(|table| root.get(table).is_some());
    let keys = KEYS
        .iter()
        .any(|key| root.at(&format!("book.{key}")).is_some());
    let source = source(document, document.path.folder());
    let summary = repository.named(&source, NAVIGATION).is_some();
    !ours && (tables || keys || summary && source != document.path.folder())
}

fn source(document: &Document, base: &str) -> String {
    let written = document.root.text_at("book.src").unwrap_or("src");
    joined(base, written.trim_matches(['.', '/']))
}

/// Whether the base holds a book of mdBook; the settings may be missing where `src/SUMMARY.md` is there.
pub(super) fn detect(site: &Site<'_>) -> bool {
    let document = site.document(&["book.toml"]);
    let source = document.map_or_else(
        || joined(&site.base, "src"),
        |document| source(&document, &site.base),
    );
    // A summary beside the settings is GitBook's, unless they say that it is the source.
    source != site.base && site.repository.named(&source, NAVIGATION).is_some()
        || site.own.is_none() && is_mdbook_at_root(site, &source)
}

/// `src = "."`.
fn is_mdbook_at_root(site: &Site<'_>, source: &str) -> bool {
    let settings = site.document(&["book.toml"]);
    settings.is_some_and(|settings| is_settings(site.repository, &settings))
        && site.repository.named(source, NAVIGATION).is_some()
}

/// Reads settings and `SUMMARY.md`.
pub(super) fn read(site: &Site<'_>) -> Result<Reading, Refusal> {
    let document = site.document(&["book.toml"]);
    let folder = document
        .as_ref()
        .map(|document| source(document, &site.base));
    let folder = folder.unwrap_or_else(|| joined(&site.base, "src"));
    // Editions in folders of one source have a summary each.
    let mut edition = site.edition(&folder)?;
    let summary = site.repository.named(&edition.folder, NAVIGATION);
    let summary = summary.or_else(|| site.repository.named(&folder, NAVIGATION));
    if site.repository.named(&edition.folder, NAVIGATION).is_none() {
        edition.folder.clone_from(&folder);
    }
    let bases = site.bases(&[&edition.folder, &folder]);
    let roots = site.roots(&[&folder]);
    let mut reading = Reading::new(Layout::MdBook, edition, roots);
    if let Some(path) = summary {
        let text = site.repository.settings_text(&path).unwrap_or_default();
        reading.entries = outline::read(&text, &path, &bases);
        reading.left_out.push(LeftOut {
            reason: Reason::Read,
            path,
        });
    }
    if let Some(document) = document {
        reading.facts.complete_from(&document, "book");
        let direction = document.text("book.text-direction");
        reading.facts.say_direction(direction);
        reading.published = document
            .root
            .text_at("output.html.site-url")
            .map(str::to_owned);
        let title = document.root.text_at("book.title").unwrap_or_default();
        reading
            .variables
            .insert("title".to_owned(), title.to_owned());
    }
    reading.writes(&[Dialect::MdBook]);
    Ok(reading)
}
