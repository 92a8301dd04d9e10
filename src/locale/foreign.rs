//! Finds the runs of a text that run against its direction: words of another script with their own
//! digits, punctuation and brackets, so that «C++», “(NATO) 1.5” and URLs stay whole (UAX #9, 3.1.2:
//! an isolate acts on the text around it as one neutral). Text in, byte ranges out.

use std::ops::Range;

use unicode_bidi::BidiClass;

use super::pairs::PAIRS;
use super::signs::{is_digit, is_operator};
use super::{Direction, class_of, hanging, is_mark, number_runs};

/// Stands for what is isolated already or no text: code, pictures, notes, citations.
pub(crate) const OBJECT: char = '\u{FFFC}';

/// Stands for code and keys: a Latin word whose order is looked after already (a character of private
/// use is strong from left to right).
pub(crate) const LATIN_OBJECT: char = '\u{E000}';

/// Everything in a text that has to be isolated: words against `base`, and in a right-to-left text the
/// numbers that would be turned round. Byte ranges, in order, not overlapping.
pub(crate) fn isolated_runs(text: &str, base: Direction) -> Vec<Range<usize>> {
    let words = foreign_runs(text, base);
    let numbers = match base {
        Direction::Rtl => number_runs(text),
        Direction::Ltr => Vec::new(),
    };
    if numbers.is_empty() {
        return words;
    }
    let mut all = Vec::with_capacity(words.len() + numbers.len());
    let mut words = words.into_iter().peekable();
    for number in numbers {
        all.extend(std::iter::from_fn(|| {
            words.next_if(|word| word.end <= number.start)
        }));
        if words.peek().is_none_or(|word| number.end <= word.start) {
            all.push(number);
        }
    }
    all.extend(words);
    all
}

/// The runs of a text that run against `base`: byte ranges of `text`, in order, not overlapping.
fn foreign_runs(text: &str, base: Direction) -> Vec<Range<usize>> {
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
    let mut floor = 0;
    for at in 0..trimmed.len() {
        let limit = trimmed.get(at + 1).map_or(text.len(), |next| next.start);
        let mut run = trimmed[at].clone();
        run.end = attach_after(text, run.clone()).min(limit);
        if base == Direction::Rtl {
            run = hanging::attach(text, run, floor..limit);
        }
        run.end = close_sentence(text, run.clone()).min(limit);
        floor = run.end;
        trimmed[at] = run;
    }
    trimmed
}

/// Whether a letter is strong against `base`.
fn is_foreign(letter: char, base: Direction) -> bool {
    match base {
        Direction::Rtl => class_of(letter) == BidiClass::L,
        Direction::Ltr => matches!(class_of(letter), BidiClass::R | BidiClass::AL),
    }
}

/// Whether a letter ends a run: a strong one of the base, its digits or a line break.
fn ends_run(letter: char, base: Direction) -> bool {
    let of_base = match base {
        Direction::Rtl => matches!(
            class_of(letter),
            BidiClass::R | BidiClass::AL | BidiClass::AN
        ),
        Direction::Ltr => class_of(letter) == BidiClass::L,
    };
    let own = base == Direction::Rtl && (is_own_digit(letter) || letter == PERSIAN_COMMA);
    of_base || own || is_control(letter) || matches!(letter, '\n' | LINE_SEPARATOR)
}

/// The character that stands for a forced line break.
const LINE_SEPARATOR: char = '\u{2028}';

/// A neutral for UAX #9; a Latin phrase does not go on behind it.
const PERSIAN_COMMA: char = '\u{060C}';

/// Explicit codes of the author: a run does not cross them.
fn is_control(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Digits of the Arabic script.
fn is_own_digit(letter: char) -> bool {
    is_digit(letter) && !letter.is_ascii_digit()
}

/// Raised and lowered digits and signs: CO₂, Na⁺.
fn is_raised(letter: char) -> bool {
    matches!(letter, '²' | '³' | '¹' | '⁰'..='⁻' | '₀'..='₋')
}

fn next_strong(text: &str, from: usize, base: Direction) -> Option<usize> {
    let found = text[from..].find(|letter| is_foreign(letter, base));
    found.map(|at| from + at)
}

/// Where the run that begins at `first` ends: after its last strong letter or digit.
fn reach(text: &str, first: usize, base: Direction) -> usize {
    let mut end = first;
    for (at, letter) in text[first..].char_indices() {
        let at = first + at;
        let glued = match base {
            Direction::Rtl => is_own_digit(letter) && is_glued(&text[..end], &text[end..at]),
            Direction::Ltr => is_own_digit(letter),
        };
        // Code in a list with commas is read word by word.
        let listed = letter == LATIN_OBJECT && text[end..at].contains([',', ';']);
        if ends_run(letter, base) && !glued || listed {
            break;
        }
        let digit = letter.is_ascii_digit() && base == Direction::Rtl;
        let mark = end == at && (is_mark(letter) || is_raised(letter));
        if is_foreign(letter, base) || digit || mark || glued {
            end = at + letter.len_utf8();
        }
    }
    end
}

/// Whether digits of the Arabic script belong to the Latin word before them: «H۲O», «Covid-۱۹»,
/// «x = ۵». Words as long as an operator with its spaces are looked at.
fn is_glued(run: &str, between: &str) -> bool {
    const LONGEST: usize = 6;
    let joint = |sign: &str| matches!(sign, "" | "-" | "_" | "=");
    let point = matches!(between, "." | "٫") && run.ends_with(is_digit);
    let operator = || {
        let mut sign = between.trim().chars();
        sign.next().is_some_and(is_operator) && sign.next().is_none()
    };
    between.len() <= LONGEST && (joint(between) || point || operator())
}

/// Takes in the signs and digits that hang on the front of a Latin word: `3D`, `#tag`, `.NET`.
fn attach_before(text: &str, from: usize, first: usize, base: Direction) -> usize {
    if base == Direction::Ltr {
        return first;
    }
    let hangs = |letter: char| is_digit(letter) || "#@$€£_~/.\\*&°%".contains(letter);
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
        return run.end + rest_of_address(rest);
    }
    // A call or an index without anything in it: `foo()`, `list[]`.
    let pairs = ["()", "[]", "{}"];
    let empty = pairs.iter().filter(|pair| rest.starts_with(**pair)).count() * 2;
    if empty > 0 {
        return run.end + empty;
    }
    let signs = rest.len()
        - rest
            .trim_start_matches(['+', '−', '#', '%', '*', '°', '′', '″', '⁺', '⁻', '™', '®'])
            .len();
    run.end + signs
}

