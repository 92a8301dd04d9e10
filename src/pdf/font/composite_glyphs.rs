//! A TrueType font and glyphs to add in, a font with composite glyphs out (OpenType `glyf`, `loca`, `hmtx`).
//!
//! A letter with its vowel signs, a kerned letter or a lengthened one becomes a glyph of its own,
//! so that the widths in the PDF are those of the font and no operator moves a part of a word.

use std::collections::BTreeMap;

use super::outline::{GlyphComponent, UNSCALED};

/// A glyph to add.
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Extra {
    /// In font units.
    pub(in crate::pdf) advance: u16,
    /// Glyphs of the font with their moves to the right and upwards; none for an empty glyph.
    pub(in crate::pdf) parts: Vec<GlyphComponent>,
}

/// Adds glyphs after the last; the first one added has the number that the font had of glyphs.
///
/// `None` where the font's tables do not hold together.
pub(in crate::pdf) fn add_glyphs(font: &[u8], extras: &[Extra]) -> Option<Vec<u8>> {
    let mut tables = read_tables(font)?;
    let mut glyphs = Glyphs::read(&tables)?;
    for extra in extras {
        glyphs.add(extra)?;
    }
    glyphs.write(&mut tables)?;
    forget_names(&mut tables);
    Some(write_tables(&tables))
}

/// Names of glyphs count the glyphs that were there before, and nobody asks for them (OpenType
/// `post` 3.0).
fn forget_names(tables: &mut Tables) {
    const WITHOUT_NAMES: [u8; 4] = [0, 3, 0, 0];
    const LENGTH: usize = 32;
    if let Some(post) = tables.get_mut(b"post").filter(|post| post.len() >= LENGTH) {
        post.truncate(LENGTH);
        post[..4].copy_from_slice(&WITHOUT_NAMES);
    }
}

/// How many glyphs a font has.
pub(in crate::pdf) fn count_glyphs(font: &[u8]) -> Option<u16> {
    u16_at(read_tables(font)?.get(b"maxp")?, 4)
}

/// One table of a font.
pub(in crate::pdf) fn table(font: &[u8], tag: [u8; 4]) -> Option<Vec<u8>> {
    read_tables(font)?.remove(&tag)
}

type Tables = BTreeMap<[u8; 4], Vec<u8>>;

fn bytes<const N: usize>(data: &[u8], at: usize) -> Option<[u8; N]> {
    data.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    bytes(data, at).map(u16::from_be_bytes)
}

