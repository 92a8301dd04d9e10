//! Words and numbers that come out in another order than they were meant, because nothing isolates them.
//!
//! The order that UAX #9 gives to a block as it is written is compared with the order in which every
//! run against the block is isolated, as our own books isolate it.

use unicode_bidi::{BidiInfo, Level};

use super::block_words::{beginning, own_words};
use super::document::{Document, Side};
use super::finding::{Code, Findings};
use super::flow::{is_inline, is_no_prose};
use super::script::Letters;
use super::xml::NodeId;
use crate::diag::isolate;
use crate::limits;
use crate::locale::{Direction, isolated_runs};

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const POP_ISOLATE: char = '\u{2069}';

/// Signs that order other letters and are not seen themselves.
const CONTROLS: [char; 12] = [
    '\u{61C}',
    '\u{200E}',
    '\u{200F}',
    '\u{202A}',
    '\u{202B}',
    '\u{202C}',
    '\u{202D}',
    '\u{202E}',
    LEFT_TO_RIGHT_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    '\u{2068}',
    POP_ISOLATE,
];

/// Signs that part or join letters; where they stand in a line is not seen.
const JOINERS: [char; 3] = ['\u{AD}', '\u{200C}', '\u{200D}'];

/// So many runs are tried one by one for the one that moves.
const TRIED: usize = 50;

/// Checks every block of a document whose own direction is right.
pub(super) fn check(document: &Document, findings: &mut Findings) {
    let tree = &document.tree;
    let Some(body) = tree.named("body").next() else {
        return;
    };
    for block in tree.inside(body) {
        let name = tree.name(block);
        if name.is_some_and(|name| !is_inline(name) && !is_no_prose(name)) {
            check_block(document, block, findings);
        }
    }
}

fn check_block(document: &Document, block: NodeId, findings: &mut Findings) {
    let words = own_words(document, block);
    let letters = Letters::of(&words);
    // A block of one direction that runs the other way is named as such (`direction-block`).
    let base = match document.side(block) {
        Side::Rtl if letters.rtl() > 0 => Direction::Rtl,
        Side::Ltr | Side::Unsaid if letters.ltr() > 0 => Direction::Ltr,
        Side::Rtl | Side::Ltr | Side::Unsaid | Side::Auto => return,
    };
    if let Some(run) = moved(&words, base) {
        let shown = isolate(&beginning(&run));
        let message =
            format!("in {shown} nothing isolates the other script, and words or signs move");
        findings.add(Code::MixedOrder, document.tree.place(block), message);
    }
}

/// The first run of a text that comes out otherwise than it was meant, with a word on either side.
fn moved(text: &str, base: Direction) -> Option<String> {
    let lines = text.split('\n');
    lines.into_iter().find_map(|line| moved_in_line(line, base))
}

fn moved_in_line(line: &str, base: Direction) -> Option<String> {
    if line.len() > limits::EPUB_LINE_BYTES || line.contains(CONTROLS) {
        return None;
    }
    let runs = isolated_runs(line, base);
    if runs.is_empty() {
        return None;
    }
    let isolating = match base {
        Direction::Rtl => LEFT_TO_RIGHT_ISOLATE,
        Direction::Ltr => RIGHT_TO_LEFT_ISOLATE,
    };
    let meant_with = |isolated: &[std::ops::Range<usize>]| {
        let mut meant = line.to_owned();
        for run in isolated.iter().rev() {
            meant.insert(run.end, POP_ISOLATE);
            meant.insert(run.start, isolating);
        }
        seen(&meant, base)
    };
    // Example, in a Persian paragraph: «زبان C++ را آموخت.». As written, the line shows «C» with the signs on
    // its left, because `++` is neutral and takes the direction of the paragraph; with `C++` isolated the
    // signs stay right of the letter. The two orders differ, so the run needs <bdi>.
    let written = seen(line, base);
    if meant_with(&runs) == written {
        return None;
    }
    // Each run is isolated alone: the first that changes the order is the one to name in the message.
    let mut alone = runs.iter().take(TRIED);
    let guilty = alone.find(|run| meant_with(&[(*run).clone()]) != written);
    let run = guilty.unwrap_or(&runs[0]);
    Some(with_neighbours(line, run.clone()))
}

/// The letters of a line from left to right, as they are shown.
fn seen(line: &str, base: Direction) -> String {
    let level = match base {
        Direction::Rtl => Level::rtl(),
        Direction::Ltr => Level::ltr(),
    };
    let info = BidiInfo::new(line, Some(level));
    let paragraphs = info.paragraphs.iter();
    let shown = paragraphs.map(|one| info.reorder_line(one, one.range.clone()));
    let shown: String = shown.collect();
    shown.replace(
        |letter| CONTROLS.contains(&letter) || JOINERS.contains(&letter),
        "",
    )
}

/// A run as it is written, with a word before and a word after.
fn with_neighbours(line: &str, run: std::ops::Range<usize>) -> String {
    let before = line[..run.start].trim_end();
    let start = before.rfind(' ').map_or(0, |at| at + 1);
    let after = &line[run.end..];
    let gap = after.len() - after.trim_start().len();
    let end = after[gap..].find(' ').map_or(after.len(), |at| gap + at);
    line[start..run.end + end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_move_are_found() {
        assert!(moved("زبان C++ را آموخت.", Direction::Rtl).is_some());
        assert!(moved("قانون (C++)، چاپ «Rust», دوم", Direction::Rtl).is_some());
    }

    #[test]
    fn the_words_around_are_shown_as_they_are_written() {
        let found = moved("نسخهٔ (Bash 4+) به بعد", Direction::Rtl);
        assert_eq!(found.as_deref(), Some("(Bash 4+)"));
    }

    #[test]
    fn what_keeps_its_order_needs_nothing() {
        for text in [
            "زبان Rust را آموخت.",
            "در سال ۱۹۱۶ آغاز شد.",
            "متن بی هیچ واژهٔ بیگانه.",
            "زبان \u{FFFC} را آموخت.",
            "واژهٔ page\u{200C}ها را",
            "سازمان (NATO) و Rust 1.95 (2025) بودند",
        ] {
            assert_eq!(moved(text, Direction::Rtl), None, "{text}");
        }
        let english = "the word «کتاب» (ketâb) here";
        assert_eq!(moved(english, Direction::Ltr), None);
    }
}
