//! What stands before the text: title page, its verso with what the book says of itself, contents.

use super::column::{Column, Setting, keep_edges, to_anchor};
use super::compose::QUIET;
use super::design::Design;
use super::paginate::{Paginated, Sheet, SheetKind};
use super::slab::{FlowItem, Slab, SlabLink, stack};
use super::tagging::Leaf;
use crate::config::{Person, Role};
use crate::font::Weight;
use crate::frame::{ElementId, PageItem, PlacedRule, Rect, Role as Tag, TextRole};
use crate::locale::{Direction, Term};
use crate::model::{Alignment, Begins, plain_text};
use crate::resolve::HeadingEntry;
use crate::source::{FileId, Span};
use crate::text::TextStyle;
use crate::units::Pt;

/// Distance of the dots of a leader.
const LEADER_STEP: f32 = 4.6;
/// Size of a dot of a leader.
const LEADER_DOT: Pt = Pt(0.7);
/// Room between a leader and the words at its ends, in em.
const LEADER_GAP: f32 = 0.5;

/// The contents list needs to know where the headings came to stand.
pub(super) struct HeadingFolios<'a> {
    pub(super) body: &'a Paginated,
}

impl HeadingFolios<'_> {
    fn of(&self, entry: &HeadingEntry) -> Option<usize> {
        self.body
            .anchors
            .get(&entry.anchor)
            .map(|place| place.page + 1)
    }
}

/// A span for words that nobody wrote in a file.
fn nowhere() -> Span {
    Span::new(FileId::default(), 0..0)
}

