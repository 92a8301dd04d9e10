//! What hangs on a Latin run of a right-to-left text without being a letter: the number before its
//! unit, the first term of an equation, the dashes of an option, the full stop of an abbreviation,
//! quotation marks. A text and a run in, the longer run out.

use std::ops::Range;

use super::pairs::PAIRS;
use super::signs::{is_digit, is_latin_unit, is_letter, is_operator, leads_on, owns_full_stop};

/// The run with what hangs on it; nothing outside `room` is taken.
pub(super) fn attach(text: &str, run: Range<usize>, room: Range<usize>) -> Range<usize> {
    let before = |start: usize| &text[room.start.min(start)..start];
    let mut run = run;
    run.start -= option_dashes(before(run.start), &text[run.clone()]);
    run.start -= measured(before(run.start), &text[run.clone()]);
    run.start -= joined_number(before(run.start), &text[run.clone()]);
    run.start -= first_terms(before(run.start));
    run.start -= sign(before(run.start), &text[run.clone()]);
    run = tag(text, run, &room);
    let after = |end: usize| &text[end..room.end.max(end)];
    run.end += full_stop(&text[run.clone()], after(run.end));
    run.end += own_sentence(text, &run, &text[run.end..]);
    quoted(text, run, &room)
}

/// Length of the dashes of an option: `-v`, `--help`.
fn option_dashes(before: &str, run: &str) -> usize {
    let rest = before.trim_end_matches('-');
    let dashes = before.len() - rest.len();
    let apart = rest
        .chars()
        .next_back()
        .is_none_or(|letter| letter.is_whitespace() || "([«“\"'،؛".contains(letter));
    let starts = run.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if starts && apart && (1..=2).contains(&dashes) {
        dashes
    } else {
        0
    }
}

/// Length of the number whose unit or month begins the run: «۱۲ km», «12 May», «12:30 PM», «1/2 inch».
fn measured(before: &str, run: &str) -> usize {
    let rest = before
        .strip_suffix([' ', '\u{A0}', '\u{202F}'])
        .unwrap_or(before);
    let number = rest.trim_end_matches(|letter: char| is_digit(letter) || is_joint(letter));
    let number = &rest[number.len()..];
    let number = number.trim_start_matches(|letter: char| !is_digit(letter) && letter != '-');
    if !number.ends_with(is_measure_end) || !begins_with_unit(run, number) {
        return 0;
    }
    let apart = rest[..rest.len() - number.len()].chars().next_back();
    let negative = number.starts_with('-') && apart.is_some_and(|letter| !letter.is_whitespace());
    if negative {
        0
    } else {
        number.len() + before.len() - rest.len()
    }
}

/// Whether a run begins with what counts the number before it: a unit, a month, half a day, and any
/// word in small letters after a fraction («3/4 cup»).
fn begins_with_unit(run: &str, number: &str) -> bool {
    let word = |parts: &str| {
        let apart = |letter: char| letter.is_whitespace() || parts.contains(letter);
        run.split(apart).next().unwrap_or_default()
    };
    let strokes = number.matches('/').count();
    let counted = strokes == 1 && run.starts_with(char::is_lowercase);
    let cardinal = number.ends_with(['°', '′', '″']) && word(",;:()").len() == 1;
    counted || cardinal || is_latin_unit(word(",;:()")) || is_latin_unit(word("/.,;:()-–"))
}

/// The last letter of a number or of an angle.
fn is_measure_end(letter: char) -> bool {
    is_digit(letter) || matches!(letter, '°' | '′' | '″')
}

/// What joins the parts of a number or a number and a word without a space.
fn is_joint(letter: char) -> bool {
    ".,٫٬/:-\u{2010}\u{2011}–°′″".contains(letter)
}

/// Length of the number that is one with the word behind it: «2.0.1-» of «2.0.1-beta», «3-» of «3-D»,
/// «12:» of «12:30pm», «35°41′» of «35°41′N».
fn joined_number(before: &str, run: &str) -> usize {
    if !run.starts_with(|letter: char| letter.is_alphanumeric()) {
        return 0;
    }
    let rest = before.trim_end_matches(|letter: char| is_digit(letter) || is_joint(letter));
    let number = before[rest.len()..].trim_start_matches(|letter: char| !is_digit(letter));
    let apart = before[..before.len() - number.len()].chars().next_back();
    let within = apart.is_some_and(char::is_alphanumeric);
    let doubled = ["--", "..", "::", "//"];
    let broken = doubled.iter().any(|joints| number.contains(joints));
    if within || broken || number.ends_with(',') {
        0
    } else {
        number.len()
    }
}

