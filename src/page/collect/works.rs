//! Lists of works: entries in, hanging paragraphs with their tags and the pages that cite them out.

use std::collections::BTreeMap;

use super::collector::Collector;
use super::heading::heading;
use super::origins::ParagraphSource;
use super::setting::Setting;
use crate::frame::Role;
use crate::locale::Term;
use crate::model::{Alignment, AnchorId, Attributes, Inline, InlineKind, Target};
use crate::page::flow::Flow;
use crate::page::folios::{Folio, Folios};
use crate::resolve::{Bibliography, BibliographyEntry};

/// A list that ends a chapter, under a heading of its own.
pub(super) fn ending_list(
    collector: &mut Collector<'_>,
    list: &Bibliography,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let Some(first) = list.first_word() else {
        return Flow::default();
    };
    let mut setting = setting.clone();
    let language = &collector.sources.config.book.language;
    setting.style.language = *language;
    let heading = heading(collector, 2, &list.title, first.source(), &setting);
    let mut flow = heading.with_anchor(list.anchor);
    flow.append(works(collector, list, &setting, folios));
    flow
}

/// The works of a list, each on the side that its own script begins at.
pub(super) fn works(
    collector: &mut Collector<'_>,
    list: &Bibliography,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let level = if list.chapter.is_some() { 3 } else { 2 };
    let mut flow = Flow::default();
    for entry in &list.entries {
        let Some(first) = entry.content.first() else {
            continue;
        };
        if let Some(section) = &entry.heading {
            let heading = heading(collector, level, &section.title, first.source(), setting);
            flow.append(heading.with_anchor(section.anchor));
        }
        flow.append(work(collector, entry, first, setting, folios));
    }
    flow
}

fn work(
    collector: &mut Collector<'_>,
    entry: &BibliographyEntry,
    first: &Inline,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let design = collector.design;
    // Each work runs by its own script: in one list «Knuth, Donald. …» hangs from the left and
    // «شفیعی کدکنی، محمدرضا. …» from the right.
    let mut own = setting.flush();
    own.hanging = design.indent();
    own.alignment = Alignment::Justify;
    own.style.language = entry.language;
    own.asked = Some(entry.direction);
    own.direction = entry.direction;
    let paragraph = collector.element(Role::Paragraph, &own);
    let own = own.in_element(collector.tree.add_like(Role::Work, paragraph));
    let content = entry.content.iter().cloned();
    let content: Vec<Inline> = content.chain(pages(entry, folios, first)).collect();
    let mut flow = collector
        .text(&content, ParagraphSource::Words(Some(first.span)), &own)
        .with_anchor(entry.anchor);
    flow.space(design.space(design.theme.works.gap));
    flow
}

/// « (صفحه‌های ۱۲، ۳۴)»: each page once, a link to its first citation.
fn pages(entry: &BibliographyEntry, folios: &Folios, first: &Inline) -> Vec<Inline> {
    let (id, span) = (first.id, first.span);
    // Three citations on page 12 are one number, which leads to the first of them.
    let mut by_page: BTreeMap<Folio, AnchorId> = BTreeMap::new();
    for anchor in &entry.cited {
        if let Some(page) = folios.get(anchor) {
            by_page.entry(*page).or_insert(*anchor);
        }
    }
    if by_page.is_empty() {
        return Vec::new();
    }
    let text = |text: &str| Inline {
        id,
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
            found.push(text(&format!("{} ", entry.language.comma())));
        }
        let kind = InlineKind::Link {
            target: Target::Anchor(anchor),
            content: vec![text(&page.printed(&entry.language))],
        };
        found.push(Inline { id, kind, span });
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
    vec![Inline { id, kind, span }]
}
