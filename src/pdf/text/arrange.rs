//! A placed line in, the codes in the order in which they are shown out.
//!
//! Bidi runs come in logical order, each with a text matrix and a `TJ` of its own; inside a run
//! codes go from left to right. Marks that no reader sees keep the extractors from wrong guesses; `docs/text-in-pdf.md` gives the reason of each.
//!
//! An example, «سال ۱۹۳۱ (Rust)»: the runs are «سال », «۱۹۳۱», « (», «Rust» and «)», in this order in the
//! stream, each from left to right inside. MuPDF and pdf.js, which read the stream, turn the
//! right-to-left ones round in their places; poppler and pdfium, which look at places, sort all of them.

use super::bracket_guards::{guarded_shows, plain_shows};
use super::character_class::POP_DIRECTIONAL_FORMATTING;
use super::code::{Code, RunInLine, blank, is_rtl};
use super::code_class::is_word_space;
use super::direction_marks::MARK_STEP;
use super::formulas::{LineShows, stand_in};
use super::glyph_codes::glyph_codes;
use super::hidden_text::HiddenText;
use super::led_words::lead_words;
use super::line_arrangement::{LineArrangement, LineContext};
use super::line_fonts::{LineFonts, wide_blank};
use super::pypdf_texts::silence_marks;
use super::rule_set::{Rule, RuleSet};
use super::rules::RULES;
use super::shown_line::{Audience, BidiRun, Joint, Owner, Show, ShownLine, Style};
use crate::frame::{ElementId, PlacedLine, PlacedRun, stretches};
use crate::locale::Direction;
use crate::pdf::font::font_metrics::{FontMetrics, Metrics, Outlines, whole_u16};
use crate::pdf::font::outline::{CompositeGlyph, Outline, Text};

pub(in crate::pdf) use super::line_arrangement::LineEnd;

/// What is around a line.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Surroundings {
    /// The direction that the book states.
    pub(in crate::pdf) book_direction: Direction,
    /// What comes after the line on its page.
    pub(in crate::pdf) end: LineEnd,
    /// The rules that lines are arranged by.
    pub(in crate::pdf) rules: RuleSet,
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
    let fonts = LineFonts {
        styles: &styles,
        metrics,
    };
    let runs = bidi_runs(line, metrics, around.rules);
    let (shows, poppler_marks) = if around.rules == RuleSet::NONE {
        (in_visual_order(runs), Vec::new())
    } else {
        steer(line, runs, around, fonts)
    };
    let shown = LineShows {
        shows,
        owners: owners(line),
        metrics,
        styles,
    };
    let LineShows {
        shows,
        styles,
        owners,
        ..
    } = shown.with_formulas(line);
    ShownLine {
        baseline: line.baseline.0,
        role: line.role,
        direction: line.direction,
        shows,
        poppler_marks,
        letters,
        owners,
        styles,
    }
}

/// The runs of a line as they are seen from left to right.
fn in_visual_order(mut runs: Vec<BidiRun>) -> Vec<Show> {
    let left = |run: &BidiRun| run.codes.first().map_or(run.right, |code| code.x);
    runs.sort_by(|one, other| left(one).total_cmp(&left(other)));
    plain_shows(runs)
}

/// Applies the rules to a line; gives back what is shown and the marks for poppler.
fn steer(
    line: &PlacedLine,
    mut runs: Vec<BidiRun>,
    around: Surroundings,
    fonts: LineFonts<'_>,
) -> (Vec<Show>, Vec<Code>) {
    let rules = around.rules;
    if around.end == LineEnd::Beside {
        end_with_space(&mut runs, line.direction, fonts);
    }
    let context = LineContext {
        line,
        book_direction: around.book_direction,
        fonts,
    };
    let mut line = LineArrangement {
        runs,
        hidden: HiddenText::default(),
        end: around.end,
        context,
    };
    let applied = RULES.iter().filter(|entry| rules.has(entry.rule));
    for apply in applied.filter_map(|entry| entry.apply) {
        apply(&mut line);
    }
    let marks = std::mem::take(&mut line.hidden.poppler);
    let mut shows = guarded_shows(line, rules);
    shows.dedup_by(|next, before| repeats(next, before));
    if rules.has(Rule::SilentMarks) {
        silence_marks(&mut shows);
    }
    if rules.has(Rule::LedWords) && around.book_direction == Direction::Rtl {
        shows = lead_words(shows, fonts);
    }
    if !rules.has(Rule::RepeatedFont) {
        shows
            .iter_mut()
            .for_each(|show| show.joint = Joint::Continues);
    }
    (shows, marks)
}

/// Whether a mark says once more what the one before it says.
fn repeats(next: &Show, before: &Show) -> bool {
    let stream = |show: &Show| show.audience == Audience::Stream;
    let same = |code: &Code| {
        before
            .codes
            .last()
            .is_some_and(|last| last.text == code.text)
    };
    stream(next) && stream(before) && next.codes.iter().all(same)
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
fn bidi_runs(line: &PlacedLine, metrics: &Metrics, rules: RuleSet) -> Vec<BidiRun> {
    let mut runs: Vec<BidiRun> = Vec::new();
    for (style, run) in (0_u16..).zip(&line.runs) {
        let codes = match run.formula {
            Some(_) => vec![stand_in(run, style)],
            None => glyph_codes(RunInLine {
                run,
                text: &line.text,
                metrics: metrics.get(run.face),
                style,
                rules,
            }),
        };
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
        if parted && rules.has(Rule::Joints) {
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
            Outlines::TrueType => Outline::Composite(Box::new(CompositeGlyph {
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
        Code {
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
