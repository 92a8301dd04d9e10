//! A small typesetter for the tests: greedy lines of one size, justified by their spaces.

use std::sync::Arc;

use harfrust::{Buffer, ClusterLevel, Direction as Way, ShapeOptions, ShaperFont};
use unicode_bidi::{BidiInfo, Level};

use crate::font::{FaceId, FaceStyle, Family, FontSet, Weight};
use crate::frame::{
    Ending, GlyphText, Ink, LineFit, Page, PageItem, Pages, PlacedGlyph, PlacedLine, PlacedRun,
    Side, TextRole,
};
use crate::locale::{Direction, Language};
use crate::units::Pt;

const BODY: FaceStyle = FaceStyle::upright(Family::Body, Weight::Regular);

/// Where lines go.
pub(super) struct Setting<'a> {
    pub(super) fonts: &'a FontSet,
    pub(super) size: f32,
    pub(super) page: (f32, f32),
    pub(super) margin: f32,
    /// Strokes of this many em are set into every line that has a place for one.
    pub(super) stroke: f32,
}

impl<'a> Setting<'a> {
    pub(super) fn new(fonts: &'a FontSet) -> Self {
        Self {
            fonts,
            size: 11.0,
            page: (411.0, 595.25),
            margin: 48.0,
            stroke: 0.0,
        }
    }

