//! Arranged runs in, shows out, with the marks that pdfium alone reads.
//!
//! pdfium mirrors brackets of right-to-left text and takes a line with more left-to-right segments
//! for a left-to-right line. Marks around each bracket, inside an empty `ActualText` that the
//! other extractors honour, keep both as the author wrote them.

use super::character_class::{
    POP_DIRECTIONAL_FORMATTING, RIGHT_TO_LEFT_MARK, Strength, is_guarded, strength,
};
use super::code::{Code, blank};
use super::code_class::{is_bracket, is_closing, is_word_space};
use super::hidden_text::{Guards, guards};
use super::line_arrangement::LineArrangement;
use super::line_fonts::{LineFonts, wide_blank};
use super::number_marks::direction_before;
use super::rule_set::{Rule, RuleSet};
use super::shown_line::{Audience, BidiRun, Joint, Show};
use crate::locale::Direction;
use crate::pdf::font::outline::Text;

/// UTF-16 units of a code's text: poppler reads 63 of a code and drops a longer one whole, as ISO 32000's
/// `bfchar` allows no more than 512 bytes.
const LONGEST: usize = 60;

/// Shows in the order in which they are written, as they are collected.
struct Shows {
    /// What is painted.
    painted: Vec<Show>,
    /// What pdfium alone reads: it stands behind all that is painted on the line.
    late: Vec<Show>,
}

/// The shows of a line that is not steered.
pub(in crate::pdf) fn plain_shows(runs: Vec<BidiRun>) -> Vec<Show> {
    let shows = runs
        .into_iter()
        .map(|run| Show::new(run.codes, Audience::All));
    shows.collect()
}

/// Cuts runs at brackets and adds the guards.
pub(in crate::pdf) fn guarded_shows(line: LineArrangement<'_>, rules: RuleSet) -> Vec<Show> {
    let LineArrangement {
        runs,
        hidden,
        context,
        ..
    } = line;
    let left = runs.last().and_then(leftmost);
    let has_rtl = runs.iter().any(|run| run.rtl);
    let guards = rules.has(Rule::GuardedBrackets);
    let guarded = |at: usize| guards && has_brackets(&runs[at]);
    let entries = (0..runs.len()).map(|at| guarded(at).then(|| entry(&runs, at)));
    let entries: Vec<Option<Entry>> = entries.collect();
    let mut shows = Shows {
        painted: Vec::with_capacity(2 * runs.len()),
        late: hidden.pdfium,
    };
    for (mut run, entry) in runs.into_iter().zip(entries) {
        shows.painted.append(&mut run.before);
        match entry {
            Some(entry) => {
                let left = run.after.iter().rev().find_map(character_for_pdfium);
                guard_run(run.codes, Beside { entry, left }, context.fonts, &mut shows);
            }
            None => shows.painted.push(Show::new(run.codes, Audience::All)),
        }
        shows.painted.append(&mut run.after);
    }
    // A book that states its direction needs no balance: pdfium believes it.
    let stated = context.book_direction == Direction::Rtl;
    if let (true, false, Some(left)) = (has_rtl, stated, left) {
        let balance = balance(&context.line.text, left, context.fonts);
        shows.late.extend(balance);
    }
    finish(shows, context.fonts)
}

/// What pdfium reads last of a show.
fn character_for_pdfium(show: &Show) -> Option<char> {
    match &show.audience {
        Audience::PdfJs(read) | Audience::Formula(read) | Audience::Word(read) => {
            read.chars().next_back()
        }
        Audience::All => show.codes.last()?.text.last().copied(),
        Audience::Pdfium | Audience::Stream => None,
    }
}

/// All shows of a line, those for pdfium last.
fn finish(shows: Shows, fonts: LineFonts<'_>) -> Vec<Show> {
    let Shows {
        mut painted,
        mut late,
    } = shows;
    late.extend(
        painted
            .iter()
            .filter_map(|show| lone_space_again(show, fonts)),
    );
    painted.append(&mut late);
    painted.retain(|show| !show.codes.is_empty());
    painted
}

/// A space that is shown alone, once more: pdfium overlooks what is shown of one blank.
fn lone_space_again(show: &Show, fonts: LineFonts<'_>) -> Option<Show> {
    let [code] = show.codes.as_slice() else {
        return None;
    };
    let lone = show.audience == Audience::All && is_word_space(code) && fonts.has_blanks(code);
    let end = blank(code.x + code.advance, code.text.clone(), code.style);
    lone.then(|| Show::new(vec![code.clone(), end], Audience::Pdfium))
}

/// The left end of a line.
#[derive(Clone, Copy, Debug)]
struct LeftEnd {
    /// Its place, in points.
    x: f32,
    /// The style of what stands there.
    style: u16,
}

