//! A navigation that leads to few of a book's files in, the order of names for those that it leaves out.
//!
//! A site shows a page whether its navigation names it or not, and a navigation may be left over from a template,
//! be that of another translation, or be worked out by a program. To take it at its word would leave out the
//! book.

use std::collections::BTreeSet;

use super::{Reading, Site, plain};
use crate::import::account::{reason, taken_in};
use crate::import::plan::{Chapter, Layout, Notice, NoticeKind, Reason, collect};
use crate::source::BookPath;

/// How many times as many files a site's navigation may leave out as it names: some keep old pages beside new ones.
const SCANT: usize = 4;

/// What is done with a navigation.
enum Verdict {
    /// It is right.
    Kept,
    /// It is not of this book: names decide.
    SetAside,
    /// A part of it could not be read: the files that it does not name follow.
    Completed,
}

/// Sets a navigation aside that is not of this book, and completes one that could not be read in whole.
pub(super) fn mend(site: &Site<'_>, reading: &mut Reading) {
    if reading.layout == Layout::Listed {
        return;
    }
    let named = named(reading);
    let rest = unlisted(site, reading, &named);
    if named.is_empty() || rest.is_empty() {
        return;
    }
    let folder = reading.edition.folder.clone();
    match verdict(site, reading.layout, named.len(), rest.len()) {
        Verdict::Kept => {}
        Verdict::SetAside => {
            tell(site, reading, named.len(), named.len() + rest.len());
            reading.entries.clear();
            plain::order(site, &folder, reading);
        }
        Verdict::Completed => {
            let all = std::mem::replace(&mut reading.edition.files, rest);
            plain::order(site, &folder, reading);
            reading.edition.files = all;
        }
    }
}

fn verdict(site: &Site<'_>, layout: Layout, named: usize, rest: usize) -> Verdict {
    let lost = site.repository.count_notices(NoticeKind::MissingFile);
    let elsewhere = lost >= named && rest > named;
    let scant = is_site(layout) && rest > SCANT * named;
    if elsewhere || scant {
        Verdict::SetAside
    } else if site.repository.count_notices(NoticeKind::NotRun) > 0 {
        Verdict::Completed
    } else {
        Verdict::Kept
    }
}

/// Whether a tool shows pages that its navigation does not name.
fn is_site(layout: Layout) -> bool {
    matches!(
        layout,
        Layout::MkDocs
            | Layout::Docusaurus
            | Layout::VitePress
            | Layout::VuePress
            | Layout::Starlight
            | Layout::Docsify
    )
}

fn named(reading: &Reading) -> BTreeSet<BookPath> {
    let mut chapters: Vec<&Chapter> = Vec::new();
    collect(&reading.entries, &mut chapters);
    let own = chapters.into_iter().map(|chapter| &chapter.path);
    own.filter(|path| reading.edition.has(path))
        .cloned()
        .collect()
}

/// The files of the edition that nothing but the navigation leaves out.
fn unlisted(site: &Site<'_>, reading: &Reading, named: &BTreeSet<BookPath>) -> BTreeSet<BookPath> {
    let told: BTreeSet<&BookPath> = reading.left_out.iter().map(|file| &file.path).collect();
    let files = reading.edition.files.iter();
    let rest = files.filter(|path| {
        !named.contains(*path)
            && !told.contains(path)
            && reason(site.repository, path, &reading.edition.folder) == Reason::Unlisted
    });
    let mut rest: BTreeSet<BookPath> = rest.cloned().collect();
    // Every chapter is read for this: a navigation that names all files costs none.
    if !rest.is_empty() {
        let taken_in = taken_in(site.repository, named, &reading.roots);
        rest.retain(|path| !taken_in.contains(path));
    }
    rest
}

fn tell(site: &Site<'_>, reading: &Reading, named: usize, all: usize) {
    let mut chapters: Vec<&Chapter> = Vec::new();
    collect(&reading.entries, &mut chapters);
    let Some(first) = chapters.first() else {
        return;
    };
    site.repository.notice(Notice {
        kind: NoticeKind::BadValue,
        origin: first.origin.clone(),
        message: format!(
            "the navigation leads to {named} of {all} files; they are taken in the order of their names"
        ),
        hint: "list the files under `chapters` in book.toml where the order matters".to_owned(),
    });
}
