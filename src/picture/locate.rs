//! Where a picture lies that is not where its path says: a path as a site understands it in, the file out.
//!
//! Sites publish a folder of their sources under another address: `/images/a.png` lies in
//! `static/images/a.png` (Hugo), `public/…` (VitePress), `assets/…`, or the address begins with the name
//! of the site (`/my-book/images/a.png`). Names may differ in upper and lower case on the author's
//! machine.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::lookup::Lookup;
use crate::source::{BookPath, Files};

/// Folders that sites publish as their root.
const ROOTS: &[&str] = &[
    "static",
    "public",
    "assets",
    "src",
    "docs",
    "source",
    "content",
    "manuscript",
    // A hidden folder, which no list of files has (VuePress).
    ".vuepress/public",
    "docs/.vuepress/public",
    "src/.vuepress/public",
];

/// Finds pictures in the folder of a book. The folder is listed at most once, and only when some
/// picture is not where its path says.
pub(super) struct Locator<'a> {
    files: &'a dyn Files,
    /// The files by the last part of their path, case and composition of letters set aside.
    listing: OnceLock<Lookup<String, Vec<BookPath>>>,
}

impl<'a> Locator<'a> {
    /// A locator for a folder.
    pub(super) fn new(files: &'a dyn Files) -> Self {
        Self {
            files,
            listing: OnceLock::new(),
        }
    }

    /// The file that a path means; `None` where there is none, or where several could be meant.
    pub(super) fn find(&self, path: &BookPath) -> Option<BookPath> {
        if self.is_there(path) {
            return Some(path.clone());
        }
        let rooted = ROOTS
            .iter()
            .filter_map(|root| BookPath::new(&format!("{root}/{path}")).ok())
            .find(|path| self.is_there(path));
        rooted.or_else(|| self.by_tail(path))
    }

    fn is_there(&self, path: &BookPath) -> bool {
        self.files.size(path).is_ok()
    }

    /// The one file that shares the most parts at the end of a path, at least its name; of several the one that shares
    /// the most at its beginning.
    ///
    /// `site/images/plan.png` means `img/images/plan.png` rather than `old/plan.png`, and `src/images/plan.png` the file
    /// `src/one/images/plan.png` rather than the copy `_site/one/images/plan.png`; where two files share as many parts,
    /// neither is taken.
    fn by_tail(&self, path: &BookPath) -> Option<BookPath> {
        let named = self.listing().get(&folded(path.file_name()))?;
        let shared = |candidate: &BookPath| {
            let (one, other) = (path.as_str(), candidate.as_str());
            let end = shared_parts(one.rsplit('/'), other.rsplit('/'));
            (end, shared_parts(one.split('/'), other.split('/')))
        };
        let most = named.iter().map(shared).max()?;
        let mut best = named.iter().filter(|candidate| shared(candidate) == most);
        let found = best.next()?;
        best.next().is_none().then(|| found.clone())
    }

    fn listing(&self) -> &Lookup<String, Vec<BookPath>> {
        self.listing.get_or_init(|| {
            let mut by_name: Lookup<String, Vec<BookPath>> = Lookup::new();
            // A folder that cannot be listed has nothing to find; the picture itself is reported.
            for path in self.files.list().unwrap_or_default() {
                by_name
                    .entry(folded(path.file_name()))
                    .or_default()
                    .push(path);
            }
            by_name
        })
    }
}

/// How many parts two paths share from where they are read on.
fn shared_parts<'p>(
    one: impl Iterator<Item = &'p str>,
    other: impl Iterator<Item = &'p str>,
) -> usize {
    one.zip(other)
        .take_while(|(one, other)| folded(one) == folded(other))
        .count()
}

/// A name without differences of case and of composition.
fn folded(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Locator;
    use crate::source::{BookPath, MemoryFiles};

    fn found(files: &[&str], path: &str) -> Option<String> {
        let files = files.iter().fold(MemoryFiles::default(), |files, name| {
            files.with(name, b"x".to_vec())
        });
        let found = Locator::new(&files).find(&BookPath::new(path).unwrap());
        found.map(|path| path.to_string())
    }

    #[test]
    fn a_picture_is_looked_for_where_sites_keep_it() {
        for (files, path, file) in [
            (&["images/a.png"][..], "images/a.png", "images/a.png"),
            (
                &["static/images/a.png"],
                "images/a.png",
                "static/images/a.png",
            ),
            (
                &["docs/.vuepress/public/a.png"],
                "a.png",
                "docs/.vuepress/public/a.png",
            ),
            (&["images/a.png"], "my-book/images/a.png", "images/a.png"),
            (&["images/A.PNG"], "images/a.png", "images/A.PNG"),
            (
                &["_site/b/images/a.png", "src/b/images/a.png"],
                "src/images/a.png",
                "src/b/images/a.png",
            ),
            (
                &["x/images/a.png", "y/a.png"],
                "images/a.png",
                "x/images/a.png",
            ),
        ] {
            assert_eq!(found(files, path).as_deref(), Some(file), "{path}");
        }
    }

    #[test]
    fn of_two_files_that_fit_as_well_neither_is_taken() {
        assert_eq!(found(&["x/a.png", "y/a.png"], "images/a.png"), None);
        assert_eq!(found(&["x/b.png"], "images/a.png"), None);
    }
}
