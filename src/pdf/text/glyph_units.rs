//! The shaped glyphs of a run in, units of what is shown as one out: a letter with its vowel signs,
//! its half-space and the stroke that lengthens it.

use smallvec::SmallVec;

use super::character_class::{
    SOFT_HYPHEN, is_arabic_letter, is_bidi_control, is_boundary, is_format, is_joiner, is_space,
};
use super::code::{RunInLine, is_rtl};
use crate::frame::{GlyphText, PlacedGlyph};
use crate::locale::is_mark;
use crate::pdf::font::font_metrics::Outlines;
use crate::pdf::font::outline::Text;

/// A glyph with the place of its pen.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct Pen<'a> {
    /// In points from the left edge of the page.
    pub(in crate::pdf) x: f32,
    /// The glyph.
    pub(in crate::pdf) glyph: &'a PlacedGlyph,
}

/// What a unit is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum UnitKind {
    /// Letters, digits, spaces, punctuation.
    Letters,
    /// Only signs that stand on a neighbour.
    Marks,
    /// Only invisible characters.
    Format,
    /// Not the author's: strokes, leaders, hyphens.
    Inserted,
}

/// Glyphs that are shown as one.
pub(in crate::pdf) struct Unit<'a> {
    /// What it is to its neighbours.
    pub(in crate::pdf) kind: UnitKind,
    /// Its left edge, in points from the left edge of the page.
    pub(in crate::pdf) left: f32,
    /// Its right edge.
    pub(in crate::pdf) right: f32,
    /// Its glyphs, as they came.
    pub(in crate::pdf) glyphs: SmallVec<[Pen<'a>; 2]>,
    /// In logical order.
    pub(in crate::pdf) text: Text,
}

impl<'a> Unit<'a> {
    /// A unit of one glyph.
    pub(in crate::pdf) fn new(kind: UnitKind, pen: Pen<'a>, text: Text) -> Self {
        let glyphs = SmallVec::from_slice(&[pen]);
        Self {
            kind,
            left: pen.x,
            right: pen.x + pen.glyph.advance.0,
            glyphs,
            text,
        }
    }

    /// Whether it has more characters than glyphs, so that a further glyph may still be its own.
    fn lacks_glyphs(&self) -> bool {
        self.text.len() > self.glyphs.len()
    }

    fn add(&mut self, pen: Pen<'a>) {
        self.left = self.left.min(pen.x);
        self.right = self.right.max(pen.x + pen.glyph.advance.0);
        self.glyphs.push(pen);
    }

    /// Whether it is one space.
    pub(in crate::pdf) fn is_space(&self) -> bool {
        matches!(self.text.as_slice(), [only] if is_space(*only))
    }
}

