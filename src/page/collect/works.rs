//! Lists of works: entries in, hanging paragraphs with their tags and the pages that cite them out.

use std::collections::BTreeMap;

use super::collector::Collector;
use super::heading::heading;
use super::setting::{BlockSource, Setting};
use crate::frame::Role;
use crate::locale::{Direction, Language, Term};
use crate::model::{Alignment, AnchorId, Attributes, Inline, InlineKind, Target};
use crate::page::flow::Flow;
use crate::page::folios::Folios;
use crate::resolve::{Bibliography, BibliographyEntry};
use crate::source::Span;

/// A list that ends a chapter, under a heading of its own.
pub(super) fn ending_list(
    collector: &mut Collector<'_>,
    list: &Bibliography,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let Some(span) = first_span(list) else {
        return Flow::default();
    };
    let mut setting = setting.clone();
    let language = &collector.sources.config.book.language;
    setting.style.language = language.clone();
    let source = BlockSource {
        anchor: Some(list.anchor),
        span,
    };
    let mut flow = works_heading(collector, 2, &list.title, source, &setting);
    flow.append(works(collector, list, &setting, folios));
    flow
}

fn works_heading(
    collector: &mut Collector<'_>,
    level: u8,
    title: &str,
    source: BlockSource,
    setting: &Setting,
) -> Flow {
    let words = Inline {
        kind: InlineKind::Text(title.to_owned()),
        span: source.span,
    };
    let flow = heading(collector, level, &[words], source, setting);
    match source.anchor {
        Some(anchor) => flow.with_anchor(anchor),
        None => flow,
    }
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
        let Some(span) = entry.content.first().map(|word| word.span) else {
            continue;
        };
        if let Some((title, anchor)) = &entry.heading {
            let source = BlockSource {
                anchor: Some(*anchor),
                span,
            };
            flow.append(works_heading(collector, level, title, source, setting));
        }
        flow.append(work(collector, entry, span, setting, folios));
    }
    flow
}

fn work(
    collector: &mut Collector<'_>,
    entry: &BibliographyEntry,
    span: Span,
    setting: &Setting,
    folios: &Folios,
) -> Flow {
    let design = collector.design;
    // Each work runs by its own script: in one list «Knuth, Donald. …» hangs from the left and
    // «شفیعی کدکنی، محمدرضا. …» from the right.
    let mut own = setting.flush();
    own.hanging = design.indent();
    own.alignment = Alignment::Justify;
    own.style.language = entry.language.clone();
    own.asked = Some(entry.direction);
    own.direction = entry.direction;
    let paragraph = collector.element(Role::Paragraph, &own);
    let own = own.in_element(collector.tree.add_like(Role::Work, paragraph));
    let content = entry.content.iter().cloned();
    let content: Vec<Inline> = content.chain(pages(entry, folios, span)).collect();
    let mut flow = collector
        .text(&content, span, &own)
        .with_anchor(entry.anchor);
    flow.space(design.space(design.theme.works.gap));
    flow
}

fn first_span(list: &Bibliography) -> Option<Span> {
    let first = list.entries.first()?.content.first()?;
    Some(first.span)
}

/// « (صفحه‌های ۱۲، ۳۴)»: each page once, a link to its first citation.
fn pages(entry: &BibliographyEntry, folios: &Folios, span: Span) -> Vec<Inline> {
    // Three citations on page 12 are one number, which leads to the first of them.
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
