//! A tree in, glyphs and rules with their places out: one box that stands in a line.
//!
//! formulary lays out elements of MathML by the MATH table of a face (OpenType 1.9). What it does not know
//! (words in the book's own face, tables with lines, rules and boxes) is set here and stands among the
//! elements as a space in a colour that no author can write: the colour is its number, and where the
//! layout gives the colour back, the thing is drawn.

mod draw;
mod picture;
mod table;
mod things;
mod wide;

use formulary::MathFont;

use super::build::Builder;
use super::element::Element;
use super::reader::{Fault, Reading, Standing};
use super::tree::{FormulaTree, Look, Node, Style};
use crate::diag::isolate;
use crate::font::{FaceId, FontSet};
use crate::frame::{Ink, PlacedFormula, PlacedRun};
use crate::units::Pt;
use things::Things;
pub use wide::{Column, set_within};

/// The face that formulas are set in.
#[derive(Clone, Copy)]
pub struct MathFace {
    id: FaceId,
    font: &'static MathFont<'static>,
}

impl MathFace {
    /// Which of the faces it is.
    pub fn id(&self) -> FaceId {
        self.id
    }

    /// The face of the program; `None` where it was built without faces.
    pub fn of(fonts: &FontSet) -> Option<Self> {
        use std::sync::OnceLock;
        static FONT: OnceLock<Option<MathFont<'static>>> = OnceLock::new();
        let id = fonts.math()?;
        let data = crate::font::math_data()?;
        let font = FONT.get_or_init(|| MathFont::new(data, 0).ok()).as_ref()?;
        Some(Self { id, font })
    }
}

/// Words that were set.
#[derive(Clone, Debug, Default)]
pub struct WordsBox {
    /// The words as they were set, which clusters of the runs count into.
    pub text: String,
    /// Their glyphs, from the left end of the base line.
    pub runs: Vec<PlacedRun>,
    /// How wide they are.
    pub width: Pt,
    /// How high they stand above the base line.
    pub ascent: Pt,
    /// How far they reach below it.
    pub descent: Pt,
}

/// Sets words that stand in a formula.
pub trait WordSetter {
    /// Sets words on one line, as large as the text around the formula.
    fn set(&mut self, words: &str, look: Look) -> WordsBox;
}

/// What a formula is set with.
pub struct Setting<'a> {
    /// The faces.
    pub fonts: &'a FontSet,
    /// The face of the formula.
    pub face: MathFace,
    /// The em of its letters.
    pub size: Pt,
    /// Its colour.
    pub ink: Ink,
    /// How it stands.
    pub standing: Standing,
    /// Sets its words.
    pub words: &'a mut dyn WordSetter,
}

/// Sets a formula.
///
/// # Errors
/// A character that the face has no glyph for.
pub fn set(tree: &FormulaTree, setting: Setting<'_>) -> Result<PlacedFormula, Fault> {
    let style = match setting.standing {
        Standing::Inline => Style::Text,
        Standing::Displayed => Style::Display,
    };
    set_row(&tree.line(), style, setting)
}

/// Sets nodes side by side.
fn set_row(row: &[Node], style: Style, setting: Setting<'_>) -> Result<PlacedFormula, Fault> {
    let Setting {
        fonts,
        face,
        size,
        ink,
        words,
        ..
    } = setting;
    let mut things = Things::new(face, size, words);
    let elements = Builder {
        target: &mut things,
    }
    .row(row, style);
    let row = Element::around("mrow", elements);
    let mut bare = None;
    let covers = |letter: char| fonts.face(face.id).covers(letter);
    let mut check = |letter: char| {
        if bare.is_none() && !covers(letter) {
            bare = Some(letter);
        }
    };
    row.characters(&mut check);
    let bare = bare.or_else(|| {
        let mut shown = things.characters.iter().copied();
        shown.find(|letter| !covers(*letter))
    });
    if let Some(letter) = bare {
        return Err(Fault {
            reason: format!(
                "no face of formulas has the character {}",
                isolate(&letter.to_string())
            ),
            place: None,
        });
    }
    let laid = things.lay_out(&row, style)?;
    Ok(draw::placed(&laid, &things, ink))
}

/// Reads a formula and tries whether it can be set.
///
/// # Errors
/// What is wrong with it; no place where it is the tool that has no face for it.
pub fn settable(source: &str, standing: Standing, fonts: &FontSet) -> Result<Reading, Fault> {
    let read = super::reader::read(source, standing)?;
    let Some(face) = MathFace::of(fonts) else {
        return Err(Fault {
            reason: "the program was built without a face of formulas".to_owned(),
            place: None,
        });
    };
    let setting = Setting {
        fonts,
        face,
        size: Pt(10.0),
        ink: Ink::BLACK,
        standing,
        words: &mut NoWords,
    };
    set(&read.tree, setting)?;
    Ok(read)
}

/// Words take no room where it is only tried whether a formula can be set.
struct NoWords;

impl WordSetter for NoWords {
    fn set(&mut self, _words: &str, _look: Look) -> WordsBox {
        WordsBox::default()
    }
}
