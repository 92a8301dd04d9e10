//! Sheets in, pages out: margins by side, running heads, folios, links to their pages.

use std::sync::Arc;

use super::collect::{Collector, Leaf, Setting};
use super::compose::{InMargin, PageKind, PagePosition, Paginated, Sheet};
use super::design::Design;
use super::flow::{FlowBox, Goal, Plate, filled, shift};
use super::furnished_pages::{FurnishedPages, SheetPlace};
use crate::config::{Config, FolioPlace, Role, RunningHead};
use crate::frame::{
    Destination, LinkTarget, Page, PageItem, PlacedLink, Rect, Side, TextRole, Turn,
};
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

/// Puts what stands in the margins of a sheet at the sides that its page has, behind the text.
fn fill_margins(sheet: &mut Sheet, side: Side, design: &Design) {
    for mut beside in std::mem::take(&mut sheet.margin) {
        let across = across(&beside, side, design);
        for item in &mut beside.items {
            shift(item, across, Pt::ZERO);
        }
        for link in &mut beside.links {
            link.rect.x += across;
        }
        sheet.items.append(&mut beside.items);
        sheet.links.append(&mut beside.links);
    }
}

/// From the left edge of the text block to that of a column in a margin.
fn across(beside: &InMargin, side: Side, design: &Design) -> Pt {
    let at_left = match side {
        Side::Left => !beside.at_spine,
        Side::Right => beside.at_spine,
    };
    match at_left {
        true => -beside.gap - beside.width,
        false => design.measure + beside.gap,
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
pub(super) fn pages(
    collector: &mut Collector<'_>,
    section: &mut Section,
    furnished: &mut FurnishedPages,
) -> Vec<Arc<Page>> {
    let sheets = std::mem::take(&mut section.paginated.sheets);
    let mut titles = Titles::new(collector.sources.config);
    let each = sheets.into_iter().enumerate();
    each.map(|(index, sheet)| {
        let place = SheetPlace {
            first_page: section.first_page,
            number: index + 1,
        };
        furnished.page(sheet, place, |sheet| {
            page(collector, section, index, sheet, &mut titles)
        })
    })
    .collect()
}

fn page(
    collector: &mut Collector<'_>,
    section: &Section,
    index: usize,
    mut sheet: Sheet,
    titles: &mut Titles,
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
        folio: &folio,
        side,
        left,
    };
    let mut items = match sheet.kind {
        PageKind::Blank | PageKind::Plate(Plate::Turned | Plate::Bleed) => Vec::new(),
        PageKind::Opening => head.opening(collector),
        PageKind::Ordinary | PageKind::Plate(Plate::Upright | Plate::Facing) => {
            let titles_of = PageTitles {
                chapter: &sheet.title,
                part: &sheet.part,
            };
            let title = titles.of_page(collector, number, titles_of);
            match collector.sources.config.design.folio {
                FolioPlace::Head => head.ordinary(collector, title),
                FolioPlace::Foot => {
                    let mut items = head.titled(title, design);
                    items.extend(head.opening(collector));
                    items
                }
            }
        }
    };
    let first = items.len();
    fill_margins(&mut sheet, side, design);
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
    let turn = match sheet.kind {
        PageKind::Plate(Plate::Turned) => Turn::of_book(design.direction),
        _ => Turn::Upright,
    };
    let bleeds = sheet.kind == PageKind::Plate(Plate::Bleed);
    let (left, top) = match turn {
        Turn::Upright => (left, top),
        Turn::Clockwise => (top, design.page.0 - left - design.measure),
        Turn::Counterclockwise => (design.page.1 - top - design.height, left),
    };
    for item in &mut items[first..] {
        match item {
            // Its place is one on the page.
            PageItem::Picture(_) if bleeds => {}
            item => shift(item, left, top),
        }
    }
    Page {
        folio,
        side,
        turn,
        items,
        compromises: sheet.compromises,
    }
}

/// What stands around the text of a page.
struct Head<'a> {
    folio: &'a str,
    side: Side,
    /// Left edge of the text block.
    left: Pt,
}

