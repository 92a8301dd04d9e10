//! Finds the runs of a text that run against its direction: words of another script with their own
//! digits, punctuation and brackets, so that «C++», “(NATO) 1.5” and URLs stay whole (UAX #9, 3.1.2:
//! an isolate acts on the text around it as one neutral). Text in, byte ranges out.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

use super::Direction;

/// Stands for what is isolated already or no text: code, pictures, notes, citations.
pub(crate) const OBJECT: char = '\u{FFFC}';

/// Brackets and quotation marks that belong together.
const PAIRS: [(char, char); 6] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('‹', '›'),
    ('“', '”'),
];

/// The runs of a text that run against `base`: byte ranges of `text`, in order, not overlapping.
pub(crate) fn foreign_runs(text: &str, base: Direction) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut end = 0;
    while let Some(first) = next_strong(text, end, base) {
        let start = attach_before(text, end, first, base);
        end = reach(text, first, base);
        let run = start..attach_after(text, start..end);
        end = run.end;
        split_at_lone_brackets(text, run, &mut runs);
    }
    let mut trimmed: Vec<_> = runs
        .into_iter()
        .filter_map(|run| trim(text, run, base))
        .collect();
    for at in 0..trimmed.len() {
        let limit = trimmed.get(at + 1).map_or(text.len(), |next| next.start);
        let end = attach_after(text, trimmed[at].clone());
        trimmed[at].end = close_sentence(text, trimmed[at].start..end).min(limit);
    }
    trimmed
}

/// Whether a letter is strong against `base`.
fn is_foreign(letter: char, base: Direction) -> bool {
    match base {
        Direction::Rtl => bidi_class(letter) == BidiClass::L,
        Direction::Ltr => matches!(bidi_class(letter), BidiClass::R | BidiClass::AL),
    }
}

/// Whether a letter ends a run: a strong one of the base, its digits, an object or a line break.
fn ends_run(letter: char, base: Direction) -> bool {
    let of_base = match base {
        Direction::Rtl => matches!(
            bidi_class(letter),
            BidiClass::R | BidiClass::AL | BidiClass::AN
        ),
        Direction::Ltr => bidi_class(letter) == BidiClass::L,
    };
    let digit = base == Direction::Rtl && matches!(letter, '۰'..='۹');
    of_base || digit || letter == OBJECT || letter == '\n'
}

fn next_strong(text: &str, from: usize, base: Direction) -> Option<usize> {
    let found = text[from..].find(|letter| is_foreign(letter, base));
    found.map(|at| from + at)
}

/// Where the run that begins at `first` ends: after its last strong letter or digit.
fn reach(text: &str, first: usize, base: Direction) -> usize {
    let mut end = first;
    for (at, letter) in text[first..].char_indices() {
        if ends_run(letter, base) {
            break;
        }
        let digit = letter.is_ascii_digit() && base == Direction::Rtl;
        let mark = bidi_class(letter) == BidiClass::NSM && end == first + at;
        if is_foreign(letter, base) || digit || mark {
            end = first + at + letter.len_utf8();
        }
    }
    end
}

/// Takes in the signs and digits that hang on the front of a Latin word: `3D`, `#tag`, `.NET`.
fn attach_before(text: &str, from: usize, first: usize, base: Direction) -> usize {
    if base == Direction::Ltr {
        return first;
    }
    let hangs = |letter: char| letter.is_ascii_digit() || "#@$_~/.".contains(letter);
    let before = text[from..first].trim_end_matches(hangs);
    let start = from + before.len();
    let apart = before
        .chars()
        .next_back()
        .is_none_or(|letter| !letter.is_alphanumeric());
    if apart { start } else { first }
}

/// Takes in what hangs on the end of a run: the signs of `C++` and `F#`, the rest of a URL.
fn attach_after(text: &str, run: Range<usize>) -> usize {
    let rest = &text[run.end..];
    let word = text[run.clone()]
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    if word.contains("://") {
        let stop = rest.find(|letter: char| letter.is_whitespace() || letter == OBJECT);
        let url = &rest[..stop.unwrap_or(rest.len())];
        let foreign = url
            .find(|letter: char| !letter.is_ascii())
            .unwrap_or(url.len());
        return run.end
            + url[..foreign]
                .trim_end_matches([')', '.', ',', ';', ':', '!', '?'])
                .len();
    }
    // A call or an index without anything in it: `foo()`, `list[]`.
    let pairs = ["()", "[]", "{}"];
    let empty = pairs.iter().filter(|pair| rest.starts_with(**pair)).count() * 2;
    if empty > 0 {
        return run.end + empty;
    }
    let signs = rest.len()
        - rest
            .trim_start_matches(['+', '#', '%', '*', '°', '′', '″'])
            .len();
    run.end + signs
}

/// Takes in the full stop of a sentence that fills its brackets: “(Hello, world!)”.
fn close_sentence(text: &str, run: Range<usize>) -> usize {
    let before = text[..run.start].chars().next_back();
    let pair = PAIRS.iter().find(|(opening, _)| before == Some(*opening));
    let rest = &text[run.end..];
    let behind = rest.trim_start_matches(['.', '!', '?', '…']);
    match pair {
        Some((_, closing)) if behind.starts_with(*closing) => run.end + rest.len() - behind.len(),
        _ => run.end,
    }
}

/// Cuts a run at brackets that have no partner in it; a partner right behind the run is taken in.
fn split_at_lone_brackets(text: &str, mut run: Range<usize>, runs: &mut Vec<Range<usize>>) {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    for (at, letter) in text[run.clone()].char_indices() {
        if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == letter) {
            open.push((run.start + at, *closing));
        } else if PAIRS.iter().any(|(_, closing)| *closing == letter) {
            match open.last() {
                Some((_, expected)) if *expected == letter => {
                    open.pop();
                }
                _ => lone.push(run.start + at),
            }
        }
    }
    while let Some((_, closing)) = open.last()
        && text[run.end..].starts_with(*closing)
    {
        run.end += closing.len_utf8();
        open.pop();
    }
    lone.extend(open.into_iter().map(|(at, _)| at));
    lone.sort_unstable();
    let mut start = run.start;
    for at in lone {
        runs.push(start..at);
        start = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    runs.push(start..run.end);
}

/// Cuts spaces and loose punctuation off a piece; `None` when nothing of the other direction is left.
fn trim(text: &str, run: Range<usize>, base: Direction) -> Option<Range<usize>> {
    let piece = &text[run.clone()];
    piece.find(|letter| is_foreign(letter, base))?;
    let closes = |letter| PAIRS.iter().any(|(_, closing)| *closing == letter);
    let loose = |letter: char| !letter.is_alphanumeric() && !closes(letter) && !is_mark(letter);
    let end = piece.trim_end_matches(loose).len();
    let start = end
        - piece[..end]
            .trim_start()
            .trim_start_matches([',', ';', ':', '-', '–', '—'])
            .trim_start()
            .len();
    Some(run.start + start..run.start + end)
}

fn is_mark(letter: char) -> bool {
    bidi_class(letter) == BidiClass::NSM
}
