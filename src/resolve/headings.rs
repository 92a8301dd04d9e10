//! The headings for contents and outlines, with their numbers; empty and skipping ones are reported.

use super::HeadingEntry;
use super::ids::Ids;
use crate::config::Config;
use crate::diag::{Code, Sink};
use crate::locale::Language;
use crate::model::{Block, BlockKind, Book, Inline, InlineKind, plain_text, without_notes};

/// A class that keeps a heading out of the count.
const UNNUMBERED: &str = "unnumbered";

/// Lists the headings in reading order; those inside quotations, lists and asides are no divisions of
/// the book.
pub(super) fn collect(
    book: &Book,
    ids: &Ids,
    config: &Config,
    sink: &mut Sink,
) -> Vec<HeadingEntry> {
    let mut found = Vec::new();
    let mut counter = Counter::default();
    for chapter in &book.chapters {
        let mut blocks = Vec::new();
        divisions(&chapter.blocks, &mut blocks);
        let mut before = None;
        for (block, level, content) in blocks {
            check(block, (level, before), content, sink);
            before = Some(level);
            let Some(anchor) = block.attributes.id.as_deref().and_then(|id| ids.by_id(id)) else {
                continue;
            };
            if is_empty(content) {
                continue;
            }
            let counted = config.pdf.number_headings && !block.attributes.has_class(UNNUMBERED);
            let number = counted.then(|| counter.next(level, &config.book.language));
            found.push(HeadingEntry {
                level,
                number,
                title: without_notes(content),
                anchor,
            });
        }
    }
    found
}

/// The headings that divide the text: those at its top level and in plain divisions.
fn divisions<'a>(blocks: &'a [Block], found: &mut Vec<(&'a Block, u8, &'a [Inline])>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content } => found.push((block, *level, content)),
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

fn check(block: &Block, levels: (u8, Option<u8>), content: &[Inline], sink: &mut Sink) {
    let (level, before) = levels;
    if is_empty(content) {
        let found = sink.warn(Code::BadHeading, block.span, "the heading is empty");
        found.hint("give it words, or remove it");
    }
    // A chapter that has its title from its front matter begins with level 2.
    let allowed = before.map_or(2, |before| before + 1);
    if level > allowed {
        let from = before.map_or_else(
            || "the chapter's start".to_owned(),
            |before| format!("level {before}"),
        );
        let message = format!("the heading goes from {from} to level {level}");
        let hint =
            format!("use level {allowed}, so that contents and screen readers show the steps");
        sink.warn(Code::BadHeading, block.span, message).hint(hint);
    }
}

/// Counts headings of each level.
#[derive(Default)]
struct Counter([usize; 6]);

impl Counter {
    /// The number of the next heading of a level: «۲-۱» is the first section of the second chapter.
    fn next(&mut self, level: u8, language: &Language) -> String {
        let level = usize::from(level.clamp(1, 6));
        self.0[level - 1] += 1;
        self.0[level..].fill(0);
        let counts = self.0[..level].iter().filter(|count| **count > 0);
        counts
            .map(|count| language.number(*count))
            .collect::<Vec<_>>()
            .join("-")
    }
}
