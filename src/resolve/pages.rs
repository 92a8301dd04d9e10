//! Chapters by the addresses that a site gives them: what a link says and the chapter it stands in in, the
//! chapter it leads to out.
//!
//! The file `guide/02-use/README.md` is `/guide/02-use/`, `../use` and `use.html` to the sites that are made of
//! such folders. A link leads to the chapter that its address names from the place where it stands, else
//! from a root of the site, else to the only chapter whose path ends like it.

use std::collections::BTreeMap;

use crate::locale::Language;
use crate::lookup::Lookup;
use crate::model::{Book, ChapterId, ChapterKind};
use crate::source::BookPath;

/// Endings of files and pages that addresses leave out.
const ENDINGS: [&str; 8] = [
    ".md",
    ".markdown",
    ".mdx",
    ".qmd",
    ".rmd",
    ".html",
    ".htm",
    ".ipynb",
];

/// Names of files that are the page of their folder.
const INDICES: [&str; 4] = ["index", "readme", "_index", "article"];

/// The chapters of a book by their addresses.
pub(super) struct Pages<'a> {
    book: &'a Book,
    /// The first of several chapters with one path.
    paths: BTreeMap<&'a BookPath, ChapterId>,
    /// By address; the first of several.
    addresses: Lookup<String, ChapterId>,
    /// By address without the numbers that order files.
    unnumbered: Lookup<String, ChapterId>,
    /// By the last part of the address without numbers: every chapter.
    names: Lookup<String, Vec<Named>>,
    /// The folders in which an address that begins with `/` is looked for.
    roots: Vec<&'a str>,
}

/// A chapter with its address without numbers.
struct Named {
    address: String,
    chapter: ChapterId,
}

impl<'a> Pages<'a> {
    /// Knows the chapters of a book.
    pub(super) fn new(book: &'a Book, roots: &'a [String]) -> Self {
        let mut pages = Self {
            book,
            paths: BTreeMap::new(),
            addresses: Lookup::new(),
            unnumbered: Lookup::new(),
            names: Lookup::new(),
            roots: roots.iter().map(String::as_str).collect(),
        };
        if !pages.roots.contains(&"") {
            pages.roots.push("");
        }
        // The page of a part may be named after a chapter's file: the chapter comes first.
        let is_part = |chapter: ChapterId| {
            book.chapter(chapter)
                .is_some_and(|chapter| chapter.standing.kind == ChapterKind::Part)
        };
        let all = || book.chapters().map(|(id, chapter)| (id, &chapter.path));
        for (id, path) in all().filter(|(id, _)| !is_part(*id)) {
            pages.add(id, path);
        }
        for (id, path) in all().filter(|(id, _)| is_part(*id)) {
            pages.add(id, path);
        }
        // What a chapter says of its own address stands behind what its file is called.
        for (id, chapter) in book.chapters() {
            for written in &chapter.addresses {
                if !written.starts_with('/') {
                    pages.add_address(id, address(&joined(chapter.path.folder(), written)));
                }
                pages.add_address(id, address(&joined("", written)));
            }
        }
        pages
    }

    fn add(&mut self, chapter: ChapterId, path: &'a BookPath) {
        self.paths.entry(path).or_insert(chapter);
        self.add_address(chapter, address(path.as_str()));
        // `guide.fa.md` is `/fa/guide/` to its site, and `guide.md` to those that stand beside it.
        let language = self.book.chapter(chapter).map(|chapter| chapter.language);
        let stem = without_ending(path.as_str());
        if let Some(bare) = language.and_then(|language| without_language(stem, language)) {
            self.add_address(chapter, address(bare));
        }
    }

    fn add_address(&mut self, chapter: ChapterId, address: String) {
        let bare = unnumbered(&address);
        self.unnumbered.entry(bare.clone()).or_insert(chapter);
        self.addresses.entry(address).or_insert(chapter);
        let named = self.names.entry(last_part(&bare).to_owned()).or_default();
        if named.iter().all(|named| named.address != bare) {
            named.push(Named {
                address: bare,
                chapter,
            });
        }
    }

