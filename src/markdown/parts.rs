//! Chapters that stand behind the title of a part, which is a chapter of its own: `{ file = "part.md", matter = "part" }`.

use std::sync::Arc;

use crate::locale::Matter;
use crate::model::{Book, ChapterKind, Standing};

/// Puts the chapters behind a part below it. What ends the book behind the last chapter belongs to no part: «پیوست».
pub(super) fn nest(book: &mut Book) {
    let opens = |standing: &Standing| standing.matter == Some(Matter::Part);
    let Some(first) = book
        .chapters
        .iter()
        .position(|chapter| opens(&chapter.standing))
    else {
        return;
    };
    let ends = |matter: Matter| matter.ends_book();
    let last = book
        .chapters
        .iter()
        .rposition(|chapter| !ends(chapter.matter()));
    let inside = first..last.map_or(first, |last| last + 1);
    for chapter in &mut book.chapters[inside] {
        let stands = chapter.standing;
        if stands.kind != ChapterKind::Part {
            Arc::make_mut(chapter).standing.below = stands.below.saturating_add(1);
        }
    }
}
