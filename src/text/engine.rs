//! One stretch of text with its manner in, its clusters and glyphs in font units out (harfrust).
//!
//! What is prepared for a face and a manner of shaping is kept for the next stretch.

use std::collections::BTreeMap;
use std::ops::Range;

use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction as ShapeDirection, GlyphInfo, Script,
    ShapeOptions, ShapePlan, ShaperFont,
};

use super::shaped::{Cluster, ClusterKind, Glyph};
use super::styled::LINE_SEPARATOR;
use crate::font::{FaceId, FontSet};
use crate::locale::{Direction, Language};

/// What the shapes of a text depend on besides the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Manner {
    /// The face.
    pub(super) face: FaceId,
    /// The script.
    pub(super) script: Script,
    /// Which way the glyphs run.
    pub(super) direction: Direction,
    /// The language, for `locl` forms.
    pub(super) language: Language,
}

/// A manner that an [`Engine`] has prepared: its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MannerId(usize);

/// What stands before and after a stretch, for letters that join across its edges.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'t> {
    /// The text before it; the last few letters count.
    pub(super) before: &'t str,
    /// The text after it; the first few letters count.
    pub(super) after: &'t str,
}

/// A glyph in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitGlyph {
    id: u16,
    advance: i32,
    dx: i32,
    dy: i32,
}

/// A cluster of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitCluster {
    /// Byte range in the stretch.
    text: Range<u32>,
    /// How many glyphs it has.
    glyphs: u32,
    kind: ClusterKind,
    safe: bool,
    tatweel: bool,
}

/// A stretch shaped in font units: clusters in logical order, and their glyphs one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnitStretch {
    clusters: Vec<UnitCluster>,
    glyphs: Vec<UnitGlyph>,
}

impl UnitStretch {
    /// Appends the stretch to a paragraph. `start` is the stretch's byte in the paragraph's text,
    /// `scale` the points of a font unit.
    #[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
    pub(super) fn append(
        &self,
        start: u32,
        scale: f32,
        clusters: &mut Vec<Cluster>,
        glyphs: &mut Vec<Glyph>,
    ) {
        let mut rest = self.glyphs.as_slice();
        for cluster in &self.clusters {
            let first = index(glyphs.len());
            let (own, others) = rest.split_at(cluster.glyphs as usize);
            rest = others;
            let mut advance = 0.0;
            for glyph in own {
                let glyph = Glyph {
                    id: glyph.id,
                    advance: glyph.advance as f32 * scale,
                    dx: glyph.dx as f32 * scale,
                    dy: glyph.dy as f32 * scale,
                };
                advance += glyph.advance;
                glyphs.push(glyph);
            }
            if cluster.kind == ClusterKind::Break {
                advance = 0.0;
            }
            clusters.push(Cluster {
                text: start + cluster.text.start..start + cluster.text.end,
                glyphs: first..index(glyphs.len()),
                advance,
                kind: cluster.kind,
                safe: cluster.safe,
                tatweel: cluster.tatweel,
            });
        }
    }
}

/// A manner with what harfrust has compiled for it.
struct Prepared {
    manner: Manner,
    plan: ShapePlan,
}

/// Shapes stretches, and keeps what it has prepared for the next one.
pub(super) struct Engine<'a> {
    fonts: &'a FontSet,
    faces: BTreeMap<FaceId, ShaperFont<'a, 'a>>,
    prepared: Vec<Prepared>,
    known: BTreeMap<Manner, MannerId>,
    buffer: Buffer,
}

impl<'a> Engine<'a> {
    /// An engine for these faces.
    pub(super) fn new(fonts: &'a FontSet) -> Self {
        let mut buffer = Buffer::new();
        // Default is to merge marks with their bases; each character keeps its own cluster instead,
        // so that every one of them comes back out of the PDF.
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::PRODUCE_SAFE_TO_INSERT_TATWEEL);
        Self {
            fonts,
            faces: BTreeMap::new(),
            prepared: Vec::new(),
            known: BTreeMap::new(),
            buffer,
        }
    }

    /// The faces.
    pub(super) fn fonts(&self) -> &'a FontSet {
        self.fonts
    }

    /// Prepares a manner of shaping, or finds it prepared.
    pub(super) fn manner(&mut self, manner: Manner) -> MannerId {
        if let Some(id) = self.known.get(&manner) {
            return *id;
        }
        let font = self.fonts.face(manner.face).font();
        self.faces
            .entry(manner.face)
            .or_insert_with(|| ShaperFont::new(font));
        let spoken = harfrust::Language::new(manner.language.as_str());
        let plan = ShapePlan::new(
            font,
            shape_direction(manner.direction),
            Some(manner.script),
            spoken.as_ref(),
            &[],
        );
        let id = MannerId(self.prepared.len());
        self.known.insert(manner.clone(), id);
        self.prepared.push(Prepared { manner, plan });
        id
    }

    /// Shapes a stretch; it stays empty only where the shaper refuses (a text beyond its limits).
    pub(super) fn shape(&mut self, id: MannerId, text: &str, context: Context<'_>) -> UnitStretch {
        let Prepared { manner, plan } = &self.prepared[id.0];
        let buffer = &mut self.buffer;
        fill(buffer, text, context);
        buffer.set_direction(shape_direction(manner.direction));
        buffer.set_script(Some(manner.script));
        buffer.set_language(plan.language().cloned());
        let options = ShapeOptions::new().plan(Some(plan));
        let mut stretch = UnitStretch::default();
        let face = self.faces.get(&manner.face);
        if face.is_some_and(|face| harfrust::shape(face, buffer, options).is_ok()) {
            collect(&mut stretch, text, buffer, manner.direction);
            lean(&mut stretch, text, context);
        }
        stretch
    }
}

