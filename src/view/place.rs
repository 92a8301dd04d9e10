//! A place on a page in, a word and its place in the author's file out; and the way back.

use std::cmp::Reverse;
use std::ops::Range;

use crate::frame::{GlyphText, Page, PageItem, Pages, PlacedLine, Rect, TextRole};
use crate::source::Span;
use crate::units::Pt;

/// A place on a page, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: Pt,
    /// Downwards.
    pub y: Pt,
}

/// What stands at a place of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word; empty for a picture.
    pub text: String,
    /// Where it stands.
    pub rect: Rect,
    /// Where it was written; its block, where the word itself is not found there.
    pub span: Span,
}

/// A place in the pages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Index of the page.
    pub page: usize,
    /// Where its line stands.
    pub rect: Rect,
}

/// The word at a place of a page, or the picture; `None` where nothing of the author's stands.
pub fn word_at(pages: &Pages, page: usize, point: Point) -> Option<Word> {
    let page = pages.pages.get(page)?;
    let point = in_content(pages, page, point);
    let line = page.items.iter().filter_map(as_line).filter(|line| {
        let area = area(line);
        line.span.is_some() && area.y <= point.y && point.y <= area.y + area.height
    });
    let line = line.min_by(|one, other| off(one, point).total_cmp(&off(other, point)));
    let Some(line) = line else {
        let found = picture_at(page, point)?;
        let rect = pages.on_paper(page, found.rect);
        return Some(Word { rect, ..found });
    };
    OnPage { pages, page, line }.word(word_in(line, point)?)
}

/// The first word of a page that its author wrote, for those who point at nothing; `None` where there is none.
pub fn first_word(pages: &Pages, page: usize) -> Option<Word> {
    let page = pages.pages.get(page)?;
    let mut lines = page.items.iter().filter_map(as_line);
    let line = lines.find(|line| line.span.is_some() && line.role != TextRole::Running)?;
    let start = line.text.find(|letter: char| !letter.is_whitespace())?;
    let end = line.text[start..].find(char::is_whitespace);
    let word = start..end.map_or(line.text.len(), |length| start + length);
    OnPage { pages, page, line }.word(word)
}

/// A line of a page.
struct OnPage<'p> {
    pages: &'p Pages,
    page: &'p Page,
    line: &'p PlacedLine,
}

impl OnPage<'_> {
    /// A word of it.
    fn word(&self, word: Range<usize>) -> Option<Word> {
        let Self { pages, page, line } = *self;
        Some(Word {
            rect: pages.on_paper(page, stretch(line, word.clone())),
            span: span_of_word(line, word.clone())?,
            text: line.text.get(word)?.to_owned(),
        })
    }
}

/// A place of a page as a place of its content, which may be turned.
fn in_content(pages: &Pages, page: &Page, point: Point) -> Point {
    let Point { x, y } = point;
    let rect = Rect {
        x,
        y,
        ..Rect::default()
    };
    let Rect { x, y, .. } = pages.in_content(page, rect);
    Point { x, y }
}

fn as_line(item: &PageItem) -> Option<&PlacedLine> {
    match item {
        PageItem::Line(line) => Some(line),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    }
}

fn picture_at(page: &Page, point: Point) -> Option<Word> {
    page.items.iter().find_map(|item| match item {
        PageItem::Picture(picture) if holds(picture.rect, point) => Some(Word {
            text: String::new(),
            rect: picture.rect,
            span: picture.span?,
        }),
        _ => None,
    })
}

fn holds(rect: Rect, point: Point) -> bool {
    (rect.x..=rect.x + rect.width).contains(&point.x)
        && (rect.y..=rect.y + rect.height).contains(&point.y)
}

/// How far a place lies beside a line.
fn off(line: &PlacedLine, point: Point) -> f32 {
    let area = area(line);
    let left = area.x.0 - point.x.0;
    let right = point.x.0 - area.x.0 - area.width.0;
    left.max(right).max(0.0)
}

/// The area that a line's letters take, from the tallest down to the deepest.
pub(super) fn area(line: &PlacedLine) -> Rect {
    /// Of its size, how far letters reach above and below the baseline.
    const ABOVE: f32 = 0.95;
    const BELOW: f32 = 0.4;
    let size = line.runs.iter().map(|run| run.size.0).fold(0.0, f32::max);
    let left = line.runs.iter().map(|run| run.x.0);
    let left = left.fold(f32::INFINITY, f32::min);
    let right = line.runs.iter().map(|run| run.x.0 + run.width().0);
    let right = right.fold(left, f32::max);
    Rect {
        x: Pt(left),
        y: Pt(line.baseline.0 - size * ABOVE),
        width: Pt(right - left),
        height: Pt(size * (ABOVE + BELOW)),
    }
}