fn i16_at(data: &[u8], at: usize) -> Option<i16> {
    bytes(data, at).map(i16::from_be_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<usize> {
    bytes(data, at)
        .map(u32::from_be_bytes)
        .and_then(|value| usize::try_from(value).ok())
}

fn put(data: &mut [u8], at: usize, value: [u8; 2]) -> Option<()> {
    data.get_mut(at..at + 2)?.copy_from_slice(&value);
    Some(())
}

fn raise(data: &mut [u8], at: usize, value: u16) -> Option<()> {
    let value = u16_at(data, at)?.max(value);
    put(data, at, value.to_be_bytes())
}

fn read_tables(font: &[u8]) -> Option<Tables> {
    let count = usize::from(u16_at(font, 4)?);
    let mut tables = Tables::new();
    for record in (0..count).map(|index| 12 + 16 * index) {
        let (offset, length) = (u32_at(font, record + 8)?, u32_at(font, record + 12)?);
        let data = font.get(offset..offset.checked_add(length)?)?;
        tables.insert(bytes(font, record)?, data.to_vec());
    }
    Some(tables)
}

/// The smallest rectangle around an outline: left, bottom, right, top.
type Bounds = [i16; 4];

/// The outlines and measures of a font, taken apart.
struct Glyphs {
    data: Vec<u8>,
    /// Where each glyph begins in `data`, and the end.
    starts: Vec<u32>,
    /// Advance and left side bearing.
    metrics: Vec<(u16, i16)>,
    most_parts: u16,
    bounds: Bounds,
}

impl Glyphs {
    fn read(tables: &Tables) -> Option<Self> {
        let count = usize::from(u16_at(tables.get(b"maxp")?, 4)?);
        let head = tables.get(b"head")?;
        let loca = tables.get(b"loca")?;
        let long = u16_at(head, 50)? != 0;
        let start = |glyph: usize| match long {
            true => u32_at(loca, 4 * glyph),
            false => u16_at(loca, 2 * glyph).map(|half| 2 * usize::from(half)),
        };
        let starts = (0..=count).map(|glyph| start(glyph).and_then(|at| u32::try_from(at).ok()));
        let bound = |index: usize| i16_at(head, 36 + 2 * index);
        Some(Self {
            data: tables.get(b"glyf")?.clone(),
            starts: starts.collect::<Option<_>>()?,
            metrics: read_metrics(tables, count)?,
            most_parts: 0,
            bounds: [bound(0)?, bound(1)?, bound(2)?, bound(3)?],
        })
    }

    /// The bounds of a glyph; `None` for an empty one.
    fn bounds_of(&self, glyph: u16) -> Option<Bounds> {
        let glyph = usize::from(glyph);
        let (start, end) = (
            *self.starts.get(glyph)? as usize,
            *self.starts.get(glyph + 1)? as usize,
        );
        let data = self.data.get(start..end)?;
        Some([
            i16_at(data, 2)?,
            i16_at(data, 4)?,
            i16_at(data, 6)?,
            i16_at(data, 8)?,
        ])
    }

    fn add(&mut self, extra: &Extra) -> Option<()> {
        let seen = |part: &&GlyphComponent| self.bounds_of(part.glyph).is_some();
        let parts: Vec<_> = extra.parts.iter().filter(seen).copied().collect();
        let bounds = parts.iter().filter_map(|part| {
            let [left, bottom, right, top] = self.bounds_of(part.glyph)?;
            let x = |x: i16| scaled(x, part.scale).saturating_add(part.dx);
            let y = |y: i16| y.saturating_add(part.dy);
            Some([x(left), y(bottom), x(right), y(top)])
        });
        let bounds = bounds.reduce(unite);
        if let Some(bounds) = bounds {
            write_composite(&mut self.data, bounds, &parts);
            self.bounds = unite(self.bounds, bounds);
            self.most_parts = self.most_parts.max(u16::try_from(parts.len()).ok()?);
        }
        self.starts.push(u32::try_from(self.data.len()).ok()?);
        self.metrics
            .push((extra.advance, bounds.map_or(0, |bounds| bounds[0])));
        Some(())
    }

    fn write(self, tables: &mut Tables) -> Option<()> {
        let count = u16::try_from(self.metrics.len()).ok()?;
        let widest = self.metrics.iter().map(|(advance, _)| *advance).max()?;
        let metric = |(advance, bearing): &(u16, i16)| {
            let [a, b] = advance.to_be_bytes();
            let [c, d] = bearing.to_be_bytes();
            [a, b, c, d]
        };
        tables.insert(*b"hmtx", self.metrics.iter().flat_map(metric).collect());
        tables.insert(
            *b"loca",
            self.starts
                .iter()
                .flat_map(|start| start.to_be_bytes())
                .collect(),
        );
        tables.insert(*b"glyf", self.data);
        let hhea = tables.get_mut(b"hhea")?;
        raise(hhea, 10, widest)?;
        put(hhea, 34, count.to_be_bytes())?;
        let head = tables.get_mut(b"head")?;
        put(head, 50, 1_u16.to_be_bytes())?;
        for (index, bound) in self.bounds.iter().enumerate() {
            put(head, 36 + 2 * index, bound.to_be_bytes())?;
        }
        let maxp = tables.get_mut(b"maxp")?;
        put(maxp, 4, count.to_be_bytes())?;
        write_limits(maxp, self.most_parts)
    }
}

/// The limits of `maxp` that composites of composites may reach.
fn write_limits(maxp: &mut [u8], most_parts: u16) -> Option<()> {
    let simple = [(6, 10), (8, 12)];
    for (of_glyph, of_composite) in simple {
        let one = u16_at(maxp, of_glyph)?.max(u16_at(maxp, of_composite)?);
        raise(maxp, of_composite, one.saturating_mul(most_parts.max(1)))?;
    }
    let depth = u16_at(maxp, 30)?.saturating_add(1);
    raise(maxp, 28, most_parts)?;
    raise(maxp, 30, depth)
}

fn read_metrics(tables: &Tables, count: usize) -> Option<Vec<(u16, i16)>> {
    let long = usize::from(u16_at(tables.get(b"hhea")?, 34)?);
    let hmtx = tables.get(b"hmtx")?;
    let last = long.checked_sub(1)?;
    let metric = |glyph: usize| {
        let advance = u16_at(hmtx, 4 * glyph.min(last))?;
        let bearing = if glyph < long {
            4 * glyph + 2
        } else {
            4 * long + 2 * (glyph - long)
        };
        Some((advance, i16_at(hmtx, bearing)?))
    };
    (0..count).map(metric).collect()
}

fn unite(one: Bounds, other: Bounds) -> Bounds {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

/// A length under a scale in 1/16384.
fn scaled(length: i16, scale: i16) -> i16 {
    let product = i32::from(length) * i32::from(scale);
    let rounded = (product + i32::from(UNSCALED) / 2) / i32::from(UNSCALED);
    i16::try_from(rounded).unwrap_or(i16::MAX)
}

/// Writes a composite glyph: components placed by offsets that are words.
fn write_composite(data: &mut Vec<u8>, bounds: Bounds, parts: &[GlyphComponent]) {
    const ARGS_ARE_WORDS: u16 = 0x0001;
    const ARGS_ARE_OFFSETS: u16 = 0x0002;
    const MORE_COMPONENTS: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const OFFSETS_ARE_NOT_SCALED: u16 = 0x1000;
    data.extend((-1_i16).to_be_bytes());
    data.extend(bounds.iter().flat_map(|bound| bound.to_be_bytes()));
    for (index, part) in parts.iter().enumerate() {
        let more = if index + 1 < parts.len() {
            MORE_COMPONENTS
        } else {
            0
        };
        let scales = match part.scale {
            UNSCALED => 0,
            _ => TWO_SCALES | OFFSETS_ARE_NOT_SCALED,
        };
        data.extend((ARGS_ARE_WORDS | ARGS_ARE_OFFSETS | scales | more).to_be_bytes());
        data.extend(part.glyph.to_be_bytes());
        data.extend(part.dx.to_be_bytes());
        data.extend(part.dy.to_be_bytes());
        if scales != 0 {
            data.extend(part.scale.to_be_bytes());
            data.extend(UNSCALED.to_be_bytes());
        }
    }
    while !data.len().is_multiple_of(4) {
        data.push(0);
    }
}

fn checksum(data: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(word)
    };
    data.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn write_tables(tables: &Tables) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let selector = count.max(1).ilog2();
    let range = 16_u16 << selector.min(11);
    let mut font = 0x0001_0000_u32.to_be_bytes().to_vec();
    for value in [
        count,
        range,
        u16::try_from(selector).unwrap_or(0),
        (16 * count).saturating_sub(range),
    ] {
        font.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut body = Vec::new();
    let mut adjustment = None;
    for (tag, data) in tables {
        let mut data = data.clone();
        if let (b"head", Some(field)) = (tag, data.get_mut(8..12)) {
            field.fill(0);
            adjustment = Some(offset + 8);
        }
        font.extend(tag);
        for value in [checksum(&data) as usize, offset, data.len()] {
            font.extend(u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes());
        }
        data.resize(data.len().next_multiple_of(4), 0);
        offset += data.len();
        body.extend(data);
    }
    font.extend(body);
    if let Some(at) = adjustment {
        let rest = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&font));
        font[at..at + 4].copy_from_slice(&rest.to_be_bytes());
    }
    font
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Family, FontSet, Weight};
    use skrifa::MetadataProvider;
    use skrifa::instance::{LocationRef, Size};

    #[test]
    fn an_added_glyph_has_the_advance_and_the_bounds_of_its_moved_parts() {
        let fonts = FontSet::embedded();
        let face = fonts.face(fonts.primary(crate::font::FaceStyle::upright(
            Family::Body,
            Weight::Regular,
        )));
        let beh = face.glyph('ب').unwrap();
        let before = count_glyphs(face.data()).unwrap();
        let part = GlyphComponent {
            glyph: u16::try_from(beh.to_u32()).unwrap(),
            dx: 50,
            dy: -20,
            scale: UNSCALED,
        };
        let extra = Extra {
            advance: 777,
            parts: vec![part],
        };
        let font = add_glyphs(
            face.data(),
            &[
                Extra {
                    advance: 0,
                    parts: vec![],
                },
                extra,
            ],
        )
        .unwrap();
        let font = skrifa::FontRef::new(&font).unwrap();
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let added = skrifa::GlyphId::from(before + 1);
        let (old, new) = (metrics.bounds(beh).unwrap(), metrics.bounds(added).unwrap());
        assert_eq!(metrics.advance_width(added), Some(777.0));
        assert_eq!(
            (new.x_min - old.x_min, new.y_max - old.y_max),
            (50.0, -20.0)
        );
        assert_eq!(
            metrics.advance_width(skrifa::GlyphId::from(before)),
            Some(0.0)
        );
    }
}
