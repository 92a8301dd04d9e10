//! Labels of figures and tables: «شکل ۱», «جدول ۲», counted through the book.

use std::collections::BTreeMap;

use super::ids::Ids;
use crate::config::Config;
use crate::locale::Term;
use crate::model::{AnchorId, BlockKind, Book, visit_blocks};

/// Labels every figure and table that has a caption; one without is no part of the count.
pub(super) fn label(book: &Book, ids: &Ids, config: &Config) -> BTreeMap<AnchorId, String> {
    let mut labels = BTreeMap::new();
    let (mut figures, mut tables) = (0, 0);
    let language = &config.book.language;
    for chapter in &book.chapters {
        visit_blocks(&chapter.blocks, &mut |block| {
            let (term, count) = match &block.kind {
                BlockKind::Figure(figure) if figure.caption.is_some() => {
                    (Term::Figure, &mut figures)
                }
                BlockKind::Table(table) if table.caption.is_some() => (Term::Table, &mut tables),
                _ => return,
            };
            let Some(anchor) = block.attributes.id.as_deref().and_then(|id| ids.by_id(id)) else {
                return;
            };
            *count += 1;
            labels.insert(
                anchor,
                format!("{} {}", language.term(term), language.number(*count)),
            );
        });
    }
    labels
}
