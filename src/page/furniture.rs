//! Sheets in, pages out: margins by side, running heads, folios, links to their pages.

use std::sync::Arc;

use super::collect::{Collector, Leaf, Setting};
use super::compose::{PageKind, PagePosition, Paginated, Sheet};
use super::design::Design;
use super::flow::{Goal, filled, shift};
use crate::frame::{Destination, LinkTarget, Page, PageItem, PlacedLink, Rect, Side, TextRole};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::units::Pt;

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
    // Page 1 of a Persian book lies at the left when the book is opened: its front cover is at the right
    // hand, and reading goes on to the left.
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

/// Where a place of a section lies in the book.
pub(super) fn destination(section: &Section, place: PagePosition, design: &Design) -> Destination {
    Destination {
        page: section.first_page + place.page,
        y: design.margins.top + place.y,
        element: place.element,
    }
}

/// Turns the sheets of a section into pages.
pub(super) fn pages(collector: &mut Collector<'_>, section: &mut Section) -> Vec<Page> {
    // What stands on sheets is moved and not copied: glyphs of a long book are most of its memory. The
    // sheets stay in the section without it, with what each of them begins with.
    let mut sheets = std::mem::take(&mut section.paginated.sheets);
    let mut titles = Titles::default();
    let each = sheets.iter_mut().enumerate();
    let pages = each
        .map(|(index, sheet)| {
            let title = titles.of_page(collector, index + 1, &sheet.title);
            page(collector, section, index, sheet, &title)
        })
        .collect();
    section.paginated.sheets = sheets;
    pages
}

fn page(
    collector: &mut Collector<'_>,
    section: &Section,
    index: usize,
    sheet: &mut Sheet,
    title: &str,
) -> Page {
    let number = index + 1;
    let design = collector.design;
    let folio = match section.counting {
        Counting::Body => design.language.number(number),
        Counting::Front => design.language.front_number(number),
    };
    let side = side(number, design.direction);
    let (left, top) = (left_edge(design, side), design.margins.top);
    let head = Head {
        title,
        folio: &folio,
        side,
        left,
    };
    let mut items = head.set(collector, sheet.kind);
    let first = items.len();
    items.append(&mut sheet.items);
    for link in sheet.links.drain(..) {
        if let Some(target) = target(section, &link.goal, design) {
            items.push(PageItem::Link(PlacedLink {
                rect: link.rect,
                target,
                element: link.element,
                words: link.words,
                span: link.span,
            }));
        }
    }
    items[first..]
        .iter_mut()
        .for_each(|item| shift(item, left, top));
    Page { folio, side, items }
}

/// What stands around the text of a page.
struct Head<'a> {
    /// The book's title on even pages, the part's on odd ones, as it is shown.
    title: &'a str,
    folio: &'a str,
    side: Side,
    /// Left edge of the text block.
    left: Pt,
}

impl Head<'_> {
    /// Running head and folio, in places of the page.
    fn set(&self, collector: &mut Collector<'_>, kind: PageKind) -> Vec<PageItem> {
        match kind {
            PageKind::Blank => Vec::new(),
            PageKind::Opening => self.opening(collector),
            PageKind::Ordinary => self.ordinary(collector),
        }
    }

    /// The folio alone, below the text.
    fn opening(&self, collector: &mut Collector<'_>) -> Vec<PageItem> {
        let design = collector.design;
        let theme = design.theme.running;
        let foot = design.margins.top + design.height + theme.from_text.of(design.leading);
        let baseline = (design.page.1 - from_trim(design)).max(foot);
        let mut setting = setting(design, Alignment::Center);
        setting.style.size = theme.folio.of(design.size);
        self.line(collector, self.folio, &setting, baseline)
    }

    /// Above the text the folio at the fore-edge, a thin bar, the title beside it.
    fn ordinary(&self, collector: &mut Collector<'_>) -> Vec<PageItem> {
        let design = collector.design;
        let theme = design.theme.running;
        let text = design.margins.top - theme.from_text.of(design.leading);
        let baseline = from_trim(design).min(text);
        let at_right = self.side == Side::Right;
        let alignment = match at_right == (design.direction == Direction::Rtl) {
            true => Alignment::Start,
            false => Alignment::End,
        };
        let mut setting = setting(design, alignment);
        let size = setting.style.size;
        let folio = width_of(collector, self.folio, &setting);
        let gap = theme.bar_gap.of(size);
        let mut items = self.line(collector, self.folio, &setting, baseline);
        if self.title.is_empty() {
            return items;
        }
        let from_edge = folio + gap;
        let edge = match at_right {
            true => self.left + design.measure - from_edge - theme.bar,
            false => self.left + from_edge,
        };
        let height = theme.bar_height.of(size);
        let bar = Rect {
            x: edge,
            y: baseline + theme.bar_below.of(size) - height,
            width: theme.bar,
            height,
        };
        items.push(filled(bar, design.quiet()));
        let inset = from_edge + theme.bar + gap;
        match at_right {
            true => setting.right += inset,
            false => setting.left += inset,
        }
        items.extend(self.line(collector, self.title, &setting, baseline));
        items
    }

    /// A line outside the text block.
    fn line(
        &self,
        collector: &mut Collector<'_>,
        words: &str,
        setting: &Setting,
        baseline: Pt,
    ) -> Vec<PageItem> {
        let design = collector.design;
        let mut set = collector.one_line(words, setting);
        set.forget_spans();
        // A line is set in the whole measure, from its left inset on.
        let left = self.left - setting.right;
        set.shift(left, baseline - design.baseline(setting.leading));
        set.items
    }
}

