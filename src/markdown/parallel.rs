//! Parallel texts: a division of two divisions in, pairs of blocks that stand beside each other out.
//!
//! ```text
//! :::: parallel
//! ::: {lang=ar}
//! الحمد لله رب العالمين.
//!
//! الرحمن الرحيم.
//! :::
//! ::: {lang=fa}
//! ستایش خدای را، پروردگار جهانیان.
//!
//! بخشندهٔ مهربان.
//! :::
//! ::::
//! ```
//!
//! The first block of one side stands beside the first of the other, and so on. The tree has them pair by pair, so that
//! notes are counted, and the book is read aloud, as it is seen.

use super::builder::Builder;
use crate::diag::Code;
use crate::model::{Attributes, Block, BlockKind, FACING, Parallel};
use crate::source::Span;

/// Names of a parallel text; the first is the class that it keeps.
const NAMES: [&str; 5] = [
    "parallel",
    "bilingual",
    "دوزبانه",
    "دو\u{200C}زبانه",
    "موازی",
];

/// Names of one whose sides stand on facing pages; the first is the class that it has besides.
const ON_PAGES: [&str; 5] = [
    FACING,
    "facing-pages",
    "روبه\u{200C}رو",
    "روبرو",
    "صفحه\u{200C}به\u{200C}صفحه",
];

/// Whether a name is that of a parallel text.
pub(super) fn is_named(name: &str) -> bool {
    names().any(|known| known == name.to_lowercase())
}

/// Every name of a parallel text.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(ON_PAGES)
}

impl Builder<'_> {
    /// The blocks of a division in pairs, where it is a parallel text; else as they are.
    pub(super) fn parallel(
        &mut self,
        blocks: Vec<Block>,
        attributes: &mut Attributes,
        span: Span,
    ) -> Vec<Block> {
        let mut classes = attributes.classes.iter_mut();
        let Some(class) = classes.find(|class| is_named(class)) else {
            return blocks;
        };
        let on_pages = ON_PAGES.contains(&class.to_lowercase().as_str());
        Parallel::Text.class().clone_into(class);
        if on_pages {
            attributes.classes.push(FACING.to_owned());
        }
        match <[Block; 2]>::try_from(blocks) {
            Ok(sides) => {
                let [first, second] = sides.map(Side::of);
                self.pairs(first, second, span)
            }
            Err(blocks) => {
                let message = "a parallel text holds two boxes of colons, one for each side";
                let found = self.sink.warn(Code::UnevenSides, span, message);
                found.hint(
                    "write ::: {lang=ar} … ::: and ::: {lang=fa} … ::: between :::: parallel and ::::",
                );
                blocks
            }
        }
    }

    fn pairs(&mut self, mut first: Side, mut second: Side, span: Span) -> Vec<Block> {
        let (some, others) = (first.blocks.len(), second.blocks.len());
        if some != others {
            let message =
                format!("one side of a parallel text has {some} paragraphs, the other {others}");
            let found = self.sink.warn(Code::UnevenSides, span, message);
            found.hint("each stands beside that of the same number: join or part them so that they answer each other");
        }
        let mut pairs = Vec::with_capacity(some.max(others));
        loop {
            let here = (first.blocks.next(), second.blocks.next());
            let Some(span) = here.0.as_ref().or(here.1.as_ref()).map(|block| block.span) else {
                return pairs;
            };
            let sides = [
                self.division(here.0, first.next_attributes(), span),
                self.division(here.1, second.next_attributes(), span),
            ];
            let pair = Attributes {
                classes: vec![Parallel::Pair.class().to_owned()],
                ..Attributes::default()
            };
            pairs.push(self.division(sides, pair, span));
        }
    }

    fn division(
        &mut self,
        inside: impl IntoIterator<Item = Block>,
        attributes: Attributes,
        span: Span,
    ) -> Block {
        Block {
            id: self.node(),
            kind: BlockKind::Division(inside.into_iter().collect()),
            attributes,
            span,
        }
    }
}

/// One text of the two.
struct Side {
    attributes: Attributes,
    blocks: std::vec::IntoIter<Block>,
}

impl Side {
    /// The blocks of a box; what is none is a side of one block.
    fn of(block: Block) -> Self {
        let (attributes, blocks) = match block.kind {
            BlockKind::Division(blocks) => (block.attributes, blocks),
            _ => (Attributes::default(), vec![block]),
        };
        Self {
            attributes,
            blocks: blocks.into_iter(),
        }
    }

    /// What its author says of the next block's place. A name is that of the first.
    fn next_attributes(&mut self) -> Attributes {
        let next = self.attributes.clone();
        self.attributes.id = None;
        next
    }
}