/// Length of the sign before the number that begins the run: «−۵°C».
fn sign(before: &str, run: &str) -> usize {
    let mut letters = before.chars().rev();
    let sign = letters.next().filter(|letter| "+-−±".contains(*letter));
    let opens = |letter: char| letter.is_whitespace() || "([{«‹“\"'،؛:=".contains(letter);
    match sign {
        Some(sign) if run.starts_with(is_digit) && letters.next().is_none_or(opens) => {
            sign.len_utf8()
        }
        _ => 0,
    }
}

/// Length of the terms of an equation before its first letter: «۲ + x».
fn first_terms(before: &str) -> usize {
    let mut rest = before;
    loop {
        let spaced = rest.strip_suffix(' ');
        let cut = spaced.unwrap_or(rest);
        let Some(operator) = cut.chars().next_back().filter(|sign| is_operator(*sign)) else {
            break;
        };
        let cut = &cut[..cut.len() - operator.len_utf8()];
        let cut = match (spaced, cut.strip_suffix(' ')) {
            (Some(_), Some(cut)) => cut,
            (None, None) => cut,
            _ => break,
        };
        let number =
            cut.trim_end_matches(|letter: char| is_digit(letter) || ".,٫٬/".contains(letter));
        if !cut.ends_with(is_digit) || number.ends_with(char::is_alphabetic) {
            break;
        }
        rest = number;
    }
    before.len() - rest.len()
}

/// Takes in the brackets of a tag: `<br/>`, `</p>`.
fn tag(text: &str, run: Range<usize>, room: &Range<usize>) -> Range<usize> {
    let opens = text[room.start.min(run.start)..run.start].ends_with('<');
    let rest = &text[run.end..room.end.max(run.end)];
    let end = rest
        .find(|letter: char| !"/\"'; ?-".contains(letter))
        .filter(|end| rest[*end..].starts_with('>'));
    match end {
        Some(end) if opens => run.start - 1..run.end + end + 1,
        _ => run,
    }
}

/// The full stop of «U.S.A.», «et al.», «Tolkien, J. R. R.», not the first of three.
fn full_stop(run: &str, rest: &str) -> usize {
    if !rest.starts_with('.') || rest.starts_with("..") {
        return 0;
    }
    let mut words = run.rsplit(|letter: char| letter.is_whitespace() || "([“‘\"'".contains(letter));
    let (last, previous) = (words.next().unwrap_or_default(), words.next());
    let initial = is_letter(last) && previous.is_some_and(|word| word.ends_with(['.', ',']));
    usize::from(initial || owns_full_stop(last))
}

/// The full stop of a Latin sentence that stands by itself: it begins a paragraph or follows the end
/// of another sentence or a colon.
fn own_sentence(text: &str, run: &Range<usize>, rest: &str) -> usize {
    let least = match rest.chars().next() {
        Some('.') if !rest.starts_with("..") => 3,
        Some('!' | '?') => 2,
        _ => return 0,
    };
    let before = text[..run.start].trim_end();
    let word = before.rsplit(|letter: char| letter.is_whitespace() || "([«“".contains(letter));
    let word = word.map(|word| word.trim_end_matches('.')).next();
    let begins = before.is_empty()
        || before.ends_with(['.', '!', '?', '؟', ':', '…']) && !word.is_some_and(leads_on);
    let ends = rest[1..].chars().next().is_none_or(char::is_whitespace);
    let words = text[run.clone()].split_whitespace().take(least).count();
    usize::from(begins && ends && words == least)
}

/// Takes in curly quotation marks that hold nothing but the run, also round its brackets.
fn quoted(text: &str, run: Range<usize>, room: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    for _ in 0..2 {
        let opening = text[room.start.min(start)..start].chars().next_back();
        let behind = &text[end..room.end.max(end)];
        let stop = behind.trim_start_matches(['.', ',', '!', '?', '…']);
        let closing = stop.chars().next();
        let (Some(opening), Some(closing)) = (opening, closing) else {
            break;
        };
        let outer_end = end + behind.len() - stop.len() + closing.len_utf8();
        match (opening, closing) {
            ('“', '”') | ('‘', '’') => return start - opening.len_utf8()..outer_end,
            pair if PAIRS.contains(&pair) && !matches!(pair, ('«', '»') | ('‹', '›')) => {
                start -= opening.len_utf8();
                end = outer_end;
            }
            _ => break,
        }
    }
    run
}
