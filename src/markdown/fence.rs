//! Fences of colons: `::: name {attributes}` … `:::` in, their places out, and the text without them.
//!
//! pulldown-cmark 0.13 does not know them. Their lines are blanked byte for byte before it reads, so
//! that every offset stays true, and the builder opens and closes divisions at their places.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{self, Written};
use super::{alert, arrangement, form, genre, panels, parallel, statement_kinds};

/// Stands for a colon at the head of a line that is neither a fence nor a definition, until its words are read:
/// pulldown-cmark takes any line that begins with a colon for a definition.
const COLON: char = '\u{1}';

/// A text with the colons that were taken from the heads of its lines.
pub(super) fn restored(text: &str) -> Cow<'_, str> {
    if text.contains(COLON) {
        Cow::Owned(text.replace(COLON, ":"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A line of colons.
#[derive(Debug, PartialEq)]
pub(super) struct Fence {
    /// Its first byte in the text.
    pub(super) at: usize,
    /// Its bytes, without the line end.
    pub(super) length: usize,
    /// What it does; `None` when it closes.
    pub(super) opens: Option<Head>,
}

/// What the line that opens a box says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Head {
    /// Its kind is the first class.
    pub(super) written: Written,
    /// The name of its kind where it stands before braces and title, as bytes of the text.
    pub(super) name: Option<Range<usize>>,
    /// The words of its title, as bytes of the text.
    pub(super) title: Option<Range<usize>>,
}

/// Finds the fences of a text and blanks their lines.
pub(super) fn extract(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    let begins = |line: &str| line.trim_start_matches([' ', '>']).starts_with(':');
    if !text.lines().any(begins) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let candidates = candidates(text);
    let meant = meant(&candidates);
    let mut fences = Vec::new();
    let mut blanked = String::with_capacity(text.len());
    for (candidate, meant) in candidates.into_iter().zip(meant) {
        let line = candidate.line;
        match candidate.fence {
            Some(fence) if meant => {
                // As many blanks as bytes: `::: note` leaves every later offset as it was.
                let marks = candidate.quote.bytes;
                blanked.push_str(&line[..marks]);
                blanked.extend(std::iter::repeat_n(' ', fence.length));
                blanked.push_str(&line[marks + fence.length..]);
                fences.push(fence);
            }
            _ if candidate.in_code => blanked.push_str(line),
            _ => {
                let (marks, rest) = line.split_at(candidate.quote.bytes);
                blanked.push_str(marks);
                push_text(&mut blanked, rest);
            }
        }
    }
    (Cow::Owned(blanked), fences)
}

/// A line, and the fence that it may be.
struct Candidate<'t> {
    line: &'t str,
    quote: QuoteMarks,
    in_code: bool,
    fence: Option<Fence>,
}

/// The marks of quotations that a line begins with: `> > `.
#[derive(Clone, Copy, Default)]
struct QuoteMarks {
    bytes: usize,
    depth: usize,
}

impl QuoteMarks {
    fn of(line: &str) -> Self {
        let mut marks = Self::default();
        // A mark may be indented by three spaces and takes one behind it (CommonMark, 5.1).
        while let Some(at) = line[marks.bytes..].find('>').filter(|at| {
            *at <= 3
                && line[marks.bytes..]
                    .bytes()
                    .take(*at)
                    .all(|sign| sign == b' ')
        }) {
            marks.bytes += at + 1;
            marks.depth += 1;
            marks.bytes += usize::from(line[marks.bytes..].starts_with(' '));
        }
        marks
    }
}

fn candidates(text: &str) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    // A line of colons inside fenced code is code; so the fences of code are followed, too.
    let mut code: Option<CodeFence> = None;
    let mut margin = Margin::Text;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        code = step_code(code, words);
        let mut quote = QuoteMarks::of(words);
        quote.bytes = quote.bytes.min(words.len());
        let (start, words) = (at + quote.bytes, &words[quote.bytes..]);
        margin = margin.after(words);
        let opens = if code.is_none() {
            parse(words, start, margin)
        } else {
            None
        };
        let length = words.len();
        found.push(Candidate {
            line,
            quote,
            in_code: code.is_some(),
            fence: opens.map(|opens| Fence {
                at: start,
                length,
                opens,
            }),
        });
        at += line.len();
    }
    found
}

