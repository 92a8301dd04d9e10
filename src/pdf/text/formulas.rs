//! Formulas among the words of a line: glyphs at many heights in, a show that stands for the TeX out.
//!
//! While a line is arranged, a letter stands for each formula: to the rules it is a word from left to right. In the
//! end the formula's codes take the letter's place, inside a span whose `ActualText` is the TeX. Programs that know no
//! `ActualText` read the letters of the formula as they stand.

use super::character_class::{LEFT_TO_RIGHT_MARK, Strength, strength};
use super::code::{Aside, Code, RunInLine, blank};
use super::glyph_codes::glyph_codes;
use super::rule_set::RuleSet;
use super::shown_line::{Audience, Owner, Show, Style};
use crate::frame::{PlacedFormula, PlacedLine, PlacedRun};
use crate::pdf::font::font_metrics::{FontMetrics, Metrics, Outlines, whole_i16};
use crate::pdf::font::outline::{CompositeGlyph, GlyphComponent, Outline, Text, UNSCALED};

/// What a formula is to the rules: a letter of a word from left to right, one that no word has.
pub(super) const LETTER: char = '\u{1D6A4}';

/// The code that stands for a formula while its line is arranged.
pub(in crate::pdf) fn stand_in(run: &PlacedRun, style: u16) -> Code {
    let text = Text::from_slice(&[LETTER]);
    Code {
        advance: run.width().0,
        ..blank(run.x.0, text, style)
    }
}

/// Whether words in a formula run against it.
fn turns(formula: &PlacedFormula) -> bool {
    let turns = |letter: char| strength(letter) == Strength::Right;
    formula.tex.chars().any(turns)
}

/// A glyph that the embedded font raises by so many em: a pen that stands higher begins another line for pdfium, which
/// then says the TeX of the formula once more behind what it has of the line.
fn raised(glyph: u16, em: f32, metrics: &FontMetrics) -> Outline {
    let dy = whole_i16(em * metrics.units);
    if dy == 0 {
        return Outline::Glyph(glyph);
    }
    Outline::Composite(Box::new(CompositeGlyph {
        advance: metrics.advance(glyph),
        parts: vec![GlyphComponent {
            glyph,
            dx: 0,
            dy,
            scale: UNSCALED,
        }],
    }))
}

/// Who reads the codes of a formula. poppler turns words of an `ActualText` that run against it round: then all read
/// the codes, in which words have their places.
fn reader(formula: &PlacedFormula, letter: &Code) -> Audience {
    if turns(formula) {
        return Audience::All;
    }
    // The rules may have put marks beside the letter.
    let mut text = String::with_capacity(formula.tex.len());
    for character in letter.text.iter() {
        match *character {
            LETTER => text.push_str(&formula.tex),
            // It is there for pdf.js, and once more for the others.
            ' ' => {}
            mark => text.push(mark),
        }
    }
    Audience::Formula(text)
}

/// The codes of a formula between two marks at its ends, of which the first says the TeX.
fn between_marks(codes: Vec<Code>, letter: &Code) -> Vec<Code> {
    let mark = |code: &Code, x: f32| Code {
        rise: code.rise,
        pypdf: Aside::Nothing,
        ..blank(x, Text::from_slice(&[LEFT_TO_RIGHT_MARK]), code.style)
    };
    let ends = (codes.first(), codes.last());
    let (Some(first), Some(last)) = ends else {
        return codes;
    };
    let (first, last) = (mark(first, letter.x), mark(last, letter.x + letter.advance));
    std::iter::once(first)
        .chain(codes)
        .chain(std::iter::once(last))
        .collect()
}

/// Lets the last code of a formula carry the space that its letter carries for pdf.js.
fn carry_space(last: &mut Code, letter: &Code) {
    if letter.text.last() == Some(&' ') && last.text.last() != Some(&' ') {
        if last.pypdf == Aside::Same {
            last.pypdf = last.text.clone().into();
        }
        last.text.push(' ');
    }
}

/// A code that says nothing of the letter that stood for a formula beside it.
fn without_letter(mut code: Code) -> Code {
    let texts = [Some(&mut code.text), code.pdfbox.as_deref_mut()];
    for text in texts.into_iter().flatten() {
        text.retain(|letter| *letter != LETTER);
    }
    if let Aside::Text(text) = &mut code.pypdf {
        text.retain(|letter| *letter != LETTER);
    }
    code
}