/// How words outside the text block are set.
fn setting(design: &Design, alignment: Alignment) -> Setting {
    let mut setting = Setting::body(design, &design.language, design.direction);
    setting.style = design.running();
    setting.alignment = alignment;
    setting.role = TextRole::Running;
    setting.leaf = Leaf::Artifact;
    setting
}

/// How far baselines of running heads and folios lie from the trim.
fn from_trim(design: &Design) -> Pt {
    let theme = design.theme.running;
    theme.from_trim.of(design.page.1).max(theme.least_from_trim)
}

fn width_of(collector: &mut Collector<'_>, words: &str, setting: &Setting) -> Pt {
    collector.natural_width_of_words(words, setting)
}

/// The titles of running heads as they are shown: each is cut when its first page comes.
#[derive(Default)]
struct Titles {
    book: Option<Arc<str>>,
    part: Option<PartTitle>,
}

/// The title of the part that the last page lay in.
struct PartTitle {
    written: Arc<str>,
    shown: Arc<str>,
}

impl Titles {
    /// The title above a page: the book's on even pages, that of its part on odd ones.
    fn of_page(
        &mut self,
        collector: &mut Collector<'_>,
        number: usize,
        part: &Arc<str>,
    ) -> Arc<str> {
        if number.is_multiple_of(2) {
            let title = &collector.sources.config.book.title;
            let cut = || fitted(collector, title);
            return Arc::clone(self.book.get_or_insert_with(cut));
        }
        if let Some(known) = &self.part
            && Arc::ptr_eq(&known.written, part)
        {
            return Arc::clone(&known.shown);
        }
        let shown = fitted(collector, part);
        self.part = Some(PartTitle {
            written: Arc::clone(part),
            shown: Arc::clone(&shown),
        });
        shown
    }
}

/// A title as it stands above a page: what is too long loses words from its end.
fn fitted(collector: &mut Collector<'_>, title: &str) -> Arc<str> {
    // A long title says with an ellipsis that it was cut; the folio beside it has to keep its room.
    let design = collector.design;
    let setting = setting(design, Alignment::Start);
    let room = design.measure - design.theme.running.folio_room.of(design.size);
    let start = collector.beginning_within(title, room * SURELY, &setting);
    if start == title.len() && collector.natural_width_of_words(title, &setting) <= room {
        return title.into();
    }
    // A heading may be a whole chapter by mistake. Of its words only those are tried that begin within twice
    // the room, one after the other from there back.
    let tried = title[..start].split_whitespace().count().max(1);
    let mut all = title.split_whitespace();
    let mut kept: Vec<&str> = all.by_ref().take(tried).collect();
    let mut shown = match all.next() {
        None => title.to_owned(),
        Some(_) => format!("{} …", kept.join(" ")),
    };
    while kept.len() > 1 && collector.natural_width_of_words(&shown, &setting) > room {
        kept.pop();
        shown = format!("{} …", kept.join(" "));
    }
    // A word that is wider by far is cut where it is set; its end would not be seen.
    let seen = collector.beginning_within(&shown, room * SURELY * SURELY, &setting);
    shown[..seen].into()
}

/// Words that take so many times their room do not fit, whatever stands beside them.
const SURELY: f32 = 2.0;

/// Where a link leads, once pages are known.
fn target(section: &Section, goal: &Goal, design: &Design) -> Option<LinkTarget> {
    let place = match goal {
        Goal::Target(target) => return Some(target.clone()),
        Goal::Note(note) => section.paginated.notes.get(note)?,
        Goal::NoteCall(note) => section.paginated.note_calls.get(note)?,
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
