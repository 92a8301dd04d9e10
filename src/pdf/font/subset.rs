//! A face and its codes in, a subset font program with glyph numbers and widths out.

use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::code_book::FaceCodes;
use super::composite_glyphs::{self, Extra};
use super::font_metrics::{FontMetrics, Outlines};
use super::outline::{CompositeGlyph, GlyphComponent, Outline, UNSCALED};
use crate::font::Face;
use crate::lookup::Lookup;
use crate::pdf::PdfError;

/// A font program that holds what the codes paint, and no more.
#[derive(Debug)]
pub(in crate::pdf) struct Embedded {
    /// A TrueType font, or a bare `CFF ` table.
    pub(in crate::pdf) program: Vec<u8>,
    /// Which of them.
    pub(in crate::pdf) outlines: Outlines,
    /// The glyph of each code in the program; code 0 first.
    pub(in crate::pdf) glyphs: Vec<u16>,
    /// The advance of each code in font units; code 0 first.
    pub(in crate::pdf) advances: Vec<u16>,
}

impl Embedded {
    /// Six letters that distinguish subsets (ISO 32000-2, 9.9.2), made of the program.
    pub(in crate::pdf) fn tag(&self) -> String {
        let hash = Sha256::digest(&self.program);
        hash.iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect()
    }
}

/// Subsets a face to what its codes paint.
///
/// # Errors
/// The font's tables cannot be read.
pub(in crate::pdf) fn embed(
    face: &Face,
    metrics: &FontMetrics,
    codes: &FaceCodes,
) -> Result<Embedded, PdfError> {
    let mut remapper = GlyphRemapper::new();
    for (_, entry) in codes.entries() {
        match &entry.outline {
            Outline::Glyph(glyph) => keep(*glyph, &mut remapper),
            Outline::Blank => keep_blank(metrics, &mut remapper),
            Outline::Composite(moved) => moved
                .parts
                .iter()
                .for_each(|part| keep(part.glyph, &mut remapper)),
        }
    }
    let act = || format!("subset the font {}", face.name());
    let program = subsetter::subset(face.data(), 0, &remapper);
    let program = program.map_err(|cause| PdfError::new(act(), cause))?;
    let embedded = match metrics.outlines {
        Outlines::TrueType => true_type(program, metrics, codes, &remapper),
        Outlines::PostScript => post_script(program, metrics, codes, &remapper),
    };
    embedded.ok_or_else(|| PdfError::new(act(), "its tables do not hold together"))
}

fn keep(glyph: u16, remapper: &mut GlyphRemapper) {
    remapper.remap(glyph);
}

fn keep_blank(metrics: &FontMetrics, remapper: &mut GlyphRemapper) {
    if metrics.outlines == Outlines::PostScript {
        keep(metrics.blank(), remapper);
    }
}

/// A TrueType program, with a glyph more for the blank and for each moved outline.
fn true_type(
    program: Vec<u8>,
    metrics: &FontMetrics,
    codes: &FaceCodes,
    remapper: &GlyphRemapper,
) -> Option<Embedded> {
    let first = composite_glyphs::count_glyphs(&program)?;
    let mut extras = vec![Extra {
        advance: 0,
        parts: Vec::new(),
    }];
    let mut numbers: Lookup<&CompositeGlyph, u16> = Lookup::new();
    let (mut glyphs, mut advances) = (vec![0], vec![metrics.advance(0)]);
    // No code may show `.notdef` (ISO 19005-2, 6.2.11.8): its box is a glyph of its own.
    let missing = Outline::Composite(Box::new(unmoved(0, metrics)));
    for (_, entry) in codes.entries() {
        let shown = match &entry.outline {
            Outline::Glyph(0) => &missing,
            outline => outline,
        };
        let (glyph, advance) = match shown {
            Outline::Blank => (first, 0),
            Outline::Glyph(glyph) => (remapper.get(*glyph)?, metrics.advance(*glyph)),
            Outline::Composite(moved) => {
                let next = first.checked_add(u16::try_from(extras.len()).ok()?)?;
                let glyph = *numbers.entry(moved).or_insert(next);
                if glyph == next {
                    extras.push(extra(moved, remapper)?);
                }
                (glyph, moved.advance)
            }
        };
        glyphs.push(glyph);
        advances.push(advance);
    }
    let program = composite_glyphs::add_glyphs(&program, &extras)?;
    Some(Embedded {
        program,
        outlines: Outlines::TrueType,
        glyphs,
        advances,
    })
}

/// A glyph in its own place.
fn unmoved(glyph: u16, metrics: &FontMetrics) -> CompositeGlyph {
    CompositeGlyph {
        advance: metrics.advance(glyph),
        parts: vec![GlyphComponent {
            glyph,
            dx: 0,
            dy: 0,
            scale: UNSCALED,
        }],
    }
}

fn extra(moved: &CompositeGlyph, remapper: &GlyphRemapper) -> Option<Extra> {
    let part = |part: &GlyphComponent| {
        let glyph = remapper.get(part.glyph)?;
        Some(GlyphComponent { glyph, ..*part })
    };
    let parts = moved.parts.iter().map(part).collect::<Option<_>>()?;
    Some(Extra {
        advance: moved.advance,
        parts,
    })
}

/// A bare CFF table; its glyphs stay as they are.
fn post_script(
    program: Vec<u8>,
    metrics: &FontMetrics,
    codes: &FaceCodes,
    remapper: &GlyphRemapper,
) -> Option<Embedded> {
    let (mut glyphs, mut advances) = (vec![0], vec![metrics.advance(0)]);
    for (_, entry) in codes.entries() {
        let glyph = match &entry.outline {
            Outline::Blank => metrics.blank(),
            Outline::Glyph(glyph) => *glyph,
            Outline::Composite(moved) => moved.parts.first()?.glyph,
        };
        glyphs.push(remapper.get(glyph)?);
        advances.push(metrics.advance(glyph));
    }
    let program = composite_glyphs::table(&program, *b"CFF ")?;
    Some(Embedded {
        program,
        outlines: Outlines::PostScript,
        glyphs,
        advances,
    })
}
