//! A placed line in, the codes in the order in which they are shown out.
//!
//! Bidi runs come in logical order, each with a text matrix and a `TJ` of its own; inside a run
//! codes go from left to right. Marks that no reader sees keep the extractors from wrong guesses; `docs/text-in-pdf.md` gives the reason of each.
//!
//! An example, «سال ۱۹۳۱ (Rust)»: the runs are «سال », «۱۹۳۱», « (», «Rust» and «)», in this order in the
//! stream, each from left to right inside. MuPDF and pdf.js, which read the stream, turn the
//! right-to-left ones round in their places; poppler and pdfium, which look at places, sort all of them.

use super::bracket_copies::{copy_closing_brackets, copy_numbers, find_brackets_before_numbers};
use super::bracket_guards::{LineContext, find_islands, guarded_shows};
use super::character_class::POP_DIRECTIONAL_FORMATTING;
use super::code::{Code, RunInLine, blank, is_rtl};
use super::code_class::{is_joint, is_word_space};
use super::direction_marks::{self, MARK_STEP, Neighbours};
use super::glyph_codes::glyph_codes;
use super::hidden_text::HiddenText;
use super::line_fonts::{LineFonts, wide_blank};
use super::run_joints::{replace_joints, spell_signs};
use super::run_spaces::{copy_carriers, find_carried, write_carried};
use super::shown_line::{BidiRun, Owner, ShownLine, Style};
use crate::frame::{ElementId, PlacedLine, PlacedRun, stretches};
use crate::locale::Direction;
use crate::pdf::font::font_metrics::{FontMetrics, Metrics, Outlines, whole_u16};
use crate::pdf::font::outline::{Moved, Outline, Text};

pub(in crate::pdf) use super::run_spaces::LineEnd;

/// What is around a line.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Surroundings {
    /// The direction that the book states.
    pub(in crate::pdf) book_direction: Direction,
    /// What comes after the line on its page.
    pub(in crate::pdf) end: LineEnd,
}

/// Arranges a line.
pub(in crate::pdf) fn arrange(
    line: &PlacedLine,
    metrics: &Metrics,
    around: Surroundings,
) -> ShownLine {
    // All rules below count in the widths of the font, also where a line's letters are drawn wider.
    let letters = line.fit.letters;
    let natural = (letters.to_bits() != 1.0_f32.to_bits()).then(|| at_own_width(line));
    let line = natural.as_ref().unwrap_or(line);
    let styles: Vec<Style> = line.runs.iter().map(|run| style_of(run, metrics)).collect();
    let owners = owners(line);
    let fonts = LineFonts {
        styles: &styles,
        metrics,
    };
    let mut runs = bidi_runs(line, metrics);
    if around.end == LineEnd::Beside {
        end_with_space(&mut runs, line.direction, fonts);
    }
    let context = LineContext {
        line,
        owners: &owners,
        book_direction: around.book_direction,
        fonts,
    };
    let hidden = steer(&mut runs, around.end, &context);
    let shows = guarded_shows(runs, hidden.pdfium, context);
    let (baseline, role, direction) = (line.baseline.0, line.role, line.direction);
    ShownLine {
        baseline,
        role,
        direction,
        shows,
        poppler_marks: hidden.poppler,
        letters,
        owners,
        styles,
    }
}

