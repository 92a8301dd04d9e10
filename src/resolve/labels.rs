//! Labels of figures and tables: «شکل ۱», «جدول ۲», counted through the book.

use super::tables::ChapterTables;
use crate::config::Config;
use crate::locale::Term;
use crate::model::{BlockKind, Chapter, visit_blocks};

/// Figures and tables with a caption that were counted.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) figures: usize,
    pub(super) tables: usize,
}

/// Labels every figure and table of a chapter that has a caption; one without is no part of the count.
///
/// The count goes on from `before`; what it reaches is the next chapter's.
pub(super) fn label(
    chapter: &Chapter,
    before: Counts,
    tables: &mut ChapterTables,
    config: &Config,
) -> Counts {
    let mut counts = before;
    let language = &config.book.language;
    visit_blocks(&chapter.blocks, &mut |block| {
        let (term, count) = match &block.kind {
            BlockKind::Figure(figure) if figure.caption.is_some() => {
                (Term::Figure, &mut counts.figures)
            }
            BlockKind::Table(table) if table.caption.is_some() => (Term::Table, &mut counts.tables),
            _ => return,
        };
        *count += 1;
        let label = format!("{} {}", language.term(term), language.number(*count));
        tables.labels.insert(block.id, label);
    });
    counts
}