impl Head<'_> {
    /// The folio alone, below the text.
    fn opening(&self, collector: &mut Collector<'_>) -> Vec<PageItem> {
        let design = collector.design;
        let theme = design.theme.running;
        let foot = design.margins.top + design.height + theme.from_text.of(design.leading);
        let baseline = (design.page.1 - from_trim(design)).max(foot);
        let mut setting = setting(design, Alignment::Center);
        setting.style.size = theme.folio.of(design.size);
        let folio = collector.one_line(self.folio, &setting);
        let place = HeadPlace {
            inset: Pt::ZERO,
            baseline,
        };
        self.placed(folio.line, place, design)
    }

    /// Above the text the folio at the fore-edge, a thin bar, the title beside it.
    fn ordinary(&self, collector: &mut Collector<'_>, title: FlowBox) -> Vec<PageItem> {
        let design = collector.design;
        let theme = design.theme.running;
        let text = design.margins.top - theme.from_text.of(design.leading);
        let baseline = from_trim(design).min(text);
        let setting = setting(design, at_fore_edge(self.side, design));
        let size = setting.style.size;
        let gap = theme.bar_gap.of(size);
        let folio = collector.one_line(self.folio, &setting);
        let place = HeadPlace {
            inset: Pt::ZERO,
            baseline,
        };
        let mut items = self.placed(folio.line, place, design);
        if title.items.is_empty() {
            return items;
        }
        let from_edge = folio.width + gap;
        let edge = match self.side {
            Side::Right => self.left + design.measure - from_edge - theme.bar,
            Side::Left => self.left + from_edge,
        };
        let height = theme.bar_height.of(size);
        let bar = Rect {
            x: edge,
            y: baseline + theme.bar_below.of(size) - height,
            width: theme.bar,
            height,
        };
        items.push(filled(bar, design.quiet()));
        let place = HeadPlace {
            inset: from_edge + theme.bar + gap,
            baseline,
        };
        items.extend(self.placed(title, place, design));
        items
    }

    /// Above the text the title alone, from the fore-edge on.
    fn titled(&self, title: FlowBox, design: &Design) -> Vec<PageItem> {
        let text = design.margins.top - design.theme.running.from_text.of(design.leading);
        let place = HeadPlace {
            inset: Pt::ZERO,
            baseline: from_trim(design).min(text),
        };
        self.placed(title, place, design)
    }

    /// A line that was set in the whole measure, at its place outside the text block.
    fn placed(&self, mut line: FlowBox, place: HeadPlace, design: &Design) -> Vec<PageItem> {
        let HeadPlace { inset, baseline } = place;
        let (at_left, at_right) = match self.side {
            Side::Left => (inset, Pt::ZERO),
            Side::Right => (Pt::ZERO, inset),
        };
        line.forget_spans();
        line.shift(at_left, Pt::ZERO);
        let down = baseline - design.baseline(design.leading);
        line.shift(self.left - at_right, down);
        line.items
    }
}

/// Where a line outside the text block stands.
#[derive(Clone, Copy)]
struct HeadPlace {
    /// How far from the fore-edge of the text block.
    inset: Pt,
    /// How far below the trim.
    baseline: Pt,
}