/// Length of what goes on with an address: ASCII, and letters of any script after a separator
/// (`/wiki/کتاب`), without the punctuation of the sentence.
fn rest_of_address(rest: &str) -> usize {
    let mut before = None;
    let mut inside = false;
    let ends = |(_, letter): &(usize, char)| {
        let separated = before.is_some_and(|sign| "/=-_#?&.".contains(sign));
        inside = !letter.is_ascii() && letter.is_alphanumeric() && (inside || separated);
        before = Some(*letter);
        let text = letter.is_ascii() && !letter.is_whitespace() || inside || *letter == '\u{200C}';
        !text
    };
    let stop = rest.char_indices().find(ends);
    let url = &rest[..stop.map_or(rest.len(), |(at, _)| at)];
    url.trim_end_matches([')', '.', ',', ';', ':', '!', '?', '\u{200C}'])
        .len()
}

/// Takes in the full stop of a sentence that fills its brackets: “(Hello, world!)”.
fn close_sentence(text: &str, run: Range<usize>) -> usize {
    let before = text[..run.start].chars().next_back();
    let quotes = [('"', '"'), ('‘', '’'), ('”', '”')];
    let mut pairs = PAIRS.iter().chain(&quotes);
    let pair = pairs.find(|(opening, _)| before == Some(*opening));
    let rest = &text[run.end..];
    let behind = rest.trim_start_matches(['.', '!', '?', '…']);
    match pair {
        Some((_, closing)) if behind.starts_with(*closing) => run.end + rest.len() - behind.len(),
        _ => run.end,
    }
}

/// Takes in the quotation marks at both ends of one Latin speech: “I know,” he said. “Really?”.
fn with_quotations(text: &str, run: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    for (opening, closing) in [('«', '»'), ('“', '”')] {
        let words = &text[run.clone()];
        let first = words
            .find(closing)
            .filter(|at| !words[..*at].contains(opening));
        if let Some(at) = first
            && text[..run.start].ends_with(opening)
            && goes_on(&words[..at], &words[at + closing.len_utf8()..], opening)
        {
            start = run.start - opening.len_utf8();
        }
        let is_open = words.rfind(opening) > words.rfind(closing);
        let behind = text[run.end..].trim_start_matches(['.', ',', '!', '?', '…']);
        if is_open && behind.starts_with(closing) {
            end = text.len() - behind.len() + closing.len_utf8();
        }
    }
    start..end
}

/// Whether the speaker's words follow a quotation: a Latin word stands behind it, and the quotation
/// ends in its own mark, or another one follows.
fn goes_on(quoted: &str, behind: &str, opening: char) -> bool {
    let apart = behind.trim_start();
    apart.starts_with(char::is_alphabetic)
        && (quoted.ends_with(['.', ',', '!', '?', '…']) || behind.contains(opening))
}

/// Cuts a run at brackets that have no partner in it; a partner right behind the run is taken in.
fn split_at_lone_brackets(text: &str, mut run: Range<usize>, runs: &mut Vec<Range<usize>>) {
    run = with_quotations(text, run);
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
    let code = |letter: &char| *letter == LATIN_OBJECT;
    if piece
        .chars()
        .filter(|letter| letter.is_alphanumeric() || code(letter))
        .eq([LATIN_OBJECT])
    {
        return None;
    }
    piece.find(|letter| is_foreign(letter, base))?;
    let closes = |letter| PAIRS.iter().any(|(_, closing)| *closing == letter);
    let loose = |letter: char| {
        letter != LATIN_OBJECT
            && !letter.is_alphanumeric()
            && !closes(letter)
            && !is_mark(letter)
            && !is_raised(letter)
    };
    let end = piece.trim_end_matches(loose).len();
    let start = end
        - piece[..end]
            .trim_start()
            .trim_start_matches([',', ';', ':', '-', '–', '—', '!', '?', '…'])
            .trim_start_matches(". ")
            .trim_start()
            .len();
    // «🆚» runs from left to right and is no letter: nothing is left of a run of it alone.
    (start < end).then(|| run.start + start..run.start + end)
}

#[cfg(test)]
mod tests {
    use super::{Direction, isolated_runs};

    #[test]
    fn a_sign_that_runs_from_left_to_right_and_is_no_letter_is_no_run() {
        for text in ["🆚 دیگر", "یک 🆚 دیگر", "🆚"] {
            let runs = isolated_runs(text, Direction::Rtl);
            assert!(runs.iter().all(|run| run.start < run.end), "{text}");
        }
    }
}
