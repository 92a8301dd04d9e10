//! Pages for what stands on one of its own: a full-page figure, a turned table.
//!
//! The text goes on as if it stood nowhere, and it follows the page on which it would have stood. An example: a
//! turned table between the paragraphs of page 7 stands on page 8, and the text of page 7 goes on on page 9.

use super::chapter::Chapter;
use super::plan::{NoteLine, PageKind, PagePlan, Planned};
use crate::page::flow::{Placement, Plate};

/// Puts the pages of a chapter's plates among its other pages.
pub(super) fn insert(chapter: &Chapter<'_>, plans: Vec<PagePlan>) -> Vec<PagePlan> {
    let range = chapter.range.clone();
    let mut plates = range.filter(|index| chapter.is_plate(*index)).peekable();
    if plates.peek().is_none() {
        return plans;
    }
    let count = plans.len();
    let mut out = Vec::with_capacity(count + 1);
    let mut starts = starts(chapter, &plans).into_iter().skip(1);
    // Page 7 has the boxes 10 to 30, page 8 those from 32 on: the plate 31 follows page 7, and one at 20 as well.
    for plan in plans {
        let part = plan.part;
        out.push(plan);
        let next = starts.next().flatten().unwrap_or(chapter.range.end);
        while let Some(index) = plates.next_if(|index| *index < next) {
            put(chapter, plate(chapter, index, part), &mut out);
        }
    }
    // A chapter of plates alone has no page before them.
    for index in plates {
        put(chapter, plate(chapter, index, None), &mut out);
    }
    out
}

/// Adds a page; where it needs another to face it, on an even number, so that both are seen at once.
fn put(chapter: &Chapter<'_>, plate: PagePlan, out: &mut Vec<PagePlan>) {
    let number = chapter.first_page + out.len();
    if plate.kind == PageKind::Plate(Plate::Facing) && !number.is_multiple_of(2) {
        out.push(PagePlan {
            kind: PageKind::Blank,
            part: plate.part,
            ..PagePlan::default()
        });
    }
    out.push(plate);
}

/// The first box of the text on each page.
fn starts(chapter: &Chapter<'_>, plans: &[PagePlan]) -> Vec<Option<usize>> {
    let first = |plan: &PagePlan| {
        let mut content = plan.content.iter();
        content.find_map(|planned| match planned {
            Planned::Box(index) | Planned::TopBox(index) => {
                let found = chapter.boxed(*index)?;
                (found.placement == Placement::InFlow).then_some(*index)
            }
            Planned::Glue { .. } | Planned::Gap(_) => None,
        })
    };
    plans.iter().map(first).collect()
}

fn plate(chapter: &Chapter<'_>, index: usize, part: Option<usize>) -> PagePlan {
    let found = chapter.boxed(index);
    let notes = found.map_or(&[][..], |found| &found.notes);
    let lines = notes.iter().flat_map(|note| {
        let count = chapter.notes.get(note).map_or(0, Vec::len);
        (0..count).map(|line| NoteLine { note: *note, line })
    });
    let kind = match found.map(|found| found.placement) {
        Some(Placement::Plate(plate)) => PageKind::Plate(plate),
        _ => PageKind::Ordinary,
    };
    PagePlan {
        kind,
        part,
        content: vec![Planned::Box(index)],
        notes: lines.collect(),
        compromises: Vec::new(),
    }
}
