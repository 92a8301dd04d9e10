//! A placed line in, the codes in the order in which they are shown out.
//!
//! Bidi runs come in logical order, each with a text matrix and a `TJ` of its own; inside a run
//! codes go from left to right. Marks that no reader sees tell the extractors what they would
//! otherwise guess wrongly; `docs/text-in-pdf.md` gives the reason of each.

use super::class::POP_DIRECTIONAL_FORMATTING;
use super::close;
use super::cut::{Cut, Cuts, Outlines, whole_u16};
use super::edge;
use super::guard::{self, Scene};
use super::joint;
use super::sign::{Code, Moved, Outline, RunInLine, Text, blank, is_rtl, signs};
use super::turn::{self, Apart, Desk, Neighbours};
use crate::font::FaceId;
use crate::frame::{ElementId, Ink, PlacedLine, PlacedRun, TextRole, stretches};
use crate::locale::Direction;

/// Face, size, height and colour of codes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// The face.
    pub(super) face: FaceId,
    /// The size of an em in points.
    pub(super) size: f32,
    /// Points above the line's baseline.
    pub(super) rise: f32,
    /// The colour.
    pub(super) ink: Ink,
}

/// Who is meant to read codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Everybody.
    All,
    /// pdfium alone: the others honour an empty `ActualText`.
    Pdfium,
    /// Everybody but pdfium, which overlooks an `ActualText` around a property list without one;
    /// the text is what is read.
    Others(String),
    /// Everybody, but only pdf.js reads the codes; to the others they stand for this text.
    Said(String),
    /// Nobody: from a blank without width inside an empty `ActualText` MuPDF takes the direction
    /// of what comes next.
    Steer,
}

/// Codes that share one text matrix.
#[derive(Clone, Debug)]
pub(super) struct Show {
    /// Left to right; never empty.
    pub(super) codes: Vec<Code>,
    /// Who reads them.
    pub(super) audience: Audience,
    /// How much wider than natural they are shown; not 1 only for what is not painted.
    pub(super) stretch: f32,
}

impl Show {
    /// Codes as wide as they are.
    pub(super) fn new(codes: Vec<Code>, audience: Audience) -> Self {
        Self {
            codes,
            audience,
            stretch: 1.0,
        }
    }

    /// Whether it is no part of what the book says.
    pub(super) fn is_unseen(&self) -> bool {
        match self.audience {
            Audience::Pdfium | Audience::Steer => true,
            Audience::All | Audience::Others(_) | Audience::Said(_) => false,
        }
    }
}

/// A line that is ready to be written.
#[derive(Clone, Debug)]
pub(super) struct ShownLine {
    /// The baseline, from the top of the page in points.
    pub(super) baseline: f32,
    /// What the line is.
    pub(super) role: TextRole,
    /// The direction of its paragraph.
    pub(super) direction: Direction,
    /// The styles that codes count into.
    pub(super) styles: Vec<Style>,
    /// What is shown, in this order.
    pub(super) shows: Vec<Show>,
    /// Marks for poppler, which looks at places alone: they stand at the end of the page.
    pub(super) marks: Vec<Code>,
    /// How much wider than their own width letters are shown; all places are before that.
    pub(super) letters: f32,
    /// For each style, which stretch of the line it is part of, and the element of that.
    pub(super) owners: Vec<(u32, Option<ElementId>)>,
}

impl ShownLine {
    /// The element that all codes belong to; `None` where there are several, or codes that only one
    /// program is meant to read.
    pub(super) fn whole(&self) -> Option<Option<ElementId>> {
        let (_, first) = self.owners.first()?;
        let one = self.owners.iter().all(|(_, element)| element == first);
        let for_all = |show: &Show| show.audience == Audience::All;
        let whole = one && (first.is_none() || self.shows.iter().all(for_all));
        whole.then_some(*first)
    }

    /// The line without what only one program reads, for fonts that are short of codes.
    pub(super) fn without_guards(&self) -> Self {
        let mut line = self.clone();
        line.shows.retain(|show| !show.is_unseen());
        line.shows
            .iter_mut()
            .for_each(|show| show.audience = Audience::All);
        line
    }
}

/// A stretch of text of one direction.
pub(super) struct BidiRun {
    /// Whether it is read from right to left.
    pub(super) rtl: bool,
    /// Left to right.
    pub(super) codes: Vec<Code>,
    /// The right edge in points.
    pub(super) right: f32,
    /// What is shown before the codes.
    pub(super) before: Vec<Show>,
    /// What is shown after them.
    pub(super) after: Vec<Show>,
    /// Whether pdfium is to find the code at the right end by itself.
    pub(super) parted: bool,
    /// Whether its left end opens a bracket before a number and a sign, which pdfium would turn round
    /// behind the guard of the bracket: the mark after the number turns it back.
    pub(super) turns: bool,
}

