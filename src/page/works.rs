//! Lists of works: entries in, hanging paragraphs with their tags and the pages that cite them out.

use std::collections::BTreeMap;

use super::column::{Column, Setting};
use super::paginate::Paginated;
use super::slab::FlowItem;
use crate::frame::Role;
use crate::locale::{Direction, Language, Term};
use crate::model::{Alignment, AnchorId, Attributes, Inline, InlineKind, Target};
use crate::resolve::{Bibliography, BibliographyEntry, ResolvedBook};
use crate::source::Span;

/// The pages of citations that works lead back to, counted from 1 in the text.
pub(super) type Folios = BTreeMap<AnchorId, usize>;

/// Finds the pages of the citations that works lead back to.
pub(super) fn folios(book: &ResolvedBook, body: &Paginated) -> Folios {
    let lists = book.chapter_lists.iter().chain(&book.bibliography);
    let cited = lists
        .flat_map(|list| &list.entries)
        .flat_map(|entry| &entry.cited);
    let page = |anchor: &AnchorId| {
        let place = body.anchors.get(anchor)?;
        Some((*anchor, place.page + 1))
    };
    cited.filter_map(page).collect()
}

impl Column<'_> {
    /// A list that ends a chapter, under a heading of its own.
    pub(super) fn ending_list(&mut self, list: &Bibliography, setting: &Setting, folios: &Folios) {
        let Some(span) = first_span(list) else {
            return;
        };
        let mut setting = setting.clone();
        let language = &self.sources.config.book.language;
        setting.style.language = language.clone();
        self.works_heading(2, (&list.title, list.anchor), (span, &setting));
        self.works(list, &setting, folios);
    }

    fn works_heading(
        &mut self,
        level: u8,
        (title, anchor): (&str, AnchorId),
        (span, setting): (Span, &Setting),
    ) {
        let words = Inline {
            kind: InlineKind::Text(title.to_owned()),
            span,
        };
        let before = self.flow.len();
        self.heading(level, &[words], (Some(anchor), span), setting);
        let slabs = self.flow[before..].iter_mut();
        let first = slabs.filter_map(|item| match item {
            FlowItem::Slab(slab) => Some(slab),
            FlowItem::Space(_) | FlowItem::Opening(_) => None,
        });
        if let Some(slab) = first.take(1).next() {
            slab.anchors.push(anchor);
        }
    }

    /// The works of a list, each on the side that its own script begins at.
    pub(super) fn works(&mut self, list: &Bibliography, setting: &Setting, folios: &Folios) {
        let level = if list.chapter.is_some() { 3 } else { 2 };
        for entry in &list.entries {
            let Some(span) = entry.content.first().map(|word| word.span) else {
                continue;
            };
            if let Some((title, anchor)) = &entry.heading {
                self.works_heading(level, (title, *anchor), (span, setting));
            }
            self.work(entry, (span, setting), folios);
        }
    }

    fn work(
        &mut self,
        entry: &BibliographyEntry,
        (span, setting): (Span, &Setting),
        folios: &Folios,
    ) {
        let mut own = setting.clone();
        own.hanging = self.design.indent();
        own.first_indent = crate::units::Pt::ZERO;
        own.alignment = Alignment::Justify;
        own.style.language = entry.language.clone();
        own.asked = Some(entry.direction);
        own.direction = entry.direction;
        let paragraph = self.element(Role::Paragraph, &own);
        own = own.in_element(self.tree.add_like(Role::Work, paragraph));
        let before = self.flow.len();
        let pages = pages(entry, folios, span);
        if pages.is_empty() {
            self.text(&entry.content, span, &own);
        } else {
            let content = entry.content.iter().cloned().chain(pages);
            self.text(&content.collect::<Vec<_>>(), span, &own);
        }
        if let Some(FlowItem::Slab(slab)) = self.flow.get_mut(before) {
            slab.anchors.push(entry.anchor);
        }
        self.space(self.design.leading * 0.25);
    }
}

fn first_span(list: &Bibliography) -> Option<Span> {
    let first = list.entries.first()?.content.first()?;
    Some(first.span)
}

/// « (صفحه‌های ۱۲، ۳۴)»: each page once, a link to its first citation.
fn pages(entry: &BibliographyEntry, folios: &Folios, span: Span) -> Vec<Inline> {
    let mut by_page: BTreeMap<usize, AnchorId> = BTreeMap::new();
    for anchor in &entry.cited {
        if let Some(page) = folios.get(anchor) {
            by_page.entry(*page).or_insert(*anchor);
        }
    }
    if by_page.is_empty() {
        return Vec::new();
    }
    let text = |text: &str| Inline {
        kind: InlineKind::Text(text.to_owned()),
        span,
    };
    let term = if by_page.len() > 1 {
        Term::Pages
    } else {
        Term::Page
    };
    let mut found = vec![text(&format!(" ({} ", entry.language.term(term)))];
    for (at, (page, anchor)) in by_page.into_iter().enumerate() {
        if at > 0 {
            found.push(text(comma(&entry.language)));
        }
        let kind = InlineKind::Link {
            target: Target::Anchor(anchor),
            content: vec![text(&entry.language.number(page))],
        };
        found.push(Inline { kind, span });
    }
    found.push(text(")"));
    let attributes = Attributes {
        classes: vec!["backlinks".to_owned()],
        ..Attributes::default()
    };
    let kind = InlineKind::Span {
        attributes,
        content: found,
    };
    vec![Inline { kind, span }]
}

fn comma(language: &Language) -> &'static str {
    let hebrew = matches!(language.primary(), "he" | "iw" | "yi");
    match language.direction() {
        Direction::Rtl if !hebrew => "، ",
        Direction::Rtl | Direction::Ltr => ", ",
    }
}
