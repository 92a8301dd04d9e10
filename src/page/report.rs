//! Tells of lines that could not be set well, and of letters that no archive takes: set lines in, diagnostics at the author's words out.

use super::column::Column;
use crate::config::Kashida;
use crate::diag::Code;
use crate::line::SetLine;
use crate::locale::Direction;
use crate::text::ShapedParagraph;
use crate::units::Pt;

impl Column<'_> {
    /// Tells of lines that could not be set well: of each kind the worst of the paragraph, at its
    /// words.
    pub(super) fn report_lines(&mut self, lines: &[SetLine], shaped: &ShapedParagraph) {
        let justification = self.sources.config.pdf.justification;
        let wide = lines.iter().filter(|set| set.overfull > Pt(1.0));
        let cut = lines
            .iter()
            .filter(|set| set.overfull <= Pt(1.0) && set.cut);
        let loose = lines
            .iter()
            .filter(|set| set.fit.space > justification.most_space);
        let em = |set: &SetLine| set.runs.first().map_or(Pt::ZERO, |run| run.size);
        let short = lines.iter().filter(|set| set.fit.short > em(set) * 2.0);
        let mut tell = |code: Code, (set, count): (&SetLine, usize), message: String| {
            let more = match count {
                1 => String::new(),
                2 => ", and another in this paragraph".to_owned(),
                _ => format!(", and {} others in this paragraph", count - 1),
            };
            let hint = match code {
                Code::LooseLine if may_stretch(shaped, justification.kashida) => {
                    "say it otherwise, or let kashida do more"
                }
                Code::LooseLine => "say it otherwise, or make the measure wider",
                _ => "part the long word, or say it otherwise",
            };
            let place = shaped.written(set.start..set.start + set.text.len());
            self.sink.warn(code, place, message + &more).hint(hint);
        };
        if let Some(worst) = worst(wide, |set| set.overfull.0) {
            let message = format!(
                "a line is {:.1} pt wider than its measure",
                worst.0.overfull.0
            );
            tell(Code::OverfullLine, worst, message);
        }
        if let Some(worst) = worst(cut, |_| 0.0) {
            let message = "a word is wider than its line and is cut".to_owned();
            tell(Code::OverfullLine, worst, message);
        }
        if let Some(worst) = worst(short, |set| set.fit.short.0) {
            let short = worst.0.fit.short.0;
            let message = format!("a line stays {short:.1} pt short of its measure");
            tell(Code::LooseLine, worst, message);
        }
        if let Some(worst) = worst(loose, |set| set.fit.space) {
            let space = worst.0.fit.space;
            let message =
                format!("the spaces of a line are {space:.1} times as wide as they should be");
            tell(Code::LooseLine, worst, message);
        }
    }

    /// Tells of letters that only their maker knows: nobody can be told what they say.
    pub(super) fn report_private(&mut self, shaped: &ShapedParagraph) {
        for (at, letter) in shaped.text.char_indices() {
            if is_private(letter) {
                let mut origins = shaped.origins.iter();
                let place = origins.find(|(range, _)| range.contains(&at));
                let message = format!("U+{:04X} is a letter of private use", u32::from(letter));
                self.sink
                    .warn(Code::PrivateLetter, place.map(|(_, span)| *span), message)
                    .hint("write a letter of Unicode: readers, search and screen readers know no other");
            }
        }
    }
}

/// The worst of some lines, and how many there are.
fn worst<'l>(
    lines: impl Iterator<Item = &'l SetLine>,
    how: impl Fn(&SetLine) -> f32,
) -> Option<(&'l SetLine, usize)> {
    let lines: Vec<&SetLine> = lines.collect();
    let mut worst = *lines.first()?;
    for line in &lines {
        if how(line) > how(worst) {
            worst = line;
        }
    }
    Some((worst, lines.len()))
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

/// Whether a character is one of private use.
fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}