/// Sets the marks and copies by which the programs find the direction of runs. The steps build on one another: a code that
/// carries a space is no longer in its run when brackets and numbers are copied, and a run begins with
/// a mark for MuPDF only where it is known what it begins with.
fn steer(runs: &mut [BidiRun], end: LineEnd, context: &LineContext<'_>) -> HiddenText {
    let fonts = context.fonts;
    let mut hidden = HiddenText::default();
    let last = runs.len().saturating_sub(1);
    let islands = find_islands(runs, context);
    let carried = find_carried(runs, &islands, fonts, end);
    let joints: Vec<bool> = runs.iter().map(is_joint).collect();
    for (at, run) in runs.iter_mut().enumerate() {
        if run.rtl {
            let beside = Neighbours {
                before: at > 0,
                after: at < last || end == LineEnd::Beside,
                ends: joints.get(at + 1).copied().unwrap_or(end == LineEnd::Below),
                carried: carried[at],
            };
            direction_marks::mark_spaces(run, beside, fonts);
            direction_marks::open_with_space(&mut run.codes, fonts);
            direction_marks::mark_signs(run, beside, fonts, &mut hidden);
        } else if context.book_direction == Direction::Rtl {
            let mark = direction_marks::close_left_to_right(run);
            hidden
                .poppler
                .extend(mark.filter(|mark| fonts.has_blanks(mark)));
        }
    }
    find_brackets_before_numbers(runs);
    write_carried(runs, &carried, &islands);
    copy_closing_brackets(runs, fonts, &mut hidden);
    spell_signs(runs, fonts, &mut hidden);
    replace_joints(runs, fonts, &mut hidden);
    copy_numbers(runs, fonts, &mut hidden);
    hidden.pdfium.extend(copy_carriers(runs, fonts));
    runs.iter_mut()
        .for_each(|run| direction_marks::begin_run(run, fonts));
    hidden
}

/// The owner of each run's codes.
fn owners(line: &PlacedLine) -> Vec<Owner> {
    let stretches = (0_u32..).zip(stretches(line));
    stretches
        .flat_map(|(stretch, (runs, element))| runs.map(move |_| Owner { stretch, element }))
        .collect()
}

/// The line with its letters as wide as their font has them; its places shrink with them.
fn at_own_width(line: &PlacedLine) -> PlacedLine {
    let mut line = line.clone();
    let letters = line.fit.letters;
    for run in &mut line.runs {
        run.x = run.x / letters;
        for glyph in &mut run.glyphs {
            glyph.advance = glyph.advance / letters;
            glyph.dx = glyph.dx / letters;
        }
    }
    line
}

/// A space after the last word, at the side where the line ends.
fn end_with_space(runs: &mut Vec<BidiRun>, direction: Direction, fonts: LineFonts<'_>) {
    let Some(last) = runs.last_mut() else { return };
    let style_of = |code: Option<&Code>| code.map_or(0, |code| code.style);
    match direction {
        Direction::Rtl => {
            let style = style_of(last.codes.first());
            let left = last.codes.first().map_or(last.right, |code| code.x);
            let space = fonts.space(style);
            let text = Text::from_slice(&[' ']);
            let code = wide_blank(left - space.width, space, text, style);
            if last.rtl {
                last.codes.insert(0, code);
            } else {
                // «۱۲» as a folio: the space is a run of the line's own direction.
                let codes = vec![code];
                runs.push(BidiRun::new(true, codes, left));
            }
        }
        Direction::Ltr if !last.rtl => {
            let style = style_of(last.codes.last());
            let text = Text::from_slice(&[' ']);
            let code = wide_blank(last.right, fonts.space(style), text, style);
            last.right += code.advance;
            last.codes.push(code);
        }
        Direction::Ltr => {}
    }
}

/// A raised run stands on the line's baseline where its glyphs can be raised in the font: pdfium
/// takes a word whose pen stands higher for another line.
fn style_of(run: &PlacedRun, metrics: &Metrics) -> Style {
    let raised = match metrics.get(run.face).outlines {
        Outlines::TrueType => 0.0,
        Outlines::PostScript => run.rise.0,
    };
    Style {
        face: run.face,
        size: run.size.0,
        rise: raised,
        ink: run.ink,
    }
}

