//! A path as a navigation writes it in, the Markdown file that it means out.

use percent_encoding::percent_decode_str;

use super::companions;
use super::plan::Origin;
use super::repository::{Repository, is_markdown, joined};
use crate::source::BookPath;

/// Where a written path may begin.
pub(super) struct Bases<'r> {
    /// The files.
    pub(super) repository: &'r Repository<'r>,
    /// The folders tried in order, for paths that begin with `/` as well.
    pub(super) folders: Vec<String>,
}

/// What a written path means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A Markdown file.
    Chapter(BookPath),
    /// A place on the network, or nothing.
    Elsewhere,
    /// A file that is no Markdown: a PDF, a script, a page of HTML.
    Other,
    /// Nothing that is there.
    Missing,
}

impl Bases<'_> {
    /// The file that a written path means; one that is missing is reported.
    pub(super) fn chapter(&self, written: &str, origin: &Origin) -> Option<BookPath> {
        match self.target(written) {
            Target::Chapter(path) => Some(path),
            Target::Elsewhere | Target::Other => None,
            Target::Missing => {
                self.repository.missing_chapter(written, origin.clone());
                None
            }
        }
    }

    /// What a written path means.
    pub(super) fn target(&self, written: &str) -> Target {
        let written = written.trim().trim_start_matches('<').trim_end_matches('>');
        let bare = written.split(['#', '?']).next().unwrap_or_default();
        let remote = written.contains("://")
            || ["mailto:", "tel:", "//"]
                .iter()
                .any(|scheme| written.starts_with(scheme));
        if remote || bare.is_empty() {
            return Target::Elsewhere;
        }
        let decoded = percent_decode_str(bare).decode_utf8_lossy();
        let spellings = spellings(&decoded);
        let written = spellings.iter().flat_map(|spelling| {
            let folders = self.folders.iter();
            folders.map(|folder| joined(folder, spelling.trim_start_matches('/')))
        });
        let written: Vec<String> = written.collect();
        let exact = written.iter().find_map(|path| self.existing(path));
        let found = exact.or_else(|| written.iter().find_map(|path| self.in_any_case(path)));
        if let Some(path) = found {
            return Target::Chapter(path);
        }
        let file = self.folders.iter().any(|folder| {
            let path = BookPath::new(&joined(folder, decoded.trim_start_matches('/')));
            path.is_ok_and(|path| !is_markdown(&path) && self.repository.has(&path))
        });
        if file { Target::Other } else { Target::Missing }
    }

    /// The Markdown file of a path that may lack its ending, be a folder, or end as pages of a site do.
    fn existing(&self, written: &str) -> Option<BookPath> {
        let written = without_site_ending(written);
        let folder = BookPath::new(written).map(|path| path.as_str().to_owned());
        if !written.ends_with('/') {
            let named = paths_of(written).filter(|path| {
                let text = is_markdown(path) || path.extension() == "txt";
                text && self.repository.has(path)
            });
            if let Some(path) = { named }.next() {
                return Some(path);
            }
        }
        let folder = folder.unwrap_or_default();
        let root = written.trim_matches(['/', '.']).is_empty();
        if folder.is_empty() && !root {
            return None;
        }
        // A site shows `guide.md` under `guide/`.
        let page = || {
            let bare = written.strip_suffix('/').filter(|bare| !bare.is_empty())?;
            { paths_of(bare) }.find(|path| is_markdown(path) && self.repository.has(path))
        };
        index_of(self.repository, &folder).or_else(page)
    }

    /// The Markdown file of a path that is written in other letters than the file's name: `Intro.md` for `intro.md`.
    fn in_any_case(&self, written: &str) -> Option<BookPath> {
        let mut paths = paths_of(without_site_ending(written));
        paths.find_map(|path| self.repository.in_any_case(&path))
    }
}

/// The path of a page of a site without the ending that the site gives it.
fn without_site_ending(written: &str) -> &str {
    let site = [".html", ".htm"]
        .iter()
        .find_map(|ending| written.strip_suffix(ending));
    site.unwrap_or(written)
}

/// The files that a path may mean which may lack its ending.
fn paths_of(written: &str) -> impl Iterator<Item = BookPath> {
    const ENDINGS: [&str; 8] = [
        "",
        ".md",
        ".markdown",
        ".mdx",
        ".qmd",
        ".Rmd",
        ".rmd",
        ".txt",
    ];
    let written = ENDINGS
        .iter()
        .map(move |ending| format!("{written}{ending}"));
    { written }.filter_map(|written| BookPath::new(&written).ok())
}

/// The paths that a written one may mean, the likeliest first.
///
/// `a\_b.md` is `a_b.md` in Markdown (CommonMark 2.4), and some write `part\one.md` for `part/one.md`.
fn spellings(written: &str) -> Vec<String> {
    let mut found = vec![written.to_owned()];
    if written.contains('\\') {
        found.push(unescaped(written));
        found.push(written.replace('\\', "/"));
    }
    found
}

/// A text without the backslashes that stand before signs.
fn unescaped(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut letters = written.chars().peekable();
    while let Some(letter) = letters.next() {
        let escapes = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        text.extend(if escapes {
            letters.next()
        } else {
            Some(letter)
        });
    }
    text
}

/// The index of a folder.
pub(super) fn index_of(repository: &Repository<'_>, folder: &str) -> Option<BookPath> {
    let files = repository.files_in(folder).iter();
    let indices = files.filter(|path| is_markdown(path) && companions::is_index(path));
    indices
        .min_by_key(|path| companions::index_rank(path))
        .cloned()
}
