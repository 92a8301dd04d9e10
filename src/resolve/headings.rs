//! The headings for contents and outlines, with their numbers; empty and skipping ones are reported.

use super::HeadingEntry;
use super::tables::ChapterTables;
use crate::config::Config;
use crate::diag::{Code, Sink};
use crate::locale::{Language, Matter};
use crate::model::{
    Block, BlockKind, Chapter, ChapterKind, Inline, InlineKind, plain_text, without_notes,
};

/// A class that keeps a heading out of the count.
const UNNUMBERED: &str = "unnumbered";

/// Lists the headings of a chapter in reading order; those inside quotations, lists and asides are no
/// divisions of the book.
///
/// Numbers go on from `counter`, which is left as the next chapter needs it.
pub(super) fn collect(
    chapter: &Chapter,
    tables: &mut ChapterTables,
    counter: &mut Counter<'_>,
    sink: &mut Sink,
) -> Vec<HeadingEntry> {
    // A preface has no number, and neither have its sections; the first chapter behind it is the first.
    let is_counted = chapter.matter() == Matter::Chapter;
    let mut divisions_found = Vec::new();
    divisions(&chapter.blocks, &mut divisions_found);
    let mut found = Vec::new();
    let mut before = None;
    for heading in divisions_found {
        let content = tables.shown(heading.content);
        let empty = is_empty(&content);
        if empty {
            report_empty(heading.block, sink);
        }
        check_level(&heading, before, sink);
        before = Some(heading.level);
        let Some(anchor) = tables.anchors.get(&heading.block.id).copied() else {
            continue;
        };
        if empty {
            continue;
        }
        let number = is_counted.then(|| counter.next(&heading)).flatten();
        // «فصل یکم» above a title is its number.
        let is_labelled = tables.chapter_labels.contains_key(&heading.block.id);
        if let Some(number) = number.as_ref().filter(|_| !is_labelled) {
            tables
                .heading_numbers
                .insert(heading.block.id, number.clone());
        }
        found.push(HeadingEntry {
            level: heading.level,
            inner: heading.level,
            number,
            title: without_notes(&content),
            anchor,
        });
    }
    found
}

/// The headings of a chapter as the contents show them: below the parts and chapters that it stands below. A
/// chapter without a heading is there by its title, unless it goes on from the one before or is a dedication.
pub(super) fn in_contents(
    chapter: &Chapter,
    tables: &ChapterTables,
    mut own: Vec<HeadingEntry>,
) -> Vec<HeadingEntry> {
    let below = chapter.standing.below;
    if chapter.standing.kind == ChapterKind::Part {
        own.iter_mut()
            .take(1)
            .for_each(|heading| say_label(heading, chapter, tables));
    }
    if below > 0 {
        // `## بخش` at the head of a file below a chapter is what this file is called: one step below it, not two.
        let top = own.iter().map(|heading| heading.level).min().unwrap_or(1);
        for heading in &mut own {
            heading.inner = heading.level + 1 - top;
            heading.level = heading.inner.saturating_add(below);
        }
    }
    let begins = chapter.blocks.first();
    let anchor = begins.and_then(|block| tables.anchors.get(&block.id).copied());
    let is_named = !chapter.title.is_empty() && !chapter.is_display();
    if let (true, true, Some(anchor)) = (own.is_empty(), is_named, anchor) {
        own.push(HeadingEntry {
            level: below.saturating_add(1),
            inner: 1,
            number: None,
            title: chapter.title.clone(),
            anchor,
        });
    }
    own
}

/// Puts the number of a part before its title: «بخش یکم: جوانی».
fn say_label(heading: &mut HeadingEntry, part: &Chapter, tables: &ChapterTables) {
    let label = part
        .blocks
        .iter()
        .find_map(|block| tables.chapter_labels.get(&block.id));
    if let (Some(label), Some(first)) = (label, heading.title.first()) {
        let words = Inline {
            kind: InlineKind::Text(format!("{label}: ")),
            ..first.clone()
        };
        heading.title.insert(0, words);
    }
}

/// A heading that divides the text.
struct Division<'a> {
    block: &'a Block,
    level: u8,
    content: &'a [Inline],
}

/// The headings that divide the text: those at its top level and in plain divisions.
fn divisions<'a>(blocks: &'a [Block], found: &mut Vec<Division<'a>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content } => found.push(Division {
                block,
                level: *level,
                content,
            }),
            BlockKind::Division(inner) => divisions(inner, found),
            _ => {}
        }
    }
}

fn is_empty(content: &[Inline]) -> bool {
    let picture = content
        .iter()
        .any(|inline| matches!(inline.kind, InlineKind::Image(_)));
    !picture && plain_text(content).trim().is_empty()
}

fn report_empty(heading: &Block, sink: &mut Sink) {
    let found = sink.warn(Code::BadHeading, heading.span, "the heading is empty");
    found.hint("give it words, or remove it");
}

/// Reports a heading that leaves out a level after `before`.
fn check_level(heading: &Division<'_>, before: Option<u8>, sink: &mut Sink) {
    let level = heading.level;
    // A chapter that has its title from its front matter begins with level 2.
    let allowed = before.map_or(2, |before| before + 1);
    if level <= allowed {
        return;
    }
    let from = before.map_or_else(
        || "the chapter's start".to_owned(),
        |before| format!("level {before}"),
    );
    let message = format!("the heading goes from {from} to level {level}");
    let hint = format!("use level {allowed}, so that contents and screen readers show the steps");
    sink.warn(Code::BadHeading, heading.block.span, message)
        .hint(hint);
}

/// Counts headings of each level.
pub(super) struct Counter<'a> {
    config: &'a Config,
    /// Headings of each level since the last one above it.
    counts: [usize; 6],
}

impl<'a> Counter<'a> {
    /// Nothing counted yet.
    pub(super) fn new(config: &'a Config) -> Self {
        let counts = [0; 6];
        Self { config, counts }
    }

    /// The number of the next heading; `None` where headings are not numbered, or this one is not.
    fn next(&mut self, heading: &Division<'_>) -> Option<String> {
        let unnumbered = heading.block.attributes.has_class(UNNUMBERED);
        if !self.config.page.number_headings || unnumbered {
            return None;
        }
        Some(self.step(heading.level, &self.config.book.language))
    }

    /// «۲-۱» is the first section of the second chapter; levels that were left out do not show.
    fn step(&mut self, level: u8, language: &Language) -> String {
        let level = usize::from(level.clamp(1, 6));
        self.counts[level - 1] += 1;
        self.counts[level..].fill(0);
        let counts = self.counts[..level].iter().filter(|count| **count > 0);
        counts
            .map(|count| language.number(*count))
            .collect::<Vec<_>>()
            .join("-")
    }
}
