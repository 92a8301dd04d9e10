//! Labels of theorems and their like: «قضیهٔ ۱», «تمرین ۲», each kind counted through the book; «برهان» without a number.

use super::block_label::BlockLabel;
use super::tables::ChapterTables;
use crate::config::Config;
use crate::locale::StatementKind;
use crate::lookup::Lookup;
use crate::model::{BlockKind, Book, visit_blocks};

/// A class that keeps a statement or a formula out of the count.
pub(super) const UNNUMBERED: &str = "unnumbered";

/// Labels the statements of a book.
pub(super) fn label(book: &Book, tables: &mut [ChapterTables], config: &Config) {
    let language = &config.book.language;
    let mut counts: Lookup<StatementKind, usize> = Lookup::new();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        visit_blocks(&chapter.blocks, &mut |block| {
            let BlockKind::Statement { kind, .. } = &block.kind else {
                return;
            };
            let word = language.statement_word(*kind);
            let label = if kind.is_counted() && !block.attributes.has_class(UNNUMBERED) {
                let count = counts.entry(*kind).or_default();
                *count += 1;
                BlockLabel::numbered(language.before_number(word), language.number(*count))
            } else {
                BlockLabel::unnumbered(word)
            };
            tables.labels.insert(block.id, label);
        });
    }
}