impl BidiRun {
    fn new(rtl: bool, codes: Vec<Code>, right: f32) -> Self {
        Self {
            rtl,
            codes,
            right,
            before: Vec::new(),
            after: Vec::new(),
            parted: false,
            turns: false,
        }
    }

    /// The text of its codes, from left to right.
    pub(super) fn text(&self) -> String {
        self.codes.iter().flat_map(|code| &code.text).collect()
    }
}

/// What comes after a line on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A line below it, or nothing.
    Line,
    /// Text beside it or further up (a folio and a running head, cells of a table): it ends in a
    /// space, since who reads the stream sees no end of a line there.
    Beside,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The direction that the book states.
    pub(super) direction: Direction,
    /// What comes after it.
    pub(super) end: End,
}

/// Arranges a line.
pub(super) fn arrange(line: &PlacedLine, cuts: &Cuts, place: Place) -> ShownLine {
    let letters = line.fit.letters;
    let natural = (letters.to_bits() != 1.0_f32.to_bits()).then(|| at_own_width(line));
    let line = natural.as_ref().unwrap_or(line);
    let styles: Vec<Style> = line.runs.iter().map(|run| style_of(run, cuts)).collect();
    let owners = owners(line);
    let mut runs = bidi_runs(line, cuts);
    let space = |style| space_of(style, &styles, cuts);
    if place.end == End::Beside {
        end_with_space(&mut runs, line.direction, &space);
    }
    let scene = Scene {
        line,
        owners: &owners,
        book: place.direction,
        space: &space,
    };
    let desk = Desk {
        styles: &styles,
        cuts,
    };
    let steered = steer(&mut runs, (desk, place.end), &scene);
    let marks = steered.poppler;
    let shows = guard::shows(runs, steered.pdfium, scene);
    let (baseline, role, direction) = (line.baseline.0, line.role, line.direction);
    ShownLine {
        baseline,
        role,
        direction,
        styles,
        shows,
        marks,
        letters,
        owners,
    }
}

