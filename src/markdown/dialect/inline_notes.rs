//! Notes within the line, as pandoc has them: `متن^[پانوشت] متن`. A line in, its notes out.
//!
//! Their words are moved to the end of the chapter, where they define notes with names that no author gives; each
//! keeps the place where it was written.

use std::ops::Range;

/// A note within a line; places are bytes of the chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InlineNote {
    /// From the sign to the bracket that closes it.
    pub(super) whole: Range<usize>,
    /// Its words.
    pub(super) inside: Range<usize>,
}

/// The notes that begin in a line of a text. One may go on in the next lines of its paragraph.
pub(super) fn find(text: &str, line: &Range<usize>) -> Vec<InlineNote> {
    if !text[line.clone()].contains("^[") {
        return Vec::new();
    }
    let mut scanner = Scanner {
        text: &text[..paragraph_end(text, line)],
        at: line.start,
    };
    // Every bracket is looked at once: of `^[^[^[…`, which never closes, none looks for its end by itself.
    let mut open: Vec<Bracket> = Vec::new();
    let mut found: Vec<InlineNote> = Vec::new();
    let mut hat = None;
    let mut raised: Option<usize> = None;
    while let Some(Sign { start, sign }) = scanner.next_sign() {
        match sign {
            '[' => {
                let hat = hat.filter(|hat| hat + 1 == start);
                open.push(Bracket { start, hat });
            }
            ']' => {
                if let Some(Bracket { start: first, hat }) = open.pop()
                    && let Some(hat) = hat.filter(|hat| *hat < line.end)
                    && !text[first + 1..start].trim().is_empty()
                {
                    // A note in a note is found again when the outer one is read.
                    while found.last().is_some_and(|note| note.whole.start > hat) {
                        found.pop();
                    }
                    found.push(InlineNote {
                        whole: hat..start + 1,
                        inside: first + 1..start,
                    });
                }
            }
            _ => {}
        }
        // In `H^2^[…]` the second sign ends what is raised, and begins no note.
        let ends_raised =
            sign == '^' && raised.is_some_and(|first| is_raised(&text[first + 1..start]));
        hat = (sign == '^' && !ends_raised).then_some(start);
        if sign == '^' {
            raised = hat;
        }
        if open.is_empty() && start >= line.end {
            break;
        }
    }
    found
}

/// Whether words between two signs are raised by them: a short word without space.
fn is_raised(words: &str) -> bool {
    /// Longer ones are words between two notes.
    const LONGEST: usize = 40;
    words.len() <= LONGEST
        && !words.is_empty()
        && !words.contains(|sign: char| sign.is_whitespace() || "[]".contains(sign))
}

/// A bracket that is open.
struct Bracket {
    start: usize,
    /// The sign before it that makes it a note.
    hat: Option<usize>,
}

/// Where the paragraph of a line ends: at its own end where it stands in a quotation or list, whose marks the next
/// lines have, else before a line that is empty or begins another block.
fn paragraph_end(text: &str, line: &Range<usize>) -> usize {
    /// Bytes that a note may go on for in the next lines: they are looked at for each line anew.
    const LONGEST: usize = 4_000;
    let is_whole = line.start == 0 || text[..line.start].ends_with('\n');
    let mut end = line.end;
    while is_whole && text[end..].starts_with('\n') {
        let next = text[end + 1..].split('\n').next().unwrap_or_default();
        let begins = next.trim_start();
        let too_long = end + 1 + next.len() > line.end + LONGEST;
        if too_long || begins.is_empty() || begins.starts_with(['>', '`', '~', '#', '|', ':']) {
            break;
        }
        end += 1 + next.len();
    }
    end
}

/// Goes through signs outside of code and formulas; what a backslash escapes is passed over.
pub(super) struct Scanner<'t> {
    /// Ends where the search ends.
    pub(super) text: &'t str,
    /// The byte that is looked at next.
    pub(super) at: usize,
}

/// A sign at its byte.
pub(super) struct Sign {
    pub(super) start: usize,
    pub(super) sign: char,
}

impl Scanner<'_> {
    /// The next sign that may be markup.
    pub(super) fn next_sign(&mut self) -> Option<Sign> {
        loop {
            let rest = &self.text[self.at..];
            let sign = rest.chars().next()?;
            let start = self.at;
            self.at += sign.len_utf8();
            match sign {
                '\\' => {
                    self.at += self.text[self.at..]
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8)
                }
                '`' | '$' => self.pass_span(start, sign),
                _ => return Some(Sign { start, sign }),
            }
        }
    }

    /// Passes over a span of code or a formula, whose sign comes as often at its end; an open one is a sign.
    fn pass_span(&mut self, start: usize, sign: char) {
        let rest = &self.text[start..];
        let length = rest.len() - rest.trim_start_matches(sign).len();
        let fence = &rest[..length];
        self.at = start + length;
        if let Some(end) = self.text[self.at..].find(fence) {
            self.at += end + length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn notes(text: &str) -> Vec<&str> {
        let line = 0..text.find('\n').unwrap_or(text.len());
        let found = find(text, &line).into_iter();
        found.map(|note| &text[note.inside]).collect()
    }

    #[test]
    fn a_note_ends_at_its_own_bracket() {
        assert_eq!(
            notes("متن^[یک [پیوند](a) دو] و ^[سه]."),
            ["یک [پیوند](a) دو", "سه"]
        );
        assert_eq!(notes("a^[b `]` c]"), ["b `]` c"]);
        assert_eq!(notes("x^2^ a^[b] y^3^[c] ^[d]^[e]"), ["b", "d", "e"]);
    }

    #[test]
    fn brackets_that_never_close_are_looked_at_once() {
        let open = "^[".repeat(200_000);
        assert_eq!(notes(&open), [""; 0]);
        assert_eq!(notes("^[a ^[b]"), ["b"]);
    }

    #[test]
    fn a_note_may_go_on_in_the_next_line_of_its_paragraph() {
        assert_eq!(notes("a^[b\nc] d"), ["b\nc"]);
        assert_eq!(notes("a^[b\n\nc] d"), [""; 0]);
        assert_eq!(notes("a^[b\n> c] d"), [""; 0]);
    }

    #[test]
    fn code_formulas_and_escaped_signs_hold_no_notes() {
        for text in [
            "`a^[b]`", "$x^[2]$", "a\\^[b]", "a^[]", "a[^b]", "a^b[c]", "H^2^[b]",
        ] {
            assert_eq!(notes(text), [""; 0], "{text}");
        }
    }
}
