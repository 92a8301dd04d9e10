//! A path inside the book's folder: text as the author wrote it in, a path that cannot leave the book out.

use std::fmt;

/// A path relative to the book's folder, with `/` between its parts and no `..` left in it.
///
/// It can only name something inside the book: absolute paths, drive letters and paths that climb
/// out are refused when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BookPath(String);

/// Why a written path is not a path inside the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing was written.
    Empty,
    /// It begins at the root of a disk.
    Absolute,
    /// Its `..` parts lead out of the book's folder.
    Leaves,
    /// It names something on the network (`https://…`, `data:` is not remote but is refused too).
    Remote,
}

impl BookPath {
    /// Reads a path as written at the root of the book.
    ///
    /// # Errors
    /// Says which rule the path breaks.
    pub fn new(written: &str) -> Result<Self, PathFault> {
        Self::joined("", written)
    }

    /// A path that a listing of the book gave, as it is: names may begin or end with a blank.
    pub(super) fn listed(path: String) -> Self {
        Self(path)
    }

    /// Reads a path as written in the file `self`: relative to the folder of that file.
    ///
    /// # Errors
    /// Says which rule the path breaks.
    pub fn beside(&self, written: &str) -> Result<Self, PathFault> {
        Self::joined(self.folder(), written)
    }

    /// Reads a path as a site reads it in the file `self`: `/images/a.png` begins at the root of the
    /// book, and `..` parts that would climb out of the book stop at its root.
    ///
    /// # Errors
    /// Nothing is named, or something on the network or on a drive.
    pub fn rooted(&self, written: &str) -> Result<Self, PathFault> {
        let written = written.trim().replace('\\', "/");
        let at_root = written.starts_with('/') && !written.starts_with("//");
        let mut folder = if at_root { "" } else { self.folder() }.to_owned();
        let mut rest = written.trim_start_matches('/');
        if !at_root {
            rest = &written;
        }
        while let Some(above) = climbs(rest) {
            folder = folder
                .rsplit_once('/')
                .map_or("", |(outer, _)| outer)
                .to_owned();
            rest = above;
        }
        match Self::joined(&folder, rest) {
            // `a/../../b` climbs in its middle: what it climbs to is the root.
            Err(PathFault::Leaves) => Self::joined("", rest.rsplit("../").next().unwrap_or(rest)),
            read => read,
        }
    }

    fn joined(folder: &str, written: &str) -> Result<Self, PathFault> {
        let written = written.trim().replace('\\', "/");
        if written.is_empty() {
            return Err(PathFault::Empty);
        }
        if written.contains("://") || written.starts_with("//") || written.starts_with("data:") {
            return Err(PathFault::Remote);
        }
        // `C:\a.png` is absolute on one system and a file name on another: refused on all.
        let drive = written.as_bytes().get(1) == Some(&b':');
        if written.starts_with('/') || drive {
            return Err(PathFault::Absolute);
        }
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in written.split('/') {
            match part {
                "" | "." => {}
                // `part/../../a` would climb out of the book with its second `..`.
                ".." => {
                    parts.pop().ok_or(PathFault::Leaves)?;
                }
                part => parts.push(part),
            }
        }
        if parts.is_empty() {
            return Err(PathFault::Empty);
        }
        Ok(Self(parts.join("/")))
    }

    /// How the file `self` names another: `../images/a.png`.
    pub fn way_to(&self, other: &Self) -> String {
        let mut from: Vec<&str> = self.0.split('/').collect();
        from.pop();
        let to: Vec<&str> = other.0.split('/').collect();
        // The last part of a path is the file itself, and no folder that both could lie in.
        let pairs = from.iter().zip(&to[..to.len() - 1]);
        let shared = pairs.take_while(|(from, to)| from == to).count();
        "../".repeat(from.len() - shared) + &to[shared..].join("/")
    }

    /// The path with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the path lies in, empty at the root of the book.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0
            .rsplit_once('/')
            .map_or(self.0.as_str(), |(_, name)| name)
    }

    /// What follows the last dot of the file name, in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        self.file_name()
            .rsplit_once('.')
            .map_or(String::new(), |(_, end)| end.to_lowercase())
    }
}

/// What follows the `./` or `../` that a path begins with, where it climbs.
fn climbs(path: &str) -> Option<&str> {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_prefix("../")
}

impl fmt::Display for BookPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_book() {
        let chapter = BookPath::new("part/one.md").unwrap();
        assert_eq!(
            chapter.beside("../figures/a.svg").unwrap().as_str(),
            "figures/a.svg"
        );
        assert_eq!(chapter.beside("../../a.svg"), Err(PathFault::Leaves));
        assert_eq!(chapter.beside("/etc/passwd"), Err(PathFault::Absolute));
        assert_eq!(chapter.beside("C:\\a.png"), Err(PathFault::Absolute));
        assert_eq!(
            chapter.beside("https://example.org/a.png"),
            Err(PathFault::Remote)
        );
        assert_eq!(BookPath::new("  "), Err(PathFault::Empty));
    }

    #[test]
    fn the_way_to_a_file_leads_there() {
        let path = |written: &str| BookPath::new(written).unwrap();
        for (from, to, way) in [
            ("1.md", "2.md", "2.md"),
            ("1.md", "images/a.png", "images/a.png"),
            ("part/1.md", "images/a.png", "../images/a.png"),
            ("part/1.md", "part/a.png", "a.png"),
            ("part/1.md", "partner/a.png", "../partner/a.png"),
            ("a/b/1.md", "a/c/2.md", "../c/2.md"),
        ] {
            assert_eq!(path(from).way_to(&path(to)), way);
            assert_eq!(path(from).beside(way), Ok(path(to)));
        }
    }

    #[test]
    fn a_path_of_a_site_begins_at_the_root_and_cannot_climb_above_it() {
        let chapter = BookPath::new("part/one.md").unwrap();
        for (written, path) in [
            ("/images/a.png", "images/a.png"),
            ("../../images/a.png", "images/a.png"),
            ("../a.png", "a.png"),
            ("./../../../a.png", "a.png"),
            ("b/../../../a.png", "a.png"),
            ("b/a.png", "part/b/a.png"),
        ] {
            assert_eq!(chapter.rooted(written).unwrap().as_str(), path, "{written}");
        }
        let remote = chapter.rooted("//example.org/a.png");
        assert_eq!(remote, Err(PathFault::Remote));
        assert_eq!(chapter.rooted("C:/a.png"), Err(PathFault::Absolute));
    }

    #[test]
    fn the_extension_is_read_in_lower_case() {
        assert_eq!(BookPath::new("a/B.PNG").unwrap().extension(), "png");
        assert_eq!(BookPath::new("a.b/c").unwrap().extension(), "");
    }
}
