//! Fences of colons: `::: name {attributes}` … `:::` in, their places out, and the text without them.
//!
//! pulldown-cmark 0.13 does not know them. Their lines are blanked byte for byte before it reads, so
//! that every offset stays true, and the builder opens and closes divisions at their places.

use std::borrow::Cow;

use super::attributes::{self, Written};

/// A line of colons.
#[derive(Debug, PartialEq)]
pub(super) struct Fence {
    /// Its first byte in the text.
    pub(super) at: usize,
    /// Its bytes, without the line end.
    pub(super) length: usize,
    /// What it does; `None` when it closes.
    pub(super) opens: Option<Written>,
}

/// Finds the fences of a text and blanks their lines.
pub(super) fn extract(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    if !text.contains(":::") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut fences = Vec::new();
    let mut blanked = String::with_capacity(text.len());
    // A line of colons inside fenced code is code; so the fences of code are followed, too.
    let mut code: Option<(u8, usize)> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let length = words.len();
        code = step_code(code, words);
        let fence = if code.is_none() { parse(words) } else { None };
        let Some(opens) = fence else {
            blanked.push_str(line);
            continue;
        };
        fences.push(Fence {
            at: blanked.len(),
            length,
            opens,
        });
        // As many blanks as bytes: `::: note` leaves every later offset as it was.
        blanked.extend(std::iter::repeat_n(' ', length));
        blanked.push_str(&line[length..]);
    }
    (Cow::Owned(blanked), fences)
}

/// Follows fenced code from line to line: the sign and length of the fence that is open.
fn step_code(open: Option<(u8, usize)>, line: &str) -> Option<(u8, usize)> {
    let inner = line.trim_start_matches([' ', '>']);
    let sign = inner
        .bytes()
        .next()
        .filter(|sign| matches!(sign, b'`' | b'~'));
    let Some(sign) = sign else { return open };
    let length = inner.bytes().take_while(|byte| *byte == sign).count();
    match open {
        None if length >= 3 => Some((sign, length)),
        Some((other, least)) if other == sign && length >= least && length == inner.len() => None,
        still_open => still_open,
    }
}

/// Reads a fence line; the inner option says whether it opens.
#[expect(
    clippy::option_option,
    reason = "no fence, a closing one, an opening one"
)]
fn parse(line: &str) -> Option<Option<Written>> {
    let inner = line.trim_start_matches(' ');
    if line.len() - inner.len() > 3 || !inner.starts_with(":::") {
        return None;
    }
    let rest = inner.trim_start_matches(':').trim_end_matches(':').trim();
    if rest.is_empty() {
        return Some(None);
    }
    let brace = rest.find('{').unwrap_or(rest.len());
    let name = rest[..brace].trim();
    let mut written = match &rest[brace..] {
        "" => Written::default(),
        braces => attributes::parse(braces).filter(|written| written.length == braces.len())?,
    };
    if name.split_whitespace().count() > 1 {
        return None;
    }
    if !name.is_empty() {
        written.attributes.classes.insert(0, name.to_owned());
    }
    Some(Some(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_blanked_and_offsets_stay_true() {
        let text = "الف\n\n::: warning {#w}\nب\n:::\n";
        let (blanked, fences) = extract(text);
        assert_eq!(blanked.len(), text.len());
        assert_eq!(blanked.find('ب'), text.find('ب'));
        let opened = fences[0].opens.as_ref().unwrap();
        assert_eq!(opened.attributes.classes, ["warning"]);
        assert_eq!(opened.attributes.id.as_deref(), Some("w"));
        assert_eq!(&text[fences[1].at..fences[1].at + fences[1].length], ":::");
        assert_eq!(fences[1].opens, None);
    }

    #[test]
    fn fences_inside_code_are_code() {
        let text = "```\n::: note\n```\n";
        assert_eq!(extract(text), (Cow::Borrowed(text), vec![]));
    }
}
