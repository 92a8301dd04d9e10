//! A styled paragraph in, its clusters and glyphs with the places where lines may end out.

use super::bidi::{self, Edge};
use super::breaks;
use super::cache::{ShaperState, Shapers};
use super::engine::Text;
use super::itemize::{self, Item, Missing};
use super::shaped::{Cluster, ClusterKind, Object, Run, ShapedParagraph, ShapedPiece, SizedFace};
use super::stretch::{ShapedOutput, UnitStretch};
use super::styled::{StyledText, TextStyle};
use super::words::Job;
use crate::font::FontSet;
use crate::locale::Direction;

/// What stands before and after a text that is shaped on its own, for letters that join across its
/// edges; nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'t> {
    /// The text before it; the last few letters count.
    pub before: &'t str,
    /// The text after it; the first few letters count.
    pub after: &'t str,
}

/// Shapes paragraphs, and keeps what it has prepared for the next one.
pub struct Shaper<'a> {
    state: ShaperState<'a>,
    /// Letters that no face has, in the order of finding.
    pub missing: Vec<Missing>,
}

impl<'a> Shaper<'a> {
    /// A shaper with these faces.
    pub fn new(fonts: &'a FontSet) -> Self {
        Self {
            state: ShaperState::own(fonts),
            missing: Vec::new(),
        }
    }

    /// A shaper that goes on where another one ended, and gives back what it has cached.
    /// `shapers` has never been used with other faces.
    pub fn continuing(fonts: &'a FontSet, shapers: &'a Shapers) -> Self {
        Self {
            state: ShaperState::from(fonts, shapers),
            missing: Vec::new(),
        }
    }

    /// The faces.
    pub fn fonts(&self) -> &'a FontSet {
        self.state.engine.fonts()
    }

    /// Shapes a paragraph.
    pub fn shape(&mut self, mut paragraph: StyledText) -> ShapedParagraph {
        let levels = bidi::levels(&paragraph);
        let items = itemize::itemize(&paragraph, &levels.each, self.fonts(), &mut self.missing);
        let mut objects = std::mem::take(&mut paragraph.objects)
            .into_iter()
            .enumerate();
        let mut shaped = unshaped(paragraph, levels.edges);
        for item in &items {
            let object = match item.face {
                Some(_) => None,
                None => objects.next().map(|(index, size)| Object {
                    index,
                    width: size.width,
                    height: size.height,
                    depth: size.depth,
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
        context: Context<'_>,
    ) -> ShapedPiece {
        let mut piece = ShapedPiece {
            clusters: Vec::new(),
            glyphs: Vec::new(),
            advance: 0.0,
        };
        let Some(face) = run.face else {
            return piece;
        };
        let scale = self.scale(face);
        let ShaperState { engine, words, .. } = &mut self.state;
        let plan = engine.plan_for(face.id, run.script, direction(run.level), style.forms());
        let text = Text {
            before: context.before,
            letters: text,
            after: context.after,
        };
        let mut output = ShapedOutput {
            start: 0,
            scale,
            clusters: &mut piece.clusters,
            glyphs: &mut piece.glyphs,
        };
        if context.before.is_empty() && context.after.is_empty() {
            // Halves of words come again and again, as words do.
            words.set(Job { engine, plan, text }, &mut output);
        } else {
            let mut stretch = UnitStretch::default();
            engine.shape(plan, text, &mut stretch);
            output.set(0, stretch.part());
        }
        piece.advance = piece.clusters.iter().map(|cluster| cluster.advance).sum();
        piece
    }

    /// Points of a font unit.
    fn scale(&self, face: SizedFace) -> f32 {
        face.size.0 / self.fonts().face(face.id).units_per_em()
    }

    /// Adds an item as a run with its clusters in logical order.
    fn push_run(&mut self, shaped: &mut ShapedParagraph, item: &Item, object: Option<Object>) {
        let first = index(shaped.clusters.len());
        let style = &shaped.styles[item.style];
        let face = item.face.map(|id| SizedFace {
            id,
            size: style.size * self.fonts().scale(style.family, id),
        });
        match face {
            Some(face) => self.shape_item(shaped, item, face),
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

    fn shape_item(&mut self, shaped: &mut ShapedParagraph, item: &Item, face: SizedFace) {
        let scale = self.scale(face);
        let ShaperState { engine, words, .. } = &mut self.state;
        let plan = engine.plan_for(
            face.id,
            item.script,
            direction(item.level),
            shaped.styles[item.style].forms(),
        );
        let mut output = ShapedOutput {
            start: index(item.range.start),
            scale,
            clusters: &mut shaped.clusters,
            glyphs: &mut shaped.glyphs,
        };
        let job = Job {
            engine,
            plan,
            text: text_of(&shaped.text, item),
        };
        words.set(job, &mut output);
    }
}

/// The paragraph with its breaks, before there is a glyph.
fn unshaped(paragraph: StyledText, edges: Vec<Edge>) -> ShapedParagraph {
    let breaks = breaks::find(&paragraph);
    // A letter of Arabic script has two bytes, one of a program has one: nearly each has a cluster and a glyph.
    let letters = paragraph.text.chars().count();
    ShapedParagraph {
        direction: paragraph.direction,
        runs: Vec::new(),
        clusters: Vec::with_capacity(letters),
        glyphs: Vec::with_capacity(letters),
        breaks,
        edges,
        zero_width: paragraph.zero_width,
        written: paragraph.written,
        crowded: paragraph.crowded,
        styles: paragraph.styles,
        text: paragraph.text,
    }
}

/// Letters join across a change of style, so the shaper sees what stands before and after. Raised and
/// lowered words stand apart.
fn text_of<'t>(text: &'t str, item: &Item) -> Text<'t> {
    Text {
        letters: &text[item.range.clone()],
        before: if item.joins.before {
            &text[..item.range.start]
        } else {
            ""
        },
        after: if item.joins.after {
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
