//! The bytes of a font in; whether every later stage can use it out, before any does.
//!
//! A font is read by six readers: those of measures, shaping, drawing, the pictures, and the two that cut it
//! down for the outputs. What one of them cannot follow is found here, at the line of `book.toml` that names
//! the font, and not after the book was set.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::raw::collections::IntSet;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

use super::subset::subset;
use crate::limits;

/// Proves a font: its tables are there, its letters lead to glyphs, each glyph can be drawn, and it can be
/// cut down.
///
/// # Errors
/// Says what is wrong with it, as the end of a sentence about the font.
pub(super) fn prove(data: &[u8]) -> Result<(), String> {
    let font = FontRef::new(data).map_err(|_| "is not a font we can read".to_owned())?;
    tables(&font)?;
    places(&font)?;
    let glyphs = font.maxp().map_or(0, |maxp| maxp.num_glyphs());
    letters(&font, glyphs)?;
    outlines(&font, glyphs)?;
    // All glyphs and few: what counts them may stand where only one of the two readers looks for it.
    for kept in [glyphs, glyphs.min(2)] {
        cut_for_a_pdf(data, kept)?;
    }
    cut_for_an_epub(data, &font);
    Ok(())
}

/// Cuts the font down to its first glyphs as the PDF does; what comes out is a font again.
///
/// The reader that cuts looks for tables by halves, as ours does, but not from the same middle: in a directory that
/// is out of order one finds a table that the other does not, and leaves it out without a word.
fn cut_for_a_pdf(data: &[u8], glyphs: u16) -> Result<(), String> {
    let mut kept = GlyphRemapper::new();
    (0..glyphs).for_each(|glyph| {
        kept.remap(glyph);
    });
    let cut = subsetter::subset(data, 0, &kept)
        .map_err(|fault| format!("is damaged: it cannot be cut down ({fault})"))?;
    let damaged = |what: &str| format!("is damaged: cut down, it has no {what}");
    let font = FontRef::new(&cut).map_err(|_| damaged("tables"))?;
    if let Some(table) = missing(&font) {
        return Err(damaged(&format!("table \"{table}\"")));
    }
    let count = font.maxp().map_or(0, |maxp| maxp.num_glyphs());
    if count < glyphs {
        return Err(damaged("glyphs"));
    }
    let widths = font.hhea().map_or(0, |hhea| hhea.number_of_h_metrics());
    if widths == 0 || widths > count {
        return Err(damaged("width for each glyph"));
    }
    Ok(())
}

/// Cuts the font down to some of its letters as the EPUB does, layout tables and all; the rest of its
/// letters are of the same tables.
fn cut_for_an_epub(data: &[u8], font: &FontRef<'_>) {
    /// Letters that are tried: with all of Chinese the trial would take longer than the book.
    const TRIED: usize = 300;
    let letters = font.charmap().mappings().take(TRIED);
    let letters: IntSet<u32> = letters.map(|(letter, _)| letter).collect();
    // What is only refused goes into the EPUB whole; a panic is caught by the caller, who refuses the font.
    let _ = subset(data, &letters);
}

/// The tables that a font of outlines must have (OpenType 1.9, "Required Tables").
fn tables(font: &FontRef<'_>) -> Result<(), String> {
    let cmap = font.cmap().is_err().then_some("cmap");
    match missing(font).or(cmap) {
        Some(table) => Err(format!("is damaged: its table \"{table}\" cannot be read")),
        None => Ok(()),
    }
}

