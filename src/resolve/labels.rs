//! Labels of figures, tables and formulas with a name: «شکل ۱», «جدول ۲», «رابطهٔ ۳», counted through the book, or
//! «شکل ۲-۱» in each chapter.

use super::block_label::BlockLabel;
use super::statements::UNNUMBERED;
use super::tables::ChapterTables;
use crate::config::Config;
use crate::locale::{Matter, Term};
use crate::lookup::Lookup;
use crate::model::{Block, BlockKind, Chapter, ChapterKind, NodeId, visit_blocks};

/// Figures and tables with a caption and formulas with a name that were counted.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    /// Through the book; where chapters count their own, outside of those that have a number.
    pub(super) through: Tally,
    /// In the chapter that is open, where chapters count their own.
    own: Tally,
    /// The number of that chapter.
    chapter: Option<usize>,
}

/// A count of each kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) figures: usize,
    pub(super) tables: usize,
    formulas: usize,
}

/// What is counted.
#[derive(Clone, Copy)]
enum Counted {
    Figure,
    Table,
    Formula,
}

impl Counted {
    /// What a block is; `None` for one that is no part of a count: a picture without a caption, a formula that nothing
    /// can refer to.
    fn of(block: &Block) -> Option<Self> {
        let is_named = block.attributes.id.is_some() && !block.attributes.has_class(UNNUMBERED);
        match &block.kind {
            BlockKind::Figure(_) | BlockKind::Panels(_) => {
                block.kind.caption().map(|_| Self::Figure)
            }
            BlockKind::Table(_) => block.kind.caption().map(|_| Self::Table),
            BlockKind::Math(_) => is_named.then_some(Self::Formula),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Quote(_)
            | BlockKind::Verse(_)
            | BlockKind::Code(_)
            | BlockKind::Division(_)
            | BlockKind::Aside { .. }
            | BlockKind::Statement { .. }
            | BlockKind::Break => None,
        }
    }

    /// What it is called before its number.
    fn term(self) -> Term {
        match self {
            Self::Figure => Term::Figure,
            Self::Table => Term::Table,
            Self::Formula => Term::Equation,
        }
    }
}

impl Tally {
    fn of(&mut self, kind: Counted) -> &mut usize {
        match kind {
            Counted::Figure => &mut self.figures,
            Counted::Table => &mut self.tables,
            Counted::Formula => &mut self.formulas,
        }
    }
}

/// Counts captions, chapter by chapter.
pub(super) struct Labeller<'a> {
    pub(super) config: &'a Config,
    /// The numbers of chapters by their headings, where chapters count their own captions; empty where the book
    /// does.
    pub(super) openings: &'a Lookup<NodeId, usize>,
}

impl Labeller<'_> {
    /// Labels every figure and table of a chapter that has a caption, and every formula that has a name; the others are
    /// no part of the count.
    ///
    /// The count goes on from `before`; what it reaches is the next chapter's.
    pub(super) fn label(
        &self,
        chapter: &Chapter,
        before: Counts,
        tables: &mut ChapterTables,
    ) -> Counts {
        let mut counts = before;
        let goes_on = chapter.standing.kind == ChapterKind::Continuation;
        if chapter.matter() != Matter::Chapter && !goes_on {
            // A preface has no number, and neither have its figures.
            counts.chapter = None;
        }
        let mut panels = Vec::new();
        visit_blocks(&chapter.blocks, &mut |block| {
            if let Some(number) = self.openings.get(&block.id) {
                counts.chapter = Some(*number);
                counts.own = Tally::default();
            }
            let tally = match counts.chapter {
                Some(_) => &mut counts.own,
                None => &mut counts.through,
            };
            let is_panel = panels.contains(&block.id);
            let Some(kind) = Counted::of(block).filter(|_| !is_panel) else {
                return;
            };
            let count = tally.of(kind);
            *count += 1;
            let language = &self.config.book.language;
            let number = match counts.chapter {
                Some(chapter) => {
                    format!("{}-{}", language.number(chapter), language.number(*count))
                }
                None => language.number(*count),
            };
            let word = language.before_number(language.term(kind.term()));
            let label = BlockLabel::numbered(word, number);
            if let BlockKind::Panels(inside) = &block.kind {
                let lettered = inside
                    .figures
                    .iter()
                    .enumerate()
                    .filter(|_| inside.are_lettered());
                for (at, figure) in lettered {
                    let panel = BlockLabel::numbered(label.to_string(), language.panel(at));
                    tables.labels.insert(figure.id, panel);
                }
                panels = inside.figures.iter().map(|figure| figure.id).collect();
            }
            tables.labels.insert(block.id, label);
        });
        counts
    }
}
