//! A styled paragraph in, its clusters and glyphs with the places where lines may end out.

use super::bidi::{self, Edge};
use super::breaks;
use super::engine::Text;
use super::itemize::{self, Item, Missing};
use super::shaped::{Cluster, ClusterKind, Object, Run, ShapedParagraph, ShapedPiece};
use super::stretch::{Page, UnitStretch};
use super::styled::{StyledText, TextStyle};
use super::tools::{Shapers, Tools};
use super::words::Job;
use crate::font::{FaceId, FontSet};
use crate::locale::Direction;
use crate::units::Pt;

/// Shapes paragraphs, and keeps what it has prepared for the next one.
pub struct Shaper<'a> {
    tools: Tools<'a>,
    /// Letters that no face has, in the order of finding.
    pub missing: Vec<Missing>,
}

impl<'a> Shaper<'a> {
    /// A shaper with these faces.
    pub fn new(fonts: &'a FontSet) -> Self {
        Self {
            tools: Tools::own(fonts),
            missing: Vec::new(),
        }
    }

    /// A shaper that goes on where another one ended, and gives back what it has learnt.
    /// `shapers` has never been used with other faces.
    pub fn continuing(fonts: &'a FontSet, shapers: &'a Shapers) -> Self {
        Self {
            tools: Tools::from(fonts, shapers),
            missing: Vec::new(),
        }
    }

    /// The faces.
    pub fn fonts(&self) -> &'a FontSet {
        self.tools.engine.fonts()
    }

    /// Shapes a paragraph.
    pub fn shape(&mut self, paragraph: StyledText) -> ShapedParagraph {
        let levels = bidi::levels(&paragraph);
        let items = itemize::itemize(&paragraph, &levels.each, self.fonts(), &mut self.missing);
        let objects = paragraph.objects.clone();
        let mut shaped = unshaped(paragraph, levels.edges);
        let mut objects = objects.into_iter().enumerate();
        for item in &items {
            let object = match item.face {
                Some(_) => None,
                None => objects.next().map(|(index, (width, height))| Object {
                    index,
                    width,
                    height,
                }),
            };
            self.push_run(&mut shaped, item, object);
        }
        shaped
    }

    /// Shapes a piece of a run on its own, as if `context` stood before and after it: a word with a
    /// stroke in it, half a word with a hyphen. `style` is the run's own; a run without a face gives
    /// nothing.
    pub fn piece(
        &mut self,
        run: &Run,
        style: &TextStyle,
        text: &str,
        context: (&str, &str),
    ) -> ShapedPiece {
        let mut piece = ShapedPiece {
            clusters: Vec::new(),
            glyphs: Vec::new(),
            advance: 0.0,
        };
        let Some((face, size)) = run.face else {
            return piece;
        };
        let engine = &mut self.tools.engine;
        let manner = engine.manner((face, run.script, direction(run.level)), &style.language);
        let (before, after) = context;
        let text = Text {
            before,
            letters: text,
            after,
        };
        let mut stretch = UnitStretch::default();
        engine.shape(manner, text, &mut stretch);
        let mut page = Page {
            start: 0,
            scale: self.scale(face, size),
            clusters: &mut piece.clusters,
            glyphs: &mut piece.glyphs,
        };
        page.set(0, stretch.part());
        piece.advance = piece.clusters.iter().map(|cluster| cluster.advance).sum();
        piece
    }

    /// Points of a font unit at a size.
    fn scale(&self, face: FaceId, size: Pt) -> f32 {
        size.0 / self.fonts().face(face).units_per_em()
    }

    /// Adds an item as a run with its clusters in logical order.
    fn push_run(&mut self, shaped: &mut ShapedParagraph, item: &Item, object: Option<Object>) {
        let first = index(shaped.clusters.len());
        let style = &shaped.styles[item.style];
        let face = item
            .face
            .map(|face| (face, style.size * self.fonts().scale(style.family, face)));
        match face {
            Some((face, size)) => self.shape_item(shaped, item, (face, size)),
            None => push_object(shaped, item, object),
        }
        shaped.runs.push(Run {
            clusters: first..index(shaped.clusters.len()),
            level: item.level,
            style: item.style,
            script: item.script,
            face,
            object,
        });
    }

    fn shape_item(
        &mut self,
        shaped: &mut ShapedParagraph,
        item: &Item,
        (face, size): (FaceId, Pt),
    ) {
        let scale = self.scale(face, size);
        let Tools { engine, words, .. } = &mut self.tools;
        let manner = engine.manner(
            (face, item.script, direction(item.level)),
            &shaped.styles[item.style].language,
        );
        let mut page = Page {
            start: index(item.range.start),
            scale,
            clusters: &mut shaped.clusters,
            glyphs: &mut shaped.glyphs,
        };
        let job = Job {
            engine,
            manner,
            text: text_of(&shaped.text, item),
        };
        words.set(job, &mut page);
    }
}

/// The paragraph with its breaks, before there is a glyph.
fn unshaped(paragraph: StyledText, edges: Vec<Edge>) -> ShapedParagraph {
    let breaks = breaks::find(&paragraph);
    let origins = paragraph.spans.iter();
    let origins = origins.map(|span| (span.range.clone(), span.origin));
    ShapedParagraph {
        direction: paragraph.direction,
        runs: Vec::new(),
        clusters: Vec::with_capacity(paragraph.text.len() / 2),
        glyphs: Vec::with_capacity(paragraph.text.len() / 2),
        breaks,
        edges,
        marks: paragraph.marks,
        origins: origins.collect(),
        styles: paragraph.styles,
        text: paragraph.text,
    }
}

/// Letters join across a change of style, so the shaper sees what stands before and after. Raised and
/// lowered words stand apart.
fn text_of<'t>(text: &'t str, item: &Item) -> Text<'t> {
    Text {
        letters: &text[item.range.clone()],
        before: if item.joins.0 {
            &text[..item.range.start]
        } else {
            ""
        },
        after: if item.joins.1 {
            &text[item.range.end..]
        } else {
            ""
        },
    }
}

fn direction(level: u8) -> Direction {
    match level % 2 {
        1 => Direction::Rtl,
        _ => Direction::Ltr,
    }
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
        safe: true,
        tatweel: false,
    });
}
