//! Addresses in documents and style sheets: as written in, a file of the book or something outside out.

use percent_encoding::percent_decode_str;

use crate::source::{BookPath, PathFault};

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A file of the book, and perhaps a place in it.
    Inside {
        /// The file; empty only where it is the document itself.
        path: String,
        /// What stands after `#`.
        fragment: Option<String>,
    },
    /// Something on the network, or of another program (`mailto:`).
    Outside,
    /// The bytes themselves (`data:`).
    Data,
    /// Nothing that can be found: it leads out of the book.
    Nowhere,
}

impl Address {
    /// Reads an address as written in a file of the book.
    pub(super) fn read(written: &str, file: &str) -> Self {
        let written = written.trim();
        if has_scheme(written) || written.starts_with("//") {
            return if written.to_ascii_lowercase().starts_with("data:") {
                Self::Data
            } else {
                Self::Outside
            };
        }
        let (path, fragment) = match written.split_once('#') {
            Some((path, fragment)) => (path, Some(decoded(fragment))),
            None => (written, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() {
            let path = file.to_owned();
            return Self::Inside { path, fragment };
        }
        match joined(&decoded(path), file) {
            Ok(path) => Self::Inside {
                path: path.as_str().to_owned(),
                fragment,
            },
            Err(_) => Self::Nowhere,
        }
    }
}

fn joined(path: &str, file: &str) -> Result<BookPath, PathFault> {
    match BookPath::new(file) {
        Ok(file) => file.beside(path),
        Err(_) => BookPath::new(path),
    }
}

fn decoded(written: &str) -> String {
    percent_decode_str(written).decode_utf8_lossy().into_owned()
}

/// Whether an address begins with a scheme (RFC 3986, 3.1).
fn has_scheme(written: &str) -> bool {
    let Some((scheme, _)) = written.split_once(':') else {
        return false;
    };
    let mut letters = scheme.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn inside(path: &str, fragment: Option<&str>) -> Address {
        Address::Inside {
            path: path.to_owned(),
            fragment: fragment.map(str::to_owned),
        }
    }

    #[test]
    fn an_address_is_read_from_where_it_stands() {
        let read = |written| Address::read(written, "OEBPS/text/a.xhtml");
        assert_eq!(read("b.xhtml#x"), inside("OEBPS/text/b.xhtml", Some("x")));
        assert_eq!(read("../i/a%20b.png"), inside("OEBPS/i/a b.png", None));
        assert_eq!(read("#%DB%B1"), inside("OEBPS/text/a.xhtml", Some("۱")));
        assert_eq!(read("https://a.org"), Address::Outside);
        assert_eq!(read("mailto:a@b.org"), Address::Outside);
        assert_eq!(read("data:image/png;base64,"), Address::Data);
        assert_eq!(read("../../../etc/passwd"), Address::Nowhere);
    }
}