/// Which candidates are fences. A name that we do not know, with words behind it or in a script of its own
/// («:::::ادامه»), opens a box only where a line closes it.
fn meant(candidates: &[Candidate<'_>]) -> Vec<bool> {
    let mut meant: Vec<bool> = candidates
        .iter()
        .map(|candidate| candidate.fence.is_some())
        .collect();
    // A line closes what was opened in the same quotation; what was opened in one that has ended stays open.
    let mut open: Vec<usize> = Vec::new();
    let mut unclosed = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let depth = |at: &usize| candidates[*at].quote.depth;
        match candidate.fence.as_ref().map(|fence| &fence.opens) {
            Some(Some(_)) => open.push(at),
            Some(None) => {
                while let Some(last) = open.pop_if(|last| depth(last) > candidate.quote.depth) {
                    unclosed.push(last);
                }
                _ = open.pop_if(|last| depth(last) == candidate.quote.depth);
            }
            None => {}
        }
    }
    unclosed.extend(open);
    for at in unclosed {
        let head = candidates[at]
            .fence
            .as_ref()
            .and_then(|fence| fence.opens.as_ref());
        meant[at] = head.is_some_and(Head::is_certain);
    }
    meant
}

/// Where lines stand: at the margin of the text, or in a list, whose items are indented.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Margin {
    Text,
    List,
}

impl Margin {
    fn after(self, line: &str) -> Self {
        let inner = line.trim_start();
        let item =
            inner.starts_with(['-', '*', '+']) || inner.starts_with(|sign: char| sign.is_numeric());
        match self {
            _ if item => Self::List,
            Self::List if !inner.is_empty() && inner.len() == line.len() => Self::Text,
            margin => margin,
        }
    }
}

/// Adds a line that is no fence. A colon at its head without a space behind it begins no definition.
fn push_text(blanked: &mut String, line: &str) {
    let inner = line.trim_start_matches(' ');
    // «:---|---:» below the names of columns begins a table without bars around it (GFM 4.10).
    let parts_columns = inner.starts_with(":-")
        && inner.contains('|')
        && inner.trim_end().bytes().all(|sign| b":-| ".contains(&sign));
    let colon = inner.starts_with(':') && !inner[1..].starts_with([' ', '\t']) && !parts_columns;
    if colon {
        blanked.push_str(&line[..line.len() - inner.len()]);
        blanked.push(COLON);
        blanked.push_str(&inner[1..]);
    } else {
        blanked.push_str(line);
    }
}

/// A fence of code.
#[derive(Clone, Copy)]
struct CodeFence {
    /// A backtick or a tilde.
    sign: u8,
    /// How many of them.
    length: usize,
}

/// Follows fenced code from line to line: the fence that is open.
fn step_code(open: Option<CodeFence>, line: &str) -> Option<CodeFence> {
    let inner = line.trim_start_matches([' ', '>']);
    let sign = inner
        .bytes()
        .next()
        .filter(|sign| matches!(sign, b'`' | b'~'));
    let Some(sign) = sign else { return open };
    let length = inner.bytes().take_while(|byte| *byte == sign).count();
    match open {
        None if length >= 3 => Some(CodeFence { sign, length }),
        Some(open) if open.sign == sign && length >= open.length && length == inner.len() => None,
        still_open => still_open,
    }
}

/// Reads a fence line that begins at a byte; the inner option says whether it opens.
#[expect(
    clippy::option_option,
    reason = "no fence, a closing one, an opening one"
)]
fn parse(line: &str, at: usize, margin: Margin) -> Option<Option<Head>> {
    let inner = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - inner.len();
    if indent > 3 && margin == Margin::Text || !inner.starts_with(":::") {
        return None;
    }
    let rest = inner.trim_start_matches(':');
    let start = line.len() - rest.len();
    let closed = rest.trim_end_matches(':');
    let rest = if rest.len() - closed.len() >= 3 {
        closed
    } else {
        rest
    };
    if rest.trim().trim_matches(':').is_empty() {
        return Some(None);
    }
    Head::read(rest, at + start).map(Some)
}

/// The name of a box in braces, as MyST writes it: `:::{note} title`. Other names there are orders to its program.
fn braced_name(rest: &str) -> Option<&str> {
    let (name, _) = rest.strip_prefix('{')?.split_once('}')?;
    let known = name == "admonition"
        || alert::is_known(name)
        || statement_kinds::is_named(name)
        || genre::is_named(name);
    known.then_some(name)
}