/// What a line is shown with.
pub(in crate::pdf) struct LineShows<'a> {
    /// Its shows, with letters in the places of formulas.
    pub(in crate::pdf) shows: Vec<Show>,
    /// The styles that their codes count into.
    pub(in crate::pdf) styles: Vec<Style>,
    /// The owner of each style's codes.
    pub(in crate::pdf) owners: Vec<Owner>,
    /// The measures of the faces.
    pub(in crate::pdf) metrics: &'a Metrics,
}

impl LineShows<'_> {
    /// Puts the formulas of a line in the places of their letters.
    pub(in crate::pdf) fn with_formulas(mut self, line: &PlacedLine) -> Self {
        if line.runs.iter().all(|run| run.formula.is_none()) {
            return self;
        }
        let mut shows = Vec::with_capacity(self.shows.len() + 2);
        for show in std::mem::take(&mut self.shows) {
            self.part(show, line, &mut shows);
        }
        self.shows = shows;
        self
    }

    /// Cuts a show where formulas stand in it.
    fn part(&mut self, show: Show, line: &PlacedLine, shows: &mut Vec<Show>) {
        let Show {
            codes,
            audience,
            joint,
        } = show;
        let mut plain: Vec<Code> = Vec::new();
        // A rule may have said the letter once more, for one program: the formula is drawn once.
        let is_hidden = matches!(audience, Audience::Pdfium | Audience::Stream);
        let stands_for = match &audience {
            Audience::PdfJs(text) if text.contains(LETTER) => Audience::All,
            audience => audience.clone(),
        };
        let flush = |codes: &mut Vec<Code>, shows: &mut Vec<Show>| {
            if !codes.is_empty() {
                shows.push(Show {
                    codes: std::mem::take(codes),
                    audience: stands_for.clone(),
                    joint,
                });
            }
        };
        for code in codes {
            let run = line.runs.get(usize::from(code.style));
            match run.and_then(|run| Some((run, run.formula.as_deref()?))) {
                Some(_) if is_hidden && code.text.contains(&LETTER) => {}
                Some((run, formula)) if code.text.contains(&LETTER) => {
                    flush(&mut plain, shows);
                    let mut codes = self.codes(run, formula, code.style);
                    let reader = reader(formula, &code);
                    if let (Some(last), Audience::Formula(_)) = (codes.last_mut(), &reader) {
                        carry_space(last, &code);
                        codes = between_marks(codes, &code);
                    }
                    if !codes.is_empty() {
                        shows.push(Show::new(codes, reader));
                    }
                }
                _ => plain.push(without_letter(code)),
            }
        }
        flush(&mut plain, shows);
    }

    /// The codes of a formula, in the order in which they are drawn.
    fn codes(&mut self, run: &PlacedRun, formula: &PlacedFormula, style: u16) -> Vec<Code> {
        let owner = self.owners.get(usize::from(style)).copied();
        // Words of a formula are read where they stand: those above a bar on a line of their own.
        let has_words = turns(formula);
        let mut found = Vec::new();
        for part in &formula.runs {
            let Some(style) = self.style(part, owner) else {
                break;
            };
            let metrics = self.metrics.get(part.face);
            let mut part = part.clone();
            part.x += run.x;
            part.rise += run.rise;
            let baked = metrics.outlines == Outlines::TrueType && !has_words;
            let pen = if baked { 0.0 } else { part.rise.0 };
            if part.face == run.face {
                found.extend(part.glyphs.iter().map(|glyph| Code {
                    rise: pen,
                    advance: f32::from(metrics.advance(glyph.id)) * part.size.0 / metrics.units,
                    outline: raised(glyph.id, (part.rise.0 - pen) / part.size.0, metrics),
                    ..blank(part.x.0, metrics.text_of(glyph.id), style)
                }));
                continue;
            }
            if !baked {
                part.rise = crate::units::Pt::ZERO;
            }
            let codes = glyph_codes(RunInLine {
                run: &part,
                text: &formula.text,
                metrics,
                style,
                rules: RuleSet::NONE,
            });
            found.extend(codes.into_iter().map(|code| Code {
                rise: code.rise + pen,
                ..code
            }));
        }
        found
    }

    /// The number of the style that a run of a formula is shown in.
    fn style(&mut self, run: &PlacedRun, owner: Option<Owner>) -> Option<u16> {
        let style = Style {
            face: run.face,
            size: run.size.0,
            rise: 0.0,
            ink: run.ink,
        };
        let same = |at: &usize| self.styles[*at] == style && self.owners.get(*at).copied() == owner;
        let known = (0..self.styles.len()).rev().take(8).find(same);
        let at = known.unwrap_or_else(|| {
            self.styles.push(style);
            self.owners.extend(owner);
            self.styles.len() - 1
        });
        u16::try_from(at).ok()
    }
}