impl Column<'_> {
    /// The title page.
    pub(super) fn title_page(&mut self) -> Sheet {
        let book = &self.sources.config.book;
        let design = self.design;
        let mut setting = Setting::body(design, &book.language, book.direction);
        setting.alignment = Alignment::Center;
        setting.role = TextRole::Heading(1);
        setting.inside = self.tree.root();
        setting.leaf = Leaf::New(Tag::Heading(1));
        let title = TextStyle {
            size: design.size * 2.2,
            ..design.heading(1, &book.language)
        };
        self.flow
            .push(FlowItem::Slab(Slab::blank(design.height * 0.24)));
        self.line_of(&book.title, &title, &setting);
        setting.role = TextRole::Body;
        setting.leaf = Leaf::New(Tag::Paragraph);
        if let Some(subtitle) = &book.subtitle {
            self.flow
                .push(FlowItem::Slab(Slab::blank(design.leading * 0.5)));
            let style = TextStyle {
                size: design.size * 1.3,
                ..design.body(&book.language)
            };
            self.line_of(subtitle, &style, &setting);
        }
        self.flow
            .push(FlowItem::Slab(Slab::blank(design.leading * 1.5)));
        for (person, is_author) in people_of(&book.people) {
            let size = if is_author { 1.25 } else { 1.0 };
            let style = TextStyle {
                size: design.size * size,
                ..design.body(&book.language)
            };
            let credit = book.language.credit(person.role.relator());
            let words = format!("{credit} {}", person.name);
            self.line_of(words.trim_start(), &style, &setting);
        }
        let flow = std::mem::take(&mut self.flow);
        let mut whole = stack(flow);
        if let Some(publisher) = &book.publisher {
            let style = design.body(&book.language);
            self.line_of(publisher, &style, &setting);
            let mut foot = stack(std::mem::take(&mut self.flow));
            foot.shift(Pt::ZERO, design.height - foot.height);
            whole.absorb(foot);
        }
        sheet_of(whole, Begins::TitlePage)
    }

    /// The back of the title page: what the book says of itself; empty where it says nothing.
    pub(super) fn colophon(&mut self) -> Sheet {
        let book = &self.sources.config.book;
        let design = self.design;
        let mut setting = Setting::body(design, &book.language, book.direction);
        setting.alignment = Alignment::Start;
        setting.inside = self.tree.root();
        setting.style = design.note(&book.language);
        setting.leading = design.small_leading();
        let style = setting.style.clone();
        let series = book.series.as_ref().map(|(name, place)| match place {
            Some(place) => format!("{name}، {}", book.language.number(*place as usize)),
            None => name.clone(),
        });
        let facts = [
            series,
            book.publisher.clone(),
            book.date
                .as_ref()
                .map(|date| book.language.digits().convert(date)),
            book.isbn.as_ref().map(|isbn| format!("ISBN {isbn}")),
            book.rights.clone(),
        ];
        for fact in facts.into_iter().flatten() {
            self.line_of(&fact, &style, &setting);
        }
        let mut whole = stack(std::mem::take(&mut self.flow));
        whole.shift(Pt::ZERO, design.height - whole.height);
        sheet_of(whole, Begins::Colophon)
    }

    /// Words that nobody wrote in a chapter, as lines of their own.
    pub(super) fn line_of(&mut self, words: &str, style: &TextStyle, setting: &Setting) {
        let leading = self.design.leading_for(style.size);
        let setting = Setting {
            style: style.clone(),
            leading,
            ..setting.clone()
        };
        let mut composer = self.composer(&setting);
        composer.words(words, style, nowhere());
        let composed = composer.finish(setting.asked, setting.direction);
        self.composed(composed, nowhere(), &setting);
    }

    /// The contents list, as a column that pages are cut from.
    pub(super) fn contents(&mut self, folios: &HeadingFolios<'_>) {
        let config = self.sources.config;
        let design = self.design;
        let language = &config.book.language;
        let title = language.term(Term::Contents);
        self.flow.push(FlowItem::Opening(title.to_owned()));
        let mut setting = Setting::body(design, language, config.book.direction);
        setting.alignment = Alignment::Center;
        setting.role = TextRole::Heading(1);
        self.flow
            .push(FlowItem::Slab(Slab::blank(design.leading * 3.0)));
        let style = design.heading(1, language);
        setting.inside = self.tree.root();
        setting.leaf = Leaf::New(Tag::Heading(1));
        self.line_of(title, &style, &setting);
        for item in &mut self.flow {
            if let FlowItem::Slab(slab) = item {
                slab.begins = Some(Begins::Contents(None));
            }
        }
        let mut lists = vec![(0, self.element(Tag::Contents, &setting))];
        setting.alignment = Alignment::Start;
        self.flow.push(FlowItem::Slab(Slab::blank(design.leading)));
        setting.role = TextRole::Contents;
        let depth = config.pdf.contents_depth;
        for entry in self
            .sources
            .book
            .headings
            .iter()
            .filter(|entry| entry.level <= depth)
        {
            if let Some(folio) = folios.of(entry) {
                let link = self.contents_element(entry.level, &mut lists);
                self.contents_entry(entry, folio, &setting.in_element(link));
            }
        }
    }

    /// The link of a line of the contents, in an item of the list of its level; lists of lower levels
    /// lie in the item above. `lists` are the open ones, each with its level.
    fn contents_element(&mut self, level: u8, lists: &mut Vec<(u8, ElementId)>) -> ElementId {
        while lists.len() > 1 && lists.last().is_some_and(|(open, _)| *open > level) {
            lists.pop();
        }
        let (open, mut list) = lists.last().copied().unwrap_or((level, self.tree.root()));
        let above = self.tree.element(list).children.last().copied();
        match above {
            Some(above) if open > 0 && open < level => {
                // An item has one list below it, also where levels are left out.
                let below = self.tree.element(above).children.get(1).copied();
                list = below.unwrap_or_else(|| self.tree.add_like(Tag::Contents, above));
                lists.push((level, list));
            }
            _ => lists.last_mut().into_iter().for_each(|last| last.0 = level),
        }
        let item = self.tree.add_like(Tag::ContentsItem, list);
        let reference = self.tree.add_like(Tag::Reference, item);
        self.tree.add_like(Tag::Link, reference)
    }

    /// One line of the contents: words, leader, folio.
    fn contents_entry(&mut self, entry: &HeadingEntry, folio: usize, setting: &Setting) {
        let design = self.design;
        let deep = f32::from(entry.level.saturating_sub(1));
        let mut inner = setting.indented(design.indent() * deep, design);
        inner.style.weight = if entry.level == 1 {
            Weight::Bold
        } else {
            Weight::Regular
        };
        if entry.level == 1 {
            self.space(design.leading * 0.3);
        }
        let folio_room = design.size * 3.0;
        let mut composer = self.composer(&inner);
        if let Some(number) = &entry.number {
            composer.isolated(number, &inner.style, nowhere());
            composer.words("\u{2002}", &inner.style, nowhere());
        }
        composer.inlines(&entry.title, &inner.style);
        let composed = composer.finish(Some(setting.direction), setting.direction);
        let width = inner.width(design) - folio_room;
        let mut narrowed = inner.clone();
        match setting.direction {
            Direction::Rtl => narrowed.left += folio_room,
            Direction::Ltr => narrowed.right += folio_room,
        }
        let set = self.set(composed, &narrowed, width);
        let ends = set.lines.last().map(|line| line.extent);
        let mut slabs = self.slabs(set, nowhere(), &narrowed);
        let number = self.folio_slab(folio, &inner);
        if let (Some(last), Some(ends), Some((number, width))) = (slabs.last_mut(), ends, number) {
            let words = (ends.0 + narrowed.left, ends.1 + narrowed.left);
            last.items
                .extend(leader(design, setting.direction, words, width));
            last.absorb(number);
        }
        for mut slab in keep_edges(slabs) {
            slab.begins = Some(Begins::Contents(Some(entry.anchor)));
            let rect = Rect {
                x: Pt::ZERO,
                y: Pt::ZERO,
                width: design.measure,
                height: slab.height,
            };
            slab.links.push(SlabLink {
                rect,
                goal: to_anchor(entry.anchor),
                element: Some(setting.inside),
                words: plain_text(&entry.title),
                span: None,
            });
            self.flow.push(FlowItem::Slab(slab));
        }
    }

    /// The folio at the side where reading ends, with its width.
    fn folio_slab(&mut self, folio: usize, setting: &Setting) -> Option<(Slab, Pt)> {
        let ending = Setting {
            alignment: Alignment::End,
            left: Pt::ZERO,
            right: Pt::ZERO,
            ..setting.clone()
        };
        let mut composer = self.composer(&ending);
        let words = self.design.language.number(folio);
        composer.words(&words, &ending.style, nowhere());
        let composed = composer.finish(Some(setting.direction), setting.direction);
        let set = self.set(composed, &ending, self.design.measure);
        let width = set
            .lines
            .first()
            .map(|line| line.extent.1 - line.extent.0)?;
        self.slabs(set, nowhere(), &ending)
            .pop()
            .map(|slab| (slab, width))
    }
}