/// Joins neighbouring runs of one direction, in logical order.
fn bidi_runs(line: &PlacedLine, metrics: &Metrics) -> Vec<BidiRun> {
    let mut runs: Vec<BidiRun> = Vec::new();
    for (style, run) in (0_u16..).zip(&line.runs) {
        let codes = glyph_codes(RunInLine {
            run,
            text: &line.text,
            metrics: metrics.get(run.face),
            style,
        });
        if codes.is_empty() {
            continue;
        }
        let right = run.x.0 + run.width().0;
        let adopter = runs
            .last()
            .and_then(|last| adopter(last, line, usize::from(style), &codes));
        let (codes, style) = match adopter {
            Some(adopter) => {
                let face = line.runs[usize::from(adopter)].face;
                (adopted(codes, adopter, metrics.get(face), line), adopter)
            }
            None => (codes, style),
        };
        let parted = runs
            .last()
            .is_some_and(|last| needs_joint(last, line, usize::from(style)));
        if parted {
            let joint = Text::from_slice(&[POP_DIRECTIONAL_FORMATTING]);
            let codes = vec![blank(right - MARK_STEP, joint, style)];
            runs.push(BidiRun::new(false, codes, right));
        }
        match runs.last_mut() {
            Some(last) if last.rtl == is_rtl(run) => {
                last.right = last.right.max(right);
                join(&mut last.codes, codes);
            }
            _ => runs.push(BidiRun::new(is_rtl(run), codes, right)),
        }
    }
    runs
}

/// The element that a run of a line belongs to.
fn element_of(line: &PlacedLine, run: usize) -> Option<ElementId> {
    line.elements.get(run).copied().flatten()
}

/// The style before a right-to-left run of spaces alone that come from another face: a change of
/// font parts words for every extractor, and nobody sees whose space it is. After a sign that only a
/// fallback face has («☎ ۱۲۳»), the space takes the face of the text.
fn adopter(before: &BidiRun, line: &PlacedLine, at: usize, codes: &[Code]) -> Option<u16> {
    let run = &line.runs[at];
    let style = before.codes.first()?.style;
    let joins = before.rtl && is_rtl(run) && codes.iter().all(is_word_space);
    let old = line.runs.get(usize::from(style))?;
    let same_element = element_of(line, usize::from(style)) == element_of(line, at);
    let fits = old.face != run.face && old.rise == run.rise && same_element;
    (joins && fits).then_some(style)
}

/// Spaces as blanks of another face, as wide as they were.
fn adopted(codes: Vec<Code>, style: u16, metrics: &FontMetrics, line: &PlacedLine) -> Vec<Code> {
    let size = line.runs[usize::from(style)].size.0;
    let adopt = |code: Code| {
        let units = whole_u16(code.advance * metrics.units / size);
        let outline = match metrics.outlines {
            Outlines::TrueType => Outline::Moved(Box::new(Moved {
                advance: units,
                parts: Vec::new(),
            })),
            Outlines::PostScript => Outline::Glyph(metrics.space),
        };
        let advance = match metrics.outlines {
            Outlines::TrueType => f32::from(units) * size / metrics.units,
            Outlines::PostScript => {
                f32::from(metrics.advance(metrics.space)) * size / metrics.units
            }
        };
        // What justification added lies left of a space: its right edge stays.
        let x = code.x + code.advance - advance;
        Code {
            x,
            advance,
            outline,
            style,
            ..code
        }
    };
    codes.into_iter().map(adopt).collect()
}

/// Whether a right-to-left run changes its font or its element: pdf.js ends an item there and puts
/// the next one after it, so both have to come in logical order, and a mark of the other direction
/// between them keeps MuPDF from turning them round as one.
fn needs_joint(before: &BidiRun, line: &PlacedLine, at: usize) -> bool {
    let run = &line.runs[at];
    let Some(code) = before.codes.first().filter(|_| before.rtl && is_rtl(run)) else {
        return false;
    };
    let before = usize::from(code.style);
    let old = &line.runs[before];
    let same_element = element_of(line, before) == element_of(line, at);
    old.face != run.face || old.size != run.size || !same_element
}

/// Puts codes of a run before or after those that are there, by their place.
fn join(codes: &mut Vec<Code>, mut more: Vec<Code>) {
    if more[0].x < codes[0].x {
        std::mem::swap(codes, &mut more);
    }
    codes.append(&mut more);
}