/// Writes a stretch into the shaper's buffer.
fn fill(buffer: &mut Buffer, text: &str, context: Context<'_>) {
    buffer.clear();
    for (at, letter) in text.char_indices() {
        let shown = match letter {
            // It parts letters as the end of a text does.
            LINE_SEPARATOR | '\n' => ZERO_WIDTH_NON_JOINER,
            // No face has a shape for it.
            '\t' => ' ',
            letter => letter,
        };
        buffer.push(shown as u32, index(at));
    }
    // harfrust takes the few letters that joining looks at.
    buffer.set_pre_context(context.before);
    buffer.set_post_context(context.after);
}

/// Takes the shaped glyphs out of the buffer, cluster by cluster in logical order.
fn collect(stretch: &mut UnitStretch, text: &str, buffer: &Buffer, direction: Direction) {
    let infos = buffer.glyph_infos();
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(infos.len());
    for at in 0..infos.len() {
        match groups.last_mut() {
            Some(group) if infos[group.start].cluster == infos[at].cluster => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    if direction == Direction::Rtl {
        groups.reverse();
    }
    for (order, group) in groups.iter().enumerate() {
        let start = infos[group.start].cluster;
        let next = groups.get(order + 1).map(|next| infos[next.start].cluster);
        let range = start..next.unwrap_or(index(text.len()));
        let glyphs = stretch.glyphs.len();
        stretch
            .glyphs
            .extend(group.clone().map(|at| glyph(buffer, at)));
        let letters = &text[range.start as usize..range.end as usize];
        let attached = letters.chars().next().is_some_and(is_mark);
        let flags: &GlyphInfo = &infos[group.start];
        stretch.clusters.push(UnitCluster {
            text: range,
            glyphs: index(stretch.glyphs.len() - glyphs),
            kind: kind_of(letters),
            // Both flags speak of the side where the cluster's text begins, in both directions.
            safe: !attached && !flags.unsafe_to_break(),
            tatweel: !attached && flags.safe_to_insert_tatweel(),
        });
    }
}

fn glyph(buffer: &Buffer, at: usize) -> UnitGlyph {
    let position = buffer.glyph_positions()[at];
    UnitGlyph {
        id: u16::try_from(buffer.glyph_infos()[at].glyph_id).unwrap_or(0),
        advance: position.x_advance,
        dx: position.x_offset,
        dy: position.y_offset,
    }
}

/// The shaper knows nothing of what a cut before the stretch would do to its first letter: safe is
/// what stands after white space or after nothing.
fn lean(stretch: &mut UnitStretch, text: &str, context: Context<'_>) {
    let parted = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace());
    let apart = parted(context.before.chars().next_back()) || parted(text.chars().next());
    if let Some(first) = stretch.clusters.first_mut() {
        first.safe &= apart;
    }
}

/// Parts letters and has no width.
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

fn shape_direction(direction: Direction) -> ShapeDirection {
    match direction {
        Direction::Rtl => ShapeDirection::RightToLeft,
        Direction::Ltr => ShapeDirection::LeftToRight,
    }
}

fn is_mark(letter: char) -> bool {
    unicode_bidi::bidi_class(letter) == unicode_bidi::BidiClass::NSM
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A space that carries a vowel sign is a letter: it must not vanish at the end of a line.
fn kind_of(text: &str) -> ClusterKind {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(LINE_SEPARATOR), None) => ClusterKind::Break,
        (Some(' ' | '\u{00A0}' | '\t' | '\n'), None) => ClusterKind::Space,
        _ => ClusterKind::Letter,
    }
}
