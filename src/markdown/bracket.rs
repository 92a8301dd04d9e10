//! What a pair of brackets means that is no link of CommonMark: source text in, meaning out.
//!
//! pulldown-cmark asks about every reference without a definition, so code, escapes and real links
//! never come here.

use std::ops::Range;

use super::{attributes, citation, locator};

/// The meaning of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `[@key]`, also several pairs side by side, of which one at least is a citation.
    Citation,
    /// `[ص ۵]` after `@key`.
    Locator,
    /// `[words]{…}`.
    Span,
}

/// How far before brackets the `@` of a key may stand, in bytes.
const LONGEST_KEY: usize = 200;

/// Says what the brackets at a byte range of the source mean; `None` for plain words.
pub(super) fn classify(source: &str, range: &Range<usize>) -> Option<Bracket> {
    let text = source.get(range.clone())?;
    if !text.starts_with('[') {
        return None;
    }
    if groups(text).any(|(_, group)| citation::parse(group).is_some()) {
        return Some(Bracket::Citation);
    }
    if source[range.end..].starts_with('{') && attributes::parse(&source[range.end..]).is_some() {
        return Some(Bracket::Span);
    }
    // «@fraser1394 [ص ۵]»: brackets with a place belong to the key before them, and to nothing else.
    let (_, inside) = groups(text).next()?;
    let located = locator::parse(inside).is_some() && follows_key(&source[..range.start]);
    located.then_some(Bracket::Locator)
}

/// The texts between the brackets of `[…][…]`, each with its first byte.
pub(super) fn groups(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or("");
    let mut at = 1;
    inside.split("][").map(move |group| {
        let start = at;
        at += group.len() + 2;
        (start, group)
    })
}

/// Whether a text ends with `@key` and at most one space.
fn follows_key(before: &str) -> bool {
    let before = before.strip_suffix([' ', '\n']).unwrap_or(before);
    let mut start = before.len().saturating_sub(LONGEST_KEY);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let tail = &before[start..];
    let Some(at) = tail.rfind('@') else {
        return false;
    };
    let ends = |key: Range<usize>| key.end == tail.len() || &tail[key.end..] == "}";
    citation::begins_key(tail, at) && citation::key_at(tail, at).is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(source: &str) -> Option<Bracket> {
        let start = source.find('[').unwrap();
        let end = source.rfind(']').unwrap() + 1;
        classify(source, &(start..end))
    }

    #[test]
    fn brackets_with_a_key_are_a_citation() {
        assert_eq!(
            meaning("آمده است [@zamani1395, ص ۷۱]."),
            Some(Bracket::Citation)
        );
        assert_eq!(meaning("[^1][@a]"), Some(Bracket::Citation));
        assert_eq!(meaning("[me@host ~]$"), None);
    }

    #[test]
    fn a_place_belongs_to_the_key_before_it() {
        assert_eq!(
            meaning("چنان‌که @fraser1394 [ص ۵] گفته"),
            Some(Bracket::Locator)
        );
        assert_eq!(meaning("در جایی [ص ۵] گفته"), None);
    }

    #[test]
    fn words_with_attributes_are_a_span() {
        assert_eq!(meaning("[كتاب]{lang=ar}"), Some(Bracket::Span));
        assert_eq!(meaning("[كتاب] {lang=ar}"), None);
    }
}
