//! A Markdown file that no navigation names in, the reason why it is no chapter out.

use std::collections::BTreeSet;

use super::article::Text;
use super::folder::is_home_page;
use super::plan::Reason;
use super::repository::{Repository, is_under, joined};
use super::template::files_taken_in;
use super::{companions, limits};
use crate::source::BookPath;

/// The files that chapters take in: `{{#include ../box.md}}`.
pub(super) fn taken_in<'p>(
    repository: &Repository<'_>,
    chapters: impl IntoIterator<Item = &'p BookPath>,
    roots: &[String],
) -> BTreeSet<BookPath> {
    let mut found = BTreeSet::new();
    for path in chapters {
        let text = repository
            .text(path, limits::ARTICLE_BYTES)
            .unwrap_or_default();
        for written in files_taken_in(&text) {
            let beside = path.beside(&written).ok();
            let bare = written.trim_start_matches('/');
            let below = roots
                .iter()
                .map(|root| BookPath::new(&joined(root, bare)).ok());
            found.extend(beside.into_iter().chain(below.flatten()));
        }
    }
    found
}

/// Why a file is no chapter that no reader has spoken of.
///
/// `folder` holds the book's text.
pub(super) fn reason(repository: &Repository<'_>, path: &BookPath, folder: &str) -> Reason {
    let stray_readme = companions::is_readme(path) && !is_under(path.as_str(), folder);
    let by_name = companions::reason(path);
    if let Some(reason) = by_name.or_else(|| stray_readme.then_some(Reason::AboutRepository)) {
        return reason;
    }
    if !is_under(path.as_str(), folder) {
        return Reason::Outside;
    }
    let article = repository.article(path);
    if is_home_page(&article) {
        Reason::SitePage
    } else if article.text == Text::Nothing {
        Reason::Empty
    } else if article.is_hidden() {
        Reason::Draft
    } else {
        Reason::Unlisted
    }
}