/// Sets what tells the programs in which direction runs go.
fn steer(runs: &mut [BidiRun], (desk, end): (Desk<'_>, End), scene: &Scene<'_>) -> Steered {
    let last = runs.len().saturating_sub(1);
    let mut steered = Steered::default();
    let islands = guard::islands(runs, scene);
    let kept = edge::kept(runs, &islands, (desk, end));
    let joints: Vec<bool> = runs.iter().map(joint::is_joint).collect();
    for (at, run) in runs.iter_mut().enumerate() {
        if run.rtl {
            let neighbours = Neighbours {
                before: at > 0,
                after: at < last || end == End::Beside,
                ends: joints.get(at + 1).copied().unwrap_or(end == End::Line),
            };
            turn::mark_spaces(run, (neighbours, kept[at]), desk);
            turn::open_with_space(&mut run.codes, scene.space);
            let mut apart = Apart {
                poppler: &mut steered.poppler,
                pdfium: &mut steered.pdfium,
                space: scene.space,
            };
            turn::mark_signs(run, (neighbours, kept[at], desk), &mut apart);
        } else if scene.book == Direction::Rtl {
            let mark = turn::close_left(run).filter(|mark| desk.hides(mark));
            steered.poppler.extend(mark);
        }
    }
    close::turn_brackets(runs);
    edge::say(runs, (&kept, &islands));
    steered
        .pdfium
        .extend(close::close(runs, (desk, scene.space)));
    steered
        .pdfium
        .extend(joint::spell(runs, (desk, scene.space)));
    steered
        .pdfium
        .extend(joint::join(runs, (desk, scene.space)));
    steered
        .pdfium
        .extend(close::number(runs, (desk, scene.space)));
    steered.pdfium.extend(edge::copies(runs, scene.space));
    runs.iter_mut().for_each(|run| turn::begin(run, desk));
    steered
}

/// What stands apart from its line.
#[derive(Default)]
struct Steered {
    /// What poppler alone is told.
    poppler: Vec<Code>,
    /// What pdfium alone is told.
    pdfium: Vec<Show>,
}

/// For each run, the stretch of one element that it is part of, and the element.
fn owners(line: &PlacedLine) -> Vec<(u32, Option<ElementId>)> {
    let stretches = (0_u32..).zip(stretches(line));
    stretches
        .flat_map(|(stretch, (runs, element))| runs.map(move |_| (stretch, element)))
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

/// A space after the last word.
fn end_with_space(runs: &mut Vec<BidiRun>, direction: Direction, space: guard::SpaceOf<'_>) {
    let Some(last) = runs.last_mut() else { return };
    let edge = |code: Option<&Code>| code.map_or(0, |code| code.style);
    match direction {
        Direction::Rtl => {
            let style = edge(last.codes.first());
            let left = last.codes.first().map_or(last.right, |code| code.x);
            let space = space(style);
            let text = Text::from_slice(&[' ']);
            let code = wide_blank(left - space.1, space, text, style);
            if last.rtl {
                last.codes.insert(0, code);
            } else {
                let codes = vec![code];
                runs.push(BidiRun::new(true, codes, left));
            }
        }
        Direction::Ltr if !last.rtl => {
            let style = edge(last.codes.last());
            let text = Text::from_slice(&[' ']);
            let code = wide_blank(last.right, space(style), text, style);
            last.right += code.advance;
            last.codes.push(code);
        }
        Direction::Ltr => {}
    }
}

/// A raised run stands on the line's baseline where its glyphs can be raised in the font: pdfium
/// takes a word whose pen stands higher for another line.
fn style_of(run: &PlacedRun, cuts: &Cuts) -> Style {
    let raised = match cuts.get(run.face).outlines {
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

/// The space of a style: its glyph, and its width in points.
fn space_of(style: u16, styles: &[Style], cuts: &Cuts) -> (u16, f32) {
    let style = &styles[usize::from(style)];
    let cut = cuts.get(style.face);
    (
        cut.space,
        f32::from(cut.advance(cut.space)) * style.size / cut.units,
    )
}

/// Joins neighbouring runs of one direction, in logical order.
fn bidi_runs(line: &PlacedLine, cuts: &Cuts) -> Vec<BidiRun> {
    let mut runs: Vec<BidiRun> = Vec::new();
    for (style, run) in (0_u16..).zip(&line.runs) {
        let codes = signs(RunInLine {
            run,
            text: &line.text,
            cut: cuts.get(run.face),
            style,
        });
        if codes.is_empty() {
            continue;
        }
        let right = run.x.0 + run.width().0;
        let (codes, style) = match runs
            .last()
            .and_then(|last| adopter(last, (line, &codes), run))
        {
            Some(adopter) => (
                adopted(
                    codes,
                    adopter,
                    cuts.get(line.runs[usize::from(adopter)].face),
                    line,
                ),
                adopter,
            ),
            None => (codes, style),
        };
        let parted = runs
            .last()
            .is_some_and(|last| parts(last, line, usize::from(style)));
        if parted {
            let boundary = Text::from_slice(&[POP_DIRECTIONAL_FORMATTING]);
            let codes = vec![blank(right - turn::MARK_STEP, boundary, style)];
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

/// The style before a right-to-left run of spaces alone that come from another face: a change of
/// font parts words for every extractor, and nobody sees whose space it is.
fn adopter(
    before: &BidiRun,
    (line, codes): (&PlacedLine, &[Code]),
    run: &PlacedRun,
) -> Option<u16> {
    let style = before.codes.first()?.style;
    let joins = before.rtl && is_rtl(run) && codes.iter().all(turn::is_word_space);
    let old = line.runs.get(usize::from(style))?;
    let element = |run: &PlacedRun| {
        let at = line.runs.iter().position(|other| std::ptr::eq(other, run));
        at.and_then(|at| line.elements.get(at).copied().flatten())
    };
    let fits = old.face != run.face && old.rise == run.rise && element(old) == element(run);
    (joins && fits).then_some(style)
}

/// Spaces as blanks of another face, as wide as they were.
fn adopted(codes: Vec<Code>, style: u16, cut: &Cut, line: &PlacedLine) -> Vec<Code> {
    let size = line.runs[usize::from(style)].size.0;
    let adopt = |code: Code| {
        let units = whole_u16(code.advance * cut.units / size);
        let outline = match cut.outlines {
            Outlines::TrueType => Outline::Moved(Box::new(Moved {
                advance: units,
                parts: Vec::new(),
            })),
            Outlines::PostScript => Outline::Glyph(cut.space),
        };
        let advance = match cut.outlines {
            Outlines::TrueType => f32::from(units) * size / cut.units,
            Outlines::PostScript => f32::from(cut.advance(cut.space)) * size / cut.units,
        };
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
fn parts(before: &BidiRun, line: &PlacedLine, at: usize) -> bool {
    let run = &line.runs[at];
    let Some(code) = before.codes.first().filter(|_| before.rtl && is_rtl(run)) else {
        return false;
    };
    let before = usize::from(code.style);
    let old = &line.runs[before];
    let element = |at: usize| line.elements.get(at).copied().flatten();
    old.face != run.face || old.size != run.size || element(before) != element(at)
}

/// Puts codes of a run before or after those that are there, by their place.
fn join(codes: &mut Vec<Code>, mut more: Vec<Code>) {
    if more[0].x < codes[0].x {
        std::mem::swap(codes, &mut more);
    }
    codes.append(&mut more);
}

/// A blank as wide as a space, with any text.
pub(super) fn wide_blank(x: f32, space: (u16, f32), text: Text, style: u16) -> Code {
    Code {
        x,
        rise: 0.0,
        advance: space.1,
        outline: Outline::Glyph(space.0),
        text,
        style,
    }
}