/// The alignment of a line that begins at the fore-edge.
fn at_fore_edge(side: Side, design: &Design) -> Alignment {
    match (side, design.direction) {
        (Side::Right, Direction::Rtl) | (Side::Left, Direction::Ltr) => Alignment::Start,
        (Side::Left, Direction::Rtl) | (Side::Right, Direction::Ltr) => Alignment::End,
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

/// What a page belongs to.
#[derive(Clone, Copy)]
struct PageTitles<'a> {
    chapter: &'a Arc<str>,
    /// Empty outside parts.
    part: &'a Arc<str>,
}

/// The titles of running heads as lines: each is cut and set when its first page comes.
struct Titles {
    book: Arc<str>,
    author: Arc<str>,
    /// The last title above an even page.
    even: Option<SetTitle>,
    /// The last title above an odd page.
    odd: Option<SetTitle>,
}

/// A title that was set.
struct SetTitle {
    written: Arc<str>,
    line: FlowBox,
}

impl Titles {
    fn new(config: &Config) -> Self {
        let people = &config.book.people;
        let author = people.iter().find(|person| person.role == Role::Author);
        Self {
            book: config.book.title.as_str().into(),
            author: author.map_or("", |person| person.name.as_str()).into(),
            even: None,
            odd: None,
        }
    }

    /// The title above a page; a box without anything in it where there is none.
    fn of_page(
        &mut self,
        collector: &mut Collector<'_>,
        number: usize,
        titles: PageTitles<'_>,
    ) -> FlowBox {
        // Even pages lie all on one side and odd ones on the other, so that a title is set the same on each of
        // its pages, and five hundred of them need it shaped once.
        let parity = Parity::of(number);
        let head = collector.sources.config.design.running_head;
        let written = self.written(head, parity, titles);
        let last = match parity {
            Parity::Even => &mut self.even,
            Parity::Odd => &mut self.odd,
        };
        if let Some(known) = last
            && Arc::ptr_eq(&known.written, &written)
        {
            return known.line.clone();
        }
        let side = side(number, collector.design.direction);
        let line = title_line(collector, &written, side);
        let set = SetTitle {
            written,
            line: line.clone(),
        };
        *last = Some(set);
        line
    }

    /// The words above a page.
    fn written(&self, head: RunningHead, parity: Parity, titles: PageTitles<'_>) -> Arc<str> {
        let words = match (head, parity) {
            (RunningHead::None, _) => return Arc::default(),
            (RunningHead::Chapter, _)
            | (RunningHead::BookAndChapter | RunningHead::PartAndChapter, Parity::Odd) => {
                titles.chapter
            }
            (RunningHead::PartAndChapter, Parity::Even) if !titles.part.is_empty() => titles.part,
            (RunningHead::AuthorAndBook, Parity::Even) => &self.author,
            (
                RunningHead::Book
                | RunningHead::BookAndChapter
                | RunningHead::PartAndChapter
                | RunningHead::AuthorAndBook,
                _,
            ) => &self.book,
        };
        Arc::clone(words)
    }
}

/// Whether a page's number is even.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parity {
    Even,
    Odd,
}

impl Parity {
    fn of(number: usize) -> Self {
        match number.is_multiple_of(2) {
            true => Self::Even,
            false => Self::Odd,
        }
    }
}

/// A title in the whole measure, from the fore-edge on.
fn title_line(collector: &mut Collector<'_>, title: &str, side: Side) -> FlowBox {
    let title = fitted(collector, title);
    if title.is_empty() {
        return FlowBox::default();
    }
    let design = collector.design;
    let setting = setting(design, at_fore_edge(side, design));
    collector.one_line(&title, &setting).line
}

/// A title as it stands above a page: what is too long loses words from its end.
fn fitted(collector: &mut Collector<'_>, title: &str) -> String {
    // A long title says with an ellipsis that it was cut; the folio beside it has to keep its room.
    let design = collector.design;
    let setting = setting(design, Alignment::Start);
    let room = design.measure - design.theme.running.folio_room.of(design.size);
    let start = collector.beginning_within(title, room * SURELY, &setting);
    if start.is_none() && collector.natural_width_of_words(title, &setting) <= room {
        return title.to_owned();
    }
    // A heading may be a whole chapter by mistake. Of its words only those are tried that begin within twice
    // the room, one after the other from there back.
    let start = start.as_deref().unwrap_or(title);
    let tried = start.split_whitespace().count().max(1);
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
    seen.unwrap_or(shown)
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
