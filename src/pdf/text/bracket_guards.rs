//! Arranged runs in, shows out, with the marks that pdfium alone reads.
//!
//! pdfium mirrors brackets of right-to-left text and takes a line with more left-to-right segments
//! for a left-to-right line. Marks around each bracket, inside an empty `ActualText` that the
//! other extractors honour, keep both as the author wrote them.

use super::bracket_copies::direction_before;
use super::character_class::{
    LEFT_TO_RIGHT_MARK, POP_DIRECTIONAL_FORMATTING, RIGHT_TO_LEFT_MARK, Strength, is_guarded,
    strength,
};
use super::code::Code;
use super::code_class::{is_bracket, is_closing, is_word_space};
use super::hidden_text::{Extent, Guards, copy, guards, mark_pair};
use super::line_fonts::{LineFonts, wide_blank};
use super::shown_line::{Audience, BidiRun, Owner, Show};
use crate::frame::PlacedLine;
use crate::locale::Direction;
use crate::pdf::font::outline::Text;

/// A run that ends this near to the right edge of the line ends the line, in points.
const NEAR: f32 = 0.5;

/// A copy is split before a space where its code would have more characters than this.
const LONG: usize = 40;

/// UTF-16 units of a code's text, without the marks that are added: poppler reads 63 of a code and drops
/// a longer one whole, as ISO 32000's `bfchar` allows no more than 512 bytes.
const LONGEST: usize = 60;

/// A line and what its guards depend on.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct LineContext<'a> {
    /// The line.
    pub(in crate::pdf) line: &'a PlacedLine,
    /// The owner of each style's codes.
    pub(in crate::pdf) owners: &'a [Owner],
    /// The direction that the book states; pdfium reads every line of a right-to-left book so.
    pub(in crate::pdf) book_direction: Direction,
    /// The fonts of the line.
    pub(in crate::pdf) fonts: LineFonts<'a>,
}

/// Which runs are islands: left-to-right text of several words on a line that pdfium reads from right
/// to left, as «Don Knuth» in a Persian sentence.
pub(in crate::pdf) fn find_islands(runs: &[BidiRun], context: &LineContext<'_>) -> Vec<bool> {
    let has_rtl = runs.iter().any(|run| run.rtl);
    let turns = context.line.direction == Direction::Rtl || !has_rtl;
    let copies = turns && (has_rtl || context.book_direction == Direction::Rtl);
    let island = |run: &BidiRun| !run.rtl && copies && has_several_segments(run);
    runs.iter().map(island).collect()
}

/// Whether pdfium parts the text of a run into several segments.
fn has_several_segments(run: &BidiRun) -> bool {
    let mut characters = run.codes.iter().flat_map(|code| &code.text);
    let first = characters.next().map(|first| strength(*first));
    characters.any(|character| Some(strength(*character)) != first)
}

/// Shows in the order in which they are written, as they are collected.
struct Shows {
    /// What is painted.
    painted: Vec<Show>,
    /// What pdfium alone reads: it stands behind all that is painted on the line.
    late: Vec<Show>,
}

/// Cuts runs at brackets and adds the guards; `late` is what pdfium alone reads of them so far.
pub(in crate::pdf) fn guarded_shows(
    runs: Vec<BidiRun>,
    late: Vec<Show>,
    context: LineContext<'_>,
) -> Vec<Show> {
    let left = runs.last().and_then(leftmost);
    let has_rtl = runs.iter().any(|run| run.rtl);
    let right = runs.iter().map(|run| run.right).fold(0.0, f32::max);
    let islands = find_islands(&runs, &context);
    let entries = (0..runs.len()).map(|at| has_brackets(&runs[at]).then(|| entry(&runs, at)));
    let entries: Vec<Option<Entry>> = entries.collect();
    let mut shows = Shows {
        painted: Vec::with_capacity(runs.len()),
        late,
    };
    for ((mut run, is_island), entry) in runs.into_iter().zip(islands).zip(entries) {
        let after = std::mem::take(&mut run.after);
        shows.painted.append(&mut run.before);
        let right_end = if run.split_right_end {
            run.codes.pop()
        } else {
            None
        };
        if let Some(entry) = entry {
            guard_run(run.codes, entry, context.fonts, &mut shows);
        } else if is_island {
            copy_island(run, right, context, &mut shows);
        } else {
            shows.painted.push(Show::new(run.codes, Audience::All));
        }
        let right_end = right_end.map(|sign| Show::new(vec![sign], Audience::All));
        shows.painted.extend(right_end);
        shows.painted.extend(after);
    }
    // A book that states its direction needs no balance: pdfium believes it.
    let stated = context.book_direction == Direction::Rtl;
    if let (true, false, Some(left)) = (has_rtl, stated, left) {
        let balance = balance(&context.line.text, left, context.fonts);
        shows.late.extend(balance);
    }
    finish(shows, context.fonts)
}