/// A glyph that begins a cluster.
struct GlyphExtent {
    text: Range<usize>,
    left: f32,
    right: f32,
}

fn glyph_extents(line: &PlacedLine) -> Vec<GlyphExtent> {
    let mut all = Vec::new();
    for run in &line.runs {
        let mut pen = run.x.0;
        for glyph in &run.glyphs {
            let left = pen;
            pen += glyph.advance.0;
            if let GlyphText::Cluster(range) = &glyph.text {
                all.push(GlyphExtent {
                    text: range.start as usize..range.end as usize,
                    left,
                    right: pen,
                });
            }
        }
    }
    all
}

/// Where some bytes of a line's text stand.
pub(super) fn stretch(line: &PlacedLine, text: Range<usize>) -> Rect {
    let inside = glyph_extents(line)
        .into_iter()
        .filter(|one| text.contains(&one.text.start));
    let (left, right) = inside.fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), one| {
        (left.min(one.left), right.max(one.right))
    });
    let area = area(line);
    if left > right {
        return area;
    }
    Rect {
        x: Pt(left),
        width: Pt(right - left),
        ..area
    }
}

/// The bytes of the word of a line that is nearest to a place.
fn word_in(line: &PlacedLine, point: Point) -> Option<Range<usize>> {
    let distance = |one: &GlyphExtent| (one.left - point.x.0).max(point.x.0 - one.right).max(0.0);
    let glyphs = glyph_extents(line).into_iter().filter(|one| {
        let letters = line.text.get(one.text.clone()).unwrap_or_default();
        !letters.trim().is_empty()
    });
    let nearest = glyphs.min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
    let at = nearest.text.start;
    let start = line.text[..at].rfind(char::is_whitespace);
    let start = start.map_or(0, |space| line.text.ceil_char_boundary(space + 1));
    let end = line.text[at..].find(char::is_whitespace);
    Some(start..end.map_or(line.text.len(), |space| at + space))
}

/// Where a word of a line was written, without the signs around it; its block, where nobody wrote the word: the number of
/// a note, a hyphen.
fn span_of_word(line: &PlacedLine, word: Range<usize>) -> Option<Span> {
    let block = line.span?;
    let text = line.text.get(word.clone())?;
    let letters = text.trim_start_matches(is_sign);
    let start = word.end - letters.len();
    let end = start + letters.trim_end_matches(is_sign).len();
    let letters = if start < end { start..end } else { word };
    let written = line.written.as_ref();
    Some(
        written
            .and_then(|written| written.place_of_word(letters))
            .unwrap_or(block),
    )
}

/// Whether a character is no letter and no digit.
fn is_sign(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// Where the words of a place in a file came to stand; where it has none of its own, those before it.
pub fn spot_of(pages: &Pages, place: Span) -> Option<Spot> {
    let byte = place.start;
    let mut best: Option<Span> = None;
    for page in &pages.pages {
        for span in page.items.iter().filter_map(PageItem::span) {
            if span.file == place.file && span.start <= byte {
                best = Some(best.map_or(span, |best| nearer(best, span, byte)));
            }
        }
    }
    within(pages, best?, byte)
}

/// Of two blocks that begin before a byte the one that is nearer to it: the smaller one around it, else the
/// later one.
fn nearer(one: Span, other: Span, byte: u32) -> Span {
    let rank = |span: Span| (byte < span.end, span.start, Reverse(span.end));
    if rank(other) > rank(one) { other } else { one }
}

/// The line of a block in which a byte of its file is set: the one that begins nearest before it. A byte that is not set,
/// such as the `*` before a word, belongs to the words before it.
fn within(pages: &Pages, block: Span, byte: u32) -> Option<Spot> {
    let mut found: Option<Begun> = None;
    for (page, set) in pages.pages.iter().enumerate() {
        for item in set.items.iter().filter(|item| item.span() == Some(block)) {
            let (start, rect) = match item {
                PageItem::Line(line) => (first_byte(line).unwrap_or(block.start), area(line)),
                PageItem::Picture(picture) => (block.start, picture.rect),
                PageItem::Rule(_) | PageItem::Link(_) => continue,
            };
            let is_nearer = |found: &Begun| found.start < start && start <= byte;
            if found.as_ref().is_none_or(is_nearer) {
                let rect = pages.on_paper(set, rect);
                let spot = Spot { page, rect };
                found = Some(Begun { start, spot });
            }
        }
    }
    found.map(|found| found.spot)
}

/// A line or a picture, with the first byte of its file that was set in it.
struct Begun {
    start: u32,
    spot: Spot,
}

/// The first byte of its file that an author wrote and that is set in a line.
fn first_byte(line: &PlacedLine) -> Option<u32> {
    let first = line.written.as_ref()?.first_place(line.text.len())?;
    Some(first.start)
}
