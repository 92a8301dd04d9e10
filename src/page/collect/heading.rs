//! Headings: those inside a chapter, and those that open a part of the book.

use super::collector::Collector;
use super::setting::{KeptSide, Leaf, Setting};
use crate::frame::{Ink, Order, Rect, Role, TextRole};
use crate::locale::Direction;
use crate::model::{Alignment, Begins, Inline, SourceNode, plain_text};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox, filled};
use crate::resolve::{Bibliography, EndNotesHeading};
use crate::source::{Origin, Title};
use crate::text::{Breaking, TextStyle};

/// What a heading says.
#[derive(Clone, Copy)]
pub(super) enum HeadingWords<'a> {
    /// What an author wrote in a chapter.
    Written(&'a [Inline]),
    /// What stands in no chapter.
    Title(&'a Title),
}

impl<'a> From<&'a Vec<Inline>> for HeadingWords<'a> {
    fn from(words: &'a Vec<Inline>) -> Self {
        Self::Written(words)
    }
}

impl<'a> From<&'a [Inline]> for HeadingWords<'a> {
    fn from(words: &'a [Inline]) -> Self {
        Self::Written(words)
    }
}

impl<'a> From<&'a Title> for HeadingWords<'a> {
    fn from(title: &'a Title) -> Self {
        Self::Title(title)
    }
}

/// A heading inside a chapter in its white, which keeps with what it heads.
pub(super) fn heading<'a>(
    collector: &mut Collector<'_>,
    level: u8,
    words: impl Into<HeadingWords<'a>>,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let above = collector.design.theme.headings.level(level).above;
    let mut flow = Flow::default();
    flow.space(collector.design.space(above));
    flow.append(below_heading(collector, level, words, source, setting));
    flow
}

/// A heading right below another one, without white above it: the two head the same text («تغییر پوشهٔ جاری» and, below
/// it, its English name), and white would part them more than the upper one is parted from what is before.
pub(super) fn below_heading<'a>(
    collector: &mut Collector<'_>,
    level: u8,
    words: impl Into<HeadingWords<'a>>,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = *design.theme.headings.level(level);
    let style = design.heading(level, &setting.style.language);
    // Looks follow the author's level, the structure tree closes up levels that were left out: a reader
    // of the file must not find level 4 below level 2 (ISO 14289-1, 7.4.2).
    let (section, rank) = collector.tree.heading(level, setting.inside);
    let heading = Setting {
        leading: design.leading_for(style.size),
        alignment: match setting.alignment {
            Alignment::Center => Alignment::Center,
            Alignment::Start | Alignment::End | Alignment::Justify => Alignment::Start,
        },
        role: TextRole::Heading(level),
        side: KeptSide::Around,
        style,
        inside: section,
        leaf: Leaf::New(rank),
        ..setting.flush()
    };
    let text = match words.into() {
        HeadingWords::Written(content) => heading_text(collector, content, source, &heading),
        HeadingWords::Title(title) => {
            let mut composer = collector.composer(&heading);
            composer.words(title, &heading.style, title.origin);
            let composed = composer.finish(heading.asked, heading.direction);
            collector.composed(composed, source, &heading)
        }
    };
    let mut flow = text.keep_with_next().on_grid();
    flow.space(design.space(theme.below));
    flow
}

/// The words of a heading after its number, where it has one.
fn heading_text(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let mut composer = collector.composer(setting);
    let mut asked = setting.asked;
    if let Some(number) = collector.sources.book.heading_number(source.id) {
        // «۲.۱ Unicode»: without an isolate the number would go to the right of a Latin title's words
        // in one book and to the left in the next.
        composer.isolated(number, &setting.style, source.span);
        composer.words(EN_SPACE, &setting.style, source.span);
        // It stands where those of other headings stand, and the title runs its own way behind it.
        let around = setting.direction;
        let own = Direction::dominant(&plain_text(content), around);
        let turned = own.filter(|own| asked.is_none() && *own != around);
        asked = turned.map_or(asked, |_| Some(around));
        match turned {
            Some(_) => composer.isolate(content, &setting.style, turned),
            None => composer.inlines(content, &setting.style),
        }
    } else {
        composer.inlines(content, &setting.style);
    }
    let composed = composer.finish(asked, setting.direction);
    collector.composed(composed, source, setting)
}

/// Stands between the number of a heading and its words.
pub(super) const EN_SPACE: &str = "\u{2002}";

