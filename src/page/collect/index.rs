//! Indexes: entries with the pages that they lead to in, lines in two columns out.

use std::sync::Arc;

use super::collector::Collector;
use super::columns::{ColumnRoom, in_columns};
use super::heading::{apart, heading, opening};
use super::index_pages::{Locator, locators};
use super::inline::InlineComposer;
use super::origins::ParagraphSource;
use super::setting::{Leaf, Setting};
use crate::font::Weight;
use crate::frame::{ElementId, Numbering, Role};
use crate::locale::{Direction, Term};
use crate::model::{Alignment, ChapterId, plain_text};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox, Glue};
use crate::page::folios::Folios;
use crate::resolve::{Index, IndexEntry, IndexGroup, IndexHeading, IndexReference};
use crate::source::Origin;
use crate::text::Digits;
use crate::units::Pt;

/// An index that is a part of the book, from its heading on.
pub(super) fn whole_index(
    collector: &mut Collector<'_>,
    index: &Index,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let mut flow = Flow::opening(plain_text(&index.title));
    if let Some(first) = index.title.first() {
        let opening = opening(collector, &index.title, first.source(), setting);
        flow.append(apart(collector, opening.with_anchor(index.anchor)));
    }
    let columns = columns(collector, &flow, index, setting, folios);
    flow.append(columns);
    flow
}

/// Adds the indexes that end a chapter below what its author says before them.
pub(super) fn add_ending_indexes(
    collector: &mut Collector<'_>,
    flow: &mut Flow,
    chapter: ChapterId,
    setting: &Setting,
    folios: &Folios,
) {
    let book = collector.sources.book;
    let own = book.indexes.iter();
    for index in own.filter(|index| index.chapter == Some(chapter)) {
        let head = match (index.heading, index.title.first()) {
            (IndexHeading::Own, Some(first)) => {
                heading(collector, 2, &index.title, first.source(), setting)
            }
            _ => Flow::default(),
        };
        let design = collector.design;
        let left = design.height - flow.height_on_page(design.height) - head.height();
        if left < design.small_leading() * FEWEST_LINES {
            flow.end_page();
        }
        flow.append(head);
        let columns = columns(collector, flow, index, setting, folios);
        flow.append(columns.with_anchor(index.anchor));
    }
}

/// Fewer lines than this are no columns at the foot of a page.
const FEWEST_LINES: f32 = 4.0;

/// The columns of an index below what stands before them.
fn columns(
    collector: &mut Collector<'_>,
    above: &Flow,
    index: &Index,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let column = Column::first(collector.design, setting);
    let lines = lines(collector, index, &column.setting, folios);
    in_columns(lines, &column.room(collector.design, above))
}

/// The first of two columns.
pub(super) struct Column {
    /// How its words are set.
    pub(super) setting: Setting,
    /// From it to the second.
    shift: Pt,
}

impl Column {
    /// The column where reading begins, in the size of lists that are looked up.
    pub(super) fn first(design: &Design, setting: &Setting) -> Self {
        let theme = design.theme.index;
        let gap = theme.gap.of(design.size);
        let width = (design.measure - gap) * 0.5;
        let mut column = setting.flush();
        column.style = design.small(&setting.style.language);
        column.style.size = theme.size.of(design.size);
        column.style.digits = Digits::OfOneWidth;
        column.leading = design.small_leading();
        column.alignment = Alignment::Start;
        let shift = match setting.direction {
            Direction::Rtl => {
                column.left = design.measure - width;
                (width + gap) * -1.0
            }
            Direction::Ltr => {
                column.right = design.measure - width;
                width + gap
            }
        };
        Self {
            setting: column,
            shift,
        }
    }

    /// The room of both columns below what stands before them.
    pub(super) fn room(&self, design: &Design, above: &Flow) -> ColumnRoom {
        ColumnRoom {
            first: design.height - above.height_on_page(design.height),
            height: design.height,
            leading: self.setting.leading,
            shift: self.shift,
        }
    }
}

/// The lines of an index, one column below the other.
fn lines(collector: &mut Collector<'_>, index: &Index, setting: &Setting, folios: &Folios) -> Flow {
    let mut flow = Flow::default();
    for group in &index.groups {
        flow.append(self::group(collector, group, setting, folios));
    }
    flow
}

/// Entries below their letter.
fn group(
    collector: &mut Collector<'_>,
    group: &IndexGroup,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let theme = collector.design.theme.index;
    let mut flow = Flow::default();
    flow.space(Glue {
        natural: theme.above_letter.of(setting.leading),
        ..Glue::default()
    });
    if let Some(letter) = group.head {
        let mut head = setting.clone();
        head.style.weight = Weight::Bold;
        head.inside = collector.tree.place(setting.inside);
        let letter = collector.words(letter, Origin::Tool, &head.style, &head);
        flow.append(letter.keep_with_next());
    }
    let list = collector.element(Role::List(Numbering::Plain), setting);
    for entry in &group.entries {
        flow.append(self::entry(collector, entry, list, setting, folios));
    }
    flow
}