/// The units of a run, left to right.
pub(in crate::pdf) fn units(run: RunInLine<'_>) -> Vec<Unit<'_>> {
    let units = clusters(run);
    if is_rtl(run.run) {
        fold_right(units, run)
    } else {
        fold_left(units, run)
    }
}

/// Gathers the glyphs of each cluster.
fn clusters(run: RunInLine<'_>) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit<'_>> = Vec::with_capacity(run.run.glyphs.len());
    let mut waiting: SmallVec<[Pen<'_>; 2]> = SmallVec::new();
    let mut x = run.run.x.0;
    for (at, glyph) in run.run.glyphs.iter().enumerate() {
        let pen = Pen { x, glyph };
        x += glyph.advance.0;
        // Shapers give all text of a cluster to one glyph, and the other glyphs of the cluster none: the
        // dots of a decomposed «ی» belong to the glyph on their left or to the next one on their right.
        match &glyph.text {
            GlyphText::Inserted => units.push(Unit::new(UnitKind::Inserted, pen, Text::new())),
            GlyphText::Part => match units.last_mut() {
                Some(left) if !belongs_right(run, at, left) => left.add(pen),
                _ => waiting.push(pen),
            },
            GlyphText::Cluster(range) => {
                let range = range.start as usize..range.end as usize;
                let text: Text = run.text.get(range).unwrap_or("").chars().collect();
                let mut unit = Unit::new(kind_of(&text, glyph), pen, text);
                waiting.drain(..).for_each(|part| unit.add(part));
                units.push(unit);
            }
        }
    }
    units.extend(
        waiting
            .into_iter()
            .map(|pen| Unit::new(UnitKind::Marks, pen, Text::new())),
    );
    units
}

fn kind_of(text: &Text, glyph: &PlacedGlyph) -> UnitKind {
    // «می‌روم»: the half-space between its parts is a glyph without ink in some fonts and none in others.
    let unseen = |character: &char| is_format(*character) || is_boundary(*character);
    let steers = |character: &char| is_joiner(*character) || is_bidi_control(*character);
    if text.is_empty() {
        UnitKind::Inserted
    } else if text.iter().all(steers) || text.iter().all(unseen) && glyph.advance.0 == 0.0 {
        UnitKind::Format
    } else if text
        .iter()
        .all(|character| is_mark(*character) || unseen(character))
    {
        UnitKind::Marks
    } else {
        UnitKind::Letters
    }
}

/// Whether a part belongs to the cluster on its right: the one that has more characters than
/// glyphs, and in right-to-left text a sign without advance, which comes before its letter.
fn belongs_right(run: RunInLine<'_>, at: usize, left: &Unit<'_>) -> bool {
    let rest = run.run.glyphs.get(at + 1..).unwrap_or(&[]);
    let next = rest.iter().find(|glyph| glyph.text != GlyphText::Part);
    let Some(GlyphText::Cluster(range)) = next.map(|glyph| &glyph.text) else {
        return false;
    };
    let text = run
        .text
        .get(range.start as usize..range.end as usize)
        .unwrap_or("");
    // «لا» may come as two glyphs for two letters: the cluster that still lacks glyphs takes the part. Where
    // both could, a vowel sign, which has no advance, is drawn before its letter in right-to-left text.
    match (
        left.lacks_glyphs() && left.kind != UnitKind::Inserted,
        text.chars().nth(1).is_some(),
    ) {
        (true, false) => false,
        (false, true) => true,
        _ => is_rtl(run.run) && run.run.glyphs[at].advance.0 == 0.0,
    }
}

/// Right-to-left text: signs, half-spaces and strokes join the letter on their right.
fn fold_right<'a>(units: Vec<Unit<'a>>, run: RunInLine<'a>) -> Vec<Unit<'a>> {
    let bakes = run.metrics.outlines == Outlines::TrueType;
    let mut folded: Vec<Unit<'a>> = Vec::with_capacity(units.len());
    let mut waiting: Vec<Unit<'a>> = Vec::new();
    for mut unit in units {
        // Going from left to right, the letter that a sign or stroke belongs to comes after it: loose
        // units wait for it. A font with PostScript outlines cannot hold the letter and its sign in one
        // glyph, so there only invisible characters are loose.
        let loose = match unit.kind {
            UnitKind::Format => true,
            UnitKind::Marks | UnitKind::Inserted => bakes,
            UnitKind::Letters => false,
        };
        if loose {
            waiting.push(unit);
            continue;
        }
        while let Some(loose) = waiting.pop() {
            match take_in(&mut unit, loose, folded.last()) {
                None => {}
                Some(loose) => {
                    folded.append(&mut waiting);
                    folded.push(loose);
                }
            }
        }
        folded.push(unit);
    }
    folded.append(&mut waiting);
    folded
}

/// Joins a loose unit to the letter on its right, or gives it back.
fn take_in<'a>(
    unit: &mut Unit<'a>,
    loose: Unit<'a>,
    before: Option<&Unit<'a>>,
) -> Option<Unit<'a>> {
    match loose.kind {
        UnitKind::Format => {
            // A space that is followed by a half-space stays a space: pdf.js would skip it as a code that
            // ends in an invisible character.
            if !unit.is_space() {
                unit.text.extend(
                    loose
                        .text
                        .iter()
                        .copied()
                        .filter(|character| keeps(*character)),
                );
            }
            None
        }
        UnitKind::Marks if !unit.is_space() => {
            unit.text.extend(loose.text.iter().copied());
            loose.glyphs.into_iter().for_each(|pen| unit.add(pen));
            None
        }
        UnitKind::Inserted if lengthens(unit, &loose, before) => {
            loose.glyphs.into_iter().for_each(|pen| unit.add(pen));
            None
        }
        UnitKind::Marks | UnitKind::Inserted | UnitKind::Letters => Some(loose),
    }
}

/// Whether what was inserted left of a unit is a joining stroke: Arabic letters on both sides, or
/// more of the stroke.
fn lengthens(unit: &Unit<'_>, stroke: &Unit<'_>, before: Option<&Unit<'_>>) -> bool {
    // «سـلام»: the stroke continues the «س» on its right into the «ل» on its left. A dash or a leader
    // stands apart from letters or beside others, and stays by itself.
    let arabic = |unit: &Unit<'_>| {
        unit.text
            .first()
            .is_some_and(|first| is_arabic_letter(*first))
    };
    let touches = (unit.left - stroke.right).abs() < 0.01;
    arabic(unit)
        && touches
        && before.is_none_or(|before| arabic(before) || before.kind == UnitKind::Inserted)
}

/// Whether an invisible character is kept in the text: all but those that steer bidi.
fn keeps(character: char) -> bool {
    !is_bidi_control(character) && character != SOFT_HYPHEN
}

/// Left-to-right text: accents join the letter on their left, invisible characters the next.
fn fold_left<'a>(units: Vec<Unit<'a>>, run: RunInLine<'a>) -> Vec<Unit<'a>> {
    let bakes = run.metrics.outlines == Outlines::TrueType;
    let mut folded: Vec<Unit<'a>> = Vec::with_capacity(units.len());
    let mut unseen = Text::new();
    for mut unit in units {
        match (unit.kind, folded.last_mut()) {
            // pdf.js skips a code that ends in an invisible character: it goes before the next letter.
            (UnitKind::Format, _) => {
                unseen.extend(unit.text.into_iter().filter(|character| keeps(*character)))
            }
            (UnitKind::Marks, Some(letter)) if bakes && !letter.is_space() => {
                letter.text.extend(unit.text);
                unit.glyphs.into_iter().for_each(|pen| letter.add(pen));
            }
            (UnitKind::Letters | UnitKind::Marks | UnitKind::Inserted, _) => {
                unit.text.insert_many(0, unseen.drain(..));
                folded.push(unit);
            }
        }
    }
    folded
}