    /// The chapter that an address means in a chapter.
    pub(super) fn find(&self, written: &str, from: ChapterId) -> Option<ChapterId> {
        let written = written.trim();
        let path = &self.book.chapter(from)?.path;
        let stem = without_ending(path.as_str());
        // A page without its ending is a folder to a browser: `../b/` in `guide/a/` is `guide/b/`.
        let own = [path.folder(), stem];
        let own = own.iter().filter(|_| !written.starts_with('/'));
        let folders = own.chain(&self.roots);
        let tried: Vec<String> = folders.map(|folder| joined(folder, written)).collect();
        let exact = tried.iter().find_map(|path| self.exact(path));
        exact
            .or_else(|| tried.iter().find_map(|path| self.at(path)))
            .or_else(|| self.by_tail(written))
    }

    fn exact(&self, path: &str) -> Option<ChapterId> {
        self.paths.get(&BookPath::new(path).ok()?).copied()
    }

    fn at(&self, path: &str) -> Option<ChapterId> {
        let address = address(path);
        let bare = || self.unnumbered.get(&unnumbered(&address));
        self.addresses.get(&address).or_else(bare).copied()
    }

    /// The only chapter whose path ends like an address, by the most parts that fit.
    fn by_tail(&self, written: &str) -> Option<ChapterId> {
        let wanted = unnumbered(&address(&joined("", written)));
        let name = last_part(&wanted);
        let named = self.names.get(name).filter(|_| !name.is_empty())?;
        let fitting = |named: &Named| common_parts(&named.address, &wanted);
        let most = named.iter().map(fitting).max()?;
        let mut best = named.iter().filter(|named| fitting(named) == most);
        let found = best.next()?;
        // `1.html` says too little.
        let telling = most > 1 || name.chars().any(char::is_alphabetic);
        (best.next().is_none() && telling).then_some(found.chapter)
    }

    /// The paths of the chapters.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'a str> {
        self.paths.keys().map(|path| path.as_str())
    }
}

/// A path in a folder, with `.` and `..` taken away; what would climb out of the book stops at its root.
fn joined(folder: &str, written: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in written.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The address of a path: small letters, no ending, and the folder for its index.
fn address(path: &str) -> String {
    let path = path.to_lowercase();
    let stem = without_ending(&path);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    if INDICES.contains(&name) {
        folder.to_owned()
    } else {
        stem.to_owned()
    }
}

fn without_ending(path: &str) -> &str {
    let mut endings = ENDINGS.iter();
    let stem = endings.find_map(|ending| {
        let at = path.len().checked_sub(ending.len())?;
        let tail = path.get(at..)?;
        tail.eq_ignore_ascii_case(ending).then(|| &path[..at])
    });
    stem.unwrap_or(path)
}

/// A path without the language of the book behind it: `guide` of `guide.fa`.
fn without_language(stem: &str, language: Language) -> Option<&str> {
    let (bare, tag) = stem.rsplit_once('.')?;
    let own = Language::new(tag).is_some_and(|tag| tag.primary() == language.primary());
    (own && !bare.is_empty()).then_some(bare)
}

/// `1-js/05-types` as `js/types`.
fn unnumbered(address: &str) -> String {
    let part = |part: &str| {
        let rest = part.trim_start_matches(char::is_numeric);
        let name = rest.trim_start_matches(['-', '_', '.', ' ']);
        let numbered = rest.len() < part.len() && name.len() < rest.len() && !name.is_empty();
        if numbered { name } else { part }.to_owned()
    };
    address.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn last_part(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

/// How many parts at their ends two addresses have in common.
fn common_parts(a: &str, b: &str) -> usize {
    let pairs = a.rsplit('/').zip(b.rsplit('/'));
    pairs.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::{address, joined, unnumbered};

    #[test]
    fn files_have_the_addresses_of_their_pages() {
        assert_eq!(address("Guide/02-Use/README.md"), "guide/02-use");
        assert_eq!(address("a.HTML"), "a");
        assert_eq!(address("index.md"), "");
        assert_eq!(unnumbered("1-js/۰۵-داده/10"), "js/داده/10");
        assert_eq!(joined("guide/a", "../../../b/./c/"), "b/c");
    }
}
