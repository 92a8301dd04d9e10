//! A place in a text in, the name that stands there and the thing that it means out.

use std::ops::Range;

use super::edited_book::{BookNames, EditedBook};
use crate::pipeline::Named;
use crate::source::BookPath;

/// A place in a document.
pub(super) struct Asked {
    /// The document.
    pub(super) path: BookPath,
    /// Its text.
    pub(super) text: String,
    /// The place.
    pub(super) byte: usize,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A work: `@key`.
    Work,
    /// A note: `[^label]`.
    Note,
    /// A place of the book: `#id`.
    Anchor,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written<'t> {
    /// What it names.
    pub(super) kind: Kind,
    /// The name, without what marks it.
    pub(super) name: &'t str,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// Letters that names may have.
pub(super) fn is_named(letter: char) -> bool {
    letter.is_alphanumeric() || "-_:.\u{200C}".contains(letter)
}

/// The name at a place: `@key`, `[^label]`, `#id`, `id="id"`.
pub(super) fn name_at(text: &str, byte: usize) -> Option<Written<'_>> {
    let mut byte = text.floor_char_boundary(byte);
    // The mark before a name belongs to it.
    byte += text[byte..].chars().next().map_or(0, |next| match next {
        '@' | '^' | '#' => 1,
        _ => 0,
    });
    let before = text[..byte].chars().rev();
    let before = before.take_while(|letter| is_named(*letter));
    let start = byte - before.map(char::len_utf8).sum::<usize>();
    let after = text[byte..].chars().take_while(|letter| is_named(*letter));
    let end = byte + after.map(char::len_utf8).sum::<usize>();
    let name = text[start..end].trim_end_matches(['.', ':']);
    if name.is_empty() {
        return None;
    }
    let before = &text[..start];
    let kind = match before.chars().next_back()? {
        '@' => Kind::Work,
        '^' => Kind::Note,
        '#' => Kind::Anchor,
        '"' | '\'' if before[..before.len() - 1].ends_with("id=") => Kind::Anchor,
        _ => return None,
    };
    Some(Written {
        kind,
        name,
        range: start..start + name.len(),
    })
}

/// The thing that a name at a place means, and what its place is counted in.
pub(super) fn named<'d>(desk: &'d EditedBook, place: &Asked) -> Option<(&'d Named, BookNames<'d>)> {
    let written = name_at(&place.text, place.byte)?;
    let known = desk.names()?;
    let all = match written.kind {
        Kind::Work => &known.names.works,
        Kind::Note => &known.names.notes,
        Kind::Anchor => &known.names.anchors,
    };
    let file = known.found.texts().find(&place.path);
    let fits = |one: &&Named| {
        // A label is one of its chapter's.
        let own = written.kind != Kind::Note || Some(one.span.file) == file;
        one.name == written.name && own
    };
    Some((all.iter().find(fits)?, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_around_a_place_is_found() {
        let text = "[@ali1380، ص ۲] [^یک] [a](02.md#map). x <a id=\"to\">";
        let at = |word: &str, within: usize| {
            let written = name_at(text, text.find(word).unwrap() + within)?;
            assert_eq!(&text[written.range.clone()], written.name);
            Some((written.kind, written.name))
        };
        assert_eq!(at("ali", 1), Some((Kind::Work, "ali1380")));
        assert_eq!(at("@ali", 0), Some((Kind::Work, "ali1380")));
        assert_eq!(at("یک", 1), Some((Kind::Note, "یک")));
        assert_eq!(at("map", 3), Some((Kind::Anchor, "map")));
        assert_eq!(at("to", 0), Some((Kind::Anchor, "to")));
        assert_eq!(at("x", 0), None);
    }
}