/// The first table of measures or outlines that a font lacks.
fn missing(font: &FontRef<'_>) -> Option<&'static str> {
    // 0 and 1 are all that `head` may say of the places of glyphs: some readers take 2 for the one, some for the
    // other.
    let has_places = font
        .head()
        .is_ok_and(|head| matches!(head.index_to_loc_format(), 0 | 1));
    let has_outlines =
        font.glyf().is_ok() && font.loca(None).is_ok() || font.cff().is_ok() || font.cff2().is_ok();
    let needed = [
        ("head", has_places),
        ("maxp", font.maxp().is_ok()),
        ("hhea", font.hhea().is_ok()),
        ("hmtx", font.hmtx().is_ok()),
        ("glyf", has_outlines),
    ];
    let mut needed = needed.into_iter();
    needed.find(|(_, there)| !there).map(|(table, _)| table)
}

/// The places of all outlines together are no longer than the outlines are, also those of glyphs that the font does not
/// count: skera makes room for as many bytes as they promise, and a font of 300 kilobytes promised 27 gigabytes.
fn places(font: &FontRef<'_>) -> Result<(), String> {
    let (Ok(places), Ok(outlines)) = (font.loca(None), font.glyf()) else {
        return Ok(());
    };
    let place = |at: usize| places.get_raw(at).map_or(0, u64::from);
    let lengths = (0..places.len()).map(|at| place(at + 1).saturating_sub(place(at)));
    if lengths.sum::<u64>() > outlines.offset_data().len() as u64 {
        return Err("is damaged: its table \"loca\" promises more than there is".to_owned());
    }
    Ok(())
}

/// Every letter leads to a glyph of the font, and there is one.
fn letters(font: &FontRef<'_>, glyphs: u16) -> Result<(), String> {
    let mut any = false;
    for (letter, glyph) in font.charmap().mappings().take(limits::FONT_LETTERS) {
        if glyph.to_u32() >= u32::from(glyphs) {
            return Err(format!(
                "is damaged: U+{letter:04X} leads to a glyph that it does not have"
            ));
        }
        any |= glyph.to_u32() != 0;
    }
    if any {
        return Ok(());
    }
    Err("has no letters: its table \"cmap\" leads nowhere".to_owned())
}

/// Every glyph can be drawn, and all of them are not too much.
fn outlines(font: &FontRef<'_>, glyphs: u16) -> Result<(), String> {
    let outlines = font.outline_glyphs();
    let loca = font.loca(None).ok();
    let is_empty = |glyph: u32| {
        let place = |at: u32| loca.as_ref().and_then(|loca| loca.get_raw(at as usize));
        place(glyph) == place(glyph + 1)
    };
    let mut pen = Counter(0);
    for glyph in (0..u32::from(glyphs)).map(GlyphId::new) {
        let Some(outline) = outlines.get(glyph) else {
            let glyph = glyph.to_u32();
            // The space has no outline, and no bytes for one.
            if is_empty(glyph) {
                continue;
            }
            return Err(format!("is damaged: glyph {glyph} cannot be drawn"));
        };
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if let Err(fault) = outline.draw(settings, &mut pen) {
            let glyph = glyph.to_u32();
            return Err(format!(
                "is damaged: glyph {glyph} cannot be drawn ({fault})"
            ));
        }
        if pen.0 > limits::FONT_STROKES {
            return Err(format!(
                "has more than {} million strokes",
                limits::FONT_STROKES / 1_000_000
            ));
        }
    }
    Ok(())
}

/// Counts strokes.
struct Counter(u64);

impl OutlinePen for Counter {
    fn move_to(&mut self, _: f32, _: f32) {
        self.0 += 1;
    }

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 += 1;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }

    fn close(&mut self) {
        self.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::diag::catch_panic;
    use crate::font::embedded_faces;

    fn naskh() -> Vec<u8> {
        let (_, data) = embedded_faces().next().expect("there is one");
        data.to_vec()
    }

    /// Where a table lies.
    fn table(data: &[u8], tag: &[u8; 4]) -> Range<usize> {
        let at = record(data, tag) + 8;
        let number = |at: usize| {
            let bytes = data[at..at + 4].try_into().unwrap();
            u32::from_be_bytes(bytes) as usize
        };
        let start = number(at);
        start..start + number(at + 4)
    }

    /// The place of a table's record in the directory, which is sixteen bytes.
    fn record(data: &[u8], tag: &[u8; 4]) -> usize {
        let records = (12..).step_by(16);
        let mut records = records.take_while(|at| at + 16 <= data.len());
        records
            .find(|at| data[*at..*at + 4] == *tag)
            .expect("it is there")
    }

    fn without(tag: &[u8; 4]) -> Vec<u8> {
        let mut data = naskh();
        let at = record(&data, tag);
        data[at..at + 4].copy_from_slice(b"zzzz");
        data
    }

    /// Whatever is done to a font, it is refused or proved; a panic is caught.
    fn fault(data: &[u8]) -> String {
        match catch_panic(|| prove(data)) {
            Ok(proved) => proved.expect_err("it is damaged"),
            Err(panicked) => panicked.words,
        }
    }

    #[test]
    fn every_face_of_ours_is_proved() {
        for (name, data) in embedded_faces() {
            assert_eq!(prove(data), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_font_without_a_table_that_it_needs_is_refused_by_the_name_of_the_table() {
        for tag in [
            b"head", b"maxp", b"hhea", b"hmtx", b"cmap", b"glyf", b"loca",
        ] {
            let fault = fault(&without(tag));
            assert!(fault.contains("damaged"), "{fault}");
        }
    }

    #[test]
    fn a_directory_out_of_order_hides_no_table_from_the_reader_that_cuts() {
        let renamed = |tag: &&[u8; 4]| {
            let mut data = naskh();
            let at = record(&data, tag);
            data[at..at + 4].copy_from_slice(b" st ");
            prove(&data).err()
        };
        let others = [b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"name", b"post"];
        let faults: Vec<String> = others.iter().filter_map(renamed).collect();
        assert!(
            faults.iter().any(|fault| fault.contains("cut down")),
            "{faults:?}"
        );
    }

    #[test]
    fn a_table_that_is_longer_than_it_should_be_hides_no_count_from_the_reader_that_cuts() {
        let mut data = naskh();
        let at = record(&data, b"hhea") + 12;
        data[at..at + 4].copy_from_slice(&4096_u32.to_be_bytes());
        assert!(fault(&data).contains("cut down"));
    }

    #[test]
    fn a_third_way_to_write_the_places_of_glyphs_is_refused() {
        let mut data = naskh();
        let at = record(&data, b"head") + 8;
        let start = u32::from_be_bytes(data[at..at + 4].try_into().unwrap()) as usize;
        data[start + 50..start + 52].copy_from_slice(&[0, 2]);
        assert!(fault(&data).contains("damaged"));
    }

    #[test]
    fn places_that_promise_gigabytes_are_refused() {
        let mut data = naskh();
        let place = table(&data, b"loca");
        // Every second place is as far away as can be written.
        for pair in data[place].chunks_mut(8) {
            let half = pair.len() / 2;
            pair[..half].fill(0);
            pair[half..].fill(0xFF);
        }
        assert!(fault(&data).contains("loca"));
    }

    #[test]
    fn a_ruined_table_of_letters_is_refused() {
        let mut data = naskh();
        let place = table(&data, b"cmap");
        let mut zeroed = data.clone();
        zeroed[place.clone()].fill(0);
        fault(&zeroed);
        data[place.start + 40..place.end].fill(0xFF);
        fault(&data);
    }

    #[test]
    fn glyphs_that_lie_outside_of_their_table_are_refused() {
        let mut data = naskh();
        let place = table(&data, b"glyf");
        data[place].fill(0xFF);
        fault(&data);
    }
}
