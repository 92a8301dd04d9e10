//! Items in, glyphs and clusters out.

use std::collections::BTreeMap;
use std::ops::Range;

use harfrust::{
    Buffer, ClusterLevel, Direction as ShapeDirection, Script, ShapeOptions, ShapePlan, ShaperFont,
};

use super::bidi;
use super::breaks::{self, Break};
use super::itemize::{self, Item, Missing};
use super::styled::{LINE_SEPARATOR, Mark, StyledText, TextStyle};
use crate::font::{FaceId, FontSet};
use crate::locale::Direction;
use crate::source::Span;
use crate::units::Pt;

/// A glyph as the shaper gives it; lengths in points at the run's size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Id in the face.
    pub id: u16,
    /// How far the pen moves to the right.
    pub advance: f32,
    /// How far it is drawn right of the pen.
    pub dx: f32,
    /// How far it is drawn above the baseline.
    pub dy: f32,
}

/// What a cluster is for the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterKind {
    /// Letters.
    Letter,
    /// A space that may be stretched, and vanishes at the end of a line.
    Space,
    /// A forced line break; it has no glyph.
    Break,
}

/// The smallest piece of text that has glyphs of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Byte range in the paragraph's text.
    pub text: Range<u32>,
    /// Its glyphs, an index range into [`ShapedParagraph::glyphs`].
    pub glyphs: Range<u32>,
    /// The sum of their advances, in points.
    pub advance: f32,
    /// What it is.
    pub kind: ClusterKind,
}

/// A stretch of one face, size and level.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its clusters, an index range into [`ShapedParagraph::clusters`].
    pub clusters: Range<u32>,
    /// UAX #9 level.
    pub level: u8,
    /// Index into the paragraph's styles.
    pub style: usize,
    /// The face with its size after matching; `None` for an object.
    pub face: Option<(FaceId, Pt)>,
    /// The object, where it is one.
    pub object: Option<Object>,
}

/// A picture in the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Object {
    /// Its place among the paragraph's objects.
    pub index: usize,
    /// Width.
    pub width: Pt,
    /// Height above the baseline.
    pub height: Pt,
}

/// A paragraph with all its glyphs, before it is cut into lines.
#[derive(Clone, Debug)]
pub struct ShapedParagraph {
    /// The logical text.
    pub text: String,
    /// Direction of the paragraph.
    pub direction: Direction,
    /// The styles that runs name.
    pub styles: Vec<TextStyle>,
    /// Runs in logical order.
    pub runs: Vec<Run>,
    /// Clusters in logical order, covering the text without gaps.
    pub clusters: Vec<Cluster>,
    /// Glyphs; those of a cluster stand together in visual order.
    pub glyphs: Vec<Glyph>,
    /// Where lines may end.
    pub breaks: Vec<Break>,
    /// Things without width.
    pub marks: Vec<Mark>,
    /// Where the words were written, for messages: byte ranges with their spans.
    pub origins: Vec<(Range<usize>, Span)>,
}

/// Shapes paragraphs, and keeps what it has prepared for the next one.
pub struct Shaper<'a> {
    fonts: &'a FontSet,
    prepared: BTreeMap<FaceId, ShaperFont<'a, 'a>>,
    plans: BTreeMap<PlanKey, ShapePlan>,
    buffer: Buffer,
    /// Letters that no face has, in the order of finding.
    pub missing: Vec<Missing>,
}

/// What a shaping plan depends on: face, right to left or not, script tag, language.
type PlanKey = (FaceId, bool, u32, String);

impl<'a> Shaper<'a> {
    /// A shaper with these faces.
    pub fn new(fonts: &'a FontSet) -> Self {
        Self {
            fonts,
            prepared: BTreeMap::new(),
            plans: BTreeMap::new(),
            buffer: Buffer::new(),
            missing: Vec::new(),
        }
    }