    /// Sets paragraphs, one a line of the text, and starts pages as they fill.
    pub(super) fn pages(&self, text: &str) -> Pages {
        let mut pages = Pages {
            size: (Pt(self.page.0), Pt(self.page.1)),
            ..Pages::default()
        };
        let mut items = Vec::new();
        let mut y = self.margin + self.size;
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            let lines = self.break_lines(paragraph);
            for (at, line) in lines.iter().enumerate() {
                if y > self.page.1 - self.margin {
                    pages
                        .pages
                        .push(page(pages.pages.len(), std::mem::take(&mut items)));
                    y = self.margin + self.size;
                }
                let full = at + 1 < lines.len();
                items.push(PageItem::Line(self.line(line, y, full)));
                y += 1.75 * self.size;
            }
            y += 4.0;
        }
        pages.pages.push(page(pages.pages.len(), items));
        pages
    }

    fn measure(&self) -> f32 {
        self.page.0 - 2.0 * self.margin
    }

    fn break_lines(&self, paragraph: &str) -> Vec<String> {
        let mut lines: Vec<String> = vec![String::new()];
        let mut width = 0.0;
        let space = self.runs(" ").iter().map(|run| run.width().0).sum::<f32>();
        for word in paragraph.split_whitespace() {
            let word_width: f32 = self.runs(word).iter().map(|run| run.width().0).sum();
            let line = lines.last_mut().unwrap();
            if !line.is_empty() && width + space + word_width > self.measure() {
                lines.push(word.to_owned());
                width = word_width;
            } else {
                if !line.is_empty() {
                    line.push(' ');
                    width += space;
                }
                line.push_str(word);
                width += word_width;
            }
        }
        lines
    }

    /// A line at a height, stretched to the measure or flush right.
    pub(super) fn line(&self, text: &str, baseline: f32, full: bool) -> PlacedLine {
        let mut runs = self.runs(text);
        if self.stroke > 0.0 {
            self.lengthen(&mut runs, text);
        }
        let is_space = |glyph: &&mut PlacedGlyph| match &glyph.text {
            GlyphText::Cluster(range) => &text[range.start as usize..range.end as usize] == " ",
            _ => false,
        };
        let free = self.measure() - runs.iter().map(|run| run.width().0).sum::<f32>();
        let spaces = text.matches(' ').count();
        if full && spaces > 0 {
            let stretch = free / f32::from(u16::try_from(spaces).unwrap());
            let glyphs = runs.iter_mut().flat_map(|run| &mut run.glyphs);
            glyphs
                .filter(is_space)
                .for_each(|glyph| glyph.advance += Pt(stretch));
        }
        let width: f32 = runs.iter().map(|run| run.width().0).sum();
        self.place(&mut runs, text, self.page.0 - self.margin - width);
        PlacedLine {
            baseline: Pt(baseline),
            text: text.to_owned(),
            direction: Direction::Rtl,
            language: Language::persian(),
            role: TextRole::Body,
            runs,
            element: None,
            span: None,
            written: None,
            elements: Vec::new(),
            ending: Ending::Close,
            fit: LineFit::default(),
        }
    }

    /// Gives runs, which are in logical order, their places from the left.
    fn place(&self, runs: &mut [PlacedRun], text: &str, left: f32) {
        let info = BidiInfo::new(text, Some(Level::rtl()));
        let levels: Vec<Level> = runs
            .iter()
            .map(|run| Level::new(run.level).unwrap())
            .collect();
        drop(info);
        let mut x = left;
        for at in BidiInfo::reorder_visual(&levels) {
            runs[at].x = Pt(x);
            x += runs[at].width().0;
        }
    }

    /// Shaped runs in logical order.
    fn runs(&self, text: &str) -> Vec<PlacedRun> {
        let info = BidiInfo::new(text, Some(Level::rtl()));
        let mut runs = Vec::new();
        let mut start = 0;
        let key = |at: usize, letter: char, before: FaceId| {
            (info.levels[at].number(), self.face(letter, before))
        };
        let mut current: Option<(u8, FaceId)> = None;
        for (at, letter) in text.char_indices() {
            let before = current.map_or(self.fonts.primary(BODY), |key| key.1);
            let next = key(at, letter, before);
            if let Some(old) = current.filter(|old| *old != next) {
                runs.push(self.run(text, start..at, old));
                start = at;
            }
            current = Some(next);
        }
        runs.extend(current.map(|old| self.run(text, start..text.len(), old)));
        runs
    }

    fn face(&self, letter: char, before: FaceId) -> FaceId {
        if self.fonts.face(before).covers(letter) && before == self.fonts.primary(BODY)
            || crate::pdf::text::character_class::is_format(letter)
            || crate::locale::is_mark(letter)
        {
            return before;
        }
        self.fonts.find(BODY, letter).unwrap_or(before)
    }

    fn run(
        &self,
        text: &str,
        range: std::ops::Range<usize>,
        (level, face): (u8, FaceId),
    ) -> PlacedRun {
        let font = self.fonts.face(face);
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        for (at, letter) in text[range.clone()].char_indices() {
            buffer.push(letter as u32, u32::try_from(range.start + at).unwrap());
        }
        buffer.guess_segment_properties();
        buffer.set_direction(if level % 2 == 1 {
            Way::RightToLeft
        } else {
            Way::LeftToRight
        });
        let shaper = ShaperFont::new(font.font());
        harfrust::shape(&shaper, &mut buffer, ShapeOptions::new()).unwrap();
        let scale = self.size / font.units_per_em();
        let infos = buffer.glyph_infos();
        let mut starts: Vec<u32> = infos.iter().map(|info| info.cluster).collect();
        starts.sort_unstable();
        starts.dedup();
        starts.push(u32::try_from(range.end).unwrap());
        let mut glyphs = Vec::new();
        for (at, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            let first = at == 0 || infos[at - 1].cluster != info.cluster;
            let end = starts[starts.binary_search(&info.cluster).unwrap() + 1];
            #[expect(clippy::cast_precision_loss, reason = "font units are small")]
            let points = |units: i32| Pt(units as f32 * scale);
            glyphs.push(PlacedGlyph {
                id: u16::try_from(info.glyph_id).unwrap(),
                advance: points(position.x_advance),
                dx: points(position.x_offset),
                dy: points(position.y_offset),
                stretch: 1.0,
                text: if first {
                    GlyphText::Cluster(info.cluster..end)
                } else {
                    GlyphText::Part
                },
            });
        }
        PlacedRun {
            x: Pt(0.0),
            rise: Pt(0.0),
            face,
            size: Pt(self.size),
            ink: Ink::Gray(0.0),
            level,
            formula: None,
            glyphs: glyphs.into(),
        }
    }

    /// Puts a stroke after every initial beh, seen and their like that has a letter on its left.
    fn lengthen(&self, runs: &mut [PlacedRun], text: &str) {
        for run in runs.iter_mut().filter(|run| run.level % 2 == 1) {
            let Some(stroke) = self.fonts.face(run.face).glyph('\u{0640}') else {
                continue;
            };
            let id = u16::try_from(stroke.to_u32()).unwrap();
            let advance = Pt(self.fonts.face(run.face).advance(stroke) * self.size);
            let joins = |glyph: &PlacedGlyph| match &glyph.text {
                GlyphText::Cluster(range) => {
                    "سشبتیکمن".contains(&text[range.start as usize..range.end as usize])
                }
                _ => false,
            };
            let mut at = 1;
            while at < run.glyphs.len() {
                if joins(&run.glyphs[at]) && joins(&run.glyphs[at - 1]) {
                    let count = (self.stroke * self.size / advance.0).ceil().max(1.0);
                    let step = Pt(self.stroke * self.size / count);
                    let glyph = PlacedGlyph {
                        id,
                        advance: step,
                        dx: Pt(0.0),
                        dy: Pt(0.0),
                        stretch: 1.0,
                        text: GlyphText::Inserted,
                    };
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "a small count"
                    )]
                    let count = count as usize;
                    run.glyphs.splice(at..at, vec![glyph; count]);
                    at += count;
                }
                at += 1;
            }
        }
    }
}

fn page(before: usize, items: Vec<PageItem>) -> Arc<Page> {
    let folio = Language::persian().number(before + 1);
    Arc::new(Page {
        turn: crate::frame::Turn::Upright,
        folio,
        side: if before.is_multiple_of(2) {
            Side::Left
        } else {
            Side::Right
        },
        items,
        compromises: Vec::new(),
    })
}