/// All shows of a line, those for pdfium last.
fn finish(shows: Shows, fonts: LineFonts<'_>) -> Vec<Show> {
    let Shows {
        mut painted,
        mut late,
    } = shows;
    // A space behind what pdfium overlooks is in the copy already.
    let copied = |at: usize| {
        let before = at.checked_sub(1).map(|before| &painted[before].audience);
        matches!(before, Some(Audience::AllButPdfium(_)))
    };
    let spaces = painted.iter().enumerate().filter(|(at, _)| !copied(*at));
    late.extend(spaces.filter_map(|(_, show)| copy_lone_space(show, fonts)));
    painted.append(&mut late);
    painted.retain(|show| !show.codes.is_empty());
    painted
}

/// A space that is shown alone, once more: pdfium overlooks what is shown of one blank.
fn copy_lone_space(show: &Show, fonts: LineFonts<'_>) -> Option<Show> {
    let [code] = show.codes.as_slice() else {
        return None;
    };
    let lone = show.audience == Audience::All && is_word_space(code);
    let text = Text::from_slice(&[' ']);
    lone.then(|| copy(Extent::of(code), text, code.style, fonts))
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

/// Stretches of one strength, as pdfium parts a text: «Don Knuth» is three.
fn segments(text: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, character) in text.char_indices() {
        let strength = strength(character);
        if last.is_some_and(|last| last != strength) {
            segments.push(&text[start..at]);
            start = at;
        }
        last = Some(strength);
    }
    if start < text.len() {
        segments.push(&text[start..]);
    }
    segments
}

/// Shows an island to all but pdfium, which would turn the order of its words round: it gets a copy
/// that is turned round already («Knuth Don»), on blanks that lie over the island.
fn copy_island(run: BidiRun, line_right: f32, context: LineContext<'_>, shows: &mut Shows) {
    let fonts = context.fonts;
    let mut text = run.text().trim_end().to_owned();
    let first = run.codes.first();
    let (x, style) = first.map_or((0.0, 0), |code| (code.x, code.style));
    let blanks = fonts.space(style);
    if run.right > line_right - NEAR {
        // pdfium takes its tolerance for a line from the line's last object.
        let pair = mark_pair(line_right, [RIGHT_TO_LEFT_MARK; 2], style, fonts);
        shows.late.push(pair);
    }
    let opens = text.chars().next().map(strength);
    if opens.is_some_and(|first| first != Strength::Left) {
        text.insert(0, LEFT_TO_RIGHT_MARK);
    }
    let texts = turned_round(&text);
    let width = u16::try_from(texts.len()).map_or(f32::MAX, f32::from) * blanks.width;
    let mut left = x;
    let codes = texts.into_iter().map(|text| {
        let code = wide_blank(left, blanks, text, style);
        left += blanks.width;
        code
    });
    let mut copy = Show::new(codes.collect(), Audience::PdfiumOnly);
    if width > 0.0 {
        copy.stretch = (run.right - x) / width;
    }
    shows.late.push(copy);
    // Each element of the island (a link in it) has a text of its own.
    let owner = |code: &Code| context.owners.get(usize::from(code.style));
    let mut rest = run.codes;
    while let Some(first) = rest.first() {
        let same = |code: &&Code| owner(code) == owner(first);
        let count = rest.iter().take_while(same).count();
        let later = rest.split_off(count);
        let codes = std::mem::replace(&mut rest, later);
        let read = codes.iter().flat_map(|code| &code.text).collect();
        let show = Show::new(codes, Audience::AllButPdfium(read));
        shows.painted.push(show);
    }
}

