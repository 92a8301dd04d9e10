//! Labels of theorems and their like: «قضیهٔ ۱», «تمرین ۲», each kind counted through the book; «برهان» without a number.

use std::collections::BTreeMap;

use super::tables::ChapterTables;
use crate::config::Config;
use crate::locale::BlockTerm;
use crate::model::{BlockKind, Book, StatementKind, visit_blocks};

/// A class that keeps a statement or a formula out of the count.
pub(super) const UNNUMBERED: &str = "unnumbered";

/// Labels the statements of a book.
pub(super) fn label(book: &Book, tables: &mut [ChapterTables], config: &Config) {
    let language = &config.book.language;
    let mut counts: BTreeMap<StatementKind, usize> = BTreeMap::new();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        visit_blocks(&chapter.blocks, &mut |block| {
            let BlockKind::Statement { kind, .. } = &block.kind else {
                return;
            };
            let term = term(*kind);
            let label = if kind.is_counted() && !block.attributes.has_class(UNNUMBERED) {
                let count = counts.entry(*kind).or_default();
                *count += 1;
                language.block_label(term, &language.number(*count))
            } else {
                language.block_term(term).to_owned()
            };
            tables.labels.insert(block.id, label);
        });
    }
}

fn term(kind: StatementKind) -> BlockTerm {
    match kind {
        StatementKind::Theorem => BlockTerm::Theorem,
        StatementKind::Lemma => BlockTerm::Lemma,
        StatementKind::Proposition => BlockTerm::Proposition,
        StatementKind::Corollary => BlockTerm::Corollary,
        StatementKind::Conjecture => BlockTerm::Conjecture,
        StatementKind::Axiom => BlockTerm::Axiom,
        StatementKind::Definition => BlockTerm::Definition,
        StatementKind::Example => BlockTerm::Example,
        StatementKind::Exercise => BlockTerm::Exercise,
        StatementKind::Problem => BlockTerm::Problem,
        StatementKind::Answer => BlockTerm::Answer,
        StatementKind::Proof => BlockTerm::Proof,
        StatementKind::Remark => BlockTerm::Remark,
    }
}
