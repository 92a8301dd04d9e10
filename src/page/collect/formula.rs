//! A formula in its line: TeX in, a box of glyphs and rules out, with the words in it in the book's own face.

use std::sync::Arc;

use crate::font::{FaceId, Family, FontSet, Weight};
use crate::formula::tree::Look;
use crate::formula::{self, Column, MathFace, SharedReading, Standing, WordSetter, WordsBox};
use crate::frame::{GlyphText, PlacedFormula, PlacedGlyph, PlacedRun};
use crate::line::{self, Measure, SetObject};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::source::Origin;
use crate::text::{Breaking, ObjectSize, Shaper, StyledText, TextStyle};
use crate::units::Pt;

/// A formula that stands in a line and is not laid out yet.
#[derive(Clone, Debug)]
pub(super) struct FormulaInLine {
    read: SharedReading,
    tex: String,
    style: TextStyle,
    /// The column that it stands in by itself; `None` for one between words.
    column: Option<Column>,
    /// What it became, when its paragraph was shaped.
    placed: Option<LaidOutFormula>,
}

/// A formula that was laid out.
#[derive(Clone, Debug)]
struct LaidOutFormula {
    formula: Arc<PlacedFormula>,
    face: FaceId,
    /// The em of its letters.
    size: Pt,
}

impl FormulaInLine {
    /// A formula as it stands between words; `None` for one that cannot be set.
    pub(super) fn new(read: SharedReading, source: &str, style: &TextStyle) -> Option<Self> {
        read.as_ref().as_ref().ok()?;
        Some(Self {
            read,
            tex: source.split_whitespace().collect::<Vec<_>>().join(" "),
            style: style.clone(),
            column: None,
            placed: None,
        })
    }

    /// The same on lines of its own.
    pub(super) fn in_column(self, column: Column) -> Self {
        Self {
            column: Some(column),
            ..self
        }
    }

    /// Lays it out, and says how large it is.
    pub(super) fn measure(&mut self, shaper: &mut Shaper<'_>) -> Option<ObjectSize> {
        let placed = self.lay_out(shaper)?;
        let size = ObjectSize {
            width: placed.formula.width,
            height: placed.formula.ascent,
            depth: placed.formula.descent,
        };
        self.placed = Some(placed);
        Some(size)
    }

    fn lay_out(&self, shaper: &mut Shaper<'_>) -> Option<LaidOutFormula> {
        let fonts = shaper.fonts();
        let face = MathFace::of(fonts)?;
        let size = self.style.size * fonts.scale(self.style.family, face.id());
        let mut words = FormulaWords {
            shaper,
            style: &self.style,
        };
        let setting = formula::Setting {
            fonts,
            face,
            size,
            ink: self.style.ink,
            standing: match self.column {
                None => Standing::Inline,
                Some(_) => Standing::Displayed,
            },
            words: &mut words,
        };
        let tree = &self.read.as_ref().as_ref().ok()?.tree;
        let placed = match self.column {
            None => formula::set(tree, setting),
            Some(column) => formula::set_within(tree, setting, column),
        };
        let mut placed = placed.ok()?;
        placed.tex.clone_from(&self.tex);
        Some(LaidOutFormula {
            formula: Arc::new(placed),
            face: face.id(),
            size,
        })
    }

    /// The run that the formula is in its line.
    pub(super) fn run(&self, object: &SetObject) -> Option<PlacedRun> {
        let placed = self.placed.as_ref()?;
        let (start, end) = object.text;
        let space = PlacedGlyph {
            id: 0,
            advance: object.width,
            dx: Pt::ZERO,
            dy: Pt::ZERO,
            stretch: 1.0,
            text: GlyphText::Cluster(start..end),
        };
        Some(PlacedRun {
            x: object.x,
            rise: self.style.rise,
            face: placed.face,
            size: placed.size,
            ink: self.style.ink,
            // A formula is written from left to right, whatever it stands in.
            level: object.level + object.level % 2,
            formula: Some(Arc::clone(&placed.formula)),
            glyphs: vec![space].into(),
        })
    }
}

/// Sets the words of a formula as those of the paragraph around it.
struct FormulaWords<'s, 'a> {
    shaper: &'s mut Shaper<'a>,
    style: &'s TextStyle,
}

impl WordSetter for FormulaWords<'_, '_> {
    fn set(&mut self, words: &str, look: Look) -> WordsBox {
        let style = TextStyle {
            rise: Pt::ZERO,
            link: None,
            breaking: Breaking::Never,
            ..self.style.clone()
        };
        let style = match look {
            Look::Plain => style,
            Look::Bold => TextStyle {
                weight: Weight::Bold,
                ..style
            },
            Look::Emphasised => TextStyle {
                emphasis: Some(crate::config::Emphasis::default()),
                ..style
            },
            Look::Code => TextStyle {
                family: Family::Code,
                ..style
            },
        };
        let direction = Direction::dominant(words, Direction::Ltr).unwrap_or(Direction::Ltr);
        let mut text = StyledText::new(direction);
        // Spaces at the ends of a line vanish, and those of `\text{ if }` part words from signs.
        text.push(&words.replace(' ', "\u{A0}"), &style, Origin::Tool);
        let shaped = self.shaper.shape(text);
        let width = Pt(shaped.clusters.iter().map(|cluster| cluster.advance).sum());
        let endless = Measure::new(width + style.size, Alignment::Start);
        let lines = line::set(&shaped, &endless, self.shaper);
        let Some(line) = lines.into_iter().next() else {
            return WordsBox::default();
        };
        let (ascent, descent) = reach(&line.runs, self.shaper.fonts());
        let left = line.extent.0;
        let mut runs = line.runs;
        for run in &mut runs {
            run.x -= left;
        }
        WordsBox {
            text: line.text,
            runs,
            width,
            ascent,
            descent,
        }
    }
}

/// How far the ink of glyphs reaches above and below their base line.
fn reach(runs: &[PlacedRun], fonts: &FontSet) -> (Pt, Pt) {
    let (mut ascent, mut descent) = (0.0_f32, 0.0_f32);
    for run in runs {
        let face = fonts.face(run.face);
        for glyph in &run.glyphs {
            if let Some((low, high)) = face.ink_of(glyph.id) {
                ascent = ascent.max(high * run.size.0 + glyph.dy.0);
                descent = descent.max(-low * run.size.0 - glyph.dy.0);
            }
        }
    }
    (Pt(ascent), Pt(descent))
}
