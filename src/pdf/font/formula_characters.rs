//! A face of formulas in, the characters that its glyphs stand for out.
//!
//! Formulas are made of glyphs that no character is mapped to: the «a» of an exponent, the sum and the bracket that are as
//! tall as what stands beside them. Each says what the glyph says that it is a form of.

use skrifa::raw::tables::gsub::{AlternateSubst, SubstitutionSubtables};
use skrifa::raw::{ReadError, TableProvider};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

use super::outline::Text;
use crate::font::Face;
use crate::lookup::Lookup;

/// The characters of glyphs, by glyph.
pub(super) type Characters = Lookup<u16, Text>;

/// A glyph and another form of it.
type Form = (GlyphId, u16);

/// The characters of each glyph that has one, as everybody types it: 𝑥 is x.
pub(super) fn characters(face: &Face) -> Characters {
    let mut found = Characters::new();
    let Ok(font) = FontRef::new(face.data()) else {
        return found;
    };
    for (code, glyph) in font.charmap().mappings() {
        let (Some(letter), Ok(glyph)) = (char::from_u32(code), u16::try_from(glyph.to_u32()))
        else {
            continue;
        };
        found
            .entry(glyph)
            .or_insert_with(|| std::iter::once(letter).nfkc().collect());
    }
    // What cannot be read of a face is not used of it either.
    let mut forms = sizes(&font).unwrap_or_default();
    forms.extend(alternates(&font).unwrap_or_default());
    for (glyph, form) in forms {
        let text = u16::try_from(glyph.to_u32()).ok();
        if let Some(text) = text.and_then(|glyph| found.get(&glyph)).cloned() {
            found.entry(form).or_insert(text);
        }
    }
    found
}

/// Taller and wider forms of glyphs (`MathVariants`, OpenType 1.9).
fn sizes(font: &FontRef<'_>) -> Result<Vec<Form>, ReadError> {
    let variants = font.math()?.math_variants()?;
    let mut forms = Vec::new();
    let axes = [
        (
            variants.vert_glyph_coverage(),
            variants.vert_glyph_constructions(),
        ),
        (
            variants.horiz_glyph_coverage(),
            variants.horiz_glyph_constructions(),
        ),
    ];
    for (coverage, constructions) in axes {
        let Some(coverage) = coverage.transpose()? else {
            continue;
        };
        for (glyph, construction) in coverage.iter().zip(constructions.iter()) {
            let records = construction?.math_glyph_variant_records();
            let others = records.iter().map(|record| record.variant_glyph());
            forms.extend(others.map(|other| (glyph, other.to_u16())));
        }
    }
    Ok(forms)
}

/// Forms for exponents and indices (`ssty`), and whatever else one may choose from.
fn alternates(font: &FontRef<'_>) -> Result<Vec<Form>, ReadError> {
    let mut forms = Vec::new();
    for lookup in font.gsub()?.lookup_list()?.lookups().iter() {
        if let SubstitutionSubtables::Alternate(tables) = lookup?.subtables()? {
            for table in tables.iter() {
                forms.extend(choices(&table?)?);
            }
        }
    }
    Ok(forms)
}

/// The forms of each glyph of a lookup; the face of formulas has fewer glyphs than the second format is for.
fn choices(table: &AlternateSubst<'_>) -> Result<Vec<Form>, ReadError> {
    let mut forms = Vec::new();
    let AlternateSubst::Format1(table) = table else {
        return Ok(forms);
    };
    for (glyph, set) in table.coverage()?.iter().zip(table.alternate_sets().iter()) {
        let others = set?.alternate_glyph_ids();
        forms.extend(others.iter().map(|other| (glyph, other.get().to_u16())));
    }
    Ok(forms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontSet;

    #[test]
    fn forms_for_exponents_and_tall_signs_say_what_they_are_forms_of() {
        let fonts = FontSet::embedded();
        let id = fonts.math().unwrap();
        let (_, face) = fonts.faces().find(|(at, _)| *at == id).unwrap();
        let characters = characters(face);
        let of = |text: &str| {
            let text: Text = text.chars().collect();
            let glyphs = 0..=u16::MAX;
            glyphs
                .filter(|glyph| characters.get(glyph) == Some(&text))
                .count()
        };
        // 𝑎 and its two forms for exponents, and a as it stands.
        assert!(of("a") >= 4, "{}", of("a"));
        // ∑ as it stands and in display.
        assert!(of("∑") >= 2);
        assert!(of("(") >= 5);
    }
}