    /// The faces.
    pub fn fonts(&self) -> &'a FontSet {
        self.fonts
    }

    /// Shapes a paragraph.
    pub fn shape(&mut self, paragraph: StyledText) -> ShapedParagraph {
        let levels = bidi::levels(&paragraph);
        let items = itemize::itemize(&paragraph, &levels, self.fonts, &mut self.missing);
        let breaks = breaks::find(&paragraph);
        let mut shaped = ShapedParagraph {
            direction: paragraph.direction,
            runs: Vec::with_capacity(items.len()),
            clusters: Vec::with_capacity(paragraph.text.len() / 2),
            glyphs: Vec::with_capacity(paragraph.text.len() / 2),
            breaks,
            marks: paragraph.marks,
            origins: paragraph
                .spans
                .iter()
                .map(|span| (span.range.clone(), span.origin))
                .collect(),
            styles: paragraph.styles,
            text: paragraph.text,
        };
        let mut objects = paragraph.objects.iter().enumerate();
        for item in items {
            let first = index(shaped.clusters.len());
            let mut run = Run {
                clusters: first..first,
                level: item.level,
                style: item.style,
                face: None,
                object: None,
            };
            match item.face {
                Some(face) => {
                    let style = &shaped.styles[item.style];
                    let size = style.size * self.fonts.scale(style.family, face);
                    run.face = Some((face, size));
                    self.shape_item(&mut shaped, &item, face, size);
                }
                None => {
                    let object = objects.next().map(|(at, (width, height))| Object {
                        index: at,
                        width: *width,
                        height: *height,
                    });
                    run.object = object;
                    push_object(&mut shaped, &item, object);
                }
            }
            run.clusters.end = index(shaped.clusters.len());
            shaped.runs.push(run);
        }
        shaped
    }

    /// Shapes one item and appends its clusters in logical order.
    fn shape_item(&mut self, shaped: &mut ShapedParagraph, item: &Item, face: FaceId, size: Pt) {
        let rtl = item.level % 2 == 1;
        let language = shaped.styles[item.style].language.clone();
        let text = shaped.text.as_str();
        let mut buffer = std::mem::replace(&mut self.buffer, Buffer::new());
        buffer.clear();
        // Default is to merge marks with their bases; each character keeps its own cluster instead,
        // so that every one of them comes back out of the PDF.
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        for (at, letter) in text[item.range.clone()].char_indices() {
            let shown = match letter {
                // It parts letters as the end of a text does.
                LINE_SEPARATOR | '\n' => ZERO_WIDTH_NON_JOINER,
                // No face has a shape for it.
                '\t' => ' ',
                letter => letter,
            };
            buffer.push(shown as u32, index(item.range.start + at));
        }
        // Letters join across a change of style, so the shaper sees what stands before and after.
        // Raised and lowered words stand apart.
        if item.joins.0 {
            buffer.set_pre_context(tail(&text[..item.range.start]));
        }
        if item.joins.1 {
            buffer.set_post_context(head(&text[item.range.end..]));
        }
        let direction = if rtl {
            ShapeDirection::RightToLeft
        } else {
            ShapeDirection::LeftToRight
        };
        buffer.set_direction(direction);
        buffer.set_script(Some(item.script));
        let spoken = harfrust::Language::new(language.as_str());
        buffer.set_language(spoken.clone());
        let fonts = self.fonts;
        let font = fonts.face(face).font();
        let prepared = self
            .prepared
            .entry(face)
            .or_insert_with(|| ShaperFont::new(font));
        let key = (
            face,
            rtl,
            script_key(item.script),
            language.as_str().to_owned(),
        );
        let plan = self.plans.entry(key).or_insert_with(|| {
            ShapePlan::new(font, direction, Some(item.script), spoken.as_ref(), &[])
        });
        let options = ShapeOptions::new().plan(Some(plan));
        if harfrust::shape(prepared, &mut buffer, options).is_ok() {
            let scale = size.0 / fonts.face(face).units_per_em();
            collect(shaped, item, &buffer, scale);
        }
        self.buffer = buffer;
    }
}

/// Parts letters and has no width.
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

/// A number for the script, so that plans can be looked up.
fn script_key(script: Script) -> u32 {
    u32::from_be_bytes(script.tag().to_be_bytes())
}

/// The last few letters before an item: all that joining looks at.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(4).map_or(0, |(at, _)| at);
    &text[start..]
}

fn head(text: &str) -> &str {
    let end = text.char_indices().nth(5).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn push_object(shaped: &mut ShapedParagraph, item: &Item, object: Option<Object>) {
    let glyphs = index(shaped.glyphs.len());
    shaped.clusters.push(Cluster {
        text: index(item.range.start)..index(item.range.end),
        glyphs: glyphs..glyphs,
        advance: object.map_or(0.0, |object| object.width.0),
        kind: ClusterKind::Letter,
    });
}

/// Takes the shaped glyphs out of the buffer, cluster by cluster in logical order.
#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn collect(shaped: &mut ShapedParagraph, item: &Item, buffer: &Buffer, scale: f32) {
    let infos = buffer.glyph_infos();
    let positions = buffer.glyph_positions();
    let rtl = item.level % 2 == 1;
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(infos.len());
    for at in 0..infos.len() {
        match groups.last_mut() {
            Some(group) if infos[group.start].cluster == infos[at].cluster => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    if rtl {
        groups.reverse();
    }
    for (order, group) in groups.iter().enumerate() {
        let start = infos[group.start].cluster;
        let next = groups.get(order + 1).map(|next| infos[next.start].cluster);
        let end = next.unwrap_or(index(item.range.end));
        let first = index(shaped.glyphs.len());
        let mut advance = 0.0;
        for at in group.clone() {
            let position = positions[at];
            let glyph = Glyph {
                id: u16::try_from(infos[at].glyph_id).unwrap_or(0),
                advance: position.x_advance as f32 * scale,
                dx: position.x_offset as f32 * scale,
                dy: position.y_offset as f32 * scale,
            };
            advance += glyph.advance;
            shaped.glyphs.push(glyph);
        }
        let kind = kind_of(&shaped.text[start as usize..end as usize]);
        if kind == ClusterKind::Break {
            advance = 0.0;
        }
        let glyphs = first..index(shaped.glyphs.len());
        shaped.clusters.push(Cluster {
            text: start..end,
            glyphs,
            advance,
            kind,
        });
    }
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