/// The dots between the words and the folio, on a grid that all lines share. They are drawn, not
/// written: nobody wants to copy them.
fn leader(design: &Design, direction: Direction, words: (Pt, Pt), folio: Pt) -> Vec<PageItem> {
    let gap = design.size * LEADER_GAP;
    let (from, to) = match direction {
        Direction::Rtl => (folio + gap, words.0 - gap),
        Direction::Ltr => (words.1 + gap, design.measure - folio - gap),
    };
    let y = Design::baseline(design.leading) - LEADER_DOT;
    let first = (from.0 / LEADER_STEP).ceil();
    let count = ((to.0 / LEADER_STEP).floor() - first).max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "dots on one line"
    )]
    let count = count as u16;
    let dots = (0..count).map(|dot| (first + f32::from(dot)) * LEADER_STEP);
    let square = |x| Rect {
        x: Pt(x),
        y,
        width: LEADER_DOT,
        height: LEADER_DOT,
    };
    dots.map(|x| {
        PageItem::Rule(PlacedRule {
            rect: square(x),
            ink: QUIET,
        })
    })
    .collect()
}

/// A sheet of its own; an empty one begins with nothing.
fn sheet_of(slab: Slab, begins: Begins) -> Sheet {
    Sheet {
        begins: (!slab.items.is_empty()).then_some(begins),
        items: slab.items,
        links: slab.links,
        title: String::new(),
        kind: SheetKind::Blank,
    }
}

/// Authors first, then the others.
fn people_of(people: &[Person]) -> impl Iterator<Item = (&Person, bool)> {
    let author = |person: &&Person| person.role == Role::Author;
    let other = |person: &&Person| person.role != Role::Author;
    let authors = people.iter().filter(author).map(|person| (person, true));
    authors.chain(people.iter().filter(other).map(|person| (person, false)))
}
