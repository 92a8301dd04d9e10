//! The links of a README or a home note in, the order that they put chapters in out.
//!
//! Many books have no navigation but the list of links in their README:
//!
//! ```text
//! | ۱ | [شل چیست؟](./fa/chapters/what-is-the-shell.md) |
//! | ۲ | [ناوبری](./fa/chapters/navigation.md) |
//! ```

use super::languages::Edition;
use super::listed::{Bases, Target};
use super::order::NameKey;
use super::prose::prose_lines;
use super::repository::{Repository, stem};
use super::{companions, limits};
use crate::lookup::Lookup;
use crate::source::BookPath;

/// The share of the chapters that a list has to name before it is taken for the order of the book.
const ENOUGH: usize = 60;
/// Chapters of a book whose list is looked at.
const FEWEST: usize = 3;

/// The place of each chapter that the links of an index name; empty where too few are named, or where
/// names already say an order.
pub(super) fn places(
    repository: &Repository<'_>,
    edition: &Edition,
    indices: &[BookPath],
) -> Lookup<BookPath, f64> {
    let chapters = chapters(edition);
    let numbered = chapters
        .iter()
        .filter(|path| NameKey::of(own_name(path)).is_numbered());
    let says_order = |path: &&&BookPath| repository.article(path).order().is_some();
    let ordered = numbered
        .count()
        .max(chapters.iter().filter(says_order).count());
    if chapters.len() < FEWEST || ordered * 2 > chapters.len() {
        return Lookup::new();
    }
    let lists = indices
        .iter()
        .map(|index| named_by(repository, edition, index));
    let mut lists = lists.filter(|places| places.len() * 100 >= chapters.len() * ENOUGH);
    lists.next().unwrap_or_default()
}

/// The files that a list should name: all but those that tell of folders, or those where each chapter is the
/// README of a folder of its own.
fn chapters(edition: &Edition) -> Vec<&BookPath> {
    let told = |path: &&BookPath| companions::reason(path).is_none();
    let (readmes, others): (Vec<_>, Vec<_>) = edition
        .files
        .iter()
        .filter(told)
        .partition(|path| companions::is_readme(path));
    if others.len() >= FEWEST {
        return others;
    }
    let inner = readmes
        .into_iter()
        .filter(|path| path.folder() != edition.folder);
    inner.chain(others).collect()
}

/// The name that a chapter is known by: that of its folder where it is a README.
fn own_name(path: &BookPath) -> &str {
    if companions::is_readme(path) {
        let folder = path.folder();
        folder.rsplit('/').next().unwrap_or(folder)
    } else {
        stem(path)
    }
}

/// The files of an edition in the order in which a file links to them.
fn named_by(
    repository: &Repository<'_>,
    edition: &Edition,
    index: &BookPath,
) -> Lookup<BookPath, f64> {
    let bases = Bases {
        repository,
        folders: vec![index.folder().to_owned(), edition.folder.clone()],
    };
    let text = repository
        .text(index, limits::ARTICLE_BYTES)
        .unwrap_or_default();
    let mut places = Lookup::new();
    for line in prose_lines(&text) {
        for target in targets(line.text) {
            let Target::Chapter(path) = bases.target(target) else {
                continue;
            };
            let next = u32::try_from(places.len()).map_or(f64::MAX, f64::from);
            let own = edition.has(&path) && path != *index;
            if own && places.len() < limits::ENTRIES {
                places.entry(path).or_insert(next);
            }
        }
    }
    places
}

/// The targets of the links in a line: `[words](target)`, `[[target|words]]`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let links = line.split("](").skip(1).filter_map(|rest| {
        // A target in angle brackets may have spaces (CommonMark 6.3).
        let angled = rest
            .strip_prefix('<')
            .and_then(|rest| rest.split('>').next());
        angled.or_else(|| rest.split([')', ' ']).next())
    });
    let notes = line.split("[[").skip(1).filter_map(|rest| {
        let inside = &rest[..rest.find("]]")?];
        inside.split(['|', '#']).next()
    });
    links.chain(notes)
}

/// The indices that may list the chapters of a folder: its own, and those of the folders around it.
pub(super) fn indices_around(repository: &Repository<'_>, folder: &str) -> Vec<BookPath> {
    let mut folders = vec![folder.to_owned()];
    let mut rest = folder;
    while let Some((parent, _)) = rest.rsplit_once('/') {
        folders.push(parent.to_owned());
        rest = parent;
    }
    folders.push(String::new());
    folders.dedup();
    let names = [
        "README.md",
        "index.md",
        "_index.md",
        "Home.md",
        "TOC.md",
        "contents.md",
    ];
    let mut found = Vec::new();
    for folder in folders {
        let named = names
            .iter()
            .filter_map(|name| repository.named(&folder, &[*name]));
        found.extend(named);
        let here = repository.files_in(&folder).iter();
        found.extend(here.filter(|path| companions::is_readme(path)).cloned());
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_line_are_found() {
        let line = "| [a](./x.md) | [b](<y z.md> \"t\") [[یادداشت|این]] ![p](p.png)";
        let found: Vec<&str> = targets(line).collect();
        assert_eq!(found, ["./x.md", "y z.md", "p.png", "یادداشت"]);
    }
}