impl Head {
    /// Reads what follows the colons, from a byte of the text on: `name`, `name title`, `name[title]{braces}`,
    /// `{braces} title`, `{name} title`.
    fn read(words: &str, at: usize) -> Option<Self> {
        let space = words.len() - words.trim_start().len();
        let rest = words[space..].trim_end();
        let end = rest
            .find(|sign: char| sign.is_whitespace() || "[{".contains(sign))
            .unwrap_or(rest.len());
        let (mark, name, end) = match braced_name(rest) {
            Some(name) => (1, name, name.len() + 2),
            None => (0, &rest[..end], end),
        };
        let mut head = Self::default();
        let mut title = end..rest.len();
        if let Some((before, written)) =
            attributes::parse_at_end(rest).filter(|(before, _)| *before >= end)
        {
            head.written = written;
            title.end = before;
        } else if name.is_empty() {
            let written = attributes::parse(rest)?;
            title.start = written.length;
            head.written = written;
        } else if let Some(written) = attributes::parse(rest[end..].trim_start()) {
            // `name {braces} title`
            title.start = rest.len() - rest[end..].trim_start().len() + written.length;
            head.written = written;
        }
        let bracketed = rest[title.clone()]
            .strip_prefix('[')
            .and_then(|words| words.strip_suffix(']'));
        if bracketed.is_some() {
            title = title.start + 1..title.end - 1;
        }
        let given = rest[title.clone()].trim();
        if !given.is_empty() {
            let before = rest[title.clone()].len() - rest[title.clone()].trim_start().len();
            let start = at + space + title.start + before;
            head.title = Some(start..start + given.len());
        }
        if !name.is_empty() {
            let plain = |letter: char| letter.is_alphanumeric() || "-_\u{200C}".contains(letter);
            let named = name.starts_with(char::is_alphabetic) && name.chars().all(plain);
            named.then(|| head.written.attributes.classes.insert(0, name.to_owned()))?;
            let start = at + space + mark;
            head.name = Some(start..start + name.len());
        }
        Some(head)
    }

    /// The kind of box.
    pub(super) fn kind(&self) -> &str {
        self.written
            .attributes
            .classes
            .first()
            .map_or("", String::as_str)
    }

    /// Whether it opens a box though nothing closes it.
    fn is_certain(&self) -> bool {
        let kind = self.kind();
        let known = alert::is_known(kind)
            || genre::is_named(kind)
            || panels::is_named(kind)
            || parallel::is_named(kind)
            || arrangement::is_named(kind)
            || form::read(kind).is_some()
            || statement_kinds::kind(kind, &self.written.attributes).is_some();
        known || self.written.length > 0 || self.title.is_none() && kind.is_ascii()
    }
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
        let opened = &fences[0].opens.as_ref().unwrap().written;
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

    fn heads(text: &str) -> Vec<String> {
        let (_, fences) = extract(text);
        let heads = fences.iter().filter_map(|fence| fence.opens.as_ref());
        let shown = heads.map(|head| {
            let title = head.title.clone().map_or("", |range| &text[range]);
            format!("{}|{title}", head.kind())
        });
        shown.collect()
    }

    #[test]
    fn a_box_has_a_title_behind_its_name() {
        for (text, head) in [
            (":::tip نکته\n", "tip|نکته"),
            ("::: warning هشدار: **این**\n", "warning|هشدار: **این**"),
            (":::note[نام] {#x}\n", "note|نام"),
            ("::: theorem {#x} نام\n", "theorem|نام"),
            (":::: own نام\nx\n::::\n", "own|نام"),
            ("::: {.callout-note} نام\n", "callout-note|نام"),
            (":::{warning} نام\n", "warning|نام"),
            ("::: details\n", "details|"),
            ("- الف\n\n    ::: tip نام\n", "tip|نام"),
            ("> ::: tip نام\n> الف\n> :::\n", "tip|نام"),
            (" >>:::note نام\n>>:::\n", "note|نام"),
            ("::: نکته :::\n", "نکته|"),
        ] {
            assert_eq!(heads(text), [head], "{text}");
        }
    }

    #[test]
    fn a_box_in_a_quotation_keeps_the_marks_and_is_closed_in_it() {
        let text = "> ::: own نام\n> الف\n> :::\n\n:::\n\n> ::: own نام\n\n:::\n";
        let (blanked, fences) = extract(text);
        assert_eq!(blanked.matches('>').count(), 4);
        assert_eq!(blanked.len(), text.len());
        let opened = fences.iter().filter(|fence| fence.opens.is_some()).count();
        assert_eq!((opened, fences[0].at), (1, 2));
        assert_eq!(&text[fences[1].at..fences[1].at + 3], ":::");
    }

    #[test]
    fn colons_before_words_are_text_where_nothing_closes_them() {
        for text in [
            ":::::ادامه.\n",
            ":::::> نقل.\n",
            "::: چیزی دیگر\n",
            ":: الف\n",
            ":smile: الف\n",
        ] {
            let (blanked, fences) = extract(text);
            assert_eq!(fences, [], "{text}");
            assert_eq!(blanked.replace(COLON, ":"), text);
            assert!(blanked.starts_with(COLON), "{text}");
        }
        assert_eq!(extract("الف\n: ب\n").0, "الف\n: ب\n");
    }
}