/// The left end of a run with all that is shown of it.
fn leftmost(run: &BidiRun) -> Option<LeftEnd> {
    let apart = run.before.iter().chain(&run.after);
    let codes = apart.flat_map(|show| &show.codes).chain(&run.codes);
    let first = codes.min_by(|one, other| one.x.total_cmp(&other.x));
    first.map(|code| LeftEnd {
        x: code.x,
        style: code.style,
    })
}

/// How pdfium comes to the right end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    /// In left-to-right text: it does not mirror a bracket.
    Left,
    /// In right-to-left text.
    Right,
}

/// Whether a run has brackets that pdfium mirrors or rewrites.
fn has_brackets(run: &BidiRun) -> bool {
    run.rtl && run.codes.iter().any(is_bracket)
}

fn entry(runs: &[BidiRun], at: usize) -> Entry {
    let before = at.checked_sub(1).map(|before| runs[before].codes.iter());
    let last = before.and_then(|codes| codes.rev().find_map(|code| code.text.last()));
    let parted = last.is_some_and(|last| strength(*last) != Strength::Neutral);
    match direction_before(runs, at) {
        Strength::Left if parted => Entry::Left,
        Strength::Left | Strength::Right | Strength::Weak | Strength::Neutral => Entry::Right,
    }
}

/// What pdfium meets beside a run.
#[derive(Clone, Copy)]
struct Beside {
    /// How it comes to the right end.
    entry: Entry,
    /// What stands left of the left end.
    left: Option<char>,
}

/// Gives every bracket an object of its own, and guards at its edges.
fn guard_run(codes: Vec<Code>, beside: Beside, fonts: LineFonts<'_>, shows: &mut Shows) {
    let end = codes.len().saturating_sub(1);
    let mut parts: Vec<Vec<Code>> = vec![Vec::new()];
    let Beside { entry, mut left } = beside;
    for (at, code) in codes.into_iter().enumerate() {
        let last = code.text.last().copied();
        if is_bracket(&code) {
            let guards: Guards = guards(&code, left, fonts);
            shows.late.extend(guards.left);
            // «Rust)»: a bracket that closes behind Latin text is not mirrored anyway.
            if !(at == end && entry == Entry::Left && is_closing(&code)) {
                shows.late.push(guards.right);
            }
            parts.extend([vec![code], Vec::new()]);
        } else if let Some(part) = parts.last_mut() {
            part.push(code);
        }
        left = last;
    }
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let first = shows.painted.len();
    shows.painted.extend(parts.map(|part| Show {
        joint: Joint::Continues,
        ..Show::new(part, Audience::All)
    }));
    if let Some(show) = shows.painted.get_mut(first) {
        show.joint = Joint::Begins;
    }
}

/// Adds a mark to the last text, or to a new one where that would be too long.
fn extend(texts: &mut Vec<Text>, mark: char) {
    let full = texts.last().is_none_or(|last| last.len() >= LONGEST);
    if full {
        texts.push(Text::new());
    }
    texts
        .last_mut()
        .into_iter()
        .for_each(|text| text.push(mark));
}

/// The right-to-left segments that a line lacks, as marks left of it: pdfium takes a line for right to
/// left only where it has as many right-to-left segments as left-to-right ones.
fn balance(text: &str, left: LeftEnd, fonts: LineFonts<'_>) -> Option<Show> {
    let missing = missing_segments(text)?;
    let space = fonts.space(left.style);
    let mut texts = vec![Text::new()];
    for _ in 0..missing {
        extend(&mut texts, RIGHT_TO_LEFT_MARK);
        extend(&mut texts, POP_DIRECTIONAL_FORMATTING);
    }
    extend(&mut texts, RIGHT_TO_LEFT_MARK);
    texts.push(Text::from_slice(&[RIGHT_TO_LEFT_MARK]));
    let width = u16::try_from(texts.len()).map_or(f32::MAX, f32::from) * space.width;
    let mut x = left.x - width;
    let codes = texts.into_iter().map(|text| {
        let code = wide_blank(x, space, text, left.style);
        x += space.width;
        code
    });
    Some(Show::new(codes.collect(), Audience::Pdfium))
}

/// How many right-to-left segments a line lacks; `None` where it has enough.
fn missing_segments(text: &str) -> Option<usize> {
    let mut balance = 1_isize;
    let mut last = None;
    let mut count = |segment: Strength| {
        if last == Some(segment) {
            return;
        }
        last = Some(segment);
        match segment {
            Strength::Left => balance += 1,
            Strength::Right => balance -= 1,
            Strength::Weak | Strength::Neutral => {}
        }
    };
    for character in text.chars() {
        if is_guarded(character) {
            // A bracket comes with its guards: a left-to-right mark on its right, one of the other
            // direction on its left.
            [Strength::Left, Strength::Neutral, Strength::Right]
                .into_iter()
                .for_each(&mut count);
        } else {
            count(strength(character));
        }
    }
    usize::try_from(balance).ok().filter(|missing| *missing > 0)
}