/// An entry with those below it.
fn entry(
    collector: &mut Collector<'_>,
    entry: &IndexEntry,
    list: ElementId,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let design = collector.design;
    let item = collector.tree.add_like(Role::Item, list);
    let body = collector.tree.add_like(Role::ItemBody, item);
    let mut own = setting.in_element(collector.tree.add_like(Role::Paragraph, body));
    own.hanging = design.theme.index.hanging.of(setting.style.size);
    own.asked = Some(entry.direction);
    let mut composer = collector.composer(&own);
    composer.inlines(&entry.words, &own.style);
    let found = locators(&entry.places, folios);
    Says {
        entry,
        setting: &own,
        collector,
    }
    .say(&mut composer, &found);
    let composed = composer.finish(Some(entry.direction), entry.direction);
    let span = entry.words.first().map(|words| words.span);
    let mut flow = collector.composed(composed, ParagraphSource::Words(span), &own);
    if let Some(anchor) = entry.anchor {
        flow = flow.with_anchor(anchor);
    }
    if entry.below.is_empty() {
        return flow;
    }
    // An entry is not parted from the first of those below it, and is said again where a column begins with another:
    // «گروه (ادامه)».
    flow = flow.keep_last_with_next();
    let again = again(collector, entry, &own);
    let below = collector.tree.add_like(Role::List(Numbering::Plain), body);
    let inner = setting.indented(design.theme.index.indent.of(setting.style.size), design);
    for entry in &entry.below {
        let lines = self::entry(collector, entry, below, &inner, folios);
        flow.append(lines.below_heading(&again));
    }
    flow
}

/// An entry as it stands above those below it that the next column begins with.
fn again(collector: &mut Collector<'_>, entry: &IndexEntry, setting: &Setting) -> Arc<FlowBox> {
    let continued = collector.design.language.term(Term::Continued);
    let words = format!("{} ({continued})", plain_text(&entry.words));
    let setting = Setting {
        leaf: Leaf::Artifact,
        ..setting.clone()
    };
    let lines = collector.words(&words, Origin::Tool, &setting.style, &setting);
    Arc::new(lines.stacked())
}

/// What an entry says behind its words.
struct Says<'s, 'a> {
    entry: &'s IndexEntry,
    setting: &'s Setting,
    collector: &'s Collector<'a>,
}

impl Says<'_, '_> {
    /// «مولوی، ۱۲، ۱۵–۱۷، ۲۰پ. نیز نگاه کنید به شمس»
    fn say(&self, composer: &mut InlineComposer<'_>, locators: &[Locator]) {
        let style = &self.setting.style;
        let language = self.collector.sources.config.book.language;
        let comma = format!("{} ", language.comma_among(self.entry.direction));
        for locator in locators {
            composer.words(&comma, style, Origin::Tool);
            self.locator(composer, locator);
        }
        if !self.entry.see.is_empty() {
            composer.words(&comma, style, Origin::Tool);
            self.references(composer, language.term(Term::See), &self.entry.see);
        }
        if !self.entry.see_also.is_empty() {
            composer.words(". ", style, Origin::Tool);
            self.references(composer, language.term(Term::SeeAlso), &self.entry.see_also);
        }
    }

    fn locator(&self, composer: &mut InlineComposer<'_>, locator: &Locator) {
        let book = &self.collector.sources.config.book;
        let style = &self.setting.style;
        let start = composer.length();
        composer.link_words(
            &locator.begin.printed(&book.language),
            locator.begin.anchor,
            style,
        );
        if let Some(end) = &locator.end {
            composer.words("–", style, Origin::Tool);
            composer.link_words(&end.printed(&book.language), end.anchor, style);
        }
        composer.isolate_from(start, book.direction);
    }

    fn references(
        &self,
        composer: &mut InlineComposer<'_>,
        before: &str,
        references: &[IndexReference],
    ) {
        let style = &self.setting.style;
        let language = self.collector.sources.config.book.language;
        let semicolon = format!("{} ", language.semicolon());
        composer.words(before, style, Origin::Tool);
        for (at, reference) in references.iter().enumerate() {
            let between = if at == 0 { " " } else { &semicolon };
            composer.words(between, style, Origin::Tool);
            match reference.anchor {
                Some(anchor) => composer.link_words(&reference.words, anchor, style),
                None => composer.words(&reference.words, style, Origin::Tool),
            }
        }
    }
}
