//! Spans with attributes that hold links or spans, or stand in them: a chapter in, edits out.
//!
//! `[[قرآن](https://quran.com)]{lang=ar}` and `[[واژه]{.term} دیگر](a.md)` are no spans and links to CommonMark's
//! reader: brackets with a meaning are links to it, and links hold no links (6.3). Such a span becomes `<span>` of HTML,
//! whose words are read as anywhere else.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::Edit;
use super::inline_notes::{Scanner, Sign};
use super::lines::{CodeOrProse, code_and_prose};
use crate::markdown::attributes::{self, ON_A_TAG};

/// The edits of a chapter, in the order of the text.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    if text.contains("]{") {
        for paragraph in paragraphs(text) {
            in_paragraph(text, paragraph, &mut found);
        }
        found.sort_by_key(|edit| edit.range.start);
    }
    found
}

/// The lines outside of code that stand together without an empty one between them.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_new = true;
    for CodeOrProse { line, is_code } in code_and_prose(text) {
        if is_code || text[line.range.clone()].trim().is_empty() {
            is_new = true;
            continue;
        }
        match found.last_mut().filter(|_| !is_new) {
            Some(paragraph) => paragraph.end = line.range.end,
            None => found.push(line.range),
        }
        is_new = false;
    }
    found
}

/// A bracket that is open.
struct Open {
    start: usize,
    /// What it is, by the sign before it.
    kind: Kind,
    /// Whether other brackets stand in it.
    holds_others: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A span, a link or words.
    Plain,
    /// `^[…]`: its words are read by themselves.
    Note,
    /// `![…]`: its words are the text for a picture, without markup.
    Picture,
}

fn in_paragraph(text: &str, paragraph: Range<usize>, found: &mut Vec<Edit>) {
    if !text[paragraph.clone()].contains("]{") {
        return;
    }
    let mut scanner = Scanner {
        text: &text[..paragraph.end],
        at: paragraph.start,
    };
    let mut open: Vec<Open> = Vec::new();
    let mut before = ' ';
    while let Some(Sign { start, sign }) = scanner.next_sign() {
        match sign {
            '[' => open.push(Open {
                start,
                kind: match before {
                    '^' => Kind::Note,
                    '!' => Kind::Picture,
                    _ => Kind::Plain,
                },
                holds_others: false,
            }),
            ']' => {
                if let Some(closed) = open.pop() {
                    close(text, &closed, start, &mut open, found);
                }
            }
            _ => {}
        }
        before = sign;
    }
}

/// Closes a bracket: a span that holds others, or stands in others, is written anew.
fn close(text: &str, closed: &Open, end: usize, open: &mut [Open], found: &mut Vec<Edit>) {
    let behind = &text[end + 1..];
    let inside = &text[closed.start + 1..end];
    let around = open.last_mut();
    let is_call = inside.starts_with('^');
    let in_picture = around
        .as_ref()
        .is_some_and(|around| around.kind == Kind::Picture);
    let in_others = around
        .as_ref()
        .is_some_and(|around| around.kind == Kind::Plain);
    // CommonMark's reader takes no brackets at all within such a pair (6.3, "link label").
    if let Some(around) = around {
        around.holds_others = true;
    }
    let is_nested = closed.holds_others || in_others;
    if closed.kind != Kind::Plain || in_picture || is_call || !is_nested || inside.is_empty() {
        return;
    }
    let Some(written) = attributes::parse(behind) else {
        return;
    };
    let braces = &behind[..written.length];
    found.push(Edit {
        range: closed.start..closed.start + 1,
        words: Cow::Owned(format!("<span {ON_A_TAG}=\"{}\">", escaped(braces))),
    });
    found.push(Edit {
        range: end..end + 1 + written.length,
        words: Cow::Borrowed("</span>"),
    });
}

/// A value of HTML in double quotes.
fn escaped(value: &str) -> String {
    value
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::edits;

    fn rewritten(words: &str) -> String {
        let mut text = words.to_owned();
        for edit in edits(words).into_iter().rev() {
            text.replace_range(edit.range, &edit.words);
        }
        text.replace("data-braces", "b")
    }

    #[test]
    fn a_span_that_holds_brackets_or_stands_in_them_is_one_of_html() {
        for (typed, read) in [
            (
                "[[الف]{.a} ب]{.b}",
                "<span b=\"{.b}\"><span b=\"{.a}\">الف</span> ب</span>",
            ),
            (
                "[[الف](u)]{lang=\"ar\"}",
                "<span b=\"{lang=&quot;ar&quot;}\">[الف](u)</span>",
            ),
            ("[الف [ب] ج]{.a}", "<span b=\"{.a}\">الف [ب] ج</span>"),
            ("[الف[^1]]{.a}", "<span b=\"{.a}\">الف[^1]</span>"),
            ("[[الف]{.a} ب](u)", "[<span b=\"{.a}\">الف</span> ب](u)"),
            ("[[الف]{.a}\nب](u)", "[<span b=\"{.a}\">الف</span>\nب](u)"),
            (
                "^[[[الف]{.a} ۲](u)]",
                "^[[<span b=\"{.a}\">الف</span> ۲](u)]",
            ),
        ] {
            assert_eq!(rewritten(typed), read);
        }
    }

    #[test]
    fn other_spans_stay_as_they_are() {
        for same in [
            "[الف]{.a} و [ب]{.b}",
            "^[الف [ب]{.a}]",
            "![الف [ب]{.a}](u)",
            "`[[الف]{.a}]{.b}`",
            "```\n[[الف]{.a}]{.b}\n```",
            "[[الف]\n\nب]{.a}",
            "[[الف]{a b}]{x y}",
        ] {
            assert_eq!(rewritten(same), same);
        }
    }
}
