//! Sheets in, pages out: margins by side, running heads, folios, links to their pages.

use super::column::{Column, Setting};
use super::compose::QUIET;
use super::design::Design;
use super::paginate::{Paginated, Place, Sheet, SheetKind};
use super::slab::{Goal, Slab, shift};
use super::tagging::Leaf;
use crate::frame::{
    Destination, LinkTarget, Page, PageItem, PlacedLink, PlacedRule, Rect, Side, TextRole,
};
use crate::locale::Direction;
use crate::model::{Alignment, Inline, InlineKind};
use crate::source::{FileId, Span};
use crate::units::Pt;

/// The running head's baseline above the text block, in lines.
const HEAD_ABOVE: f32 = 1.05;
/// It is nearer where the margin is narrow: at most this share of the margin.
const HALF_MARGIN: f32 = 0.55;
/// The rule below the running head, as a share of the way to the text block.
const HEAD_RULE: f32 = 0.31;
/// The folio's baseline below the text block, in lines.
const FOLIO_BELOW: f32 = 1.25;

/// Room that a running head leaves for the folio, in em.
const FOLIO_ROOM: f32 = 3.0;

/// A run of sheets that is counted on its own.
pub(super) struct Section {
    pub(super) paginated: Paginated,
    /// How its pages are counted.
    pub(super) counting: Counting,
    /// Index of its first page in the book.
    pub(super) first_page: usize,
}

/// How pages are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// Letters (abjad) or roman numerals, before the text.
    Front,
    /// The book's digits, from 1.
    Body,
}

/// The side of a page: odd pages are left pages in a right-bound book, right pages in a left-bound.
pub(super) fn side(number: usize, direction: Direction) -> Side {
    match (number % 2 == 1, direction) {
        (true, Direction::Rtl) | (false, Direction::Ltr) => Side::Left,
        (false, Direction::Rtl) | (true, Direction::Ltr) => Side::Right,
    }
}

/// Left edge of the text block: the inner margin is at the spine.
fn left_edge(design: &Design, side: Side) -> Pt {
    match side {
        Side::Left => design.margins.outer,
        Side::Right => design.margins.inner,
    }
}

/// Where a place of the column lies in the book.
pub(super) fn destination(section: &Section, place: Place, design: &Design) -> Destination {
    Destination {
        page: section.first_page + place.page,
        y: design.margins.top + place.y,
        element: place.element,
    }
}

impl Column<'_> {
    /// Turns the sheets of a section into pages.
    pub(super) fn pages(&mut self, section: &Section) -> Vec<Page> {
        let sheets = section.paginated.sheets.iter().enumerate();
        sheets
            .map(|(index, sheet)| self.page(section, index, sheet))
            .collect()
    }

    fn page(&mut self, section: &Section, index: usize, sheet: &Sheet) -> Page {
        let number = index + 1;
        let design = self.design;
        let folio = match section.counting {
            Counting::Body => design.language.number(number),
            Counting::Front => design.language.front_number(number),
        };
        let side = side(number, design.direction);
        let (left, top) = (left_edge(design, side), design.margins.top);
        let mut items = self.head(sheet, (&folio, side), number);
        let first = items.len();
        items.extend(sheet.items.iter().cloned());
        for link in &sheet.links {
            if let Some(target) = target(section, &link.goal, design) {
                items.push(PageItem::Link(PlacedLink {
                    rect: link.rect,
                    target,
                    element: link.element,
                    words: link.words.clone(),
                    span: link.span,
                }));
            }
        }
        items[first..]
            .iter_mut()
            .for_each(|item| shift(item, left, top));
        Page { folio, side, items }
    }

    /// Running head and folio, in places of the page.
    fn head(&mut self, sheet: &Sheet, folio: (&str, Side), number: usize) -> Vec<PageItem> {
        let design = self.design;
        let left = left_edge(design, folio.1);
        match sheet.kind {
            SheetKind::Blank => Vec::new(),
            SheetKind::Opening => {
                let bottom = design.page.1 - design.margins.top - design.height;
                let below = (design.leading * FOLIO_BELOW).min(bottom * 0.75);
                let baseline = design.margins.top + design.height + below;
                self.running(folio.0, Alignment::Center, (left, baseline))
            }
            SheetKind::Ordinary => {
                let above = (design.leading * HEAD_ABOVE).min(design.margins.top * HALF_MARGIN);
                let baseline = design.margins.top - above;
                // The folio stands at the fore-edge, the title at the spine.
                let outer_is_start =
                    (folio.1 == Side::Right) == (design.direction == Direction::Rtl);
                let (outer, inner) = match outer_is_start {
                    true => (Alignment::Start, Alignment::End),
                    false => (Alignment::End, Alignment::Start),
                };
                let book = &self.sources.config.book.title;
                let title = if number.is_multiple_of(2) {
                    book.clone()
                } else {
                    sheet.title.clone()
                };
                let mut items = self.running(folio.0, outer, (left, baseline));
                items.extend(self.running(&title, inner, (left, baseline)));
                let y = baseline + above * HEAD_RULE;
                let rect = Rect {
                    x: left,
                    y,
                    width: design.measure,
                    height: Pt(0.4),
                };
                items.push(PageItem::Rule(PlacedRule { rect, ink: QUIET }));
                items
            }
        }
    }

    /// A line outside the text block; `place` is the left edge and the baseline. What is too long for
    /// it is cut at a word.
    fn running(&mut self, words: &str, alignment: Alignment, place: (Pt, Pt)) -> Vec<PageItem> {
        let design = self.design;
        let mut setting = Setting::body(design, &design.language, design.direction);
        setting.style = design.running();
        setting.alignment = alignment;
        setting.role = TextRole::Running;
        setting.leaf = Leaf::Artifact;
        let nowhere = Span::new(FileId::default(), 0..0);
        let room = design.measure - design.size * FOLIO_ROOM;
        let mut kept: Vec<&str> = words.split_whitespace().collect();
        let mut shown = words.to_owned();
        while kept.len() > 1 && self.width_of(&shown, &setting) > room {
            kept.pop();
            shown = format!("{} …", kept.join(" "));
        }
        let mut composer = self.composer(&setting);
        composer.words(&shown, &setting.style, nowhere);
        let composed = composer.finish(Some(design.direction), design.direction);
        let set = self.set(composed, &setting, design.measure);
        let first = self.slabs(set, nowhere, &setting).into_iter().next();
        let mut slab = first.unwrap_or_else(|| Slab::blank(Pt::ZERO));
        slab.forget_spans();
        slab.shift(place.0, place.1 - Design::baseline(setting.leading));
        slab.items
    }

    fn width_of(&mut self, words: &str, setting: &Setting) -> Pt {
        let nowhere = Span::new(FileId::default(), 0..0);
        let text = Inline {
            kind: InlineKind::Text(words.to_owned()),
            span: nowhere,
        };
        self.natural_width(&[text], setting)
    }
}

/// Where a link leads, once pages are known.
fn target(section: &Section, goal: &Goal, design: &Design) -> Option<LinkTarget> {
    let place = match goal {
        Goal::Target(target) => return Some(target.clone()),
        Goal::Note(note) => section.paginated.notes.get(note)?,
        Goal::Mark(note) => section.paginated.marks.get(note)?,
    };
    let found = destination(section, *place, design);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "hundredths of a point on one page"
    )]
    let y = (found.y.0 * 100.0) as i32;
    Some(LinkTarget::Place {
        page: found.page,
        y,
        element: found.element,
    })
}