/// The first heading of a chapter, which opens it, without the white [`apart`] puts around it.
pub(super) fn opening(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let mut opening = opening_setting(collector, setting);
    let mut text = Flow::default();
    if let Some(label) = collector.sources.book.chapter_label(source.id) {
        // Number and title are one heading: «فصل یکم» alone says nothing in a list of headings.
        let element = collector.element(Role::Heading(1), &opening);
        opening = opening.in_element(element);
        let language = collector.design.language;
        let own = collector
            .tree
            .add_in(Role::Label, element, Order::Flowing, &language);
        text.append(chapter_label(collector, label, &opening.in_element(own)));
    }
    text.append(heading_text(collector, content, source, &opening));
    match collector.sources.book.anchor(source.id) {
        Some(anchor) => text.with_anchor(anchor),
        None => text,
    }
}

/// The heading of a part on its page: its number, a short rule, its title.
pub(super) fn part_title(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.part;
    let mut opening = opening_setting(collector, setting);
    opening.style.size = theme.title.of(design.size);
    opening.leading = design.leading_for(opening.style.size);
    let mut text = Flow::default();
    if let Some(label) = collector.sources.book.chapter_label(source.id) {
        let element = collector.element(Role::Heading(1), &opening);
        opening = opening.in_element(element);
        let language = design.language;
        let own = collector
            .tree
            .add_in(Role::Label, element, Order::Flowing, &language);
        let style = TextStyle {
            size: theme.label.of(design.size),
            breaking: Breaking::Words,
            ..design.body(&language)
        };
        text.append(collector.words(label, Origin::Tool, &style, &opening.in_element(own)));
        text.push(short_rule(design));
    }
    text.append(heading_text(collector, content, source, &opening));
    match collector.sources.book.anchor(source.id) {
        Some(anchor) => text.with_anchor(anchor),
        None => text,
    }
}

/// The rule between the number of a part and its title, in the middle.
fn short_rule(design: &Design) -> FlowBox {
    let theme = design.theme.part;
    let width = theme.rule.width.of(design.measure);
    let around = theme.around_rule.of(design.leading);
    let rect = Rect {
        x: (design.measure - width) / 2.0,
        y: around,
        width,
        height: theme.rule.thickness,
    };
    let mut rule = FlowBox::blank(around * 2.0 + theme.rule.thickness);
    rule.items.push(filled(rect, Ink::BLACK));
    rule
}

/// The number of a chapter above its title, in the book's language.
fn chapter_label(collector: &mut Collector<'_>, label: &str, opening: &Setting) -> Flow {
    let design = collector.design;
    let style = TextStyle {
        size: design.theme.opening.label.of(design.size),
        breaking: Breaking::Words,
        ..design.body(&design.language)
    };
    collector.words(label, Origin::Tool, &style, opening)
}

/// The heading of the list of works.
pub(super) fn works_opening(
    collector: &mut Collector<'_>,
    bibliography: &Bibliography,
    setting: &Setting,
) -> Flow {
    let opening = opening_setting(collector, setting);
    let title = &bibliography.title;
    let text = collector.words(title, title.origin, &opening.style, &opening);
    let text = text.with_page_start(Begins::Works);
    apart(collector, text.with_anchor(bibliography.anchor))
}

/// The heading of the notes that are a part of the book.
pub(super) fn notes_opening(
    collector: &mut Collector<'_>,
    words: &EndNotesHeading,
    setting: &Setting,
) -> Flow {
    let opening = opening_setting(collector, setting);
    let text = collector.words(&words.title, words.title.origin, &opening.style, &opening);
    let text = text.with_page_start(Begins::Notes);
    apart(collector, text.with_anchor(words.anchor))
}

fn opening_setting(collector: &mut Collector<'_>, setting: &Setting) -> Setting {
    let design = collector.design;
    let leaf = Leaf::New(collector.tree.opening());
    let style = design.heading(1, &setting.style.language);
    Setting {
        leading: design.leading_for(style.size),
        alignment: Alignment::Center,
        role: TextRole::Heading(1),
        style,
        leaf,
        ..setting.clone()
    }
}

/// An opening heading in its white. The spaces are boxes: glue would vanish at the top of the page.
pub(super) fn apart(collector: &Collector<'_>, text: Flow) -> Flow {
    let design = collector.design;
    let places = design.opening();
    let mut flow = Flow::of([FlowBox::blank(places.heading)]);
    flow.append(text);
    // The text begins at a whole line: the tenth, or further down below a long title.
    let end = flow.height() + design.theme.opening.below.of(design.leading);
    let text = places.text.max(end.up_to_whole(design.leading));
    flow.push(FlowBox::blank(text - flow.height()));
    flow.keep_with_next()
}
