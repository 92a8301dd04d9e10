//! Reports lines that could not be set well, and letters that no archive takes: set lines in,
//! diagnostics at the author's words out.

use crate::config::{Justification, Kashida};
use crate::diag::{Code, Sink, isolate};
use crate::line::SetLine;
use crate::locale::{Direction, is_private};
use crate::text::{MOST_MARKS, ShapedParagraph};
use crate::units::Pt;

/// A line that is wider than its measure by less is not seen to be.
const SEEN: Pt = Pt(1.0);
/// A line that stays short by less, in em, is not reported.
const SHORT: f32 = 2.0;

/// So many letters of a text are shown where no place can be.
const MOST_SHOWN: usize = 40;

/// What becomes of spaces that are wider than they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WideSpaces {
    /// The author hears of them.
    Told,
    /// The metre of a poem asks for them.
    OfMetre,
}

/// Reports lines that could not be set well: of each kind the worst of the paragraph, at its words.
pub(super) fn report_lines(
    lines: &[SetLine],
    shaped: &ShapedParagraph,
    justification: &Justification,
    wide: WideSpaces,
    sink: &mut Sink,
) {
    let mut reporter = Reporter {
        shaped,
        kashida: justification.kashida,
        sink,
    };
    // A paragraph in a narrow column may have ten bad lines. The worst of each kind is reported with the
    // number of the others: ten messages would say no more.
    let overfull = lines.iter().filter(|set| set.overfull > SEEN);
    let cut = lines.iter().filter(|set| set.overfull <= SEEN && set.cut);
    let most = justification.most_space;
    let told = wide == WideSpaces::Told;
    let loose = lines.iter().filter(|set| told && set.fit.space > most);
    let em = |set: &SetLine| set.runs.first().map_or(Pt::ZERO, |run| run.size);
    let short = lines.iter().filter(|set| set.fit.short > em(set) * SHORT);
    if let Some(worst) = worst(overfull, |set| set.overfull.0) {
        let excess = worst.line.overfull.0;
        let message = format!("a line is {excess:.1} pt wider than its measure");
        reporter.report(Code::OverfullLine, worst, message);
    }
    if let Some(worst) = worst(cut, |_| 0.0) {
        let message = "a word is wider than its line and is cut".to_owned();
        reporter.report(Code::OverfullLine, worst, message);
    }
    if let Some(worst) = worst(short, |set| set.fit.short.0) {
        let short = worst.line.fit.short.0;
        let message = format!("a line stays {short:.1} pt short of its measure");
        reporter.report(Code::LooseLine, worst, message);
    }
    if let Some(worst) = worst(loose, |set| set.fit.space) {
        let space = worst.line.fit.space;
        let message =
            format!("the spaces of a line are {space:.1} times as wide as they should be");
        reporter.report(Code::LooseLine, worst, message);
    }
}

struct Reporter<'a> {
    shaped: &'a ShapedParagraph,
    kashida: Kashida,
    sink: &'a mut Sink,
}

impl Reporter<'_> {
    fn report(&mut self, code: Code, worst: Worst<'_>, message: String) {
        let more = match worst.count {
            1 => String::new(),
            2 => ", and another in this paragraph".to_owned(),
            count => format!(", and {} others in this paragraph", count - 1),
        };
        let line = worst.line;
        let words = line.start..line.start + line.text.len();
        let place = self.shaped.written.origin(words).span();
        if place.is_none() {
            // «فهرست» and its like stand in no file: the words themselves say where to look.
            let words: String = self.shaped.text.trim().chars().take(MOST_SHOWN).collect();
            let message = format!("{message}{more}: {}", isolate(&words));
            let hint = "the program says this: make the page wider, or its letters smaller";
            self.sink.warn(code, None, message).hint(hint);
            return;
        }
        let hint = match code {
            Code::LooseLine if may_stretch(self.shaped, self.kashida) => {
                "say it otherwise, or let kashida do more"
            }
            Code::LooseLine => "say it otherwise, or make the measure wider",
            _ => "part the long word, or say it otherwise",
        };
        self.sink.warn(code, place, message + &more).hint(hint);
    }
}

/// Reports letters that have lost some of their marks.
pub(super) fn report_crowded(shaped: &ShapedParagraph, sink: &mut Sink) {
    for letter in &shaped.crowded {
        let marks = letter.marks;
        let message = format!("a letter carries {marks} marks, of which {MOST_MARKS} are printed");
        sink.warn(Code::CrowdedLetter, letter.origin.span(), message)
            .hint("take out the marks that are too many");
    }
}

/// Reports letters of private use: nobody but their maker knows what they say.
pub(super) fn report_private(shaped: &ShapedParagraph, sink: &mut Sink) {
    for (at, letter) in shaped.text.char_indices() {
        if is_private(letter) {
            let place = shaped.written.origin(at..at + letter.len_utf8()).span();
            let message = format!("U+{:04X} is a letter of private use", u32::from(letter));
            sink.warn(Code::PrivateLetter, place, message).hint(
                "write a letter of Unicode: readers, search and screen readers know no other",
            );
        }
    }
}

/// The worst of some lines.
#[derive(Clone, Copy)]
struct Worst<'l> {
    line: &'l SetLine,
    /// How many lines there are.
    count: usize,
}

fn worst<'l>(
    lines: impl Iterator<Item = &'l SetLine>,
    how: impl Fn(&SetLine) -> f32,
) -> Option<Worst<'l>> {
    let lines: Vec<&SetLine> = lines.collect();
    let mut worst = *lines.first()?;
    for line in &lines {
        if how(line) > how(worst) {
            worst = line;
        }
    }
    Some(Worst {
        line: worst,
        count: lines.len(),
    })
}

/// Whether more kashida would fill the lines of a paragraph.
fn may_stretch(shaped: &ShapedParagraph, kashida: Kashida) -> bool {
    shaped.direction == Direction::Rtl
        && kashida != Kashida::Full
        && shaped.text.contains(is_arabic)
}

/// A letter of Arabic script.
fn is_arabic(letter: char) -> bool {
    ('\u{620}'..='\u{6D5}').contains(&letter)
}