/// A text in the order in which pdfium is to turn it round, as texts of codes. pdf.js skips a code
/// that ends in an invisible character or begins with a space; poppler complains of one that is
/// longer than it expects.
fn turned_round(text: &str) -> Vec<Text> {
    let segments = segments(text);
    let mut texts = vec![Text::new()];
    for segment in segments.iter().rev() {
        let long = texts.last().map_or(0, Text::len) + segment.len() > LONG;
        if long && segment.starts_with(' ') {
            texts.push(Text::new());
        }
        for letter in segment.chars() {
            extend(&mut texts, letter);
        }
    }
    // Each code ends in a mark, so that pdf.js skips it, and the first begins with a letter or a mark, so
    // that pdfium counts it as left-to-right text.
    let opens = |text: &Text| {
        let first = text.first();
        first.is_some_and(|first| strength(*first) == Strength::Neutral)
    };
    if let Some(first) = texts.first_mut().filter(|first| opens(first)) {
        first.insert(0, LEFT_TO_RIGHT_MARK);
    }
    let last = texts.len() - 1;
    for (at, text) in texts[..last].iter_mut().enumerate() {
        // One that begins with a space is passed over as it is.
        if at == 0 || !text.starts_with(&[' ']) {
            text.push(LEFT_TO_RIGHT_MARK);
        }
    }
    texts
        .last_mut()
        .into_iter()
        .for_each(|text| text.push(RIGHT_TO_LEFT_MARK));
    texts.push(Text::from_slice(&[RIGHT_TO_LEFT_MARK]));
    texts
}

/// Adds a letter to the last text, or to a new one where that would be too long: «’ extraordinarily long …»
/// has no space before its segments at which it could be split.
fn extend(texts: &mut Vec<Text>, letter: char) {
    let units = |text: &Text| text.iter().map(|letter| letter.len_utf16()).sum::<usize>();
    let full = texts
        .last()
        .is_none_or(|last| units(last) + letter.len_utf16() > LONGEST);
    if full {
        texts.push(Text::new());
    }
    texts
        .last_mut()
        .into_iter()
        .for_each(|text| text.push(letter));
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

/// Gives every bracket an object of its own, and guards at its edges.
fn guard_run(codes: Vec<Code>, entry: Entry, fonts: LineFonts<'_>, shows: &mut Shows) {
    let end = codes.len().saturating_sub(1);
    let mut part = Vec::new();
    let mut left: Option<Text> = None;
    for (at, code) in codes.into_iter().enumerate() {
        let text = code.text.clone();
        if is_bracket(&code) {
            let before = Show::new(std::mem::take(&mut part), Audience::All);
            shows.painted.push(before);
            let last = left.as_ref().and_then(|text| text.last().copied());
            let guards: Guards = guards(&code, last, fonts);
            shows.late.extend(guards.left);
            // «Rust)»: a bracket that closes behind Latin text is not mirrored anyway.
            if !(at == end && entry == Entry::Left && is_closing(&code)) {
                shows.late.push(guards.right);
            }
            shows.painted.push(Show::new(vec![code], Audience::All));
        } else {
            part.push(code);
        }
        left = Some(text);
    }
    shows.painted.push(Show::new(part, Audience::All));
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
    Some(Show::new(codes.collect(), Audience::PdfiumOnly))
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

#[cfg(test)]
mod tests {
    use super::{Text, turned_round};

    fn units(text: &Text) -> usize {
        text.iter().map(|letter| letter.len_utf16()).sum()
    }

    #[test]
    fn no_code_stands_for_more_than_poppler_reads() {
        let mathematicians = "Mathematicians’ extraordinarily long list of words about one thing.";
        let long = "a".repeat(200);
        for text in [mathematicians, &long, &"x-".repeat(70), &"𝐱".repeat(70)] {
            let texts = turned_round(text);
            assert!(texts.iter().all(|text| units(text) <= 63), "{texts:?}");
            let mut read: Vec<char> = texts.iter().flatten().copied().collect();
            read.retain(|letter| !matches!(letter, '\u{200E}' | '\u{200F}'));
            read.sort_unstable();
            let mut written: Vec<char> = text.chars().collect();
            written.sort_unstable();
            assert_eq!(read, written, "no letter is lost");
        }
    }
}
